package codebuild_test

import (
	"os"
	"reflect"
	"testing"

	"gopkg.in/yaml.v3"
)

// What `chalice generate-pipeline` (1.33) writes, as facts: phases with their commands, and what is kept.
const packaging = "aws cloudformation package --template-file /tmp/packaged/sam.json --s3-bucket ${APP_S3_BUCKET} --output-template-file transformed.yaml"

var (
	chaliceOld = []string{"sudo pip install --upgrade awscli", "aws --version", "sudo pip install 'chalice>=1.33.0,<1.34.0'",
		"sudo pip install -r requirements.txt", "chalice package /tmp/packaged", packaging}
	chaliceInstall = []string{"pip install 'chalice>=1.33.0,<1.34.0'", "pip install -r requirements.txt"}
	chaliceBuild   = []string{"chalice package /tmp/packaged", packaging}
)

// TestChalice holds that the buildspecs of the chalice styles are Chalice's own, read as YAML. The one difference: Chalice
// writes `type: zip` into version 0.2 too, where that key is out of use.
func TestChalice(t *testing.T) {
	for _, c := range []struct {
		golden string
		want   map[string]any
	}{
		{"chalice-v1", map[string]any{
			"version": 0.1, "artifacts": map[string]any{"type": "zip", "files": list("transformed.yaml")},
			"phases": map[string]any{"install": map[string]any{"commands": list(chaliceOld...)}},
		}},
		{"chalice-v2", map[string]any{
			"version": 0.2, "artifacts": map[string]any{"files": list("transformed.yaml")},
			"phases": map[string]any{
				"install": map[string]any{"runtime-versions": map[string]any{"python": "3.11"}, "commands": list(chaliceInstall...)},
				"build":   map[string]any{"commands": list(chaliceBuild...)},
			},
		}},
	} {
		data, err := os.ReadFile("../../testdata/golden/" + c.golden + "/want/codebuild/buildspec.yml")
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]any
		if err := yaml.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %v\nwant %v", c.golden, got, c.want)
		}
	}
}

func list(texts ...string) (out []any) {
	for _, s := range texts {
		out = append(out, s)
	}
	return out
}
