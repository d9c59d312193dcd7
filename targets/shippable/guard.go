package shippable

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// A build of a pull request runs the file and the scripts of the changed branch, and one from a fork has no secrets. So
// what deploys, publishes or reads a secret is left out of such builds. What that is, is known of typed steps; of the
// author's own it is guessed, and in a job that deploys on the safe side: what stands behind the first such step is left
// out as well, and the whole job when none can be told from a test.

// guards reports, for each of a job's steps from install to the last, whether it is left out of pull requests.
func guards(j *plan.Job) (install, before, steps []bool) {
	of := func(list []plan.Step) []bool {
		out := make([]bool, len(list))
		for i := range list {
			out[i] = risky(j, &list[i])
		}
		return out
	}
	install, before, steps = of(j.Install), of(j.Before), of(j.Steps)
	if i := slices.Index(steps, true); i >= 0 && j.Deploys {
		for ; i < len(steps); i++ {
			steps[i] = true
		}
	}
	return install, before, steps
}

// tests reports whether a deploying job has a step that can be told to deploy, so that those before it are tests.
func (b *build) tests(j *plan.Job) bool {
	install, before, steps := guards(j)
	return slices.Contains(slices.Concat(install, before, steps), true)
}

// risky reports whether a step deploys, publishes or reads a secret.
func risky(j *plan.Job, s *plan.Step) bool {
	var text strings.Builder
	for _, c := range s.Commands {
		text.WriteString(c.Script.Shell(plainName))
		text.WriteByte('\n')
	}
	if slices.ContainsFunc(j.Secrets, func(n string) bool { return word(text.String(), n) }) {
		return true
	}
	switch a := s.Action.(type) {
	case nil:
		return (j.Env != nil || j.Credentials != nil || len(j.Secrets) > 0) && publishes.MatchString(text.String())
	case *plan.Docker:
		return a.Push || a.LoginPassword != ""
	case *plan.Sam:
		return a.Op != "build"
	}
	return true
}

// publishes finds the programs that change something outside the build, and the words for it.
var publishes = regexp.MustCompile(`(?:^|[\s;&|(])(?:aws|sam|cdk|kubectl|helm|terraform|tofu|pulumi|serverless|sls|eb|ecs-cli|chalice|ansible-playbook|cap|rsync|scp|ssh|sftp|twine|git push)(?:\s|$)` +
	`|(?i:(?:^|[^a-z])(?:un)?(?:deploy|publish|release|promote|rollback|upload|ship)(?:[^a-z]|$))|(?:docker|podman|npm|mvn|gem|cargo)\s.*\bpush\b`)

// word reports whether a name stands in a text with no letter, digit or underscore beside it.
func word(text, name string) bool {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !nameRune(r) }) {
		if w == name {
			return true
		}
	}
	return false
}

func nameRune(c rune) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// guarded is a command under the conditions of its job, and under the one that keeps it out of pull requests.
func (b *build) guarded(j *plan.Job, text string, secret bool) string {
	cond := ""
	if len(b.jobs) == 1 { // the block of a chain's job has its condition around it
		cond = b.condition(j)
	}
	closed := alwaysExcludes(b.condition(j))
	if strings.Contains(cond, " || ") {
		cond = `[ "$cdc_run" ]`
	}
	if secret {
		if out := b.outside(j); out != "" {
			cond, closed = all(cond, out), closed || alwaysExcludes(out)
		}
		if !closed {
			cond = all(cond, notPullRequest)
		}
	}
	if cond == "" {
		return text
	}
	return "if " + cond + "; then\n" + shell.Indent(text) + "\nfi"
}

// alwaysExcludes reports whether no alternative of a test holds for a pull request.
func alwaysExcludes(cond string) bool {
	return cond != "" && !strings.Contains(cond, pullRequest)
}

// decided is the command that finds out once what the guards of many commands ask.
func (b *build) decided(j *plan.Job) commands {
	if cond := b.condition(j); len(b.jobs) == 1 && strings.Contains(cond, " || ") {
		return commands{"cdc_run=\nif " + cond + "; then\n  cdc_run=yes\nfi"}
	}
	return nil
}

// plainName is for looking at a script, where the names of run-time values do not matter.
func plainName(plan.RunVar, string) string { return "cdc_value" }
