package shell

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"mvdan.cc/sh/v3/syntax"
)

// checkHidden finds `export NAME=$(…)`: the status of the declaration is its own, so the failure of what is in the
// substitution is lost (POSIX.1-2017, Shell Command Language, 2.9.1 Simple Commands).
func (r *reader) checkHidden(c *syntax.DeclClause, a *syntax.Assign) {
	sub := failing(a.Value)
	if sub == nil {
		return
	}
	name, variant := r.text(a.Name), c.Variant.Value
	what := ""
	if w := firstCall(sub); w != "" {
		what = " of `" + w + "`"
	}
	help := "write " + name + "=$(...) and then " + variant + " " + name
	if variant == "local" || variant == "declare" || variant == "typeset" {
		help = "write " + variant + " " + name + " and then " + name + "=$(...)"
	}
	r.add(diag.Error, "export-hides-failure", Span{offset(c.Pos()), offset(a.End())},
		"`"+variant+" "+name+"=$(...)` hides the failure"+what+", and the step goes on with what it printed until then", help)
}

// failing returns the first substitution of a word whose failure matters.
func failing(w *syntax.Word) *syntax.CmdSubst {
	if w == nil {
		return nil
	}
	parts := w.Parts
	for i := 0; i < len(parts); i++ {
		switch p := parts[i].(type) {
		case *syntax.DblQuoted:
			parts = append(parts[:len(parts):len(parts)], p.Parts...)
		case *syntax.CmdSubst:
			if len(p.Stmts) > 0 && mayFail(p.Stmts[len(p.Stmts)-1], false) {
				return p
			}
		}
	}
	return nil
}

// firstCall is the first command in a substitution that may fail.
func firstCall(c *syntax.CmdSubst) string {
	s := c.Stmts[len(c.Stmts)-1]
	for {
		b, ok := s.Cmd.(*syntax.BinaryCmd)
		if !ok {
			return firstWord(s)
		}
		if s = b.X; !mayFail(s, false) {
			s = b.Y
		}
	}
}

// checkUnnamed finds `export $(…)`: what is exported depends on what was printed, and with nothing printed `export` alone
// prints every exported variable (POSIX.1-2017, export).
func (r *reader) checkUnnamed(c *syntax.DeclClause, a *syntax.Assign) {
	if c.Variant.Value != "export" || len(c.Args) != 1 || len(a.Value.Parts) != 1 {
		return
	}
	at := Span{offset(c.Pos()), offset(a.End())}
	sub, ok := a.Value.Parts[0].(*syntax.CmdSubst)
	if !ok {
		if v, ok := a.Value.Parts[0].(*syntax.ParamExp); ok && v.Param != nil {
			r.add(diag.Warning, "export-prints-environment", at,
				"when "+v.Param.Value+" is empty, this prints every exported variable, secrets included", "export each name with its value")
		}
		return
	}
	if strings.Contains(r.text(sub), "assume-role") {
		r.add(diag.Error, "export-prints-environment", at,
			"when the role cannot be assumed, this prints every exported variable, and the job goes on with the identity it had",
			"give the environment `roles: {assume: ...}` and the job `access:`; cdc then assumes the role and stops where it cannot")
		return
	}
	r.add(diag.Error, "export-prints-environment", at,
		"when the command prints nothing, this prints every exported variable, secrets included, and its failure is lost",
		"write NAME=$(...) and then export NAME, for each variable")
}
