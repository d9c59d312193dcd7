package cfn_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// stagesOf compiles a spec of jobs in one stage and lists stage/action@order.
func stagesOf(t *testing.T, jobs string) string {
	t.Helper()
	return actionsIn(t, "stages: [all]\n", jobs)
}

// actionsIn does the same with other stages.
func actionsIn(t *testing.T, stages, jobs string) string {
	t.Helper()
	spec := "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\n" + stages +
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

// TestChangeSetStage: what makes a change set, what executes it and what stands between are one stage, which one run has to
// itself.
func TestChangeSetStage(t *testing.T) {
	change := func(job, rest, stack string) string {
		return "  " + job + ": {" + rest + "steps: [{cloudformation: {action: create-change-set, stack: " + stack + ", change_set: \"c-${{ run.id }}\", template: t.yml}}], environment: live}\n"
	}
	execute := func(job, rest, stack string) string {
		return "  " + job + ": {" + rest + "steps: [{cloudformation: {action: execute-change-set, stack: " + stack + ", change_set: \"c-${{ run.id }}\"}}], environment: live}\n"
	}
	const test = "  test: {steps: [x]}\n"
	for _, c := range []struct{ name, stages, jobs, want string }{
		{"one behind the other", "", test + change("a", "needs: [test], ", "s") + execute("b", "needs: [a], gate: true, ", "s"),
			"test/test@1 b/a@1 b/b-approve@2 b/b@3"},
		{"given stages", "stages: [t, change, release]\n", "  test: {stage: t, steps: [x]}\n" + change("a", "stage: change, ", "s") + execute("b", "stage: release, gate: true, ", "s"),
			"t/test@1 release/a@1 release/b-approve@2 release/b@3"},
		{"a job between", "", change("a", "", "s") + "  show: {needs: [a], steps: [x]}\n" + execute("b", "needs: [show], gate: true, ", "s"),
			"b/a@1 b/show@2 b/b-approve@3 b/b@4"},
		{"a job beside", "", change("a", "", "s") + "  c: {steps: [x]}\n  d: {needs: [c], steps: [x]}\n" + execute("b", "needs: [a, d], gate: true, ", "s"),
			"stage-1/c@1 d/d@1 b/a@1 b/b-approve@2 b/b@3"},
		{"two stacks in turn", "", change("a", "", "s") + execute("b", "needs: [a], ", "s") + change("c", "needs: [b], ", "u") + execute("d", "needs: [c], ", "u"),
			"b/a@1 b/b@2 d/c@1 d/d@2"},
		{"other stacks", "", change("a", "", "s") + execute("b", "needs: [a], ", "s") + "  c: {needs: [b], steps: [x]}\n", "b/a@1 b/b@2 c/c@1"},
	} {
		if got := actionsIn(t, c.stages, c.jobs); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOwnBranch: the branch of a connection is a filter where the triggers have none.
func TestOwnBranch(t *testing.T) {
	for _, c := range []struct{ push, branch, want string }{
		{"{}", "branch: main, ", `{"Branches":{"Includes":["main"]}} main`},
		{"{}", "", "job-conditional"},
		{"{branches: \"**\"}", "branch: main, ", `{"Branches":{"Includes":["main"]}} main`},
		{"{not_branches: wip}", "branch: main, ", `{"Branches":{"Includes":["main"]}} main`},
		{"{branches: [main, next]}", "branch: main, ", "job-conditional"},
	} {
		spec := "cdc: v1\nname: shop\ntriggers: {push: " + c.push + "}\njobs:\n  test: {steps: [x]}\n  main: {when: {branches: main}, steps: [x]}\n  also: {when: {branches: main}, steps: [x]}\n  others: {when: {not_branches: main}, steps: [x]}\n" +
			"bootstrap: {pipeline: {source: {connection: {" + c.branch + "repository: acme/shop}}}}\ntargets: {cfn: {format: json}}\n"
		files, found := compiler.Load("cdc.yaml", []byte(spec)).Compile(cfn.Target, compiler.Options{})
		if c.want == "job-conditional" {
			n := 0
			for _, f := range found {
				if f.Code == "job-conditional" && strings.Contains(f.Message, "main and also do not exist") {
					n++
				}
			}
			if n != 1 || len(files) != 0 {
				t.Errorf("%s %s: %d times, %d files, %v", c.push, c.branch, n, len(files), found)
			}
			continue
		}
		if len(files) != 1 {
			t.Fatalf("%s: %v", c.push, found)
		}
		text := strings.Join(strings.Fields(string(files[0].Data)), "")
		want, job, _ := strings.Cut(c.want, " ")
		if !strings.Contains(text, `"Push":[`+want+`]`) || !strings.Contains(text, `"Name":"`+job+`"`) || strings.Contains(text, `"Name":"others"`) {
			t.Errorf("%s %s: %s", c.push, c.branch, text)
		}
	}
}
