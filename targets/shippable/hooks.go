package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// hook writes one kind of hook of a build of one job. The section is a shell of its own, so it sets again what it needs;
// its failures never change the build. A hook that calls AWS takes the job's role again, and nothing of it runs where
// that fails: it must not act as somebody else.
func (b *build) hook(steps []plan.Step) commands {
	if len(steps) == 0 {
		return nil
	}
	j := b.jobs[0]
	return slices.Concat(b.setup(j), b.roleAgain(j, steps), b.enterAgain(j), b.hookSteps(j, steps))
}

func (b *build) roleAgain(j *plan.Job, steps []plan.Step) commands {
	if j.Credentials == nil || j.Credentials.AssumeRole == "" || !slices.ContainsFunc(steps, callsAWSItself) {
		return nil
	}
	out := commands{"set -e"}
	for _, c := range j.Credentials.Commands {
		out = append(out, b.guarded(j, b.render(c, false), true))
	}
	return append(out, "set +e")
}

// callsAWSItself reports whether a step calls a program that acts under the job's role.
func callsAWSItself(s plan.Step) bool {
	return slices.ContainsFunc(s.Commands, func(c plan.Command) bool {
		text := c.Script.Shell(plainName)
		return word(text, "aws") || word(text, "sam")
	})
}

func (b *build) enterAgain(j *plan.Job) commands {
	if j.Dir == "" {
		return nil
	}
	return commands{`cd "$SHIPPABLE_BUILD_DIR"/` + shell.Quote(j.Dir)}
}

// hookSteps writes the steps of a hook. A block runs in a shell of its own, whose errexit ends it at its first failure,
// unless later steps need what it leaves behind.
func (b *build) hookSteps(j *plan.Job, steps []plan.Step) commands {
	var out commands
	for i := range steps {
		for _, c := range steps[i].Commands {
			if !c.Subshell && !steps[i].State.Any() && c.Script.Multiline() && !c.Typed {
				c.Subshell = true
			}
			out = append(out, b.guarded(j, b.render(c, c.Subshell), risky(j, &steps[i])))
		}
	}
	return out
}

func (b *build) onSuccess() commands { return b.ending("success") }

func (b *build) onFailure() commands { return b.ending("failure") }

// ending is the hooks of one way to end, with what the channels are told. The jobs of a chain have their hooks with them.
func (b *build) ending(event string) commands {
	var out commands
	if j := b.jobs[0]; len(b.jobs) == 1 {
		steps := j.OnSuccess
		if event == "failure" {
			steps = j.OnFailure
		}
		if out = b.hook(steps); len(out) == 0 && len(b.told(event)) > 0 {
			out = b.decided(j)
		}
	}
	return append(out, b.told(event)...)
}

func (b *build) always() commands {
	out := b.copyReports()
	if len(b.jobs) == 1 {
		out = append(out, b.hook(b.jobs[0].Always)...)
	}
	return out
}

// chained is the jobs of a chain, each in a shell of its own: where it goes, what it exports and who it becomes end with
// it. The first that fails ends the build.
func (b *build) chained() commands {
	out := append(b.folders(), b.hosts()...)
	for _, j := range b.jobs {
		out = append(out, b.block(j))
	}
	return out
}

// block is one job of a chain.
func (b *build) block(j *plan.Job) string {
	all := slices.Concat(b.hidden(j), b.setup(j), b.handed(j), enter(j), b.install(j), b.identity(j), b.before(j), b.work(j))
	for i := range len(all) - 1 {
		all[i] = shell.Seen(all[i]) // alone, Shippable looks at the status of each command; in a block only errexit does
	}
	body := subshell(all)
	if len(j.OnSuccess)+len(j.OnFailure)+len(j.Always) > 0 {
		body = b.withHooks(j, body)
	}
	if cond := b.condition(j); cond != "" {
		body = "if " + cond + "; then\n" + shell.Indent(body) + "\nfi"
	}
	return "# " + j.Name + "\n" + body
}

func subshell(all commands) string {
	parts := make([]string, len(all))
	for i, c := range all {
		parts[i] = shell.Indent(c)
	}
	return "(\n" + strings.Join(parts, "\n") + "\n)"
}

// withHooks runs the job, then its hooks, then ends as the job did. The job runs behind `&`, because errexit is off inside
// of what stands before `||` (POSIX.1-2017, Shell Command Language, 2.14 set -e).
func (b *build) withHooks(j *plan.Job, job string) string {
	hooks := slices.Concat(commands{"set +e"}, b.hidden(j), b.setup(j), b.roleAgain(j, slices.Concat(j.OnSuccess, j.OnFailure, j.Always)), b.enterAgain(j))
	for _, h := range []struct {
		test  string
		steps []plan.Step
	}{{`[ "$cdc_status" = 0 ]`, j.OnSuccess}, {`[ "$cdc_status" != 0 ]`, j.OnFailure}, {"", j.Always}} {
		all := b.hookSteps(j, h.steps)
		if len(all) > 0 && h.test != "" {
			all = commands{"if " + h.test + "; then\n" + shell.Indent(strings.Join(all, "\n")) + "\nfi"}
		}
		hooks = append(hooks, all...)
	}
	return "cdc_status=0\n" + strings.Replace(job, "(\n", "(\n  set -e\n", 1) + " &\nwait \"$!\" || cdc_status=$?\n" +
		subshell(hooks) + " &\nwait \"$!\" || true\nif [ \"$cdc_status\" != 0 ]; then\n  exit \"$cdc_status\"\nfi"
}

// hidden takes away the secrets that other jobs of the chain list: the whole build has them.
func (b *build) hidden(j *plan.Job) commands {
	var out []string
	for _, s := range b.secrets() {
		if !wanted(b.plan, []*plan.Job{j}, s.Name) {
			out = append(out, s.Name)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return commands{"unset " + strings.Join(out, " ")}
}

// handed takes over the variables that earlier jobs report. The file is text of NAME=VALUE lines and is not run.
func (b *build) handed(j *plan.Job) commands {
	var out commands
	for _, n := range j.Needs {
		if r := n.Job.Reports; r != nil && r.Dotenv != "" && !n.ArtifactsOff {
			file := `"$SHIPPABLE_BUILD_DIR"/` + shell.Quote(r.Dotenv)
			out = append(out, "if [ -f "+file+" ]; then\n"+
				"  while IFS= read -r cdc_line || [ -n \"$cdc_line\" ]; do\n"+
				"    case \"$cdc_line\" in [A-Za-z_]*=*) export \"${cdc_line?}\" ;; esac\n"+
				"  done < "+file+"\nfi")
		}
	}
	return out
}
