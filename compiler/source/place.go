package source

import (
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Pos returns the place of the byte Text[off] in the file; off may be len(Text).
func (n *Node) Pos(off int) diag.Pos {
	start, base := n.Range.Start, 0
	if n.at == nil && (n.Style == Single || n.Style == Double) {
		start.Col++ // the opening quote
	}
	for _, s := range n.at {
		if s.off > off {
			break
		}
		start, base = s.pos, s.off
	}
	start.Col += utf8.RuneCountInString(n.Text[base:min(off, len(n.Text))])
	return start
}

// Sub returns the place of Text[start:end].
func (n *Node) Sub(start, end int) diag.Range {
	if n.Kind != Scalar {
		return n.Range
	}
	r := diag.Range{Start: n.Pos(start), End: n.Pos(end)}
	if end > start { // an end at a line break belongs to the line of the last character
		last := n.Pos(end - 1)
		if last.Line < r.End.Line {
			r.End = diag.Pos{Line: last.Line, Col: last.Col + 1}
		}
	}
	return r
}
