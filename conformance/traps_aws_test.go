package conformance

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// Traps of AWS's own services and of its command line.
var awsTraps = []trapCase{
	{
		41, "session-name", withNames(map[string]string{"CI_COMMIT_REF_NAME": "feature/" + strings.Repeat("x", 60)}),
		written(".gitlab-ci.yml", "a: {script: ['aws sts assume-role --role-arn arn:aws:iam::123456789012:role/ci --role-session-name \"deployment-$CI_COMMIT_REF_NAME\"']}"),
		"ValidationError: --role-session-name of 79",
		emitted("gitlab", oneJob("    access: prod\n    steps: [make]")+awsProd), "ok",
	},
	{
		41, "stack-name", withNames(nil),
		written(".gitlab-ci.yml", "a: {script: ['aws cloudformation delete-stack --stack-name "+strings.Repeat("s", 129)+"']}"), "ValidationError: --stack-name of 129",
		finds("gitlab", oneJob("    steps: [{cloudformation: {action: delete, stack: "+strings.Repeat("s", 129)+"}}]"), "name-too-long"), "error[name-too-long] jobs.a.steps[0].cloudformation.stack",
	},
	{
		41, "role-name", withNames(nil),
		written(".gitlab-ci.yml", "a: {script: ['aws sts assume-role --role-arn arn:aws:iam::123456789012:role/"+strings.Repeat("r", 65)+" --role-session-name x']}"),
		"ValidationError: --role-arn of 96",
		finds("gitlab", oneJob("    access: prod\n    steps: [make]")+strings.Replace(awsProd, "assume: ci", "assume: "+strings.Repeat("r", 65), 1), "bad-role"),
		"error[bad-role] environments.prod.roles.assume",
	},
	{
		68, "no-change-with-cli-1", onStack("UPDATE_COMPLETE", "1", true),
		written(".gitlab-ci.yml", "a: {script: ['aws cloudformation deploy --stack-name shop --template-file t.yml']}"), "failed, stack UPDATE_COMPLETE, set none",
		emitted("gitlab", awsJob("{action: deploy, stack: shop, template: t.yml}")), "ok, stack UPDATE_COMPLETE, set none",
	},
	{
		68, "no-change-is-a-failure-with-cli-2", onStack("UPDATE_COMPLETE", "2", true),
		written(".gitlab-ci.yml", "a: {script: ['aws cloudformation deploy --stack-name shop --template-file t.yml']}"), "ok, stack UPDATE_COMPLETE, set none",
		emitted("gitlab", awsJob("{action: deploy, stack: shop, template: t.yml, on_empty: fail}")), "failed, stack UPDATE_COMPLETE, set none",
	},
	{
		69, "execute-at-once", onStack("UPDATE_COMPLETE", "2", false),
		written(".gitlab-ci.yml", naiveChangeSet("")), "failed, stack UPDATE_COMPLETE, set CREATE_PENDING",
		emitted("gitlab", changeSetSpec), "ok, stack UPDATE_COMPLETE, set executed",
	},
	{
		69, "wait-for-an-empty-set", onStack("UPDATE_COMPLETE", "2", true),
		written(".gitlab-ci.yml", naiveChangeSet("'aws cloudformation wait change-set-create-complete --stack-name shop --change-set-name r', ")), "failed, stack UPDATE_COMPLETE, set FAILED",
		emitted("gitlab", changeSetSpec), "ok, stack UPDATE_COMPLETE, set none",
	},
	{
		69, "stack-under-review", onStack("REVIEW_IN_PROGRESS", "2", false),
		written(".gitlab-ci.yml", naiveChangeSet("'aws cloudformation wait change-set-create-complete --stack-name shop --change-set-name r', ")), "failed, stack REVIEW_IN_PROGRESS, set none",
		emitted("gitlab", changeSetSpec), "ok, stack CREATE_COMPLETE, set executed",
	},
	{
		69, "no-stack-yet", onStack("", "2", false),
		written(".gitlab-ci.yml", naiveChangeSet("'aws cloudformation wait change-set-create-complete --stack-name shop --change-set-name r', ")), "failed, stack , set none",
		emitted("gitlab", changeSetSpec), "ok, stack CREATE_COMPLETE, set executed",
	},
	{
		69, "set-of-an-earlier-try", onStackWith("UPDATE_COMPLETE", "FAILED"),
		written(".gitlab-ci.yml", naiveChangeSet("'aws cloudformation wait change-set-create-complete --stack-name shop --change-set-name r', ")), "failed, stack UPDATE_COMPLETE, set FAILED",
		emitted("gitlab", changeSetSpec), "ok, stack UPDATE_COMPLETE, set executed",
	},
	{
		69, "set-of-another-commit", onStackWith("UPDATE_COMPLETE", "CREATE_COMPLETE"),
		written(".gitlab-ci.yml", "a: {script: [aws cloudformation delete-change-set --stack-name shop --change-set-name r, aws cloudformation create-change-set --stack-name shop --change-set-name r --template-body x, aws cloudformation wait change-set-create-complete --stack-name shop --change-set-name r]}"),
		"ok, stack UPDATE_COMPLETE, set CREATE_COMPLETE",
		emitted("gitlab", strings.ReplaceAll(changeSetSpec, "git.short_sha", "git.branch_slug")), "failed, stack UPDATE_COMPLETE, set CREATE_COMPLETE",
	},
	{
		70, "parameters-of-a-change-set", sentParameters,
		written(".gitlab-ci.yml", "a: {script: ['aws cloudformation create-change-set --stack-name shop --change-set-name r --template-body x --parameters Stage=prod']}"),
		"nothing is sent",
		emitted("gitlab", changeSetSpec), "Stage: prod, it's",
	},
	{
		77, "version-as-a-text", inAgent,
		written("appspec.yml", "version: \"0.0\"\nos: linux\nfiles: []\n"), "unsupported version",
		emitted("shippable", shippableJob("    steps: [make]")+"appspec:\n  os: linux\n  files: [{source: /, destination: /srv}]\n"), "deploys",
	},
	{
		78, "an-hour-for-an-event", inAgent,
		written("appspec.yml", "version: 0.0\nos: linux\nhooks: {AfterInstall: [{location: a, timeout: 3000}, {location: b, timeout: 900}]}\n"), "AfterInstall: 3900 s of 3600",
		finds("shippable", shippableJob("    steps: [make]")+"appspec:\n  os: linux\n  hooks: {AfterInstall: [{location: a, timeout: 3000}, {location: b, timeout: 900}]}\n", "appspec-timeout"),
		"error[appspec-timeout] appspec.hooks.AfterInstall",
	},
	{
		78, "stop-of-the-last-revision", inAgent,
		written("appspec.yml", "version: 0.0\nos: linux\nhooks: {ApplicationStop: [{location: stop.sh}]}\n"), "deploys, ApplicationStop from the revision before",
		finds("shippable", shippableJob("    steps: [make]")+"appspec:\n  os: linux\n  hooks: {ApplicationStop: [{location: stop.sh}]}\n", "appspec-previous"), "note[appspec-previous] appspec.hooks.ApplicationStop",
	},
	{
		82, "rolled-back", onService(".gitlab-ci.yml", executorOfGitLab),
		written(".gitlab-ci.yml", "a: {script: ['"+naiveUpdate+"', '"+naiveStable+"']}"), "ok, the service runs orders:7",
		emitted("gitlab", ecsSpec), "failed, the service runs orders:7",
	},
	{
		82, "rolled-back-in-a-build", onService("buildspec.yml", executorOfCodeBuild),
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['"+naiveUpdate+"', '"+naiveStable+"']}}"), "ok, the service runs orders:7",
		emitted("codebuild", ecsSpec), "failed, the service runs orders:7",
	},
}

const (
	naiveUpdate = "aws ecs update-service --cluster production --service orders --task-definition orders:8"
	naiveStable = "aws ecs wait services-stable --cluster production --services orders"
	ecsSpec     = "cdc: v1\nname: orders\ntriggers: {push: {branches: main}}\ndefaults: {region: eu-west-1}\njobs: {a: {image: acme/tools:1, steps: [{ecs: {cluster: production, service: orders, image: \"acme/orders:2\"}}]}}\n"
)

const (
	awsProd       = "environments:\n  prod: {account: \"123456789012\", region: eu-west-1, roles: {assume: ci}}\n"
	changeSetSpec = "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\ndefaults: {region: eu-west-1}\njobs:\n  a:\n    image: node:22\n    steps:\n" +
		"      - cloudformation: {action: create-change-set, change_set: \"r-${{ git.short_sha }}\", stack: shop, template: t.yml, parameters: {Stage: \"prod, it's\"}}\n" +
		"      - cloudformation: {action: execute-change-set, change_set: \"r-${{ git.short_sha }}\", stack: shop}\n"
)

func awsJob(action string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\ndefaults: {region: eu-west-1}\njobs: {a: {image: node:22, steps: [{cloudformation: " + action + "}]}}\n"
}

// naiveChangeSet makes and runs a change set; wait is what stands between.
func naiveChangeSet(wait string) string {
	return "a: {script: ['aws cloudformation create-change-set --stack-name shop --change-set-name r --template-body x', " + wait +
		"'aws cloudformation execute-change-set --stack-name shop --change-set-name r']}"
}

// runServed runs jobs with a model behind aws and docker, and shows the ends of their calls.
func runServed(t *testing.T, jobs []executor.Job, w executor.World, after func(dir string)) (out []string) {
	t.Helper()
	w.Bin = stubs(t, jobs)
	if err := executor.Services(w.Bin); err != nil {
		t.Fatal(err)
	}
	for _, j := range jobs {
		w.Dir = t.TempDir()
		res, err := j.Run(w)
		if err != nil {
			t.Fatal(err)
		}
		if after != nil {
			after(w.Dir)
		}
		var calls []string
		for _, c := range res.Calls {
			calls = append(calls, shortened(c))
		}
		out = append(out, strings.Join(append(calls, map[bool]string{true: "ok", false: "failed"}[res.Passed]), " | "))
	}
	return out
}

// onStack runs a job against a stack: how the job ends, and the stack and the change set that it leaves.
func onStack(status, cli string, empty bool) trapJudge {
	return onCloudFormation(map[string]string{"CDC_STACK": status, "CDC_CLI": cli, "CDC_EMPTY": map[bool]string{true: "1"}[empty]})
}

// onStackWith has a change set of the same name from before.
func onStackWith(status, set string) trapJudge {
	return onCloudFormation(map[string]string{"CDC_STACK": status, "CDC_SET": set})
}

func onCloudFormation(env map[string]string) trapJudge {
	return trapJudge{"model of CloudFormation's manual", func(t *testing.T, f files) string {
		t.Helper()
		jobs, err := executor.GitLab([]byte(f[".gitlab-ci.yml"]), "bash")
		if err != nil {
			t.Fatal(err)
		}
		left := ""
		out := runServed(t, jobs, executor.World{Env: env}, func(dir string) {
			for _, name := range []string{"stack", "set"} {
				data, err := os.ReadFile(filepath.Join(dir, "cloudformation."+name))
				if err != nil {
					t.Fatal(err)
				}
				left += ", " + name + " " + strings.TrimSpace(string(data))
			}
		})
		return out[0][strings.LastIndex("| "+out[0], "| "):] + left
	}}
}

func executorOfGitLab(data []byte) ([]executor.Job, error) { return executor.GitLab(data, "bash") }

func executorOfCodeBuild(data []byte) ([]executor.Job, error) {
	return executor.CodeBuild(map[string][]byte{"buildspec.yml": data})
}

// onService runs a job that deploys to a service of ECS, whose circuit breaker rolls back: how the job ends, and what the
// service runs then.
func onService(path string, read func([]byte) ([]executor.Job, error)) trapJudge {
	return trapJudge{"model of ECS's manual", func(t *testing.T, f files) string {
		t.Helper()
		jobs, err := read([]byte(f[path]))
		if err != nil {
			t.Fatal(err)
		}
		runs := "nothing new"
		out := runServed(t, jobs, executor.World{Env: map[string]string{"CDC_BREAKER": "1"}}, func(dir string) {
			if data, err := os.ReadFile(filepath.Join(dir, "ecs.service")); err == nil {
				runs = strings.TrimSpace(string(data))
			}
		})
		return out[0][strings.LastIndex("| "+out[0], "| "):] + ", the service runs " + runs
	}}
}

// nameLimits are what AWS takes (API references of STS AssumeRole, IAM CreateRole and CloudFormation CreateStack).
var nameLimits = map[string]*regexp.Regexp{
	"--role-session-name": regexp.MustCompile(`^[\w+=,.@-]{2,64}$`), "--stack-name": regexp.MustCompile(`^[A-Za-z][-A-Za-z0-9]{0,127}$`),
	"--role-arn": regexp.MustCompile(`^arn:[^:]+:iam::[0-9]{12}:role/[\w+=,.@-]{1,64}$`),
}

// withNames runs a job and holds the names of its calls to those limits.
func withNames(env map[string]string) trapJudge {
	return trapJudge{"limits of AWS's API references", func(t *testing.T, f files) string {
		t.Helper()
		jobs, err := executor.GitLab([]byte(f[".gitlab-ci.yml"]), "bash")
		if err != nil {
			t.Fatal(err)
		}
		res, err := jobs[0].Run(executor.World{Dir: t.TempDir(), Bin: stubs(t, jobs), Env: env})
		if err != nil || !res.Passed {
			t.Fatalf("%v\n%s", err, res.Log)
		}
		for _, call := range res.Calls {
			for i, word := range call {
				if limit := nameLimits[word]; limit != nil && !limit.MatchString(call[i+1]) {
					return fmt.Sprintf("ValidationError: %s of %d", word, len(call[i+1]))
				}
			}
		}
		return "ok"
	}}
}

// sentParameters runs a job and hands its call that makes a change set to the real AWS CLI, which sends it to a server on
// loopback: what AWS gets.
var sentParameters = trapJudge{"AWS CLI", func(t *testing.T, f files) string {
	t.Helper()
	jobs, err := executor.GitLab([]byte(f[".gitlab-ci.yml"]), "bash")
	if err != nil {
		t.Fatal(err)
	}
	res, err := jobs[0].Run(executor.World{Dir: t.TempDir(), Bin: stubs(t, jobs)})
	if err != nil {
		t.Fatal(err)
	}
	sent := "nothing is sent"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent = r.FormValue("Parameters.member.1.ParameterKey") + ": " + r.FormValue("Parameters.member.1.ParameterValue")
		w.WriteHeader(http.StatusBadRequest)
	}))
	defer server.Close()
	for _, call := range res.Calls {
		if len(call) > 2 && call[2] == "create-change-set" {
			cmd := exec.Command(tool(t, "aws"), append(slices.Clone(call[1:]), "--region", "eu-west-1", "--endpoint-url", server.URL)...)
			cmd.Dir = t.TempDir()
			cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY=example", "AWS_MAX_ATTEMPTS=1", "AWS_CONFIG_FILE=/dev/null")
			if err := os.WriteFile(filepath.Join(cmd.Dir, "t.yml"), []byte("Resources: {}\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := cmd.CombinedOutput(); err == nil {
				t.Error("the server refuses, and the call passes")
			}
		}
	}
	return sent
}}

// inAgent is CodeDeploy's agent: it takes the number 0.0 for a version and no text, in Ruby ([0.0].include?, application
// specification of the agent), gives the scripts of an event 3600 seconds in all, and runs those of ApplicationStop from
// the revision before ("AppSpec 'hooks' section", "List of lifecycle event hooks").
var inAgent = trapJudge{"Psych and a model of CodeDeploy's agent", func(t *testing.T, f files) string {
	t.Helper()
	cmd := exec.Command(tool(t, "ruby"), "-ryaml", "-e", "print [0.0].include?(YAML.load(STDIN.read)['version'])")
	cmd.Stdin = strings.NewReader(f["appspec.yml"])
	said, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(said) != "true" {
		return "unsupported version"
	}
	out := "deploys"
	hooks := mapOf(templateOf(t, file{Path: "appspec.yml", Data: []byte(f["appspec.yml"])})["hooks"])
	for _, event := range sorted(hooks) {
		total := 0
		for _, script := range listOf(hooks[event]) {
			seconds := 3600
			if n := dig(script, "timeout"); n != nil {
				_, _ = fmt.Sscan(fmt.Sprint(n), &seconds)
			}
			total += seconds
		}
		if total > 3600 {
			return fmt.Sprintf("%s: %d s of 3600", event, total)
		}
		if event == "ApplicationStop" {
			out += ", ApplicationStop from the revision before"
		}
	}
	return out
}}
