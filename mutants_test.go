package cdc_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/format"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/targets"
)

// mutants is how many faulty copies of each golden spec the test makes.
const mutants = 30

// TestMutants damages the golden specs as people do, line by line, and compiles what comes out for every target, and what
// fmt makes of it, which is to be judged alike. Nothing may panic, and every finding has a listed code, a message, and a place inside the file.
func TestMutants(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*/cdc.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	refused := 0
	for seed, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewSource(int64(seed)))
		for range mutants {
			text := damaged(r, string(data))
			wrong := compileAll(t, file, text).HasErrors()
			if wrong {
				refused++
			}
			if got, ok := formatted(t, file, text); ok && compileAll(t, file, got).HasErrors() != wrong {
				t.Errorf("%s: what fmt makes of it is judged otherwise:\n%s\nwas\n%s", file, got, text)
			}
		}
	}
	if all := mutants * len(files); refused < all/3 || refused == all {
		t.Errorf("%d of %d mutants are refused: the damage is not what people do", refused, all)
	}
}

// formatted is what fmt makes of a text that it can read, and holds that it makes the same of that.
func formatted(t *testing.T, file, text string) (string, bool) {
	t.Helper()
	got, err := format.Spec(file, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v:\n%s", file, err, text)
	}
	if got.Text == nil || strings.Contains(text, "\t") { // of tabs, fmt makes what was meant
		return "", false
	}
	again, err := format.Spec(file, got.Text)
	if err != nil || string(again.Text) != string(got.Text) {
		t.Errorf("%s: formatted twice (%v):\n%s\nwas\n%s", file, err, again.Text, got.Text)
	}
	return string(got.Text), true
}

// damaged is the text after one to three faults.
func damaged(r *rand.Rand, text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for range 1 + r.Intn(3) {
		faults[r.Intn(len(faults))](r, &lines, r.Intn(len(lines)))
		if len(lines) == 0 {
			break
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

var faults = []func(r *rand.Rand, lines *[]string, i int){
	func(_ *rand.Rand, l *[]string, i int) { *l = append((*l)[:i:i], (*l)[i+1:]...) },                    // drop
	func(_ *rand.Rand, l *[]string, i int) { *l = append((*l)[:i+1:i+1], (*l)[i:]...) },                  // say twice
	func(r *rand.Rand, l *[]string, i int) { j := r.Intn(len(*l)); (*l)[i], (*l)[j] = (*l)[j], (*l)[i] }, // move
	func(_ *rand.Rand, l *[]string, i int) { (*l)[i] = "  " + (*l)[i] },                                  // indent
	func(_ *rand.Rand, l *[]string, i int) { (*l)[i] = strings.TrimPrefix((*l)[i], "  ") },               // outdent
	func(_ *rand.Rand, l *[]string, i int) {
		(*l)[i] = strings.NewReplacer(`"`, "", "'", "").Replace((*l)[i])
	}, // quotes
	func(r *rand.Rand, l *[]string, i int) { // a slip of the finger
		if s := []rune((*l)[i]); len(s) > 1 {
			k := r.Intn(len(s) - 1)
			s[k], s[k+1] = s[k+1], s[k]
			(*l)[i] = string(s)
		}
	},
	func(r *rand.Rand, l *[]string, i int) { // another value
		if key, _, ok := strings.Cut((*l)[i], ": "); ok {
			(*l)[i] = key + ": " + values[r.Intn(len(values))]
		}
	},
	func(r *rand.Rand, l *[]string, i int) { // the value of another key
		_, v, ok := strings.Cut((*l)[r.Intn(len(*l))], ": ")
		if key, _, isKey := strings.Cut((*l)[i], ": "); ok && isKey {
			(*l)[i] = key + ": " + v
		}
	},
	func(r *rand.Rand, l *[]string, i int) { // a bracket more or less
		if s := (*l)[i]; s != "" {
			k := r.Intn(len(s) + 1)
			(*l)[i] = s[:k] + string("[]{}:,#&*|>\"'$"[r.Intn(14)]) + s[k:]
		}
	},
}

var values = []string{"", "null", "yes", "[]", "{}", "[a, a]", "{a: {b: [c]}}", "-1", "1e9", "é €", "${{ git.branch }}", "${{ vars.X", "$HOME",
	"*a", "|", "main", "12 parsecs", "../x", strings.Repeat("x", 300)}

// compileAll loads and compiles a text for every target and checks each finding.
func compileAll(t *testing.T, file, text string) (all diag.List) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s: panic: %v\n%s\n%s", file, p, debug.Stack(), text)
		}
	}()
	s := compiler.Load("cdc.yaml", []byte(text))
	all.Add(s.Findings()...)
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{})
		all.Add(found...)
		if len(files) > 0 && all.HasErrors() && (found.HasErrors() || s.Findings().HasErrors()) {
			t.Errorf("%s: %s writes files of a spec with errors\n%s", file, target.Name, text)
		}
	}
	for _, d := range all {
		if fault := misplaced(d, strings.Split(text, "\n")); fault != "" {
			t.Errorf("%s: %s at %v: %s: %s\n%s", file, d.Code, d.Range, d.Message, fault, text)
		}
	}
	return all
}

func misplaced(d diag.Diagnostic, lines []string) string {
	_, listed := diag.Lookup(d.Code)
	inside := func(p diag.Pos) bool {
		return p.Line >= 1 && p.Line <= len(lines) && p.Col >= 1 && p.Col <= len([]rune(lines[p.Line-1]))+1
	}
	switch {
	case !listed:
		return "the code is not listed"
	case d.Message == "":
		return "no message"
	case d.Range.IsZero():
		return ""
	case !inside(d.Range.Start) || !inside(d.Range.End):
		return fmt.Sprintf("outside of the %d lines", len(lines))
	case d.Range.End.Before(d.Range.Start):
		return "ends before it starts"
	}
	return ""
}
