package shell

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
	"mvdan.cc/sh/v3/syntax"
)

// kind is the kind of place in shell text where a reference stands.
type kind uint8

const (
	bare       kind = iota // outside quotes
	double                 // in double quotes
	single                 // in single quotes
	ansi                   // in bash's $'…'
	hereDoc                // in a here-document that is expanded
	quotedDoc              // in a here-document whose delimiter is quoted
	arithmetic             // in $(( )), a subscript or a substring's offset
	name                   // part of the name of a variable, function or here-document
	comment                // in a comment
)

// place is where a reference stands.
type place struct {
	kind kind
	// ticks is how many backquotes surround it: each takes one level of backslashes away.
	ticks int
	// braced: in the word of a ${…} that itself is in double quotes or a here-document, where `}` would end it.
	braced bool
	// nested: in the word of a ${…} that is in double quotes; quotes in there end the outer ones for bash's braces.
	nested bool
	// operator: right behind an operator that a bare literal could prolong, as in ${V%%…}.
	operator bool
	// command: in the first word of a command, where a reserved word is one.
	command bool
	// word is the offset range of the whole word outside quotes.
	word [2]int
	// doc is the redirection of the here-document that it is in.
	doc *syntax.Redirect
}

// places returns where each reference stands in the tree. All references must lie in the text of f.
func places(f *syntax.File, refs []ref.Ref) []place {
	l := locator{refs: refs, out: make([]place, len(refs))}
	l.stack = append(l.stack, place{})
	syntax.Walk(f, l.visit)
	return l.out
}

// locator walks a tree with the place that its current node gives to what is inside.
type locator struct {
	refs  []ref.Ref
	out   []place
	stack []place
	// roles are the places of nodes that their parent knows and they themselves do not.
	roles []role
}

type role struct {
	node syntax.Node
	place
}

func (l *locator) visit(n syntax.Node) bool {
	if n == nil {
		l.stack = l.stack[:len(l.stack)-1]
		return true
	}
	p := l.stack[len(l.stack)-1]
	for i := len(l.roles) - 1; i >= 0; i-- {
		if l.roles[i].node == n {
			p = l.roles[i].place
			l.roles = append(l.roles[:i], l.roles[i+1:]...)
			break
		}
	}
	p = l.enter(n, p)
	l.stack = append(l.stack, p)
	return true
}

// enter returns the place inside n, given the place of n.
func (l *locator) enter(n syntax.Node, p place) place {
	switch n := n.(type) {
	case *syntax.Lit:
		l.found(n, p)
	case *syntax.SglQuoted:
		p.kind = single
		if n.Dollar {
			p.kind = ansi
		}
		l.found(n, p)
	case *syntax.Comment:
		l.found(n, place{kind: comment})
	case *syntax.ExtGlob:
		l.found(n, p)
	case *syntax.DblQuoted:
		p.kind, p.braced = double, false
	case *syntax.CmdSubst:
		p = place{ticks: p.ticks, doc: p.doc}
		if n.Backquotes {
			p.ticks++
		}
	case *syntax.ProcSubst:
		p = place{ticks: p.ticks, doc: p.doc}
	case *syntax.ArithmExp, *syntax.ArithmCmd, *syntax.LetClause, *syntax.CStyleLoop:
		p.kind, p.braced = arithmetic, false
	case *syntax.ParamExp:
		l.param(n, p)
	case *syntax.Word:
		if p.kind == bare {
			p.word = [2]int{offset(n.Pos()), offset(n.End())}
		}
	case *syntax.CallExpr:
		if len(n.Args) > 0 {
			c := p
			c.command = true
			l.role(n.Args[0], c)
		}
	default:
		l.names(n, p)
	}
	return p
}

// names notes the children of n that are names, not words.
func (l *locator) names(n syntax.Node, p place) {
	as := func(k kind) place { return place{kind: k, ticks: p.ticks, doc: p.doc} }
	switch n := n.(type) {
	case *syntax.FuncDecl:
		l.role(n.Name, as(name))
	case *syntax.WordIter:
		l.role(n.Name, as(name))
	case *syntax.Assign:
		if n.Name != nil && !n.Naked {
			l.role(n.Name, as(name))
		}
		if n.Index != nil {
			l.role(n.Index, as(arithmetic))
		}
	case *syntax.ArrayElem:
		if n.Index != nil {
			l.role(n.Index, as(arithmetic))
		}
	case *syntax.Redirect:
		if n.Op != syntax.Hdoc && n.Op != syntax.DashHdoc {
			return
		}
		l.role(n.Word, as(name))
		if n.Hdoc != nil && isQuoted(n.Word) {
			l.role(n.Hdoc, place{kind: quotedDoc})
		} else if n.Hdoc != nil {
			l.role(n.Hdoc, place{kind: hereDoc, ticks: p.ticks, doc: n})
		}
	}
}

// param notes what the parts of a parameter expansion are. The word of `#` and `%` is quoted on its own, even in double
// quotes; the word of the others is in the quotes around it (POSIX.1-2017, Shell Command Language, 2.6.2).
func (l *locator) param(n *syntax.ParamExp, p place) {
	as := func(k kind) place { return place{kind: k, ticks: p.ticks, doc: p.doc} }
	p.nested = p.nested || p.kind == double
	pattern := place{ticks: p.ticks, doc: p.doc, operator: true, nested: p.nested}
	if n.Param != nil {
		l.role(n.Param, as(name))
	}
	if n.Index != nil {
		l.role(n.Index, as(arithmetic))
	}
	if n.Slice != nil {
		l.role(n.Slice.Offset, as(arithmetic))
		if n.Slice.Length != nil {
			l.role(n.Slice.Length, as(arithmetic))
		}
	}
	if n.Repl != nil {
		l.role(n.Repl.Orig, pattern)
		if n.Repl.With != nil {
			l.role(n.Repl.With, pattern)
		}
	}
	if n.Exp == nil || n.Exp.Word == nil {
		return
	}
	switch n.Exp.Op {
	case syntax.RemSmallSuffix, syntax.RemLargeSuffix, syntax.RemSmallPrefix, syntax.RemLargePrefix:
		l.role(n.Exp.Word, pattern)
	default:
		p.braced = p.kind == double || p.kind == hereDoc
		l.role(n.Exp.Word, p)
	}
}

func (l *locator) role(n syntax.Node, p place) { l.roles = append(l.roles, role{n, p}) }

// found gives p to the references inside the leaf n.
func (l *locator) found(n syntax.Node, p place) {
	start, end := offset(n.Pos()), offset(n.End())
	i, _ := slices.BinarySearchFunc(l.refs, start, func(r ref.Ref, at int) int { return r.Start - at })
	for ; i < len(l.refs) && l.refs[i].Start < end; i++ {
		l.out[i] = p
	}
}

// isQuoted reports whether any part of a here-document's delimiter is quoted.
func isQuoted(w *syntax.Word) bool {
	for _, p := range w.Parts {
		l, ok := p.(*syntax.Lit)
		if !ok || strings.Contains(l.Value, `\`) {
			return true
		}
	}
	return false
}

func offset(p syntax.Pos) int { return int(p.Offset()) }
