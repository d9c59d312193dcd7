package schema

import (
	"fmt"
	"slices"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema/model"
)

// Mend returns the spec with its misspelt keys as they were meant, and what is wrong with the shape of that; nil when no
// key is misspelt. What is said of the mended spec is what is wrong besides the spelling: nobody is told that a job has no
// steps because of `stpes`.
func Mend(root *source.Node) (mended *source.Node, wrong diag.List) {
	if root == nil || root.Kind != source.Map {
		return nil, nil
	}
	var w walker
	w.entries(&mSpec, root, place{})
	if len(w.slips) == 0 {
		return nil, nil
	}
	values := map[diag.Range]bool{} // of misspelt keys: the help for the key says what kind of value it has
	keys := map[diag.Range]bool{}
	for k := range w.slips {
		keys[k.Range] = true
	}
	mended = w.mended(root, map[*source.Node]*source.Node{}, values)
	wrong = slices.DeleteFunc(Check(mended), func(d diag.Diagnostic) bool {
		return d.Code == "wrong-kind" && values[d.Range] || d.Code == "empty-value" && keys[d.Range]
	})
	return mended, wrong
}

// meantHelp says which key was meant, and how its value is written where this one does not fit.
func meantHelp(f *model.Field, e *source.Entry, meant string) string {
	help := fmt.Sprintf("did you mean %q?", meant)
	if f == nil || f.Type.Any || e.Value.Kind == source.Bad || e.Value.Kind == source.Null {
		return help
	}
	switch v := e.Value; {
	case v.Kind == source.Scalar && len(f.Type.Texts) == 0 && f.Type.List != nil && class(f.Type.List.Elem, v.Text) != 0:
		return help + " Write `" + meant + ": [" + asWritten(v) + "]`"
	case v.Kind == source.Scalar && len(f.Type.Texts) == 0 && !f.Type.Bool && f.Type.Int == nil,
		v.Kind == source.Seq && f.Type.List == nil, v.Kind == source.Map && len(f.Type.Maps) == 0:
		return help + " For example `" + meant + ": " + f.Doc.Example + "`"
	}
	return help
}

func (w *walker) slip(key *source.Node, meant string) {
	if w.slips == nil {
		w.slips = map[*source.Node]string{}
	}
	w.slips[key] = meant
}

// mended copies what leads to a misspelt key and shares the rest; nodes behind an anchor stay shared, by done.
func (w *walker) mended(n *source.Node, done map[*source.Node]*source.Node, values map[diag.Range]bool) *source.Node {
	if n == nil || n.Kind != source.Map && n.Kind != source.Seq {
		return n
	}
	if out, ok := done[n]; ok {
		return out
	}
	out := *n
	changed := false
	var own []string // keys that were put right
	out.Entries = append([]source.Entry(nil), n.Entries...)
	for i := range out.Entries {
		e := &out.Entries[i]
		if name, ok := w.slips[e.Key]; ok && (!e.Merged || n.Get(name) == nil) { // a key of its own comes before a merged one
			key := *e.Key
			key.Text = name
			e.Key, changed = &key, true
			values[e.Value.Range] = true
			own = append(own, name)
		}
		value := w.mended(e.Value, done, values)
		changed = changed || value != e.Value
		e.Value = value
	}
	out.Entries = slices.DeleteFunc(out.Entries, func(e source.Entry) bool {
		return e.Merged && n.Get(e.Key.Text) != nil && slices.Contains(own, e.Key.Text)
	})
	out.Items = append([]*source.Node(nil), n.Items...)
	for i, item := range out.Items {
		out.Items[i] = w.mended(item, done, values)
		changed = changed || out.Items[i] != item
	}
	done[n] = n
	if changed {
		done[n] = &out
	}
	return done[n]
}

// odd is the only key of a map that the language does not have, and the only one that the map lacks.
type odd struct {
	entry *source.Entry
	key   string
}

// stranger pairs the one unknown key of a map with the one that is missing, where the value fits: in `{name: build}`,
// where `job` must stand, that is what was meant.
func (w *walker) stranger(m *model.Map, n *source.Node) odd {
	var out odd
	if n.Broken || m != &mSpec && m.Value != nil {
		return odd{}
	}
	for i := range n.Entries {
		if key := n.Entries[i].Key.Text; m.Field(key) >= 0 || named(m, key) {
			continue
		}
		if out.entry != nil {
			return odd{}
		}
		out.entry = &n.Entries[i]
	}
	if out.entry == nil || elsewhere(m, out.entry.Key.Text) != "" {
		return odd{}
	}
	for i := range m.Fields {
		f := &m.Fields[i]
		if !f.Required || n.Get(f.Name) != nil {
			continue
		}
		if out.key != "" || !holds(f.Type, out.entry.Value) {
			return odd{}
		}
		out.key = f.Name
	}
	return out
}

// holds reports whether a type has values of the node's kind.
func holds(t *model.Type, n *source.Node) bool {
	switch n.Kind {
	case source.Scalar:
		_, number := integer(n)
		return len(t.Texts) > 0 && class(t, n.Text) != 0 || t.Int != nil && number
	case source.Seq:
		return t.List != nil
	case source.Map:
		return len(t.Maps) > 0
	}
	return false
}
