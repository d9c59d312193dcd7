package source

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Pos returns the place of the byte Text[off] in the file; off may be len(Text).
func (n *Node) Pos(off int) diag.Pos {
	start, base := n.Range.Start, 0
	if n.at == nil && (n.Style == Single || n.Style == Double) {
		start.Col++ // the opening quote
	}
	if i := sort.Search(len(n.at), func(i int) bool { return n.at[i].off > off }); i > 0 {
		start, base = n.at[i-1].pos, n.at[i-1].off
	}
	text := n.Text[base:min(off, len(n.Text))]
	if i := strings.IndexByte(text, '\n'); i >= 0 { // the end of the line stands for all line ends behind it
		text = text[:i]
	}
	start.Col += utf8.RuneCountInString(text)
	return start
}

// Sub returns the place of Text[start:end].
func (n *Node) Sub(start, end int) diag.Range {
	if n.Kind != Scalar {
		return n.Range
	}
	r := diag.Range{Start: n.Pos(start), End: n.Pos(end)}
	if end > start { // an end behind a line break belongs to the line that it ends, which has no character for it
		if last := n.Pos(end - 1); last.Line < r.End.Line {
			r.End = last
		}
	}
	return r
}
