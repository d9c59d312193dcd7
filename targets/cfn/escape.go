package cfn

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

// braced is a variable of a shell in braces, which outside of !Sub CloudFormation leaves as it is.
var braced = regexp.MustCompile(`\$\{([A-Za-z0-9_:.]+)\}`)

// escape writes texts in which a variable of a shell is called as a resource, a parameter or a pseudo parameter is. Without
// !Sub CloudFormation takes nothing in them for a reference, but whoever reads the template may, and linters do (E1029). A
// !Sub of `${!NAME}` alone is another finding (W1020), so the dollar is the variable.
func escape(t *template) {
	for i, r := range t.resources {
		if body, ok := r.Value.(emit.Map); ok {
			for k, e := range body {
				if e.Key == "Properties" {
					body[k].Value = t.escaped(e.Value)
				}
			}
			t.resources[i].Value = body
		}
	}
}

func (t *template) escaped(v emit.Value) emit.Value {
	switch v := v.(type) {
	case emit.Str:
		if t.looksReferred(string(v)) {
			return emit.Tag{Name: "!Sub", Value: emit.Seq{emit.Str(strings.ReplaceAll(string(v), "${", "${Dollar}{")), emit.Map{{Key: "Dollar", Value: emit.Str("$")}}}}
		}
	case emit.Map:
		for i, e := range v {
			v[i].Value = t.escaped(e.Value)
		}
	case emit.Seq:
		for i, x := range v {
			v[i] = t.escaped(x)
		}
	case emit.Noted:
		v.Value = t.escaped(v.Value)
		return v
	case emit.Tag:
		if v.Name == "!If" {
			v.Value = t.escaped(v.Value)
		}
		return v
	}
	return v
}

// looksReferred reports whether a text names something of the template as !Sub would.
func (t *template) looksReferred(text string) bool {
	return slices.ContainsFunc(braced.FindAllStringSubmatch(text, -1), func(m []string) bool {
		name, _, _ := strings.Cut(m[1], ".")
		return strings.HasPrefix(name, "AWS::") || has(t.resources, name) || has(t.parameters, name)
	})
}

func has(m emit.Map, key string) bool {
	return slices.ContainsFunc(m, func(e emit.Entry) bool { return e.Key == key })
}
