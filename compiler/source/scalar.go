package source

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// plain reads an unquoted scalar in block style. A first line that ends in a colon is a key and the colon is left; else
// the scalar goes on over all lines that are indented by more than n (YAML 1.2.2, 7.3.3).
func (r *reader) plain(n int) *Node {
	from := r.off
	end := r.plainLine()
	if end < len(r.text) && r.text[end] == ':' || !r.continues(n) {
		return r.scalar(Plain, r.text[from:r.off], r.span(from, r.off), nil)
	}
	return r.plainLines(n, from)
}

// plainLine reads one line of a plain scalar: off goes behind its last character that is no blank, and the offset of
// what stopped it is returned: a colon, the blank before a comment, or the line end.
func (r *reader) plainLine() int {
	t, i := r.text, r.off
	last := i
	for ; i < len(t); i++ {
		c := t[i]
		if c == '\n' || c == ':' && r.blankAt(i+1) || c == '#' && i > r.off && (t[i-1] == ' ' || t[i-1] == '\t') {
			break
		}
		if c != ' ' && c != '\t' {
			if last < i && last > r.off && strings.IndexByte(t[last:i], '\t') >= 0 {
				r.tabInText(last, i)
			}
			last = i + 1
		}
	}
	r.off = last
	return i
}

// continues reports whether the next line that is not empty continues a plain scalar of an entry in column n.
func (r *reader) continues(n int) bool {
	i := r.off
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t') {
		i++
	}
	if i >= len(r.text) || r.text[i] != '\n' {
		return false
	}
	for i < len(r.text) {
		ls := i + 1
		for i = ls; i < len(r.text) && r.text[i] == ' '; i++ {
		}
		if i >= len(r.text) || r.text[i] == '#' || r.text[i] == '\t' && !r.blankLine(i) {
			return false
		}
		if r.blankLine(i) {
			i = r.lineEnd(i)
			continue
		}
		return i-ls > n && !(i == ls && r.markerAt(i))
	}
	return false
}

// blankLine reports whether only blanks stand from an offset to the end of its line.
func (r *reader) blankLine(i int) bool {
	for ; i < len(r.text) && r.text[i] != '\n'; i++ {
		if r.text[i] != ' ' && r.text[i] != '\t' {
			return false
		}
	}
	return true
}

// fold passes a line break inside a scalar and the empty lines behind it: one break is a blank, each further one a line
// end. It returns what the breaks stand for.
func (r *reader) fold() string {
	breaks := 0
	for r.off < len(r.text) {
		r.blanks()
		if r.peek(0) != '\n' {
			break
		}
		r.newline()
		breaks++
	}
	if breaks == 1 {
		return " "
	}
	return strings.Repeat("\n", max(breaks-1, 0))
}

// plainLines goes on with a plain scalar whose first line was read.
func (r *reader) plainLines(n, from int) *Node {
	text := []byte(r.text[from:r.off])
	segs := []segment{{0, r.pos(from)}}
	end := r.off
	for r.continues(n) {
		if r.text[r.off-1] == '\\' && r.inCommand() {
			r.backslashInText(r.off - 1)
		}
		text = append(text, r.fold()...)
		segs = append(segs, segment{len(text), r.pos(r.off)})
		at := r.off
		if r.atDash() {
			r.dashInText(from, at)
		}
		stop := r.plainLine()
		if stop < len(r.text) && r.text[stop] == ':' {
			r.keyInText(from, at, r.off)
			return nil
		}
		text = append(text, r.text[at:r.off]...)
		end = r.off
	}
	r.off = end
	v := r.scalar(Plain, string(text), r.span(from, end), segs)
	if strings.IndexByte(v.Text, '\t') >= 0 { // a finding of its own
		return v
	}
	return r.odd(v, from, n)
}

// quickQuoted reads a quoted scalar that stands on one line and whose text is as typed; ok is false for any other.
func (r *reader) quickQuoted(style Style, quote byte) (*Node, bool) {
	from := r.off
	for i := from + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == quote:
			if style == Single && i+1 < len(r.text) && r.text[i+1] == quote {
				return nil, false
			}
			r.off = i + 1
			return r.scalar(style, r.text[from+1:i], r.span(from, r.off), nil), true
		case c == '\n' || c == '\\' && style == Double:
			return nil, false
		}
	}
	return nil, false
}

// quoted reads a quoted scalar. The lines behind the first must be indented by more than n: that is YAML's rule, and it
// finds a forgotten quote on its own line. It returns nil after that finding.
func (r *reader) quoted(style Style, quote byte, n int) *Node {
	if v, ok := r.quickQuoted(style, quote); ok {
		return v
	}
	from, ls, tabs := r.off, r.ls, r.tabs
	r.off++
	q := quotedText{segs: []segment{{0, r.pos(r.off)}}}
	for r.off < len(r.text) {
		switch c := r.text[r.off]; {
		case c == quote && style == Single && r.peek(1) == quote:
			q.text = append(q.text, quote)
			r.off += 2
			q.mark(r)
		case c == quote:
			r.off++
			v := r.scalar(style, string(q.text), r.span(from, r.off), q.segs)
			if q.faulty {
				return v
			}
			return r.odd(v, from, n)
		case c == '\n':
			q.trim()
			q.text = append(q.text, r.fold()...)
			r.checkTabs()
			if r.lineIsOutside(n) {
				r.unclosedQuote(from, ls, tabs, n)
				return nil
			}
			q.mark(r)
		case c == '\\' && style == Double:
			r.escape(&q, n)
		default:
			q.text = append(q.text, c)
			r.off++
		}
	}
	r.unclosedQuote(from, ls, tabs, n)
	return nil
}

// lineIsOutside reports whether the line that off is in, at its first character, ends what belongs to an entry of
// column n.
func (r *reader) lineIsOutside(n int) bool {
	return r.off >= len(r.text) || r.off-r.ls <= n || r.off == r.ls && r.marker()
}

// quotedText is a quoted scalar being read.
type quotedText struct {
	text  []byte
	segs  []segment
	fixed int // text before this is kept when blanks before a line break go
	// faulty says that it has an escape that was reported.
	faulty bool
}

// mark begins a segment at off, and keeps the text so far.
func (q *quotedText) mark(r *reader) {
	q.segs = append(q.segs, segment{len(q.text), r.pos(r.off)})
	q.fixed = len(q.text)
}

// trim removes the blanks before a line break, which are no part of the text.
func (q *quotedText) trim() {
	for len(q.text) > q.fixed && (q.text[len(q.text)-1] == ' ' || q.text[len(q.text)-1] == '\t') {
		q.text = q.text[:len(q.text)-1]
	}
}

func (r *reader) single(n int) *Node { return r.quoted(Single, '\'', n) }
func (r *reader) double(n int) *Node { return r.quoted(Double, '"', n) }

// blockScalar reads `|` or `>` with its lines; the entry it belongs to stands in column n (YAML 1.2.2, 8.1).
func (r *reader) blockScalar(n int) *Node {
	from := r.off
	folded := r.text[r.off] == '>'
	r.off++
	chomp, indent := byte(0), 0
	for {
		c := r.peek(0)
		if (c == '+' || c == '-') && chomp == 0 {
			chomp = c
		} else if c >= '1' && c <= '9' && indent == 0 {
			indent = max(n, 0) + int(c-'0')
		} else {
			break
		}
		r.off++
	}
	if !r.blankAt(r.off) || !r.restIsEmpty() {
		return r.blockHeader(from)
	}
	headEnd := r.off
	explicit := indent > 0
	plain := !folded && !explicit && chomp != '+'
	if indent == 0 {
		var deeper int
		if indent, deeper = r.blockIndent(n); deeper > indent && indent > 0 {
			r.deepEmptyLine(from, indent, deeper)
		}
	}
	b := block{indent: indent, folded: folded, head: headEnd}
	for r.off < len(r.text) && r.blockLine(&b) {
	}
	r.layout.text(r, &b, from, headEnd, explicit, chomp == '+')
	v := r.blockNode(b, from, headEnd, chomp)
	if plain || b.end == 0 {
		return v
	}
	off := r.off
	if chomp != '+' {
		r.off = b.end // goccy stumbles over empty lines behind an indentation indicator, and they mean nothing
	}
	v, r.off = r.odd(v, from, n), off
	return v
}

// blockIndent finds the indentation of a block scalar: that of its first line that is not empty. It is more than n; 0
// when the scalar has no such line. deeper is that of the deepest empty line before it.
func (r *reader) blockIndent(n int) (indent, deeper int) {
	i := r.off
	for i < len(r.text) {
		ls := i + 1
		for i = ls; i < len(r.text) && r.text[i] == ' '; i++ {
		}
		if i < len(r.text) && r.text[i] == '\n' {
			deeper = max(deeper, i-ls)
			continue
		}
		if i < len(r.text) && i-ls > n && !(i == ls && r.markerAt(i)) {
			return i - ls, deeper
		}
		break
	}
	return 0, deeper
}

// block is a block scalar being read.
type block struct {
	indent, breaks int
	folded, more   bool // more: the last line began with a blank, so that its line ends are kept
	text           []byte
	segs           []segment
	head           int // offset of the line end before the first line
	start, end     int // offsets of the content; 0 when there is none
}

// blockLine reads the next line; off stands at the line end before it. It reports whether the line belongs to the
// scalar.
func (r *reader) blockLine(b *block) bool {
	ls := r.off + 1
	i := ls
	for i < len(r.text) && r.text[i] == ' ' && (b.indent == 0 || i-ls < b.indent) {
		i++
	}
	if i < len(r.text) && r.text[i] == '\t' && (b.indent == 0 || i-ls < b.indent) && r.blankLine(i) {
		i = r.lineEnd(i) // an empty line for everybody's eyes
	}
	if i >= len(r.text) { // the end of the text, perhaps behind blanks
		r.newline()
		r.off = len(r.text)
		return false
	}
	if r.text[i] == '\n' {
		r.newline()
		r.off = i
		b.breaks++
		return true
	}
	if b.indent == 0 || i-ls < b.indent || i == ls && r.markerAt(i) {
		return false
	}
	r.newline()
	r.off = r.lineEnd(i)
	b.add(r, i)
	return true
}

// add appends the line text[i:off].
func (b *block) add(r *reader, i int) {
	more := r.text[i] == ' ' || r.text[i] == '\t'
	switch {
	case b.end == 0:
		b.start = i
		if b.breaks > 0 { // the lines before the first are all kept
			b.segs = append(b.segs, segment{0, r.pos(b.head)})
			b.text = append(b.text, strings.Repeat("\n", b.breaks)...)
		}
	case b.folded && !more && !b.more && b.breaks == 0:
		b.text = append(b.text, ' ')
	case b.folded && !more && !b.more:
		b.text = append(b.text, strings.Repeat("\n", b.breaks)...)
	default:
		b.text = append(b.text, strings.Repeat("\n", b.breaks+1)...)
	}
	b.segs = append(b.segs, segment{len(b.text), r.pos(i)})
	b.text = append(b.text, r.text[i:r.off]...)
	b.breaks, b.more, b.end = 0, more, r.off
}

// blockNode makes the node of a block scalar whose lines were read.
func (r *reader) blockNode(b block, from, headEnd int, chomp byte) *Node {
	style := Literal
	if b.folded {
		style = Folded
	}
	if b.end == 0 { // no content: only `+` keeps the empty lines
		text := ""
		if chomp == '+' {
			text = strings.Repeat("\n", b.breaks)
		}
		at := diag.Range{Start: r.pos(from), End: r.pos(headEnd)}
		return r.scalar(style, text, at, []segment{{0, at.End}})
	}
	ended := 1 // the line end behind the last line; the text may lack it
	if b.end == len(r.text) {
		ended = 0
	}
	switch chomp {
	case 0:
		b.text = append(b.text, strings.Repeat("\n", min(b.breaks+ended, 1))...)
	case '+':
		b.text = append(b.text, strings.Repeat("\n", b.breaks+ended)...)
	}
	return r.scalar(style, string(b.text), r.span(b.start, b.end), b.segs)
}
