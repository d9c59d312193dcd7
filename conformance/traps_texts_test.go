package conformance

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/targets"
)

// TestTrapTexts holds what our files say where no case runs the naive form yet.
func TestTrapTexts(t *testing.T) {
	for _, f := range []func(*testing.T){
		entrypointTexts, inlined, reserved, longNames, absentNeeds, stagesOfNeeds, gates, stopJobs, stopWithoutBranch, dataEdges, workflows, tagPushes, changedFiles, levels, nightly, noPipeline, anchored, filterGroups, emptyDeployments, changeSets, parameters, dockerVariables,
	} {
		f(t)
	}
}

// ours compiles a spec for a target: its files as one text, and its findings.
func ours(t *testing.T, spec, target string) (files, findings string) {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	found := s.Findings()
	var out strings.Builder
	for _, tg := range targets.All {
		if tg.Name == target {
			list, more := s.Compile(tg, compiler.Options{All: true})
			found = append(found, more...)
			for _, f := range list {
				out.Write(f.Data)
			}
		}
	}
	return out.String(), string(diag.Compact(diag.Report{Found: found}))
}

// holds tells what ours has and has not, in the files or the findings.
func holds(t *testing.T, spec, target string, has, hasNot []string) {
	t.Helper()
	files, found := ours(t, spec, target)
	for _, text := range has {
		if !strings.Contains(files+found, text) {
			t.Errorf("%s: there is no\n%s\nin\n%s%s", target, text, files, found)
		}
	}
	for _, text := range hasNot {
		if strings.Contains(files+found, text) {
			t.Errorf("%s: there is\n%s\nin\n%s%s", target, text, files, found)
		}
	}
}

// pipeline is the spec of most traps of the graph.
func pipeline(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/traps/cdc.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func entrypointTexts(t *testing.T) {
	holds(t, strings.Replace(oneJob("    steps: [aws s3 ls]"), "node:22", "amazon/aws-cli:2.22.0", 1), "gitlab", []string{`entrypoint: [""]`}, nil)
}

func inlined(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"--role-arn arn:aws:iam::123456789012:role/ci", "--stack-name shop-prod"}, []string{"$ROLE", "$ACCOUNT"})
}

func reserved(t *testing.T) {
	holds(t, oneJob("    vars: {CI_COMMIT_SHA: x, PATH: /bin}\n    steps: [make]"), "gitlab", []string{"jobs.a.vars.CI_COMMIT_SHA", "jobs.a.vars.PATH"}, nil)
}

func longNames(t *testing.T) {
	holds(t, oneJob("    steps: [{cloudformation: {action: delete, stack: "+strings.Repeat("s", 129)+"}}]"), "gitlab", []string{"128"}, nil)
	holds(t, "cdc: v1\nname: x\nenvironments: {p: {account: 123456789012, roles: {assume: "+strings.Repeat("r", 65)+"}}}\njobs: {a: {access: p, steps: [make]}}\n", "gitlab", []string{"64"}, nil)
}

func absentNeeds(t *testing.T) {
	spec := "cdc: v1\nname: x\ntriggers: {push: {}, merge_request: {}}\njobs: {a: {image: node:22, when: {event: push}, steps: [make]}, b: {image: node:22, needs: [%s], steps: [make]}}\n"
	holds(t, fmt.Sprintf(spec, "a"), "gitlab", []string{"error[needs-absent]"}, nil)
	holds(t, fmt.Sprintf(spec, "{job: a, optional: true}"), "gitlab", []string{"optional: true"}, []string{"error"})
}

func stagesOfNeeds(t *testing.T) {
	holds(t, "cdc: v1\nname: x\ntriggers: {push: {}}\njobs: {b: {image: node:22, needs: [a], steps: [make]}, a: {image: node:22, steps: [make]}}\n", "gitlab",
		[]string{"stages:\n  - a\n  - b\n", "b:\n  stage: b\n"}, nil)
	holds(t, "cdc: v1\nname: x\nstages: [one, two]\njobs: {b: {stage: one, needs: [a], steps: [make]}, a: {stage: two, steps: [make]}}\n", "gitlab", []string{"error[stage-order]"}, nil)
}

func gates(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"    - if: $CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE != \"schedule\"\n      when: manual\n  before_script"}, nil)
	holds(t, "cdc: v1\nname: x\njobs: {a: {image: node:22, gate: true, steps: [make]}}\n", "gitlab", []string{"  when: manual\n  allow_failure: false\n"}, nil)
}

func stopJobs(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"      when: manual\n      allow_failure: true\n"}, nil)
}

func stopWithoutBranch(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"    on_stop: stop-review\n", "  needs: []\n  variables:\n    GIT_STRATEGY: none\n  environment:\n    name: review/$CI_COMMIT_REF_NAME\n    action: stop\n"}, nil)
}

func dataEdges(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"pack:\n  stage: pack\n  image: golang:1.24\n  needs:\n    - test\n", "  needs:\n    - pack\n"}, nil)
	holds(t, "cdc: v1\nname: x\nstages: [a, b]\ntriggers: {push: {}}\njobs: {a: {stage: a, image: node:22, steps: [make], artifacts: {paths: [x]}}, b: {stage: b, image: node:22, steps: [make]}}\n",
		"gitlab", []string{"  dependencies: []\n"}, nil)
}

func workflows(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"workflow:\n  rules:\n"}, nil)
}

func tagPushes(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"web:\n", "    - if: $CI_COMMIT_BRANCH && $CI_PIPELINE_SOURCE == \"push\"\n      changes:\n"}, nil)
}

func changedFiles(t *testing.T) {
	files, _ := ours(t, pipeline(t), "gitlab")
	for _, rule := range regexp.MustCompile(`    - if: (.*)\n      changes:`).FindAllStringSubmatch(files, -1) {
		if !strings.Contains(rule[1], `"push"`) && !strings.Contains(rule[1], "merge_request_event") {
			t.Errorf("changed files count under %s", rule[1])
		}
	}
}

func levels(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"        - web/**/*\n"}, []string{"web/**\n"})
}

func nightly(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"- if: $CI_COMMIT_BRANCH == \"main\" && $CI_PIPELINE_SOURCE != \"schedule\"\n      when: manual\n"}, nil)
}

func noPipeline(t *testing.T) {
	holds(t, "cdc: v1\nname: x\ntriggers: {push: {}, merge_request: {}}\njobs: {a: {image: node:22, when: {paths: \"web/**\"}, steps: [make]}}\n", "gitlab", []string{"merge request"}, nil)
}

func anchored(t *testing.T) {
	if !regexp.MustCompile("refs/heads/main").MatchString("refs/heads/main-2") {
		t.Error("the trap is gone")
	}
	holds(t, webhookSpec, "cfn", []string{`^refs/heads/(main|v1\.0)$`}, nil)
}

func filterGroups(t *testing.T) {
	files, found := ours(t, webhookSpec, "cfn")
	if n := strings.Count(files, "Type: EVENT"); n < 2 {
		t.Errorf("%d groups of filters for two alternatives\n%s%s", n, files, found)
	}
}

func emptyDeployments(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"--no-fail-on-empty-changeset"}, nil)
	holds(t, strings.Replace(pipeline(t), "parameters: {Stage: review}", "on_empty: fail", 1), "gitlab", []string{"--fail-on-empty-changeset"}, []string{"--no-fail-on-empty"})
}

// changeSets runs the job that makes and runs a change set with stubs that answer as AWS does: a stack that is there, one
// that is not, one under review, and a change set without changes.
func changeSets(t *testing.T) {
	file, _ := ours(t, pipeline(t), "gitlab")
	jobs, err := executor.GitLab([]byte(file), "bash")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, stack, reason, execution string
		failing                        string // the call that fails
		want                           string
		passed                         bool
	}{
		{"a stack that is there", "UPDATE_COMPLETE", "", "AVAILABLE", "", "--change-set-type UPDATE", true},
		{"no stack yet", "", "", "AVAILABLE", "describe-stacks", "--change-set-type CREATE", true},
		{"a stack under review", "REVIEW_IN_PROGRESS", "", "AVAILABLE", "", "stack-create-complete", true},
		{"nothing to change", "UPDATE_COMPLETE", "The submitted information didn't contain changes.", "UNAVAILABLE", "wait change-set", "--change-set-type UPDATE", true},
		{"a change set that fails", "UPDATE_COMPLETE", "Template error", "UNAVAILABLE", "wait change-set", "--change-set-type UPDATE", false},
	} {
		for _, j := range jobs {
			if j.Name != "ship" {
				continue
			}
			bin := t.TempDir()
			answers := []executor.Answer{
				{Pattern: "aws sts assume-role*", Output: "ID KEY TOKEN"}, {Pattern: "aws cloudformation describe-stacks*", Output: c.stack},
				{Pattern: "aws cloudformation describe-change-set*StatusReason*", Output: c.reason},
				{Pattern: "aws cloudformation describe-change-set*ExecutionStatus*", Output: c.execution},
			}
			if err := executor.Stubs(bin, answers, j.Scripts); err != nil {
				t.Fatal(err)
			}
			run := func(fail int) executor.Result {
				res, err := j.Run(executor.World{Dir: t.TempDir(), Bin: bin, Fail: fail})
				if err != nil {
					t.Fatal(err)
				}
				return res
			}
			res := run(0)
			if c.failing != "" {
				for i, call := range res.Calls {
					if strings.Contains(call.String(), c.failing) {
						res = run(i + 1)
						break
					}
				}
			}
			if all := fmt.Sprint(res.Calls); res.Passed != c.passed || !strings.Contains(all, c.want) {
				t.Errorf("%s: passed=%v, want %v and %q\n%s\n%s", c.name, res.Passed, c.passed, c.want, all, res.Log)
			}
		}
	}
}

func parameters(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{`"Stage=review"`, `"ParameterKey=Stage,ParameterValue=prod"`}, nil)
}

func dockerVariables(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"DOCKER_HOST: tcp://docker:2376", "DOCKER_TLS_CERTDIR: /certs", `DOCKER_TLS_VERIFY: "1"`, "DOCKER_CERT_PATH: /certs/client"}, nil)
}
