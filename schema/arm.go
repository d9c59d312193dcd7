package schema

import (
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// arm picks the one map of a union that n can be: by a key that only one of them has and must have (`ecs:`), else by the
// word that tells the maps apart (`action: deploy`), else the one with the fewest faults. The maps of a union exclude
// each other, which a test holds, so no other one can accept what this one refuses.
func arm(t *model.Type, n *source.Node) int {
	if len(t.Maps) == 1 {
		return 0
	}
	for i := range n.Entries {
		if i := owner(t, n.Entries[i].Key.Text); i >= 0 {
			return i
		}
	}
	for i, m := range t.Maps {
		if f := wordField(m); f != nil {
			if v := n.Get(f.Name); v != nil && v.Kind == source.Scalar && v.Text == f.Type.Texts[0].Const {
				return i
			}
		}
	}
	best, least := 0, faults(t.Maps[0], n)
	for i, m := range t.Maps[1:] {
		if f := faults(m, n); f < least {
			best, least = i+1, f
		}
	}
	return best
}

// wordField is the required key of a map that allows one word only.
func wordField(m *model.Map) *model.Field {
	for i := range m.Fields {
		f := &m.Fields[i]
		if f.Required && len(f.Type.Texts) == 1 && f.Type.Texts[0].IsConst {
			return f
		}
	}
	return nil
}

// owner is the map of a union that the key stands for, or -1.
func owner(t *model.Type, key string) int {
	for i := range t.Owners {
		if t.Owners[i].Key == key {
			return t.Owners[i].Map
		}
	}
	return -1
}

// named reports whether the map allows the key as one that the user names.
func named(m *model.Map, key string) bool {
	return m.Value != nil && class(m.Key, key) != 0
}

// faults counts the keys that the map does not have and the keys that are missing.
func faults(m *model.Map, n *source.Node) int {
	count := 0
	if m.Filled && len(n.Entries) == 0 {
		count++
	}
	for _, e := range n.Entries {
		if m.Field(e.Key.Text) < 0 && !named(m, e.Key.Text) && !m.Open {
			count++
		}
	}
	for i := range m.Fields {
		if m.Fields[i].Required && n.Get(m.Fields[i].Name) == nil {
			count++
		}
	}
	return count
}
