package spec_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/schema"
)

// arms are files that together have every key of the language, and every arm of its unions.
var arms = []string{"every-key", "other-arms", "more-arms", "token-parameter"}

func load(t *testing.T, name string) *source.Node {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	doc, found := source.Parse(name, data)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return doc.Root
}

// TestEveryKey holds that the files have every key that the schema knows.
func TestEveryKey(t *testing.T) {
	have := map[string]bool{}
	for _, name := range arms {
		root := load(t, name)
		keys(root, have)
		if found := schema.Check(root); len(found) > 0 {
			t.Errorf("%s is no spec: %v", name, found)
		}
	}
	var doc any
	if err := json.Unmarshal(schema.JSONSchema(), &doc); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	properties(doc, want)
	if len(want) < 150 {
		t.Error("the schema has only", len(want), "keys")
	}
	for key := range want {
		if !have[key] {
			t.Errorf("no file has the key %q", key)
		}
	}
}

// keys collects all keys of a tree.
func keys(n *source.Node, out map[string]bool) {
	for _, e := range n.Entries {
		out[e.Key.Text] = true
		keys(e.Value, out)
	}
	for _, i := range n.Items {
		keys(i, out)
	}
}

// properties collects the names under every `properties` of a JSON Schema.
func properties(v any, out map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		if p, ok := v["properties"].(map[string]any); ok {
			for name := range p {
				out[name] = true
			}
		}
		for _, sub := range v {
			properties(sub, out)
		}
	case []any:
		for _, sub := range v {
			properties(sub, out)
		}
	}
}

// TestEveryValue holds that every scalar of a spec is found in what is decoded from it, with its place.
func TestEveryValue(t *testing.T) {
	for _, name := range arms {
		root := load(t, name)
		have := map[*source.Node]bool{}
		nodes(reflect.ValueOf(spec.Decode(root)), have)
		each(root, "", func(path string, n *source.Node) {
			if !have[n] && !strings.HasPrefix(path, ".x-") {
				t.Errorf("%s: %s (%q) is lost", name, path, n.Text)
			}
		})
	}
}

// nodes collects the nodes of all values; of what is kept as a tree, all that is below. The Node of a whole object is
// not enough to say that its values were decoded.
func nodes(v reflect.Value, out map[*source.Node]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			nodes(v.Elem(), out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			nodes(v.Index(i), out)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field, name := v.Field(i), v.Type().Field(i).Name
			n, isNode := field.Interface().(*source.Node)
			value := strings.HasPrefix(v.Type().Name(), "Val[")
			switch {
			case isNode && n != nil && (value || slices.Contains([]string{"V", "Raw", "Ecs", "Lambda"}, name)):
				each(n, "", func(_ string, n *source.Node) { out[n] = true })
			case !isNode:
				nodes(field, out)
			}
		}
	}
}

// each calls f for every scalar value of a tree.
func each(n *source.Node, path string, f func(string, *source.Node)) {
	if n.Kind == source.Scalar {
		f(path, n)
	}
	for _, e := range n.Entries {
		each(e.Value, path+"."+e.Key.Text, f)
	}
	for i, item := range n.Items {
		each(item, fmt.Sprintf("%s[%d]", path, i), f)
	}
}

// TestEveryField holds that every field of every type of a Spec is set by some file, so that none is forgotten.
func TestEveryField(t *testing.T) {
	set := map[string]bool{}
	for _, name := range arms {
		fields(reflect.ValueOf(spec.Decode(load(t, name))), set)
	}
	for name, ok := range set {
		if !ok {
			t.Errorf("%s is never set", name)
		}
	}
	if len(set) < 200 {
		t.Error("only", len(set), "fields seen")
	}
}

// fields notes for each field whether it was ever set.
func fields(v reflect.Value, set map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*source.Node]() {
			fields(v.Elem(), set)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fields(v.Index(i), set)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Name(); !strings.HasPrefix(name, "Val[") && !strings.HasPrefix(name, "Named[") {
				key := name + "." + v.Type().Field(i).Name
				set[key] = set[key] || !v.Field(i).IsZero()
			}
			fields(v.Field(i), set)
		}
	}
}

// TestDecode holds the values, with their places, of the specs in testdata.
func TestDecode(t *testing.T) {
	for _, name := range append([]string{"wrong-kinds"}, arms...) {
		var b strings.Builder
		write(&b, reflect.ValueOf(spec.Decode(load(t, name))), "")
		golden.Check(t, filepath.Join("testdata", name+".txt"), []byte(b.String()))
	}
}

// write writes what is set, one value on a line.
func write(b *strings.Builder, v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if n, ok := v.Interface().(*source.Node); ok && n != nil {
			fmt.Fprintf(b, "%s %d:%d\n", path, n.Range.Start.Line, n.Range.Start.Col)
		} else if !v.IsNil() {
			write(b, v.Elem(), path)
		}
	case reflect.Slice:
		for i := range v.Len() {
			write(b, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.Struct:
		if n := v.FieldByName("Node"); strings.HasPrefix(v.Type().Name(), "Val[") {
			if n := n.Interface().(*source.Node); n != nil {
				fmt.Fprintf(b, "%s = %v %d:%d\n", path, v.FieldByName("V"), n.Range.Start.Line, n.Range.Start.Col)
			}
			return
		}
		for i := range v.NumField() {
			write(b, v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	}
}
