package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// Flow is what an executor must know of shell text when it runs each command in a shell that goes on after a failure.
type Flow struct {
	// Several: the text goes on behind a command that can fail, so that only errexit makes the failure one.
	Several bool
	// Pipe: a command's failure can be lost in a pipe, so that only pipefail makes it one.
	Pipe bool
	// Indent: blanks before each line mean nothing: no line begins inside quotes or a here-document.
	Indent bool
}

// FlowOf reads shell text. Text that does not parse is taken to need everything, and is not to be indented.
func FlowOf(src string) Flow {
	if !strings.ContainsAny(src, "\n;|&(){}`") {
		return Flow{Indent: true} // one simple command, as nearly all are
	}
	f, problem := parse(src, Bash)
	if problem != nil {
		return Flow{Several: true, Pipe: true}
	}
	flow := Flow{Several: len(f.Stmts) > 1, Indent: true}
	syntax.Walk(f, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Block:
			flow.Several = flow.Several || len(n.Stmts) > 1
		case *syntax.Subshell:
			flow.Several = flow.Several || len(n.Stmts) > 1
		case *syntax.IfClause:
			flow.Several = flow.Several || len(n.Then) > 1
		case *syntax.CaseItem:
			flow.Several = flow.Several || len(n.Stmts) > 1
		case *syntax.ForClause, *syntax.WhileClause:
			flow.Several = true
		case *syntax.BinaryCmd:
			flow.Pipe = flow.Pipe || n.Op == syntax.Pipe || n.Op == syntax.PipeAll
		case *syntax.Redirect:
			flow.Indent = flow.Indent && n.Hdoc == nil
		case *syntax.SglQuoted:
			flow.Indent = flow.Indent && n.Pos().Line() == n.End().Line()
		case *syntax.DblQuoted:
			flow.Indent = flow.Indent && n.Pos().Line() == n.End().Line()
		case *syntax.Lit:
			flow.Indent = flow.Indent && n.Pos().Line() == n.End().Line()
		}
		return true
	})
	return flow
}

// Seen makes errexit see the failure of a text that ends in `a && b` or `! a`, which it overlooks where a script goes on
// behind it (POSIX.1-2017, set, -e). Executors that look at the status of each text do not need it.
func Seen(src string) string {
	if !strings.Contains(src, "&&") && !strings.Contains(src, "!") || !FactsOf(src, Bash).Unseen {
		return src
	}
	return strings.TrimRight(src, "\n") + "\n(exit $?)"
}
