package judge_test

import (
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/judge"
)

// TestBuildspecMistakes: what people get wrong, and a word that the answer must hold.
func TestBuildspecMistakes(t *testing.T) {
	reports := `"a": {"files": ["x"]}`
	for _, r := range "bcdef" {
		reports += `, "` + string(r) + `": {"files": ["x"]}`
	}
	for _, c := range []struct{ name, doc, where, message string }{
		{"a command that YAML read as a map", `{"version": 0.2, "phases": {"build": {"commands": ["make", {"echo \"note": "x\""}]}}}`, "phases.build.commands[1]", "a text"},
		{"a number as a command", `{"version": 0.2, "phases": {"build": {"commands": [1]}}}`, "phases.build.commands[0]", "a text"},
		{"post-build", `{"version": 0.2, "phases": {"post-build": {"commands": ["a"]}}}`, "phases.post-build", "no key post-build"},
		{"a phase without commands", `{"version": 0.2, "phases": {"build": {"finally": ["a"]}}}`, "phases.build", "commands is missing"},
		{"an empty phase", `{"version": 0.2, "phases": {"install": {}}}`, "phases.install", "complete"},
		{"no commands in a list", `{"version": 0.2, "phases": {"build": {"commands": []}}}`, "phases.build.commands", "empty"},
		{"env in 0.1", `{"version": 0.1, "env": {"variables": {"A": "b"}}, "phases": {"build": {"commands": ["a"]}}}`, "env", "no key env"},
		{"finally in 0.1", `{"version": "0.1", "phases": {"build": {"commands": ["a"], "finally": ["b"]}}}`, "phases.build.finally", "no key"},
		{"runtime-versions in 0.1", `{"version": 0.1, "phases": {"install": {"commands": ["a"], "runtime-versions": {"python": "3.12"}}}}`, "phases.install.runtime-versions", "no key"},
		{"reports in 0.1", `{"version": 0.1, "phases": {"build": {"commands": ["a"]}}, "reports": {"j": {"files": ["x"]}}}`, "reports", "no key"},
		{"plaintext in 0.2", `{"version": 0.2, "environment_variables": {"plaintext": {"A": "b"}}, "phases": {"build": {"commands": ["a"]}}}`, "environment_variables", "no key"},
		{"six reports", `{"version": 0.2, "phases": {"build": {"commands": ["a"]}}, "reports": {` + reports + `}}`, "reports", "at most 5"},
		{"six fallback keys", `{"version": 0.2, "phases": {"build": {"commands": ["a"]}}, "cache": {"key": "k", "paths": ["a"], "fallback-keys": ["1","2","3","4","5","6"]}}`, "cache.fallback-keys", "at most 5"},
		{"fallback keys without a key", `{"version": 0.2, "phases": {"build": {"commands": ["a"]}}, "cache": {"paths": ["a"], "fallback-keys": ["1"]}}`, "cache", "missing"},
		{"artifacts without files", `{"version": 0.2, "phases": {"build": {"commands": ["a"]}}, "artifacts": {"name": "x"}}`, "artifacts", "files is missing"},
		{"an unknown version", `{"version": 0.3, "phases": {"build": {"commands": ["a"]}}}`, "version", "one of"},
		{"no version", `{"phases": {"build": {"commands": ["a"]}}}`, "", "version is missing"},
		{"nothing to do", `{"version": 0.2}`, "", "complete"},
		{"two kinds of batch", `{"version": 0.2, "batch": {"build-list": [{"identifier": "a"}], "build-graph": [{"identifier": "a"}]}}`, "batch", "exactly one"},
		{"a dash in an identifier", `{"version": 0.2, "batch": {"build-graph": [{"identifier": "unit-test"}]}}`, "batch.build-graph[0].identifier", "form"},
		{"a fleet and a size", `{"version": 0.2, "batch": {"build-graph": [{"identifier": "a", "env": {"fleet": "f", "compute-type": "BUILD_GENERAL1_SMALL"}}]}}`, "batch.build-graph[0].env", "exclude"},
		{"a format that no report has", `{"version": 0.2, "phases": {"build": {"commands": ["a"]}}, "reports": {"j": {"files": ["x"], "file-format": "JUNIT"}}}`, "reports.j.file-format", "one of"},
		{"a reserved variable", `{"version": 0.2, "env": {"variables": {"CODEBUILD_X": "1"}}, "phases": {"build": {"commands": ["a"]}}}`, "env.variables.CODEBUILD_X", "not allowed"},
		{"a runtime that does not exist", `{"version": 0.2, "phases": {"install": {"runtime-versions": {"node": "22"}}}}`, "phases.install.runtime-versions.node", "not allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := judge.Check("codebuild", []byte(c.doc))
			for _, p := range problems {
				if p.Where() == c.where && strings.Contains(p.Message, c.message) {
					return
				}
			}
			t.Errorf("got %+v, want one at %q that says %q", problems, c.where, c.message)
		})
	}
}

func TestBuildspecAccepts(t *testing.T) {
	for _, doc := range []string{
		`{"version": 0.2, "phases": {"build": {"commands": ["make"]}}}`,
		`{"version": "0.2", "phases": {"install": {"runtime-versions": {"python": "3.10"}}}}`,
		`{"version": 0.1, "environment_variables": {"plaintext": {"A": "b"}}, "phases": {"build": {"commands": ["make"]}}, "artifacts": {"type": "zip", "files": ["a"]}}`,
		`{"version": 0.2, "env": {"shell": "bash", "secrets-manager": {"A": "id:key"}, "exported-variables": ["V"]}, "phases": {"build": {"on-failure": "RETRY-2", "commands": ["a"], "finally": ["b"]}}, "reports": {"j": {"files": ["x"], "file-format": "JUNITXML", "discard-paths": "yes"}}, "cache": {"key": "k", "fallback-keys": ["a"], "paths": ["d/**/*"]}, "artifacts": {"files": ["a"], "secondary-artifacts": {"b_1": {"files": ["c"]}}}}`,
		`{"version": 0.2, "batch": {"fast-fail": false, "build-graph": [{"identifier": "a", "env": {"image": "x", "privileged-mode": true}}, {"identifier": "b", "depend-on": ["a"], "ignore-failure": true}]}}`,
	} {
		if problems := judge.Check("codebuild", []byte(doc)); len(problems) > 0 {
			t.Errorf("%s: %+v", doc, problems)
		}
	}
}

func TestNearest(t *testing.T) {
	p := judge.Check("codebuild", []byte(`{"version": 0.2, "phases": {"post-build": {"commands": ["a"]}}}`))
	if len(p) == 0 || p[0].Help != "did you mean post_build?" {
		t.Errorf("%+v", p)
	}
}
