package schema

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema/model"
)

// scalar reports what is wrong with a scalar.
func (w *walker) scalar(t *model.Type, n *source.Node, at place) {
	if len(t.Texts) > 0 {
		w.text(t, n, at)
		return
	}
	_, isBool := boolean(n)
	v, isInt := integer(n)
	switch {
	case isBool && t.Bool, isInt && t.Int != nil && inBounds(t.Int, v):
	case isInt && t.Int != nil:
		w.bounds(t.Int, n, at)
	case t.Bool && truth(n.Text) != "":
		w.say("wrong-kind", n.Range, at.path, shown(n)+" is a text here, not true or false", "write "+truth(n.Text))
	case t.Int != nil && n.Style != source.Plain && digits(n.Text):
		w.say("wrong-kind", n.Range, at.path, shown(n)+" is a text, because of its quotes, and a number is wanted", "write "+n.Text)
	case t.Int != nil && n.Style == source.Plain && digits(n.Text):
		w.bounds(t.Int, n, at) // too big for any number
	default:
		w.wrongKind(t, n, at)
	}
}

// truth is how the language spells what other readers of YAML take for a boolean.
func truth(s string) string {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "y":
		return "true"
	case "false", "no", "off", "n":
		return "false"
	}
	return ""
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// shown is a scalar in a message: the user's own text in quotes, cut where it is long.
func shown(n *source.Node) string {
	s := n.Text
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i] + "…"
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:57]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// numbers says what each number of the language is about.
var numbers = map[string]struct {
	code          diag.Code
	message, help string
}{
	"Tries":       {"retry-limit", "at most 2; GitLab allows no more", "write 2"},
	"Port":        {"bad-number", "a port is a number from 1 to 65535", ""},
	"HookSeconds": {"bad-number", "CodeDeploy gives all scripts of an event 1 to 3600 seconds", "write 3600, or less"},
}

func (w *walker) bounds(r *model.Int, n *source.Node, at place) {
	x, ok := numbers[r.Def]
	switch {
	case !ok:
		w.say("bad-number", n.Range, at.path, fmt.Sprintf("%s is not between %d and %d", n.Text, r.Min, r.Max), "")
	case r.Def == "Tries" && strings.HasPrefix(n.Text, "-"):
		w.say(x.code, n.Range, at.path, "a job cannot start again a negative number of times", "write 0, 1 or 2")
	default:
		w.say(x.code, n.Range, at.path, x.message, x.help)
	}
}

// empty reports a key without a value.
func (w *walker) empty(t *model.Type, n *source.Node, at place) {
	message, help := "has no value", ""
	switch {
	case at.path == "jobs":
		w.say("no-jobs", emptyPlace(n, at), at.path, "is empty", "write at least one job: "+mJobs.Entry.Example)
		return
	case at.in == &mJobs:
		help = otherTool(at, n)
	case at.key == nil:
		help = "delete the `-`, or write what belongs behind it"
	case len(t.Texts) > 0 && allowsEmpty(t):
		help = `write "" for an empty text, or delete the key`
	case len(t.Maps) == 1 && required(t.Maps[0]) == 0 && !t.Maps[0].Filled:
		help = "write `" + at.name() + ": {}`, or delete the key"
	case t.List != nil && t.List.Min == 0 && len(t.Texts) == 0:
		help = "write `" + at.name() + ": []`, or delete the key"
	default:
		help = example(at)
	}
	if n.Text != "" {
		message = n.Text + " is no value here"
	}
	w.say("empty-value", emptyPlace(n, at), at.path, message, help)
}

// emptyPlace is the place of a missing value: what was typed for it, else its key.
func emptyPlace(n *source.Node, at place) diag.Range {
	if at.key != nil && (n.Text == "" || n.Range.IsZero()) {
		return at.key.Range
	}
	return n.Range
}

func allowsEmpty(t *model.Type) bool { return class(t, "") != 0 }

func required(m *model.Map) int {
	n := 0
	for _, f := range m.Fields {
		if f.Required {
			n++
		}
	}
	return n
}

// example is the key with a value as one would write it.
func example(at place) string {
	if at.in == nil {
		return ""
	}
	if f := at.field(); f != nil {
		return "for example `" + f.Name + ": " + f.Doc.Example + "`"
	}
	if at.in.Entry.Example != "" {
		one := strings.TrimSuffix(strings.TrimPrefix(at.in.Entry.Example, "{"), "}")
		return "for example `" + one + "`"
	}
	return ""
}

// wrongKind reports a list where a map is wanted, and the like.
func (w *walker) wrongKind(t *model.Type, n *source.Node, at place) {
	help := otherTool(at, n)
	if help == "" {
		help = kindHelp(t, n, at)
	}
	w.say("wrong-kind", n.Range, at.path, kindOf(n)+" stands where "+wanted(t)+" is wanted", help)
}

func kindHelp(t *model.Type, n *source.Node, at place) string {
	switch {
	case n.Kind == source.Scalar && t.List != nil && at.key != nil && n.IsPlain() && names(t.List.Elem, n.Text) != "":
		return "write `" + at.name() + ": [" + names(t.List.Elem, n.Text) + "]`"
	case n.Kind == source.Scalar && t.List != nil && at.key != nil && !strings.Contains(n.Text, "\n"):
		if class(t.List.Elem, n.Text) != 0 {
			return "write `" + at.name() + ": [" + asWritten(n) + "]`"
		}
	case n.Kind == source.Scalar && t.List != nil && at.key != nil:
		return "write a list, one item for each command"
	case n.Kind == source.Seq && len(n.Items) == 1 && n.Items[0].Kind == source.Scalar && len(t.Texts) > 0 && at.key != nil:
		return "write `" + at.name() + ": " + asWritten(n.Items[0]) + "`"
	}
	return example(at)
}

// names is the names of "build, deploy", which somebody wrote without brackets, or nothing.
func names(t *model.Type, s string) string {
	all := strings.Split(s, ", ")
	for _, name := range all {
		if len(all) < 2 || strings.ContainsAny(name, " ,[]{}#$'\"") || class(t, name) == 0 {
			return ""
		}
	}
	return s
}

// asWritten is a scalar as one would write it inside a flow list.
func asWritten(n *source.Node) string {
	if n.Style != source.Plain || strings.ContainsAny(n.Text, ",[]{}#") {
		return quoted(n.Text)
	}
	return n.Text
}

func kindOf(n *source.Node) string {
	switch n.Kind {
	case source.Map:
		return "a map"
	case source.Seq:
		return "a list"
	case source.Null:
		return "nothing"
	}
	return "the text " + shown(n)
}

// wanted names the kinds that a type allows.
func wanted(t *model.Type) string {
	var kinds []string
	switch {
	case len(t.Texts) > 0 && t.Texts[0].IsConst:
		kinds = append(kinds, "a word")
	case len(t.Texts) > 0:
		kinds = append(kinds, "a text")
	}
	if len(t.Texts) == 0 && t.Bool {
		kinds = append(kinds, "true or false")
	}
	if len(t.Texts) == 0 && t.Int != nil {
		kinds = append(kinds, "a number")
	}
	if t.List != nil {
		kinds = append(kinds, "a list")
	}
	if len(t.Maps) > 0 {
		kinds = append(kinds, "a map")
	}
	if len(kinds) < 2 {
		return strings.Join(kinds, "")
	}
	return strings.Join(kinds[:len(kinds)-1], ", ") + " or " + kinds[len(kinds)-1]
}
