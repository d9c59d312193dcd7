package source

import (
	"bytes"
	"fmt"
	"strings"

	yamlv3 "gopkg.in/yaml.v3"
)

// shape writes a tree without places, styles and comments: what every reader must agree about. A plain scalar counts as
// its characters.
func shape(n *Node) string {
	var b strings.Builder
	writeShape(&b, n)
	return b.String()
}

func writeShape(b *strings.Builder, n *Node) {
	switch n.Kind {
	case Map:
		b.WriteString("{")
		for _, e := range n.Entries {
			fmt.Fprintf(b, "%q:", e.Key.Text)
			writeShape(b, e.Value)
			b.WriteString(",")
		}
		b.WriteString("}")
	case Seq:
		b.WriteString("[")
		for _, i := range n.Items {
			writeShape(b, i)
			b.WriteString(",")
		}
		b.WriteString("]")
	case Bad:
		b.WriteString("bad")
	default:
		fmt.Fprintf(b, "%q", n.Text)
	}
}

// otherShape is the shape that yaml.v3 reads. It fails where yaml.v3 does, and where the text holds what cdc refuses.
func otherShape(text []byte) (string, error) {
	var doc yamlv3.Node
	if err := yamlv3.NewDecoder(bytes.NewReader(text)).Decode(&doc); err != nil {
		return "", err
	}
	var b strings.Builder
	writeOther(&b, doc.Content[0])
	return b.String(), nil
}

func writeOther(b *strings.Builder, n *yamlv3.Node) {
	switch n.Kind {
	case yamlv3.AliasNode:
		writeOther(b, n.Alias)
	case yamlv3.MappingNode:
		b.WriteString("{")
		for _, e := range otherEntries(n) {
			fmt.Fprintf(b, "%q:", e[0].Value)
			writeOther(b, e[1])
			b.WriteString(",")
		}
		b.WriteString("}")
	case yamlv3.SequenceNode:
		b.WriteString("[")
		for _, i := range n.Content {
			writeOther(b, i)
			b.WriteString(",")
		}
		b.WriteString("]")
	default:
		fmt.Fprintf(b, "%q", n.Value)
	}
}

// otherEntries are the entries of a map with `<<` done, as cdc does it.
func otherEntries(n *yamlv3.Node) [][2]*yamlv3.Node {
	var own, merged [][2]*yamlv3.Node
	have := map[string]bool{}
	var from []*yamlv3.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := deref(n.Content[i]), n.Content[i+1]
		if k.Value == "<<" && k.Style == 0 {
			from = append(from, deref(v))
			continue
		}
		have[k.Value] = true
		own = append(own, [2]*yamlv3.Node{k, v})
	}
	for len(from) > 0 {
		m := from[0]
		from = from[1:]
		if m.Kind == yamlv3.SequenceNode {
			for _, i := range m.Content {
				from = append(from, deref(i))
			}
			continue
		}
		for _, e := range otherEntries(m) {
			if !have[e[0].Value] {
				have[e[0].Value] = true
				merged = append(merged, e)
			}
		}
	}
	return append(own, merged...)
}

func deref(n *yamlv3.Node) *yamlv3.Node {
	for n.Kind == yamlv3.AliasNode {
		n = n.Alias
	}
	return n
}
