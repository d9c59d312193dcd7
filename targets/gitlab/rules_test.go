package gitlab

import (
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
)

func TestFnmatch(t *testing.T) {
	for in, want := range map[string]string{
		"dir/**": "dir/**/*", "**": "**/*", "**/x.go": "**/x.go", "a/**/b": "a/**/b", "a/**.md": "a/**/*.md", "**.md": "**/*.md",
		"a**": "a* a*/**/*", "a**b/c": "a*b/c a*/**/*b/c", "*.{a,b}": "*.{a,b}", "{a,b/**}": "a b/**/*", "[x].go": `\[x\].go`,
	} {
		if got := strings.Join(changes([]string{in}), " "); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestRefExpr(t *testing.T) {
	for _, c := range []struct {
		yes, no []string
		want    string
	}{
		{nil, nil, "$B"},
		{[]string{"**"}, nil, "$B"},
		{[]string{"main"}, nil, `$B == "main"`},
		{[]string{"a", "b/*"}, nil, `$B =~ /^(a|b\/[^\/]*)$/`},
		{nil, []string{"main"}, `$B && $B != "main"`},
		{[]string{"v*"}, []string{"v0.**", "v1"}, `$B =~ /^v[^\/]*$/ && $B !~ /^(v0\..*|v1)$/`},
		{[]string{`a"b`}, nil, `$B =~ /^a"b$/`},
	} {
		if got := refExpr("$B", c.yes, c.no); got != c.want {
			t.Errorf("%v without %v: got %s, want %s", c.yes, c.no, got, c.want)
		}
	}
}

// TestNoRun holds that a job which none of the existing pipelines is meant for is in none of them, rather than in all.
func TestNoRun(t *testing.T) {
	l := lowering{all: universe(&plan.Triggers{Push: &plan.Cond{}}), triggers: &plan.Triggers{Push: &plan.Cond{}}}
	got := l.job([]plan.Cond{{Events: []plan.Event{plan.Tag}}})
	if len(got) != 1 || slices.Contains([]string{"", "$CI_COMMIT_TAG"}, got[0].cond) {
		t.Errorf("got %v", got)
	}
}
