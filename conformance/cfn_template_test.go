package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// What no judge of CloudFormation reads: whom a role trusts and what it may do, what the actions of a pipeline hand to each
// other, whether an ARN stands where one is wanted.

// templateOf reads a template, with the short intrinsic functions in their long form.
func templateOf(t *testing.T, f file) map[string]any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(f.Data, &n); err != nil {
		t.Fatalf("%s: %v", f.Name(), err)
	}
	m, ok := long(t, n.Content[0]).(map[string]any)
	if !ok {
		t.Fatalf("%s: no map", f.Name())
	}
	return m
}

func long(t *testing.T, n *yaml.Node) any {
	var v any
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = long(t, n.Content[i+1])
		}
		v = m
	case yaml.SequenceNode:
		s := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			s = append(s, long(t, c))
		}
		v = s
	default:
		v = n.Value
	}
	if !strings.HasPrefix(n.Tag, "!") || strings.HasPrefix(n.Tag, "!!") {
		return v
	}
	name := n.Tag[1:]
	if name == "GetAtt" {
		id, attribute, _ := strings.Cut(n.Value, ".")
		v = []any{id, attribute}
	}
	if name != "Ref" && name != "Condition" {
		name = "Fn::" + name
	}
	return map[string]any{name: v}
}

// walk calls f for every map of a tree, in the order of their keys, with the path to it.
func walk(v any, path string, f func(path string, m map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(path, v)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			walk(v[k], path+"/"+k, f)
		}
	case []any:
		for i, x := range v {
			walk(x, fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}

func listOf(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func resources(m map[string]any) map[string]any {
	r, _ := m["Resources"].(map[string]any)
	return r
}

func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
