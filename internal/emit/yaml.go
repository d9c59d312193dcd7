package emit

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// YAML writes the value as one document behind the comment lines of head, which are given without "# ". An empty line
// of head is an empty comment. Lines are never folded.
func YAML(head []string, v Value) []byte { return (&Printer{}).YAML(head, v) }

// Printer writes many documents, one after another: what it learnt to need for one it uses again for the next.
type Printer struct{ scratch []byte }

// YAML is what the function YAML is. The bytes are the caller's.
func (p *Printer) YAML(head []string, v Value) []byte {
	w := writer{buf: p.scratch[:0]}
	w.comments(head, 0)
	w.block(v, 0, atStart)
	p.scratch = w.buf
	return bytes.Clone(w.buf)
}

// place is where a block value starts.
type place int

const (
	atStart  place = iota // at the start of the document
	afterKey              // behind "key:" or a tag in its place
	inItem                // behind "- "
)

type writer struct {
	buf []byte
	// flat is set under a long key, where goccy misreads literal blocks.
	flat bool
	// anchors are the names that were written.
	anchors []string
}

func (w *writer) text(s string) {
	if len(s) > cap(w.buf)-len(w.buf) {
		w.grow(len(s))
	}
	w.buf = append(w.buf, s...)
}

// grow doubles the buffer. append would add a quarter only, and copy a large file a dozen times.
func (w *writer) grow(n int) { w.buf = slices.Grow(w.buf, len(w.buf)+n) }

const blanks = "                                                                "

func (w *writer) indent(n int) {
	for n > len(blanks) {
		w.text(blanks)
		n -= len(blanks)
	}
	w.text(blanks[:n])
}

// block writes a value and the end of its line. Its lines are indented by n.
func (w *writer) block(v Value, n int, at place) {
	switch v := v.(type) {
	case Map:
		if len(v) > 0 {
			w.entries(v, n, at)
			return
		}
	case Seq:
		if len(v) > 0 {
			w.items(v, n, at)
			return
		}
	case Tag:
		w.tagged(v, n, at)
		return
	case Shared:
		w.shared(v, n, at)
		return
	case Str:
		w.scalar(string(v), n, at)
		return
	}
	w.gap(at)
	w.flow(v)
	w.text("\n")
}

// gap writes the blank between a key and a value on the same line.
func (w *writer) gap(at place) {
	if at == afterKey {
		w.text(" ")
	}
}

func (w *writer) entries(m Map, n int, at place) {
	if at == afterKey {
		w.text("\n")
	}
	for i := range m {
		e := &m[i]
		if i > 0 || at == afterKey {
			w.lead(e, n, at == afterKey && i == 0)
		} else if at == atStart {
			w.lead(e, n, len(w.buf) == 0)
		}
		if i > 0 || at != inItem {
			w.indent(n)
		}
		w.entry(e, n)
	}
}

// lead writes the empty line and the comments above an entry.
func (w *writer) lead(e *Entry, n int, first bool) {
	if e.Blank && !first {
		w.text("\n")
	}
	w.comments(e.Head, n)
}

func (w *writer) entry(e *Entry, n int) {
	flat := w.flat
	if w.key(e, false) {
		w.flat = true
		w.text("\n")
		w.indent(n)
	}
	w.text(":")
	from := len(w.buf)
	w.block(e.Value, n+2, afterKey)
	w.flat = flat
	if e.Line != "" {
		w.lineComment(from, e.Line)
	}
}

// lineComment puts the comment behind the first line of what stands at from.
func (w *writer) lineComment(from int, comment string) {
	end := from
	for w.buf[end] != '\n' {
		end++
	}
	rest := string(w.buf[end:])
	w.buf = append(w.buf[:end], ' ')
	w.comment(comment)
	w.text(rest)
}

// longKey is where a key stops being a simple key. Readers of YAML 1.1 look for the colon in 1024 characters at most.
const longKey = 1000

// key writes the key without its colon, and reports whether it is a long one, behind "? ".
func (w *writer) key(e *Entry, inFlow bool) (long bool) {
	w.mergeGuard(e)
	from := len(w.buf)
	if seen := scan(e.Key); plainKey(e.Key, seen, inFlow) {
		w.text(e.Key)
	} else {
		w.buf = appendQuoted(w.buf, e.Key, seen)
	}
	if len(w.buf)-from <= longKey {
		return false
	}
	w.buf = slices.Insert(w.buf, from, '?', ' ')
	return true
}

// plainKey is plain for keys: goccy takes the end of k<<: for a merge key, and splits {a:b: c} at the first colon.
func plainKey(s string, seen traits, inFlow bool) bool {
	return plain(s, seen, inFlow) && !strings.HasSuffix(s, "<<") && !(inFlow && seen&colon != 0)
}

// mergeGuard tags the key "<<" as a text where its value is a map or a sequence: Psych merges these into the parent
// though the key is quoted. (goccy refuses the tag before other values.)
func (w *writer) mergeGuard(e *Entry) {
	if e.Key != "<<" {
		return
	}
	v := e.Value
	if f, ok := v.(Flow); ok {
		v = f.Value
	}
	switch v.(type) {
	case Map, Seq:
		w.text("!!str ")
	}
}

func (w *writer) items(s Seq, n int, at place) {
	if at == afterKey {
		w.text("\n")
	}
	for i, v := range s {
		if i > 0 || at != inItem {
			if e := firstEntry(v); e != nil {
				w.lead(e, n, i == 0)
			}
			w.indent(n)
		}
		w.text("- ")
		from := len(w.buf)
		note, noted := v.(Noted)
		if noted {
			v = note.Value
		}
		w.block(v, n+2, inItem)
		if noted && note.Line != "" {
			w.lineComment(from, note.Line)
		}
	}
}

// firstEntry returns the entry that stands behind the "- " of an item: what leads it stands above the item.
func firstEntry(v Value) *Entry {
	switch v := v.(type) {
	case Map:
		if len(v) > 0 {
			return &v[0]
		}
	case Seq:
		if len(v) > 0 {
			return firstEntry(v[0])
		}
	}
	return nil
}

func (w *writer) tagged(t Tag, n int, at place) {
	w.gap(at)
	w.text(t.Name)
	w.block(t.Value, n, afterKey)
}

// shared writes an anchor and the value, or the alias of an anchor that stands above.
func (w *writer) shared(s Shared, n int, at place) {
	w.gap(at)
	if slices.Contains(w.anchors, s.Name) {
		w.text("*" + s.Name + "\n")
		return
	}
	w.anchors = append(w.anchors, s.Name)
	w.text("&" + s.Name)
	w.block(s.Value, n, afterKey)
}

func (w *writer) scalar(s string, n int, at place) {
	seen := scan(s)
	w.gap(at)
	switch {
	case seen&newline == 0 && plain(s, seen, false):
		w.text(s)
	case !w.flat && at != atStart && lines(seen) && literal(s, seen):
		w.literal(s, n)
		return
	default:
		w.buf = appendQuoted(w.buf, s, seen)
	}
	w.text("\n")
}

// lines reports whether the text reads best as a block: it has several lines, or needs escapes in quotes of either kind.
func lines(seen traits) bool {
	return seen&newline != 0 || seen&single != 0 && seen&(double|backslash) != 0
}

// literal writes the lines of s as they are, indented by n. A reader finds the indentation by the first line, so it is
// told when that line starts with a blank or is empty.
func (w *writer) literal(s string, n int) {
	w.text("|")
	if s[0] == ' ' || s[0] == '\t' || s[0] == '\n' {
		w.text("2")
	}
	if s[len(s)-1] != '\n' {
		w.text("-")
	}
	w.text("\n")
	for line := range strings.Lines(s) {
		if line != "\n" {
			w.indent(n)
		}
		w.text(line)
	}
	if s[len(s)-1] != '\n' {
		w.text("\n")
	}
}

// flow writes a value on one line.
func (w *writer) flow(v Value) {
	switch v := v.(type) {
	case Flow:
		w.flow(v.Value)
	case Noted:
		w.flow(v.Value)
	case Shared: // an anchor inside of a line helps nobody
		w.flow(v.Value)
	case Str:
		seen := scan(string(v))
		if plain(string(v), seen, true) {
			w.text(string(v))
		} else {
			w.buf = appendQuoted(w.buf, string(v), seen)
		}
	case Tag:
		w.text(v.Name + " ")
		w.flow(v.Value)
	case Seq:
		w.text("[")
		for i, item := range v {
			w.comma(i)
			w.flow(item)
		}
		w.text("]")
	case Map:
		w.text("{")
		for i := range v {
			w.comma(i)
			if w.key(&v[i], true) {
				w.text(" ")
			}
			w.text(": ")
			w.flow(v[i].Value)
		}
		w.text("}")
	default:
		w.buf = appendAtom(w.buf, v)
	}
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.text(", ")
	}
}

// appendAtom writes what is the same in YAML and JSON.
func appendAtom(b []byte, v Value) []byte {
	switch v := v.(type) {
	case Raw:
		return append(b, v...)
	case Int:
		return strconv.AppendInt(b, int64(v), 10)
	case Bool:
		return strconv.AppendBool(b, bool(v))
	}
	return append(b, "null"...)
}

// comments writes lines of comment. A line feed in a text starts another comment line, so nothing gets out of a comment.
func (w *writer) comments(lines []string, n int) {
	for _, text := range lines {
		for line := range strings.SplitSeq(text, "\n") {
			w.indent(n)
			w.comment(line)
			w.text("\n")
		}
	}
}

// comment writes a comment; characters that a reader might take for a line end become blanks.
func (w *writer) comment(s string) {
	w.text("#")
	s = strings.TrimRight(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s), " ")
	if s != "" {
		w.text(" ")
		w.text(s)
	}
}
