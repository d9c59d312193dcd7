package gen

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/schema/model"
)

// ID is the versioned address of the JSON Schema. Editors use it as a name; nothing is fetched from it.
const ID = "https://cdc-dev.github.io/cdc/schema/v1/pipeline.schema.json"

// JSONSchema writes the language as a JSON Schema of draft-07, the newest that both editors and gojsonschema read.
//
// The check sees the characters that were typed; an editor sees the file as a YAML 1.2 reader does. So where text may
// stand a number or boolean is allowed too, unless no number or boolean could be such a text. The schema may therefore be
// more lenient than the check, and is never stricter: an editor must not mark what cdc accepts.
func JSONSchema(m *Model) []byte {
	w := &schemaWriter{m: m}
	root := emit.Map{
		{Key: "$schema", Value: emit.Str("http://json-schema.org/draft-07/schema#")},
		{Key: "$id", Value: emit.Str(ID)},
		{Key: "title", Value: emit.Str("cdc pipeline, cdc: v1")},
		{Key: "description", Value: emit.Str(m.Type("Spec").Doc.Text)},
	}
	root = append(root, w.object(m.maps["Spec"])...)
	var defs emit.Map
	for _, t := range m.Types {
		if t.Name != "Spec" && t.Name != "StepCommon" && t.Name != "TargetCommon" {
			defs.Add(t.Name, w.definition(t))
		}
	}
	defs.Add(booleanText, emit.Map{
		{Key: "$comment", Value: emit.Str("A boolean where text is wanted, described so that editors do not offer true and false there.")},
		{Key: "not", Value: emit.Map{{Key: "anyOf", Value: types("string", "number", "object", "array", "null")}}},
	})
	root.Add("definitions", defs)
	return emit.JSON(root)
}

type schemaWriter struct{ m *Model }

// definition writes a named type. It has no description: editors show the first that they find on a value, and that must
// be the one of its key.
func (w *schemaWriter) definition(t *model.Type) emit.Value {
	out := emit.Map{{Key: "$comment", Value: emit.Str(t.Doc.Text)}}
	if len(t.Maps) > 0 {
		out = append(emit.Map{{Key: "title", Value: emit.Str(title(t))}}, out...)
	}
	if len(t.Maps) == 1 && t.Maps[0].Name == t.Name {
		out = append(out, w.object(t.Maps[0])...)
	} else {
		out = append(out, w.alternatives(t, t.Doc)...)
	}
	if s := w.snippets(t); s != nil {
		out.Add("defaultSnippets", s)
	}
	return out
}

// use writes a type where a key or item has it.
func (w *schemaWriter) use(t *model.Type, words model.Doc) emit.Map {
	if t.Name == "" {
		return w.alternatives(t, words)
	}
	var out emit.Map
	switch all := kinds(t); len(all) {
	case 0:
	case 1:
		out.Add("type", all[0][0].Value)
	default: // yaml-language-server completes a key with its colon only where it sees what the value may be
		out = anyOf(all)
	}
	out.Add("allOf", emit.Seq{ref(t.Name)})
	return out
}

// kinds are the types of JSON that a type allows.
func kinds(t *model.Type) []emit.Map {
	var all []emit.Map
	add := func(is bool, kind string) {
		if is {
			all = append(all, emit.Map{{Key: "type", Value: emit.Str(kind)}})
		}
	}
	number, boolean := t.Int != nil, t.Bool
	for _, x := range t.Texts {
		_, err := strconv.ParseFloat(x.Const, 64)
		number = number || x.IsConst && err == nil // 0.1 without quotes
	}
	if len(t.Texts) > 0 {
		for _, other := range otherScalars(t) { // a number, or a boolean
			isBoolean := other[0].Key == "$ref"
			number, boolean = number || !isBoolean, boolean || isBoolean
		}
	}
	add(len(t.Texts) > 0, "string")
	add(number, "number")
	add(boolean, "boolean")
	add(t.List != nil, "array")
	add(len(t.Maps) > 0, "object")
	return all
}

func ref(name string) emit.Map {
	return emit.Map{{Key: "$ref", Value: emit.Str("#/definitions/" + name)}}
}

// property writes a key with its documentation.
func (w *schemaWriter) property(f model.Field) emit.Value {
	doc := f.Doc
	if len(doc.Words) == 0 {
		doc.Words = f.Type.Doc.Words // so that hovering over the key tells what the words mean
	}
	out := describe(f.Name, doc)
	out = append(out, w.use(f.Type, doc)...)
	if d := defaultValue(f); d != nil {
		out.Add("default", d)
	}
	return out
}

// describe is the documentation of a key, as text and with marks.
func describe(key string, d model.Doc) emit.Map {
	text, mark := d.Text, d.Text
	if d.Default != "" {
		text += " Default: " + strings.TrimSuffix(d.Default, ".") + "."
		mark += "\n\nDefault: " + d.Default
	}
	for i, word := range d.Words {
		if i == 0 {
			mark += "\n"
		}
		mark += "\n- `" + word.Word + "`: " + word.Text
	}
	if d.Example != "" && key != "" {
		mark += "\n\n```yaml\n" + key + ": " + d.Example + "\n```"
	}
	return emit.Map{{Key: "description", Value: emit.Str(text)}, {Key: "markdownDescription", Value: emit.Str(mark)}}
}

// defaultValue is a key's default where it is a value and not a sentence.
func defaultValue(f model.Field) emit.Value {
	d := f.Doc.Default
	for _, x := range f.Type.Texts {
		if x.IsConst && x.Const == d {
			return emit.Str(d)
		}
	}
	if f.Type.Bool && (d == "true" || d == "false") {
		return emit.Bool(d == "true")
	}
	if n, err := strconv.Atoi(d); err == nil && f.Type.Int != nil {
		return emit.Int(n)
	}
	return nil
}

// object writes a map.
func (w *schemaWriter) object(m *model.Map) emit.Map {
	out := emit.Map{{Key: "type", Value: emit.Str("object")}}
	if m.Open {
		return out
	}
	if m.Filled {
		out.Add("minProperties", emit.Int(1))
	}
	var properties emit.Map
	var required []string
	for _, f := range m.Fields {
		properties.Add(f.Name, w.property(f))
		if f.Required {
			required = append(required, f.Name)
		}
	}
	if len(properties) > 0 {
		out.Add("properties", properties)
	}
	if len(required) > 0 {
		out.Add("required", emit.Strs(required...))
	}
	switch {
	case m.Value == nil:
		out.Add("additionalProperties", emit.Bool(false))
	case len(m.Fields) > 0:
		entry := append(describe("", m.Entry), w.use(m.Value, m.Entry)...)
		out.Add("patternProperties", emit.Map{{Key: m.Key.Texts[0].Match[0], Value: entry}})
		out.Add("additionalProperties", emit.Bool(false))
	default:
		out.Add("propertyNames", anyOf(w.strings(m.Key.Texts, m.Key.Doc)))
		out.Add("additionalProperties", append(describe("", m.Entry), w.use(m.Value, m.Entry)...))
	}
	return out
}

// alternatives writes what a type allows, in place.
func (w *schemaWriter) alternatives(t *model.Type, words model.Doc) emit.Map {
	if t.Any {
		return emit.Map{}
	}
	arms := w.strings(t.Texts, words)
	if len(t.Texts) > 0 {
		arms = append(arms, otherScalars(t)...)
	} else {
		if t.Bool {
			arms = append(arms, emit.Map{{Key: "type", Value: emit.Str("boolean")}})
		}
		if t.Int != nil {
			arms = append(arms, integer(t.Int))
		}
	}
	if t.List != nil {
		list := emit.Map{{Key: "type", Value: emit.Str("array")}, {Key: "items", Value: w.use(t.List.Elem, t.List.Elem.Doc)}}
		if t.List.Min > 0 {
			list.Add("minItems", emit.Int(t.List.Min))
		}
		arms = append(arms, list)
	}
	for _, m := range t.Maps {
		arms = append(arms, ref(m.Name))
	}
	return anyOf(arms)
}

func anyOf(arms []emit.Map) emit.Map {
	if len(arms) == 1 && arms[0][0].Key != "$ref" {
		return arms[0]
	}
	var all emit.Seq
	for _, a := range arms {
		all = append(all, a)
	}
	if len(arms) == 1 {
		return emit.Map{{Key: "allOf", Value: all}}
	}
	return emit.Map{{Key: "anyOf", Value: all}}
}

// strings writes the alternatives that are text: the words as one enum, each other text with its constraints.
func (w *schemaWriter) strings(texts []model.Text, doc model.Doc) []emit.Map {
	var arms []emit.Map
	var words, says, numbers emit.Seq
	for _, x := range texts {
		if !x.IsConst {
			arms = append(arms, w.constraints(x))
			continue
		}
		if len(doc.Words) == 0 && x.Def != "" {
			doc.Words = w.m.Type(x.Def).Doc.Words
		}
		words = append(words, emit.Str(x.Const))
		says = append(says, emit.Str(meaning(doc, x.Const)))
		if _, err := strconv.ParseFloat(x.Const, 64); err == nil {
			numbers = append(numbers, emit.Raw(x.Const))
		}
	}
	if len(words) > 0 {
		one := emit.Map{{Key: "type", Value: emit.Str("string")}, {Key: "enum", Value: words}}
		if len(doc.Words) > 0 {
			one.Add("enumDescriptions", says)
		}
		arms = append([]emit.Map{one}, arms...)
	}
	if len(numbers) > 0 {
		one := emit.Map{{Key: "type", Value: emit.Str("number")}, {Key: "enum", Value: numbers}}
		if len(doc.Words) > 0 && len(numbers) == len(words) {
			one.Add("enumDescriptions", says)
		}
		arms = append(arms, one)
	}
	return arms
}

func meaning(d model.Doc, word string) string {
	for _, w := range d.Words {
		if w.Word == word {
			return w.Text
		}
	}
	return ""
}

func (w *schemaWriter) constraints(x model.Text) emit.Map {
	out := emit.Map{{Key: "type", Value: emit.Str("string")}}
	if x.Filled {
		out.Add("minLength", emit.Int(1))
	}
	if x.Max > 0 {
		out.Add("maxLength", emit.Int(x.Max))
	}
	var all emit.Seq
	for i, p := range x.Match {
		if i == 0 {
			out.Add("pattern", emit.Str(p))
			if x.Def != "" { // instead of the pattern, which tells nobody anything
				out.Add("patternErrorMessage", emit.Str(w.m.Type(x.Def).Doc.Text))
			}
			continue
		}
		all = append(all, emit.Map{{Key: "pattern", Value: emit.Str(p)}})
	}
	for _, p := range x.Not {
		all = append(all, emit.Map{{Key: "not", Value: emit.Map{{Key: "pattern", Value: emit.Str(p)}}}})
	}
	switch {
	case len(all) == 1:
		out = append(out, all[0].(emit.Map)...)
	case len(all) > 1:
		out.Add("allOf", all)
	}
	return out
}

func integer(n *model.Int) emit.Map {
	out := emit.Map{{Key: "type", Value: emit.Str("integer")}}
	if n.HasMin {
		out.Add("minimum", emit.Int(n.Min))
	}
	if n.HasMax {
		out.Add("maximum", emit.Int(n.Max))
	}
	return out
}

// otherScalars are the numbers and booleans that stand in the file where the text is wanted.
func otherScalars(t *model.Type) []emit.Map {
	var arms []emit.Map
	switch {
	case t.Int != nil:
		arms = append(arms, integer(t.Int))
	case t.Number || anyAdmitted(t, "0", "5", "15", "3.10", "0.25", "-1", "1e3", "123456789012", "755"):
		arms = append(arms, emit.Map{{Key: "type", Value: emit.Str("number")}})
	}
	if t.Boolean || anyAdmitted(t, "true", "false", "True", "False", "TRUE", "FALSE") {
		arms = append(arms, ref(booleanText))
	}
	return arms
}

// booleanText is the definition of a boolean that counts as text.
const booleanText = "BooleanAsText"

func types(names ...string) emit.Seq {
	var out emit.Seq
	for _, n := range names {
		out = append(out, emit.Map{{Key: "type", Value: emit.Str(n)}})
	}
	return out
}

func anyAdmitted(t *model.Type, samples ...string) bool {
	for _, s := range samples {
		for _, x := range t.Texts {
			if !x.IsConst && admits(x, s) {
				return true
			}
		}
	}
	return false
}

func admits(x model.Text, s string) bool {
	ok := !(x.Filled && s == "") && (x.Max == 0 || utf8.RuneCountInString(s) <= x.Max)
	for _, p := range x.Match {
		ok = ok && regexp.MustCompile(p).MatchString(s)
	}
	for _, p := range x.Not {
		ok = ok && !regexp.MustCompile(p).MatchString(s)
	}
	return ok
}

// title is what editors call a map: "docker step", "cloudformation deploy", else its name as words.
func title(t *model.Type) string {
	first := ""
	if len(t.Maps) == 1 && len(t.Maps[0].Fields) > 0 {
		first = t.Maps[0].Fields[0].Name
		if x := t.Maps[0].Fields[0].Type.Texts; first == "action" && len(x) == 1 {
			first = x[0].Const
		}
	}
	switch {
	case strings.HasSuffix(t.Name, "Step") && t.Name != "Step":
		return first + " step"
	case strings.HasPrefix(t.Name, "Cfn"):
		return "cloudformation " + first
	case strings.HasPrefix(t.Name, "Sam"):
		return "sam " + first
	}
	var b strings.Builder
	for i, r := range t.Name {
		if i > 0 && r >= 'A' && r <= 'Z' && !(t.Name[i-1] >= 'A' && t.Name[i-1] <= 'Z') {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
