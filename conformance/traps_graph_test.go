package conformance

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// Traps of GitLab's graph: needs, stages, gates, and the job that stops a review app.
var graphTraps = []trapCase{
	{
		44, "absent-need", onPipeline(executor.World{Event: executor.Change}),
		written(".gitlab-ci.yml", "a: {rules: [{if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make a]}\nb: {needs: [a], rules: [{when: on_success}], script: [make b]}\n"),
		"refused: 'b' job needs 'a' job, but 'a' does not exist in the pipeline",
		emitted("gitlab", fmt.Sprintf(absentNeed, "{job: a, optional: true}")), "b success: make b",
	},
	{
		44, "absent-need-found", onPipeline(executor.World{Event: executor.Change}),
		written(".gitlab-ci.yml", "a: {rules: [{if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make a]}\nb: {needs: [a], rules: [{when: on_success}], script: [make b]}\n"),
		"refused: 'b' job needs 'a' job, but 'a' does not exist in the pipeline",
		finds("gitlab", fmt.Sprintf(absentNeed, "a"), "needs-absent"), "error[needs-absent] jobs.b.needs[0]",
	},
	{
		45, "need-of-a-later-stage", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "stages: [one, two]\nb: {stage: one, needs: [a], script: [make b]}\na: {stage: two, script: [make a]}\n"),
		"refused: b job: need a is not defined in current or prior stages",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {}}\njobs: {b: {image: node:22, needs: [a], steps: [make b]}, a: {image: node:22, steps: [make a]}}\n"),
		"a success: make a; b success: make b",
	},
	{
		45, "stages-that-contradict", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "stages: [one, two]\nb: {stage: one, needs: [a], script: [make b]}\na: {stage: two, script: [make a]}\n"),
		"refused: b job: need a is not defined in current or prior stages",
		finds("gitlab", "cdc: v1\nname: x\nstages: [one, two]\njobs: {b: {stage: one, needs: [a], steps: [make]}, a: {stage: two, steps: [make]}}\n", "stage-order"),
		"error[stage-order] jobs.b.needs[0]",
	},
	{
		46, "gate", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "stages: [ask, deploy]\nask: {stage: ask, when: manual, script: [make ask]}\ndeploy: {stage: deploy, script: [make deploy]}\n"),
		"ask optional; deploy success: make deploy",
		emitted("gitlab", "cdc: v1\nname: x\nstages: [ask, deploy]\njobs: {ask: {image: node:22, stage: ask, gate: true, steps: [make ask]}, deploy: {image: node:22, stage: deploy, steps: [make deploy]}}\n"),
		"ask manual; deploy waiting",
	},
	{
		46, "gate-with-a-condition", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "stages: [ask, deploy]\nask: {stage: ask, only: [main], when: manual, script: [make ask]}\ndeploy: {stage: deploy, only: [main], script: [make deploy]}\n"),
		"ask optional; deploy success: make deploy",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {}}\nstages: [ask, deploy]\njobs: {ask: {image: node:22, stage: ask, gate: true, when: {branches: main}, steps: [make ask]}, "+
			"deploy: {image: node:22, stage: deploy, when: {branches: main}, steps: [make deploy]}}\n"),
		"ask manual; deploy waiting",
	},
	{
		47, "stop-job-holds", onPipeline(executor.World{Event: executor.Branch}),
		written(".gitlab-ci.yml", reviewApp("rules: [{if: '$CI_COMMIT_BRANCH != \"main\"', when: manual}]", "variables: {GIT_STRATEGY: none}", "make stop")),
		"preview success: make app; stop manual; smoke waiting",
		emitted("gitlab", reviewSpec), "preview success: make app; stop-review optional; smoke success: make smoke",
	},
	{
		48, "stop-job-without-a-branch", onStop(executor.World{Event: executor.Branch, Files: map[string]string{"stop.sh": "make stop\n"}}),
		written(".gitlab-ci.yml", reviewApp("rules: [{if: '$CI_COMMIT_BRANCH != \"main\"', when: manual, allow_failure: true}]", "tags: []", "./stop.sh")),
		"stop warning",
		emitted("gitlab", reviewSpec), "stop-review success: make stop",
	},
	{
		48, "stop-job-with-a-helper", onStop(executor.World{Event: executor.Branch, Files: map[string]string{"stop.sh": "make stop\n"}}),
		written(".gitlab-ci.yml", reviewApp("rules: [{if: '$CI_COMMIT_BRANCH != \"main\"', when: manual, allow_failure: true}]", "variables: {GIT_STRATEGY: none}", "./stop.sh")),
		"stop warning",
		emitted("gitlab", reviewSpec), "stop-review success: make stop",
	},
	{
		48, "stop-job-with-other-rules", onStop(executor.World{Event: executor.Branch}),
		written(".gitlab-ci.yml", reviewApp("rules: [{if: '$CI_COMMIT_BRANCH == \"main\"', when: manual, allow_failure: true}]", "variables: {GIT_STRATEGY: none}", "make stop")),
		"",
		emitted("gitlab", reviewSpec), "stop-review success: make stop",
	},
	{
		48, "stop-job-of-another-environment", onStop(executor.World{Event: executor.Branch}),
		written(".gitlab-ci.yml", strings.Replace(reviewApp("when: manual", "tags: []", "make stop"), "name: review/$CI_COMMIT_REF_NAME, action", "name: review/$CI_COMMIT_REF_SLUG, action", 1)),
		"refused: preview job: on_stop job stop have different environment name",
		emitted("gitlab", reviewSpec), "stop-review success: make stop",
	},
	{
		49, "dependency-without-artifacts", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "stages: [build, deploy, change]\nbuild: {stage: build, script: ['echo template > p.yml'], artifacts: {paths: [p.yml]}}\n"+
			"deploy: {stage: deploy, script: ['make \"$(cat p.yml)\"']}\nchange: {stage: change, dependencies: [deploy], script: ['V=$(cat p.yml)', 'make \"$V\"']}\n"),
		"build success; deploy success: make template; change failed",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {}}\ndefaults: {image: node:22}\njobs:\n  build: {steps: ['echo template > p.yml'], artifacts: {paths: [p.yml]}}\n"+
			"  deploy: {needs: [build], steps: ['make \"$(cat p.yml)\"']}\n  change: {needs: [build, {job: deploy, artifacts: false}], steps: ['V=$(cat p.yml)', 'make \"$V\"']}\n"),
		"build success; deploy success: make template; change success: make template",
	},
}

const absentNeed = "cdc: v1\nname: x\ntriggers: {push: {}, merge_request: {}}\n" +
	"jobs: {a: {image: node:22, when: {event: push}, steps: [make a]}, b: {image: node:22, needs: [%s], steps: [make b]}}\n"

// reviewApp deploys a branch; the job that stops it has further keys and one command.
func reviewApp(rules, key, stop string) string {
	return "stages: [deploy, after]\npreview:\n  stage: deploy\n  environment: {name: review/$CI_COMMIT_REF_NAME, on_stop: stop}\n" +
		"  rules: [{if: '$CI_COMMIT_BRANCH != \"main\"'}]\n  script: [make app]\n" +
		"stop:\n  stage: deploy\n  environment: {name: review/$CI_COMMIT_REF_NAME, action: stop}\n  " + rules + "\n  " + key + "\n  script: ['" + stop + "']\n" +
		"smoke:\n  stage: after\n  script: [make smoke]\n"
}

const reviewSpec = "cdc: v1\nname: x\ntriggers: {push: {}}\nstages: [deploy, after]\ndefaults: {image: node:22}\n" +
	"environments: {review: {not_branches: main, ephemeral: {per: branch, stop: [make stop]}}}\n" +
	"jobs: {preview: {stage: deploy, environment: review, steps: [make app]}, smoke: {stage: after, steps: [make smoke]}}\n"

// onPipeline runs the pipeline that GitLab makes for an event; nobody starts a manual job but those given.
func onPipeline(w executor.World, started ...string) trapJudge {
	return trapJudge{"model of GitLab's pipelines", func(t *testing.T, f files) string {
		t.Helper()
		p, w, err := gitlabPipeline(t, f, w)
		if err != nil {
			return "refused: " + err.Error()
		}
		done, err := p.Run(w, started...)
		if err != nil {
			t.Fatal(err)
		}
		return outcomes(done)
	}}
}

// onStop runs the pipeline of a branch, and then what GitLab runs when the branch is deleted.
func onStop(w executor.World) trapJudge {
	return trapJudge{"model of GitLab's pipelines", func(t *testing.T, f files) string {
		t.Helper()
		p, w, err := gitlabPipeline(t, f, w)
		if err != nil {
			return "refused: " + err.Error()
		}
		done, err := p.Run(w)
		if err != nil {
			t.Fatal(err)
		}
		if done, err = p.Stop(w, done); err != nil {
			t.Fatal(err)
		}
		return outcomes(done)
	}}
}

func gitlabPipeline(t *testing.T, f files, w executor.World) (executor.Pipeline, executor.World, error) {
	t.Helper()
	p, err := executor.GitLabPipeline([]byte(f[".gitlab-ci.yml"]), "bash", w)
	var jobs []executor.Job
	for _, j := range p.Jobs {
		jobs = append(jobs, j.Job)
	}
	w.Bin, w.Dir = stubs(t, jobs), t.TempDir()
	return p, w, err
}

// outcomes are the jobs, what became of them, and their calls: "a success: make a; b skipped".
func outcomes(done []executor.Outcome) string {
	var out []string
	for _, o := range done {
		text := o.Job + " " + o.Status
		for i, c := range o.Calls {
			text += map[bool]string{true: ": ", false: " | "}[i == 0] + shortened(c)
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
