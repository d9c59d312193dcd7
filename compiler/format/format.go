// Package format gives a spec its canonical order of keys and its spacing, and keeps everything else as it was written:
// quotes, flow style, the text of block scalars, every comment, anchor and alias.
//
// It moves whole entries of text with the comments that belong to them; nothing is written anew from the values, so
// nothing can be lost on the way. What comes out is read again and compared with what went in.
package format

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema"
)

// errChanged is a fault of this package: the formatted text would not mean the same.
var errChanged = errors.New("formatting would change what the spec means")

// Result is what came of a spec.
type Result struct {
	// Text is the spec in its canonical form; nil where it cannot be read.
	Text []byte
	// Found are then the errors, and Lines the lines that they speak of.
	Found diag.List
	Lines []string
}

// Spec formats a spec, which may break any rules but those of YAML. The error is a fault of cdc's own, and the spec is best
// left as it is.
func Spec(name string, data []byte) (Result, error) {
	doc, layout, found := source.ParseLayout(name, data)
	lines := doc.Lines
	if tabbed(found) {
		doc, layout, found = untabbed(name, data, found)
	}
	if found.HasErrors() {
		return Result{Found: errorsOf(found), Lines: lines}, nil
	}
	out := newFormatter(doc, layout).document()
	after, again := source.Parse(name, out)
	if !same(doc, after) {
		return Result{}, errChanged
	}
	if again.HasErrors() { // a block scalar of blanks at the very end becomes unclear with the line end that a file has
		return Result{Found: errorsOf(again), Lines: after.Lines}, nil
	}
	return Result{Text: ends(out, data)}, nil
}

// ends gives a text the line ends of the one that was read: the first one decides, and the others become like it. A spec that git
// checks out with the line ends of Windows would otherwise never be in its canonical form there.
func ends(out, data []byte) []byte {
	if i := bytes.IndexByte(data, '\n'); i < 1 || data[i-1] != '\r' {
		return out
	}
	return bytes.ReplaceAll(out, []byte("\n"), []byte("\r\n"))
}

func errorsOf(found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Level != diag.Error })
}

// formatter formats one text.
type formatter struct {
	text   []byte // of the same length as what was read, with the entries of flow maps in order
	starts []int  // offsets of its lines
	layout *source.Layout
	order  map[*source.Node][]string
	root   *block
	jobs   *source.Node
	bound  []int           // for each mark, the anchor that an alias stands for; -1 for an anchor
	twice  map[string]bool // names that several anchors have

	editor string // the editor's line
	before []note // comments above the first entry, or above a `---`
	marker string // the line of that `---`
	after  []string
	out    []line
	keep   bool // the last line belongs to a scalar that keeps its line ends, so that no empty line may follow
}

// line is one line of the result.
type line struct {
	text    string
	comment bool // nothing but a comment, or empty
}

func newFormatter(doc *source.Doc, layout *source.Layout) *formatter {
	f := &formatter{
		text: []byte(strings.Join(doc.Lines, "\n")), layout: layout,
		order: schema.Order(doc.Root), jobs: doc.Root.Get("jobs"), editor: schema.EditorLine,
	}
	f.starts = []int{0}
	for i, c := range f.text {
		if c == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	f.bind()
	return f
}

// line is a line of the text read, without blanks at its end unless they mean something.
func (f *formatter) line(i int) string {
	end := len(f.text)
	if i+1 < len(f.starts) {
		end = f.starts[i+1] - 1
	}
	return string(f.text[f.starts[i]:end])
}

// lineOf is the line that an offset is in.
func (f *formatter) lineOf(off int) int {
	i, found := slices.BinarySearch(f.starts, off)
	if found {
		return i
	}
	return i - 1
}

// document formats the whole text.
func (f *formatter) document() []byte {
	if f.layout.Root == nil || f.layout.Root.Flow || len(f.layout.Root.Parts) == 0 || f.lonely() {
		return f.verbatim()
	}
	f.sortFlow(f.layout.Root)
	f.root = f.build(f.layout.Root)
	f.comments()
	f.put(f.editor)
	f.notes(f.before, 0)
	if f.marker != "" {
		f.put(f.marker)
	}
	f.block(f.root, 0)
	for _, l := range f.after {
		f.put(l)
	}
	var b strings.Builder
	for i := range f.out {
		b.WriteString(f.out[i].text)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// lonely reports whether something stands before the first key on its line, such as a `---`.
func (f *formatter) lonely() bool {
	from := f.layout.Root.Parts[0].From
	return strings.Trim(string(f.text[f.starts[f.lineOf(from)]:from]), " \t") != ""
}

// verbatim is the text of a spec that is written in braces: it is one line, or laid out by hand.
func (f *formatter) verbatim() []byte {
	if f.layout.Root != nil {
		f.sortFlow(f.layout.Root)
	}
	out := []string{""}
	for i := range f.starts {
		l := trimEnd(f.line(i))
		if isEditorLine(l) && out[0] == "" {
			out[0] = strings.TrimSpace(l)
		} else if l != "" || len(out) > 1 {
			out = append(out, l)
		}
	}
	if out[0] == "" {
		out[0] = f.editor
	}
	return []byte(strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n")
}

// put writes a line.
func (f *formatter) put(text string) {
	f.keep = false
	f.out = append(f.out, line{text, text == "" || strings.HasPrefix(strings.TrimLeft(text, " "), "#")})
}

// gap writes an empty line.
func (f *formatter) gap() {
	if n := len(f.out); n > 0 && f.out[n-1].text != "" && !f.keep {
		f.put("")
	}
}

// trimEnd removes the blanks at the end of a line. A backslash before them may be an escape that needs one.
func trimEnd(s string) string {
	t := strings.TrimRight(s, " \t")
	if strings.HasSuffix(t, `\`) {
		return s
	}
	return t
}

func spaces(n int) string { return strings.Repeat(" ", n) }

// isEditorLine reports whether a comment tells yaml-language-server where the schema is.
func isEditorLine(s string) bool {
	s, ok := strings.CutPrefix(strings.TrimSpace(s), "#")
	if !ok {
		return false
	}
	s, ok = strings.CutPrefix(strings.TrimSpace(s), "yaml-language-server:")
	return ok && strings.HasPrefix(strings.TrimSpace(s), "$schema=")
}
