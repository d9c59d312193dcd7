package buildspec

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// The two tests of a hook in post_build (AWS CodeBuild User Guide, "Environment variables in build environments").
const (
	succeeding = `[ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ]`
	failing    = `[ "$CODEBUILD_BUILD_SUCCEEDING" = 0 ]`
)

// hooksOnFailure reports whether something must be told when the job fails, in whatever phase.
func (l *lowering) hooksOnFailure() bool {
	return len(l.j.OnFailure)+len(l.j.Always) > 0 || l.tells("failure")
}

// hooks writes the hooks. post_build runs behind a failed build phase, but not behind a failed install or pre_build; so
// what must be told of a failure stands in `finally` of those two as well, where it sees by a mark of the last command
// whether the phase came through. A hook never changes the job: a failure in post_build would fail the build.
func (l *lowering) hooks() {
	f := &l.file.Phases
	if l.hooksOnFailure() {
		for _, x := range []struct {
			phase *Phase
			name  string
		}{{&f.Install, "install"}, {&f.PreBuild, "pre_build"}} {
			if len(x.phase.Commands) == 0 {
				continue
			}
			x.phase.Commands = append(x.phase.Commands, "cdc_done="+x.name)
			for _, c := range slices.Concat(l.told("failure", "failed"), l.hook(l.j.OnFailure, true), l.hook(l.j.Always, true)) {
				x.phase.Finally = append(x.phase.Finally, conditional(`[ "$cdc_done" != `+x.name+` ]`, c))
			}
		}
	}
	f.PostBuild.Commands = l.postBuild()
}

// postBuild is the hooks behind the build phase, the failed one included. In version 0.1 each is a shell of its own.
func (l *lowering) postBuild() []string {
	alone := l.opt.Version == "0.1"
	var out []string
	when := func(test string, commands []string) {
		for _, c := range commands {
			out = append(out, conditional(test, c))
		}
	}
	when(succeeding, slices.Concat(l.told("success", "success"), l.hook(l.j.OnSuccess, alone)))
	when(failing, slices.Concat(l.told("failure", "failed"), l.hook(l.j.OnFailure, alone)))
	return append(out, l.hook(l.j.Always, alone)...)
}

// hook writes the steps of one hook as one harmless command. They stand in the job's directory again, wherever its steps
// went; a step that fails ends nothing but itself. alone: the command knows nothing of the job's identity and takes it
// again, because a hook must not act as somebody else.
func (l *lowering) hook(steps []plan.Step, alone bool) []string {
	if len(steps) == 0 {
		return nil
	}
	var parts []string
	for i := range steps {
		for _, c := range steps[i].Commands {
			text := l.render(c, steps[i].Shell == shell.Bash)
			if alone && programs.MatchString(text) {
				text = strings.Join(append(l.identity(), strings.TrimPrefix(text, "set -e\n")), "\n")
			}
			parts = append(parts, hookStep(text))
		}
	}
	where := `cd "$CODEBUILD_SRC_DIR` + slashDir(l.j.Dir) + `"`
	if len(parts) == 1 && !strings.ContainsAny(parts[0], "\n#;&|") {
		if l.moves() {
			return []string{"(" + where + " && " + parts[0] + ") || true"}
		}
		return []string{parts[0] + " || true"}
	}
	if l.moves() {
		parts = append([]string{where + " || exit"}, parts...)
	}
	body := strings.Join(parts, "\n")
	if shell.FlowOf(body).Indent {
		body = indent(body)
	}
	return []string{"(\n" + body + "\n)\ntrue"}
}

// hookStep keeps the failure in the middle of a step, which ends the step, from ending the hook.
func hookStep(text string) string {
	body, ok := strings.CutPrefix(text, "set -e")
	if !ok {
		return text
	}
	if shell.FlowOf(text).Indent {
		return "(\n" + indent("set -e"+body) + "\n)"
	}
	return "(\nset -e" + body + "\n)"
}

// programs are those that act under the job's role.
var programs = regexp.MustCompile(`(?:^|[\s(;&|])(?:aws|sam)\s`)

// identity takes the job's role, or ends the step that needs it: others must still be able to tell why the job failed.
func (l *lowering) identity() []string {
	c := l.j.Credentials
	if c == nil || c.AssumeRole == "" {
		return nil
	}
	need := used{}
	need.commands(c.Commands)
	out := append([]string{"set -e"}, need.lenient(used{})...)
	for _, text := range l.commands(c.Commands, plan.Step{}) {
		out = append(out, strings.TrimPrefix(text, "set -e\n"))
	}
	return out
}

func slashDir(dir string) string {
	if dir == "" {
		return ""
	}
	return "/" + strings.NewReplacer("$", `\$`, "`", "\\`", `"`, `\"`).Replace(dir)
}

// moves reports whether a hook may find the shell elsewhere than in the job's directory.
func (l *lowering) moves() bool {
	if l.j.Dir != "" {
		return true
	}
	for _, list := range [][]plan.Step{l.j.Install, l.j.Before, l.j.Steps} {
		for i := range list {
			if list[i].State.Cd {
				return true
			}
		}
	}
	return false
}

// tells reports whether the job itself tells a channel about the event.
func (l *lowering) tells(event string) bool {
	if !l.opt.Tell {
		return false
	}
	return slices.ContainsFunc(l.p.Notify, func(n plan.Notify) bool { return concerns(n, event) })
}

func concerns(n plan.Notify, event string) bool {
	return n.Webhook != "" && (slices.Contains(n.Events, event) || event != "start" && slices.Contains(n.Events, "always"))
}

// told writes the messages about an event; word stands in them.
func (l *lowering) told(event, word string) []string {
	if !l.opt.Tell {
		return nil
	}
	var out []string
	for _, n := range l.p.Notify {
		if !concerns(n, event) {
			continue
		}
		c := l.render(lower.Slack(n.Webhook, n.Channel, l.message(word)), false)
		if len(n.Branches)+len(n.NotBranches) > 0 {
			a := alternative{kinds: []string{"refs/heads/"}, yes: n.Branches, no: n.NotBranches}
			c = conditional(strings.Join(a.refs("CODEBUILD_WEBHOOK_HEAD_REF"), " && "), c)
		}
		out = append(out, c)
	}
	return out
}

func (l *lowering) message(word string) plan.Text {
	return plan.Join(plan.Lit(l.p.Name+": pipeline "), plan.Run(plan.RunNumber), plan.Lit(" "+word+" ("),
		plan.Run(plan.GitShortSHA), plan.Lit(") "), plan.Run(plan.RunURL))
}
