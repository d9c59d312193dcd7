package conformance

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Traps that a program judges which nobody here wrote, where it can: gitlab-ci-local reads rules, stages and keys as GitLab does.
// It sees no absent need, and does not look at the environment of the job that stops one.
var toolTraps = []trapCase{
	{
		26, "only-installs-by-gitlab-ci-local", byGitLabCILocal(push("main")),
		written(".gitlab-ci.yml", "a: {before_script: [make tools]}"), "refused: a must have script specified",
		emitted("gitlab", oneJob("    install: [make tools]")), "push to main: a",
	},
	{
		45, "need-of-a-later-stage-by-gitlab-ci-local", byGitLabCILocal(push("main")),
		written(".gitlab-ci.yml", "stages: [one, two]\nb: {stage: one, needs: [a], script: [make b]}\na: {stage: two, script: [make a]}\n"),
		"refused: needs: [a] for b is in a future stage",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {}}\njobs: {b: {image: node:22, needs: [a], steps: [make b]}, a: {image: node:22, steps: [make a]}}\n"),
		"push to main: a, b",
	},
	{
		51, "tag-push-by-gitlab-ci-local", byGitLabCILocal(tagged("v1.2.0")),
		written(".gitlab-ci.yml", "test: {rules: [{if: '$CI_PIPELINE_SOURCE == \"push\"'}], script: [make]}\nship: {rules: [{if: $CI_COMMIT_TAG}], script: [make]}\n"),
		"tag v1.2.0: test, ship",
		emitted("gitlab", conditional("{push: {}, tag: {}}", "test: {when: {event: push}, steps: [make]}, ship: {when: {event: tag}, steps: [make]}")),
		"tag v1.2.0: ship",
	},
	{
		54, "nightly-deployment-by-gitlab-ci-local", byGitLabCILocal(schedule("main")),
		written(".gitlab-ci.yml", "test: {script: [make]}\ndeploy: {rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}], script: [make]}\n"), "schedule on main: test, deploy",
		emitted("gitlab", conditional("{push: {}, schedule: [{cron: \"0 3 * * *\", branch: main}]}", "test: {steps: [make]}, deploy: {when: {branches: main}, steps: [make]}")),
		"schedule on main: test",
	},
}

var refusal = regexp.MustCompile(`(?m)^.*(must have|is in a future stage|cannot be found).*$`)

// byGitLabCILocal lists the jobs of a run, or says why there is none.
func byGitLabCILocal(e event) trapJudge {
	return trapJudge{"gitlab-ci-local", func(t *testing.T, f files) string {
		t.Helper()
		gitlabCILocal(t)
		ci := file{Case: "trap", Target: "gitlab", Path: ".gitlab-ci.yml", Data: []byte(f[".gitlab-ci.yml"])}
		text, _ := newRepository(t, withProbe(t, ci), e).run("--list-csv") // what it refuses is in the text
		if said := refusal.FindString(text); said != "" {
			return "refused: " + strings.TrimSpace(said)
		}
		var names []string
		for _, line := range strings.Split(jobsOf(listed(text, absent(t, ci, e))), "\n") {
			if name, _, ok := strings.Cut(strings.TrimSpace(line), ";"); ok {
				names = append(names, name)
			}
		}
		return e.name + ": " + strings.Join(names, ", ")
	}}
}

// TestEmptyDeployments holds the model of `aws cloudformation deploy` to the AWS CLI that is installed, of whichever release, which
// hears from a server on loopback that the change set is empty.
func TestEmptyDeployments(t *testing.T) {
	aws := tool(t, "aws")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		action := r.FormValue("Action")
		result := map[string]string{
			"DescribeStacks":   "<Stacks><member><StackName>s</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2020-01-01T00:00:00Z</CreationTime></member></Stacks>",
			"ValidateTemplate": "<Parameters></Parameters>", "GetTemplateSummary": "<Parameters></Parameters>",
			"CreateChangeSet": "<Id>arn:aws:cloudformation:eu-west-1:123456789012:changeSet/c/1</Id><StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1</StackId>",
			"DescribeChangeSet": "<Status>FAILED</Status><ExecutionStatus>UNAVAILABLE</ExecutionStatus>" +
				"<StatusReason>The submitted information didn't contain changes. Submit different information to create a change set.</StatusReason>",
		}[action]
		fmt.Fprintf(w, "<%[1]sResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", action, result)
	}))
	defer server.Close()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "t.yml"), []byte("Resources: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	release := regexp.MustCompile(`^aws-cli/(\d+)`).FindStringSubmatch(output(t, aws, "--version"))
	if release == nil {
		t.Fatal("the AWS CLI does not say its release")
	}
	for _, flag := range []string{"", " --no-fail-on-empty-changeset", " --fail-on-empty-changeset"} {
		line := "cloudformation deploy --stack-name s --template-file t.yml" + flag
		cmd := exec.Command(aws, strings.Fields(line+" --region eu-west-1 --endpoint-url "+server.URL)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=example", "AWS_MAX_ATTEMPTS=1", "AWS_CONFIG_FILE=/dev/null")
		text, err := cmd.CombinedOutput()
		if !strings.Contains(string(text), "No changes to deploy") {
			t.Errorf("aws %s: %v\n%s", line, err, text)
		}
		model := onStack("UPDATE_COMPLETE", release[1], true).says(t, files{".gitlab-ci.yml": "a: {script: ['aws " + line + "']}"})
		if says := map[bool]string{true: "ok", false: "failed"}[err == nil]; !strings.HasPrefix(model, says+",") {
			t.Errorf("release %s, %q: the CLI says %s, and the model %s", release[1], flag, says, model)
		}
	}
}
