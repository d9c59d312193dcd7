package compiler

import (
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// doc reads comments in the simplest way: everything behind a "#".
func doc(text string) *source.Doc {
	d := &source.Doc{Lines: strings.Split(text, "\n"), Root: &source.Node{Kind: source.Map}}
	for i, line := range d.Lines {
		before, comment, ok := strings.Cut(line, "#")
		alone := strings.TrimSpace(before) == ""
		if ok {
			pos := diag.Pos{Line: i + 1, Col: len([]rune(before)) + 1}
			d.Comments = append(d.Comments, source.Comment{Pos: pos, Text: comment, Alone: alone})
		}
		if !alone && d.Root.Range.IsZero() {
			d.Root.Range = diag.Range{Start: diag.Pos{Line: i + 1, Col: 1}, End: diag.Pos{Line: i + 1, Col: 2}}
		}
	}
	return d
}

func TestSilence(t *testing.T) {
	at := func(line int) diag.Range {
		return diag.Range{Start: diag.Pos{Line: line, Col: 3}, End: diag.Pos{Line: line, Col: 5}}
	}
	for _, c := range []struct {
		name, text string
		found      diag.Diagnostic
		part       bool // of the targets only
		want       string
	}{
		{"on the line", "a:\n  b: 1 # cdc-ignore: early-exit it is meant so", diag.New(diag.Warning, "early-exit", at(2), "", "m"), false, ""},
		{"above the line", "a:\n  # cdc-ignore: early-exit it is meant so\n  b: 1", diag.New(diag.Note, "early-exit", at(3), "", "m"), false, ""},
		{"above another comment", "a:\n  # cdc-ignore: early-exit it is meant so\n  # b\n  b: 1", diag.New(diag.Note, "early-exit", at(4), "", "m"), false, ""},
		{"without a place", "# cdc-ignore: early-exit it is meant so\na: 1", diag.New(diag.Note, "early-exit", diag.Range{}, "", "m"), false, ""},
		{"without a place, on the key", "# x\na: 1 # cdc-ignore: early-exit it is meant so", diag.New(diag.Note, "early-exit", diag.Range{}, "", "m"), false, ""},
		{"an empty line between", "# cdc-ignore: early-exit why\n\na: 1", diag.New(diag.Note, "early-exit", at(3), "", "m"), true, "early-exit"},
		{"behind a key, for the line below", "a: # cdc-ignore: early-exit why\n  b: 1", diag.New(diag.Note, "early-exit", at(2), "", "m"), true, "early-exit"},
		{"another code", "a: 1 # cdc-ignore: early-exit why", diag.New(diag.Note, "other", at(1), "", "m"), false, "other unused-ignore"},
		{"an error", "a: 1 # cdc-ignore: early-exit why", diag.New(diag.Error, "early-exit", at(1), "", "m"), true, "early-exit unused-ignore"},
		{"no reason", "a: 1 # cdc-ignore: early-exit", diag.New(diag.Note, "early-exit", at(1), "", "m"), false, "ignore-reason early-exit"},
		{"no colon", "a: 1 # cdc-ignore early-exit why", diag.New(diag.Note, "early-exit", at(1), "", "m"), false, "ignore-reason early-exit"},
		{"no code", "a: 1 # cdc-ignore:", diag.New(diag.Note, "early-exit", at(1), "", "m"), false, "ignore-reason early-exit"},
		{"part of the targets", "a: 1 # cdc-ignore: gate-lost why", diag.New(diag.Note, "other", at(1), "", "m"), true, "other"},
		{"cut short by an error", "a: 1 # cdc-ignore: gate-lost why", diag.New(diag.Error, "other", at(1), "", "m"), false, "other"},
		{"an ordinary comment", "a: 1 # about cdc-ignore: x", diag.New(diag.Note, "other", at(1), "", "m"), false, "other"},
	} {
		var got []string
		for _, d := range Silence(doc(c.text), diag.List{c.found}, !c.part) {
			got = append(got, string(d.Code))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}
