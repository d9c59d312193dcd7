package gen

import (
	"bytes"
	"fmt"
	"go/format"

	"github.com/cdc-dev/cdc/schema/model"
)

// Go writes the model as Go values. They are constant data to the linker: nothing runs when cdc starts.
func Go(m *Model) ([]byte, error) {
	w := &goWriter{}
	w.p("// Code generated from pipeline.cue by go generate; DO NOT EDIT.\n\npackage schema\n\n")
	w.p("import \"github.com/cdc-dev/cdc/schema/model\"\n\n")
	w.p("// allTypes are the definitions of the language, in the order in which they can be read.\n")
	w.p("var allTypes = []*model.Type{")
	for _, t := range m.Types {
		w.p("&t%s,", t.Name)
	}
	w.p("}\n\n")
	for _, mp := range m.Maps {
		w.p("var m%s = model.Map", mp.Name)
		w.mapBody(mp)
		w.p("\n\n")
	}
	for _, t := range m.Types {
		w.p("var t%s = ", t.Name)
		w.typeBody(t)
		w.p("\n\n")
	}
	once, err := format.Source(w.b.Bytes())
	if err != nil {
		return nil, err
	}
	return format.Source(once) // some of what the first pass joins, the second aligns
}

type goWriter struct{ b bytes.Buffer }

func (w *goWriter) p(f string, args ...any) { fmt.Fprintf(&w.b, f, args...) }

func (w *goWriter) str(key, s string) {
	if s != "" {
		w.p("%s: %q,", key, s)
	}
}

func (w *goWriter) num(key string, n int) {
	if n != 0 {
		w.p("%s: %d,", key, n)
	}
}

func (w *goWriter) flag(key string, on bool) {
	if on {
		w.p("%s: true,", key)
	}
}

func (w *goWriter) doc(key string, d model.Doc) {
	if d.Text == "" && d.Example == "" {
		return
	}
	w.p("%s: model.Doc{", key)
	w.str("Text", d.Text)
	w.str("Default", d.Default)
	w.str("Example", d.Example)
	if len(d.Words) > 0 {
		w.p("Words: []model.Word{")
		for _, x := range d.Words {
			w.p("{Word: %q, Text: %q},", x.Word, x.Text)
		}
		w.p("},")
	}
	w.p("},\n")
}

func (w *goWriter) mapBody(m *model.Map) {
	w.p("{")
	w.str("Name", m.Name)
	w.doc("Doc", m.Doc)
	w.flag("Open", m.Open)
	w.flag("Filled", m.Filled)
	if m.Value != nil {
		w.p("Key: ")
		w.typeRef(m.Key)
		w.p(", Value: ")
		w.typeRef(m.Value)
		w.p(",\n")
		w.str("KeyCUE", m.KeyCUE)
		w.doc("Entry", m.Entry)
	}
	if len(m.Fields) > 0 {
		w.p("Fields: []model.Field{\n")
		for _, f := range m.Fields {
			w.p("{")
			w.str("Name", f.Name)
			w.flag("Required", f.Required)
			w.p("Type: ")
			w.typeRef(f.Type)
			w.p(",\n")
			w.doc("Doc", f.Doc)
			w.p("},\n")
		}
		w.p("},\n")
	}
	w.p("}")
}

// typeRef writes the address of a named type, or the type itself.
func (w *goWriter) typeRef(t *model.Type) {
	if t.Name != "" {
		w.p("&t%s", t.Name)
		return
	}
	w.p("&")
	w.typeBody(t)
}

func (w *goWriter) typeBody(t *model.Type) {
	w.p("model.Type{")
	w.str("Name", t.Name)
	w.doc("Doc", t.Doc)
	w.flag("Bool", t.Bool)
	w.flag("Any", t.Any)
	w.flag("Number", t.Number)
	w.flag("Boolean", t.Boolean)
	w.flag("Unit", t.Unit)
	if len(t.Texts) > 0 {
		w.p("Texts: []model.Text{")
		for _, x := range t.Texts {
			w.text(x)
		}
		w.p("},\n")
	}
	if n := t.Int; n != nil {
		w.p("Int: &model.Int{")
		w.str("Def", n.Def)
		w.num("Min", n.Min)
		w.num("Max", n.Max)
		w.flag("HasMin", n.HasMin)
		w.flag("HasMax", n.HasMax)
		w.p("},\n")
	}
	if t.List != nil {
		w.p("List: &model.List{Min: %d, Elem: ", t.List.Min)
		w.typeRef(t.List.Elem)
		w.p("},\n")
	}
	w.maps("Maps", t.Maps)
	if len(t.Owners) > 0 {
		w.p("Owners: []model.Owner{")
		for _, o := range t.Owners {
			w.p("{")
			w.str("Key", o.Key)
			w.num("Map", o.Map)
			w.p("},")
		}
		w.p("},\n")
	}
	if len(t.Parts) > 0 {
		w.p("Parts: []model.Part{")
		for _, p := range t.Parts {
			w.part(p)
		}
		w.p("},\n")
	}
	w.p("}")
}

func (w *goWriter) maps(key string, maps []*model.Map) {
	if len(maps) == 0 {
		return
	}
	w.p("%s: []*model.Map{", key)
	for _, m := range maps {
		w.p("&m%s,", m.Name)
	}
	w.p("},\n")
}

func (w *goWriter) part(p model.Part) {
	w.p("{")
	w.str("CUE", p.CUE)
	if len(p.Uses) > 0 {
		w.p("Uses: []*model.Type{")
		for _, u := range p.Uses {
			w.typeRef(u)
			w.p(",")
		}
		w.p("},")
	}
	w.maps("Maps", p.Maps)
	w.p("},\n")
}

func (w *goWriter) text(x model.Text) {
	w.p("{")
	w.str("Def", x.Def)
	w.str("Const", x.Const)
	w.flag("IsConst", x.IsConst)
	w.flag("Filled", x.Filled)
	w.num("Max", x.Max)
	w.strs("Match", x.Match)
	w.strs("Not", x.Not)
	w.p("},\n")
}

func (w *goWriter) strs(key string, all []string) {
	if len(all) == 0 {
		return
	}
	w.p("%s: []string{", key)
	for _, s := range all {
		w.p("%q,", s)
	}
	w.p("},")
}
