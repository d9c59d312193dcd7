package gen

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/cdc-dev/cdc/schema/model"
)

// mapDef reads a definition that is a map.
func (r *reader) mapDef(name string, s *ast.StructLit) *model.Map {
	m := &model.Map{Name: name}
	var common []model.Field
	for _, d := range s.Elts {
		switch d := d.(type) {
		case *ast.Ellipsis:
			m.Open = true
		case *ast.EmbedDecl:
			if call, ok := d.Expr.(*ast.CallExpr); ok && text(call) == "struct.MinFields(1)" {
				m.Filled = true
				continue
			}
			other := r.def(d.Expr.(*ast.Ident).Name[1:])
			common = append(common, other.Maps[0].Fields...)
		case *ast.Field:
			r.field(m, d)
		default:
			fail(d, "unknown form %T in a map", d)
		}
	}
	m.Fields = append(m.Fields, common...)
	r.m.maps[name] = m
	r.m.Maps = append(r.m.Maps, m)
	return m
}

func (r *reader) field(m *model.Map, f *ast.Field) {
	if l, ok := f.Label.(*ast.ListLit); ok {
		m.Key, m.Value = r.typ(l.Elts[0]), r.typ(f.Value)
		m.Entry, m.KeyCUE = doc(f), text(l.Elts[0])
		return
	}
	if f.Constraint != token.NOT && f.Constraint != token.OPTION {
		fail(f, "a key is marked ! or ?")
	}
	name := f.Label.(*ast.Ident).Name
	m.Fields = append(m.Fields, model.Field{Name: name, Required: f.Constraint == token.NOT, Type: r.typ(f.Value), Doc: doc(f)})
}

// doc reads the comment above a key or definition.
func doc(n ast.Node) model.Doc {
	var d model.Doc
	var lines []string
	for _, g := range ast.Comments(n) {
		if !g.Doc || g.Line {
			continue
		}
		for _, c := range g.List {
			line := strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
			key, rest, _ := strings.Cut(line, ": ")
			switch {
			case key == "Default":
				d.Default = rest
			case key == "Example":
				d.Example = rest
			case strings.HasPrefix(key, "- "):
				d.Words = append(d.Words, model.Word{Word: key[2:], Text: rest})
			default:
				lines = append(lines, line)
			}
		}
	}
	d.Text = strings.Join(lines, " ")
	return d
}

// owners are the keys that only one map of a union has, and must have.
func owners(maps []*model.Map) []model.Owner {
	if len(maps) < 2 {
		return nil
	}
	var out []model.Owner
	for i, m := range maps {
		for _, f := range m.Fields {
			if f.Required && !elsewhere(maps, i, f.Name) {
				out = append(out, model.Owner{Key: f.Name, Map: i})
			}
		}
	}
	return out
}

// elsewhere reports whether a map of the union other than maps[i] may have the key.
func elsewhere(maps []*model.Map, i int, key string) bool {
	for k, m := range maps {
		if k == i {
			continue
		}
		named := false
		if m.Value != nil {
			for _, x := range m.Key.Texts {
				named = named || admits(x, key)
			}
		}
		if m.Field(key) >= 0 || named || m.Open {
			return true
		}
	}
	return false
}
