package shell

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/internal/golden"
)

// TestFacts: testdata/facts.sh holds snippets; its .want what FactsOf and State say of them, without the places.
func TestFacts(t *testing.T) {
	const path = "testdata/facts.sh"
	var b strings.Builder
	for _, src := range snippets(t, path) {
		b.WriteString(src + "\n")
		facts := reflect.ValueOf(FactsOf(src, Sh))
		for i := range facts.NumField() {
			if f := facts.Field(i); !f.IsZero() {
				fmt.Fprintf(&b, "  %s: %s\n", facts.Type().Field(i).Name, said(t, src, f.Interface()))
			}
		}
		if s := State(src, Sh); s.Any() {
			fmt.Fprintf(&b, "  state: %s\n", strings.Trim(fmt.Sprintf("%+v", s), "{}"))
		}
		b.WriteString("---\n")
	}
	golden.Check(t, path+".want", []byte(b.String()))
}

// said shows facts by the text at their places, which must be the name where there is one.
func said(t *testing.T, src string, v any) string {
	var out []string
	add := func(s Span, note string) { out = append(out, src[s.Start:s.End]+note) }
	switch v := v.(type) {
	case []Named:
		for _, n := range v {
			if !strings.Contains(src[n.Start:n.End], n.Name) {
				t.Errorf("%q stands at %q", n.Name, src[n.Start:n.End])
			}
			add(n.Span, "")
		}
	case []Read:
		for _, r := range v {
			note := ""
			if r.Own {
				note += " (own)"
			}
			if r.Printed {
				note += " (printed)"
			}
			add(r.Span, note)
		}
	case []Exit:
		for _, e := range v {
			add(e.Span, fmt.Sprintf(" (sure %v)", e.Sure))
		}
	case []Write:
		for _, w := range v {
			add(w.Span, "")
		}
	case []Span:
		for _, s := range v {
			add(s, "")
		}
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(out, ", ")
}

// TestInterpolate: testdata/interpolate.sh holds snippets; its .want what becomes of them, with a literal that needs
// quotes, a plain one and a run-time value.
func TestInterpolate(t *testing.T) {
	const path = "testdata/interpolate.sh"
	var b strings.Builder
	for _, src := range snippets(t, path) {
		b.WriteString(src + "\n")
		refs := ref.Find(src)
		for _, v := range []plan.Text{plan.Lit("it's $5"), plan.Lit("prod"), plan.Run(plan.GitSHA), plan.Join(plan.Lit("v"), plan.Run(plan.RunNumber))} {
			values := make([]plan.Text, len(refs))
			for i := range refs {
				values[i] = v
			}
			script, problems := Interpolate(src, refs, values)
			b.WriteString("  => " + strings.ReplaceAll(script.Shell(func(v plan.RunVar, _ string) string {
				return strings.ToUpper(strings.ReplaceAll(v.String(), ".", "_"))
			}), "\n", "\n     ") + "\n")
			for _, p := range problems {
				show(&b, src, p)
			}
		}
		b.WriteString("---\n")
	}
	golden.Check(t, path+".want", []byte(b.String()))
}

func TestBlocks(t *testing.T) {
	if got := Block([]string{"cd x # note", "make"}); got != "set -e\ncd x # note\nmake" {
		t.Errorf("Block: %q", got)
	}
	for src, want := range map[string]string{"a\nb": "  a\n  b", "a\n\nb": "  a\n\n  b", "cat <<E\nx\nE": "cat <<E\nx\nE", "echo 'a\nb'": "echo 'a\nb'"} {
		if got := Indent(src); got != want {
			t.Errorf("Indent(%q) = %q", src, got)
		}
	}
	for src, want := range map[string]bool{"pytest -q": true, "npm test": true, "": false, "a; b": false, "a && b": false, "X=1 a": false,
		"echo $X": false, "a\nb": false, "cd x": false, "ls *.go": false, "a 'b c'": true, "a ${{ x }}": false, "test -f x": false} {
		if got := Simple(src); got != want {
			t.Errorf("Simple(%q) = %v", src, got)
		}
	}
}
