package event

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// JobsFor returns the jobs that exist in the run, in the order of the spec.
func (s *Space) JobsFor(r Run) []*plan.Job {
	var out []*plan.Job
	for _, j := range s.plan.Jobs {
		if s.Why(j, r) == "" {
			out = append(out, j)
		}
	}
	return out
}

// Why says why the job does not exist in the run, or nothing when it does.
func (s *Space) Why(j *plan.Job, r Run) string {
	if why := s.Starts(r); why != "" {
		return why
	}
	if len(j.When) == 0 {
		return ""
	}
	var whys []string
	for i := range j.When {
		why := fails(&j.When[i], r)
		if why == "" {
			return ""
		}
		whys = append(whys, why)
	}
	if len(whys) == 1 {
		return whys[0]
	}
	for i := range whys {
		whys[i] = "when[" + strconv.Itoa(i) + "]: " + whys[i]
	}
	return strings.Join(whys, "; ")
}

// Starts says why the triggers do not start such a run, or nothing when they do.
func (s *Space) Starts(r Run) string {
	t := s.plan.Triggers
	if t == nil {
		t = s.assumed()
	}
	switch r.Event {
	case plan.Push:
		return listed(t.Push, r)
	case plan.Tag:
		return listed(t.Tag, r)
	case plan.MergeRequest:
		return listed(t.MergeRequest, r)
	case plan.Schedule:
		return s.scheduled(t, r)
	}
	if !t.Manual {
		return "triggers: manual is false"
	}
	branches, tags := ManualOn(t)
	refs, kind := branches, "push"
	if r.Tag != "" {
		refs, kind = tags, "tag"
	}
	if refs == nil {
		return "triggers: a manual run starts where " + kind + " does, and " + kind + " is not listed"
	}
	if why := refsFail(refs, r); why != "" {
		return "triggers." + kind + ": " + why
	}
	return ""
}

func listed(c *plan.Cond, r Run) string {
	if c == nil {
		return "triggers do not list " + r.Event.String()
	}
	why := refsFail(&c.Refs, r)
	if why == "" {
		why = pathsFail(c, r)
	}
	if why == "" {
		return ""
	}
	return "triggers." + r.Event.String() + ": " + why
}

func (s *Space) scheduled(t *plan.Triggers, r Run) string {
	if len(t.Schedules) == 0 {
		return "triggers do not list schedule"
	}
	for _, e := range t.Schedules {
		if e.Branch == r.Branch || e.Branch == "" && (r.Branch == "" || r.Branch == defaultBranch(s.plan)) {
			return ""
		}
	}
	return "triggers.schedule: no schedule is on branch " + r.Branch
}

// fails says which part of a condition the run does not meet.
func fails(c *plan.Cond, r Run) string {
	if !c.Has(r.Event) {
		var names []string
		for _, e := range c.Events {
			names = append(names, e.String())
		}
		return "the event is " + r.Event.String() + ", and the job runs for " + list(names, "and")
	}
	if why := refsFail(&c.Refs, r); why != "" {
		return why
	}
	return pathsFail(c, r)
}

func refsFail(f *plan.Refs, r Run) string {
	if r.Event == plan.MergeRequest {
		if hasTags(f) && !hasBranches(f) {
			return "a merge request has no tag"
		}
		if why := nameFails("target branch", r.Target, f.TargetBranches, nil); why != "" {
			return why
		}
		return nameFails("source branch", r.Branch, f.Branches, f.NotBranches)
	}
	if len(f.TargetBranches) > 0 {
		return "only a merge request has a target branch"
	}
	if r.Tag != "" {
		if !wantsTag(f) {
			return "a tag is on no branch, and `branches` asks for one"
		}
		return nameFails("tag", r.Tag, f.Tags, f.NotTags)
	}
	if !wantsBranch(f) {
		return "the run is on a branch, and `tags` asks for a tag"
	}
	return nameFails("branch", r.Branch, f.Branches, f.NotBranches)
}

func nameFails(what, name string, yes, no []string) string {
	for _, g := range no {
		if glob.Match(g, name) {
			key := "not_branches"
			if what == "tag" {
				key = "not_tags"
			}
			return what + " " + name + " is excluded: " + key + " has " + g
		}
	}
	if len(yes) == 0 {
		return ""
	}
	for _, g := range yes {
		if glob.Match(g, name) {
			return ""
		}
	}
	return what + " " + name + " is not " + list(yes, "or")
}

func pathsFail(c *plan.Cond, r Run) string {
	if len(c.Paths)+len(c.NotPaths) == 0 || r.Changed == nil || r.Event != plan.Push && r.Event != plan.MergeRequest {
		return ""
	}
	for _, f := range r.Changed {
		if nameFails("", f, c.Paths, c.NotPaths) == "" {
			return ""
		}
	}
	return "nothing changed in " + pathText(c)
}
