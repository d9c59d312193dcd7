package cdc_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/schema"
	"github.com/cdc-dev/cdc/targets"
)

// notValues are defaults that look like a value and are none, and why.
var notValues = map[string]string{
	"artifact_bucket": "names the key that has the bucket",
	"LATEST":          "is AWS's own",
	"AWSCURRENT":      "is AWS's own",
}

// saysMore are keys whose default changes a file when it is written out, and why that is right.
var saysMore = map[string]string{
	"environments.*.serial":         "CodeBuild is asked for it only where it is written",
	"jobs.*.steps.sam.template":     "the SAM CLI knows it by itself",
	"defaults.install.sam.template": "the SAM CLI knows it by itself",
}

// TestDefaults: a default that the documentation promises is the one that holds. Written out where a spec lacks the key, it
// changes no byte of any file. Keys of an appspec go into the file as they are: their defaults are CodeDeploy's.
func TestDefaults(t *testing.T) {
	specs, tried := defaultSpecs(t), map[schemaKey]int{}
	for _, k := range schema.Keys(false) {
		value := k.Doc.Default
		if !isValue(value) || strings.HasPrefix(k.Path, "appspec.") {
			continue
		}
		of := schemaKey{k.Path[strings.LastIndexByte(k.Path, '.')+1:], k.Doc.Text}
		tried[of] += 0
		for _, s := range specs {
			var maps []*source.Node
			for _, path := range places(k.Path) {
				maps = append(maps, lacking(s.tree, strings.Split(path, "."))...)
			}
			for _, at := range maps[:min(len(maps), 3)] {
				if tried[of] < 12 && s.tries(t, k, at) {
					tried[of]++
				}
			}
		}
	}
	for of, n := range tried {
		if n == 0 {
			t.Errorf("no spec tries the default of %s (%s)", of.name, of.text)
		}
	}
}

// schemaKey is a key with its documentation; it may stand in many places.
type schemaKey struct{ name, text string }

// places are the paths of a key, which schema.Keys tells once, where it stands first.
func places(path string) []string {
	if rest, ok := strings.CutPrefix(path, "defaults.install."); ok {
		return []string{"jobs.*.steps." + rest, "jobs.*.install." + rest}
	}
	if rest, ok := strings.CutPrefix(path, "defaults."); ok {
		return []string{path, "jobs.*." + rest, "environments.*." + rest}
	}
	return []string{path}
}

// isValue tells a default that a spec could write from one that is told in words.
func isValue(s string) bool {
	words := strings.Contains(s, " ") && !strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "${{")
	return s != "" && !words && !strings.HasSuffix(s, ".") && notValues[s] == ""
}

// defaultSpec is a spec that tries defaults.
type defaultSpec struct {
	name string
	tree *source.Node
	out  map[string]string // what the targets make of it
}

// defaultSpecs are the golden specs, and some that lack what those have.
func defaultSpecs(t *testing.T) (out []*defaultSpec) {
	t.Helper()
	files, err := filepath.Glob("testdata/golden/*/cdc.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	add := func(name string, data []byte) {
		doc, _ := source.Parse("cdc.yaml", data)
		out = append(out, &defaultSpec{name: name, tree: doc.Root, out: written(tree(doc.Root, nil, "", ""))})
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(file, data)
	}
	for name, text := range plainSpecs {
		add(name, []byte(text))
	}
	return out
}

// plainSpecs have keys that no golden spec lacks.
var plainSpecs = map[string]string{
	"oidc": `cdc: v1
name: shop
environments: {prod: {account: 333333333333, region: eu-west-1, branches: main, oidc: {role: shop-ci}}}
jobs:
  prod: {environment: prod, image: "acme/tools:1", checkout: {depth: 1}, steps: [./deploy.sh]}
bootstrap: {roles: {trust: {oidc: {provider: gitlab.com, subjects: "project_path:acme/shop:ref_type:branch:ref:main"}}}}
`,
	"sam": `cdc: v1
name: shop
artifact_bucket: {name: acme-uploads}
jobs:
  pack:
    image: "acme/tools:1"
    steps:
      - sam: {action: build, template: t.yml}
      - sam: {action: package, output: packaged.yml}
`,
	"lambda": `cdc: v1
name: shop
defaults: {region: eu-west-1, image: "acme/tools:1"}
jobs: {put: {steps: [{lambda: {function: orders, zip: orders.zip}}]}}
`,
	"create": `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {region: eu-west-1}
jobs:
  test: {image: "aws/codebuild/standard:7.0", steps: [make]}
bootstrap: {pipeline: {source: {codecommit: {repository: shop}}}}
`,
}

// lacking are the maps of a spec that may have the key of a path and do not.
func lacking(n *source.Node, path []string) (out []*source.Node) {
	switch {
	case n == nil:
	case n.Kind == source.Seq:
		for _, item := range n.Items {
			out = append(out, lacking(item, path)...)
		}
	case n.Kind != source.Map:
	case len(path) == 1:
		if n.Get(path[0]) == nil {
			out = append(out, n)
		}
	case path[0] == "*":
		for _, e := range n.Entries {
			out = append(out, lacking(e.Value, path[1:])...)
		}
	default:
		out = lacking(n.Get(path[0]), path[1:])
	}
	return out
}

// tries writes out the default of a key, and reports whether a target takes it there.
func (s *defaultSpec) tries(t *testing.T, k schema.Key, at *source.Node) (taken bool) {
	key := k.Path[strings.LastIndexByte(k.Path, '.')+1:]
	for name, got := range written(tree(s.tree, at, key, k.Doc.Default)) {
		taken = true
		if got != s.out[name] && saysMore[k.Path] == "" {
			t.Errorf("%s: %s is not the default in %s, of which it makes\n%s", k.Path, k.Doc.Default, s.name, got)
		}
	}
	return taken
}

// written is what the targets make of a spec, without those that refuse it.
func written(v emit.Value) map[string]string {
	out := map[string]string{}
	s := compiler.Load("cdc.yaml", emit.YAML(nil, v))
	if s.Findings().HasErrors() {
		return out
	}
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{All: true})
		if found.HasErrors() {
			continue
		}
		for _, f := range files {
			out[target.Name] += "--- " + f.Path + "\n" + string(f.Data)
		}
	}
	return out
}

// tree is a spec as it was read, with one more key in one of its maps.
func tree(n, at *source.Node, key, value string) emit.Value {
	switch n.Kind {
	case source.Map:
		var m emit.Map
		for _, e := range n.Entries {
			m.Add(e.Key.Text, tree(e.Value, at, key, value))
		}
		if n == at {
			m.Add(key, emit.Raw(value))
		}
		return m
	case source.Seq:
		var s emit.Seq
		for _, item := range n.Items {
			s = append(s, tree(item, at, key, value))
		}
		return s
	case source.Scalar:
		if n.Style == source.Plain && !strings.Contains(n.Text, "\n") {
			return emit.Raw(n.Text)
		}
		return emit.Str(n.Text)
	}
	return emit.Null{}
}
