package source

import "github.com/cdc-dev/cdc/internal/diag"

// Layout is how a text is laid out: every map and list at the place where it is written, in the order of the text.
// Unlike the tree it does not follow aliases and merges, so that a formatter can move text about. Offsets count bytes of
// the text as read: with LF line ends and without a byte order mark.
type Layout struct {
	// Root is nil when the document is neither map nor list.
	Root *Block
	// Marks are the anchors and aliases.
	Marks []Mark
	// Texts are the block scalars.
	Texts []TextBlock
}

// Block is one map or list as written.
type Block struct {
	Node      *Node
	Seq, Flow bool
	// Col is the column of the keys or dashes, from 0; of no meaning in flow style.
	Col   int
	Parts []Part
}

// Part is an entry of a map or an item of a list.
type Part struct {
	// Key is the key's text; empty in a list.
	Key string
	// From is where it begins: the key with its anchor, the dash, or an item between brackets.
	From int
	// Sign is the offset of the colon or dash; -1 where there is none.
	Sign int
	// To is the offset behind a part between brackets.
	To int
	// Last is the line, from 0, that the value ends on; of a block scalar that keeps its last line ends, the last of them.
	Last int
	// Null says that nothing is written for the value.
	Null bool
	// Block is the value, where it is a map or list written here.
	Block *Block
}

// Mark is an anchor or an alias.
type Mark struct {
	Off   int // of its sign
	Name  string
	Alias bool
}

// TextBlock is a block scalar.
type TextBlock struct {
	Head int // offset of its `|` or `>`
	// First and Last are the lines of its content, from 0; Last is less than First when it has none.
	First, Last int
	// Indent is the column of its content, and Explicit says that the header tells it.
	Indent   int
	Explicit bool
	// Keep says that the line ends behind its content belong to it (`|+`); Open, that the text ends before its last line
	// does, which its content then lacks.
	Keep, Open bool
}

// ParseLayout reads a spec as Parse does, and returns its layout too. The layout is of use only when no error was found.
func ParseLayout(name string, data []byte) (*Doc, *Layout, diag.List) {
	l := &layouter{}
	doc, found := parse(name, data, l)
	return doc, &l.Layout, found
}

// layouter records the layout while a text is read. All its methods do nothing on nil.
type layouter struct {
	Layout
	open []*Block // maps and lists being read
}

// begin opens a map or list.
func (l *layouter) begin(n *Node, col int, seq, flow bool) {
	if l == nil {
		return
	}
	b := &Block{Node: n, Seq: seq, Flow: flow, Col: col}
	if k := len(l.open); k == 0 {
		l.Root = b
	} else if parts := l.open[k-1].Parts; len(parts) > 0 && parts[len(parts)-1].Block == nil {
		parts[len(parts)-1].Block = b
	}
	l.open = append(l.open, b)
}

// end closes it.
func (l *layouter) end() {
	if l != nil {
		l.open = l.open[:len(l.open)-1]
	}
}

// part opens an entry or item.
func (l *layouter) part(key *Node, from, sign int) {
	if l == nil {
		return
	}
	b := l.open[len(l.open)-1]
	p := Part{From: from, Sign: sign}
	if key != nil {
		p.Key = key.Text
	}
	b.Parts = append(b.Parts, p)
}

// done closes it; v is its value.
func (l *layouter) done(r *reader, v *Node) {
	if l == nil {
		return
	}
	b := l.open[len(l.open)-1]
	p := &b.Parts[len(b.Parts)-1]
	p.To, p.Last, p.Null = r.off, r.end.Line-1, v != nil && v.Kind == Null && v.Text == ""
	if k := len(l.Marks); k > 0 && l.Marks[k-1].Off >= p.From { // an anchor with nothing behind it
		p.Last = max(p.Last, r.pos(l.Marks[k-1].Off).Line-1)
	}
	if k := len(l.Texts); k > 0 && l.Texts[k-1].Head >= p.From {
		p.Last = max(p.Last, l.Texts[k-1].Last)
	}
}

// mark notes an anchor or alias.
func (l *layouter) mark(off int, name string, alias bool) {
	if l != nil {
		l.Marks = append(l.Marks, Mark{off, name, alias})
	}
}

// text notes a block scalar whose header stands at text[head:headEnd].
func (l *layouter) text(r *reader, b *block, head, headEnd int, explicit, keep bool) {
	if l == nil {
		return
	}
	t := TextBlock{Head: head, First: r.pos(headEnd).Line, Indent: b.indent, Explicit: explicit, Keep: keep}
	t.Last = t.First - 1
	if b.end > 0 {
		t.Last = r.pos(b.end).Line - 1
		t.Open = b.end == len(r.text)
	}
	if keep {
		t.Last += b.breaks
	}
	l.Texts = append(l.Texts, t)
}
