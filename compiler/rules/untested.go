package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// tested is what a job has behind it.
type tested struct {
	any  bool
	ship bool      // something is deployed before it
	runs event.Set // in which some test ran before the job
}

// untested reports jobs that deploy without waiting for the tests, or where the tests do not exist.
func (c *planner) untested() {
	var tests []*plan.Job
	for _, j := range c.p.Jobs {
		if isTest(j) {
			tests = append(tests, j)
		}
	}
	if len(tests) == 0 {
		return
	}
	behind := c.behind()
	for _, j := range c.p.Jobs {
		if !j.Deploys || c.dangling[j] || isTest(j) || testsItself(j) || c.space.Exists(j).Empty() {
			continue
		}
		set := c.space.Whatever(c.space.Exists(j))
		if t := behind[j]; t.any {
			if t.runs.Empty() {
				continue // that they never run is said of them
			}
			gap := c.space.Less(set, t.runs)
			if !gap.Empty() {
				names := c.testsBefore(j)
				c.warn("untested-deploy", j.At, j.Path, "deploys untested for "+c.space.Describe(gap, event.Set{})+": "+list(names, "and")+" "+doVerb(names)+" not run there",
					"give "+list(names, "and")+" the conditions of "+j.Name+" as well")
			}
			continue
		}
		c.unawaited(j, tests, set, behind)
	}
}

func doVerb(names []string) string {
	if len(names) == 1 {
		return "does"
	}
	return "do"
}

// unawaited: tests run beside the deployment, and it does not wait for them. A test behind another deployment is one of
// what was deployed.
func (c *planner) unawaited(j *plan.Job, tests []*plan.Job, set event.Set, behind map[*plan.Job]tested) {
	const most = 200 // tests looked at; whoever has more is told of the first
	var names, elsewhere []string
	beside := false
	for _, t := range tests[:min(most, len(tests))] {
		if set.Meets(c.space.Exists(t)) {
			beside = true
		} else if len(elsewhere) < 3 && !c.space.Exists(t).Empty() {
			elsewhere = append(elsewhere, t.Name)
		}
		if len(names) < 3 && !behind[t].ship && set.Meets(c.space.Exists(t)) && !c.waitsFor(t, j) {
			names = append(names, t.Name)
		}
	}
	if len(names) > 0 {
		c.warn("untested-deploy", j.At, j.Path, "does not wait for "+list(names, "and")+": it deploys even if "+list(names, "or")+" fails", "add `needs: ["+strings.Join(names, ", ")+"]`")
	}
	if !beside && len(elsewhere) > 0 && len(tests) <= most {
		c.warn("untested-deploy", j.At, j.Path, "deploys untested for "+c.space.Describe(set, event.Set{})+": "+list(elsewhere, "and")+" "+doVerb(elsewhere)+" not run there",
			"give "+list(elsewhere, "and")+" the conditions of "+j.Name+" as well, and add `needs: ["+strings.Join(elsewhere, ", ")+"]`")
	}
}

// before is the jobs that a job waits for: those it needs, or those of earlier stages.
func (c *planner) before(j *plan.Job) []*plan.Job {
	var out []*plan.Job
	for _, n := range j.Needs {
		out = append(out, n.Job)
	}
	return out
}

// staged reports whether the job waits for all jobs of earlier stages.
func (c *planner) staged(j *plan.Job) bool { return c.p.StagesGiven && !j.NeedsGiven }

// ordered is the jobs stage by stage, level by level: everything before a job stands before it.
func (c *planner) ordered() []*plan.Job {
	order := slices.Clone(c.p.Jobs)
	slices.SortStableFunc(order, func(a, b *plan.Job) int {
		if x := c.stage[a.Stage] - c.stage[b.Stage]; x != 0 {
			return x
		}
		return a.Level - b.Level
	})
	return order
}

// behind finds for each job the tests before it.
func (c *planner) behind() map[*plan.Job]tested {
	order := c.ordered()
	out := make(map[*plan.Job]tested, len(order))
	earlier, current, stage := tested{}, tested{}, -1
	for _, j := range order {
		if s := c.stage[j.Stage]; s != stage {
			earlier, stage = c.join(earlier, current), s
			current = tested{}
		}
		t := tested{}
		if c.staged(j) {
			t = earlier
		}
		for _, p := range c.before(j) {
			t = c.join(t, out[p])
			if isTest(p) {
				t = c.join(t, c.test(p))
			}
			t.ship = t.ship || p.Deploys
		}
		out[j] = t
		if isTest(j) {
			current = c.join(current, c.test(j))
		}
		current.ship = current.ship || j.Deploys
	}
	return out
}

func (c *planner) test(j *plan.Job) tested {
	return tested{any: true, runs: c.space.Whatever(c.space.Exists(j))}
}

func (c *planner) join(a, b tested) tested {
	out := tested{any: a.any || b.any, ship: a.ship || b.ship, runs: a.runs}
	switch {
	case !a.any:
		out.runs = b.runs
	case b.any && !c.space.Less(b.runs, a.runs).Empty():
		out.runs = c.space.Union(a.runs, b.runs)
	}
	return out
}

// testsBefore names the tests that a job waits for, nearest first.
func (c *planner) testsBefore(j *plan.Job) []string {
	var names []string
	seen := map[*plan.Job]bool{j: true}
	for queue := []*plan.Job{j}; len(queue) > 0 && len(names) < 3; queue = queue[1:] {
		next := c.before(queue[0])
		if c.staged(queue[0]) {
			for _, k := range c.p.Jobs {
				if c.stage[k.Stage] < c.stage[queue[0].Stage] {
					next = append(next, k)
				}
			}
		}
		for _, p := range next {
			if seen[p] {
				continue
			}
			seen[p] = true
			queue = append(queue, p)
			if isTest(p) && len(names) < 3 {
				names = append(names, p.Name)
			}
		}
	}
	return names
}

// waitsFor reports whether a waits, directly or not, for b.
func (c *planner) waitsFor(a, b *plan.Job) bool {
	if c.p.StagesGiven && c.stage[a.Stage] > c.stage[b.Stage] && !a.NeedsGiven {
		return true
	}
	seen := map[*plan.Job]bool{}
	for queue := []*plan.Job{a}; len(queue) > 0; queue = queue[1:] {
		for _, p := range c.before(queue[0]) {
			if p == b {
				return true
			}
			if !seen[p] && p.Level > b.Level {
				seen[p] = true
				queue = append(queue, p)
			}
		}
	}
	return false
}

var testWords = []string{"test", "tests", "testing", "lint", "check", "checks", "verify", "spec", "specs", "unit", "unittest", "e2e", "integration", "qa"}

// isTest reports whether the job is there to test: by its reports, or by a word of its name.
func isTest(j *plan.Job) bool {
	if j.Deploys {
		return false
	}
	if j.Reports != nil && len(j.Reports.JUnit) > 0 {
		return true
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(j.Name), func(r rune) bool { return strings.ContainsRune(" -_./:", r) }) {
		if slices.Contains(testWords, w) {
			return true
		}
	}
	return false
}

// testsItself reports whether a deploying job runs tests before it deploys.
func testsItself(j *plan.Job) bool {
	if j.Reports != nil && len(j.Reports.JUnit) > 0 || slices.ContainsFunc(testWords, func(w string) bool { return strings.Contains(strings.ToLower(j.Name), w) && len(w) > 3 }) {
		return true
	}
	for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
		for i := range list {
			if d, ok := list[i].Action.(*plan.Docker); ok && len(d.Test) > 0 {
				return true
			}
			for _, cmd := range list[i].Commands {
				if !cmd.Typed && strings.Contains(literalOf(cmd.Script), "test") {
					return true
				}
			}
		}
	}
	return false
}

func literalOf(s plan.Script) string {
	var b strings.Builder
	for _, p := range s {
		b.WriteString(p.Lit)
	}
	return b.String()
}
