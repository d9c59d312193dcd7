package diag

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

// shapes is a report with every shape of finding: with and without place, path, target, help, related places; over
// several lines; behind tabs, accents, wide and combining characters; in a very long line; with text that would act on a
// terminal or end a workflow command.
func shapes() Report {
	lines := strings.Split(`cdc: v1
name: hello
jobs:
	build:
  prüfung: {image: "日本語:1", stpes: [make]}
  e`+"\u0301"+`tude: {tiemout: 1 h} # é in two code points
  long:
    steps:
      - `+strings.Repeat("make all; ", 30)+`exit 0; `+strings.Repeat("make more; ", 30)+`
      - |
        cd build
        make test

  deploy: "`+"\u202e\x1b[31m"+`red"`, "\n")
	at := func(l, c, l2, c2 int) Range { return Range{Pos{l, c}, Pos{l2, c2}} }
	l := List{
		New(Note, "test-no-triggers", Range{}, "", "no `triggers`: GitLab runs hello for every branch and tag"),
		New(Error, "test-tab-indent", at(4, 1, 4, 2), "", "a tab cannot indent YAML").WithHelp("indent with two spaces"),
		New(Error, "test-unknown-key", at(5, 31, 5, 36), "jobs.prüfung", `there is no key "stpes"`).WithHelp(`did you mean "steps"?`),
		New(Warning, "test-image-tag", at(5, 21, 5, 26), "jobs.prüfung.image", "日本語:1, 100% gone\nsince May"),
		New(Error, "test-unknown-key", at(6, 12, 6, 19), "jobs.étude", `there is no key "tiemout"`),
		New(Warning, "test-early-exit", at(9, 309, 9, 315), "jobs.long.steps[0]", "what follows never runs"),
		New(Warning, "test-early-exit", at(9, 9, 9, 800), "jobs.long.steps[0]", "all of it"),
		New(Warning, "test-state-lost", at(10, 9, 12, 18), "jobs.long.steps[1]", "cd does not last"),
		New(Warning, "test-state-lost", at(10, 9, 13, 1), "jobs.long.steps[1]", "ends with the line before"),
		New(Note, "unused-ignore", at(99, 1, 99, 2), "", "no such line"),
		New(Error, "test-odd-text", at(14, 11, 14, 20), "jobs.deploy", "\u202e\x1b[31mred is no map::error::"),
		New(Error, "test-end-of-line", at(2, 12, 2, 12), "name", "something is missing here"),
	}
	l[6].Related = []Related{{at(3, 1, 3, 5), "the jobs begin here"}}
	l[8].Target = "gitlab"
	for i := range l {
		l[i].File = "./sub dir/cdc.yaml"
	}
	other := New(Error, "test-empty-file", Range{}, "", "the file is empty")
	other.File = "other,1.cdc.yaml"
	return Report{
		Found: append(l, other, other), Version: "v1.2.3",
		Files: []File{{"./sub dir/cdc.yaml", lines}, {"clean.cdc.yaml", []string{"cdc: v1"}}, {"other,1.cdc.yaml", nil}},
	}
}

func TestFormats(t *testing.T) {
	for _, f := range Formats() {
		if f.Name != "json" { // the alias
			golden.Check(t, filepath.Join("testdata", "print", f.Name), f.Print(shapes()))
			golden.Check(t, filepath.Join("testdata", "print", f.Name+".none"), f.Print(Report{Files: []File{{Name: "cdc.yaml"}}}))
		}
	}
	golden.Check(t, "testdata/print/compact", Compact(shapes()))
	color := shapes()
	color.Color = true
	golden.Check(t, "testdata/print/human.color", Human(color))
}

// TestHumanIsSafe holds that no text of a spec reaches a terminal as a control character.
func TestHumanIsSafe(t *testing.T) {
	for _, out := range [][]byte{Human(shapes()), Compact(shapes()), Short(shapes())} {
		if i := bytes.IndexFunc(out, func(c rune) bool { return hidden(c) && c != '\n' }); i >= 0 {
			t.Errorf("control character at %d in:\n%s", i, out)
		}
	}
}

func TestReportsAreWellFormed(t *testing.T) {
	for _, out := range [][]byte{JSON(shapes()), SARIF(shapes()), GitLab(shapes())} {
		if !json.Valid(out) {
			t.Errorf("no JSON:\n%s", out)
		}
	}
	if err := xml.Unmarshal(JUnit(shapes()), new(struct{})); err != nil {
		t.Error(err)
	}
}

func TestFingerprints(t *testing.T) {
	prints := func(r Report) []string {
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal(GitLab(r), &issues); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, i := range issues {
			out = append(out, i.Fingerprint)
		}
		return out
	}
	r := shapes()
	before, seen := prints(r), map[string]bool{}
	for _, f := range before {
		if seen[f] {
			t.Errorf("fingerprint %s is used twice", f)
		}
		seen[f] = true
	}
	for i := range r.Found {
		r.Found[i].Range.Start.Line += 7
	}
	for i, f := range prints(r) {
		if f != before[i] {
			t.Errorf("finding %d has a new fingerprint because it moved", i)
		}
	}
}

// TestCaret holds the columns of the carets against a slow and simple reading: what stands above them is the text.
func TestCaret(t *testing.T) {
	for _, c := range []struct {
		line       string
		start, end int
		want       string
	}{
		{"name: x", 1, 5, "name"},
		{"\tname: x", 2, 6, "name"},
		{"\tna\tme", 2, 7, "na    me"},
		{"日本: x", 5, 6, "x"},
		{"日本: x", 2, 3, "本"},
		{"e\u0301t: x", 5, 6, " "},
		{"👍🏽: x", 4, 5, " "},
		{"x", 2, 2, ""},
		{strings.Repeat("日", 300), 200, 201, "日"},
		{strings.Repeat("x", 300) + "y", 301, 302, "y"},
	} {
		text, from, to := window(c.line, c.start, max(c.end, c.start+1))
		col, under := 0, ""
		for _, r := range text {
			if col >= from && col < to {
				under += string(r)
			}
			col += render(r).width
		}
		if under != c.want {
			t.Errorf("window(%.20q, %d, %d) = %q %d..%d: over the carets stands %q, want %q", c.line, c.start, c.end, text, from, to, under, c.want)
		}
	}
}

func BenchmarkHuman(b *testing.B) {
	r := shapes()
	for range b.N {
		Human(r)
	}
}
