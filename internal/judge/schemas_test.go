package judge_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/judge"
)

// TestEverySchemaCompiles: a schema that does not compile would panic at the first check.
func TestEverySchemaCompiles(t *testing.T) {
	for _, name := range judge.Names() {
		if len(judge.Check(name, []byte(`{"cdc": 1}`))) == 0 {
			t.Errorf("%s accepts a file with one unknown key", name)
		}
	}
}

// TestMistakes: what people get wrong in the two formats of CodeDeploy and Shippable, and a word of the answer.
func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, format, doc, where, message string }{
		{"the version as a text", "appspec", `{"version": "0.0", "os": "linux"}`, "version", "a number"},
		{"another version", "appspec", `{"version": 0.2, "os": "linux"}`, "version", "one of"},
		{"an unknown hook", "appspec", `{"version": 0.0, "os": "linux", "hooks": {"AfterStart": [{"location": "a"}]}}`, "hooks.AfterStart", "no key"},
		{"a hook as a map", "appspec", `{"version": 0.0, "os": "linux", "hooks": {"AfterInstall": {"location": "a"}}}`, "hooks.AfterInstall", "a list"},
		{"no system", "appspec", `{"version": 0.0, "files": []}`, "", "os is missing"},
		{"a relative destination", "appspec", `{"version": 0.0, "os": "linux", "files": [{"source": "/", "destination": "app"}]}`, "files[0].destination", "form"},
		{"a mode as a number", "appspec", `{"version": 0.0, "os": "linux", "permissions": [{"object": "/a", "mode": 644}]}`, "permissions[0].mode", "a text"},
		{"two services", "appspec", `{"version": 0.0, "Resources": [{"a": {"Type": "AWS::Lambda::Function", "Properties": {"Name": "a", "Alias": "b", "CurrentVersion": "1", "TargetVersion": "2"}}}, {"b": {}}]}`, "Resources", "at most"},
		{"on_success at the top", "shippable", `{"language": "go", "build": {"ci": ["make"]}, "on_success": ["deploy"]}`, "on_success", "no key"},
		{"sections of both dialects", "shippable", `{"language": "go", "build": {"ci": ["make"]}, "script": ["make"]}`, "script", "no key"},
		{"no ci", "shippable", `{"language": "go", "build": {"on_success": ["a"]}}`, "build", "ci is missing"},
		{"an empty ci", "shippable", `{"language": "go", "build": {"ci": []}}`, "build.ci", "empty"},
		{"no language", "shippable", `{"build": {"ci": ["make"]}}`, "", "language is missing"},
		{"a version as a number", "shippable", `{"language": "go", "go": [1.2], "build": {"ci": ["make"]}}`, "go[0]", "a text"},
		{"a relative cache", "shippable", `{"language": "go", "build": {"ci": ["make"], "cache_dir_list": ["cache"]}}`, "build.cache_dir_list[0]", "form"},
		{"options without --privileged", "shippable", `{"language": "go", "build": {"ci": ["make"], "pre_ci_boot": {"image_name": "a", "image_tag": "1", "options": "-u 0"}}}`, "build.pre_ci_boot.options", "form"},
		{"an unknown service", "shippable", `{"language": "go", "services": ["kafka"], "build": {"ci": ["make"]}}`, "services[0]", "one of"},
		{"a list of variables", "shippable", `{"language": "go", "env": ["A=1", "B=2"], "build": {"ci": ["make"]}}`, "env", "a map"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := judge.Check(c.format, []byte(c.doc))
			for _, p := range problems {
				if p.Where() == c.where && strings.Contains(p.Message, c.message) {
					return
				}
			}
			t.Errorf("got %+v, want one at %q that says %q", problems, c.where, c.message)
		})
	}
}

// TestEveryPatternHasWords: no regular expression reaches a user.
func TestEveryPatternHasWords(t *testing.T) {
	for _, name := range judge.Names() {
		for _, m := range regexp.MustCompile(`"pattern": ("[^"]*")`).FindAllSubmatch(judge.Schema(name), -1) {
			var pattern string
			if err := json.Unmarshal(m[1], &pattern); err != nil {
				t.Fatal(err)
			}
			if judge.Form(pattern) == pattern {
				t.Errorf("%s: %s has no words", name, pattern)
			}
		}
	}
}
