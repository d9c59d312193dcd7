package gitlab

import (
	"testing"

	"github.com/cdc-dev/cdc/compiler"
)

// TestTwoPipelines: the note is there where one push starts two pipelines with a job in common, and nowhere else.
func TestTwoPipelines(t *testing.T) {
	for _, c := range []struct {
		triggers, when string
		twice          bool
	}{
		{"push: {}, merge_request: {}", "", true},
		{`push: {branches: "**"}, merge_request: {}`, "", true},
		{`push: {branches: "dev*"}, merge_request: {target_branches: main}`, "", true},
		{"push: {branches: [main, develop]}, merge_request: {target_branches: main}", "", true},
		{"push: {branches: main}, merge_request: {}", "", false},
		{`push: {branches: [main, "release/*"]}, merge_request: {target_branches: [main, "release/*"]}`, "", false},
		{"push: {}", "", false},
		{"push: {}, merge_request: {actions: [merged]}", "", false},
		{"push: {}, merge_request: {}", ", when: {event: push}", false},
		{"push: {}, merge_request: {}", ", when: {branches: main}", false},
		{"push: {not_branches: x}, merge_request: {}", ", when: {paths: src/**}", true},
	} {
		spec := "cdc: v1\nname: x\ntriggers: {" + c.triggers + "}\njobs:\n  a: {steps: [make]" + c.when + "}\n"
		_, found := compiler.Load("cdc.yaml", []byte(spec)).Compile(Target, compiler.Options{})
		twice := false
		for _, d := range found {
			twice = twice || d.Code == "two-pipelines"
		}
		if twice != c.twice {
			t.Errorf("%s%s: the note is there: %v\n%v", c.triggers, c.when, twice, found)
		}
	}
}
