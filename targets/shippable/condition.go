package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// The tests of what a build is for (Shippable documentation, "Environment variables").
const (
	pullRequest    = `[ "$IS_PULL_REQUEST" = true ]`
	notPullRequest = `[ "$IS_PULL_REQUEST" != true ]`
	tagBuild       = `[ "$IS_GIT_TAG" = true ]`
	notTagBuild    = `[ "$IS_GIT_TAG" != true ]`
)

// condition is the shell test for a job's `when`; empty when the job runs in every build that Shippable starts.
//
// Shippable starts every pull request, and the filter of branches is the file's. What remains is said here. Paths are not
// known to a build (the rows say so), a schedule is not one of its events.
func (b *build) condition(j *plan.Job) string {
	text, ok := b.conds[j]
	if !ok {
		text = b.conditionOf(j)
		b.conds[j] = text
	}
	return text
}

func (b *build) conditionOf(j *plan.Job) string {
	switch {
	case len(j.When) > 0 && !b.everywhere(j):
		return oneOf(b.alternatives(j.When))
	case len(j.When) > 0 && !slices.ContainsFunc(j.When, func(c plan.Cond) bool { return c.Has(plan.MergeRequest) }),
		j.Deploys && !b.tests(j):
		return notPullRequest
	}
	return ""
}

// everywhere reports whether the job exists in every run that the spec's triggers start.
func (b *build) everywhere(j *plan.Job) bool {
	bare := plan.Job{When: slices.Clone(j.When)} // no build knows the changed paths, and the rows have said so
	for i := range bare.When {
		bare.When[i].Paths, bare.When[i].NotPaths = nil, nil
	}
	return b.runs.Less(b.runs.Default(), b.runs.Exists(&bare)).Empty()
}

// alternatives are the tests of which one must hold.
func (b *build) alternatives(when []plan.Cond) []string {
	var out []string
	for _, c := range when {
		for _, e := range c.Events {
			for _, t := range b.tested(c, e) {
				if !slices.Contains(out, t) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// oneOf joins tests of which one must hold.
func oneOf(tests []string) string {
	switch len(tests) {
	case 0:
		return "false"
	case 1:
		return tests[0]
	}
	out := slices.Clone(tests)
	for i, a := range out {
		if strings.Contains(a, " && ") {
			out[i] = "{ " + a + "; }"
		}
	}
	return "{ " + strings.Join(out, " || ") + "; }"
}

// tested is the shell tests for one event of an alternative; none for an event that Shippable does not have.
func (b *build) tested(c plan.Cond, e plan.Event) []string {
	onBranch := len(c.TargetBranches) == 0 && (len(c.Branches)+len(c.NotBranches) > 0 || len(c.Tags)+len(c.NotTags) == 0)
	onTag := len(c.TargetBranches) == 0 && (len(c.Tags)+len(c.NotTags) > 0 || len(c.Branches)+len(c.NotBranches) == 0)
	var out []string
	if onBranch && (e == plan.Push || e == plan.Manual) {
		out = append(out, all(notPullRequest, notTagBuild, among("BRANCH", c.Branches), outOf("BRANCH", c.NotBranches)))
	}
	if onTag && (e == plan.Tag || e == plan.Manual && b.tagsByHand()) {
		out = append(out, all(tagBuild, among("GIT_TAG_NAME", c.Tags), outOf("GIT_TAG_NAME", c.NotTags)))
	}
	if e == plan.MergeRequest {
		opened, merged := actions(b.plan.Triggers)
		if opened {
			out = append(out, all(pullRequest, among("BASE_BRANCH", c.TargetBranches), among("HEAD_BRANCH", c.Branches), outOf("HEAD_BRANCH", c.NotBranches)))
		}
		if merged && len(c.Branches)+len(c.NotBranches) == 0 { // the source branch is not known any more
			out = append(out, all(notPullRequest, notTagBuild, among("BRANCH", c.TargetBranches)))
		}
	}
	return out
}

// tagsByHand reports whether a person may start a run for a tag.
func (b *build) tagsByHand() bool {
	_, tags := event.ManualOn(b.plan.Triggers)
	return tags != nil
}

// actions is which of a merge request's events start a run.
func actions(t *plan.Triggers) (opened, merged bool) {
	if t == nil || len(t.Actions) == 0 {
		return true, false
	}
	return slices.Contains(t.Actions, "opened") || slices.Contains(t.Actions, "updated"), slices.Contains(t.Actions, "merged")
}

// outside is the test that keeps a deployment out of builds that Shippable starts and the spec does not: its filter is one
// for branches and tags, and its `*` crosses slashes. Empty where the filter holds what the spec says.
func (b *build) outside(j *plan.Job) string {
	t := b.plan.Triggers
	if t == nil || b.exact() || len(j.When) > 0 && !b.everywhere(j) {
		return ""
	}
	var tests []string
	if t.Push != nil {
		tests = append(tests, b.tested(*t.Push, plan.Push)...)
	}
	if t.Tag != nil {
		tests = append(tests, b.tested(*t.Tag, plan.Tag)...)
	}
	if _, merged := actions(t); merged && t.MergeRequest != nil {
		tests = append(tests, b.tested(*t.MergeRequest, plan.MergeRequest)...)
	}
	return oneOf(tests)
}

// exact reports whether the filter of branches admits what the spec does, and nothing else.
func (b *build) exact() bool {
	t := b.plan.Triggers
	if t.Push == nil || t.Tag != nil && len(t.Push.Branches)+len(t.Push.NotBranches)+len(t.Tag.Tags)+len(t.Tag.NotTags) > 0 {
		return false
	}
	return !slices.ContainsFunc(slices.Concat(t.Push.Branches, t.Push.NotBranches), func(g string) bool {
		_, literal := glob.Literal(strings.TrimSuffix(g, "**"))
		return !literal
	})
}

// all joins tests that must all hold.
func all(tests ...string) string {
	return strings.Join(slices.DeleteFunc(tests, func(t string) bool { return t == "" }), " && ")
}

func among(variable string, only []string) string {
	if len(only) == 0 || everything(only) {
		return ""
	}
	return matches(variable, only)
}

func outOf(variable string, not []string) string {
	if len(not) == 0 {
		return ""
	}
	return "! " + matches(variable, not)
}

// matches tests a variable against globs: literally, or with the same regular expression that every target gets.
func matches(variable string, patterns []string) string {
	if len(patterns) == 1 {
		if lit, ok := glob.Literal(patterns[0]); ok {
			return `[ "$` + variable + `" = ` + shell.Quote(lit) + ` ]`
		}
	}
	var parts []string
	for _, p := range patterns {
		parts = append(parts, glob.Regexp(p))
	}
	return `printf '%s\n' "$` + variable + `" | grep -Eq -e '` + strings.ReplaceAll(strings.Join(parts, "|"), "'", `'\''`) + `'`
}

// trailing is a glob as `branches` reads it: a `*` at its end, and there only, stands for anything. Another form cannot
// be written; check refuses it.
func trailing(p string) string {
	if p == "**" {
		return "*"
	}
	if s, ok := strings.CutSuffix(p, "**"); ok {
		return s + "*"
	}
	return p
}

// writable reports whether `branches` can hold the glob.
func writable(p string) bool {
	if p == "**" {
		return true
	}
	body := strings.TrimRight(p, "*")
	return len(p)-len(body) <= 2 && !strings.ContainsAny(body, "*?{}[]")
}
