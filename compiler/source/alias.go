package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/near"
)

// anchor is one `&name` and what it stands for.
type anchor struct {
	name  string
	node  *Node // nil while it is being read: an alias to it then is a cycle
	at    diag.Range
	col   int // column of the `&`
	total int // nodes: at first those before it, then its own, aliases followed
	depth int // at first where it stands, then how deep it is
	outer int // the deepest place before it
}

// merge is one `<<` that waits until the whole text is read.
type merge struct {
	into, key, value *Node
	at               diag.Range
	path             string
}

// manyNodes is where counting stops; a bomb of a few lines reaches it.
const manyNodes = 1 << 40

// name reads the name of an anchor or alias behind its sign. The letters are those that every reader takes.
func (r *reader) name() string {
	from := r.off + 1
	i := from
	for i < len(r.text) && isNameByte(r.text[i]) {
		i++
	}
	return r.text[from:i]
}

func isNameByte(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// anchor reads `&name`. It returns nil after a finding; off is behind it in any case.
func (r *reader) anchor() *anchor {
	from := r.off
	name := r.name()
	if end := from + 1 + len(name); name == "" || !r.blankAt(end) && !isFlowIndicator(r.text[end]) {
		return r.badAnchor(from)
	}
	a := &anchor{name: name, col: r.col(), total: r.total, depth: r.depth, outer: r.deepest}
	r.off += 1 + len(name)
	a.at = r.span(from, r.off)
	i := r.off
	for i < len(r.text) && r.text[i] == ' ' {
		i++
	}
	if i < len(r.text) && r.text[i] == '*' && i+1 < len(r.text) && isNameByte(r.text[i+1]) {
		r.fault(a.at, "an alias cannot have an anchor of its own", "delete the anchor; the alias has the name that follows its `*`")
	}
	r.deepest = r.depth
	r.layout.mark(from, name, false)
	r.anchors[name] = a
	r.open = append(r.open, a)
	return a
}

// close ends what an anchor stands for. Both may be nil.
func (r *reader) close(a *anchor, n *Node) *Node {
	if a == nil || n == nil {
		return n
	}
	a.node = n
	a.total = r.total - a.total
	a.depth = r.deepest - a.depth
	r.deepest = max(r.deepest, a.outer)
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i] == a {
			r.open = append(r.open[:i], r.open[i+1:]...)
			break
		}
	}
	return n
}

// alias reads `*name` and returns the node that it stands for.
func (r *reader) alias() *Node {
	from := r.off
	name := r.name()
	end := from + 1 + len(name)
	if name == "" || !r.blankAt(end) && !isFlowIndicator(r.text[end]) {
		return r.cannotStart('*')
	}
	r.off = end
	at := r.span(from, end)
	r.end = at.End
	r.written++
	r.layout.mark(from, name, true)
	a := r.anchors[name]
	switch {
	case a == nil:
		return r.unknownAlias(name, at)
	case a.node == nil:
		d := r.finding("alias-cycle", at, fmt.Sprintf("*%s stands inside what &%s names, so it would have no end", name, name))
		d.Related = []diag.Related{{Range: a.at, Message: "the anchor is here"}}
		r.add(d.WithHelp("move the part that both need under an `x-` key of its own"))
		return r.badAlias(at)
	}
	if r.depth+a.depth > maxDepth {
		r.deep(at)
		return r.badAlias(at)
	}
	r.total = min(r.total+a.total, manyNodes)
	r.deepest = max(r.deepest, r.depth+a.depth)
	if r.budget > 0 && r.total > r.budget {
		r.saidBomb(at)
		return r.badAlias(at)
	}
	return a.node
}

// badAlias is what an alias stands for that stands for nothing.
func (r *reader) badAlias(at diag.Range) *Node {
	n := r.bad(at)
	r.written--
	return n
}

// bomb reports whether aliases make this file more than it may be, and how many nodes that is. YAML's billion laughs:
// ten lines can stand for more nodes than any machine holds.
func (r *reader) bomb() (int, bool) {
	limit := 10000 + 20*r.written
	return limit, r.total > limit
}

// saidBomb reports the first alias that goes too far.
func (r *reader) saidBomb(at diag.Range) {
	if r.bombed {
		return
	}
	r.bombed = true
	r.report("alias-bomb", at, "aliases make this file more than 10,000 + 20 × the nodes written in it",
		"write the list once and use it once; `x-` keys may hold anchors, and are not otherwise read")
}

// unknownAlias reports an alias without an anchor before it.
func (r *reader) unknownAlias(name string, at diag.Range) *Node {
	switch message := "no anchor &" + name + " comes before this alias"; {
	case r.full():
	case r.said[diag.Error] < maxFaults: // the help looks through the whole text
		r.report("unknown-alias", at, message, r.aliasHelp(name))
	default:
		r.report("unknown-alias", at, message, "write &"+name+" before the value that is meant")
	}
	return r.badAlias(at)
}

// aliasHelp looks for the anchor that was meant.
func (r *reader) aliasHelp(name string) string {
	rest := r.text[r.off:]
	if i := strings.Index(rest, "&"+name); i >= 0 && (i+1+len(name) == len(rest) || !isNameByte(rest[i+1+len(name)])) {
		line := r.pos(r.off).Line + strings.Count(rest[:i], "\n")
		return fmt.Sprintf("&%s comes later, in line %d; move it up, before its first alias", name, line)
	}
	if meant := near.Nearest(name, slices.Sorted(maps.Keys(r.anchors))); meant != "" {
		return "did you mean *" + meant + "?"
	}
	return "write &" + name + " before the value that is meant, further up"
}

// deferMerge notes a `<<`; it is done when the budget of the file is known to hold.
func (r *reader) deferMerge(into, key, value *Node) {
	at := diag.Range{Start: key.Range.Start, End: r.end}
	r.merges = append(r.merges, merge{into: into, key: key, value: value, at: at, path: r.where()})
}

// mergeAll does the merges in the order in which they were read, so that what a map takes over is itself complete: an
// alias only names what ended before it.
func (r *reader) mergeAll() {
	for i := range r.merges {
		r.merge(&r.merges[i])
	}
}

// merge takes the entries of one map, or of each map of a list, over into a map that lacks their keys. Nothing merges
// deeply; the first of a list wins (https://yaml.org/type/merge.html).
func (r *reader) merge(m *merge) {
	have := make(map[string]bool, len(m.into.Entries))
	for _, e := range m.into.Entries {
		have[e.Key.Text] = true
	}
	sources := []*Node{m.value}
	if m.value.Kind == Seq {
		sources = m.value.Items
	}
	done := map[*Node]bool{}
	for _, s := range sources {
		switch {
		case s.Kind == Bad || s.Broken:
			m.into.Broken = true
		case s.Kind != Map:
			d := diag.New(diag.Error, "merge-not-map", m.at, m.path, "`<<` takes over the keys of a map, and this is "+kindName(s))
			r.add(d.WithHelp("write <<: *name, or <<: [*first, *second], of anchors on maps"))
			m.into.Broken = true
			return
		}
		if done[s] {
			continue
		}
		done[s] = true
		for _, e := range s.Entries {
			if !have[e.Key.Text] {
				have[e.Key.Text] = true
				m.into.Entries = append(m.into.Entries, Entry{Key: e.Key, Value: e.Value, Merged: true})
			}
		}
	}
}

// kindName says what a node is, in words.
func kindName(n *Node) string {
	switch n.Kind {
	case Map:
		return "a map"
	case Seq:
		return "a list"
	case Null:
		return "empty"
	}
	return "a text"
}
