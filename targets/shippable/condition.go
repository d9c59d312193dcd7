package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// condition is the shell test for a job's `when`; empty when the job runs in every build that Shippable starts.
//
// Shippable starts every pull request, and the filter of branches is the file's. What remains is said here. Paths are not
// known to a build (the rows say so), a schedule is not one of its events.
func (b *build) condition(j *plan.Job) string {
	if len(j.When) == 0 || b.everywhere(j) {
		return ""
	}
	var alternatives []string
	for _, c := range j.When {
		for _, e := range c.Events {
			if t := b.test(c, e); t != "" && !slices.Contains(alternatives, t) {
				alternatives = append(alternatives, t)
			}
		}
	}
	switch len(alternatives) {
	case 0:
		return "false"
	case 1:
		return alternatives[0]
	}
	for i, a := range alternatives {
		if strings.Contains(a, " && ") {
			alternatives[i] = "{ " + a + "; }"
		}
	}
	return "{ " + strings.Join(alternatives, " || ") + "; }"
}

// everywhere reports whether the job exists in every run that the spec's triggers start.
func (b *build) everywhere(j *plan.Job) bool {
	space := event.New(b.plan)
	bare := plan.Job{When: slices.Clone(j.When)} // no build knows the changed paths, and the rows have said so
	for i := range bare.When {
		bare.When[i].Paths, bare.When[i].NotPaths = nil, nil
	}
	return space.Less(space.Default(), space.Exists(&bare)).Empty()
}

// test is the shell test for one event of an alternative; empty for events that Shippable does not have.
func (b *build) test(c plan.Cond, e plan.Event) string {
	var all []string
	switch e {
	case plan.Push, plan.Manual:
		if len(c.TargetBranches) > 0 {
			return ""
		}
		if e == plan.Manual && len(c.Tags)+len(c.NotTags) > 0 {
			return b.test(c, plan.Tag)
		}
		all = append(all, `[ "$IS_PULL_REQUEST" != true ]`, `[ "$IS_GIT_TAG" != true ]`)
		all = refs(all, "BRANCH", c.Branches, c.NotBranches)
	case plan.Tag:
		if len(c.Branches)+len(c.NotBranches) > 0 && len(c.Tags)+len(c.NotTags) == 0 {
			return ""
		}
		all = append(all, `[ "$IS_GIT_TAG" = true ]`)
		all = refs(all, "GIT_TAG_NAME", c.Tags, c.NotTags)
	case plan.MergeRequest:
		all = append(all, `[ "$IS_PULL_REQUEST" = true ]`)
		all = refs(all, "BASE_BRANCH", c.TargetBranches, nil)
		all = refs(all, "HEAD_BRANCH", c.Branches, c.NotBranches)
	default:
		return ""
	}
	return strings.Join(all, " && ")
}

func refs(all []string, variable string, only, not []string) []string {
	if len(only) > 0 && !everything(only) {
		all = append(all, matches(variable, only))
	}
	if len(not) > 0 {
		all = append(all, "! "+matches(variable, not))
	}
	return all
}

// matches tests a variable against globs: literally, or with the same regular expression that every target gets.
func matches(variable string, patterns []string) string {
	if len(patterns) == 1 {
		if lit, ok := glob.Literal(patterns[0]); ok {
			return `[ "$` + variable + `" = ` + quoted(lit) + ` ]`
		}
	}
	var parts []string
	for _, p := range patterns {
		parts = append(parts, glob.Regexp(p))
	}
	return `printf '%s\n' "$` + variable + `" | grep -Eq '` + strings.Join(parts, "|") + `'`
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(s) + `"`
}

// trailing is a glob as `branches` reads it: a `*` at its end, and there only, stands for anything. Another form cannot
// be written; check refuses it.
func trailing(p string) string {
	if s, ok := strings.CutSuffix(p, "/**"); ok {
		return s + "/*"
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
