package schema

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/schema/model"
)

// Key is what the language says about one key.
type Key struct {
	// Path is the key from the top, with "*" for a name of the user's own: "jobs.*.timeout". A list adds nothing.
	Path string
	// Doc is the key's documentation.
	Doc model.Doc
	// Required says that the key must be there, whatever else is.
	Required bool
	// Kind is what its value may be: "a text or a map".
	Kind string
	// Of are the words that tell the maps apart that have the key, such as "deploy"; empty when all have it.
	Of []string

	typ *model.Type
	def *model.Map // that has the key
}

// Keys returns every key of the language, in the order of pipeline.cue. Steps, which may stand in many places, are told
// of under jobs.*.steps only, unless all is true.
func Keys(all bool) []Key {
	var out []Key
	seen := map[*model.Map]bool{}
	var walk func(path string, t *model.Type)
	walk = func(path string, t *model.Type) {
		if t == &tStep && path != "jobs.*.steps" && !all {
			return
		}
		for _, k := range children(path, t) {
			out = append(out, k)
			if all || !seen[only(k.typ)] || only(k.typ) == nil {
				seen[only(k.typ)] = true
				walk(k.Path, k.typ)
			}
		}
	}
	walk("", &tSpec)
	return out
}

// only is the one map that a type may be, through lists; else nil.
func only(t *model.Type) *model.Map {
	for t.List != nil && len(t.Maps) == 0 {
		t = t.List.Elem
	}
	if len(t.Maps) == 1 {
		return t.Maps[0]
	}
	return nil
}

// children are the keys that may stand right below a value of type t.
func children(path string, t *model.Type) []Key {
	if path != "" {
		path += "."
	}
	var out []Key
	at := map[string]int{}
	maps := allMaps(t)
	for _, m := range maps {
		for i := range m.Fields {
			f := &m.Fields[i]
			k, known := at[f.Name]
			if !known {
				k = len(out)
				at[f.Name] = k
				out = append(out, Key{Path: path + f.Name, Doc: docOf(f), Required: f.Required, Kind: wanted(f.Type), typ: f.Type, def: m})
			}
			if w := wordField(m); w != nil && len(maps) > 1 {
				out[k].Of = append(out[k].Of, w.Type.Texts[0].Const)
			}
			if known && f.Name == "action" {
				out[k].Doc.Words = append(out[k].Doc.Words, f.Doc.Words...)
			}
		}
		if m.Value != nil {
			name := "*"
			if len(m.Fields) > 0 {
				name = "x-*"
			}
			out = append(out, Key{Path: path + name, Doc: m.Entry, Kind: wanted(m.Value), typ: m.Value, def: m})
		}
	}
	for i := range out {
		if len(out[i].Of) == len(maps) {
			out[i].Of = nil
		}
		for _, m := range maps {
			f := m.Field(last(out[i].Path))
			out[i].Required = out[i].Required && f >= 0 && m.Fields[f].Required
		}
	}
	return out
}

// docOf is a key's documentation, with the meaning of its words where its definition has it.
func docOf(f *model.Field) model.Doc {
	d := f.Doc
	if len(d.Words) == 0 {
		d.Words = f.Type.Doc.Words
	}
	if len(d.Words) == 0 && f.Type.List != nil {
		d.Words = f.Type.List.Elem.Doc.Words
	}
	return d
}

// allMaps are the maps that a value may be, or its items.
func allMaps(t *model.Type) []*model.Map {
	maps := t.Maps
	for t.List != nil {
		t = t.List.Elem
		if len(maps) == 0 {
			maps = t.Maps
		}
	}
	return maps
}

// Explain says what a key means. The path may hold names of the user's own and indices: "jobs.build.steps[0].run" is
// "jobs.*.steps.run". It reports false when the language has no such key.
func Explain(path string) (string, bool) {
	k, ok := find(path)
	if !ok {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\n", k.Path, k.Doc.Text)
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%-9s %s\n", name, value)
		}
	}
	line("value", kindText(k))
	if k.Required {
		line("required", "yes")
	}
	line("default", k.Doc.Default)
	line("only in", strings.Join(k.Of, ", "))
	line("example", exampleLine(k))
	if len(k.Doc.Words) > 0 {
		b.WriteString("\nIts words:\n\n")
		for _, w := range k.Doc.Words {
			fmt.Fprintf(&b, "  %-26s %s\n", w.Word, w.Text)
		}
	}
	if below := children(k.Path, k.typ); len(below) > 0 {
		b.WriteString("\nKeys below it:\n\n")
		for _, c := range below {
			fmt.Fprintf(&b, "  %-26s %s\n", last(c.Path)+mark(c), c.Doc.Text)
		}
	}
	return b.String(), true
}

// mark is "!" behind a key that must be there.
func mark(k Key) string {
	if k.Required {
		return "!"
	}
	return ""
}

func last(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// kindText is the kind of a key's value with the rule for its text, when it has one.
func kindText(k Key) string {
	t := k.typ
	if t.List != nil && len(t.Texts) == 0 && len(t.Maps) == 0 {
		return k.Kind + " of " + plural(t.List.Elem)
	}
	if len(t.Texts) > 0 && !t.Texts[0].IsConst && t.Texts[0].Def != "Filled" && t.Texts[0].Def != "Text" {
		for _, d := range allTypes {
			if d.Name == t.Texts[0].Def {
				return k.Kind + ": " + lower(d.Doc.Text)
			}
		}
	}
	return k.Kind
}

func plural(t *model.Type) string {
	switch {
	case len(t.Texts) > 0 && len(t.Maps) > 0:
		return "texts and maps"
	case len(t.Texts) > 0 && t.Texts[0].IsConst:
		return "words"
	case len(t.Texts) > 0:
		return "texts"
	case t.Int != nil:
		return "numbers"
	}
	return "maps"
}

func lower(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToLower(s[:1]) + strings.TrimSuffix(s[1:], ".")
}

// exampleLine is the key with a value, as one would write it.
func exampleLine(k Key) string {
	if name := last(k.Path); name != "*" && name != "x-*" && k.Doc.Example != "" {
		return name + ": " + k.Doc.Example
	}
	return k.Doc.Example
}

// find follows a path through the language.
func find(path string) (Key, bool) {
	at, t := Key{}, &tSpec
	for part := range strings.SplitSeq(path, ".") {
		part, _, _ = strings.Cut(part, "[")
		next, ok := child(at.Path, t, part)
		if !ok {
			return Key{}, false
		}
		at, t = next, next.typ
	}
	return at, true
}

func child(path string, t *model.Type, name string) (Key, bool) {
	below := children(path, t)
	for _, k := range below {
		if last(k.Path) == name {
			return k, true
		}
	}
	for _, k := range below {
		switch last(k.Path) {
		case "*":
			if class(k.def.Key, name) != 0 {
				return k, true
			}
		case "x-*":
			if strings.HasPrefix(name, "x-") {
				return k, true
			}
		}
	}
	return Key{}, false
}
