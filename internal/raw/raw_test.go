package raw_test

import (
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/raw"
)

func scalar(s string) plan.Tree { return plan.Tree{Kind: plan.TreeScalar, Text: s} }

func node(kv ...any) plan.Tree {
	t := plan.Tree{Kind: plan.TreeMap}
	for i := 0; i < len(kv); i += 2 {
		t.Map = append(t.Map, plan.TreeEntry{Key: kv[i].(string), Value: kv[i+1].(plan.Tree)})
	}
	return t
}

func TestMerge(t *testing.T) {
	base := emit.Map{
		{Key: "image", Value: emit.Str("a")},
		{Key: "variables", Value: emit.Map{{Key: "A", Value: emit.Str("1")}}},
		{Key: "script", Value: emit.Strs("make")},
	}
	list := plan.Tree{Kind: plan.TreeSeq, Seq: []plan.Tree{scalar("x")}}
	got, changes := raw.Merge(base, node(
		"image", scalar("b"),
		"variables", node("B", scalar("010"), "A", node("replace", scalar("2"))),
		"script", node("replace", list),
		"retry", node("replace", scalar("1")),
		"interruptible", scalar("true"),
	))
	want := "image: a\nvariables:\n  A: 2\n  B: \"010\"\nscript:\n  - x\nretry: 1\ninterruptible: true\n"
	if s := string(emit.YAML(nil, got)); s != want {
		t.Errorf("merged:\n%s\nwant:\n%s", s, want)
	}
	if s := string(emit.YAML(nil, base[:1])); s != "image: a\n" {
		t.Errorf("the base was changed: %s", s)
	}
	var keys string
	for _, c := range changes {
		keys += c.Key()
		if c.Conflict {
			keys += "!"
		}
		if c.Idle {
			keys += "?"
		}
		keys += " "
	}
	if keys != "image! variables.B variables.A script retry? interruptible " {
		t.Errorf("changes: %s", keys)
	}
}

func TestValue(t *testing.T) {
	for in, want := range map[string]string{"3.10": `"3.10"`, "0755": `"0755"`, "yes": `"yes"`, "7": "7", "-1": "-1", "true": "true", "~": "null", "a b": "a b"} {
		if got := string(emit.YAML(nil, emit.Map{{Key: "k", Value: raw.Value(scalar(in))}})); got != "k: "+want+"\n" {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	quoted := plan.Tree{Kind: plan.TreeScalar, Text: "true", Quoted: true}
	if _, ok := raw.Value(quoted).(emit.Str); !ok {
		t.Error("a quoted true is a text")
	}
}
