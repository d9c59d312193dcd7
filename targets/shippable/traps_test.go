package shippable_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/targets/shippable"
	"gopkg.in/yaml.v3"
)

// compiled is the files of a spec by path, and what was found.
func compiled(t *testing.T, spec string) (map[string]string, diag.List) {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	files, found := s.Compile(shippable.Target, compiler.Options{All: true})
	out := map[string]string{}
	for _, f := range files {
		out[f.Path] = string(f.Data)
	}
	return out, append(s.Findings(), found...)
}

// job is a spec of one job with more lines of it.
func job(lines string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\nsecrets:\n  AWS_ACCESS_KEY_ID: {from: ci, shippable: Q2lwaGVydGV4dA==}\n" +
		"  AWS_SECRET_ACCESS_KEY: {from: ci, shippable: Q2lwaGVydGV4dA==}\n  TOKEN: {from: ci, shippable: Q2lwaGVydGV4dA==}\n" +
		"environments:\n  prod: {account: 123456789012, region: eu-west-1}\njobs:\n  a:\n    runtime: {go: 1.16}\n" + lines + "\ntargets: {shippable: {}}\n"
}

const deploying = "    environment: prod\n    secrets: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]\n"

const deployStep = "{codedeploy: {application: app, group: fleet, revision: {s3: {bucket: shop-bundles, key: \"${{ name }}/${{ git.sha }}.zip\"}}}}"

// TestTrapsInTheFile: what a file must say, whatever it does, and what is found instead of a file. What builds do with the naive
// forms is in conformance.
func TestTrapsInTheFile(t *testing.T) {
	server := "appspec:\n  os: linux\n  "
	for _, c := range []struct {
		number, name, spec, path string
		has, hasNot              []string
		finding                  diag.Code
	}{
		{"25", "language and ci are always written", "cdc: v1\nname: x\njobs: {a: {install: [make]}}\n", shippable.Path, []string{"language: none", "  ci:\n    - make"}, nil, "no-image"},
		{"25", "and so is script", "cdc: v1\nname: x\njobs: {a: {install: [make]}}\ntargets: {shippable: {dialect: travis}}\n", shippable.Path, []string{"language: none", "script:\n  - make"}, []string{"\ninstall:"}, "no-image"},
		{"64", "a cache is absolute", job("    cache: {paths: [.cache/go, \"vendor/**\", \"a/*/b\"]}\n    steps: [make]"), shippable.Path,
			[]string{"- $SHIPPABLE_BUILD_DIR/.cache/go\n", "- $SHIPPABLE_BUILD_DIR/vendor\n", "- $SHIPPABLE_BUILD_DIR/a\n"}, nil, ""},
		{"75", "options of one's own keep --privileged", job("    image: {name: \"acme/tool:1\", entrypoint: [\"\"]}\n    steps: [make]"), shippable.Path, []string{"options: --privileged --entrypoint=''"}, nil, ""},
		{"75", "without an entrypoint there are none", job("    image: acme/tool:1\n    steps: [make]"), shippable.Path, []string{"image_tag: \"1\""}, []string{"options:"}, ""},
		{"77", "the version is a number", job("    steps: [make]") + server + "files: [{source: /, destination: /srv}]\n", "appspec.yml", []string{"\nversion: 0.0\n"}, []string{`"0.0"`}, ""},
		{"78", "a lifecycle event has an hour", job("    steps: [make]") + server + "hooks: {AfterInstall: [{location: a, timeout: 3000}, {location: b, timeout: 900}]}\n", "", nil, nil, "appspec-timeout"},
		{"78", "a stop script is the last revision's", job("    steps: [make]") + server + "hooks: {ApplicationStop: [{location: a}]}\n", "appspec.yml", []string{"ApplicationStop:"}, nil, "appspec-previous"},
		{"79", "the key of a bundle has the commit", job(deploying + "    steps: [" + deployStep + "]"), shippable.Path, []string{"shop/$COMMIT.zip", "--ignore-hidden-files", "aws deploy wait deployment-successful"}, []string{"| python"}, ""},
		{"79", "a constant key is found", job(deploying + "    steps: [{codedeploy: {application: app, group: fleet, revision: {s3: {bucket: shop-bundles, key: latest.zip}}}}]"), "", nil, nil, "revision-constant"},
		{"81", "nothing polls", job(deploying + "    steps: [{codedeploy: {application: app, group: fleet, revision: {github: {}}}}]"), shippable.Path, []string{"aws deploy wait deployment-successful"}, []string{"get-deployment", "sleep"}, ""},
	} {
		t.Run(c.number+" "+c.name, func(t *testing.T) {
			files, found := compiled(t, c.spec)
			for _, s := range c.has {
				if !strings.Contains(files[c.path], s) {
					t.Errorf("no %q in\n%s", s, files[c.path])
				}
			}
			for _, s := range c.hasNot {
				if strings.Contains(files[c.path], s) {
					t.Errorf("%q in\n%s", s, files[c.path])
				}
			}
			seen := c.finding == ""
			for _, d := range found {
				seen = seen || d.Code == c.finding
			}
			if !seen || c.path != "" && found.HasErrors() {
				t.Errorf("want %q among\n%s", c.finding, diag.Compact(diag.Report{Found: found}))
			}
		})
	}
}

// TestEveryFileObeysTheSchema, over the cases of the whole project: shippable.yml of both dialects, and every appspec.
func TestEveryFileObeysTheSchema(t *testing.T) {
	checked := map[string]int{}
	for format, pattern := range map[string]string{"shippable": "*/want/*/shippable.yml", "appspec": "*/want/*/appspec.yml"} {
		paths, err := filepath.Glob(filepath.Join(goldenDir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			name, _ := filepath.Rel(goldenDir, path)
			var tree any
			if err := yaml.Unmarshal(built(t, name), &tree); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			doc, err := json.Marshal(tree)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range judge.Check(format, doc) {
				t.Errorf("%s: %s: %s", path, p.Where(), p.Message)
			}
			checked[format]++
		}
	}
	if checked["shippable"] < 12 || checked["appspec"] < 10 {
		t.Errorf("checked %v", checked)
	}
}
