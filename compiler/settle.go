package compiler

import (
	"slices"
	"sort"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// settle puts together the findings about the text, its shape and its meaning, without those that only follow from others.
// What follows is in doubt for the targets as well; nil when there is no error.
func settle(text, shape, rules diag.List, root *source.Node) (diag.List, *doubt) {
	unread := faulty(text)
	shape = slices.DeleteFunc(shape, func(f diag.Diagnostic) bool {
		return unread.hold(f.Range) || f.Range.Start.Line == f.Range.End.Line && unread.within(f.Range)
	})
	known(shape, rules)
	out := slices.Concat(text, shape)
	wrong := faulty(out)
	rules = slices.DeleteFunc(rules, func(f diag.Diagnostic) bool {
		return unread.hold(f.Range) && !has(secret, string(f.Code)) || wrong.hold(f.Range) && !has(stronger, string(f.Code))
	})
	out.Add(once(rules)...)
	if !out.HasErrors() {
		return out, nil
	}
	d := &doubt{jobs: map[string]bool{}, hidden: map[string]bool{}, blank: map[string]bool{}, places: map[string]bool{}, named: map[diag.Range]bool{}, text: wrong, root: root}
	for i := range out {
		if out[i].Level == diag.Error {
			keys := keysAt(root, out[i].Range.Start)
			if unread.hold(out[i].Range) { // the tree may end before the fault
				keys = longer(keys, pathKeys(out[i].Path))
			}
			d.note(&out[i], keys)
		}
	}
	return gather(d.settled(out)), d
}

// known gives findings about the shape the words of the rules, where both say the same of a text and the rules know the
// reference that is meant.
func known(shape, rules diag.List) {
	if len(shape) == 0 {
		return
	}
	type fault struct {
		code diag.Code
		at   diag.Range
	}
	words := map[fault]*diag.Diagnostic{}
	for i := range rules {
		if r := &rules[i]; strings.HasPrefix(r.Help, "write ${{") && words[fault{r.Code, r.Range}] == nil {
			words[fault{r.Code, r.Range}] = r
		}
	}
	for i := range shape {
		if r := words[fault{shape[i].Code, shape[i].Range}]; r != nil {
			shape[i].Message, shape[i].Help = r.Message, r.Help
		}
	}
}

// settled is the findings that do not follow.
func (d *doubt) settled(found diag.List) diag.List {
	return slices.DeleteFunc(found, func(f diag.Diagnostic) bool {
		keys := keysAt(d.root, f.Range.Start)
		if len(keys) > 0 && strings.HasPrefix(keys[0], "x-") { // what stands in an anchor is about the job that takes it
			keys = pathKeys(f.Path)
		}
		return d.follows(&f, keys)
	})
}

// pathKeys is the keys of a path, of names without a dot.
func pathKeys(path string) []string {
	return strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' })
}

func longer(a, b []string) []string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// once leaves out what is said again of the same characters: three jobs that take a value from one anchor have one fault.
func once(found diag.List) diag.List {
	type fault struct {
		code diag.Code
		at   diag.Range
	}
	seen := make(map[fault]bool, len(found))
	return slices.DeleteFunc(found, func(f diag.Diagnostic) bool {
		x := fault{f.Code, f.Range}
		again := seen[x] && !f.Range.IsZero()
		seen[x] = true
		return again
	})
}

// keysAt is the keys that lead to a place: "jobs", "test", "needs". Of merged values it is those that the anchor stands
// under.
func keysAt(n *source.Node, at diag.Pos) []string {
	var keys []string
	for n != nil {
		next := (*source.Node)(nil)
		// Keys stand in the order written, and those that were merged behind them.
		after := sort.Search(len(n.Entries), func(i int) bool { return n.Entries[i].Merged || at.Before(n.Entries[i].Key.Range.Start) })
		if after > 0 {
			if e := &n.Entries[after-1]; at.Before(e.Key.Range.End) || at.Before(e.Value.Range.End) {
				keys, next = append(keys, e.Key.Text), e.Value
			}
		}
		for _, item := range n.Items {
			if !at.Before(item.Range.Start) && at.Before(item.Range.End) {
				next = item
				break
			}
		}
		n = next
	}
	return keys
}

// secret are the codes that are said wherever a credential stands, and stronger those that are said of a text although its
// shape is wrong: a name that is nobody's tells more than how names are written.
const (
	secret   = " plain-credential secret-in-variable secret-in-text "
	stronger = secret + "unknown-secret unknown-environment unknown-job unknown-stage "
)
