package conformance

import (
	"encoding/base64"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	yaml3 "gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/internal/emit"
)

// A tree is written on one line, so that readers in five languages can be compared as texts:
//
//	s<base64>            a text
//	d<number>            a number; 2.0 is d2, since JavaScript knows no difference
//	b0 b1 n              false, true, null
//	[ … ]                a sequence
//	{ key value … }      a map, its pairs sorted by this very notation
//	!<base64> value      a local tag and what it stands before
//	?<base64>            a value of another type, such as a date or a symbol
//	E<base64>            the reader refused the document

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func seqTree(items []string) string {
	return strings.Join(append(append([]string{"["}, items...), "]"), " ")
}

func mapTree(pairs []string) string {
	slices.Sort(pairs)
	return strings.Join(append(append([]string{"{"}, pairs...), "}"), " ")
}

func floatTree(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return "d" + strconv.FormatInt(int64(f), 10)
	}
	return "d" + strconv.FormatFloat(f, 'g', -1, 64)
}

func boolTree(b bool) string {
	if b {
		return "b1"
	}
	return "b0"
}

// readable turns the notation back into something to read in a failure.
func readable(tree string) string {
	words := strings.Fields(tree)
	for i, w := range words {
		if strings.ContainsRune("s!?E", rune(w[0])) {
			if text, err := base64.StdEncoding.DecodeString(w[1:]); err == nil {
				words[i] = string(w[0]) + strconv.Quote(string(text))
			}
		}
	}
	return strings.ReplaceAll(strings.Join(words, " "), `s"`, `"`)
}

// withoutTags drops the tags: Psych's safe reader forgets them.
func withoutTags(tree string) string {
	words := strings.Fields(tree)
	words = slices.DeleteFunc(words, func(w string) bool { return w[0] == '!' })
	return strings.Join(words, " ")
}

// emitTree is the truth: what was meant.
func emitTree(v emit.Value) string {
	switch v := v.(type) {
	case emit.Str:
		return "s" + b64(string(v))
	case emit.Int:
		return "d" + strconv.FormatInt(int64(v), 10)
	case emit.Bool:
		return boolTree(bool(v))
	case emit.Flow:
		return emitTree(v.Value)
	case emit.Shared:
		return emitTree(v.Value)
	case emit.Tag:
		return "!" + b64(v.Name) + " " + emitTree(v.Value)
	case emit.Seq:
		items := make([]string, len(v))
		for i, x := range v {
			items[i] = emitTree(x)
		}
		return seqTree(items)
	case emit.Map:
		pairs := make([]string, len(v))
		for i, e := range v {
			pairs[i] = "s" + b64(e.Key) + " " + emitTree(e.Value)
		}
		return mapTree(pairs)
	}
	return "n"
}

func yaml3Tree(doc []byte) string {
	var n yaml3.Node
	if err := yaml3.Unmarshal(doc, &n); err != nil {
		return "E" + b64(err.Error())
	}
	return yaml3Node(&n)
}

func yaml3Node(n *yaml3.Node) string {
	if n.Kind == yaml3.DocumentNode {
		return yaml3Node(n.Content[0])
	}
	tag := ""
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") {
		tag = "!" + b64(n.Tag) + " "
		n.Tag = ""
	}
	var items []string
	switch n.Kind {
	case yaml3.AliasNode:
		return yaml3Node(n.Alias)
	case yaml3.SequenceNode:
		for _, c := range n.Content {
			items = append(items, yaml3Node(c))
		}
		return tag + seqTree(items)
	case yaml3.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			items = append(items, yaml3Node(n.Content[i])+" "+yaml3Node(n.Content[i+1]))
		}
		return tag + mapTree(items)
	}
	var v any
	if err := n.Decode(&v); err != nil {
		return "E" + b64(err.Error())
	}
	return tag + goTree(v)
}

func goTree(v any) string {
	switch v := v.(type) {
	case nil:
		return "n"
	case string:
		return "s" + b64(v)
	case bool:
		return boolTree(v)
	case int, int64, uint64:
		return fmt.Sprintf("d%d", v)
	case float64:
		return floatTree(v)
	}
	return "?" + b64(fmt.Sprintf("%T %v", v, v))
}

func goccyTree(doc []byte) string {
	f, err := parser.ParseBytes(doc, 0)
	if err != nil {
		return "E" + b64(err.Error())
	}
	if len(f.Docs) != 1 {
		return "E" + b64(fmt.Sprintf("%d documents", len(f.Docs)))
	}
	return goccyDoc{}.node(f.Docs[0].Body)
}

// goccyDoc is a document's anchors with the trees of what they stand before.
type goccyDoc map[string]string

func (d goccyDoc) node(n ast.Node) string {
	var items []string
	switch n := n.(type) {
	case *ast.SequenceNode:
		for _, v := range n.Values {
			items = append(items, d.node(v))
		}
		return seqTree(items)
	case *ast.MappingNode:
		for _, p := range n.Values {
			items = append(items, d.node(p.Key)+" "+d.node(p.Value))
		}
		return mapTree(items)
	case *ast.MappingKeyNode:
		return d.node(n.Value)
	case *ast.TagNode:
		if strings.HasPrefix(n.Start.Value, "!!") {
			return d.node(n.Value)
		}
		return "!" + b64(n.Start.Value) + " " + d.node(n.Value)
	case *ast.AnchorNode:
		tree := d.node(n.Value)
		d[n.Name.String()] = tree
		return tree
	case *ast.AliasNode:
		return d[n.Value.String()]
	case *ast.LiteralNode:
		return "s" + b64(n.Value.Value)
	case *ast.StringNode:
		return "s" + b64(n.Value)
	case *ast.NullNode, nil:
		return "n"
	case ast.ScalarNode:
		return goTree(n.GetValue())
	}
	return "?" + b64(fmt.Sprintf("%T %s", n, n))
}
