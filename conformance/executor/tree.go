package executor

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// node reads the parts of a document that the models need, in the order in which they stand.
type node struct{ *yaml.Node }

func parse(data []byte) (node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return node{}, err
	}
	if doc.Kind != yaml.DocumentNode || doc.Content[0].Kind != yaml.MappingNode {
		return node{}, fmt.Errorf("not a map")
	}
	resolve(doc.Content[0])
	return node{doc.Content[0]}, nil
}

// resolve puts what an alias stands for in its place.
func resolve(n *yaml.Node) {
	for i, c := range n.Content {
		if c.Kind == yaml.AliasNode {
			n.Content[i] = c.Alias
			continue
		}
		resolve(c)
	}
}

// get walks down the keys; the node of what is not there is empty.
func (n node) get(keys ...string) node {
	for _, key := range keys {
		n = n.child(key)
	}
	return n
}

func (n node) child(key string) node {
	if n.Node != nil && n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return node{n.Content[i+1]}
			}
		}
	}
	return node{}
}

func (n node) is(kind yaml.Kind) bool { return n.Node != nil && n.Kind == kind }

func (n node) text() string {
	if n.is(yaml.ScalarNode) {
		return n.Value
	}
	return ""
}

func (n node) keys() (out []string) {
	if n.is(yaml.MappingNode) {
		for i := 0; i < len(n.Content); i += 2 {
			out = append(out, n.Content[i].Value)
		}
	}
	return out
}

func (n node) items() (out []node) {
	if n.is(yaml.SequenceNode) {
		for _, c := range n.Content {
			out = append(out, node{c})
		}
	}
	return out
}

// texts returns a scalar, or the scalars of a sequence of any depth.
func (n node) texts() (out []string) {
	if n.is(yaml.ScalarNode) {
		return []string{n.Value}
	}
	for _, item := range n.items() {
		out = append(out, item.texts()...)
	}
	return out
}

// scripts returns texts with their places.
func (n node) scripts(place string) (out []Script) {
	for i, text := range n.texts() {
		out = append(out, Script{Place: fmt.Sprintf("%s[%d]", place, i), Text: text})
	}
	return out
}

// vars returns a map of scalars.
func (n node) vars() map[string]string {
	out := map[string]string{}
	for _, key := range n.keys() {
		v := n.get(key)
		if v.is(yaml.MappingNode) { // GitLab's {value: …, description: …}
			v = v.get("value")
		}
		out[key] = v.text()
	}
	return out
}

func merge(maps ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, m := range maps {
		for k, v := range m {
			out[k] = v
		}
	}
	return out
}

// axis is one dimension of a matrix.
type axis struct {
	name   string
	values []string
}

// product returns every combination, the last axis fastest.
func product(axes []axis) []map[string]string {
	out := []map[string]string{{}}
	for _, a := range axes {
		var next []map[string]string
		for _, row := range out {
			for _, v := range a.values {
				next = append(next, merge(row, map[string]string{a.name: v}))
			}
		}
		out = next
	}
	return out
}

// instance names a row of a matrix.
func instance(row map[string]string) string {
	var out []string
	for k, v := range row {
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func text(scripts []Script) []string {
	out := make([]string, len(scripts))
	for i, s := range scripts {
		out[i] = s.Text
	}
	return out
}

// quote makes one word of the shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
