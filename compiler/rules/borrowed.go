package rules

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// borrowed: a job with `access` works with the role of an environment in runs that the environment does not admit, with the
// code that is there. In a merge request that is the code of whoever opened it.
func (c *planner) borrowed() {
	for _, j := range c.p.Jobs {
		e := j.Env
		if e == nil || j.Deploys || j.Gate != nil || e.AssumeRole == "" && e.OidcRole == "" || e.Refs == nil && !e.Guarded() {
			continue
		}
		gap := c.strange(j, e)
		if gap.Empty() {
			continue
		}
		runs := c.space.Describe(gap, event.Set{})
		message := j.Name + " runs with the role of " + e.Name + line(e.At) + " for " + runs + ", too"
		if c.space.Has(gap, plan.MergeRequest) {
			message += ": the code of whoever opens a merge request runs with it before anybody has looked"
		} else {
			message += ", from where nothing may deploy to " + e.Name
		}
		help := "use an environment whose role may only do what " + j.Name + " needs"
		if e.Refs != nil {
			help = "add `when: " + admits(e.Refs) + "`, or " + help
		}
		at, path := whenAt(j)
		c.warn("access-outside", at, path, message, help)
	}
}

// admits is the `when` of the runs that an environment admits: no run is on a branch and on a tag.
func admits(r *plan.Refs) string {
	branches := written(&plan.Refs{Branches: r.Branches, NotBranches: r.NotBranches})
	tags := written(&plan.Refs{Tags: r.Tags, NotTags: r.NotTags})
	if branches != "" && tags != "" {
		return "[{" + branches + "}, {" + tags + "}]"
	}
	return "{" + branches + tags + "}"
}

// strange is the runs of a job that its environment does not admit. A tag is set by who may release, so it matters only where
// the environment is guarded. An environment that waits for a person and names no refs never admits a merge request in which
// nobody is asked.
func (c *planner) strange(j *plan.Job, e *plan.Environment) event.Set {
	set := c.space.Exists(j)
	if e.Refs == nil {
		return c.space.On(set, event.OnMergeRequest)
	}
	if len(e.Refs.Branches)+len(e.Refs.Tags) == 0 && !e.Guarded() {
		return event.Set{} // every branch but the best ones comes here anyway
	}
	gap := c.space.Less(set, c.admitted(e.Refs))
	if !e.Guarded() {
		gap = c.space.Less(gap, c.space.On(gap, event.OnTag))
	}
	if c.only("shippable") { // which takes no role in a pull request
		gap = c.space.Less(gap, c.space.On(gap, event.OnMergeRequest))
	}
	return gap
}

// only reports whether the spec names one target, and it is that.
func (c *planner) only(target string) bool { return slices.Equal(c.p.Targets, []string{target}) }
