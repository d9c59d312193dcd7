package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
)

// TestHostile holds what is found in each file of testdata/hostile and what tree is left of it, with all places.
func TestHostile(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no input", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, found := Parse("cdc.yaml", data)
			golden.Check(t, strings.TrimSuffix(file, ".yaml")+".txt", []byte(report(doc, found)))
			sound(t, data, doc, found)
		})
	}
}

// report writes findings, comments and the tree.
func report(doc *Doc, found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%s %s[%s]", place(d.Range), d.Level, d.Code)
		if d.Path != "" {
			fmt.Fprintf(&b, " %s", d.Path)
		}
		fmt.Fprintf(&b, ": %s\n", d.Message)
		if d.Help != "" {
			fmt.Fprintf(&b, "  = help: %s\n", d.Help)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  = %s: %s\n", place(r.Range), r.Message)
		}
	}
	for _, c := range doc.Comments {
		fmt.Fprintf(&b, "comment %d:%d alone=%v %q\n", c.Pos.Line, c.Pos.Col, c.Alone, c.Text)
	}
	b.WriteString("\n")
	writeNode(&b, doc.Root, "")
	return b.String()
}

func place(r diag.Range) string {
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Col, r.End.Line, r.End.Col)
}

var kinds = map[Kind]string{Null: "null", Scalar: "scalar", Map: "map", Seq: "seq", Bad: "bad"}

var styles = map[Style]string{Plain: "plain", Single: "single", Double: "double", Literal: "literal", Folded: "folded"}

// writeNode writes a node and what is below it.
func writeNode(b *strings.Builder, n *Node, indent string) {
	name := kinds[n.Kind]
	if n.Kind == Scalar {
		name = fmt.Sprintf("%s %q", styles[n.Style], n.Text)
	}
	if n.Broken {
		name += " broken"
	}
	fmt.Fprintf(b, "%s %s", name, place(n.Range))
	for _, s := range n.at {
		fmt.Fprintf(b, " %d@%d:%d", s.off, s.pos.Line, s.pos.Col)
	}
	b.WriteString("\n")
	for _, e := range n.Entries {
		merged := ""
		if e.Merged {
			merged = " merged"
		}
		fmt.Fprintf(b, "%s%s %s%s: ", indent, e.Key.Text, place(e.Key.Range), merged)
		writeNode(b, e.Value, indent+"  ")
	}
	for _, item := range n.Items {
		b.WriteString(indent + "- ")
		writeNode(b, item, indent+"  ")
	}
}

// sound checks what holds of every result: places lie in the file, no finding lacks its words, and what is missing from
// the tree has a finding.
func sound(t *testing.T, data []byte, doc *Doc, found diag.List) {
	t.Helper()
	for _, d := range found {
		if d.Level == 0 || d.Code == "" || d.Message == "" || d.Help == "" || strings.HasSuffix(d.Message, ".") {
			t.Errorf("a finding without its words: %+v", d)
		}
		if _, known := diag.Lookup(d.Code); !known {
			t.Errorf("code %s is not listed", d.Code)
		}
		inside(t, doc, d.Range)
		for _, r := range d.Related {
			inside(t, doc, r.Range)
		}
	}
	if doc.Root == nil {
		t.Fatal("no root")
	}
	if !found.HasErrors() && doc.Root.Kind != Map {
		t.Errorf("the root is %s and nobody was told", kinds[doc.Root.Kind])
	}
	soundNode(t, doc, doc.Root, found, map[*Node]bool{})
}

func soundNode(t *testing.T, doc *Doc, n *Node, found diag.List, seen map[*Node]bool) {
	t.Helper()
	if seen[n] {
		return
	}
	seen[n] = true
	if (n.Kind == Bad || n.Broken || n.Kind == 0) && !found.HasErrors() {
		t.Errorf("something at %s was not read and nobody was told", place(n.Range))
	}
	inside(t, doc, n.Range)
	if n.Kind == Scalar {
		inside(t, doc, diag.Range{Start: n.Pos(0), End: n.Pos(len(n.Text))})
	}
	for _, e := range n.Entries {
		soundNode(t, doc, e.Key, found, seen)
		soundNode(t, doc, e.Value, found, seen)
	}
	for _, i := range n.Items {
		soundNode(t, doc, i, found, seen)
	}
}

// inside checks that a range lies in the text; one character behind the last is the end of a line.
func inside(t *testing.T, doc *Doc, r diag.Range) {
	t.Helper()
	if r.End.Before(r.Start) {
		t.Errorf("%s ends before it begins", place(r))
	}
	for _, p := range []diag.Pos{r.Start, r.End} {
		if p == (diag.Pos{Line: 1, Col: 1}) || p == (diag.Pos{Line: 1, Col: 2}) {
			continue // a file without a place of its own for it
		}
		if p.Line < 1 || p.Line > len(doc.Lines) || p.Col < 1 || p.Col > len([]rune(doc.Lines[p.Line-1]))+2 {
			t.Errorf("%d:%d is outside the file", p.Line, p.Col)
		}
	}
}
