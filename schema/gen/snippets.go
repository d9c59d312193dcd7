package gen

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/schema/model"
)

// snippets are what an editor offers for a new job and for each typed step: the keys that must be there, with their
// examples to type over (yaml-language-server's `defaultSnippets`).
func (w *schemaWriter) snippets(t *model.Type) emit.Value {
	switch t.Name {
	case "Jobs":
		body := emit.Map{{Key: "${1:test}", Value: emit.Map{{Key: "steps", Value: emit.Seq{emit.Str("${2:make test}")}}}}}
		return emit.Seq{snippet("job", "A job with one step", body)}
	case "Matrix": // of an empty map an editor sees only that its keys are the user's own
		axes := emit.Map{{Key: "${1:GO}", Value: emit.Seq{emit.Str("${2:1.24}")}}}
		include := emit.Map{{Key: "include", Value: emit.Seq{emit.Map{{Key: "${1:GO}", Value: emit.Str("${2:1.24}")}}}}}
		return emit.Seq{snippet("axes", "Values for each variable; every combination runs", axes), snippet("include", "The combinations that run", include)}
	case "Step":
		var all emit.Seq
		for _, m := range t.Maps {
			f := m.Fields[0]
			if len(f.Type.Maps) == 0 {
				n := 0
				all = append(all, snippet(f.Name, m.Doc.Text, emit.Map{{Key: f.Name, Value: w.stop(f, &n)}}))
			}
			for _, inner := range f.Type.Maps {
				label := f.Name
				if len(f.Type.Maps) > 1 {
					label += " " + inner.Fields[0].Type.Texts[0].Const
				}
				n := 0
				body := emit.Map{{Key: f.Name, Value: w.required(inner, &n)}}
				all = append(all, snippet(label, inner.Doc.Text, body))
			}
		}
		return all
	}
	return nil
}

func snippet(label, description string, body emit.Value) emit.Value {
	return emit.Map{{Key: "label", Value: emit.Str(label)}, {Key: "description", Value: emit.Str(description)}, {Key: "body", Value: body}}
}

// required writes the keys of a map that must be there.
func (w *schemaWriter) required(m *model.Map, n *int) emit.Value {
	var out emit.Map
	for _, f := range m.Fields {
		if f.Required {
			out.Add(f.Name, w.stop(f, n))
		}
	}
	return out
}

// stop is the value of a key in a snippet: a fixed word, a place to type, or what is required below.
func (w *schemaWriter) stop(f model.Field, n *int) emit.Value {
	t := f.Type
	if len(t.Texts) == 1 && t.Texts[0].IsConst {
		return emit.Str(t.Texts[0].Const)
	}
	if len(t.Texts) == 0 && len(t.Maps) > 0 {
		return w.required(t.Maps[0], n)
	}
	*n++
	example := strings.Trim(f.Doc.Example, `[]"`)
	text := emit.Str("${" + strconv.Itoa(*n) + ":" + strings.NewReplacer("$", `\$`, "}", `\}`).Replace(example) + "}")
	if t.List != nil && len(t.Texts) == 0 {
		return emit.Seq{text}
	}
	return text
}
