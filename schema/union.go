package schema

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// union reports what is wrong with a map that may be one of several.
func (w *walker) union(t *model.Type, n *source.Node, at place) {
	if f := wordField(t.Maps[0]); f != nil && wordField(t.Maps[len(t.Maps)-1]) != nil {
		if !w.wordOf(t, f.Name, n, at) {
			return
		}
	}
	owned := ownedKeys(t, n)
	owners := ownKeys(t)
	m := t.Maps[arm(t, n)]
	switch {
	case len(owned) > 1:
		w.either(owned, at)
	case len(owned) == 0 && n.Broken:
	case len(owned) == 0 && len(owners) == len(t.Maps):
		w.none(owners, t, n, at)
	default:
		w.entries(m, n, at)
	}
}

// ownedKeys are the keys of n that tell the maps of a union apart, one for each map that they speak for.
func ownedKeys(t *model.Type, n *source.Node) []*source.Node {
	var keys []*source.Node
	spoken := map[int]bool{}
	for _, e := range n.Entries {
		if i := owner(t, e.Key.Text); i >= 0 && !spoken[i] {
			spoken[i] = true
			keys = append(keys, e.Key)
		}
	}
	return keys
}

// wordOf checks the word that tells the maps of a union apart, and reports whether one of them has it.
func (w *walker) wordOf(t *model.Type, key string, n *source.Node, at place) bool {
	var all []string
	for _, m := range t.Maps {
		if f := wordField(m); f != nil && f.Name == key {
			all = append(all, f.Type.Texts[0].Const)
		}
	}
	v := n.Get(key)
	if n.Broken || v != nil && v.Kind == source.Bad {
		return false
	}
	if v == nil {
		w.say("missing-key", keyPlace(n, at), at.path, fmt.Sprintf("%q is missing", key), "it is one of "+words(all))
		return false
	}
	below := at.child(t.Maps[0], n, n.Key(key))
	switch {
	case v.Kind == source.Null:
		w.say("empty-value", emptyPlace(v, below), below.path, "has no value", "it is one of "+words(all))
	case v.Kind != source.Scalar:
		w.say("wrong-kind", v.Range, below.path, kindOf(v)+" stands where a word is wanted", "it is one of "+words(all))
	case !contains(all, v.Text):
		w.unknownValue(all, v, below)
	default:
		return true
	}
	return false
}

func contains(all []string, s string) bool {
	for _, a := range all {
		if a == s {
			return true
		}
	}
	return false
}

// ownKeys are the keys that tell the maps of a union apart, one for each map that has one.
func ownKeys(t *model.Type) []string {
	var out []string
	last := -1
	for _, o := range t.Owners {
		if o.Map != last {
			out = append(out, o.Key)
		}
		last = o.Map
	}
	return out
}

// either reports keys of which only one may stand.
func (w *walker) either(keys []*source.Node, at place) {
	w.say("either-or", keys[1].Range, at.path, "`"+keys[0].Text+"` and `"+keys[1].Text+"` exclude each other",
		"delete one of them")
}

// none reports that none of the keys stands there of which one must.
func (w *walker) none(owners []string, t *model.Type, n *source.Node, at place) {
	for i := range n.Entries {
		key := n.Entries[i].Key
		if meant := nearest(key.Text, owners); meant != "" {
			w.say("unknown-key", key.Range, at.path, fmt.Sprintf("there is no key %q", key.Text), fmt.Sprintf("did you mean %q?", meant))
			w.slip(key, meant)
			return
		}
	}
	m := t.Maps[0]
	f := m.Field(owners[0])
	help := ""
	if f >= 0 {
		help = "for example `" + owners[0] + ": " + m.Fields[f].Doc.Example + "`"
	}
	for i := range n.Entries {
		key := n.Entries[i].Key
		if t.Maps[0].Field(key.Text) < 0 {
			w.say("unknown-key", key.Range, at.path, fmt.Sprintf("there is no key %q", key.Text), "one of "+words(owners)+" stands here")
			return
		}
	}
	w.say("missing-key", keyPlace(n, at), at.path, "one of "+words(owners)+" is missing", help)
}

// step reports what is wrong with a step that is a map.
func (w *walker) step(n *source.Node, at place) {
	actions := ownedKeys(&tStep, n)
	switch {
	case len(actions) == 1:
		w.entries(tStep.Maps[arm(&tStep, n)], n, at)
	case len(actions) > 1:
		w.say("two-actions", actions[1].Range, at.path,
			"a step has one action, and this one has `"+actions[0].Text+"` and `"+actions[1].Text+"`", "split it into two steps")
	case commandLike(&tFilled, n):
		w.command(n, at)
	case !n.Broken:
		w.noAction(n, at)
	}
}

// noAction reports a step that is a map without any known action.
func (w *walker) noAction(n *source.Node, at place) {
	owners := ownKeys(&tStep)
	for i := range n.Entries {
		e := &n.Entries[i]
		if mStepCommon.Field(e.Key.Text) >= 0 || e.Key.Text == "shell" {
			continue
		}
		message := fmt.Sprintf("there is no action %q", e.Key.Text)
		help := "the actions are " + words(owners)
		if f := foreign(&mStepCommon, e); f != "" {
			help = f
		} else if near := nearest(e.Key.Text, owners); near != "" {
			help = fmt.Sprintf("did you mean %q?", near)
			w.slip(e.Key, near)
		}
		w.say("unknown-action", e.Key.Range, at.path, message, help)
		return
	}
	w.say("missing-action", keyPlace(n, at), at.path, "a step needs an action, and this one has none",
		"add `run: make test`, or one of "+words(owners[1:]))
}

// commandLike reports whether a map is a command that YAML took for one: a key with a space in it.
func commandLike(t *model.Type, n *source.Node) bool {
	return len(t.Texts) > 0 && !t.Texts[0].IsConst && len(n.Entries) == 1 && strings.ContainsAny(n.Entries[0].Key.Text, " $/\"'")
}

func (w *walker) command(n *source.Node, at place) {
	e := n.Entries[0]
	if e.Value.Kind == source.Bad {
		return // the reader has said what is wrong
	}
	help := "quote the whole command"
	switch {
	case e.Value.Kind == source.Null && e.Value.Text == "" && len(e.Key.Text) <= 100:
		help = "quote it: " + quoted(e.Key.Text+":")
	case e.Value.Kind == source.Scalar && !strings.Contains(e.Value.Text, "\n"):
		help = "quote it: " + quoted(e.Key.Text+": "+e.Value.Text)
	}
	w.say("command-is-map", e.Key.Range, at.path,
		fmt.Sprintf("a map with the key %q, because of the colon and space in the command", e.Key.Text), help)
}

// quoted is the text as a YAML value in single quotes.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// words lists names for a sentence.
func words(all []string) string { return strings.Join(all, ", ") }
