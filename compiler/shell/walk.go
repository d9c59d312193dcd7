package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// env is what surrounds a command.
type env struct {
	guarded  bool // its failure is tested or overlooked: a condition, left of && and ||, behind !
	apart    bool // it runs in a process of its own
	quiet    bool // its output does not go to the log
	fallback bool // it runs because the command before || failed
	printed  bool // the word is an argument of a command that prints it to the log
	function bool // in the body of a function
}

// reader walks a text once, in order, and collects problems and facts.
type reader struct {
	src      string
	bash     bool
	problems []Problem
	facts    *Facts
	own      []Named  // variables given a value so far, in any process
	said     []string // constructs of bash that were reported already: one root cause is said once
	ran      bool     // a command of this text ran before
	negated  []*syntax.Stmt
	left     []option // options that were not set back yet
}

// text is the user's own text of a node.
func (r *reader) text(n syntax.Node) string {
	start, end := offset(n.Pos()), offset(n.End())
	if start > end || end > len(r.src) {
		return ""
	}
	return strings.TrimRight(r.src[start:end], " \t\n;")
}

func (r *reader) add(level diag.Level, code diag.Code, at Span, message, help string) *Problem {
	r.problems = append(r.problems, Problem{Start: at.Start, End: at.End, Code: code, Level: level, Message: message, Help: help})
	return &r.problems[len(r.problems)-1]
}

func span(n syntax.Node) Span { return Span{offset(n.Pos()), offset(n.End())} }

func (r *reader) stmts(list []*syntax.Stmt, e env) {
	for _, s := range list {
		r.stmt(s, e)
	}
}

func (r *reader) stmt(s *syntax.Stmt, e env) {
	if s == nil {
		return
	}
	if s.Background {
		e.apart = true
	}
	if s.Negated {
		if !e.guarded && !e.apart && !e.function {
			r.negated = append(r.negated, s)
		}
		e.guarded = true
	}
	for _, rd := range s.Redirs {
		if isStdout(rd) {
			e.quiet = true
		}
	}
	for _, rd := range s.Redirs {
		r.redirect(rd, s, e)
	}
	r.command(s, e)
	if s.Background {
		r.facts.Background = append(r.facts.Background, span(s))
	}
}

func (r *reader) command(s *syntax.Stmt, e env) {
	switch c := s.Cmd.(type) {
	case *syntax.CallExpr:
		r.call(c, s, e)
	case *syntax.DeclClause:
		r.declare(c, e)
	case *syntax.BinaryCmd:
		r.binary(c, s, e)
	case *syntax.Block:
		r.stmts(c.Stmts, e)
	case *syntax.Subshell:
		e.apart = true
		r.stmts(c.Stmts, e)
	case *syntax.IfClause:
		r.ifClause(c, e)
	case *syntax.WhileClause:
		r.stmts(c.Cond, e.condition())
		r.stmts(c.Do, e)
	case *syntax.ForClause:
		r.forClause(c, e)
	case *syntax.CaseClause:
		r.caseClause(c, e)
	case *syntax.FuncDecl:
		r.function(c, e)
	default:
		r.bashCommand(s, e)
	}
	r.ran = true
}

// condition is the environment of a command whose status is only looked at.
func (e env) condition() env { e.guarded = true; return e }

func (r *reader) binary(c *syntax.BinaryCmd, s *syntax.Stmt, e env) {
	if c.Op == syntax.Pipe || c.Op == syntax.PipeAll {
		r.pipeline(c, s, e)
		return
	}
	r.stmt(c.X, e.condition())
	e.fallback = e.fallback || c.Op == syntax.OrStmt
	r.stmt(c.Y, e)
}

func (r *reader) pipeline(c *syntax.BinaryCmd, s *syntax.Stmt, e env) {
	stages := stagesOf(c)
	if c.Op == syntax.PipeAll {
		r.bashOnly("|&", Span{offset(c.OpPos), offset(c.OpPos) + 2})
	}
	r.checkPipe(stages, e)
	for i, stage := range stages {
		in := e
		in.apart = true
		if i < len(stages)-1 {
			in.quiet, in.guarded = true, true
		}
		r.stmt(stage, in)
	}
}

// stagesOf returns the commands of a pipeline, in order.
func stagesOf(c *syntax.BinaryCmd) []*syntax.Stmt {
	var out []*syntax.Stmt
	for _, s := range [2]*syntax.Stmt{c.X, c.Y} {
		in, ok := s.Cmd.(*syntax.BinaryCmd)
		if ok && (in.Op == syntax.Pipe || in.Op == syntax.PipeAll) && len(s.Redirs) == 0 && !s.Negated {
			out = append(out, stagesOf(in)...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) ifClause(c *syntax.IfClause, e env) {
	for ; c != nil; c = c.Else {
		r.stmts(c.Cond, e.condition())
		r.stmts(c.Then, e)
	}
}

func (r *reader) forClause(c *syntax.ForClause, e env) {
	if c.Select {
		r.bashOnly("select", Span{offset(c.ForPos), offset(c.ForPos) + len("select")})
	}
	switch l := c.Loop.(type) {
	case *syntax.WordIter:
		for _, w := range l.Items {
			r.word(w, e.condition())
		}
		r.assign(l.Name, e, false)
	case *syntax.CStyleLoop:
		r.bashOnly("for ((", Span{offset(c.ForPos), offset(l.Lparen) + 2})
		for _, x := range []syntax.ArithmExpr{l.Init, l.Cond, l.Post} {
			r.arithmetic(x, e, true)
		}
	}
	r.stmts(c.Do, e)
}

func (r *reader) caseClause(c *syntax.CaseClause, e env) {
	r.word(c.Word, e.condition())
	for _, item := range c.Items {
		for _, p := range item.Patterns {
			r.word(p, e.condition())
			r.negatedClass(p)
		}
		r.stmts(item.Stmts, e)
		if item.Op == syntax.Fallthrough || item.Op == syntax.Resume {
			r.bashOnly(";&", Span{offset(item.OpPos), offset(item.OpPos) + len(item.Op.String())})
		}
	}
}

func (r *reader) function(c *syntax.FuncDecl, e env) {
	if c.RsrvWord {
		r.bashOnly("function", Span{offset(c.Position), offset(c.Position) + len("function")})
	}
	if c.Name != nil {
		n := Named{span(c.Name), r.text(c.Name)}
		if !isName(n.Name) {
			r.bashOnly("function name", n.Span)
		}
		if !e.apart {
			r.facts.Functions = append(r.facts.Functions, n)
		}
	}
	r.stmt(c.Body, env{apart: e.apart, quiet: e.quiet, function: true})
}

// isStdout reports whether a redirection sends the output somewhere else than the log.
func isStdout(rd *syntax.Redirect) bool {
	if rd.N != nil && rd.N.Value != "1" {
		return false
	}
	switch rd.Op {
	case syntax.RdrOut, syntax.AppOut, syntax.RdrClob, syntax.RdrAll, syntax.AppAll, syntax.RdrInOut:
		return true
	}
	return false
}

func (r *reader) redirect(rd *syntax.Redirect, s *syntax.Stmt, e env) {
	if rd.N != nil && strings.HasPrefix(rd.N.Value, "{") {
		r.bashOnly("{fd}>", span(rd.N))
	}
	switch rd.Op {
	case syntax.RdrAll, syntax.AppAll:
		r.bashOnly("&>", Span{offset(rd.OpPos), offset(rd.OpPos) + len(rd.Op.String())})
	case syntax.WordHdoc:
		r.bashOnly("<<<", Span{offset(rd.OpPos), offset(rd.OpPos) + 3})
		e.printed = !e.quiet && firstWord(s) == "cat"
	case syntax.DplOut:
		if lit := rd.Word.Lit(); rd.N == nil && lit != "" && lit != "-" && strings.Trim(lit, "0123456789") != "" {
			r.bashOnly(">&", Span{offset(rd.OpPos), offset(rd.Word.End())})
		}
	case syntax.Hdoc, syntax.DashHdoc:
		r.facts.HereDoc = true
		if rd.Hdoc != nil && !isQuoted(rd.Word) {
			e.printed = !e.quiet && firstWord(s) == "cat"
			r.braces(rd.Hdoc)
			r.parts(rd.Hdoc.Parts, e.condition())
		}
		return
	}
	r.word(rd.Word, e.condition())
	if !e.apart {
		r.writes(rd)
	}
}

// firstWord is the literal first word of a simple command, or empty.
func firstWord(s *syntax.Stmt) string {
	if c, ok := s.Cmd.(*syntax.CallExpr); ok && len(c.Args) > 0 {
		return c.Args[0].Lit()
	}
	return ""
}

// references reports the references that stand where no value can be put. Interpolate says the same again where it knows
// more: whether a literal is a name, or fits between the quotes around it.
func (r *reader) references(f *syntax.File, refs []ref.Ref) {
	if len(refs) == 0 {
		return
	}
	for i, p := range places(f, refs) {
		if faults := misplaced(r.src, refs[i], p, runs(refs[i])); refs[i].Fault == ref.None {
			r.problems = append(r.problems, faults...)
		}
	}
}
