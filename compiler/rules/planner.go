package rules

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// planner is what the rules about a plan share.
type planner struct {
	p     *plan.Plan
	space *event.Space
	out   diag.List
	stage map[string]int
	// dangling is the jobs that wait, directly or not, for one that is not there: that is reported, and what seems missing
	// behind them is what was meant.
	dangling map[*plan.Job]bool
}

func newPlanner(p *plan.Plan) *planner {
	c := &planner{p: p, space: event.New(p), stage: map[string]int{}, dangling: map[*plan.Job]bool{}}
	for i, s := range p.Stages {
		c.stage[s] = i
	}
	if slices.ContainsFunc(p.Jobs, func(j *plan.Job) bool { return j.Dangling }) {
		for _, j := range c.ordered() {
			c.dangling[j] = j.Dangling || slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return c.dangling[n.Job] })
		}
	}
	return c
}

// onGitLab is the consequence as GitLab has it, or in other words where the spec names other targets only.
func (c *planner) onGitLab(there, elsewhere string) string {
	if len(c.p.Targets) == 0 || slices.Contains(c.p.Targets, "gitlab") {
		return there
	}
	return elsewhere
}

func (c *planner) error(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Error, code, at, path, message).WithHelp(help))
}

func (c *planner) warn(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Warning, code, at, path, message).WithHelp(help))
}
