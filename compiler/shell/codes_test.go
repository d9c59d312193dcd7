package shell

import (
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/diag"
	"gopkg.in/yaml.v3"
)

// stepsOf returns the steps of the only job of a spec, and its shell.
func stepsOf(t *testing.T, spec string) (steps []string, dialect string) {
	t.Helper()
	var doc struct {
		Jobs map[string]struct {
			Shell string
			Steps []string
		}
	}
	if err := yaml.Unmarshal([]byte(spec), &doc); err != nil {
		t.Fatalf("%v\n%s", err, spec)
	}
	for _, j := range doc.Jobs {
		return j.Steps, j.Shell
	}
	t.Fatalf("no job:\n%s", spec)
	return nil, ""
}

// codesOf returns the codes that Check gives for the steps; a problem for the steps after it is none in the last one.
func codesOf(t *testing.T, spec string) string {
	steps, dialect := stepsOf(t, spec)
	var out []string
	for i, s := range steps {
		for _, p := range Check(s, dialect) {
			if _, known := diag.Lookup(p.Code); !known {
				t.Errorf("%s is not listed in internal/diag", p.Code)
			}
			if !p.UnlessLast || i < len(steps)-1 {
				out = append(out, string(p.Code))
			}
		}
	}
	return strings.Join(out, " ")
}

// TestCodes runs the examples of the codes that need one step's text only.
func TestCodes(t *testing.T) {
	n := 0
	for _, name := range []diag.Code{"shell-syntax", "bash-only", "and-list-fails", "negated-command", "pipe-hides-failure",
		"export-hides-failure", "export-prints-environment", "early-exit", "shell-options", "exit-trap", "background-lost",
		"status-lost", "echo-escape", "reference-misplaced", "pseudo-parameter"} {
		info, ok := diag.Lookup(name)
		if !ok {
			t.Errorf("%s is not listed", name)
			continue
		}
		n++
		if got := codesOf(t, info.Bad); got != string(name) {
			t.Errorf("%s: Bad gives %q", name, got)
		}
		if got := codesOf(t, info.Good); got != "" {
			t.Errorf("%s: Good gives %q", name, got)
		}
	}
	if n == 0 {
		t.Fatal("no codes")
	}
}
