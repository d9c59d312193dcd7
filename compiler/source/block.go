package source

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// document reads the whole text.
func (r *reader) document() {
	r.directives()
	if r.next() < 0 && r.peek(0) == '-' { // the marker that may open the one document
		r.off += 3
	}
	root := r.value(-1, 0)
	r.finish(root)
	switch root.Kind {
	case Map:
		r.root = root
	case Bad:
	case Null:
		if len(r.found) == 0 || !r.found.HasErrors() {
			r.report("empty-file", first(), "the file holds no spec", "start with `cdc: v1`, or run `cdc init`")
		}
	default:
		r.notMap(root)
	}
	if r.root != nil && r.faults > 0 {
		r.root.Broken = true
	}
}

// directives reports lines such as `%YAML 1.1` before the document. cdc reads YAML 1.2 and nothing else.
func (r *reader) directives() {
	for r.next() == 0 && r.peek(0) == '%' {
		end := r.lineEnd(r.off)
		word, _, _ := strings.Cut(r.text[r.off:end], " ")
		r.report("yaml-directive", r.span(r.off, end), "a spec has no YAML directives, and "+word+" could change how all of it is read",
			"delete the line")
		r.off = end
	}
}

// stray passes what stands behind the value of the whole document, and reports it where that value is a map.
func (r *reader) stray(root *Node, col int) {
	if root.Kind == Map {
		r.badIndent(col, root.Range.Start.Col-1, "keys")
		root.Broken = true
		return
	}
	r.resync(-1, first())
}

// finish looks at what stands behind the document.
func (r *reader) finish(root *Node) {
	for r.faults < maxFaults {
		col := r.next()
		if col >= 0 {
			r.stray(root, col)
			continue
		}
		if r.off >= len(r.text) {
			return
		}
		if r.peek(0) == '-' {
			r.report("two-documents", r.span(r.off, r.off+3), "a spec is one YAML document; this file has two",
				"move the second one into a file of its own; nothing behind this line was read")
			r.off = len(r.text)
			return
		}
		r.off += 3 // the `...` that ends the document
		if col := r.next(); col >= 0 {
			r.report("two-documents", r.span(r.off, r.lineEnd(r.off)), "something follows the end of the document, which `...` marks",
				"delete the line `...`")
			r.off = len(r.text)
		}
	}
}

// props are what may stand before a value: an anchor on a line of its own or on the value's line.
type props struct {
	outer, inner *anchor
}

// value reads what belongs to an entry whose own column is n; after is ':' for a key, '-' for an item, 0 for the whole
// document, whose n is -1.
func (r *reader) value(n int, after byte) *Node {
	start, inline := r.off, after != 0
	r.depth++
	r.deepest = max(r.deepest, r.depth)
	defer func() { r.depth-- }()
	var p props
	head := -1 // column of the first anchor or tag on the line of the value
	for {
		if r.restIsEmpty() {
			col := r.next()
			if !(col > n || after == ':' && col == n && r.atDash()) {
				v := r.node(Null, diag.Range{Start: r.pos(start), End: r.pos(start)})
				return r.close(p.outer, r.close(p.inner, v))
			}
			inline, head = false, -1
			if p.inner != nil {
				p.outer, p.inner = p.inner, nil
			}
		}
		c := r.peek(0)
		if c != '&' && c != '!' {
			break
		}
		if head < 0 {
			head = r.col()
		}
		if c == '!' {
			r.tag()
		} else if a := r.anchor(); a != nil {
			if p.inner != nil {
				r.twoAnchors(a)
				r.close(p.inner, r.bad(a.at))
			}
			p.inner = a
		}
	}
	if r.depth > maxDepth {
		return r.tooDeep(n)
	}
	col := r.col()
	if head >= 0 {
		col = head // `- &a key: v`: the map begins at its anchor
	}
	v := r.content(n, col, inline && after == ':', p.inner)
	if p.inner != nil && p.inner.node == nil { // it is not the anchor of a key
		if p.outer != nil {
			r.twoAnchors(p.inner)
		}
		r.close(p.inner, v)
	}
	return r.close(p.outer, v)
}

// content reads the value at off, which belongs to an entry of column n and stands in column col itself. An anchor that
// stands before a key on its line is the key's.
func (r *reader) content(n, col int, inline bool, a *anchor) *Node {
	switch c := r.peek(0); {
	case r.atDash() && inline:
		return r.inlineList(n)
	case r.atDash():
		return r.sequence(n, col)
	case c == '|' || c == '>':
		return r.blockScalar(n)
	case c == '?' && r.blankAt(r.off+1):
		return r.complexKey(n)
	}
	from, line := r.off, r.ls
	v := r.atom(n)
	if v == nil {
		return r.resync(n, r.span(from, from+1))
	}
	if !r.isColon() || line != r.ls {
		return r.afterValue(n, from, v)
	}
	if inline {
		return r.secondColon(n, from)
	}
	if !r.isText(v) {
		return r.notText(n, from, v)
	}
	return r.mapping(col, r.close(a, v))
}

// isColon skips blanks and reports whether a colon that ends a key stands there.
func (r *reader) isColon() bool {
	i := r.off
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t') {
		i++
	}
	if i < len(r.text) && r.text[i] == ':' && r.blankAt(i+1) {
		r.off = i
		return true
	}
	return false
}

// isText reports whether a node can be a key.
func (r *reader) isText(n *Node) bool {
	return n.Kind == Scalar || n.Kind == Null && n.Text != ""
}

// atDash reports whether an item of a list begins at off.
func (r *reader) atDash() bool { return r.peek(0) == '-' && r.blankAt(r.off+1) }

// sequence reads the list whose first dash stands at off, in column col.
// n is the column of the entry it belongs to; a list may stand in the very column of its key.
func (r *reader) sequence(n, col int) *Node {
	v := r.node(Seq, r.span(r.off, r.off))
	base := len(r.items)
	r.path = append(r.path, pathElem{})
	r.layout.begin(v, col, true, false)
	defer r.layout.end()
	for i := 0; ; i++ {
		r.path[len(r.path)-1].index = i
		r.layout.part(nil, r.off, r.off)
		r.off++
		r.items = append(r.items, r.value(col, '-'))
		r.layout.done(r, r.items[len(r.items)-1])
		if !r.nextItem(v, n, col) {
			break
		}
	}
	r.path = r.path[:len(r.path)-1]
	v.Items = append([]*Node(nil), r.items[base:]...)
	r.items = r.items[:base]
	v.Range.End = r.end
	return v
}

// nextItem goes to the next dash in column col and reports whether there is one.
func (r *reader) nextItem(v *Node, n, col int) bool {
	item := r.path[len(r.path)-1]
	r.path = r.path[:len(r.path)-1]
	defer func() { r.path = append(r.path, item) }()
	for !r.tooMany() && r.faults < maxFaults {
		at := r.next()
		if at < col {
			r.below = level{col, "list items", v}
			return false
		}
		if at == col && r.atDash() {
			return true
		}
		if at == col && n == col {
			return false // the next key of a map whose list is not indented
		}
		if at == col {
			r.keyAmongItems(col, v)
		} else {
			r.badIndent(at, col, "list items")
		}
		v.Broken = true
	}
	return false
}

// mapping reads the map whose first key was read; the colon stands at off, the first key in column col.
func (r *reader) mapping(col int, key *Node) *Node {
	n := r.node(Map, diag.Range{Start: key.Range.Start})
	if key.Range.Start.Line != r.pos(r.off).Line { // an alias as a key
		n.Range.Start = r.pos(r.ls + col)
	}
	base := len(r.entries)
	seen := keys{}
	r.layout.begin(n, col, false, false)
	defer r.layout.end()
	for key != nil {
		r.layout.part(key, r.ls+col, r.off)
		r.off++
		r.path = append(r.path, pathElem{key: key.Text})
		v := r.value(col, ':')
		r.layout.done(r, v)
		r.path = r.path[:len(r.path)-1]
		r.entry(n, base, &seen, key, v)
		key = r.nextKey(n, col)
	}
	n.Entries = append([]Entry(nil), r.entries[base:]...)
	r.entries = r.entries[:base]
	n.Range.End = r.end
	return n
}

// entry adds an entry to the map being read, whose entries stand from base.
func (r *reader) entry(n *Node, base int, seen *keys, key, v *Node) {
	if key.Style == Plain && key.Text == "<<" {
		r.deferMerge(n, key, v)
		if seen.merge != nil {
			r.duplicate(key, seen.merge)
		}
		seen.merge = key
		return
	}
	if other := seen.find(r.entries[base:], key.Text); other != nil {
		r.duplicate(key, other)
		return
	}
	r.entries = append(r.entries, Entry{Key: key, Value: v})
	seen.add(r.entries[base:])
}

// nextKey goes to the next key in column col and reads it up to its colon; nil when the map ends.
func (r *reader) nextKey(n *Node, col int) *Node {
	for !r.tooMany() && r.faults < maxFaults {
		at := r.next()
		if at < col {
			r.below = level{col, "keys", n}
			return nil
		}
		if at > col {
			n.Broken = true
			r.badIndent(at, col, "keys")
			continue
		}
		if k := r.key(col); k != nil {
			return k
		}
		n.Broken = true
	}
	return nil
}

// key reads a key of a map in column col, up to its colon; nil after a finding.
func (r *reader) key(col int) *Node {
	var a *anchor
	for c := r.peek(0); c == '&' || c == '!'; c = r.peek(0) {
		if c == '!' {
			r.tag()
		} else if b := r.anchor(); b != nil {
			a = b
		}
		r.blanks()
	}
	from := r.off
	k := r.bareKey(col)
	if k == nil {
		r.close(a, r.bad(r.span(from, from)))
		return nil
	}
	return r.close(a, k)
}

// bareKey reads a key behind its anchor.
func (r *reader) bareKey(col int) *Node {
	switch {
	case r.atDash():
		r.itemAmongKeys(col)
		return nil
	case r.peek(0) == '?' && r.blankAt(r.off+1):
		r.complexKey(col)
		if r.next() == col && r.peek(0) == ':' && r.blankAt(r.off+1) { // its value
			r.resync(col, first())
		}
		return nil
	}
	from, line := r.off, r.ls
	r.inKey = true
	v := r.atom(col)
	r.inKey = false
	switch {
	case v == nil:
		r.resync(col, r.span(from, from+1))
	case line != r.ls || !r.isColon():
		r.missingColon(col, from, v)
	case !r.isText(v):
		r.notText(col, from, v)
	default:
		return v
	}
	return nil
}

// atom reads a scalar, an alias or a flow collection inside block style; the entry it belongs to stands in column n. It
// returns nil after a finding that leaves nothing to use.
func (r *reader) atom(n int) *Node {
	switch c := r.peek(0); c {
	case '"':
		return r.double(n)
	case '\'':
		return r.single(n)
	case '*':
		return r.alias()
	case '[', '{':
		return r.flowTop(n)
	case '@', '`', '%', ',', ']', '}', '|', '>', '&', '!':
		return r.cannotStart(c)
	case ':':
		if r.blankAt(r.off + 1) {
			return r.emptyKey()
		}
	}
	return r.plain(n)
}

// afterValue holds that the line ends behind a value that began at from.
func (r *reader) afterValue(n, from int, v *Node) *Node {
	if r.restIsEmpty() {
		return v
	}
	return r.trailing(n, from, v)
}
