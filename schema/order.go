package schema

import (
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// ID is the versioned address of the JSON Schema. Editors use it as a name, and as the place to fetch it from.
const ID = "https://cdc-dev.github.io/cdc/schema/v1/pipeline.schema.json"

// EditorLine is the comment on a spec's first line by which yaml-language-server finds the schema, whatever the file's name.
const EditorLine = "# yaml-language-server: $schema=" + ID

// Holders stands in an order of keys for the user's own `x-…`.
const Holders = "x-*"

// Order returns, for each map of a spec whose keys the language names, these keys in the order in which pipeline.cue has
// them. A map whose keys are names of the user's own, or that the language does not know, is not in it. A template
// that stands under `x-…` has the order of the place where it is used.
func Order(root *source.Node) map[*source.Node][]string {
	o := orders{out: map[*source.Node][]string{}, of: map[*model.Map][]string{}}
	o.visit(&tSpec, root)
	return o.out
}

type orders struct {
	out map[*source.Node][]string
	of  map[*model.Map][]string
}

func (o *orders) visit(t *model.Type, n *source.Node) {
	switch {
	case n.Kind == source.Seq && t.List != nil:
		for _, item := range n.Items {
			o.visit(t.List.Elem, item)
		}
	case n.Kind == source.Map && len(t.Maps) > 0:
		if _, done := o.out[n]; done {
			return
		}
		m := t.Maps[arm(t, n)]
		o.out[n] = o.keys(m)
		for i := range n.Entries {
			e := &n.Entries[i]
			if f := m.Field(e.Key.Text); f >= 0 {
				o.visit(m.Fields[f].Type, e.Value)
			} else if m.Value != nil {
				o.visit(m.Value, e.Value)
			}
		}
	}
}

// keys is the order of one map's keys: what all steps have comes before the action, as pipeline.cue embeds it, and the
// holders of anchors come before all that uses them.
func (o *orders) keys(m *model.Map) []string {
	if keys, ok := o.of[m]; ok {
		return keys
	}
	var first, rest []string
	if m == &mRuntime { // the first one counts more on targets that have one language only
		o.of[m] = nil
		return nil
	}
	for i := range m.Fields {
		f := &m.Fields[i]
		if m != &mStepCommon && m.Field("continue_on_error") >= 0 && mStepCommon.Field(f.Name) >= 0 {
			first = append(first, f.Name)
			continue
		}
		rest = append(rest, f.Name)
		if m == &mSpec && f.Name == "description" {
			rest = append(rest, Holders)
		}
	}
	keys := append(first, rest...)
	o.of[m] = keys
	return keys
}
