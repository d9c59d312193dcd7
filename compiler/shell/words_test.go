package shell

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"mvdan.cc/sh/v3/syntax"
)

// TestBesideAReference compares what is found beside references, in marks made once, with a look at each word as a whole.
func TestBesideAReference(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"${{ a }}", "${{ git.sha }}", "{", "a", "/", ".", "-", " ", "1", "$X"}
	for range 3000 {
		src := random(rnd, pieces, 12)
		refs := ref.Find(src)
		in := interpolation{src: src, masked: mask(src, refs)}
		for _, r := range refs {
			word := [2]int{rnd.IntN(r.Start + 1), rnd.IntN(len(src) + 1)}
			own := in.masked[word[0]:r.Start] + in.masked[r.End:max(r.End, word[1])]
			for chars, m := range map[string]*marks{"{": &in.braces, "/.-_": &in.joints} {
				if got, want := m.beside(in.masked, chars, r, word), strings.ContainsAny(own, chars); got != want {
					t.Fatalf("%q, reference at %d, word %v: %q beside it: %v, want %v", src, r.Start, word, chars, got, want)
				}
			}
		}
	}
}

// TestLinesOfADocument compares the findings about literals in here-documents with a look at the whole line of each.
func TestLinesOfADocument(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"${{ a }}", "${{ b }}", "\n", "\t", "E", "EN", "END", "x", " "}
	values := []string{"", "E", "END", "\n", "\nEN", "D\n\t", "\n\tE", "\t", "x\nEND\n"}
	said := 0
	for range 20000 {
		src := random(rnd, pieces, 14)
		refs := ref.Find(src)
		op := syntax.Hdoc
		if rnd.IntN(2) == 0 {
			op = syntax.DashHdoc
		}
		p := place{kind: hereDoc, doc: &syntax.Redirect{Op: op, Word: &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: "END"}}}}}
		in := interpolation{src: src, masked: mask(src, refs)}
		for _, r := range refs {
			lit := values[rnd.IntN(len(values))]
			before := len(in.problems)
			in.checkDoc(r, p, plan.Lit(lit))
			want := wholeLine(in.masked, r, lit, "END", op == syntax.DashHdoc)
			got := ""
			if len(in.problems) > before {
				got = in.problems[before].Help
				said++
			}
			if got != want {
				t.Fatalf("%q, %q at %d: %q, want %q", src, lit, r.Start, got, want)
			}
		}
	}
	if said < 1000 {
		t.Errorf("only %d findings", said)
	}
}

// wholeLine is the help of what checkDoc should find.
func wholeLine(masked string, r ref.Ref, lit, delim string, dash bool) string {
	start := strings.LastIndexByte(masked[:r.Start], '\n') + 1
	tail, _, _ := strings.Cut(masked[r.End:], "\n")
	for i, line := range strings.Split(masked[start:r.Start]+lit+tail, "\n") {
		stripped := strings.TrimLeft(line, "\t")
		switch {
		case strings.HasPrefix(line, delim) || dash && strings.HasPrefix(stripped, delim):
			return "choose another delimiter"
		case dash && i > 0 && stripped != line:
			return "write << and begin the lines at the margin"
		}
	}
	return ""
}

func random(rnd *rand.Rand, pieces []string, most int) string {
	var b strings.Builder
	for range rnd.IntN(most) {
		b.WriteString(pieces[rnd.IntN(len(pieces))])
	}
	return b.String()
}
