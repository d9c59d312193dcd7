package schema

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/schema/model"
)

// walker finds what is wrong with a spec that CUE refused. It walks the spec along the language; where CUE would say
// that a value fits none of ten alternatives, it settles for the one that was meant and says what is wrong with that.
type walker struct {
	list diag.List
	near map[misspelling]string // what was meant before; a mistake is rarely made once
	// slips are the keys that were certainly meant as others, by where they stand.
	slips map[*source.Node]string
}

type misspelling struct {
	m    *model.Map
	word string
}

// meant returns the key of the map that was probably meant by a word, or nothing.
func (w *walker) meant(m *model.Map, word string) string {
	near, ok := w.near[misspelling{m, word}]
	if !ok {
		if w.near == nil {
			w.near = map[misspelling]string{}
		}
		near = nearest(word, keysOf(m))
		w.near[misspelling{m, word}] = near
	}
	return near
}

// place is where the walker stands.
type place struct {
	path string
	key  *source.Node // of the value; nil for an item and at the top
	in   *model.Map   // the map that has the key
	node *source.Node // that map in the spec
}

func (p place) child(m *model.Map, n, key *source.Node) place {
	path := key.Text
	if p.path != "" {
		path = p.path + "." + path
	}
	return place{path: path, key: key, in: m, node: n}
}

func (p place) item(i int) place {
	return place{path: p.path + "[" + strconv.Itoa(i) + "]", in: p.in, key: nil, node: p.node}
}

// name is the key's name, or that of the list for an item.
func (p place) name() string {
	end := len(p.path)
	for end > 0 && p.path[end-1] == ']' {
		for end > 0 && p.path[end-1] != '[' {
			end--
		}
		end--
	}
	start := end
	for start > 0 && p.path[start-1] != '.' {
		start--
	}
	return p.path[start:end]
}

func (w *walker) say(code diag.Code, at diag.Range, path, message, help string) {
	w.list.Add(diag.New(diag.Error, code, at, path, message).WithHelp(help))
}

// value reports what is wrong with n where t is wanted.
func (w *walker) value(t *model.Type, n *source.Node, at place) {
	if t.Any {
		return
	}
	switch n.Kind {
	case source.Null:
		w.empty(t, n, at)
	case source.Scalar:
		w.scalar(t, n, at)
	case source.Seq:
		w.seq(t, n, at)
	case source.Map:
		w.mapping(t, n, at)
	}
}

func (w *walker) seq(t *model.Type, n *source.Node, at place) {
	if t.List == nil && n.Broken {
		return // the reader has said that the lines do not agree about what they are
	}
	if t.List == nil {
		w.wrongKind(t, n, at)
		return
	}
	if len(n.Items) < t.List.Min && !n.Broken {
		w.say("empty-list", n.Range, at.path, "is empty", emptyListHelp(at))
		return
	}
	if t.List.Elem == &tStep || at.name() == "run" {
		n = n.Commands()
	}
	for i, item := range n.Items {
		w.value(t.List.Elem, item, at.item(i))
	}
}

func emptyListHelp(at place) string {
	if f := at.field(); f != nil && !f.Required {
		return "delete `" + at.name() + "`, or write what belongs in it"
	}
	return "write at least one item"
}

// field is the key that the walker stands at or under, or nil.
func (p place) field() *model.Field {
	if p.in == nil {
		return nil
	}
	if i := p.in.Field(p.name()); i >= 0 {
		return &p.in.Fields[i]
	}
	return nil
}

func (w *walker) mapping(t *model.Type, n *source.Node, at place) {
	switch {
	case len(t.Maps) == 0 && commandLike(t, n):
		w.command(n, at)
	case len(t.Maps) == 0:
		w.wrongKind(t, n, at)
	case t == &tStep:
		w.step(n, at)
	case len(t.Maps) > 1:
		w.union(t, n, at)
	default:
		w.entries(t.Maps[0], n, at)
	}
}

// entries reports unknown keys, faults of values, and missing keys of one map.
func (w *walker) entries(m *model.Map, n *source.Node, at place) {
	switch {
	case m.Open:
		return
	case m.Filled && len(n.Entries) == 0 && m == &mJobs:
		w.say("no-jobs", n.Range, at.path, "is empty", "write at least one job: "+mJobs.Entry.Example)
		return
	case m.Filled && len(n.Entries) == 0 && m == &mSecret:
		w.say("empty-value", n.Range, at.path, "names no store, so no target could give the secret a value", "write {from: ci}, {ssm: /ci/token} or {secretsmanager: {id: ci/token}}")
		return
	case m.Filled && len(n.Entries) == 0:
		w.say("empty-value", n.Range, at.path, "is an empty map", example(at))
		return
	}
	meant := map[string]bool{} // required keys that a misspelled one stands for
	odd := w.stranger(m, n)
	for i := range n.Entries {
		e := &n.Entries[i]
		below := at.child(m, n, e.Key)
		if f := m.Field(e.Key.Text); f >= 0 {
			w.value(m.Fields[f].Type, e.Value, below)
		} else if named(m, e.Key.Text) {
			w.value(m.Value, e.Value, below)
		} else {
			guess := ""
			if e == odd.entry {
				guess = odd.key
			}
			name := w.unknownKey(m, e, at, below, guess)
			meant[name] = true
			if m == &mSpec && e.Key.Text == "version" {
				meant["cdc"] = true // its help says so
			}
			if name != "" && n.Get(name) == nil {
				w.slip(e.Key, name)
			}
		}
	}
	if !n.Broken { // else a key may have been there
		w.missing(m, n, at, meant)
	}
}

func (w *walker) missing(m *model.Map, n *source.Node, at place, meant map[string]bool) {
	for i := range m.Fields {
		f := &m.Fields[i]
		if !f.Required || n.Get(f.Name) != nil || meant[f.Name] {
			continue
		}
		message := fmt.Sprintf("%q is missing", f.Name)
		w.say("missing-key", keyPlace(n, at), at.path, message, "add `"+f.Name+": "+f.Doc.Example+"`")
	}
}

// keyPlace is the place of a fault of a whole map: the key that it stands under, else its first key.
func keyPlace(n *source.Node, at place) diag.Range {
	switch {
	case at.key != nil:
		return at.key.Range
	case at.path == "":
		return diag.Range{}
	case len(n.Entries) > 0:
		return n.Entries[0].Key.Range
	}
	return n.Range
}

// unknownKey reports a key that the map does not have, and returns the key that was meant: one that is near, or the guess.
func (w *walker) unknownKey(m *model.Map, e *source.Entry, at, below place, guess string) (meant string) {
	key := e.Key
	if m.Value != nil && len(m.Fields) == 0 {
		w.text(m.Key, key, below) // the user names these keys: the name is at fault
		return ""
	}
	if help := foreign(m, e); help != "" {
		w.say("foreign-key", key.Range, at.path, fmt.Sprintf("there is no key %q", key.Text), help)
		return ""
	}
	code, noun := diag.Code("unknown-key"), "key"
	if n, ok := nouns[m.Name]; ok {
		noun = n
	}
	if m == &mTargets {
		code = "unknown-target"
	}
	if meant = w.meant(m, key.Text); meant == "" {
		meant = guess
	}
	help := ""
	word, rest, _ := strings.Cut(key.Text, " ")
	switch {
	case source.Invisible(key.Text) != "":
		seen := source.Visible(key.Text)
		if m.Field(seen) >= 0 {
			meant = seen
		}
		w.say(code, key.Range, at.path, fmt.Sprintf("there is no %s %q: %s stands in it, and is a letter to YAML", noun, key.Text, source.Invisible(key.Text)), "write "+seen+": without it")
		return meant
	case e.Value.Kind == source.Null && e.Value.Text == "" && m.Field(word) >= 0 && rest != "":
		w.say(code, key.Range, at.path, fmt.Sprintf("there is no %s %q: a colon is missing", noun, key.Text), "write "+word+": "+rest)
		return word
	case m == &mTargets && meant != "":
		help = fmt.Sprintf("did you mean %q? Targets: %s", meant, words(keysOf(m)))
	case meant != "":
		help = meantHelp(&m.Fields[m.Field(meant)], e, meant)
	case elsewhere(m, key.Text) != "":
		help = elsewhere(m, key.Text)
	case m == &mSpec && len(key.Text) > 2 && strings.EqualFold(key.Text[:1], "x") && (key.Text[1] == '-' || key.Text[1] == '_'):
		help = fmt.Sprintf("did you mean %q?", "x-"+key.Text[2:])
	case len(m.Fields) > 12 && m != &mSpec:
		help = "`cdc explain " + explainPath(m) + "` lists the keys"
	default:
		help = "the " + noun + "s here are " + words(keysOf(m))
	}
	w.say(code, key.Range, at.path, fmt.Sprintf("there is no %s %q", noun, key.Text), help)
	return meant
}

// nouns are what the keys of a map are called, where "key" says too little.
var nouns = map[string]string{
	"Targets": "target", "Runtime": "runtime", "Triggers": "event", "AppSpecHooks": "lifecycle event",
	"EcsHook": "lifecycle event", "LambdaHook": "lifecycle event",
}

func keysOf(m *model.Map) []string {
	var out []string
	for _, f := range m.Fields {
		out = append(out, f.Name)
	}
	return out
}

// explainPath is where `cdc explain` lists the keys of the big maps.
func explainPath(m *model.Map) string {
	switch m {
	case &mJob:
		return "jobs.*"
	case &mEnvironment:
		return "environments.*"
	}
	return "defaults"
}
