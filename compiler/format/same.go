package format

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
)

// same reports whether two readings mean the same: the same values, whatever the order of keys, and the same comments.
func same(a, b *source.Doc) bool {
	return comments(a, comments(b, nil)) != nil && (&pairs{seen: map[[2]*source.Node]bool{}}).same(a.Root, b.Root)
}

// comments counts comments: with less those of one text, or nil when they differ from those of another. The editor's line
// is not counted.
func comments(d *source.Doc, less []string) []string {
	out := []string{""}
	for _, c := range d.Comments {
		if t := strings.TrimSpace(c.Text); !isEditorLine("#" + t) {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	if less != nil && !slices.Equal(out, less) {
		return nil
	}
	return out
}

// pairs compares trees. Nodes that aliases share are compared once.
type pairs struct{ seen map[[2]*source.Node]bool }

func (p *pairs) same(a, b *source.Node) bool {
	if a.Kind != b.Kind || a.Style != b.Style || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) {
		return false
	}
	if a.Kind != source.Map && a.Kind != source.Seq || p.seen[[2]*source.Node{a, b}] {
		return true
	}
	p.seen[[2]*source.Node{a, b}] = true
	for i := range a.Items {
		if !p.same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	return p.entries(a, b)
}

func (p *pairs) entries(a, b *source.Node) bool {
	values := make(map[string]*source.Node, len(b.Entries))
	for i := range b.Entries {
		values[b.Entries[i].Key.Text] = b.Entries[i].Value
	}
	for i := range a.Entries {
		v := values[a.Entries[i].Key.Text]
		if v == nil || !p.same(a.Entries[i].Value, v) {
			return false
		}
	}
	return true
}
