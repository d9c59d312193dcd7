package lower

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// Scope makes a step that has a directory or variables of its own, or whose failure is to be ignored, one command in a
// subshell: nothing of it reaches later steps.
func Scope(commands []plan.Command, dir plan.Text, vars []plan.Var, goOn bool) plan.Command {
	var all []plan.Script
	if path, ok := dir.Literal(); ok && path != "" {
		all = append(all, src("cd "+shell.Quote(path)))
	} else if !ok {
		all = append(all, cat(src("cd "), shell.Word(dir)))
	}
	for _, v := range vars {
		all = append(all, cat(src("export "+v.Name+"="), shell.Word(v.Value)))
	}
	typed := true
	for _, c := range commands {
		body := c.Script
		if c.Subshell {
			body = cat(src("(\n"), body, src("\n)"))
		}
		all = append(all, body)
		typed = typed && c.Typed
	}
	return plan.Command{Script: lines(all...), Subshell: true, Continue: goOn, Typed: typed}
}
