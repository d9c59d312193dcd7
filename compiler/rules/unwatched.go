package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// unwatched: a job is green that began a deployment which may yet fail, and whatever needs the job does not wait for the
// deployment either. It is so on every target: where an action of CodePipeline would wait, a build deploys instead.
func (c *planner) unwatched() {
	for _, j := range c.p.Jobs {
		for _, steps := range [][]plan.Step{j.Before, j.Steps} {
			for i := range steps {
				if s := &steps[i]; leaves(s.Action) {
					at, path := s.Arg("wait")
					message := "the job passes once the deployment has begun, and no run tells if it fails"
					if after := c.needing(j); len(after) > 0 {
						message += "; " + strings.Join(after, ", ") + " may run before it is done"
					}
					c.out.Add(diag.New(diag.Note, "deployment-unwatched", at, path, message).WithHelp("delete `wait: false`, or watch the deployment elsewhere"))
				}
			}
		}
	}
}

// leaves reports whether a step leaves a deployment that it began to itself.
func leaves(a plan.Action) bool {
	switch a := a.(type) {
	case *plan.CodeDeploy:
		return !a.Wait
	case *plan.Ecs:
		return !a.Wait
	}
	return false
}

// needing are the names of the jobs that need a job.
func (c *planner) needing(j *plan.Job) []string {
	var out []string
	for _, o := range c.p.Jobs {
		if slices.ContainsFunc(o.Needs, func(n plan.Need) bool { return n.Job == j }) {
			out = append(out, o.Name)
		}
	}
	return out
}
