package schema

import (
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// Census visits every key of a spec that the language has, with the name that the language knows it by: the definition and
// the key, "Job.timeout", or "Vars.*" for names of the user's own. It is for tests that count what they have seen.
func Census(root *source.Node, visit func(name string, e *source.Entry)) {
	census(&tSpec, root, visit)
}

func census(t *model.Type, n *source.Node, visit func(string, *source.Entry)) {
	if n != nil && n.Kind == source.Seq && t.List != nil {
		for _, item := range n.Items {
			census(t.List.Elem, item, visit)
		}
		return
	}
	if n == nil || n.Kind != source.Map || len(t.Maps) == 0 {
		return
	}
	m := t.Maps[arm(t, n)]
	for i := range n.Entries {
		e := &n.Entries[i]
		if f := m.Field(e.Key.Text); f >= 0 {
			visit(m.Name+"."+e.Key.Text, e)
			census(m.Fields[f].Type, e.Value, visit)
		} else if m.Value != nil {
			visit(m.Name+".*", e)
			census(m.Value, e.Value, visit)
		}
	}
}

// CensusNames returns every name that Census can give, in the order of pipeline.cue.
func CensusNames() []string {
	var out []string
	for _, t := range allTypes {
		for _, m := range t.Maps {
			if m.Name != t.Name || m.Name == "StepCommon" || m.Name == "TargetCommon" { // an alternative of another, or part of others
				continue
			}
			for _, f := range m.Fields {
				out = append(out, m.Name+"."+f.Name)
			}
			if m.Value != nil {
				out = append(out, m.Name+".*")
			}
		}
	}
	return out
}
