package diag

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxShown is how much of a source line is shown, in columns of the terminal: the rest of a longer line is "…".
const maxShown = 120

// maxLine is how long a line may be, in bytes, to be shown at all: finding a column in it costs its length each time,
// and a spec can be one line of 8 MiB with a finding in every word.
const maxLine = 64 << 10

// Human prints findings for a person: the place, the source line, a caret under exactly the offending text, the fix.
func Human(r Report) []byte {
	var b bytes.Buffer
	for _, g := range r.groups() {
		g.File = masked(g.File, g.found)
		for _, d := range g.found {
			human(&b, g.File, d, r.Color)
		}
	}
	return b.Bytes()
}

// masked is the file with "*" for the characters of every credential that was found: a report is often a log that more
// people read than the file.
func masked(f File, found List) File {
	cloned := false
	for _, d := range found {
		if d.Code != "plain-credential" {
			continue
		}
		if !cloned {
			f.Lines, cloned = slices.Clone(f.Lines), true
		}
		at := d.At()
		for n := at.Start.Line; n <= at.End.Line && n <= len(f.Lines); n++ {
			line := []rune(f.Lines[n-1])
			from, to := 0, len(line)
			if n == at.Start.Line {
				from = min(at.Start.Col-1, len(line))
			}
			if n == at.End.Line {
				to = min(at.End.Col-1, len(line))
			}
			for i := from; i < to; i++ {
				line[i] = '*'
			}
			f.Lines[n-1] = string(line)
		}
	}
	return f
}

// Compact prints findings like Human, without the source.
func Compact(r Report) []byte {
	var b bytes.Buffer
	for _, d := range r.Found {
		heading(&b, d, palette{})
		further(&b, d, palette{})
	}
	return b.Bytes()
}

func human(b *bytes.Buffer, f File, d Diagnostic, color bool) {
	p := newPalette(color, d.Level)
	heading(b, d, p)
	if !d.Range.IsZero() {
		excerpt(b, f, d.At(), p)
	}
	further(b, d, p)
}

// palette is the escape sequences of one finding; the zero palette writes none.
type palette struct{ level, bold, dim, off string }

func newPalette(color bool, level Level) palette {
	if !color {
		return palette{}
	}
	codes := map[Level]string{Error: "\x1b[1;31m", Warning: "\x1b[1;33m", Note: "\x1b[1;36m"}
	return palette{level: codes[level], bold: "\x1b[1m", dim: "\x1b[2m", off: "\x1b[0m"}
}

func heading(b *bytes.Buffer, d Diagnostic, p palette) {
	at := d.At().Start
	fmt.Fprintf(b, "%s%s:%d:%d:%s %s%s[%s]%s: %s\n",
		p.bold, visible(d.File), at.Line, at.Col, p.off, p.level, d.Level, d.Code, p.off, visible(d.Text()))
}

func further(b *bytes.Buffer, d Diagnostic, p palette) {
	for _, rel := range d.Related {
		at := rel.Range.shown().Start
		fmt.Fprintf(b, "  %s= see:%s %s:%d:%d: %s\n", p.dim, p.off, visible(d.File), at.Line, at.Col, visible(rel.Message))
	}
	if d.Help != "" {
		fmt.Fprintf(b, "  %s= help:%s %s\n", p.bold, p.off, visible(d.Help))
	}
}

// excerpt shows the first and the last line of a range, each with its carets; what lies between is "...".
func excerpt(b *bytes.Buffer, f File, r Range, p palette) {
	first, ok := f.line(r.Start.Line)
	if !ok || len(first) > maxLine {
		return
	}
	last, indent, end := lastLine(f, r)
	if end.Line == r.Start.Line {
		underline(b, first, r.Start.Col, end.Col, p)
		return
	}
	underline(b, first, r.Start.Col, utf8.RuneCountInString(first)+1, p)
	if end.Line > r.Start.Line+1 {
		fmt.Fprintf(b, "  %s|%s ...\n", p.dim, p.off)
	}
	if len(last) <= maxLine {
		underline(b, last, indent+1, end.Col, p)
	}
}

// lastLine returns the last line of a range that has text of it, its indentation, and where the text ends: a range that
// ends at the start of a line ends with the line before.
func lastLine(f File, r Range) (text string, indent int, end Pos) {
	end = r.End
	for {
		text, _ = f.line(end.Line)
		indent = len(text) - len(strings.TrimLeft(text, " \t"))
		if end.Line <= r.Start.Line || end.Col > indent+1 {
			return text, indent, end
		}
		before, _ := f.line(end.Line - 1)
		end = Pos{end.Line - 1, utf8.RuneCountInString(before) + 1}
	}
}

// underline shows a line with carets under the characters from column start up to, and without, end: one at least.
func underline(b *bytes.Buffer, line string, start, end int, p palette) {
	text, from, to := window(line, start, max(end, start+1))
	fmt.Fprintf(b, "  %s|%s %s\n", p.dim, p.off, text)
	fmt.Fprintf(b, "  %s|%s %s%s%s%s\n", p.dim, p.off, strings.Repeat(" ", from), p.level, strings.Repeat("^", to-from), p.off)
}

// window renders the part of a line around the characters start..end (1-based columns, end without) and returns it with
// the terminal columns, 0-based, where the carets begin and end. Tabs become four columns, wide characters count two.
func window(line string, start, end int) (text string, from, to int) {
	cells := make([]cell, 0, 64)
	total := 0
	for _, c := range line {
		x := render(c)
		total += x.width
		cells = append(cells, x)
	}
	start, end = min(start-1, len(cells)), min(end-1, len(cells))
	lo, hi := 0, len(cells)
	if total > maxShown {
		lo, hi = clip(cells, start, end)
	}
	var b strings.Builder
	col := 0
	if lo > 0 {
		b.WriteString("…")
		col = 1
	}
	from, to = -1, -1
	for i := lo; i < hi; i++ {
		if i == start {
			from = col
		}
		if i == end {
			to = col
		}
		b.WriteString(cells[i].text)
		col += cells[i].width
	}
	if hi < len(cells) {
		b.WriteString("…")
	}
	if from < 0 {
		from = col
	}
	if to < 0 {
		to = col
	}
	return strings.TrimRight(b.String(), " "), from, max(to, from+1)
}

// clip chooses the characters of a long line to show: the offending ones with some before, and what fits behind.
func clip(cells []cell, start, end int) (lo, hi int) {
	lo = start
	for room := maxShown / 3; lo > 0 && room > 0; lo-- {
		room -= cells[lo-1].width
	}
	hi = lo
	for room := maxShown - 2; hi < len(cells) && room > 0; hi++ {
		room -= cells[hi].width
	}
	return lo, hi
}
