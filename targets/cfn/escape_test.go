package cfn_test

import (
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// TestShellVariables: a build gets the very text that the author wrote, whether its variables are called as resources are or not.
func TestShellVariables(t *testing.T) {
	spec := func(name string) string {
		return "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\njobs:\n  a: {steps: [\"" + name + "=1; echo ${" + name + "} $" + name + " ${HOME} '${!x}'\"]}\n" +
			"bootstrap: {pipeline: {source: {codecommit: {create: true}}}}\ntargets: {cfn: {}}\n"
	}
	plain, escaped := buildspecOf(t, spec("Other")), buildspecOf(t, spec("Pipeline"))
	if plain.Kind != yaml.ScalarNode || escaped.Tag != "!Sub" || len(escaped.Content) != 2 {
		t.Fatalf("%v %v %d", plain.Kind, escaped.Tag, len(escaped.Content))
	}
	if value := escaped.Content[1].Content; value[0].Value != "Dollar" || value[1].Value != "$" {
		t.Errorf("%s is %q", value[0].Value, value[1].Value)
	}
	text := escaped.Content[0].Value
	if strings.Contains(strings.ReplaceAll(text, "${Dollar}", ""), "${") {
		t.Errorf("a reference is left:\n%s", text)
	}
	if got, want := strings.ReplaceAll(text, "${Dollar}", "$"), strings.ReplaceAll(plain.Value, "Other", "Pipeline"); got != want {
		t.Errorf("want %s\nhave %s", want, got)
	}
}

// buildspecOf is the buildspec in the template of a pipeline.
func buildspecOf(t *testing.T, spec string) *yaml.Node {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	files, found := s.Compile(cfn.Target, compiler.Options{})
	if s.Findings().HasErrors() || found.HasErrors() || len(files) != 1 {
		t.Fatalf("%d files, %v %v", len(files), s.Findings(), found)
	}
	var n yaml.Node
	if err := yaml.Unmarshal(files[0].Data, &n); err != nil {
		t.Fatal(err)
	}
	nodes := []*yaml.Node{&n}
	for len(nodes) > 0 {
		n, nodes = *nodes[0], nodes[1:]
		for i, c := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "BuildSpec" {
				return c
			}
		}
		nodes = slices.Concat(nodes, n.Content)
	}
	t.Fatal("no BuildSpec")
	return nil
}
