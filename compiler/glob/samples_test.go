package glob

import (
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func parseAll(t testing.TB, patterns ...string) []Glob {
	t.Helper()
	var out []Glob
	for _, p := range patterns {
		g, fault := Parse(p)
		if fault != nil {
			t.Fatalf("%s: %+v", p, fault)
		}
		out = append(out, g)
	}
	return out
}

func verdictOf(globs []Glob, s string) string {
	v := make([]byte, len(globs))
	for i, g := range globs {
		v[i] = '.'
		if g.Match(s) {
			v[i] = 'Y'
		}
	}
	return string(v)
}

func TestSamples(t *testing.T) {
	for _, c := range []struct{ patterns, want string }{
		{"main", "x:. main:Y"},
		{"release/* */1", "x:.. x/1:.Y release/x:Y. release/1:YY"},
		{"main release/** v*", "x:... v:..Y main:Y.. release/x:.Y."},
		{"** main", "x:Y. main:YY"},
		{"{a,b}/* b/c", "x:.. a/x:Y. b/c:YY"},
		{"src/**/*.go **/test/**", "x:.. test/x:.Y src/.go:Y. src/test/.go:YY"},
	} {
		globs := parseAll(t, strings.Fields(c.patterns)...)
		samples, complete := Samples(globs)
		var got []string
		for _, s := range samples {
			got = append(got, s+":"+verdictOf(globs, s))
		}
		if !complete || strings.Join(got, " ") != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.patterns, strings.Join(got, " "), c.want)
		}
	}
}

var alphabet = []string{"a", "b", "/", "*", "?", "**", "**/", "{a,b}", "{a/b,}", ".", "é"}

func randomPattern(r *rand.Rand) string {
	var b strings.Builder
	for n := 1 + r.Intn(5); n > 0; n-- {
		b.WriteString(alphabet[r.Intn(len(alphabet))])
	}
	return b.String()
}

func randomName(r *rand.Rand) string {
	var b strings.Builder
	for n := 1 + r.Intn(6); n > 0; n-- {
		b.WriteString([]string{"a", "b", "/", ".", "é", "x"}[r.Intn(6)])
	}
	return b.String()
}

// TestRandom holds three readings of a pattern together: Match, the regular expressions, and the automaton of Samples.
func TestRandom(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 3000 {
		var globs []Glob
		for len(globs) < 3 {
			if g, fault := Parse(randomPattern(r)); fault == nil {
				globs = append(globs, g)
			}
		}
		samples, complete := Samples(globs)
		if !complete {
			continue
		}
		var have []string
		for _, s := range samples {
			have = append(have, verdictOf(globs, s))
		}
		for range 20 {
			s := randomName(r)
			for _, g := range globs {
				for _, re := range []string{g.Regexp(), g.SlashRegexp()} {
					if regexp.MustCompile(re).MatchString(s) != g.Match(s) {
						t.Fatalf("%s against %q: match %v, %s says no", g, s, g.Match(s), re)
					}
				}
			}
			sound := s[0] != '/' && s[len(s)-1] != '/' && !strings.Contains(s, "//")
			if v := verdictOf(globs, s); sound && !slices.Contains(have, v) {
				t.Fatalf("%v: %q has the verdicts %s, and no sample of %q has", globs, s, v, samples)
			}
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		pattern string
		at      int
	}{
		{"", 0}, {"a{b", 1}, {"a}b", 1}, {"{a,{b}}", 3}, {"a***", 1}, {`a\b`, 1}, {"a\nb", 1},
		{strings.Repeat("{a,b}", 9), 44},
	} {
		g, fault := Parse(c.pattern)
		if fault == nil || fault.At != c.at || fault.Message == "" || fault.Help == "" {
			t.Errorf("%q: %+v, want a fault at %d", c.pattern, fault, c.at)
		}
		if g.Match(c.pattern) || Match(c.pattern, "a") {
			t.Errorf("%q: a faulty pattern matches", c.pattern)
		}
	}
}

func TestLiteral(t *testing.T) {
	for p, want := range map[string]bool{"main": true, "a.b/c": true, "v*": false, "v?": false, "{a,b}": false} {
		if s, ok := Literal(p); ok != want || ok && s != p {
			t.Errorf("%s: %q %v", p, s, ok)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	g, _ := Parse("services/**/*.go")
	for b.Loop() {
		g.Match("services/api/internal/handlers/users/create.go")
	}
}

func BenchmarkSamples(b *testing.B) {
	globs := parseAll(b, "main", "release/**", "v*", "feature/*", "*/1", "hotfix-*", "**/test/**", "src/**/*.go")
	for b.Loop() {
		Samples(globs)
	}
}
