package glob

import (
	"regexp"
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		pattern string
		yes, no []string
	}{
		{"main", []string{"main"}, []string{"main2", "Main", "x/main", ""}},
		{"*", []string{"main", ""}, []string{"release/1"}},
		{"**", []string{"main", "release/1/2", ""}, nil},
		{"release/*", []string{"release/1", "release/"}, []string{"release", "release/1/2", "xrelease/1"}},
		{"release/**", []string{"release/1", "release/1/2"}, []string{"release", "releases/1"}},
		{"v*.*.?", []string{"v1.2.3", "v1.2.x"}, []string{"v1.2", "v1.2.", "v1.2.10", "v1.2./"}},
		{"src/**/*.go", []string{"src/a.go", "src/a/b.go", "src/a/b/c.go"}, []string{"src/a.py", "a.go", "src.go"}},
		{"**/test/**", []string{"test/a", "a/test/b", "a/b/test/c/d"}, []string{"test", "atest/b"}},
		{"{main,release/*}", []string{"main", "release/1"}, []string{"release", "main/1"}},
		{"a{b,}c", []string{"abc", "ac"}, []string{"abbc"}},
		{"services/{api,web}/**", []string{"services/api/x", "services/web/y/z"}, []string{"services/db/x"}},
		{"go.*", []string{"go.mod", "go."}, []string{"goxmod", "go"}},
		{"a+b(c)[d]$^|", []string{"a+b(c)[d]$^|"}, []string{"aab"}},
		{"caf?", []string{"café", "cafe"}, []string{"caf"}},
		{"a**b", []string{"ab", "a/x/b"}, []string{"a"}},
	} {
		g, fault := Parse(c.pattern)
		if fault != nil {
			t.Errorf("%s: %+v", c.pattern, fault)
			continue
		}
		re, slash := regexp.MustCompile(g.Regexp()), regexp.MustCompile(g.SlashRegexp())
		check := func(s string, want bool) {
			if g.Match(s) != want || re.MatchString(s) != want || slash.MatchString(s) != want {
				t.Errorf("%s against %q: match %v, %s %v, want %v", c.pattern, s, g.Match(s), re, re.MatchString(s), want)
			}
		}
		for _, s := range c.yes {
			check(s, true)
		}
		for _, s := range c.no {
			check(s, false)
		}
	}
}
