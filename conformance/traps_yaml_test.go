package conformance

import (
	"fmt"
	"strings"
	"testing"

	goccy "github.com/goccy/go-yaml"
)

// Traps of YAML itself, and of how GitLab merges what is written twice.
var yamlTraps = []trapCase{
	{
		18, "colon-in-a-command", psych("a", "script"),
		written(".gitlab-ci.yml", "a:\n  script:\n    - echo a: b\n"), `[ { "echo a" "b" } ]`,
		finds("gitlab", oneJob("    steps:\n      - echo a: b"), "command-is-map"), "error[command-is-map] jobs.a.steps[0]",
	},
	{
		18, "colon-in-quotes", psych("a", "script"),
		written(".gitlab-ci.yml", "a:\n  script:\n    - echo a: b\n"), `[ { "echo a" "b" } ]`,
		emitted("gitlab", oneJob("    steps: ['echo a: b']")), `[ "echo a: b" ]`,
	},
	{
		18, "at-sign", psych("a", "script"),
		written(".gitlab-ci.yml", "a:\n  script:\n    - @make\n"), "refused",
		finds("gitlab", oneJob("    steps:\n      - @make"), "yaml-syntax"), "error[yaml-syntax] jobs.a.steps[0]",
	},
	{
		28, "merge-key", psych("b", "variables"),
		written(".gitlab-ci.yml", "a: &a {variables: {A: one, B: two}, script: [make]}\nb: {<<: *a, variables: {B: three}}\n"), `{ "B" "three" }`,
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\njobs:\n  a: {image: node:22, vars: &v {A: one, B: two}, steps: [make]}\n"+
			"  b: {image: node:22, vars: {<<: *v, B: three}, steps: [make]}\n"), `{ "A" "one" "B" "three" }`,
	},
	{
		35, "library-writes-plain", psych("a", "variables", "V"),
		marshalled(".gitlab-ci.yml", map[string]any{"a": map[string]any{"variables": map[string]string{"V": "1:2:3"}}}), "d3723",
		emitted("gitlab", oneJob("    vars: {V: '1:2:3'}\n    steps: [make]")), `"1:2:3"`,
	},
	{
		35, "library-writes-a-symbol", psych("a", "variables", "V"),
		marshalled(".gitlab-ci.yml", map[string]any{"a": map[string]any{"variables": map[string]string{"V": ":x"}}}), `?"Symbol :x"`,
		emitted("gitlab", oneJob("    vars: {V: ':x'}\n    steps: [make]")), `":x"`,
	},
}

// marshalled is what a library's writer makes of a tree.
func marshalled(path string, tree any) form {
	return func(t *testing.T, j trapJudge) string {
		text, err := goccy.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		return j.says(t, files{path: string(text)})
	}
}

// psych is GitLab's reader of YAML: what stands under the keys, if it reads the file at all.
func psych(keys ...string) trapJudge {
	return trapJudge{"Psych", func(t *testing.T, f files) string {
		t.Helper()
		_, trees := batch(t, [][]byte{[]byte(f[".gitlab-ci.yml"])}, tool(t, "ruby"), "readers/psych.rb")
		if strings.HasPrefix(trees[0], "E") {
			return "refused"
		}
		words := strings.Fields(trees[0])
		for _, key := range keys {
			words = valueOf(words, "s"+b64(key))
		}
		return readable(strings.Join(words, " "))
	}}
}

// valueOf returns the value of a key in a tree of a map; nil: there is none.
func valueOf(tree []string, key string) []string {
	for i := 1; i < len(tree)-1; {
		value := i + 1
		next := value + treeLen(tree[value:])
		if tree[i] == key {
			return tree[value:next]
		}
		i = next
	}
	return nil
}

// treeLen is the number of words of the first value.
func treeLen(words []string) int {
	depth := 0
	for i, w := range words {
		switch w {
		case "[", "{":
			depth++
		case "]", "}":
			depth--
		}
		if depth == 0 {
			return i + 1
		}
	}
	panic(fmt.Sprint("no tree: ", words))
}
