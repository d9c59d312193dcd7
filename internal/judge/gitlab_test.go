package judge_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/cdc-dev/cdc/internal/judge"
	"gopkg.in/yaml.v3"
)

// gitlabJSON turns a file of GitLab's into JSON; references are lists to the schema, as they are to GitLab.
func gitlabJSON(t *testing.T, text []byte) []byte {
	t.Helper()
	var v map[string]any
	if err := yaml.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestGitLabGolden holds every emitted file to the schema.
func TestGitLabGolden(t *testing.T) {
	files, _ := filepath.Glob("../../testdata/golden/*/want/gitlab/.gitlab-ci.yml")
	if len(files) < 8 {
		t.Fatalf("only %d golden files", len(files))
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range judge.Check("gitlab", gitlabJSON(t, data)) {
			t.Errorf("%s: %s: %s", f, p.Where(), p.Message)
		}
	}
}

// TestGitLabRefuses holds that the schema is strict: the first is sound, and each of the others has one fault, at that place.
func TestGitLabRefuses(t *testing.T) {
	for _, c := range []struct{ text, where string }{
		{"j: {script: [make], parallel: {matrix: [{A: [x, 1]}]}, .x: 1}", "j..x"},
		{"j: {scirpt: [make]}", "j.scirpt"},
		{"j: {stage: test}", "j"},
		{"j: {script: []}", "j.script"},
		{"j: {script: [make], rules: [{if: $A, chanegs: [x]}]}", "j.rules[0].chanegs"},
		{"j: {script: [make], rules: [{when: sometimes}]}", "j.rules[0].when"},
		{"j: {script: [make], rules: [{when: never}], only: [main]}", "j"},
		{"j: {script: [make], when: delayed}", "j"},
		{"j: {script: [make], retry: 3}", "j.retry"},
		{"j: {script: [make], retry: {max: 1, when: [often]}}", "j.retry.when[0]"},
		{"j: {script: [make], retry: {max: 1, when: often}}", "j.retry.when"},
		{"j: {script: [make], cache: {paths: [x], kye: a}}", "j.cache.kye"},
		{"j: {script: [make], cache: [{paths: [x], key: a/b}]}", "j.cache[0].key"},
		{"j: {script: [make], cache: {key: {files: [a, b, c]}, paths: [x]}}", "j.cache.key.files"},
		{"j: {script: [make], image: {entrypoint: ['']}}", "j.image"},
		{"j: {script: [make], image: {name: x, entrypoint: x}}", "j.image.entrypoint"},
		{"j: {script: [make], image: {name: x, pull_policy: often}}", "j.image.pull_policy"},
		{"j: {script: [make], services: [{alias: x}]}", "j.services[0]"},
		{"j: {script: [make], needs: [{artifacts: false}]}", "j.needs[0]"},
		{"j: {script: [make], artifacts: {report: {}}}", "j.artifacts.report"},
		{"j: {script: [make], artifacts: {reports: {junits: x}}}", "j.artifacts.reports.junits"},
		{"j: {script: [make], artifacts: {reports: {coverage_report: {path: x}}}}", "j.artifacts.reports.coverage_report"},
		{"j: {script: [make], environment: {name: x, action: delete}}", "j.environment.action"},
		{"j: {script: [make], environment: {name: x, url: ftp//x}}", "j.environment.url"},
		{"j: {script: [make], environment: {name: x, deployment_tier: prod}}", "j.environment.deployment_tier"},
		{"j: {script: [make], id_tokens: {T: {audience: x}}}", "j.id_tokens.T"},
		{"j: {script: [make], secrets: {S: {file: false}}}", "j.secrets.S"},
		{"j: {script: [make], variables: {A: {value: x, description: y}}}", "j.variables.A.description"},
		{"j: {script: [make], variables: {a-b: x}}", "j.variables.a-b"},
		{"j: {script: [make], variables: {A: [x]}}", "j.variables.A"},
		{"j: {script: [make], interruptible: 'yes'}", "j.interruptible"},
		{"j: {script: [make], allow_failure: {codes: 1}}", "j.allow_failure"},
		{"j: {script: [make], parallel: 201}", "j.parallel"},
		{"j: {script: [make], tags: []}", "j.tags"},
		{"j: {script: [make], dependencies: build}", "j.dependencies"},
		{"j: {script: [make], coverage: total}", "j.coverage"},
		{"j: {script: [make], inherit: {defaults: false}}", "j.inherit.defaults"},
		{"j: {trigger: {project: a/b, strategy: wait}}", "j.trigger.strategy"},
		{"workflow: {rules: [{when: manual}]}", "workflow.rules[0].when"},
		{"workflow: {rule: []}", "workflow.rule"},
		{"default: {script: [x]}", "default.script"},
		{"stages: [a, a]", "stages"},
		{"include: [{project: a/b}]", "include[0]"},
		{"include: [{locl: a.yml}]", "include[0].locl"},
		{".cdc-prod: {befor_script: [x]}", ".cdc-prod.befor_script"},
	} {
		found := false
		problems := judge.Check("gitlab", gitlabJSON(t, []byte(c.text)))
		for _, p := range problems {
			found = found || p.Where() == c.where
		}
		if !found {
			t.Errorf("%s: no problem at %s, but %v", c.text, c.where, problems)
		}
	}
}

// TestGitLabAccepts holds that the schema takes what the manual shows and cdc itself does not write.
func TestGitLabAccepts(t *testing.T) {
	const text = `
include: [{local: /a.yml, rules: [{if: $A}]}, {component: gitlab.com/a/b@1, inputs: {x: 1}}, {project: a/b, file: [c.yml], ref: main}, https://x.example/y.yml]
workflow: {name: $CI_COMMIT_TITLE, auto_cancel: {on_new_commit: interruptible}, rules: [{if: $A, variables: {X: 1}}, {when: always}]}
stages: [build, [a, b]]
default: {interruptible: true, hooks: {pre_get_sources_script: [echo]}, tags: [x]}
variables: {A: {value: x, options: [x, y], description: z}, B: 1, C: true}
.anchors: &list [a, b]
.holder: {anything: {goes: here}}
build:
  extends: [.a, .b]
  script: [make, [a, b]]
  image: {name: x, docker: {platform: linux/arm64, user: me}, pull_policy: [always, if-not-present]}
  services: [postgres, {name: x, alias: y, command: [z], variables: {A: b}}]
  needs: [a, {job: b, optional: true, parallel: {matrix: [{A: x}]}}, {pipeline: $P, job: c}, {project: a/b, job: d, ref: main, artifacts: true}]
  cache: [{key: {files: [a], prefix: p}, paths: [x], policy: pull, fallback_keys: [k]}, {key: $CI_COMMIT_REF_SLUG, untracked: true, when: always}]
  retry: {max: 2, when: script_failure, exit_codes: [1, 2]}
  rules: [{if: $A, changes: {paths: [a], compare_to: main}, allow_failure: {exit_codes: 3}, needs: [x]}, {exists: [Dockerfile], when: delayed, start_in: 5 minutes}]
  secrets: {S: {vault: a/b@c, file: false}, T: {aws_secrets_manager: {secret_id: x, region: y}, token: $T}}
  artifacts: {paths: [a], exclude: [b], access: developer, reports: {junit: [a], sast: x, dotenv: e}}
  environment: {name: a/$B, kubernetes: {agent: a:b}, action: verify}
  release: {tag_name: v1, description: x, assets: {links: [{name: a, url: b, link_type: other}]}}
old: {script: make, only: {refs: [main], changes: [a]}, except: [tags], allow_failure: {exit_codes: [1]}, parallel: 3}
child: {trigger: {include: [{artifact: a.yml, job: build}], strategy: depend, forward: {pipeline_variables: true}}}
late: {script: [x], when: delayed, start_in: 1 hour}
site: {script: [x], pages: {path_prefix: p, publish: public}}
`
	for _, p := range judge.Check("gitlab", gitlabJSON(t, []byte(text))) {
		t.Errorf("%s: %s", p.Where(), p.Message)
	}
}
