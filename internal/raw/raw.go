// Package raw puts what an author wrote in a target's own words (targets.<t>.raw) into what the target
// made: maps are merged, a key that both set is a conflict unless it is written {replace: value}, lists are never joined.
package raw

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Change is one key that was set, or that could not be.
type Change struct {
	// Path is the keys from the merged map down to the changed one.
	Path []string
	// At is the place of the key in the spec.
	At diag.Range
	// Old is what the target had written there; nil when nothing.
	Old emit.Value
	// New is what stands there now; of a Conflict, what the author wanted.
	New emit.Value
	// Conflict: both write the key, and the author did not say {replace: …}. The old value stayed.
	Conflict bool
	// Idle: {replace: …} found nothing to replace. The value was set.
	Idle bool
}

// Key is the changed key with those above it: "variables.GOFLAGS".
func (c Change) Key() string { return strings.Join(c.Path, ".") }

// Merge returns base with the tree's keys put in, and every key that the tree names. base itself is not changed.
func Merge(base emit.Map, tree plan.Tree) (emit.Map, []Change) { return merge(base, tree, nil) }

func merge(base emit.Map, tree plan.Tree, above []string) (emit.Map, []Change) {
	out := slices.Clone(base)
	var changes []Change
	for _, e := range tree.Map {
		path := append(slices.Clone(above), e.Key)
		i := slices.IndexFunc(out, func(o emit.Entry) bool { return o.Key == e.Key })
		with, replace := replacement(e.Value)
		c := Change{Path: path, At: e.KeyAt, New: Value(with)}
		switch {
		case i < 0:
			c.Idle = replace
			out = append(out, emit.Entry{Key: e.Key, Value: c.New})
		case replace:
			c.Old = out[i].Value
			out[i].Value = c.New
		default:
			old, isMap := out[i].Value.(emit.Map)
			if isMap && e.Value.Kind == plan.TreeMap {
				var inner []Change
				out[i].Value, inner = merge(old, e.Value, path)
				changes = append(changes, inner...)
				continue
			}
			c.Old, c.Conflict = out[i].Value, true
		}
		changes = append(changes, c)
	}
	return out, changes
}

// replacement takes the value out of {replace: value}.
func replacement(t plan.Tree) (plan.Tree, bool) {
	if t.Kind == plan.TreeMap && len(t.Map) == 1 && t.Map[0].Key == "replace" {
		return t.Map[0].Value, true
	}
	return t, false
}

// Value is the tree as the target's file holds it. An unquoted true, false, null or whole number is that value; every
// other scalar is the text as typed, so that 3.10, 0755 and yes stay what they look like.
func Value(t plan.Tree) emit.Value {
	switch t.Kind {
	case plan.TreeMap:
		out := make(emit.Map, len(t.Map))
		for i, e := range t.Map {
			out[i] = emit.Entry{Key: e.Key, Value: Value(e.Value)}
		}
		return out
	case plan.TreeSeq:
		out := make(emit.Seq, len(t.Seq))
		for i, x := range t.Seq {
			out[i] = Value(x)
		}
		return out
	case plan.TreeScalar:
		return scalar(t)
	}
	return emit.Null{}
}

func scalar(t plan.Tree) emit.Value {
	if t.Quoted {
		return emit.Str(t.Text)
	}
	switch t.Text {
	case "true":
		return emit.Bool(true)
	case "false":
		return emit.Bool(false)
	case "null", "~", "":
		return emit.Null{}
	}
	if n, ok := t.Int(); ok && whole(t.Text) {
		return emit.Int(n)
	}
	return emit.Str(t.Text)
}

// whole reports whether the digits are a number to every reader: 0755 and +1 are not.
func whole(s string) bool {
	d := strings.TrimPrefix(s, "-")
	return d == "0" || d != "" && len(d) < 16 && d[0] >= '1' && d[0] <= '9'
}

// Text shows a value in a finding: a scalar as it is, the rest by its kind.
func Text(v emit.Value) string {
	switch v := v.(type) {
	case emit.Str:
		if i := strings.IndexByte(string(v), '\n'); i >= 0 {
			return string(v[:i]) + " …"
		}
		return string(v)
	case emit.Seq:
		return "a list"
	case emit.Map:
		return "a map"
	case emit.Flow:
		return Text(v.Value)
	}
	return strings.TrimSpace(string(emit.YAML(nil, v)))
}
