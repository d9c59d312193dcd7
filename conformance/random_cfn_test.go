package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// answered are the warnings that the judges give about random specs and why they may stand. Each is about a template that deploys.
var answered = map[string]string{
	"W2509": "the parameter is the name of a secret, and not the secret",
	"W9013": "the account is one that the spec names, and not that of the stack",
	"W8001": "an environment in whose account no job needs a policy has a condition that nothing asks for",
	"W9053": "two environments of one account have a condition each",
	"W9002": "the spec names the role by its ARN",
}

// TestRandomTemplates: AWS's own validator takes the CloudFormation templates of the random specs, cfn-lint takes some of them,
// and a buildspec that stands in one obeys the schema of buildspecs.
func TestRandomTemplates(t *testing.T) {
	t.Parallel()
	module(t, "@aws/cloudformation-validate/index.js")
	lint, err := exec.LookPath("cfn-lint")
	if err != nil {
		missing(t, "cfn-lint", "neither apt nor npm holds it")
	}
	start := time.Now()
	paths, names, inside := randomTemplates(t)
	said := map[string]int{}
	broken, n := judged(t, "validate.mjs", paths, names)
	for _, f := range broken {
		if said[f.Rule]++; answered[f.Rule] == "" && said[f.Rule] <= 3 {
			t.Errorf("%s: %s: %s: %s", f.Path, f.Resource, f.Rule, f.Message)
		}
	}
	report(t, "@aws/cloudformation-validate", version(t, "@aws/cloudformation-validate"), n, len(paths), start)
	t.Logf("%d buildspecs stand in the templates; by rule: %v", inside, said)

	start = time.Now()
	var sample []string
	for i := 0; i < len(paths); i += max(1, len(paths)/some(50, 5)) {
		sample = append(sample, paths[i])
	}
	found, n := cfnLint(t, lint, sample)
	for _, f := range found {
		if answered[f.Rule.ID] != "" {
			continue
		}
		t.Errorf("%s: %s (%s): %s", names[f.Filename], f.Rule.ID, f.Level, f.Message)
	}
	report(t, "cfn-lint", strings.TrimPrefix(output(t, lint, "--version"), "cfn-lint "), n, len(sample), start)
}

// randomTemplates writes the templates of the random specs, equal ones once, and returns what each is called in a failure, and
// how many buildspecs stand in them.
func randomTemplates(t *testing.T) (paths []string, names map[string]string, inside int) {
	t.Helper()
	dir, seen := t.TempDir(), map[string]bool{}
	names = map[string]string{}
	specs, _ := randomly(t)
	for _, c := range specs {
		for _, path := range sorted(c.files["cfn"]) {
			data := c.files["cfn"][path]
			if seen[string(data)] || !strings.HasPrefix(path, "cfn/") {
				continue
			}
			seen[string(data)] = true
			copied := filepath.Join(dir, strconv.Itoa(len(paths))+filepath.Ext(path))
			if err := os.WriteFile(copied, data, 0o600); err != nil {
				t.Fatal(err)
			}
			paths, names[copied] = append(paths, copied), "seed "+strconv.FormatUint(c.Seed, 10)+": "+path
			var tree yaml.Node
			if err := yaml.Unmarshal(data, &tree); err != nil {
				t.Fatalf("%s: %v", names[copied], err)
			}
			for _, text := range buildspecs(&tree) {
				inside++
				obeys(t, names[copied]+", BuildSpec", "codebuild", []byte(text))
			}
		}
	}
	return paths, names, inside
}

// buildspecs are the texts that stand as BuildSpec in a template, and are not the name of a file.
func buildspecs(n *yaml.Node) (out []string) {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "BuildSpec" && strings.Contains(c.Value, "\n") {
			out = append(out, c.Value)
		}
		out = append(out, buildspecs(c)...)
	}
	return out
}
