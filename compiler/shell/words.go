package shell

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/cdc-dev/cdc/internal/diag"
)

// word looks into a word: expansions, substitutions and what only bash understands.
func (r *reader) word(w *syntax.Word, e env) {
	if w == nil {
		return
	}
	r.braces(w)
	if !e.printed { // text for people may look as it likes
		r.typographic(w)
	}
	r.parts(w.Parts, e)
}

// typographic warns of characters that a chat or an editor for letters puts where the shell wants a quote, a blank or the
// dash of an option. To the shell they are letters.
// The first of them in a text is one finding: the others came the same way.
func (r *reader) typographic(w *syntax.Word) {
	if slices.ContainsFunc(r.problems, func(p Problem) bool { return p.Code == "typographic-character" }) {
		return
	}
	for i, p := range w.Parts {
		lit, ok := p.(*syntax.Lit)
		if !ok || isASCII(lit.Value) {
			continue
		}
		from := offset(lit.Pos())
		text := r.src[from:min(offset(lit.End()), len(r.src))]
		for at, c := range text {
			size := utf8.RuneLen(c)
			first, last := i == 0 && at == 0, i == len(w.Parts)-1 && at+size == len(text)
			message, help := "", ""
			switch {
			case strings.ContainsRune("“”„«»", c), strings.ContainsRune("‘’‚", c) && (first || last):
				message, help = "the shell takes "+string(c)+" for a letter, and quotes nothing", "write \" or '"
			case strings.ContainsRune("–—−", c) && first:
				message, help = "the shell and its programs take "+string(c)+" for a letter, so this is no option", "write - or --"
			case c == 0xa0 || c == 0x202f || c == 0x2007:
				message, help = fmt.Sprintf("this is no blank but a no-break space (U+%04X), which the shell takes for a letter", c), "write a blank"
			default:
				continue
			}
			r.add(diag.Warning, "typographic-character", Span{from + at, from + at + size}, message, help)
			return
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (r *reader) parts(parts []syntax.WordPart, e env) {
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.SglQuoted:
			if p.Dollar {
				r.bashOnly("$'", Span{offset(p.Left), offset(p.Left) + 2})
			}
		case *syntax.DblQuoted:
			if p.Dollar {
				r.bashOnly(`$"`, Span{offset(p.Left), offset(p.Left) + 2})
			}
			r.parts(p.Parts, e)
		case *syntax.ParamExp:
			r.param(p, e)
		case *syntax.CmdSubst:
			r.substitution(p, e)
		case *syntax.ArithmExp:
			if p.Bracket {
				r.bashOnly("$[", span(p))
			}
			r.arithmetic(p.X, e, p.Bracket)
		case *syntax.ProcSubst:
			r.bashOnly("<(", Span{offset(p.OpPos), offset(p.OpPos) + 2})
			r.stmts(p.Stmts, env{apart: true, quiet: true, guarded: true, function: e.function})
		case *syntax.ExtGlob:
			r.bashOnly("extglob", span(p))
		}
	}
}

// substitution looks into $( ). Its own failure counts only where the caller says that the status is used; inside, what
// is printed is captured.
func (r *reader) substitution(c *syntax.CmdSubst, e env) {
	if len(c.Stmts) == 1 && c.Stmts[0].Cmd == nil && len(c.Stmts[0].Redirs) == 1 && c.Stmts[0].Redirs[0].Op == syntax.RdrIn {
		r.bashOnly("$(<", span(c))
	}
	r.stmts(c.Stmts, env{apart: true, quiet: true, guarded: e.guarded, function: e.function})
}

// pseudoParameters are those of CloudFormation that a spec knows under another name.
var pseudoParameters = map[string]string{"AccountId": "${{ environment.account }}", "Region": "${{ environment.region }} or $AWS_REGION"}

// pseudoParameter: no template expands the text of a job, and to bash it is a part of $AWS.
func (r *reader) pseudoParameter(at Span) {
	name := strings.TrimSuffix(strings.TrimPrefix(r.src[at.Start:at.End], "${AWS::"), "}")
	help := ""
	if as := pseudoParameters[name]; as != "" {
		help = "write " + as
	}
	r.add(diag.Error, "pseudo-parameter", at, "AWS::"+name+" is CloudFormation's, and a shell reads this: dash stops at it, and to bash it is a part of $AWS", help)
}

// param looks into a parameter expansion.
func (r *reader) param(n *syntax.ParamExp, e env) {
	r.read(n, e)
	at := span(n)
	switch {
	case n.Excl:
		r.bashOnly("${!V}", at)
	case n.Index != nil:
		r.bashOnly("${V[0]}", at)
	case n.Slice != nil && n.Param.Value == "AWS" && strings.HasPrefix(r.src[at.Start:], "${AWS::"):
		r.pseudoParameter(at)
	case n.Slice != nil:
		r.bashOnly("${V:0:7}", at)
	case n.Repl != nil:
		r.bashOnly("${V/x/y}", at)
	case n.Exp != nil && isCaseOp(n.Exp.Op):
		r.bashOnly("${V^^}", at)
	case n.Exp != nil && n.Exp.Op == syntax.OtherParamOps:
		r.bashOnly("${V@Q}", at)
	}
	if n.Index != nil {
		r.arithmetic(n.Index, e, true)
	}
	if n.Slice != nil {
		r.arithmetic(n.Slice.Offset, e, true)
		r.arithmetic(n.Slice.Length, e, true)
	}
	if n.Repl != nil {
		r.word(n.Repl.Orig, e)
		r.word(n.Repl.With, e)
	}
	if n.Exp != nil && n.Exp.Word != nil {
		r.word(n.Exp.Word, e)
		switch n.Exp.Op {
		case syntax.RemSmallSuffix, syntax.RemLargeSuffix, syntax.RemSmallPrefix, syntax.RemLargePrefix:
			r.negatedClass(n.Exp.Word)
		case syntax.AssignUnset, syntax.AssignUnsetOrNull:
			r.assign(n.Param, e, false)
		}
	}
}

func isCaseOp(op syntax.ParExpOperator) bool {
	switch op {
	case syntax.UpperFirst, syntax.UpperAll, syntax.LowerFirst, syntax.LowerAll:
		return true
	}
	return false
}

// arithmetic looks into an expression. inBash: the whole expression was reported as bash already.
func (r *reader) arithmetic(x syntax.ArithmExpr, e env, inBash bool) {
	switch x := x.(type) {
	case *syntax.BinaryArithm:
		if (x.Op == syntax.Pow || x.Op == syntax.Comma) && !inBash {
			r.bashOnly("$((**))", Span{offset(x.OpPos), offset(x.OpPos) + len(x.Op.String())})
		}
		r.arithmetic(x.X, e, inBash)
		r.arithmetic(x.Y, e, inBash)
	case *syntax.UnaryArithm:
		if (x.Op == syntax.Inc || x.Op == syntax.Dec) && !inBash {
			r.bashOnly("$((i++))", span(x))
		}
		r.arithmetic(x.X, e, inBash)
	case *syntax.ParenArithm:
		r.arithmetic(x.X, e, inBash)
	case *syntax.Word:
		if x == nil {
			return
		}
		if lit := x.Lit(); !inBash && strings.Contains(lit, "#") {
			r.bashOnly("$((16#f))", span(x))
		}
		r.parts(x.Parts, e)
	}
}

// braces finds {a,b} and {1..3} outside quotes.
func (r *reader) braces(w *syntax.Word) {
	if r.bash {
		return
	}
	maybe := false
	for _, p := range w.Parts {
		if l, ok := p.(*syntax.Lit); ok && strings.Contains(l.Value, "{") {
			maybe = true
		}
	}
	if !maybe {
		return
	}
	split := &syntax.Word{Parts: append([]syntax.WordPart(nil), w.Parts...)}
	syntax.SplitBraces(split)
	for _, p := range split.Parts {
		if b, ok := p.(*syntax.BraceExp); ok && len(b.Elems) > 1 {
			r.bashOnly("{a,b}", span(w))
		}
	}
}

// negatedClass finds [^…] in a pattern, which POSIX writes [!…].
func (r *reader) negatedClass(w *syntax.Word) {
	for _, p := range w.Parts {
		if l, ok := p.(*syntax.Lit); ok {
			if i := strings.Index(l.Value, "[^"); i >= 0 {
				r.bashOnly("[^", Span{offset(l.Pos()) + i, offset(l.Pos()) + i + 2})
			}
		}
	}
}

// bashVariable reports a variable that only bash sets, unless the text sets it itself or has a default for it.
func (r *reader) bashVariable(n *syntax.ParamExp, at Named) {
	if bashVariables[at.Name] == "" || r.owns(at.Name) || n.Exp != nil || n.Index != nil {
		return
	}
	r.bashOnly("$"+at.Name, at.Span)
}
