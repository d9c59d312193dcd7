package cfn_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// stagesOf compiles a spec of jobs in one stage and lists stage/action@order.
func stagesOf(t *testing.T, jobs string) string {
	t.Helper()
	spec := "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\nstages: [all]\n" +
		"environments: {live: {branches: main, roles: {execution: \"arn:aws:iam::123456789012:role/x\"}}}\njobs:\n" + jobs +
		"bootstrap: {pipeline: {source: {codecommit: {create: true}}}}\ntargets: {cfn: {format: json}}\n"
	var p pipelineProperties
	if err := json.Unmarshal(compile(t, spec).Resources["Pipeline"].Properties, &p); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range p.Stages[1:] {
		for _, a := range s.Actions {
			out = append(out, fmt.Sprintf("%s/%s@%d", s.Name, a.Name, a.RunOrder))
		}
	}
	return strings.Join(out, " ")
}

// TestRunOrder: an action comes behind what its job needs, and a gate holds nothing but its job and what needs that.
func TestRunOrder(t *testing.T) {
	const deploy = "[{cloudformation: {action: create-change-set, stack: s, change_set: \"c-${{ run.id }}\", template: t.yml}}, " +
		"{cloudformation: {action: execute-change-set, stack: s, change_set: \"c-${{ run.id }}\"}}]"
	for _, c := range []struct{ name, jobs, want string }{
		{"side by side", "  a: {stage: all, steps: [x]}\n  b: {stage: all, steps: [x]}\n", "all/a@1 all/b@1"},
		{"behind what it needs", "  b: {stage: all, needs: [a], steps: [x]}\n  a: {stage: all, steps: [x]}\n", "all/a@1 all/b@2"},
		{"behind both steps", "  a: {stage: all, environment: live, steps: " + deploy + "}\n  b: {stage: all, needs: [a], when: {branches: main}, steps: [x]}\n",
			"all/a-createchangeset@1 all/a-executechangeset@2 all/b@3"},
		{"a gate comes last", "  a: {stage: all, gate: true, steps: [x]}\n  b: {stage: all, steps: [x]}\n  c: {stage: all, needs: [b], steps: [x]}\n  d: {stage: all, needs: [a], steps: [x]}\n",
			"all/b@1 all/c@2 all/a-approve@3 all/a@4 all/d@5"},
		{"a matrix is an action for each", "  a: {stage: all, matrix: {V: [\"1\", \"2\"]}, steps: [x]}\n  b: {stage: all, needs: [a], steps: [x]}\n", "all/a-1@1 all/a-2@1 all/b@2"},
	} {
		if got := stagesOf(t, c.jobs); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
