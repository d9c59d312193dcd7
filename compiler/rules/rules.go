// Package rules holds the checks of the language that its shape cannot say: what references mean, whether jobs, needs and
// environments fit together, where files, change sets and secrets come from and go to.
//
// Spec judges what was written, with the exact place of every fault. Plan judges what will happen: which runs exist, and
// what a job finds in each. Neither knows a target. What the shape says (keys, types, patterns) is not said again here.
package rules

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// specRules are the rules about the text, in the order of docs/findings.md.
var specRules = []func(*checker){
	(*checker).texts, (*checker).shells, (*checker).secretUse,
	(*checker).names, (*checker).graph, (*checker).stages, (*checker).conditions, (*checker).crons,
	(*checker).environments, (*checker).jobPlaces, (*checker).hooks, (*checker).matrices, (*checker).caches,
	(*checker).actions, (*checker).channels, (*checker).appSpec, (*checker).bootstrap,
}

// planRules are the rules about what will happen.
var planRules = []func(*planner){
	(*planner).existence, (*planner).identities, (*planner).places, (*planner).borrowed, (*planner).untested, (*planner).files, (*planner).changeSets, (*planner).buckets, (*planner).subjects, (*planner).unwatched, (*planner).stacks, (*planner).awsNames,
}

// Spec returns the findings about a spec as written. A faulty shape is no obstacle: what is missing is passed over.
func Spec(s *spec.Spec) diag.List {
	if s == nil || s.Node == nil {
		return nil
	}
	c := newChecker(s)
	for _, rule := range specRules {
		rule(c)
	}
	c.out.Sort()
	return c.out
}

// Plan returns the findings about the runs of a pipeline. The plan is best made for no target and with all jobs.
func Plan(p *plan.Plan) diag.List {
	if p == nil {
		return nil
	}
	c := newPlanner(p)
	for _, rule := range planRules {
		rule(c)
	}
	c.out.Sort()
	return c.out
}

// checker is what the rules about a spec share.
type checker struct {
	s     *spec.Spec
	out   diag.List
	guess guesser
	// by name
	jobs    map[string]*spec.Job
	envs    map[string]*spec.Environment
	secrets map[string]bool
	vars    map[string]spec.Text
	channel map[string]bool
	// listed is the secrets that something uses.
	listed map[string]bool
	memo   shellMemo
	// circled is the values of variables that are in a circle that was reported.
	circled map[*source.Node]bool
}

func newChecker(s *spec.Spec) *checker {
	c := &checker{s: s, jobs: map[string]*spec.Job{}, envs: map[string]*spec.Environment{}, secrets: map[string]bool{},
		vars: map[string]spec.Text{}, channel: map[string]bool{}, listed: map[string]bool{}, memo: shellMemo{}, circled: map[*source.Node]bool{}}
	for _, j := range s.Jobs {
		c.jobs[j.Name.V] = j
	}
	for _, e := range s.Environments {
		c.envs[e.Name.V] = e
	}
	for _, n := range s.Secrets {
		c.secrets[n.Key.V] = true
	}
	for _, kv := range s.Vars {
		c.vars[kv.Key.V] = kv.V
	}
	for _, n := range s.Notify {
		c.channel[n.Name.V] = true
	}
	return c
}

// error and warn add a finding; help may be empty.
func (c *checker) error(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Error, code, at, path, message).WithHelp(help))
}

func (c *checker) warn(code diag.Code, at diag.Range, path, message, help string) {
	c.out.Add(diag.New(diag.Warning, code, at, path, message).WithHelp(help))
}

// env is the environment that the job works in, or nil. set reports whether one was named, known or not.
func (c *checker) env(j *spec.Job) (e *spec.Environment, set bool) {
	if e = c.envs[j.Environment.V]; e == nil {
		e = c.envs[j.Access.V]
	}
	return e, j.Environment.Set() || j.Access.Set()
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// rangeOf is the place of a node that may be missing.
func rangeOf(n *source.Node) diag.Range {
	if n == nil {
		return diag.Range{}
	}
	return n.Range
}

// line says where something was defined: " (line 4)".
func line(at diag.Range) string {
	if at.IsZero() {
		return ""
	}
	return " (line " + strconv.Itoa(at.Start.Line) + ")"
}

// quote puts a user's name into a sentence.
func quote(s string) string { return `"` + s + `"` }

// list joins names as in a sentence.
func list(in []string, word string) string {
	switch len(in) {
	case 0:
		return ""
	case 1:
		return in[0]
	}
	out := in[0]
	for _, s := range in[1 : len(in)-1] {
		out += ", " + s
	}
	return out + " " + word + " " + in[len(in)-1]
}
