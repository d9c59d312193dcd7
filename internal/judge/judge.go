// Package judge holds cdc's own JSON Schemas (draft-07) of the files that the targets read, and holds files to them.
//
// There is no public schema of buildspec, appspec or shippable.yml, and GitLab's own lets unknown keys pass. These are
// strict: a key that the platform does not know is an error, because the platform would ignore it in silence.
package judge

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/xeipuuv/gojsonschema"
)

// document is one file format.
type document struct {
	name string
	text []byte
	// words is the format in a sentence: "a buildspec of this version".
	words string

	once   sync.Once
	schema *gojsonschema.Schema
	known  []string
}

// documents is every format, in the order in which they are listed.
var documents = []*document{&gitlab, &codebuild, &shippable, &appspec}

// Names lists the formats.
func Names() []string {
	out := make([]string, len(documents))
	for i, d := range documents {
		out[i] = d.name
	}
	return out
}

// Schema returns the schema of a format, or nil when there is none of that name.
func Schema(name string) []byte {
	if d := named(name); d != nil {
		return d.text
	}
	return nil
}

func named(name string) *document {
	for _, d := range documents {
		if d.name == name {
			return d
		}
	}
	return nil
}

// Problem is one place where a document breaks its schema.
type Problem struct {
	// Path is the keys and indexes from the top of the document to what is wrong.
	Path []string
	// Message says it in our words; Help is what was probably meant, or empty.
	Message, Help string
}

// Where is the path as people write it: "phases.build.commands[1]".
func (p Problem) Where() string {
	var b strings.Builder
	for i, k := range p.Path {
		switch {
		case k != "" && strings.Trim(k, "0123456789") == "":
			b.WriteString("[" + k + "]")
		case i > 0:
			b.WriteString("." + k)
		default:
			b.WriteString(k)
		}
	}
	return b.String()
}

// Check holds a document, as JSON, to a format. The problems are sorted by place; an unknown format has none.
func Check(name string, json []byte) []Problem {
	d := named(name)
	if d == nil {
		return nil
	}
	d.once.Do(d.compile)
	res, err := d.schema.Validate(gojsonschema.NewBytesLoader(json))
	if err != nil {
		return []Problem{{Message: "this is no document of keys and values"}}
	}
	var out []Problem
	for _, e := range res.Errors() {
		if p, ok := problem(d, e, d.known); ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Problem) int { return strings.Compare(a.Where()+a.Message, b.Where()+b.Message) })
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Where() == b.Where() && a.Message == b.Message })
}

// compile reads the schema once. The schemas hold no reference outside themselves, so nothing is fetched; that each of
// them compiles is tested.
func (d *document) compile() {
	s, err := gojsonschema.NewSchema(gojsonschema.NewBytesLoader(d.text))
	if err != nil {
		panic(fmt.Sprintf("internal/judge: schema of %s: %v", d.name, err))
	}
	d.schema, d.known = s, keysOf(d.text)
}
