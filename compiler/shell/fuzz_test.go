package shell

import (
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"mvdan.cc/sh/v3/syntax"
)

// FuzzQuote: what the shells print is what was quoted.
func FuzzQuote(f *testing.F) {
	for _, v := range nasty {
		f.Add(v)
	}
	var paths []string
	for _, sh := range []string{"dash", "bash"} {
		if path, err := exec.LookPath(sh); err == nil {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		f.Skip("neither dash nor bash is on this machine")
	}
	f.Fuzz(func(t *testing.T, v string) {
		if strings.ContainsRune(v, 0) || !utf8.ValidString(v) || len(v) > 1000 {
			return // no shell word holds NUL; source guards the rest
		}
		for _, path := range paths {
			for _, word := range []string{Quote(v), Word(plan.Lit(v)).Shell(nil), DoubleQuoted(plan.Lit(v)).Shell(nil)} {
				if got := output(t, path, "printf '%s' "+word); got != v {
					t.Errorf("%s printed %q for %s, want %q", path, got, word, v)
				}
			}
		}
	})
}

// FuzzInterpolate: a text with a value in it has the shape of the text with a plain word in it, so that no value can add
// or hide a command; and nothing outside the references changes.
func FuzzInterpolate(f *testing.F) {
	for _, frame := range frames {
		for _, v := range []string{"a", "it's", "$(x) `y` \"", "a\nb", ""} {
			f.Add(frame.script, v)
		}
	}
	f.Fuzz(func(t *testing.T, src, v string) {
		if len(src) > 500 || len(v) > 100 || !utf8.ValidString(src) || !utf8.ValidString(v) || strings.ContainsRune(src+v, 0) || strings.ContainsRune(src+v, '\r') {
			return
		}
		refs := ref.Find(src)
		if len(refs) == 0 || strings.Contains(src, "\\`") {
			return // the parser loses count of the backslashes in nested backquotes; the run test has them
		}
		checkPlaces(t, src, refs)
		if strings.Contains(src, "`") && strings.Contains(src, "<<") {
			return // in backquotes the parser takes the delimiter behind a ${} for the end of a here-document
		}
		for _, r := range refs {
			if rest, _, _ := strings.Cut(src[r.End:], "\n"); rest != "" && strings.Contains(src, "<<") && strings.Contains(src[:r.Start], rest) {
				return // and in $( ), too: dash and bash go on in the here-document behind ${v}EOF
			}
			if r.Fault == ref.Open {
				return // an error, so that no value is ever put there
			}
			if strings.HasPrefix(src[r.End:], "[") {
				return // export X[ is a command for the parser when X begins like a name, and a declaration otherwise
			}
		}
		lits, runs := make([]plan.Text, len(refs)), make([]plan.Text, len(refs))
		for i := range refs {
			lits[i], runs[i] = plan.Lit(v), plan.Run(plan.GitMessage)
		}
		for _, values := range [][]plan.Text{lits, runs} {
			script, problems := Interpolate(src, refs, values)
			if len(problems) > 0 {
				continue
			}
			got := script.Shell(func(plan.RunVar, string) string { return "cdc_v" })
			after, fault := parse(got, Sh)
			if fault != nil {
				t.Fatalf("%q with %q\n%s\n%+v", src, v, got, fault)
			}
			before, _ := parse(mask(src, refs), Sh)
			if a, b := shape(before), shape(after); a != b {
				t.Fatalf("%q with %q\n%s\nbefore %s\nafter  %s", src, v, got, a, b)
			}
		}
	})
}

// checkPlaces holds the two ways to find a place together.
func checkPlaces(t *testing.T, src string, refs []ref.Ref) {
	masked := mask(src, refs)
	if !isPlainText(src, masked, refs) {
		return
	}
	f, fault := parse(masked, Sh)
	if fault != nil {
		t.Fatalf("%q is called plain and cannot be read: %+v", src, fault)
	}
	for i, want := range places(f, refs) {
		got := plainPlaces(masked, refs)[i]
		if want.kind != bare {
			got.word, want.word = [2]int{}, [2]int{}
			got.command, want.command = false, false
		}
		if got != want {
			t.Fatalf("%q: plain %+v, parsed %+v", src, got, want)
		}
	}
}

// shape is the commands of a text without their words.
func shape(f *syntax.File) string {
	var b strings.Builder
	syntax.Walk(f, func(n syntax.Node) bool {
		switch n := n.(type) {
		case nil, *syntax.Lit, *syntax.SglQuoted, *syntax.DblQuoted, *syntax.ParamExp, *syntax.Comment:
		case *syntax.Word:
		case *syntax.CallExpr:
			b.WriteString("call(")
			b.WriteString(strings.Repeat("a", len(n.Assigns)) + strings.Repeat("w", len(n.Args)) + ")")
		case *syntax.Stmt:
			b.WriteString(";")
		case *syntax.BinaryCmd:
			b.WriteString(n.Op.String())
		case *syntax.Redirect:
			b.WriteString(n.Op.String())
		default:
			b.WriteString("n")
		}
		return true
	})
	return b.String()
}

// FuzzCheck: no text makes the checks fail, every place lies in the text, and a text that is called plain has neither
// problems nor state.
func FuzzCheck(f *testing.F) {
	for _, frame := range frames {
		f.Add(frame.script)
	}
	for _, path := range []string{"testdata/check/bash-only.sh", "testdata/check/steps.sh", "testdata/check/syntax.sh"} {
		for _, s := range snippets(f, path) {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 2000 || !utf8.ValidString(src) || strings.ContainsAny(src, "\x00\r") {
			return // the reader of the spec lets none of these through
		}
		for _, dialect := range []string{Sh, Bash} {
			text := ReadText(src, dialect)
			for _, p := range text.Problems() {
				if p.Start < 0 || p.End < p.Start || p.End > len(src) || p.Message == "" || p.Code == "" || p.Level == 0 {
					t.Fatalf("%q: %+v", src, p)
				}
			}
			if !text.plain {
				continue
			}
			parsed := &Text{src: src, dialect: dialect, refs: ref.Find(src), masked: mask(src, ref.Find(src))}
			parsed.read()
			if len(parsed.Problems()) > 0 || parsed.State().Any() || !reflect.DeepEqual(parsed.facts, text.facts) {
				t.Fatalf("%q is called plain: %+v %+v\nplain  %+v\nparsed %+v", src, parsed.Problems(), parsed.State(), text.facts, parsed.facts)
			}
		}
	})
}
