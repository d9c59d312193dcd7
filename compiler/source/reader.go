package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/diag"
)

const (
	// maxDepth is how deep maps and lists may stand in each other, aliases followed. The language needs about ten.
	maxDepth = 200
	// maxFaults is after how many syntax errors reading ends: the rest would be consequences.
	maxFaults = 100
	// maxNodes is how many keys and values are read: what 8 MiB of pipelines have, and no bomb of short lists.
	maxNodes = 1_000_000
	// maxFindings is how many errors and how many warnings are made of one file.
	maxFindings = 1000
)

// reader reads one text. Every place of the text is passed once, apart from what a syntax error skips.
type reader struct {
	text string
	off  int // of the next character
	ls   int // offset of the line that off is in
	tabs int // columns that the tabs of this line's indentation stand for beyond themselves, once they were reported

	at       cursor
	ascii    bool
	root     *Node
	found    diag.List
	said     [4]int // how many findings there are of each level
	comments []Comment
	path     []pathElem
	faults   int
	inKey    bool  // off is where a key must stand
	below    level // the map or list that ended last, one level below what is being read
	tabbed   bool  // a tab-indent finding was made: faults of indentation are its consequences

	anchors  map[string]*anchor
	open     []*anchor // those being read
	merges   []merge
	odds     []oddity
	brackets []bracket // those around off
	outside  int       // offset of a line that no bracket before it may reach; 0 for none
	bombed   bool      // the alias-bomb finding was made
	budget   int       // nodes that aliases may make of this file; 0 in the first pass, which only counts
	written  int       // nodes
	layout   *layouter // nil: nobody asks for it
	total    int       // nodes, aliases followed
	depth    int
	deepest  int // since the innermost anchor began

	end     diag.Pos // of the last thing read
	slab    []Node
	entries []Entry
	items   []*Node
}

// cursor turns offsets into places. They are asked for nearly in order, so it walks from the last one.
type cursor struct {
	starts []int // offsets of the lines
	line   int   // index into starts
	off    int   // an offset of that line and its column
	col    int
}

// bracket is an open bracket, and how long the path to it is.
type bracket struct{ off, path int }

// level is the column of a map or list, and what its lines are called.
type level struct {
	col  int
	what string
	node *Node
}

// pathElem is one step of the path to what is being read: a key, or an index if the key is empty.
type pathElem struct {
	key   string
	index int
}

func newReader(text string, budget int) *reader {
	r := &reader{text: text, budget: budget, anchors: map[string]*anchor{}}
	r.at.starts = make([]int, 1, strings.Count(text, "\n")+1)
	r.ascii, r.at.col = true, 1
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			r.at.starts = append(r.at.starts, i+1)
		} else if text[i] >= utf8.RuneSelf {
			r.ascii = false
		}
	}
	return r
}

// pos is the place of an offset.
func (r *reader) pos(off int) diag.Pos {
	c := &r.at
	line := c.line
	for off < c.starts[line] {
		line--
	}
	for line+1 < len(c.starts) && off >= c.starts[line+1] {
		line++
	}
	if r.ascii {
		c.line = line
		return diag.Pos{Line: line + 1, Col: off - c.starts[line] + 1}
	}
	if line != c.line || off < c.off {
		c.line, c.off, c.col = line, c.starts[line], 1
	}
	c.col += utf8.RuneCountInString(r.text[c.off:off])
	c.off = off
	return diag.Pos{Line: line + 1, Col: c.col}
}

// span is the place of text[from:to].
func (r *reader) span(from, to int) diag.Range {
	return diag.Range{Start: r.pos(from), End: r.pos(to)}
}

// node makes a node.
func (r *reader) node(kind Kind, at diag.Range) *Node {
	if len(r.slab) == 0 {
		r.slab = make([]Node, 128)
	}
	n := &r.slab[0]
	r.slab = r.slab[1:]
	n.Kind, n.Range = kind, at
	r.end = at.End
	r.written++
	r.total++
	return n
}

// scalar makes a scalar.
func (r *reader) scalar(style Style, text string, at diag.Range, segs []segment) *Node {
	n := r.node(Scalar, at)
	n.Style, n.Text, n.at = style, text, segs
	if style == Plain && (text == "~" || text == "null" || text == "Null" || text == "NULL") {
		n.Kind = Null
	}
	return n
}

// bad makes the node of what could not be read.
func (r *reader) bad(at diag.Range) *Node { return r.node(Bad, at) }

// peek returns the byte n places ahead, or 0 at the end.
func (r *reader) peek(n int) byte {
	if r.off+n < len(r.text) {
		return r.text[r.off+n]
	}
	return 0
}

// blankAt reports whether a blank, a line end or the end of the text stands at an offset.
func (r *reader) blankAt(off int) bool {
	return off >= len(r.text) || r.text[off] == ' ' || r.text[off] == '\n' || r.text[off] == '\t'
}

// lineEnd is the offset of the end of the line that off is in.
func (r *reader) lineEnd(off int) int {
	if i := strings.IndexByte(r.text[off:], '\n'); i >= 0 {
		return off + i
	}
	return len(r.text)
}

// blanks skips blanks on the line.
func (r *reader) blanks() {
	for r.off < len(r.text) && (r.text[r.off] == ' ' || r.text[r.off] == '\t') {
		r.off++
	}
}

// newline passes the line end at off.
func (r *reader) newline() {
	r.off++
	r.ls, r.tabs = r.off, 0
}

// comment reads the comment at off.
func (r *reader) comment() {
	end := r.lineEnd(r.off)
	alone := strings.Trim(r.text[r.ls:r.off], " \t") == ""
	r.comments = append(r.comments, Comment{Pos: r.pos(r.off), Text: r.text[r.off+1 : end], Alone: alone})
	r.off = end
}

// restIsEmpty skips blanks and a comment and reports whether the line ends there.
func (r *reader) restIsEmpty() bool {
	r.blanks()
	if r.peek(0) == '#' && (r.off == r.ls || r.text[r.off-1] == ' ' || r.text[r.off-1] == '\t') {
		r.comment()
	}
	return r.off >= len(r.text) || r.text[r.off] == '\n'
}

// next goes to the next content, over blanks, comments and line ends. It returns its column, counted from 0, or -1 when
// there is none: at the end of the text and at a document marker.
func (r *reader) next() int {
	for {
		if !r.restIsEmpty() {
			break
		}
		if r.off >= len(r.text) {
			return -1
		}
		r.newline()
	}
	if r.off == r.ls && r.marker() {
		return -1
	}
	r.checkTabs()
	return r.col()
}

// col is the column of off, from 0, as indentation counts it.
func (r *reader) col() int { return r.off - r.ls + r.tabs }

// marker reports whether a line `---` or `...` begins at off.
func (r *reader) marker() bool {
	if r.off+3 > len(r.text) || !r.blankAt(r.off+3) {
		return false
	}
	m := r.text[r.off : r.off+3]
	return m == "---" || m == "..."
}

// checkTabs reports a tab among the indentation of this line, once for the file, and then counts a tab as two columns
// so that the rest can still be read.
func (r *reader) checkTabs() {
	if r.tabs > 0 || r.off == r.ls {
		return
	}
	lead := r.text[r.ls:r.off]
	if strings.Trim(lead, " \t") != "" {
		return
	}
	n := strings.Count(lead, "\t")
	if n == 0 {
		return
	}
	r.tabs = n
	if !r.tabbed {
		r.tabbed = true
		i := r.ls + strings.IndexByte(lead, '\t')
		d := diag.New(diag.Error, "tab-indent", r.span(i, i+1), "", "a tab cannot indent YAML")
		r.add(d.WithHelp("indent with two spaces (`cdc fmt` does it)"))
	}
}

// where is the path of what is being read.
func (r *reader) where() string {
	var b strings.Builder
	for _, e := range r.path {
		if e.key == "" {
			b.WriteString("[" + strconv.Itoa(e.index) + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(e.key)
	}
	return b.String()
}
