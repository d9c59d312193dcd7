// Package gen reads schema/pipeline.cue and writes what is made from it: the model in Go and the JSON Schema. It runs in
// tests and by `go generate` only; no part of it is linked into cdc.
package gen

import (
	"fmt"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"github.com/cdc-dev/cdc/schema/model"
)

// Model is the whole language. Types and Maps stand in the order of the file.
type Model struct {
	Types []*model.Type
	Maps  []*model.Map
	// Pure are the maps that are a definition of their own and nothing else.
	types map[string]*model.Type
	maps  map[string]*model.Map
}

// Type returns the definition of that name, without its "#".
func (m *Model) Type(name string) *model.Type { return m.types[name] }

// units are judged by themselves: there are many of them in a big spec and few shapes among them.
var units = map[string]bool{"Job": true, "Environment": true, "Step": true}

// Read reads the CUE of the language. It understands the forms that the language uses and refuses every other.
func Read(src []byte) (m *Model, err error) {
	file, err := parser.ParseFile("pipeline.cue", src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	r := &reader{defs: map[string]*ast.Field{}, open: map[string]bool{},
		m: &Model{types: map[string]*model.Type{}, maps: map[string]*model.Map{}}}
	defer func() {
		if f, ok := recover().(fault); ok {
			m, err = nil, f
		}
	}()
	var names []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.Field); ok {
			name := f.Label.(*ast.Ident).Name[1:]
			r.defs[name] = f
			names = append(names, name)
		}
	}
	for _, n := range names {
		r.def(n)
	}
	return r.m, nil
}

// fault is a form that the reader does not know.
type fault struct{ msg string }

func (f fault) Error() string { return f.msg }

func fail(n ast.Node, format string, args ...any) {
	panic(fault{fmt.Sprintf("pipeline.cue:%s: ", n.Pos().Position()) + fmt.Sprintf(format, args...)})
}

type reader struct {
	defs map[string]*ast.Field
	open map[string]bool // definitions being read, to find a cycle
	m    *Model
}

// def returns the type of a definition, reading it where needed.
func (r *reader) def(name string) *model.Type {
	if t := r.m.types[name]; t != nil {
		return t
	}
	f := r.defs[name]
	if f == nil {
		panic(fault{"pipeline.cue: no definition #" + name})
	}
	if r.open[name] {
		fail(f, "#%s contains itself", name)
	}
	r.open[name] = true
	t := &model.Type{}
	if s, ok := f.Value.(*ast.StructLit); ok {
		mp := r.mapDef(name, s)
		mp.Doc = doc(f)
		t.Maps = []*model.Map{mp}
		t.Parts = []model.Part{{CUE: "#" + name, Maps: t.Maps}}
	} else {
		r.alternatives(t, f.Value, name)
	}
	t.Name, t.Doc, t.Unit = name, doc(f), units[name]
	t.Owners = owners(t.Maps)
	for i := range t.Texts {
		if t.Texts[i].Def == "" {
			t.Texts[i].Def = name
		}
	}
	if t.Int != nil && t.Int.Def == "" {
		t.Int.Def = name
	}
	r.m.types[name] = t
	r.m.Types = append(r.m.Types, t)
	return t
}

// typ reads the type of a key: a definition itself, or alternatives written in place.
func (r *reader) typ(e ast.Expr) *model.Type {
	if id, ok := e.(*ast.Ident); ok && id.Name[0] == '#' {
		return r.def(id.Name[1:])
	}
	t := &model.Type{}
	r.alternatives(t, e, "")
	t.Owners = owners(t.Maps)
	return t
}

// alternatives adds what e allows to t.
func (r *reader) alternatives(t *model.Type, e ast.Expr, def string) {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.OR {
		r.alternatives(t, b.X, def)
		r.alternatives(t, b.Y, def)
		r.settle(t)
		return
	}
	part := model.Part{CUE: text(e)}
	switch e := e.(type) {
	case *ast.Ident:
		if e.Name[0] == '#' {
			other := r.def(e.Name[1:])
			r.include(t, other)
			part.Uses = []*model.Type{other}
			if onlyMaps(other) {
				part.Maps = other.Maps
			}
			break
		}
		r.word(t, e)
	case *ast.ListLit:
		t.List, part.Uses = r.list(e)
	case *ast.BasicLit, *ast.UnaryExpr:
		r.constraint(t, e)
	case *ast.BinaryExpr:
		part.Uses = r.conjunction(t, e)
		for _, u := range part.Uses {
			part.Maps = append(part.Maps, u.Maps...)
		}
	default:
		fail(e, "unknown form %T", e)
	}
	t.Parts = append(t.Parts, part)
}

// settle drops the parts that the reader of the file never meets: where text may stand, a scalar is text.
func (r *reader) settle(t *model.Type) {
	if len(t.Texts) == 0 {
		return
	}
	kept := t.Parts[:0]
	for _, p := range t.Parts {
		switch {
		case p.CUE == "number", p.CUE == "bool", len(p.CUE) > 3 && p.CUE[:3] == "int":
		default:
			kept = append(kept, p)
		}
	}
	t.Parts = kept
	t.Bool = false
}

func (r *reader) include(t, other *model.Type) {
	t.Texts = append(t.Texts, other.Texts...)
	t.Bool = t.Bool || other.Bool
	t.Any = t.Any || other.Any
	t.Number = t.Number || other.Number
	t.Boolean = t.Boolean || other.Boolean
	t.Maps = append(t.Maps, other.Maps...)
	if other.Int != nil {
		t.Int = other.Int
	}
	if other.List != nil {
		t.List = other.List
	}
}

// onlyMaps reports whether a type allows maps and nothing else.
func onlyMaps(t *model.Type) bool {
	return len(t.Maps) > 0 && len(t.Texts) == 0 && !t.Bool && t.Int == nil && t.List == nil && !t.Any
}

func (r *reader) word(t *model.Type, id *ast.Ident) {
	switch id.Name {
	case "string":
		t.Texts = append(t.Texts, model.Text{})
	case "bool":
		t.Bool, t.Boolean = true, true
	case "int":
		t.Int = &model.Int{}
	case "number":
		t.Number = true
	case "_":
		t.Any = true
	default:
		fail(id, "unknown word %s", id.Name)
	}
}

// list reads [...T] and [T, ...T].
func (r *reader) list(e *ast.ListLit) (*model.List, []*model.Type) {
	l := &model.List{Min: len(e.Elts) - 1}
	el, ok := e.Elts[l.Min].(*ast.Ellipsis)
	if !ok || l.Min > 1 || l.Min == 1 && text(e.Elts[0]) != text(el.Type) {
		fail(e, "a list is [...T] or [T, ...T]")
	}
	l.Elem = r.typ(el.Type)
	return l, []*model.Type{l.Elem}
}

// constraint reads a literal or a single constraint.
func (r *reader) constraint(t *model.Type, e ast.Expr) {
	r.conjunction(t, e)
}

// conjunction reads A & B & …, all of one kind: constraints of text, or bounds of a number.
func (r *reader) conjunction(t *model.Type, e ast.Expr) (uses []*model.Type) {
	terms := flatten(e)
	var tx *model.Text
	one := func() *model.Text {
		if tx == nil {
			tx = &model.Text{}
		}
		return tx
	}
	var num *model.Int
	for _, term := range terms {
		switch term := term.(type) {
		case *ast.BasicLit:
			x := one()
			x.Const, x.IsConst = unquote(term), true
		case *ast.UnaryExpr:
			if term.Op == token.GEQ || term.Op == token.LEQ {
				bound(num, term)
				continue
			}
			unary(one(), term)
		case *ast.Ident:
			switch {
			case term.Name == "string":
				one()
			case term.Name == "int":
				num = &model.Int{}
			case term.Name[0] == '#':
				other := r.def(term.Name[1:])
				uses = append(uses, other)
				if len(other.Maps) > 0 {
					r.include(t, other)
					continue
				}
				if len(other.Texts) != 1 {
					fail(term, "#%s is not one text", other.Name)
				}
				copied := other.Texts[0]
				copied.Match = append([]string(nil), copied.Match...)
				copied.Not = append([]string(nil), copied.Not...)
				tx = &copied
			default:
				fail(term, "unknown word %s", term.Name)
			}
		case *ast.CallExpr:
			n := number(term.Args[0])
			switch text(term.Fun) {
			case "strings.MaxRunes":
				one().Max = n
			default:
				fail(term, "unknown function %s", text(term.Fun))
			}
		default:
			fail(term, "unknown term %T", term)
		}
	}
	if tx != nil {
		t.Texts = append(t.Texts, *tx)
	}
	if num != nil {
		t.Int = num
	}
	return uses
}

func unary(x *model.Text, u *ast.UnaryExpr) {
	s := unquote(u.X)
	switch {
	case u.Op == token.MAT:
		x.Match = append(x.Match, s)
	case u.Op == token.NMAT:
		x.Not = append(x.Not, s)
	case u.Op == token.NEQ && s == "":
		x.Filled = true
	case u.Op == token.NEQ:
		x.Not = append(x.Not, "^"+s+"$")
	default:
		fail(u, "unknown operator %s", u.Op)
	}
}

func bound(n *model.Int, u *ast.UnaryExpr) {
	if n == nil {
		fail(u, "a bound needs int before it")
	}
	if u.Op == token.GEQ {
		n.Min, n.HasMin = number(u.X), true
		return
	}
	n.Max, n.HasMax = number(u.X), true
}

func flatten(e ast.Expr) []ast.Expr {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.AND {
		return append(flatten(b.X), flatten(b.Y)...)
	}
	return []ast.Expr{e}
}

func number(e ast.Expr) int {
	var n int
	if _, err := fmt.Sscan(text(e), &n); err != nil {
		fail(e, "not a number: %s", text(e))
	}
	return n
}

func unquote(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		fail(e, "a text is wanted")
	}
	s, err := literal.Unquote(lit.Value)
	if err != nil {
		fail(e, "%v", err)
	}
	return s
}

// text is the expression as CUE writes it, without comments.
func text(e ast.Node) string {
	b, err := format.Node(e, format.Simplify())
	if err != nil {
		fail(e, "%v", err)
	}
	return string(b)
}
