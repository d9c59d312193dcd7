package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/internal/emit"
)

// script is the lines of a script, each one command or one block.
func script(lines []string) emit.Value {
	out := make(emit.Seq, len(lines))
	for i, l := range lines {
		if strings.Contains(l, "\n") {
			l += "\n" // a literal block
		}
		out[i] = emit.Str(l)
	}
	return out
}

// commands are shell source. The runner joins them into one script with errexit and, in bash, pipefail (GitLab Runner,
// shells/bash.go), so they share directory and variables.
func (j *job) commands(list []plan.Command) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = render(c, j.names, false)
	}
	return out
}

// render writes a command; a block in parentheses is indented where its lines allow it.
func render(c plan.Command, n names, errexit bool) string {
	s := c.Render(n.shell, errexit)
	if c.Typed || !c.Subshell || !strings.HasPrefix(s, "(\n") || strings.HasPrefix(s, "(\n ") {
		return s
	}
	end := strings.LastIndex(s, "\n)")
	return "(\n" + indent(s[2:end], "  ") + s[end:]
}

// steps are the commands of steps; a step's name becomes the first line of its block, which the job log shows. more says
// that something follows in the same script.
func (j *job) steps(steps []plan.Step, more bool) []string {
	out := make([]string, 0, len(steps))
	for i := range steps {
		cmds := j.commands(steps[i].Commands)
		for k, c := range steps[i].Commands {
			if !c.Typed && !c.Subshell && (more || i+1 < len(steps) || k+1 < len(cmds)) {
				cmds[k] = shell.Seen(cmds[k])
			}
		}
		if name := oneLine(steps[i].Name); name != "" && len(cmds) > 0 {
			cmds[0] = "# " + name + "\n" + cmds[0]
		}
		out = append(out, cmds...)
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// region exports where AWS calls go. Variables of the project outrank those of the file, so it is no variable.
func (j *job) region() []string {
	if j.Region == "" {
		return nil
	}
	return []string{"export AWS_DEFAULT_REGION=" + shell.Quote(j.Region) + " AWS_REGION=" + shell.Quote(j.Region)}
}

// chdir enters the job's directory.
func (j *job) chdir() []string {
	if j.Dir == "" {
		return nil
	}
	return []string{"cd " + shell.Quote(j.Dir)}
}

// identity is the part of before_script that the environment gives.
func (j *job) identity() []string {
	out := j.region()
	if j.Credentials != nil {
		out = append(out, j.commands(j.Credentials.Commands)...)
	}
	return out
}

// onlyInstalls: the job has nothing but install steps. GitLab wants a script, so they stand there.
func (j *job) onlyInstalls() bool { return len(j.Steps) == 0 && len(j.Before) == 0 }

// prepares reports whether the job puts something of its own into before_script.
func (j *job) prepares() bool {
	return j.Dir != "" || len(j.start) > 0 || j.onlyInstalls() && j.Credentials != nil || len(j.Logins) > 0 ||
		len(j.Install) > 0 && !j.onlyInstalls() || len(j.Before) > 0 && len(j.Steps) > 0
}

// beforeScript is what comes before the steps: region, directory, installation, which may bring the AWS CLI, identity,
// logins, preparation.
func (j *job) beforeScript() emit.Value {
	if !j.prepares() && j.shared != nil && slices.Equal(j.shared.before, j.identity()) {
		return nil
	}
	out := append(j.region(), j.chdir()...)
	if !j.onlyInstalls() {
		out = append(out, j.steps(j.Install, true)...)
	}
	out = append(out, j.start...)
	if !j.onlyInstalls() {
		out = append(out, j.access()...)
	}
	if len(j.Steps) > 0 {
		out = append(out, j.steps(j.Before, true)...)
	}
	if len(out) == 0 {
		return nil
	}
	return script(out)
}

// access takes the job's identity and logs in. It comes behind the installation, which may bring the AWS CLI.
func (j *job) access() []string {
	var out []string
	if j.Credentials != nil {
		out = j.commands(j.Credentials.Commands)
	}
	return append(out, j.commands(j.Logins)...)
}

// script is never empty, because GitLab refuses a job without one.
func (j *job) script() emit.Value {
	switch {
	case len(j.Steps) > 0:
		return script(j.steps(j.Steps, false))
	case len(j.Before) > 0:
		return script(j.steps(j.Before, false))
	case len(j.Install) > 0:
		access := j.access()
		return script(append(j.steps(j.Install, len(access) > 0), access...))
	}
	return script([]string{":"})
}

// The first line of a script of hooks: it ends the script where none of them is meant. No hook of a job that was cancelled
// runs.
const (
	afterAny     = `case "$CI_JOB_STATUS" in success | failed) ;; *) exit 0 ;; esac`
	afterSuccess = `if [ "$CI_JOB_STATUS" != success ]; then exit 0; fi`
	afterFailure = `if [ "$CI_JOB_STATUS" != failed ]; then exit 0; fi`
)

// The first line of a block for one outcome.
const (
	onlySuccess = `if [ "$CI_JOB_STATUS" = success ]; then`
	onlyFailure = `if [ "$CI_JOB_STATUS" = failed ]; then`
)

// afterScript is the hooks. They run in a new shell, in the root of the project, without what the job exported (CI/CD
// YAML reference, after_script), so region, identity and directory are set again; the identity only where a hook runs that
// needs it. A hook that fails changes neither the job nor the next hook.
func (j *job) afterScript() emit.Value {
	success, failure, always := j.hook(j.OnSuccess), j.hook(j.OnFailure), j.hook(j.Always)
	if len(success)+len(failure)+len(always) == 0 {
		if len(j.end) == 0 {
			return nil
		}
		return script(j.end)
	}
	one := len(always) == 0 && (len(success) == 0 || len(failure) == 0)
	role := j.Credentials != nil
	onSuccess, onFailure := role && usesAWS(j.OnSuccess), role && usesAWS(j.OnFailure)
	first := one && (onSuccess || onFailure) || onSuccess && onFailure || role && usesAWS(j.Always)

	out := append(slices.Clone(j.end), outcome(success, failure, always))
	out = append(out, j.region()...)
	if first {
		out = append(out, j.commands(j.Credentials.Commands)...)
	}
	out = append(append(out, j.chdir()...), "set +e")
	if one {
		return script(slices.Concat(out, success, failure))
	}
	if len(success) > 0 {
		out = append(out, branch(onlySuccess, j.as(success, j.OnSuccess, onSuccess && !first), "fi"))
	}
	if len(failure) > 0 {
		out = append(out, branch(onlyFailure, j.as(failure, j.OnFailure, onFailure && !first), "fi"))
	}
	return script(append(out, always...))
}

// outcome is the line that lets the hooks run.
func outcome(success, failure, always []string) string {
	switch {
	case len(always) > 0 || len(success) > 0 && len(failure) > 0:
		return afterAny
	case len(success) > 0:
		return afterSuccess
	}
	return afterFailure
}

// as takes the job's identity before the hooks of one outcome, if they need it. Without it none of them runs: they must
// not act as somebody else. Other hooks run all the same, unless they need what these leave behind.
func (j *job) as(hooks []string, steps []plan.Step, role bool) []string {
	if !role {
		return hooks
	}
	out := slices.Concat([]string{"set -e"}, j.commands(j.Credentials.Commands), []string{"set +e"}, hooks)
	if slices.ContainsFunc(steps, func(s plan.Step) bool { return s.State.Any() }) {
		return out
	}
	return []string{branch("(", out, ")")}
}

// hook is the commands of hook steps. A block runs in a shell of its own, whose errexit ends it at its first failure,
// unless later hooks need what it leaves behind.
func (j *job) hook(steps []plan.Step) []string {
	var out []string
	for i := range steps {
		for _, c := range steps[i].Commands {
			if !c.Subshell && !steps[i].State.Any() && c.Script.Multiline() && !c.Typed {
				c.Subshell = true
			}
			out = append(out, render(c, j.names, c.Subshell))
		}
	}
	return out
}

// usesAWS reports whether a hook calls AWS, and so needs the job's identity again.
func usesAWS(hooks []plan.Step) bool {
	for i := range hooks {
		for _, c := range hooks[i].Commands {
			if mentions(c.Script, "aws") || mentions(c.Script, "sam") {
				return true
			}
		}
	}
	return false
}

// mentions reports whether a word of the script is the program's name.
func mentions(s plan.Script, program string) bool {
	for _, p := range s {
		if hasWord(p.Lit, program) {
			return true
		}
	}
	return false
}

// hasWord reports whether the word stands in the text with no letter, digit, dash or dot beside it.
func hasWord(text, word string) bool {
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r > 0x7f || !wordByte(byte(r)) }) {
		if w == word {
			return true
		}
	}
	return false
}

func wordByte(c byte) bool {
	return c == '-' || c == '_' || c == '.' || c == '/' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// branch puts lines between two others, indented where blanks before a line mean nothing.
func branch(head string, lines []string, tail string) string {
	out := head
	for _, l := range lines {
		out += "\n" + indent(l, "  ")
	}
	return out + "\n" + tail
}

func indent(s, by string) string {
	if strings.Contains(s, "\n") && !shell.FlowOf(s).Indent {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = by + l
		}
	}
	return strings.Join(lines, "\n")
}
