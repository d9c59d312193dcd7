package source

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Where YAML is a slice of the file, the reader of this package takes it as it stands. Where the text has to be worked
// out (folded lines, escapes, indentation indicators), YAML's rules are intricate and readers differ: such a scalar is
// read a second time, by goccy, and the two must agree. A spec never means one thing here and another in the editor.

const (
	// secondCount and secondBytes bound the second reading: 0.1 s. No spec of people comes near.
	secondCount = 20000
	secondBytes = 2 << 20
)

// oddity is a scalar that is read a second time.
type oddity struct {
	node     *Node
	from, to int // where it stands in the text
	n        int // column of the entry it belongs to
	flow     bool
	path     []pathElem
}

// odd notes the scalar v, which stands at text[from:off].
func (r *reader) odd(v *Node, from, n int) *Node {
	if len(r.odds) >= secondCount {
		return v
	}
	r.odds = append(r.odds, oddity{node: v, from: from, to: r.off, n: n, flow: len(r.brackets) > 0, path: append([]pathElem(nil), r.path...)})
	return v
}

// secondReading has goccy read every odd scalar.
func (r *reader) secondReading() {
	if r.tabbed { // the reader guesses then
		return
	}
	known := map[string]string{}
	left := secondBytes
	for i := range r.odds {
		o := &r.odds[i]
		if left -= o.to - o.from; left < 0 {
			return
		}
		doc := r.alone(o)
		other, ok := known[doc]
		if !ok {
			other = readAlone(doc)
			known[doc] = other
		}
		if !r.agree(o, other) {
			r.disagree(o, other)
		}
	}
}

// agree compares the two readings. A text that ends with the file may lack its last line end.
func (r *reader) agree(o *oddity, other string) bool {
	mine := "=" + o.node.Text
	if o.to == len(r.text) {
		return strings.TrimSuffix(mine, "\n") == strings.TrimSuffix(other, "\n")
	}
	return mine == other
}

// alone writes an odd scalar as a document of its own: the value of a key that is indented as its entry was. Blanks at
// the ends of lines mean nothing outside block scalars, and goccy stumbles over them.
func (r *reader) alone(o *oddity) string {
	indent, text := strings.Repeat(" ", max(o.n, 0)), r.text[o.from:o.to]
	if o.node.Style == Literal || o.node.Style == Folded {
		if o.to < len(r.text) || !strings.HasSuffix(text, "\n") {
			text += "\n" // the line end that o.to stands before
		}
		return indent + "k: " + text
	}
	if strings.Contains(text, " \n") || strings.Contains(text, "\t\n") {
		lines := strings.Split(text, "\n")
		for i := range lines[:len(lines)-1] {
			lines[i] = strings.TrimRight(lines[i], " \t")
		}
		text = strings.Join(lines, "\n")
	}
	if o.flow {
		return indent + "k: [" + text + "]\n"
	}
	return indent + "k: " + text + "\n"
}

// readAlone returns "=" and the text that goccy reads, or "" when it reads none.
func readAlone(doc string) string {
	file, err := parser.ParseBytes([]byte(doc), 0)
	if err != nil || len(file.Docs) != 1 {
		return ""
	}
	entry, ok := file.Docs[0].Body.(*ast.MappingNode)
	if !ok || len(entry.Values) != 1 {
		return ""
	}
	value := entry.Values[0].Value
	if list, ok := value.(*ast.SequenceNode); ok && len(list.Values) == 1 {
		value = list.Values[0]
	}
	switch v := value.(type) {
	case *ast.StringNode:
		return "=" + v.Value
	case *ast.LiteralNode:
		return "=" + v.Value.Value
	case ast.ScalarNode:
		return "=" + v.GetToken().Value
	}
	return ""
}

// disagree reports a scalar that goccy reads differently.
func (r *reader) disagree(o *oddity, other string) {
	at := o.node.Range
	message := "YAML readers do not agree about this text"
	if other != "" {
		message += ": one reads " + shown(o.node.Text) + ", another " + shown(other[1:])
	}
	path := r.path
	r.path = o.path
	d := diag.New(diag.Error, "unclear-text", at, r.where(), message)
	r.path = path
	r.add(d.WithHelp("write it on one line in quotes, or as lines behind |"))
}

// shown writes a text on one line for a message, cut where it is long.
func shown(s string) string {
	s = strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(s)
	if runes := []rune(s); len(runes) > 40 {
		s = string(runes[:40]) + "…"
	}
	return `"` + s + `"`
}
