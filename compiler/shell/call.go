package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// call looks at a simple command.
func (r *reader) call(c *syntax.CallExpr, s *syntax.Stmt, e env) {
	in := e
	if len(c.Args) > 0 {
		in.guarded = true // a substitution's failure is lost in an argument
	}
	for _, a := range c.Assigns {
		r.assignment(a, in)
		if len(c.Args) == 0 {
			r.assign(a.Name, e, false)
		}
	}
	if len(c.Args) == 0 {
		return
	}
	args := c.Args
	name := args[0].Lit()
	in.printed = !e.quiet && (name == "echo" || name == "printf")
	for _, w := range args {
		r.word(w, in)
	}
	if name == "" {
		return
	}
	at := span(args[0])
	r.facts.Calls = append(r.facts.Calls, Named{at, r.text(args[0])})
	r.dump(name, args[1:], at, e)
	r.bashCall(name, args, s, e)
	r.builtin(name, args, s, e)
}

// assignment looks into the value of an assignment.
func (r *reader) assignment(a *syntax.Assign, e env) {
	switch {
	case a.Array != nil:
		r.bashOnly("a=()", span(a))
		for _, el := range a.Array.Elems {
			r.word(el.Value, e)
		}
	case a.Index != nil:
		r.bashOnly("a[0]=", span(a))
	case a.Append:
		r.bashOnly("+=", span(a))
	}
	r.word(a.Value, e)
}

// builtin looks at the commands that change the shell.
func (r *reader) builtin(name string, args []*syntax.Word, s *syntax.Stmt, e env) {
	rest := args[1:]
	switch name {
	case "exit":
		r.exit(rest, s, e)
	case "exec":
		if len(rest) > 0 && !e.apart {
			r.endsEarly(Span{offset(s.Pos()), offset(args[len(args)-1].End())}, true, "`exec` replaces the shell, and so ",
				"take `exec` away")
		}
	case "set":
		r.options(rest, Span{offset(args[0].Pos()), offset(args[len(args)-1].End())}, e)
	case "shopt":
		if r.bash && !e.apart {
			r.leak(Span{offset(args[0].Pos()), offset(args[len(args)-1].End())})
		}
	case "trap":
		r.trap(rest, s, e)
	case "wait":
		r.wait(rest, s, e)
	case "alias":
		for _, w := range rest {
			if n, _, ok := strings.Cut(r.text(w), "="); ok && !e.apart {
				r.facts.Aliases = append(r.facts.Aliases, Named{span(w), n})
			}
		}
	case "read":
		for _, w := range rest {
			if l, ok := onlyLit(w); ok && isName(l.Value) {
				r.assign(l, e, false)
			}
		}
	case "echo":
		r.echoEscapes(rest, e)
	}
}

// onlyLit returns the literal that is the whole word.
func onlyLit(w *syntax.Word) (*syntax.Lit, bool) {
	if len(w.Parts) != 1 {
		return nil, false
	}
	l, ok := w.Parts[0].(*syntax.Lit)
	return l, ok
}

// declare looks at export, readonly, local, declare, typeset and nameref.
func (r *reader) declare(c *syntax.DeclClause, e env) {
	variant := c.Variant.Value
	at := span(c.Variant)
	r.facts.Calls = append(r.facts.Calls, Named{at, variant})
	exported := variant == "export"
	switch variant {
	case "declare", "typeset", "nameref":
		r.bashOnly(variant, at)
	}
	for _, a := range c.Args {
		if a.Name == nil {
			exported = r.declareWord(c, a, e) || exported
			continue
		}
		r.assignment(a, e.condition())
		r.checkHidden(c, a)
		r.assign(a.Name, e, exported)
	}
	if exported {
		r.dump("export", declareArgs(c), at, e)
	}
}

// declareArgs are the words of a declaration that are not names.
func declareArgs(c *syntax.DeclClause) []*syntax.Word {
	var out []*syntax.Word
	for _, a := range c.Args {
		w := a.Value
		if w == nil {
			w = &syntax.Word{}
		}
		out = append(out, w)
	}
	return out
}

// declareWord looks at an argument that is no name: an option, or a word that is one only when it runs. It reports
// whether it is the option that exports.
func (r *reader) declareWord(c *syntax.DeclClause, a *syntax.Assign, e env) bool {
	if a.Value == nil {
		return false
	}
	r.word(a.Value, e.condition())
	lit := a.Value.Lit()
	switch {
	case strings.HasPrefix(lit, "-") && lit != "-p" && lit != "--":
		at := Span{offset(c.Pos()), offset(a.End())}
		switch c.Variant.Value {
		case "export", "readonly":
			r.bashOnly("export -f", at)
		case "local":
			r.bashOnly("local -r", at)
		}
	case lit == "":
		r.checkUnnamed(c, a)
	}
	return strings.HasPrefix(lit, "-") && strings.Contains(lit, "x")
}

// echoEscapes finds texts that the two shells' echo print differently: POSIX leaves backslashes to the shell, dash
// interprets them, bash does not (POSIX.1-2017, echo, OPERANDS).
func (r *reader) echoEscapes(args []*syntax.Word, e env) {
	if r.bash || len(args) > 0 && strings.HasPrefix(args[0].Lit(), "-e") {
		return
	}
	for _, w := range args {
		if at, seq, ok := escapeIn(w); ok {
			r.add(diag.Warning, "echo-escape", Span{at, at + len(seq)},
				"dash, the sh of most images, reads `"+seq+"` as an escape, and GitLab's bash prints it as it is",
				"use printf: '%b\\n' for the escapes, '%s\\n' for the characters")
			return
		}
	}
}

// escapeIn finds the first backslash of a word that echo gets to see.
func escapeIn(w *syntax.Word) (at int, seq string, ok bool) {
	find := func(start int, s string, twice bool) bool {
		for i := 0; i+1 < len(s); i++ {
			if s[i] != '\\' {
				continue
			}
			n := 1
			if s[i+1] == '\\' && twice {
				n = 2 // the shell makes one of two
			}
			if i+n < len(s) && strings.IndexByte(`abcfnrtv0`, s[i+n]) >= 0 {
				at, seq, ok = start+i, s[i:i+n+1], true
				return true
			}
			i++
		}
		return false
	}
	for _, p := range w.Parts {
		switch p := p.(type) {
		case *syntax.SglQuoted:
			if !p.Dollar && find(offset(p.Left)+1, p.Value, false) {
				return
			}
		case *syntax.DblQuoted:
			for _, q := range p.Parts {
				if l, isLit := q.(*syntax.Lit); isLit && find(offset(l.Pos()), l.Value, true) {
					return
				}
			}
		}
	}
	return 0, "", false
}
