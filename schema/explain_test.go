package schema

import (
	"os"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/golden"
)

// TestKeysAreDocumented walks the language: every key says what it is for, and its example is a value that it takes.
func TestKeysAreDocumented(t *testing.T) {
	keys := Keys(true)
	for _, k := range keys {
		if len(k.Doc.Text) < 20 || !strings.HasSuffix(k.Doc.Text, ".") {
			t.Errorf("%s: the documentation %q is too short", k.Path, k.Doc.Text)
		}
		if k.Doc.Example == "" {
			t.Errorf("%s: no example", k.Path)
			continue
		}
		doc, list := source.Parse("example", []byte("k: "+k.Doc.Example+"\n"))
		if list.HasErrors() {
			t.Errorf("%s: the example %s is no YAML: %v", k.Path, k.Doc.Example, list)
			continue
		}
		var w walker
		typ, value := k.typ, doc.Root.Get("k")
		if name := last(k.Path); name == "*" || name == "x-*" { // the example shows the name too, where one map holds it
			if value.Kind == source.Map && walksAs(&w, k, value) {
				continue
			}
		}
		if w.value(typ, value, place{path: k.Path, key: text(last(k.Path))}); len(w.list) > 0 {
			t.Errorf("%s: the example %s: %v", k.Path, k.Doc.Example, w.list)
		}
	}
	if len(keys) < 500 {
		t.Errorf("only %d keys", len(keys))
	}
}

func walksAs(w *walker, k Key, value *source.Node) bool {
	w.entries(k.def, value, place{path: k.Path})
	missing := 0
	for _, d := range w.list {
		if d.Code == "missing-key" {
			missing++
		}
	}
	ok := len(w.list) == missing
	w.list = nil
	return ok
}

func TestMarkdown(t *testing.T) {
	introduction, err := os.ReadFile("language_intro.md")
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "../docs/language.md", Markdown(string(introduction)))
}

func TestExplain(t *testing.T) {
	var b strings.Builder
	for _, path := range []string{"jobs.*.timeout", "jobs.build.steps[0].cloudformation.action", "environments.*.ephemeral.auto_stop",
		"jobs.*.steps", "x-anchor", "triggers.merge_request"} {
		s, ok := Explain(path)
		if !ok {
			t.Errorf("%s: not found", path)
		}
		b.WriteString("$ cdc explain " + path + "\n" + s + "\n")
	}
	golden.Check(t, "testdata/explain.txt", []byte(b.String()))
	for _, path := range []string{"", "jobz", "jobs.*.nothing", "jobs.!.steps", "name.x", "jobs..steps"} {
		if s, ok := Explain(path); ok {
			t.Errorf("%q: %s", path, s)
		}
	}
}
