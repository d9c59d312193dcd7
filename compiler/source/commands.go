package source

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Commands is a list of commands with those put together again that YAML cut. In `[echo "a, b"]` the quotes are the shell's: YAML ends the item at
// the comma and sees two commands, neither of which any shell can run. Text is text as written, so the two are one
// command here, and a rule says so. Only a command whose quote closes in a later item of the same line is joined: what
// could mean two commands stays two. Whoever numbers the items of such a list numbers these, which are what the author sees.
func (n *Node) Commands() *Node {
	if n == nil || n.Kind != Seq || !anyOpen(n.Items) {
		return n
	}
	out := *n
	out.Items = nil
	for i := 0; i < len(n.Items); i++ {
		end := closes(n.Items, i)
		if end == i {
			out.Items = append(out.Items, n.Items[i])
			continue
		}
		out.Items = append(out.Items, join(n.Items[i:end+1]))
		i = end
	}
	return &out
}

func anyOpen(items []*Node) bool {
	for _, n := range items {
		if n.IsPlain() && openQuote(n.Text, 0) != 0 {
			return true
		}
	}
	return false
}

// closes returns the item in which the quote that item i leaves open is closed, or i.
func closes(items []*Node, i int) int {
	var quote byte
	for k := i; k < len(items); k++ {
		n := items[k]
		if !n.IsPlain() || n.Range.Start.Line != n.Range.End.Line || k > i && !follows(items[k-1], n) {
			return i
		}
		quote = openQuote(n.Text, quote)
		if quote == 0 {
			return k
		}
	}
	return i
}

// follows reports whether b stands behind a with nothing but a comma and at most one blank between them.
func follows(a, b *Node) bool {
	gap := b.Range.Start.Col - a.Range.End.Col
	return a.Range.End.Line == b.Range.Start.Line && (gap == 1 || gap == 2)
}

// openQuote returns the shell quote that is open at the end of a text that begins inside quote, or 0.
func openQuote(s string, quote byte) byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quote != '\'':
			i++
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

// join makes one command of items, with the commas and blanks that stand between them.
func join(items []*Node) *Node {
	var text strings.Builder
	for i, n := range items {
		if i > 0 {
			text.WriteByte(',')
			if n.Range.Start.Col-items[i-1].Range.End.Col == 2 {
				text.WriteByte(' ')
			}
		}
		text.WriteString(n.Text)
	}
	return &Node{
		Kind: Scalar, Style: Plain, Text: text.String(), Joined: true,
		Range: diag.Range{Start: items[0].Range.Start, End: items[len(items)-1].Range.End},
	}
}
