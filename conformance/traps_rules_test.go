package conformance

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// Traps of conditions: which jobs a run of GitLab has, and which builds a webhook of CodeBuild starts.
var rulesTraps = []trapCase{
	{
		50, "two-pipelines-of-one-push", inRuns(executor.World{Event: executor.Branch}, executor.World{Event: executor.Change}),
		written(".gitlab-ci.yml", "test: {script: [make]}\nlint: {rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}, {if: $CI_COMMIT_BRANCH}], script: [make]}\n"),
		"push to another branch: test, lint; change: lint",
		emitted("gitlab", conditional("{push: {branches: main}, merge_request: {}}", "test: {steps: [make]}, lint: {steps: [make]}")),
		"push to another branch: none; change: test, lint",
	},
	{
		50, "no-rules-no-merge-request", inRuns(executor.World{Event: executor.Change}),
		written(".gitlab-ci.yml", "test: {script: [make]}\n"), "change: none",
		emitted("gitlab", conditional("{push: {branches: main}, merge_request: {}}", "test: {steps: [make]}")), "change: test",
	},
	{
		51, "tag-push", inRuns(executor.World{}, executor.World{Event: executor.Tag}),
		written(".gitlab-ci.yml", "test: {rules: [{if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make]}\nship: {rules: [{if: $CI_COMMIT_TAG}], script: [make]}\n"),
		"push: test; tag: test, ship",
		emitted("gitlab", conditional("{push: {}, tag: {}}", "test: {when: {event: push}, steps: [make]}, ship: {when: {event: tag}, steps: [make]}")),
		"push: test; tag: ship",
	},
	{
		52, "nothing-to-compare", inRuns(executor.World{Event: executor.Tag}, executor.World{Event: executor.Schedule}, executor.World{Changed: []string{"docs/a.md"}}),
		written(".gitlab-ci.yml", "web: {rules: [{changes: [web/**/*]}], script: [make]}\nall: {script: [make]}\n"), "tag: web, all; schedule: web, all; push: all",
		emitted("gitlab", conditional("{push: {}, tag: {}, schedule: [{cron: \"0 3 * * *\", branch: main}]}", "web: {when: {paths: \"web/**\"}, steps: [make]}, all: {steps: [make]}")),
		"tag: all; schedule: all; push: all",
	},
	{
		53, "one-level", inRuns(executor.World{Changed: []string{"web/a/b.ts"}}),
		written(".gitlab-ci.yml", "web: {rules: [{changes: ['web/**']}], script: [make]}\nall: {script: [make]}\n"), "push: all",
		emitted("gitlab", conditional("{push: {}}", "web: {when: {paths: \"web/**\"}, steps: [make]}, all: {steps: [make]}")), "push: web, all",
	},
	{
		54, "nightly-deployment", inRuns(executor.World{}, executor.World{Event: executor.Schedule}),
		written(".gitlab-ci.yml", "test: {script: [make]}\ndeploy: {rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}], script: [make]}\n"), "push: test, deploy; schedule: test, deploy",
		emitted("gitlab", conditional("{push: {}, schedule: [{cron: \"0 3 * * *\", branch: main}]}", "test: {steps: [make]}, deploy: {when: {branches: main}, steps: [make]}")),
		"push: test, deploy; schedule: test",
	},
	{
		55, "no-pipeline-to-succeed", inRuns(executor.World{Event: executor.Change, Changed: []string{"docs/a.md"}}),
		written(".gitlab-ci.yml", "web: {rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"', changes: [web/**/*]}], script: [make]}\n"), "change: none",
		finds("gitlab", conditional("{push: {branches: main}, merge_request: {}}", "web: {when: {paths: \"web/**\"}, steps: [make]}"), "empty-run"), "warning[empty-run] triggers.merge_request",
	},
	{
		56, "unanchored-filter", onWebhook(pushTo("refs/heads/main"), pushTo("refs/heads/main-2"), pushTo("refs/heads/v1x0")),
		written("cfn/pipeline.yml", webhookTemplate("[{Type: EVENT, Pattern: PUSH}, {Type: HEAD_REF, Pattern: 'refs/heads/main|refs/heads/v1.0'}]")),
		"PUSH refs/heads/main; PUSH refs/heads/main-2; PUSH refs/heads/v1x0",
		emitted("cfn", webhookSpec), "PUSH refs/heads/main",
	},
	{
		57, "filters-of-one-group", onWebhook(pushTo("refs/heads/main"), pushTo("refs/tags/v1")),
		written("cfn/pipeline.yml", webhookTemplate("[{Type: EVENT, Pattern: PUSH}, {Type: HEAD_REF, Pattern: ^refs/heads/main$}, {Type: HEAD_REF, Pattern: ^refs/tags/v}]")),
		"none",
		emitted("cfn", webhookSpec), "PUSH refs/heads/main; PUSH refs/tags/v1",
	},
	{
		57, "events-of-two-filters", onWebhook(pushTo("refs/heads/main"), map[string]string{"EVENT": "PULL_REQUEST_CREATED", "HEAD_REF": "refs/heads/x", "BASE_REF": "refs/heads/main"}),
		written("cfn/pipeline.yml", webhookTemplate("[{Type: EVENT, Pattern: PUSH}, {Type: EVENT, Pattern: 'PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED'}]")),
		"none",
		emitted("cfn", strings.Replace(webhookSpec, "tag: {tags: \"v*\"}", "merge_request: {target_branches: main}", 1)), "PUSH refs/heads/main; PULL_REQUEST_CREATED refs/heads/x",
	},
}

const webhookSpec = "cdc: v1\nname: x\ntriggers: {push: {branches: [main, v1.0]}, tag: {tags: \"v*\"}}\ndefaults: {region: eu-west-1}\n" +
	"jobs: {a: {image: {codebuild: \"aws/codebuild/standard:7.0\"}, steps: [make]}}\nbootstrap: {codebuild: {source: {github: {repository: acme/x}}}}\n"

// conditional is a spec of jobs that all have the same image.
func conditional(triggers, jobs string) string {
	return "cdc: v1\nname: x\ntriggers: " + triggers + "\ndefaults: {image: node:22}\njobs: {" + jobs + "}\n"
}

// inRuns lists the jobs that each run has.
func inRuns(runs ...executor.World) trapJudge {
	return trapJudge{"model of GitLab's rules", func(t *testing.T, f files) string {
		t.Helper()
		var out []string
		for _, w := range runs {
			p, err := executor.GitLabPipeline([]byte(f[".gitlab-ci.yml"]), "bash", w)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, j := range p.Jobs {
				names = append(names, j.Name)
			}
			if names == nil {
				names = []string{"none"}
			}
			out = append(out, w.Event.String()+": "+strings.Join(names, ", "))
		}
		return strings.Join(out, "; ")
	}}
}

func pushTo(ref string) map[string]string { return map[string]string{"EVENT": "PUSH", "HEAD_REF": ref} }

// webhookTemplate is a project of CodeBuild whose webhook has these groups of filters.
func webhookTemplate(groups string) string {
	return "Resources:\n  Project:\n    Type: AWS::CodeBuild::Project\n    Properties: {Triggers: {Webhook: true, FilterGroups: [" + groups + "]}}\n"
}

// onWebhook lists the events that start a build. A group of filters wants all of them, one group is enough; EVENT is a list with
// commas, and every other pattern a regular expression that may match anywhere (CodeBuild's user guide, "Filter webhook
// events"; CloudFormation's reference, AWS::CodeBuild::Project WebhookFilter).
func onWebhook(events ...map[string]string) trapJudge {
	return trapJudge{"model of CodeBuild's manual", func(t *testing.T, f files) string {
		t.Helper()
		var groups []any
		for path, text := range f {
			for _, r := range resources(templateOf(t, file{Path: path, Data: []byte(text)})) {
				groups = append(groups, listOf(dig(r, "Properties", "Triggers", "FilterGroups"))...)
			}
		}
		var out []string
		for _, e := range events {
			for _, group := range groups {
				all := true
				for _, filter := range listOf(group) {
					kind, pattern := str(dig(filter, "Type")), str(dig(filter, "Pattern"))
					is := kind == "EVENT" && slices.Contains(strings.Split(strings.ReplaceAll(pattern, " ", ""), ","), e["EVENT"]) ||
						kind != "EVENT" && regexp.MustCompile(pattern).MatchString(e[kind])
					all = all && is != (dig(filter, "ExcludeMatchedPattern") == true)
				}
				if all {
					out = append(out, e["EVENT"]+" "+e["HEAD_REF"])
					break
				}
			}
		}
		if out == nil {
			return "none"
		}
		return strings.Join(out, "; ")
	}}
}
