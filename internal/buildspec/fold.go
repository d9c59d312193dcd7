package buildspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// fold writes the phases of 0.1, where each command is a shell of its own that starts in the source directory (AWS
// CodeBuild User Guide, "Buildspec versions"): what one leaves behind, the next does not see. From the first phase in
// which a command leaves something behind, all commands become one block. The block is joined by line ends: behind `&&`
// a comment or a here-document would swallow what follows.
func (l *lowering) fold(install, before, build draft) {
	f := &l.file.Phases
	drafts := []draft{install, before, build}
	first := slices.IndexFunc(drafts, func(d draft) bool { return d.state })
	hooked := l.hooksOnFailure()
	if first >= 0 {
		var lines []string
		last := first
		for i := first; i < len(drafts); i++ {
			lines = append(lines, drafts[i].commands...)
			if len(drafts[i].commands) > 0 {
				last = i
			}
			drafts[i].commands = nil
		}
		drafts[last].commands = []string{l.block(lines)}
	}
	if hooked { // post_build, which tells of a failure, runs behind a failed build phase only
		drafts[2].commands = slices.Concat(drafts[0].commands, drafts[1].commands, drafts[2].commands)
		drafts[0].commands, drafts[1].commands = nil, nil
	}
	f.Install.Commands, f.PreBuild.Commands, f.Build.Commands = drafts[0].commands, drafts[1].commands, drafts[2].commands
	f.PostBuild.Commands = l.alone(l.postBuild())
}

// block joins commands to one that stops at the first failure.
func (l *lowering) block(lines []string) string {
	if len(lines) == 1 {
		return lines[0]
	}
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "set -e\n")
		if i+1 < len(lines) {
			lines[i] = shell.Seen(lines[i])
		}
	}
	if l.opt.Guard {
		lines = slices.Insert(lines, 1, `[ "$cdc_run" = yes ] || exit 0`)
	}
	return "set -e\n" + strings.Join(lines, "\n")
}

// alone makes each hook a shell of its own again: it must find out by itself what the first command found out.
func (l *lowering) alone(hooks []string) []string {
	var out []string
	for _, h := range hooks {
		if l.opt.Guard {
			h = guard(l.p, l.j) + "\n" + guarded(h)
		}
		need := used{}
		var exports []plan.Var
		if l.reads(h) {
			exports = l.runTimeVars()
			for _, v := range exports {
				need.script(shell.DoubleQuoted(v.Value))
			}
		}
		for _, p := range preambles {
			name := Name(p.value, "")
			if strings.Contains(h, "$"+name) || strings.Contains(h, "${"+name) {
				need.script(shell.DoubleQuoted(plan.Run(p.value)))
			}
		}
		head := append(need.lenient(used{}), exportLines(exports)...)
		out = append(out, strings.Join(append(head, h), "\n"))
	}
	return out
}

// reads reports whether the hook reads a variable that only the build knows.
func (l *lowering) reads(hook string) bool {
	for _, v := range l.runTimeVars() {
		if strings.Contains(hook, "$"+v.Name) || strings.Contains(hook, "${"+v.Name) {
			return true
		}
	}
	return false
}
