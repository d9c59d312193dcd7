package format_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/format"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
)

// TestGolden formats testdata/*.in.yaml into *.out.yaml, or into the findings where the spec cannot be read.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.in.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := format.Spec("cdc.yaml", data)
			if err != nil {
				t.Fatal(err)
			}
			if got.Text == nil {
				golden.Check(t, strings.TrimSuffix(file, ".in.yaml")+".txt", diag.Compact(diag.Report{Found: got.Found}))
				return
			}
			golden.Check(t, strings.TrimSuffix(file, ".in.yaml")+".out.yaml", got.Text)
			hold(t, data)
		})
	}
}

// specs are all specs of the repository, good and bad.
func specs(t testing.TB) [][]byte {
	var out [][]byte
	for _, pattern := range []string{
		"../../testdata/golden/*/cdc.yaml", "../../schema/testdata/*/*.yaml", "../rules/testdata/*/*.yaml", "../source/testdata/*/*.yaml",
		"../source/testdata/*.yaml", "../../targets/*/testdata/*/cdc.yaml", "testdata/*.yaml",
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, data)
		}
	}
	for _, code := range diag.All() {
		out = append(out, []byte(code.Bad), []byte(code.Good))
	}
	if len(out) < 100 {
		t.Fatalf("only %d specs", len(out))
	}
	return out
}

// TestSpecs holds every spec of the repository to the promises of the formatter.
func TestSpecs(t *testing.T) {
	for _, data := range specs(t) {
		hold(t, data)
	}
}

// hold formats a spec and holds the result to what is promised: it means the same, every comment and anchor is there, the
// schema line is first, no blanks end a line, and formatting it again changes nothing.
func hold(t testing.TB, data []byte) {
	t.Helper()
	got, err := format.Spec("cdc.yaml", data)
	out := got.Text
	switch {
	case err != nil:
		t.Fatalf("%v:\n%s\n%q", err, data, data)
	case out == nil && !got.Found.HasErrors():
		t.Fatalf("neither text nor errors:\n%s", data)
	case out == nil:
		return
	}
	again, err := format.Spec("cdc.yaml", out)
	if err != nil || !bytes.Equal(out, again.Text) {
		t.Fatalf("formatted twice (%v):\n%s\nof:\n%s", err, golden.Diff(string(out), string(again.Text)), data)
	}
	if !bytes.HasPrefix(out, []byte("# yaml-language-server: $schema=")) || !bytes.HasSuffix(out, []byte("\n")) {
		t.Fatalf("begins or ends badly:\n%s", out)
	}
	after, faults := source.Parse("cdc.yaml", out)
	if faults.HasErrors() {
		t.Fatalf("no longer readable:\n%s\n%s", out, diag.Compact(diag.Report{Found: faults}))
	}
	before, faults := source.Parse("cdc.yaml", data)
	if faults.HasErrors() { // tabs: what was meant is the formatter's guess
		return
	}
	if a, b := means(before.Root, map[*source.Node]string{}), means(after.Root, map[*source.Node]string{}); a != b {
		t.Fatalf("means something else:\n%s\nwas\n%s\n%s", out, data, golden.Diff(a, b))
	}
	if a, b := commentsOf(before), commentsOf(after); a != b {
		t.Fatalf("comments differ:\n%s\nof\n%s", golden.Diff(a, b), data)
	}
	if a, b := marksOf(data), marksOf(out); a != b {
		t.Fatalf("anchors and aliases differ: %s, %s\n%s", a, b, out)
	}
}

// means writes a value down, with the keys of each map sorted.
func means(n *source.Node, known map[*source.Node]string) string {
	if s, ok := known[n]; ok {
		return s
	}
	var parts []string
	switch n.Kind {
	case source.Map:
		for _, e := range n.Entries {
			parts = append(parts, e.Key.Text+"="+means(e.Value, known))
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ",\n") + "}"
	case source.Seq:
		for _, item := range n.Items {
			parts = append(parts, means(item, known))
		}
		return "[" + strings.Join(parts, ",\n") + "]"
	}
	return string(rune('0'+n.Kind)) + string(rune('0'+n.Style)) + n.Text
}

func commentsOf(d *source.Doc) string {
	var out []string
	for _, c := range d.Comments {
		if !strings.Contains(c.Text, "yaml-language-server") {
			out = append(out, strings.TrimSpace(c.Text))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

var mark = regexp.MustCompile(`[&*][A-Za-z0-9_-]+`)

func marksOf(data []byte) string {
	all := mark.FindAllString(string(data), -1)
	slices.Sort(all)
	return strings.Join(all, " ")
}
