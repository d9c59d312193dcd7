package source

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// flowTop reads a flow collection; the block entry it belongs to stands in column n. It returns nil after a finding,
// with off at the opening bracket.
func (r *reader) flowTop(n int) *Node {
	from, ls, tabs := r.off, r.ls, r.tabs
	items, entries, path, depth, open := len(r.items), len(r.entries), len(r.path), r.depth, len(r.open)
	r.outside = 0
	v := r.flow(n)
	r.brackets = r.brackets[:0]
	if v != nil {
		return v
	}
	r.items, r.entries, r.path, r.depth = r.items[:items], r.entries[:entries], r.path[:path], depth
	for len(r.open) > open {
		r.close(r.open[len(r.open)-1], r.bad(r.span(from, from+1)))
	}
	r.off, r.ls, r.tabs = from, ls, tabs
	return nil
}

// flow reads one value in flow style.
func (r *reader) flow(n int) *Node {
	var a *anchor
	for {
		c := r.peek(0)
		if c == '!' {
			r.tag()
		} else if c != '&' {
			break
		} else if b := r.anchor(); b != nil {
			a = b
		}
		if !r.flowSkip(n) {
			return r.close(a, r.unclosed())
		}
	}
	switch c := r.peek(0); c {
	case '[':
		return r.close(a, r.flowSeq(n))
	case '{':
		return r.close(a, r.flowMap(n))
	case '"':
		return r.close(a, r.double(n))
	case '\'':
		return r.close(a, r.single(n))
	case '*':
		return r.close(a, r.alias())
	case ',', ']', '}':
		at := r.pos(r.off)
		v := r.node(Null, diag.Range{Start: at, End: at})
		return r.close(a, v)
	}
	return r.close(a, r.flowPlain(n))
}

// flowSkip skips blanks, line ends and comments inside a flow collection. It reports false where the collection must
// have ended: at the end of the text, and at a line that is not indented by more than n.
func (r *reader) flowSkip(n int) bool {
	for {
		if !r.restIsEmpty() {
			return r.outside == 0 || r.outside != r.ls
		}
		if r.off >= len(r.text) {
			return false
		}
		r.newline()
		if r.restIsEmpty() {
			continue
		}
		r.checkTabs()
		c := r.peek(0)
		if closing := c == ']' || c == '}'; r.col() <= n && !(closing && r.col() == n) || r.off == r.ls && r.marker() {
			r.outside = r.ls
			return false
		}
	}
}

// flowColon reports whether a colon that ends the key v stands at off.
func (r *reader) flowColon(v *Node) bool {
	if r.peek(0) != ':' {
		return false
	}
	if r.blankAt(r.off + 1) {
		return true
	}
	if isFlowIndicator(r.peek(1)) {
		if v.Style == Plain {
			r.tightColon(v)
		}
		return true
	}
	return v.Kind == Scalar && v.Style != Plain // as in JSON: {"a":1}
}

func isFlowIndicator(c byte) bool {
	return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'
}

// flowSeq reads a list in brackets.
func (r *reader) flowSeq(n int) *Node {
	open := r.off
	v := r.node(Seq, r.span(open, open+1))
	if !r.flowOpen(open) {
		return nil
	}
	base := len(r.items)
	r.path = append(r.path, pathElem{})
	r.layout.begin(v, 0, true, true)
	defer r.layout.end()
	for i := 0; ; i++ {
		r.path[len(r.path)-1].index = i
		if r.tooMany() {
			return nil
		}
		if !r.flowSkip(n) {
			return r.unclosed()
		}
		if r.peek(0) == ']' {
			break
		}
		r.layout.part(nil, r.off, -1)
		item := r.flowItem(n)
		if item == nil {
			return nil
		}
		r.layout.done(r, item)
		r.items = append(r.items, item)
		if done, ok := r.flowNext(n, ']'); !ok {
			return nil
		} else if done {
			break
		}
	}
	r.path = r.path[:len(r.path)-1]
	r.flowClose()
	v.Items = append([]*Node(nil), r.items[base:]...)
	r.items = r.items[:base]
	v.Range.End = r.pos(r.off)
	r.end = v.Range.End
	return v
}

// flowOpen goes into a flow collection.
func (r *reader) flowOpen(open int) bool {
	r.off++
	r.brackets = append(r.brackets, bracket{open, len(r.path)})
	r.depth++
	r.deepest = max(r.deepest, r.depth)
	if r.depth > maxDepth {
		r.deep(r.span(open, open+1))
		return false
	}
	return true
}

// flowClose passes the closing bracket.
func (r *reader) flowClose() {
	r.off++
	r.brackets = r.brackets[:len(r.brackets)-1]
	r.depth--
}

// flowNext passes the comma behind a value; done is true at the closing bracket.
func (r *reader) flowNext(n int, closing byte) (done, ok bool) {
	if !r.flowSkip(n) {
		r.unclosed()
		return false, false
	}
	switch c := r.peek(0); {
	case c == closing:
		return true, true
	case c == ',':
		r.off++
		return false, true
	}
	r.flowFault(closing)
	return false, false
}

// flowItem reads one item of a list in brackets: a value, or a map of one entry without braces.
func (r *reader) flowItem(n int) *Node {
	if c := r.peek(0); c == ',' || c == '}' {
		r.flowFault(']')
		return nil
	}
	from, ls := r.off, r.ls
	key := r.flow(n)
	if key == nil {
		return nil
	}
	r.blanks()
	if ls != r.ls || !r.flowColon(key) {
		return key
	}
	if !r.isText(key) {
		r.keyFault(r.span(from, r.off))
		return nil
	}
	m := r.node(Map, diag.Range{Start: key.Range.Start})
	value := r.flowValue(n, key)
	if value == nil {
		return nil
	}
	r.entry(m, len(r.entries), &keys{}, key, value)
	if len(r.entries) > 0 && key.Text != "<<" {
		m.Entries = []Entry{{Key: key, Value: value}}
		r.entries = r.entries[:len(r.entries)-1]
	}
	m.Range.End = r.end
	return m
}

// flowValue reads the value behind the colon of a key.
func (r *reader) flowValue(n int, key *Node) *Node {
	r.off++
	at := r.pos(r.off)
	r.path = append(r.path, pathElem{key: key.Text})
	var v *Node
	if !r.flowSkip(n) || isFlowIndicator(r.peek(0)) && r.peek(0) != '[' && r.peek(0) != '{' {
		v = r.node(Null, diag.Range{Start: at, End: at})
	} else {
		v = r.flow(n)
	}
	if v != nil {
		r.path = r.path[:len(r.path)-1]
	}
	return v
}

// flowMap reads a map in braces.
func (r *reader) flowMap(n int) *Node {
	open := r.off
	m := r.node(Map, r.span(open, open+1))
	if !r.flowOpen(open) {
		return nil
	}
	base, seen := len(r.entries), keys{}
	r.layout.begin(m, 0, false, true)
	defer r.layout.end()
	for {
		if r.tooMany() {
			return nil
		}
		if !r.flowSkip(n) {
			return r.unclosed()
		}
		if r.peek(0) == '}' {
			break
		}
		from := r.off
		key := r.flowKey(n)
		if key == nil {
			return nil
		}
		r.layout.part(key, from, -1)
		var v *Node
		if !r.flowSkip(n) {
			return r.unclosed()
		}
		if r.flowColon(key) {
			if v = r.flowValue(n, key); v == nil {
				return nil
			}
		} else {
			v = r.node(Null, diag.Range{Start: key.Range.End, End: key.Range.End})
		}
		r.layout.done(r, v)
		r.entry(m, base, &seen, key, v)
		if done, ok := r.flowNext(n, '}'); !ok {
			return nil
		} else if done {
			break
		}
	}
	r.flowClose()
	m.Entries = append([]Entry(nil), r.entries[base:]...)
	r.entries = r.entries[:base]
	m.Range.End = r.pos(r.off)
	r.end = m.Range.End
	return m
}

// flowKey reads a key of a map in braces.
func (r *reader) flowKey(n int) *Node {
	switch c := r.peek(0); {
	case c == ',' || c == ']':
		r.flowFault('}')
		return nil
	case c == ':' && (r.blankAt(r.off+1) || isFlowIndicator(r.peek(1))):
		r.fault(r.span(r.off, r.off+1), "a colon without a key before it", "write a key before the colon, or quote the text")
		return nil
	}
	from := r.off
	key := r.flow(n)
	if key != nil && !r.isText(key) && key.Kind != Bad {
		r.keyFault(r.span(from, r.off))
		return nil
	}
	return key
}

// flowPlain reads an unquoted scalar inside brackets or braces.
func (r *reader) flowPlain(n int) *Node {
	from := r.off
	c, d := r.peek(0), r.peek(1)
	switch {
	case (c == '-' || c == '?' || c == ':') && (r.blankAt(r.off+1) || isFlowIndicator(d)):
		return r.flowStart(c)
	case strings.IndexByte("@`%|>&!#", c) >= 0:
		r.startFault(c, r.flowTextEnd())
	}
	r.flowPlainLine()
	if !r.flowContinues(n) {
		return r.scalar(Plain, r.text[from:r.off], r.span(from, r.off), nil)
	}
	text, segs, end := []byte(r.text[from:r.off]), []segment{{0, r.pos(from)}}, r.off
	for r.flowContinues(n) {
		text = append(text, r.fold()...)
		segs = append(segs, segment{len(text), r.pos(r.off)})
		at := r.off
		r.flowPlainLine()
		if r.peek(0) == ':' {
			r.missingComma(at, r.off)
			return nil
		}
		text = append(text, r.text[at:r.off]...)
		end = r.off
	}
	r.off = end
	return r.odd(r.scalar(Plain, string(text), r.span(from, end), segs), from, n)
}

// flowPlainLine reads one line of a plain scalar in flow style, up to its last character that is no blank.
func (r *reader) flowPlainLine() {
	t, i := r.text, r.off
	last := i
scan:
	for ; i < len(t); i++ {
		switch c := t[i]; c {
		case ' ', '\t':
			continue
		case '\n', ',', ']', '}':
			break scan
		case ':':
			if r.blankAt(i+1) || i+1 < len(t) && isFlowIndicator(t[i+1]) {
				break scan
			}
		case '#':
			if i > r.off && (t[i-1] == ' ' || t[i-1] == '\t') {
				break scan
			}
		case '[', '{':
			end := r.openReference(i)
			if end < 0 {
				break scan
			}
			r.referenceInFlow(r.off, end)
			i = end - 1
		}
		if last < i && last > r.off && strings.IndexByte(t[last:i], '\t') >= 0 {
			r.tabInText(last, i)
		}
		last = i + 1
	}
	r.off = last
}

// openReference returns the end of the `${{ }}` whose first brace stands at i, or -1.
func (r *reader) openReference(i int) int {
	if i == 0 || r.text[i-1] != '$' || !strings.HasPrefix(r.text[i:], "{{") {
		return -1
	}
	rest := r.text[i:min(len(r.text), i+1000)]
	end := strings.Index(rest, "}}")
	if end < 0 || strings.IndexByte(rest[:end], '\n') >= 0 {
		return -1
	}
	return i + end + 2
}

// flowContinues reports whether a plain scalar goes on in the next line that is not empty.
func (r *reader) flowContinues(n int) bool {
	if !r.continues(n) {
		return false
	}
	i := r.off
	for r.blankAt(i) {
		i++
	}
	return !isFlowIndicator(r.text[i]) && !(r.text[i] == ':' && r.blankAt(i+1)) && !r.flowIndicatorPair(i)
}

// flowIndicatorPair reports a colon directly before a flow indicator.
func (r *reader) flowIndicatorPair(i int) bool {
	return r.text[i] == ':' && i+1 < len(r.text) && isFlowIndicator(r.text[i+1])
}
