package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// shellMemo keeps what was read, so that ten thousand equal steps are read once.
type shellMemo map[shellKey]*shell.Text

type shellKey struct{ src, dialect string }

func (m shellMemo) read(src, dialect string) *shell.Text {
	key := shellKey{src, dialect}
	t := m[key]
	if t == nil {
		t = shell.ReadText(src, dialect)
		m[key] = t
	}
	return t
}

// line of shell text: one entry of a step.
type shellLine struct {
	step *spec.Step
	text spec.Text
	read *shell.Text
	path string
	last bool // nothing comes after it in its shell
	// apart: the step runs in a subshell, and leaves nothing behind.
	apart bool
}

// at is the place of a part of the text; the whole of a quoted text is shown with its quotes.
func (l *shellLine) at(s shell.Span) diag.Range {
	n := l.text.Node
	if s.Start == 0 && s.End == len(n.Text) && (n.Style == source.Single || n.Style == source.Double) {
		return n.Range
	}
	return n.Sub(s.Start, s.End)
}

// shells checks the shell text of every job.
func (c *checker) shells() {
	for _, j := range c.s.Jobs {
		job := "jobs." + j.Name.V
		install, path := j.Install, job+".install"
		if j.InstallNode == nil && c.s.Defaults != nil {
			install, path = c.s.Defaults.Install, "defaults.install"
		}
		dialect := c.dialect(j)
		main := c.lines(nil, install, path, dialect)
		main = c.lines(main, j.Before, job+".before", dialect)
		main = c.lines(main, j.Steps, job+".steps", dialect)
		c.shell(j, main, nil)
		c.daemon(j, main)
		for _, hook := range sections[3:] {
			if steps := section(j, hook); len(steps) > 0 {
				c.shell(j, c.lines(nil, steps, job+"."+hook, dialect), main)
			}
		}
	}
	for _, e := range c.s.Environments {
		if e.Ephemeral != nil {
			c.shell(nil, c.lines(nil, e.Ephemeral.Stop, "environments."+e.Name.V+".ephemeral.stop", shell.Sh), nil)
		}
	}
}

// dialect is the shell that the job's steps are written for.
func (c *checker) dialect(j *spec.Job) string {
	def := shell.Sh
	if c.s.Defaults != nil {
		def = c.s.Defaults.Shell.Or(def)
	}
	return j.Shell.Or(def)
}

// lines reads the texts of a section and adds them to those before.
func (c *checker) lines(out []shellLine, steps []*spec.Step, path, dialect string) []shellLine {
	for i, s := range steps {
		for k, t := range s.Run {
			if t.Node == nil {
				continue
			}
			p := index(path, i)
			if len(s.Run) > 1 {
				p = index(p+".run", k)
			}
			out = append(out, shellLine{step: s, text: t, path: p, read: c.memo.read(t.V, s.Shell.Or(dialect)),
				apart: s.Dir.Set() || len(s.Vars) > 0 || s.ContinueOnError.V})
		}
	}
	return out
}

// shell checks the texts that run one after the other. before is the job's own steps when these are of a hook.
func (c *checker) shell(j *spec.Job, lines, before []shellLine) {
	for i := range lines {
		l := &lines[i]
		l.last = i == len(lines)-1
		if l.text.Node.Joined {
			c.joined(l)
		}
		for _, p := range l.read.Problems() {
			if p.UnlessLast && l.last {
				continue
			}
			c.out.Add(diag.New(p.Level, p.Code, l.at(shell.Span{Start: p.Start, End: p.End}), l.path, p.Message).WithHelp(p.Help))
		}
		c.leftBehind(l, lines[:i])
		if before != nil {
			c.hookReads(l, lines[:i+1], before)
		}
		if j != nil {
			c.dumps(j, l)
		}
		c.ownedByTarget(l)
	}
}

// joined says that a command was put together from the items that YAML made of it, because other readers of the file see
// two: in `[echo "a, b"]` the quotes are the shell's and do not hold the list together.
func (c *checker) joined(l *shellLine) {
	quoted := "'" + l.text.V + "'"
	if strings.Contains(l.text.V, "'") {
		quoted = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(l.text.V) + `"`
	}
	c.out.Add(diag.New(diag.Note, "command-cut", l.text.Node.Range, l.path,
		"YAML ends an item of a list at a comma, even between quotes of the shell; cdc takes this for one command, an editor may see two").
		WithHelp("quote it whole: " + quoted))
}

// leftBehind reports what a text expects of an earlier one and does not get: functions, aliases, and what
// was exported in a subshell.
func (c *checker) leftBehind(l *shellLine, earlier []shellLine) {
	facts := l.read.Facts()
	for _, call := range facts.Calls {
		if named(facts.Functions, call.Name) || named(facts.Aliases, call.Name) {
			continue
		}
		for k := range earlier {
			e := &earlier[k]
			what := ""
			switch f := e.read.Facts(); {
			case named(f.Functions, call.Name):
				what = "function "
			case named(f.Aliases, call.Name):
				what = "alias "
			}
			if what != "" {
				c.error("function-lost", l.at(call.Span), l.path, what+call.Name+" from "+short(e.path)+" does not exist here on CodeBuild", "put both lines in one step")
				break
			}
		}
	}
	for _, r := range facts.Reads {
		if r.Own || set(earlier, r.Name, false) {
			continue
		}
		for k := range earlier {
			e := &earlier[k]
			f := e.read.Facts()
			if e.apart && e.step != l.step && (named(f.Exports, r.Name) || named(f.Sets, r.Name)) && !c.outer(nil, r.Name) {
				c.warn("variable-lost", l.at(r.Span), l.path, "$"+r.Name+" is set in "+short(e.path)+", which runs in a subshell because of its `"+why(e.step)+"`, so it is empty here",
					"set it in a step of its own, or write it to a file")
				break
			}
		}
	}
}

// why is the key that makes a step run in a subshell.
func why(s *spec.Step) string {
	switch {
	case s.Dir.Set():
		return "dir"
	case len(s.Vars) > 0:
		return "vars"
	}
	return "continue_on_error"
}

// set reports whether a text gives the variable a value that those after it see.
func set(lines []shellLine, name string, all bool) bool {
	for k := range lines {
		f := lines[k].read.Facts()
		if (all || !lines[k].apart) && (named(f.Exports, name) || named(f.Sets, name)) {
			return true
		}
	}
	return false
}

// outer reports whether something outside the shell text gives the variable a value.
func (c *checker) outer(j *spec.Job, name string) bool {
	_, ok := c.vars[name]
	return ok || c.secrets[name] || j != nil && hasVar(j.Vars, name)
}

// hookReads reports variables that a hook reads and only the job's steps set: a hook has a shell of its own on GitLab.
func (c *checker) hookReads(l *shellLine, hook, before []shellLine) {
	for _, r := range l.read.Facts().Reads {
		if r.Own || c.outer(nil, r.Name) || set(hook[:len(hook)-1], r.Name, true) || !set(before, r.Name, true) {
			continue
		}
		c.warn("variable-lost", l.at(r.Span), l.path, "$"+r.Name+" is set in the job's steps, and a hook has a shell of its own on GitLab, where it is empty",
			"write it to a file in the step, and read that file here")
	}
}

// dumps reports texts that print every variable of a job that has secrets.
func (c *checker) dumps(j *spec.Job, l *shellLine) {
	if len(j.Secrets) == 0 {
		return
	}
	facts := l.read.Facts()
	for _, at := range facts.Dumps {
		c.warn("secret-printed", l.at(at), l.path, "prints every variable, and so the job's secrets; GitLab and CodeBuild mask them, Shippable does not", "print the ones you need by name")
	}
	for _, at := range facts.Traces {
		c.warn("secret-printed", l.at(at), l.path, "prints every command with its values, and so the job's secrets; GitLab and CodeBuild mask them, Shippable does not", "trace only the lines that read no secret")
	}
}

// ownedByTarget reports variables that only one target sets, in a spec that names others, too.
func (c *checker) ownedByTarget(l *shellLine) {
	for _, r := range l.read.Facts().Reads {
		owner := ownerOf(r.Name)
		if owner == "" || r.Own || c.outer(nil, r.Name) {
			continue
		}
		for _, t := range c.s.Targets {
			if t.Name.V == owner || owner == "codebuild" && t.Name.V == "cfn" || t.Name.V == "cfn" {
				continue
			}
			help := "guard it, or set it under `vars`"
			if f := foreign[r.Name]; f != "" {
				help = "write ${{ " + f + " }}, which every target has"
			}
			c.warn("target-variable", l.at(r.Span), l.path, "$"+r.Name+" exists on "+titles[owner]+" only; on "+titles[t.Name.V]+" it is empty", help)
			break
		}
	}
}

var titles = map[string]string{"gitlab": "GitLab", "codebuild": "CodeBuild", "shippable": "Shippable", "cfn": "CodePipeline"}

// ownerOf is the target whose executor sets the variable.
func ownerOf(name string) string {
	switch {
	case strings.HasPrefix(name, "CI_"), strings.HasPrefix(name, "GITLAB_"):
		return "gitlab"
	case strings.HasPrefix(name, "CODEBUILD_"):
		return "codebuild"
	case strings.HasPrefix(name, "SHIPPABLE_"):
		return "shippable"
	}
	return ""
}

func named(in []shell.Named, name string) bool {
	for i := range in {
		if in[i].Name == name {
			return true
		}
	}
	return false
}

// short is a step's path without its job: "steps[3]".
func short(path string) string {
	dots := 0
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			if dots++; dots == 1 && path[i+1:] != "" && !isRun(path[i+1:]) {
				return path[i+1:]
			} else if dots == 2 {
				return path[i+1:]
			}
		}
	}
	return path
}

func isRun(s string) bool { return len(s) > 3 && s[:4] == "run[" }
