package shell

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// options looks at `set`. errexit is on in every step anyway; tracing only changes the log. The other options stay on for
// the later steps of a job where one shell runs them all, and end with the step on CodeBuild.
func (r *reader) options(args []*syntax.Word, at Span, e env) {
	on, off := optionsOf(args)
	if strings.Contains(on, "x") {
		r.facts.Traces = append(r.facts.Traces, at)
	}
	if e.apart {
		r.checkPipefail(on, at)
		return
	}
	pipefail := r.checkPipefail(on, at)
	for _, c := range off {
		r.left = slices.DeleteFunc(r.left, func(o option) bool { return o.letter == c && o.on })
		if c == 'e' {
			r.left = append(r.left, option{letter: c, at: at})
		}
	}
	for _, c := range on {
		switch {
		case c == 'e':
			r.left = slices.DeleteFunc(r.left, func(o option) bool { return o.letter == c })
		case !strings.ContainsRune("xvP", c) && !pipefail:
			r.left = append(r.left, option{letter: c, on: true, at: at})
		}
	}
}

// option is an option that a text leaves other than it found it.
type option struct {
	letter rune
	on     bool
	at     Span
}

// checkOptions reports the options that are still set when the text ends.
func (r *reader) checkOptions(list []*syntax.Stmt) {
	said := Span{-1, -1}
	for _, o := range r.left {
		if o.at == said {
			continue
		}
		said = o.at
		if o.on {
			r.leak(o.at)
			continue
		}
		r.add(diag.Error, "shell-options", o.at, "no later step of this job can fail on GitLab and Shippable; on CodeBuild only this one",
			"write `|| true` behind the command that may fail, or set -e at the end of the step").UnlessLast = true
	}
	if len(r.problems) == 0 && len(list) > 0 && onlySets(list) {
		r.leak(Span{offset(list[0].Pos()), r.stmtEnd(list[0])})
	}
}

// onlySets reports whether all commands are `set`, so that the text does nothing where options end with it.
func onlySets(list []*syntax.Stmt) bool {
	for _, s := range list {
		if c, ok := s.Cmd.(*syntax.CallExpr); !ok || firstWord(s) != "set" || len(c.Args) < 2 || !strings.HasPrefix(c.Args[1].Lit(), "-") {
			return false
		}
	}
	return true
}

// optionsOf returns the letters of the options that are switched on and off; P stands for pipefail, ? for what has no
// letter here.
func optionsOf(args []*syntax.Word) (on, off string) {
	long := map[string]string{"errexit": "e", "xtrace": "x", "verbose": "v", "nounset": "u", "pipefail": "P", "noglob": "f", "allexport": "a"}
	for i := 0; i < len(args); i++ {
		lit := args[i].Lit()
		if lit == "" || lit == "-" || lit == "--" || lit[0] != '-' && lit[0] != '+' {
			return on, off
		}
		letters := strings.ReplaceAll(lit[1:], "o", "")
		if len(letters) < len(lit)-1 && i+1 < len(args) {
			i++
			l := long[args[i].Lit()]
			if l == "" {
				l = "?"
			}
			letters += l
		}
		if lit[0] == '-' {
			on += letters
		} else {
			off += letters
		}
	}
	return on, off
}

// checkPipefail reports pipefail in sh, and whether it did.
func (r *reader) checkPipefail(on string, at Span) bool {
	if r.bash || !strings.Contains(on, "P") {
		return false
	}
	r.add(diag.Warning, "shell-options", at, "shell options end with their step on CodeBuild, and /bin/sh there has no pipefail",
		"every step already stops at its first failing command; for pipefail set `shell: bash`")
	return true
}

// leak reports an option that the next step has on one target and not on another.
func (r *reader) leak(at Span) {
	r.add(diag.Warning, "shell-options", at, "shell options end with their step on CodeBuild, and last for the rest of the job on GitLab and Shippable",
		"put the lines that need it in ( … ), or set it back at the end of the step").UnlessLast = true
}

// exit looks at `exit`: with success it ends the whole job where one shell runs all steps.
func (r *reader) exit(args []*syntax.Word, s *syntax.Stmt, e env) {
	if e.apart {
		return
	}
	status := ""
	if len(args) > 0 {
		status = args[0].Lit()
	}
	lost := e.fallback && (len(args) == 0 || r.text(args[0]) == "$?") // the status of the command that failed
	if lost || status != "" && strings.Trim(status, "0") != "" {
		return
	}
	at := Span{offset(s.Pos()), r.stmtEnd(s)}
	if status != "" {
		r.endsEarly(at, true, "`exit "+status+"` ", "delete it, or make it the last step")
		return
	}
	r.endsEarly(at, false, "with status 0 `"+r.text(s)+"` ", "write it so that only a failure exits: [ \"$STATUS\" -eq 0 ] || exit \"$STATUS\"")
}

// endsEarly reports a command that ends the job with success.
func (r *reader) endsEarly(at Span, sure bool, what, help string) {
	r.facts.Exits = append(r.facts.Exits, Exit{at, sure})
	level := diag.Error
	if !sure {
		level = diag.Warning
	}
	r.add(level, "early-exit", at, what+"skips the rest of the job on GitLab and Shippable and nothing on CodeBuild", help).UnlessLast = true
}

// trap looks at traps for the end of the shell, which is a different moment on each target.
func (r *reader) trap(args []*syntax.Word, s *syntax.Stmt, e env) {
	if e.apart || len(args) < 2 || args[0].Lit() == "-" || r.text(args[0]) == "''" {
		return
	}
	for _, w := range args[1:] {
		if lit := w.Lit(); lit == "EXIT" || lit == "0" {
			r.add(diag.Warning, "exit-trap", Span{offset(s.Pos()), r.stmtEnd(s)},
				"this runs at the end of the step on CodeBuild, at the end of the job on GitLab and never on Shippable",
				"put the step's lines in ( … ), or clean up in `always:`")
			return
		}
	}
}

// wait looks at waiting for a process that another step started.
func (r *reader) wait(args []*syntax.Word, s *syntax.Stmt, e env) {
	at := Span{offset(s.Pos()), r.stmtEnd(s)}
	if e.apart {
		return
	}
	r.facts.Waits = append(r.facts.Waits, at)
	if len(r.facts.Background) == 0 && !e.function {
		level := diag.Error
		if len(args) == 0 {
			level = diag.Warning // it returns at once, with 0
		}
		r.add(level, "background-lost", at,
			"nothing runs in the background of this step; on CodeBuild a process of an earlier step cannot be waited for",
			"start the process and wait for it in one step")
	}
}

// earlier reports $? and $! of a command of an earlier step.
func (r *reader) earlier(at Named) {
	switch at.Name {
	case "?":
		r.add(diag.Warning, "status-lost", at.Span, "no command of this step ran before; a step that fails ends the job, so `$?` is 0 here",
			"look at the status in the step that runs the command")
	case "!":
		r.add(diag.Error, "background-lost", at.Span, "nothing runs in the background of this step; on CodeBuild `$!` of an earlier step is empty",
			"start the process and use `$!` in one step")
	}
}
