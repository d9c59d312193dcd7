package format

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
)

// block is a map or list in block style, with the comments of its lines.
type block struct {
	*source.Block
	up      *entry // it is the value of
	entries []*entry
	compact bool   // begins on the line of a dash
	header  []note // above the first entry, with an empty line between
	foot    []note // below the last
}

// entry is an entry of a map or an item of a list, with the lines that belong to it.
type entry struct {
	*source.Part
	in          *block
	first, last int // its own lines, without those of a block below it
	below       *block
	head, foot  []note
	blank       bool // an empty line stands above it and its head
	loose       bool // and one between the two
}

// note is a comment on a line of its own.
type note struct {
	text  string
	col   int
	blank bool // an empty line stands above it
}

// build makes the blocks of a layout.
func (f *formatter) build(b *source.Block) *block {
	out := &block{Block: b}
	for i := range b.Parts {
		p := &b.Parts[i]
		e := &entry{Part: p, in: out, first: f.lineOf(p.From), last: p.Last}
		if p.Block != nil && !p.Block.Flow {
			e.below = f.build(p.Block)
			e.below.up = e
			at := f.lineOf(p.Block.Parts[0].From)
			e.below.compact = at == e.first
			e.last = f.ownLast(e.first, at)
		}
		out.entries = append(out.entries, e)
	}
	return out
}

// ownLast is the last line of an entry before the block below it: its key's, or that of an anchor that stands alone.
func (f *formatter) ownLast(first, below int) int {
	for i := below - 1; i > first; i-- {
		if !f.trivial(i) {
			return i
		}
	}
	return first
}

// trivial reports whether a line is empty or nothing but a comment.
func (f *formatter) trivial(i int) bool {
	l := strings.TrimLeft(f.line(i), " \t")
	return l == "" || l[0] == '#'
}

// comments gives every comment line to the entry or block that it belongs to.
func (f *formatter) comments() {
	first := f.root.entries[0]
	f.top(first)
	last := f.between(f.root, nil)
	end := f.contentEnd(last.last + 1)
	notes, _ := f.read(last.last+1, end)
	f.close(last, nil, notes)
	for i := end; i < len(f.starts); i++ {
		if l := strings.TrimRight(f.line(i), " \t"); l != "" {
			f.after = append(f.after, l)
		}
	}
}

// contentEnd is the line behind the last one of the document: the end of the text, or a line `...`.
func (f *formatter) contentEnd(from int) int {
	for i := from; i < len(f.starts); i++ {
		if strings.HasPrefix(f.line(i), "...") {
			return i
		}
	}
	return len(f.starts)
}

// top reads what stands above the first entry: the editor's line, comments, a `---`.
func (f *formatter) top(first *entry) {
	from, editor := 0, false
	for i := 0; i < first.first; i++ {
		if strings.HasPrefix(f.line(i), "---") {
			f.before, _ = f.read(0, i)
			f.before = f.takeEditor(f.before, &editor)
			f.marker, from = strings.TrimRight(f.line(i), " \t"), i+1
			break
		}
	}
	notes, blank := f.read(from, first.first)
	notes = f.takeEditor(notes, &editor)
	f.begin(first, notes, blank && (len(notes) > 0 || editor))
	if len(f.before) > 0 && !editor {
		f.before[0].blank = false
	}
	if h := f.root.header; len(h) > 0 && (!editor || f.marker != "") {
		h[0].blank = false
	}
	if len(first.head) > 0 && len(f.root.header) == 0 && (!editor || f.marker != "") {
		first.head[0].blank = false
	}
}

// takeEditor takes the editor's line out of the comments.
func (f *formatter) takeEditor(notes []note, taken *bool) []note {
	for i, n := range notes {
		if !*taken && isEditorLine(n.text) {
			f.editor, *taken = n.text, true
			rest := append([]note{}, notes[:i]...)
			rest = append(rest, notes[i+1:]...)
			if i > 0 && i < len(rest) {
				rest[i].blank = rest[i].blank || n.blank
			}
			if i > 0 {
				rest[0].blank = false
			}
			return rest
		}
	}
	return notes
}

// between reads the comments between the entries of a block, and returns the last entry of the text so far.
func (f *formatter) between(b *block, before *entry) *entry {
	for _, e := range b.entries {
		if before != nil && !(e.first == before.first) {
			notes, blank := f.read(before.last+1, e.first)
			if before.below == b {
				f.begin(e, notes, blank)
			} else {
				f.next(before, e, notes, blank)
			}
		}
		before = e
		if e.below != nil {
			before = f.between(e.below, e)
		}
	}
	return before
}

// read reads the comments of lines from up to end; blank reports whether an empty line follows the last, or is there at all.
func (f *formatter) read(from, end int) (notes []note, blank bool) {
	for i := from; i < end; i++ {
		l := f.line(i)
		t := strings.TrimSpace(l)
		if t == "" {
			blank = true
			continue
		}
		lead := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		notes = append(notes, note{t, len(lead) + strings.Count(lead, "\t"), blank})
		blank = false
	}
	return notes, blank
}

// begin gives comments to the first entry of a block, and to the block where an empty line parts them from the entry.
func (f *formatter) begin(e *entry, notes []note, blank bool) {
	cut := len(notes)
	if !blank {
		for cut--; cut > 0 && !notes[cut].blank; cut-- {
		}
		cut = max(cut, 0)
	}
	e.in.header, e.head = notes[:cut], notes[cut:]
}

// next gives the comments between the entry before, the last of the text so far, and e.
func (f *formatter) next(before, e *entry, notes []note, blank bool) {
	notes = f.close(before, e, notes)
	if i := group(notes); i > 0 && (i < len(notes) || blank) && notes[0].col == e.in.Col {
		before.sibling(e).foot, notes = notes[:i], notes[i:]
	}
	e.head = notes
	if len(notes) > 0 {
		e.blank, e.loose = notes[0].blank, blank
	} else {
		e.blank = blank
	}
}

// group is how many comments stand right below a line, with none empty between.
func group(notes []note) int {
	for i, n := range notes {
		if n.blank {
			return i
		}
	}
	return len(notes)
}

// sibling is the entry of e's block that before stands in.
func (before *entry) sibling(e *entry) *entry {
	for before.in != e.in {
		before = before.in.up
	}
	return before
}

// close gives comments to the blocks that end between the entry before and e, by their column, and returns the rest. e
// is nil at the end of the text.
func (f *formatter) close(before, e *entry, notes []note) []note {
	at, col := before.in, -1
	if e != nil {
		col = e.in.Col
	}
	ended := func(b *block) bool { return b != nil && (e == nil || b != e.in) }
	for len(notes) > 0 && notes[0].col > col && ended(at) {
		for at.Col > notes[0].col && at.up != nil && ended(at.up.in) {
			at = at.up.in
		}
		at.foot, notes = append(at.foot, notes[0]), notes[1:]
	}
	return notes
}
