package resolve

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// triggers writes the runs that exist: what is not listed does not run, but for `manual`, which is on unless false.
func (r *resolver) triggers() {
	t := r.spec.Triggers
	if t == nil {
		return
	}
	out := &plan.Triggers{Manual: t.Manual.Or(true)}
	out.At = key(r.spec.Node, "triggers")
	out.Push = trigger(t, "push", t.Push, plan.Push)
	out.Tag = trigger(t, "tag", t.Tag, plan.Tag)
	out.MergeRequest = trigger(t, "merge_request", t.MergeRequest, plan.MergeRequest)
	if t.MergeRequest != nil {
		out.Actions = strs(t.MergeRequest.Actions)
	}
	for _, s := range t.Schedule {
		e := plan.ScheduleEntry{Cron: s.Cron.V, Branch: s.Branch.V, Description: s.Description.V}
		if s.Node != nil {
			e.At = s.Node.Range
		}
		out.Schedules = append(out.Schedules, e)
	}
	r.plan.Triggers = out
}

// trigger points at its key: what is said of it is about all of it.
func trigger(t *spec.Triggers, name string, f *spec.Filter, e plan.Event) *plan.Cond {
	if f == nil {
		return nil
	}
	c := filter(f)
	c.Events, c.At = []plan.Event{e}, key(t.Node, name)
	return &c
}

// filter copies the conditions without events.
func filter(f *spec.Filter) plan.Cond {
	c := plan.Cond{
		Refs: plan.Refs{
			Branches: strs(f.Branches), NotBranches: strs(f.NotBranches), Tags: strs(f.Tags), NotTags: strs(f.NotTags),
			TargetBranches: strs(f.TargetBranches),
		},
		Paths: strs(f.Paths), NotPaths: strs(f.NotPaths),
	}
	if f.Node != nil {
		c.At = f.Node.Range
		c.NotPathsAt = key(f.Node, "not_paths")
	}
	return c
}

var allEvents = []plan.Event{plan.Push, plan.Tag, plan.MergeRequest, plan.Schedule, plan.Manual}

// alternative writes the events of one alternative out. Without `event`, a branch condition means push or manual and
// never schedule: a nightly run must not deploy by accident.
func alternative(f *spec.Filter) plan.Cond {
	c := filter(f)
	if len(f.Events) > 0 {
		for _, e := range f.Events {
			if ev, ok := eventNamed(e.V); ok {
				c.Events = append(c.Events, ev)
			}
		}
		return c
	}
	switch {
	case len(c.TargetBranches) > 0:
		c.Events = []plan.Event{plan.MergeRequest}
	case len(c.Branches)+len(c.NotBranches) > 0:
		c.Events = []plan.Event{plan.Push, plan.Manual}
	case len(c.Tags)+len(c.NotTags) > 0:
		c.Events = []plan.Event{plan.Tag, plan.Manual}
	case len(c.Paths)+len(c.NotPaths) > 0:
		c.Events = []plan.Event{plan.Push, plan.MergeRequest}
	default:
		c.Events = allEvents
	}
	return c
}

func eventNamed(name string) (plan.Event, bool) {
	for _, e := range allEvents {
		if e.String() == name {
			return e, true
		}
	}
	return 0, false
}

// when is a job's conditions: its own, or those of the environment that it deploys to.
func (r *resolver) when(j *spec.Job, env *plan.Environment) []plan.Cond {
	if len(j.When) > 0 {
		out := make([]plan.Cond, len(j.When))
		for i, f := range j.When {
			out[i] = alternative(f)
		}
		return out
	}
	if env == nil || env.Refs == nil || !j.Environment.Set() {
		return nil
	}
	return refConds(*env.Refs, j)
}

// refConds says where an environment's refs let a job run: on those branches, and on those tags.
func refConds(refs plan.Refs, j *spec.Job) []plan.Cond {
	var out []plan.Cond
	at := j.Environment.At()
	if len(refs.Branches)+len(refs.NotBranches) > 0 {
		out = append(out, plan.Cond{Events: []plan.Event{plan.Push, plan.Manual}, At: at,
			Refs: plan.Refs{Branches: refs.Branches, NotBranches: refs.NotBranches}})
	}
	if len(refs.Tags)+len(refs.NotTags) > 0 {
		out = append(out, plan.Cond{Events: []plan.Event{plan.Tag, plan.Manual}, At: at,
			Refs: plan.Refs{Tags: refs.Tags, NotTags: refs.NotTags}})
	}
	return out
}
