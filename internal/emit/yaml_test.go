package emit_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	yaml3 "gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/emit/nasty"
)

// contexts puts a text in every place where a text can stand.
func contexts(s string) (emit.Value, any) {
	text := emit.Str(s)
	doc := emit.Map{
		{Key: "value", Value: text, Line: "note"},
		{Key: "items", Value: emit.Seq{text, emit.Seq{text, emit.Str("x")}, emit.Map{{Key: "a", Value: text}, {Key: "b", Value: text}}, emit.Str("x")}},
		{Key: "keys", Value: emit.Map{{Key: "k" + s, Value: emit.Str("x")}, {Key: s, Value: emit.Str("x")}}, Blank: true},
		{Key: "under", Value: emit.Map{{Key: s, Value: emit.Map{{Key: "x", Value: text}}}}},
		{Key: "flow", Value: emit.Flow{Value: emit.Seq{text, emit.Map{{Key: s, Value: text}, {Key: "k" + s, Value: text}}, text}}},
		{Key: "deep", Value: emit.Seq{emit.Map{{Key: "a", Value: emit.Map{{Key: "b", Value: emit.Seq{text, emit.Seq{text}}, Head: []string{s}}}}}}},
		{Key: "shared", Value: emit.Seq{emit.Shared{Name: "a-1", Value: text}, emit.Shared{Name: "a-1", Value: text}, emit.Str("x")}},
		{Key: "last", Value: text, Head: []string{"a: b", s}, Blank: true, Line: s},
	}
	under := map[string]any{s: map[string]any{"x": s}}
	return doc, map[string]any{
		"value": s, "items": []any{s, []any{s, "x"}, map[string]any{"a": s, "b": s}, "x"},
		"keys": map[string]any{"k" + s: "x", s: "x"}, "under": under,
		"flow":   []any{s, map[string]any{s: s, "k" + s: s}, s},
		"deep":   []any{map[string]any{"a": map[string]any{"b": []any{s, []any{s}}}}},
		"shared": []any{s, s, "x"},
		"last":   s,
	}
}

func check(t *testing.T, s string) {
	t.Helper()
	doc, want := contexts(s)
	out := emit.YAML([]string{"head", s}, doc)
	var got any
	if err := yaml3.Unmarshal(out, &got); err != nil {
		t.Fatalf("yaml.v3 on %q: %v\n%s", s, err, out)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("yaml.v3 reads %q as\n%q\nof\n%s", s, got, out)
	}
	got = nil
	if err := yaml.Unmarshal(out, &got); err != nil {
		t.Fatalf("goccy on %q: %v\n%s", s, err, out)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("goccy reads %q as\n%q\nof\n%s", s, got, out)
	}
	got = nil
	if err := json.Unmarshal(emit.JSON(doc), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("JSON of %q: %v %q", s, err, got)
	}
}

func TestNasty(t *testing.T) {
	for _, s := range nasty.Texts(5000) {
		t.Run(fmt.Sprintf("%.30q", s), func(t *testing.T) { check(t, s) })
	}
}

func FuzzYAML(f *testing.F) {
	for _, s := range nasty.Texts(400) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, strings.ToValidUTF8(s, "?")) })
}
