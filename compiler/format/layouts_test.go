package format_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/format"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/emit/nasty"
	"github.com/cdc-dev/cdc/targets"
)

// TestLayouts writes the specs of the repository in random layouts: other indentations, orders, styles, with comments,
// anchors and aliases everywhere, some values exchanged for others. All are held to the promises of the formatter.
func TestLayouts(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	var roots, parts []*source.Node
	for _, data := range specs(t) {
		if doc, found := source.Parse("cdc.yaml", data); !found.HasErrors() && len(data) < 8000 {
			roots = append(roots, doc.Root)
			parts = below(parts, doc.Root)
		}
	}
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	formatted, sorted := 0, 0
	for range rounds {
		root := roots[r.Intn(len(roots))]
		for range r.Intn(3) {
			root = exchange(r, root, parts[r.Intn(len(parts))], 1+r.Intn(40))
		}
		w := &writer{r: r, named: map[*source.Node]string{}}
		w.spec(root)
		hold(t, []byte(w.b.String()))
		if got, _ := format.Spec("", []byte(w.b.String())); got.Text != nil {
			formatted++
			if strings.Index(string(got.Text), "\njobs:") > strings.Index(string(got.Text), "\nname:") {
				sorted++
			}
		}
	}
	if formatted < rounds*3/4 || sorted < rounds/2 {
		t.Errorf("of %d layouts only %d could be read and %d be sorted: the test has become blind", rounds, formatted, sorted)
	}
}

func below(out []*source.Node, n *source.Node) []*source.Node {
	out = append(out, n)
	for _, item := range n.Items {
		out = below(out, item)
	}
	for _, e := range n.Entries {
		out = below(out, e.Value)
	}
	return out
}

// exchange returns n with another value somewhere, after about so many nodes.
func exchange(r *rand.Rand, n, other *source.Node, after int) *source.Node {
	if after <= 0 && n.Kind != source.Scalar {
		return n
	}
	c := *n
	c.Items, c.Entries = slices.Clone(n.Items), slices.Clone(n.Entries)
	switch {
	case len(c.Items) > 0:
		i := r.Intn(len(c.Items))
		c.Items[i] = exchange(r, c.Items[i], other, after-1)
	case len(c.Entries) > 0:
		i := r.Intn(len(c.Entries))
		c.Entries[i].Value = exchange(r, c.Entries[i].Value, other, after-1)
	default:
		return other
	}
	return &c
}

// writer writes a tree as YAML in random ways.
type writer struct {
	r     *rand.Rand
	b     strings.Builder
	named map[*source.Node]string // anchors so far
	count int
}

func (w *writer) chance(n int) bool { return w.r.Intn(n) == 0 }

func (w *writer) note() string {
	w.count++
	return fmt.Sprintf("# note %d", w.count)
}

// eol ends a line, perhaps with a comment and blanks.
func (w *writer) eol() {
	if w.chance(12) {
		w.b.WriteString(spaces(1+w.r.Intn(3)) + w.note())
	}
	w.b.WriteString(spaces(max(0, w.r.Intn(12)-9)) + "\n")
}

// between writes comments and empty lines.
func (w *writer) between(indent int) {
	for w.chance(6) {
		switch {
		case w.chance(2):
			w.b.WriteString("\n")
		default:
			w.b.WriteString(spaces(max(0, indent+w.r.Intn(9)*w.r.Intn(2)-4*w.r.Intn(2))) + w.note() + "\n")
		}
	}
}

func spaces(n int) string { return strings.Repeat(" ", n) }

func (w *writer) spec(root *source.Node) {
	if w.chance(8) {
		w.b.WriteString("# yaml-language-server: $schema=x.json\n")
	}
	w.between(0)
	if w.chance(10) {
		w.b.WriteString("---\n")
	}
	w.entries(root, w.r.Intn(3)*w.r.Intn(2), false)
	w.between(0)
	if w.chance(10) {
		w.b.WriteString("...\n" + w.note() + "\n")
	}
	if w.chance(6) {
		s := strings.TrimRight(w.b.String(), "\n")
		w.b.Reset()
		w.b.WriteString(s)
	}
}

// entries writes a map in block style; inline: its first line has begun.
func (w *writer) entries(n *source.Node, indent int, inline bool) {
	all := slices.Clone(n.Entries)
	if w.chance(2) {
		w.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
	for i, e := range all {
		if !inline || i > 0 {
			w.between(indent)
			w.b.WriteString(spaces(indent))
		}
		w.b.WriteString(w.scalar(e.Key, true) + spaces(w.r.Intn(2)*w.r.Intn(2)) + ":")
		w.value(e.Value, indent, ':')
	}
}

// items writes a list in block style.
func (w *writer) items(n *source.Node, indent int, inline bool) {
	for i, item := range n.Items {
		if !inline || i > 0 {
			w.between(indent)
			w.b.WriteString(spaces(indent))
		}
		w.b.WriteString("-")
		w.value(item, indent, '-')
	}
}

// value writes what stands behind a colon or dash, to the end of the line and below.
func (w *writer) value(n *source.Node, indent int, after byte) {
	gap := spaces(1 + max(0, w.r.Intn(8)-5))
	if name := w.named[n]; name != "" && w.chance(2) {
		w.b.WriteString(gap + "*" + name)
		w.eol()
		return
	}
	anchor := ""
	if w.chance(10) {
		anchor = fmt.Sprintf("n%d", w.r.Intn(20))
		w.b.WriteString(gap + "&" + anchor)
		gap = " "
	}
	w.shape(n, indent, after, gap, anchor)
	for k, v := range w.named {
		if v == anchor {
			delete(w.named, k)
		}
	}
	if anchor != "" {
		w.named[n] = anchor
	}
}

func (w *writer) shape(n *source.Node, indent int, after byte, gap, anchor string) {
	more := indent + 1 + w.r.Intn(4)
	switch {
	case n.Kind == source.Scalar && strings.HasSuffix(n.Text, "\n") && printable(n.Text) && strings.TrimSpace(n.Text) != "" && !strings.HasSuffix(n.Text, "\n\n"):
		w.literal(n, indent, more, gap)
	case n.Kind == source.Map && len(n.Entries) == 0, n.Kind == source.Seq && len(n.Items) == 0, n.Kind != source.Map && n.Kind != source.Seq, w.chance(4) && size(n) < 30:
		w.b.WriteString(gap + w.flow(n))
		w.eol()
	case n.Kind == source.Map && after == '-' && anchor == "" && w.chance(2):
		w.b.WriteString(gap)
		w.entries(n, indent+1+len(gap), true)
	case n.Kind == source.Map:
		w.eol()
		w.entries(n, more, false)
	case after == '-' && anchor == "" && w.chance(2):
		w.b.WriteString(gap)
		w.items(n, indent+1+len(gap), true)
	default:
		w.eol()
		if after == ':' && w.chance(2) {
			more = indent
		}
		w.items(n, more, false)
	}
}

func size(n *source.Node) int { return len(below(nil, n)) }

func printable(s string) bool { return !strings.ContainsAny(s, "\t\r\x00\x1b\u0085\u2028\ufeff") }

func (w *writer) literal(n *source.Node, indent, more int, gap string) {
	head := "|"
	lead := len(n.Text) - len(strings.TrimLeft(n.Text, " \n"))
	if lead > 0 || w.chance(6) {
		head += fmt.Sprint(more - indent)
	}
	if w.chance(8) {
		head += "+"
	}
	w.b.WriteString(gap + head + "\n")
	for l := range strings.Lines(n.Text) {
		if l = strings.TrimSuffix(l, "\n"); l == "" {
			w.b.WriteString(spaces(w.r.Intn(2)*w.r.Intn(more+1)) + "\n")
			continue
		}
		w.b.WriteString(spaces(more) + l + "\n")
	}
}

// flow writes a value on one line, or over some in brackets.
func (w *writer) flow(n *source.Node) string {
	var parts []string
	sep := ", "
	switch n.Kind {
	case source.Map:
		for _, e := range n.Entries {
			parts = append(parts, w.scalar(e.Key, true)+": "+w.flow(e.Value))
		}
		w.r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return "{" + strings.Join(parts, sep) + "}"
	case source.Seq:
		for _, item := range n.Items {
			parts = append(parts, w.flow(item))
		}
		return "[" + strings.Join(parts, sep) + "]"
	case source.Scalar:
		return w.scalar(n, false)
	}
	return "~"
}

// scalar writes a text in quotes, or bare where that is surely the same.
func (w *writer) scalar(n *source.Node, key bool) string {
	s := n.Text
	if n.Style == source.Plain && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") == "" && s != "" && s[0] != '-' {
		return s
	}
	if w.chance(2) && !strings.Contains(s, "\n") && printable(s) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c == '\n':
			b.WriteString(`\n`)
		case c < 0x20 || c >= 0x7f:
			fmt.Fprintf(&b, `\U%08x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String() + `"`
}

// TestNasty holds texts that YAML readers stumble over.
func TestNasty(t *testing.T) {
	for _, s := range nasty.Texts(2000) {
		w := &writer{r: rand.New(rand.NewSource(2)), named: map[*source.Node]string{}}
		n := &source.Node{Kind: source.Scalar, Style: source.Double, Text: s}
		name := &source.Node{Kind: source.Scalar, Style: source.Plain, Text: "x"}
		steps := &source.Node{Kind: source.Seq, Items: []*source.Node{n}}
		w.spec(&source.Node{Kind: source.Map, Entries: []source.Entry{{Key: name, Value: steps}, {Key: &source.Node{Kind: source.Scalar, Style: source.Plain, Text: "name"}, Value: n}}})
		hold(t, []byte(w.b.String()))
	}
}

// TestCompilesTheSame compiles every golden spec before and after it is formatted from a shuffled layout.
func TestCompilesTheSame(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for _, data := range specs(t) {
		doc, found := source.Parse("cdc.yaml", data)
		if found.HasErrors() || len(data) > 20000 {
			continue
		}
		got, err := format.Spec("cdc.yaml", data)
		if err != nil {
			t.Fatal(err)
		}
		compileSame(t, data, got.Text)
		if w := (&writer{r: r, named: map[*source.Node]string{}}); !strings.Contains(string(data), "<<") {
			w.spec(doc.Root)
			if got, _ := format.Spec("cdc.yaml", []byte(w.b.String())); got.Text != nil {
				compileSame(t, []byte(w.b.String()), got.Text)
			}
		}
	}
}

func compileSame(t *testing.T, before, after []byte) {
	t.Helper()
	a, b := compiler.Load("cdc.yaml", before), compiler.Load("cdc.yaml", after)
	if a.Findings().HasErrors() != b.Findings().HasErrors() {
		t.Fatalf("judged otherwise:\n%s\nwas\n%s", after, before)
	}
	if a.Findings().HasErrors() {
		return
	}
	for _, target := range targets.All {
		x, _ := a.Compile(target, compiler.Options{All: true})
		y, _ := b.Compile(target, compiler.Options{All: true})
		if len(x) != len(y) {
			t.Fatalf("%s: %d files, were %d:\n%s\nwas\n%s", target.Name, len(y), len(x), after, before)
		}
		for i := range x {
			if x[i].Path != y[i].Path || string(x[i].Data) != string(y[i].Data) {
				t.Fatalf("%s: another %s:\n%s\nwas\n%s\nof\n%s\nwas\n%s", target.Name, x[i].Path, y[i].Data, x[i].Data, after, before)
			}
		}
	}
}

// FuzzFormat holds any text to the promises of the formatter.
func FuzzFormat(f *testing.F) {
	for _, data := range specs(f) {
		if len(data) < 4000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		hold(t, data)
	})
}
