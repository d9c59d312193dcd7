package buildspec

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// Options is how a job is built.
type Options struct {
	Version string // "0.1" or "0.2"
	// Batch: one of several builds of a batch, whose files travel through the artifact bucket.
	Batch bool
	// HandsOn: a later build takes files from this one.
	HandsOn bool
	// Pipeline: an action of a pipeline, whose files come as secondary sources.
	Pipeline bool
	// Tell: the job itself tells the channels of `notify`.
	Tell bool
	// Told: a notifier outside tells the channels, and learns from the build whose commit it is about.
	Told bool
	// Guard: the job looks at run time whether it exists in this run.
	Guard bool
	// Store finds the place through which the builds of a batch hand each other files; see Store.
	Store string
	// Instance is the combination of the matrix that the file is for; nil: all of them, or the job has none.
	Instance []plan.Var
}

// draft is a phase before it is decided how its commands share state. state: a command leaves something behind that
// later commands need.
type draft struct {
	commands []string
	state    bool
}

func (d *draft) add(commands ...string) { d.commands = append(d.commands, commands...) }

// setup adds commands that later ones rely on.
func (d *draft) setup(commands ...string) {
	d.add(commands...)
	d.state = d.state || len(commands) > 0
}

// lowering is one job on its way into a file.
type lowering struct {
	p     *plan.Plan
	j     *plan.Job
	opt   Options
	file  *File
	done  used // the values whose preamble is written
	inDir bool // the shell stands in the job's directory
}

// Job lowers one job. Whether it can be lowered at all is for the target to say beforehand.
//
// Install steps are the install phase; who the job is and what it logs in to, then `before`, the pre_build phase; the
// steps the build phase, where a failure still counts and stops: post_build runs behind a failed build, too (AWS
// CodeBuild User Guide, "Build phase transitions"), so only hooks stand there.
func Job(p *plan.Plan, j *plan.Job, opt Options) *File {
	l := &lowering{p: p, j: j, opt: opt, file: &File{Version: opt.Version}, done: used{}}
	l.env()
	install, before, build := l.drafts()
	if opt.Version == "0.1" {
		l.fold(install, before, build)
	} else {
		l.phases(install, before, build)
	}
	l.outputs()
	return l.file
}

// drafts writes the commands of the three phases that can fail the job.
func (l *lowering) drafts() (install, before, build draft) {
	j := l.j
	installs := len(j.Install) > 0 || len(j.Services) > 0
	prepares := j.Credentials != nil || len(j.Logins) > 0 || len(j.Before) > 0 || len(l.downloads()) > 0 || l.tells("start") && installs
	first, second := &build, &build
	if prepares {
		first, second = &before, &before
	}
	if installs {
		first = &install
	}
	if l.opt.Guard {
		first.setup(guard(l.p, j))
	}
	if l.opt.Told && l.opt.Version != "0.1" {
		first.setup(commitLines...)
	}
	exports := l.runTimeVars()
	early, late := l.uses(exports)
	first.setup(early.preamble(l.done, l.pipelineBranch())...)
	if l.opt.Version != "0.1" { // there, each hook finds out for itself
		first.setup(l.hookValues().lenient(l.done)...)
	}
	first.add(l.services()...)
	first.setup(exportLines(exports)...)
	l.steps(&install, j.Install)
	second.setup(late.preamble(l.done, l.pipelineBranch())...)
	second.add(l.told("start", "started")...)
	second.add(l.downloads()...)
	if j.Credentials != nil {
		second.add(l.commands(j.Credentials.Commands, plan.Step{})...)
		second.state = second.state || j.Credentials.AssumeRole != ""
	}
	second.add(l.commands(j.Logins, plan.Step{})...)
	l.steps(&before, j.Before)
	l.steps(&build, j.Steps)
	l.loadDotenv(&build)
	if !handsLate(j) {
		build.add(l.uploads()...)
	}
	return install, before, build
}

// uses tells which run-time values are needed from the first command on, and which later.
func (l *lowering) uses(exports []plan.Var) (early, late used) {
	early, late = used{}, used{}
	for _, v := range exports {
		early.script(shell.DoubleQuoted(v.Value))
	}
	early.steps(l.j.Install)
	for _, s := range l.j.Services {
		early.script(shell.DoubleQuoted(s.Image))
		for _, v := range s.Vars {
			early.script(shell.DoubleQuoted(v.Value))
		}
	}
	late.steps(l.j.Before, l.j.Steps)
	late.commands(l.j.Logins)
	if l.j.Credentials != nil {
		late.commands(l.j.Credentials.Commands)
	}
	if l.tells("start") {
		late.script(shell.DoubleQuoted(l.message("")))
	}
	return early, late
}

// hookValues are the values that hooks need. They are set first of all, because a hook can run behind any failure.
func (l *lowering) hookValues() used {
	u := used{}
	u.steps(l.j.OnSuccess, l.j.OnFailure, l.j.Always)
	if l.tells("success") || l.tells("failure") {
		u.script(shell.DoubleQuoted(l.message("")))
	}
	return u
}

// steps adds steps, behind the change to the job's directory.
func (l *lowering) steps(d *draft, steps []plan.Step) {
	if len(steps) == 0 {
		return
	}
	if l.j.Dir != "" && !l.inDir {
		d.setup("cd " + shell.Quote(l.j.Dir))
		l.inDir = true
	}
	for i := range steps {
		d.add(l.commands(steps[i].Commands, steps[i])...)
		d.state = d.state || steps[i].State.Any()
	}
}

// commands renders commands for a shell without errexit: CodeBuild runs each one in a shell of its own and looks at its
// last status only.
func (l *lowering) commands(list []plan.Command, step plan.Step) []string {
	var out []string
	for _, c := range list {
		out = append(out, l.render(c, step.Shell == shell.Bash))
	}
	return out
}

func (l *lowering) render(c plan.Command, bash bool) string {
	text := c.Render(Name, true)
	if c.Subshell {
		if bash && shell.FlowOf(text).Pipe {
			text = strings.Replace(text, "set -e\n", "set -eo pipefail\n", 1)
		}
		return inner(text)
	}
	return strict(strings.TrimPrefix(text, "set -e\n"), bash)
}

// inner indents the inside of a subshell that holds the author's lines, where that changes nothing.
func inner(text string) string {
	if body, ok := strings.CutPrefix(text, "(\n"); ok && body[0] != ' ' {
		if end := strings.LastIndex(body, "\n)"); end >= 0 && shell.FlowOf(text).Indent {
			return "(\n" + indent(body[:end]) + body[end:]
		}
	}
	return text
}

// strict makes a failure in the middle of a command the command's failure.
func strict(text string, bash bool) string {
	flow := shell.FlowOf(text)
	switch {
	case bash && flow.Pipe:
		return "set -eo pipefail\n" + text
	case flow.Several:
		return "set -e\n" + text
	}
	return text
}

// phases writes the phases of 0.2, where the directory and all variables pass from command to command.
func (l *lowering) phases(install, before, build draft) {
	f := &l.file.Phases
	f.Install.Runtimes = l.runtimes()
	f.Install.Commands = install.commands
	f.PreBuild.Commands = before.commands
	f.Build.Commands = build.commands
	if handsLate(l.j) && len(build.commands) > 0 {
		f.Build.Finally = l.uploads()
	}
	l.hooks()
	if l.opt.Guard {
		guardPhases(f)
	}
	l.retry()
}

// retry starts the build again when a phase failed (AWS CodeBuild User Guide, "Build specification reference":
// phases/*/on-failure).
func (l *lowering) retry() {
	r := l.j.Retry
	if r == nil || r.Max == 0 || !retriesFailure(r) {
		return
	}
	f := &l.file.Phases
	for _, p := range []*Phase{&f.Install, &f.PreBuild, &f.Build} {
		if len(p.Commands) > 0 {
			p.OnFailure = "RETRY-" + string(rune('0'+r.Max))
		}
	}
}

func retriesFailure(r *plan.Retry) bool {
	for _, w := range r.When {
		if w == "failure" {
			return true
		}
	}
	return len(r.When) == 0
}

// guardPhases lets no command but the guard run when the job does not exist in this run.
func guardPhases(f *Phases) {
	first := true
	for _, p := range []*Phase{&f.Install, &f.PreBuild, &f.Build, &f.PostBuild} {
		for i := range p.Commands {
			if !first {
				p.Commands[i] = guarded(p.Commands[i])
			}
			first = false
		}
		for i := range p.Finally {
			p.Finally[i] = guarded(p.Finally[i])
		}
	}
}

func guarded(command string) string { return conditional(`[ "$cdc_run" = yes ]`, command) }

// conditional runs a command when the test holds.
func conditional(test, command string) string {
	if !strings.Contains(command, "\n") && !strings.Contains(command, "#") {
		return "if " + test + "; then " + strings.TrimRight(command, "; ") + "; fi"
	}
	// What the compiler made begins like this, and may be indented as it is.
	ours := strings.HasPrefix(command, "(\n  ") || strings.HasPrefix(command, "cdc_")
	if ours && plan.Indentable(command) || shell.FlowOf(command).Indent {
		command = indent(command)
	}
	return "if " + test + "; then\n" + command + "\nfi"
}

func indent(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2*strings.Count(text, "\n") + 2)
	for line := range strings.Lines(text) {
		if line != "\n" {
			b.WriteString("  ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// pipelineBranch is the branch that starts the pipeline, or empty.
func (l *lowering) pipelineBranch() string {
	if l.opt.Pipeline {
		return PipelineBranch(l.p)
	}
	return ""
}

// PipelineBranch is the branch of a pipeline's source: its own, else the one of triggers.push.branches, else main.
func PipelineBranch(p *plan.Plan) string {
	if b := p.Bootstrap; b != nil && b.Pipeline != nil {
		switch s := b.Pipeline; {
		case s.CodeCommit != nil && s.CodeCommit.Branch != "":
			return s.CodeCommit.Branch
		case s.GitHub != nil && s.GitHub.Branch != "":
			return s.GitHub.Branch
		case s.Connection != nil && s.Connection.Branch != "":
			return s.Connection.Branch
		}
	}
	if t := p.Triggers; t != nil && t.Push != nil && len(t.Push.Branches) == 1 {
		return t.Push.Branches[0]
	}
	return "main"
}
