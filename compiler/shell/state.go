package shell

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"mvdan.cc/sh/v3/syntax"
)

// State says what a step's text leaves behind in the shell that runs it: what a later step in the same shell would see.
// It errs on the side of "something"; text that cannot be read leaves everything.
func State(src, dialect string) plan.State {
	refs := ref.Find(src)
	masked := mask(src, refs)
	if isPlainText(src, masked, refs) {
		return plan.State{}
	}
	f, _ := parse(masked, dialect)
	return stateOf(f)
}

func stateOf(f *syntax.File) plan.State {
	if f == nil {
		return plan.State{Cd: true, Assigns: true, Exports: true, Options: true, Functions: true}
	}
	var s stater
	s.stmts(f.Stmts)
	return s.State
}

type stater struct{ plan.State }

func (s *stater) stmts(list []*syntax.Stmt) {
	for _, st := range list {
		s.stmt(st)
	}
}

func (s *stater) stmt(st *syntax.Stmt) {
	if st == nil || st.Background {
		return
	}
	s.assigningWords(st)
	switch c := st.Cmd.(type) {
	case *syntax.CallExpr:
		s.call(c)
	case *syntax.DeclClause:
		s.declare(c)
	case *syntax.FuncDecl:
		// A function does when it is called what its body does, and it is there to be called.
		s.Functions = true
		s.stmt(c.Body)
	case *syntax.BinaryCmd:
		if c.Op == syntax.AndStmt || c.Op == syntax.OrStmt {
			s.stmt(c.X)
			s.stmt(c.Y)
		}
	case *syntax.Block:
		s.stmts(c.Stmts)
	case *syntax.IfClause:
		for ; c != nil; c = c.Else {
			s.stmts(c.Cond)
			s.stmts(c.Then)
		}
	case *syntax.WhileClause:
		s.stmts(c.Cond)
		s.stmts(c.Do)
	case *syntax.ForClause:
		s.Assigns = true
		s.stmts(c.Do)
	case *syntax.CaseClause:
		for _, item := range c.Items {
			s.stmts(item.Stmts)
		}
	case *syntax.TimeClause:
		s.stmt(c.Stmt)
	case *syntax.ArithmCmd, *syntax.LetClause, *syntax.CoprocClause:
		s.Assigns = true
	}
}

// assigningWords finds the expansions that assign: ${X:=word} and $((X=1)).
func (s *stater) assigningWords(st *syntax.Stmt) {
	call, ok := st.Cmd.(*syntax.CallExpr)
	if !ok || s.Assigns {
		return
	}
	syntax.Walk(call, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.CmdSubst, *syntax.ProcSubst:
			return false
		case *syntax.ParamExp:
			if n.Exp != nil && (n.Exp.Op == syntax.AssignUnset || n.Exp.Op == syntax.AssignUnsetOrNull) {
				s.Assigns = true
			}
		case *syntax.ArithmExp:
			s.Assigns = s.Assigns || assigns(n.X)
		}
		return true
	})
}

// assigns reports whether an arithmetic expression assigns to a variable.
func assigns(x syntax.ArithmExpr) bool {
	switch x := x.(type) {
	case *syntax.BinaryArithm:
		switch x.Op {
		case syntax.Assgn, syntax.AddAssgn, syntax.SubAssgn, syntax.MulAssgn, syntax.QuoAssgn, syntax.RemAssgn,
			syntax.AndAssgn, syntax.OrAssgn, syntax.XorAssgn, syntax.ShlAssgn, syntax.ShrAssgn:
			return true
		}
		return assigns(x.X) || assigns(x.Y)
	case *syntax.UnaryArithm:
		return x.Op == syntax.Inc || x.Op == syntax.Dec || assigns(x.X)
	case *syntax.ParenArithm:
		return assigns(x.X)
	}
	return false
}

// call notes what a simple command does by its first word.
func (s *stater) call(c *syntax.CallExpr) {
	if len(c.Args) == 0 {
		s.Assigns = true
		return
	}
	args := c.Args
	first := args[0].Lit()
	for (first == "command" || first == "builtin") && len(args) > 1 {
		args = args[1:]
		first = args[0].Lit()
	}
	switch first {
	case "cd", "pushd", "popd":
		s.Cd = true
	case "export":
		s.exports(args[1:])
	case "read", "getopts", "unset", "readonly", "local", "declare", "typeset", "shift", "mapfile", "readarray", "let":
		s.Assigns = true
	case "printf":
		if len(args) > 1 && args[1].Lit() == "-v" {
			s.Assigns = true
		}
	case "set":
		s.set(args[1:])
	case "shopt", "alias", "unalias", "trap", "umask", "ulimit", "exec", "enable", "hash":
		s.Options = true
	case ".", "source":
		s.Assigns, s.Exports, s.Functions = true, true, true
	case "eval", "conda", "nvm", "rvm", "sdk", "pyenv", "rbenv", "asdf", "module":
		// The tools are shell functions that set PATH.
		s.Assigns, s.Exports = true, true
	}
}

// exports notes an export: with a value it also assigns, -p only prints.
func (s *stater) exports(args []*syntax.Word) {
	if len(args) > 0 && args[0].Lit() != "-p" {
		s.Exports = true
	}
}

// set notes options and positional parameters.
func (s *stater) set(args []*syntax.Word) {
	for _, a := range args {
		lit := a.Lit()
		if lit == "--" || lit == "" || lit[0] != '-' && lit[0] != '+' {
			s.Assigns = true
			return
		}
		s.Options = true
		if len(lit) > 1 && lit[len(lit)-1] == 'o' {
			return // what follows is the option's name
		}
	}
}

// declare notes export, readonly, local, declare and typeset.
func (s *stater) declare(c *syntax.DeclClause) {
	exports := c.Variant.Value == "export"
	prints := len(c.Args) == 0
	for _, a := range c.Args {
		if a.Naked && a.Name == nil && a.Value != nil {
			exports = exports || a.Value.Lit() == "-x"
			prints = prints || a.Value.Lit() == "-p"
		}
	}
	switch {
	case prints:
	case exports:
		s.Exports = true
	default:
		s.Assigns = true
	}
}
