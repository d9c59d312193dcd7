// Package judge holds schemas of the files that the targets write, and checks files against them. Some are the vendor's
// own; where a vendor publishes none, ours is written from the manual and is a product in itself (cdc schema --output-of).
//
// A schema is JSON Schema, draft 7. What the library says about a fault never reaches a user: Check says it in our words.
package judge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xeipuuv/gojsonschema"
)

// document is a schema by the name of its target or format.
type document struct {
	name string
	text []byte
	// words says what a key of the format is called in a message: "a buildspec".
	words string
}

// documents lists the schemas; each stands in a file of its own.
var documents = []document{codebuild}

// Names are the formats that have a schema.
func Names() []string {
	var out []string
	for _, d := range documents {
		out = append(out, d.name)
	}
	return out
}

// Schema returns the schema of a format, or nil when there is none.
func Schema(name string) []byte {
	if d := lookup(name); d != nil {
		return d.text
	}
	return nil
}

func lookup(name string) *document {
	for i := range documents {
		if documents[i].name == name {
			return &documents[i]
		}
	}
	return nil
}

// Problem is one fault of a document.
type Problem struct {
	// Path is the keys and indices down to the faulty value; for a key that does not belong there, down to the key.
	Path []string
	// Message is what is wrong, in a sentence without a full stop; Help is the change, or empty.
	Message, Help string
}

// Where is the path as people write it: phases.build.commands[0].
func (p Problem) Where() string {
	var b strings.Builder
	for _, k := range p.Path {
		switch {
		case k != "" && strings.Trim(k, "0123456789") == "":
			b.WriteString("[" + k + "]")
		case b.Len() > 0:
			b.WriteString("." + k)
		default:
			b.WriteString(k)
		}
	}
	return b.String()
}

// Check holds a document, given as JSON, to the schema of a format, and returns all problems in order of their paths. An
// unknown format has none.
func Check(name string, json []byte) []Problem {
	d := lookup(name)
	if d == nil {
		return nil
	}
	schema, err := gojsonschema.NewSchema(gojsonschema.NewBytesLoader(d.text))
	if err != nil {
		return []Problem{{Message: "the schema of " + name + " is broken"}} // a test holds that it is not
	}
	result, err := schema.Validate(gojsonschema.NewBytesLoader(json))
	if err != nil {
		return []Problem{{Message: "this is not a JSON document"}}
	}
	known := keysOf(d.text)
	var out []Problem
	for _, e := range result.Errors() {
		if p, ok := problem(d, e, known); ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(slices.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b Problem) bool { return slices.Equal(a.Path, b.Path) && a.Message == b.Message })
}
