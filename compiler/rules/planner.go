package rules

import (
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
}

func newPlanner(p *plan.Plan) *planner {
	c := &planner{p: p, space: event.New(p), stage: map[string]int{}}
	for i, s := range p.Stages {
		c.stage[s] = i
	}
	return c
}

func (c *planner) error(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Error, code, at, path, message).WithHelp(help))
}

func (c *planner) warn(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Warning, code, at, path, message).WithHelp(help))
}
