package shippable_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

const goldenDir = "../../testdata/golden"

// built reads a golden file.
func built(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(goldenDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func shippableJobs(t *testing.T, data []byte) []executor.Job {
	t.Helper()
	jobs, err := executor.Shippable(data)
	if err != nil {
		t.Fatal(err)
	}
	return jobs
}

// answers are what AWS says when all is well.
var answers = []executor.Answer{
	{Pattern: "aws sts get-caller-identity*", Output: "123456789012"},
	{Pattern: "aws sts assume-role*", Output: "ASIAEXAMPLE\texample/secret\texample-token=="},
	{Pattern: "aws deploy create-deployment*", Output: "d-EXAMPLE11"},
	{Pattern: "aws deploy get-deployment*", Output: "Succeeded"},
}

// secrets are what a build has that may read them.
var secrets = map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example", "DEPLOY_KEY": "key", "NPM_TOKEN": "token",
	"COVERAGE_TOKEN": "token", "SLACK": "https://hooks.example/x", "TOKEN": "token"}

// stubs makes the programs that a job calls.
func stubs(t *testing.T, j executor.Job) string {
	t.Helper()
	bin := t.TempDir()
	if err := executor.Stubs(bin, answers, j.Scripts); err != nil {
		t.Skip(err)
	}
	return bin
}

// run runs a job and returns its calls and whether it passed.
func run(t *testing.T, j executor.Job, w executor.World) (calls []string, passed bool) {
	t.Helper()
	w.Dir = t.TempDir()
	res, err := j.Run(w)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range res.Calls {
		calls = append(calls, c.String())
	}
	return calls, res.Passed
}

// TestSameStory: the two stories of CodeDeploy make the same calls and end the same way as on the other targets, with
// nothing failing and with each call failing in turn.
func TestSameStory(t *testing.T) {
	for _, name := range []string{"codedeploy-s3", "codedeploy-github"} {
		ours := shippableJobs(t, built(t, name+"/want/shippable/shippable.yml"))[0]
		others := map[string]executor.Job{}
		jobs, err := executor.CodeBuild(map[string][]byte{"buildspec.yml": built(t, name+"/want/codebuild/buildspec.yml")})
		if err != nil {
			t.Fatal(err)
		}
		others["codebuild"] = jobs[0]
		if name == "codedeploy-s3" {
			if jobs, err = executor.GitLab(built(t, name+"/want/gitlab/.gitlab-ci.yml"), "bash"); err != nil {
				t.Fatal(err)
			}
			others["gitlab"] = jobs[0]
		}
		bin := stubs(t, ours)
		for target, other := range others {
			theirBin := stubs(t, other)
			calls, _ := run(t, ours, executor.World{Bin: bin, Env: secrets})
			if len(calls) < 6 {
				t.Fatalf("%s: only %d calls", name, len(calls))
			}
			for fail := range len(calls) + 1 {
				a, passed := run(t, ours, executor.World{Bin: bin, Env: secrets, Fail: fail})
				b, theyPassed := run(t, other, executor.World{Bin: theirBin, Env: secrets, Fail: fail})
				if !slices.Equal(a, b) || passed != theyPassed || passed != (fail == 0) {
					t.Errorf("%s, call %d fails: shippable passed=%v\n  %s\n%s passed=%v\n  %s", name, fail, passed, strings.Join(a, "\n  "),
						target, theyPassed, strings.Join(b, "\n  "))
				}
			}
		}
	}
}

// TestPullRequests: a build of a pull request tests and calls nothing that deploys, publishes or takes a role: neither one
// from a fork, without secrets, which also ends green, nor one from the repository itself.
func TestPullRequests(t *testing.T) {
	for _, c := range []struct {
		name  string
		tests string // what is called
	}{
		{"codedeploy-s3", "pip install awscli | pip install -r requirements.txt | nosetests | coverage run | coverage xml"},
		{"codedeploy-github", "pip install awscli | pip install -r requirements.txt | nosetests | coverage run | coverage xml"},
		{"shippable-pull-requests", "npm ci | npm test"},
		{"shippable-script-deploys", ""},
		{"shippable-travis-role", "pip install awscli | make test"},
		{"shippable-chain", "make tools | make test | make good | make clean | make dist"},
		{"shippable-chain-travis", "make tools | make test | make good | make clean | make dist"},
		{"shippable-features", "npm ci | npm run lint | npm test | npm run docs | npm run audit | docker build | docker run"},
	} {
		j := shippableJobs(t, built(t, c.name+"/want/shippable/shippable.yml"))[0]
		bin := stubs(t, j)
		for who, env := range map[string]map[string]string{"a fork": nil, "the repository": secrets} {
			calls, passed := run(t, j, executor.World{Bin: bin, Env: env, Event: executor.Change})
			at := 0
			for _, want := range strings.Split(c.tests, " | ") {
				if c.tests == "" {
					break
				}
				if at >= len(calls) || !strings.HasPrefix(calls[at], want) {
					t.Fatalf("%s, from %s: call %d is not %q in\n  %s", c.name, who, at, want, strings.Join(calls, "\n  "))
				}
				at++
			}
			for _, call := range calls[at:] {
				if !strings.HasPrefix(call, "cp ") && !strings.HasPrefix(call, "npm run good") && !strings.HasPrefix(call, "npm run clean") {
					t.Errorf("%s, from %s: %s", c.name, who, call)
				}
			}
			if !passed {
				t.Errorf("%s, from %s: failed", c.name, who)
			}
		}
	}
}

// TestUnlisted: a build that Shippable starts and the spec does not (a push where only tags are listed, a branch that only
// the file's filter admits) tests and does not deploy; one that the spec lists does.
func TestUnlisted(t *testing.T) {
	for _, c := range []struct {
		name, branch string
		event        executor.Event
		want         string
	}{
		{"shippable-tags", "main", executor.Push, "npm test"},
		{"shippable-tags", "v1.2.0", executor.Tag, "npm test | npm run deploy -- v1.2.0"},
		{"shippable-pull-requests", "main", executor.Push, "npm ci | npm test | deploy.sh | npm run smoke"},
		{"shippable-pull-requests", "release/1", executor.Push, "npm ci | npm test | deploy.sh | npm run smoke"},
		{"shippable-pull-requests", "release/1/fix", executor.Push, "npm ci | npm test"},
		{"shippable-pull-requests", "v-next", executor.Push, "npm ci | npm test"},
		{"shippable-pull-requests", "v1.2.0", executor.Tag, "npm ci | npm test | deploy.sh | npm run smoke"},
		{"shippable-merged", "develop", executor.Push, "npm test | curl"},
		{"shippable-merged", "feature", executor.Push, ""},
		{"shippable-merged", "main", executor.Push, "npm test | npm run deploy | curl"},
		{"shippable-merged", "main", executor.Change, ""},
	} {
		j := shippableJobs(t, built(t, c.name+"/want/shippable/shippable.yml"))[0]
		env := map[string]string{"BRANCH": c.branch}
		for k, v := range secrets {
			env[k] = v
		}
		calls, passed := run(t, j, executor.World{Bin: stubs(t, j), Env: env, Event: c.event})
		for i := range calls {
			calls[i] = strings.TrimPrefix(strings.TrimPrefix(calls[i], "./"), "$WORK/")
			if strings.HasPrefix(calls[i], "curl ") {
				calls[i] = "curl"
			}
		}
		if got := strings.Join(calls, " | "); got != c.want || !passed {
			t.Errorf("%s on %s: %q, passed=%v; want %q", c.name, c.branch, got, passed, c.want)
		}
	}
}

// TestOldDocumentation: the form that people copied ends green with nothing deployed, whichever call fails.
func TestOldDocumentation(t *testing.T) {
	data, err := os.ReadFile("testdata/old-documentation.yml")
	if err != nil {
		t.Fatal(err)
	}
	j := shippableJobs(t, data)[0]
	bin := stubs(t, j)
	for fail, what := range map[int]string{2: "aws deploy push", 3: "aws deploy create-deployment"} {
		calls, passed := run(t, j, executor.World{Bin: bin, Env: secrets, Fail: fail})
		if !passed || !slices.ContainsFunc(calls, func(c string) bool { return strings.HasPrefix(c, what) }) {
			t.Errorf("with a failed %s: passed=%v\n  %s", what, passed, strings.Join(calls, "\n  "))
		}
	}
	calls, _ := run(t, j, executor.World{Bin: bin, Event: executor.Change})
	if !slices.ContainsFunc(calls, func(c string) bool { return strings.HasPrefix(c, "aws deploy push") }) {
		t.Errorf("a pull request does not deploy: %q", calls)
	}
}

// TestChain: a job that fails ends the chain, its own hooks run, and nothing of the jobs behind it.
func TestChain(t *testing.T) {
	for _, dialect := range []string{"", "-travis"} {
		j := shippableJobs(t, built(t, "shippable-chain"+dialect+"/want/shippable/shippable.yml"))[0]
		bin := stubs(t, j)
		for _, c := range []struct {
			fail   int
			calls  string
			passed bool
		}{
			{0, "make tools | make test units | make coverage token | make good | make clean | make dist | aws sts | aws s3 | cp", true},
			{2, "make tools | make test units | make bad | make worse | make clean | cp", false},
			{4, "make tools | make test units | make coverage token | make good | make clean | make dist | aws sts | aws s3 | cp", true},
			{6, "make tools | make test units | make coverage token | make good | make clean | make dist | cp", false},
			{7, "make tools | make test units | make coverage token | make good | make clean | make dist | aws sts | make rollback | cp", false},
			{8, "make tools | make test units | make coverage token | make good | make clean | make dist | aws sts | aws s3 | make rollback | cp", false},
		} {
			calls, passed := run(t, j, executor.World{Bin: bin, Env: secrets, Fail: c.fail})
			want := strings.Split(c.calls, " | ")
			same := len(calls) == len(want)
			for i := range calls {
				same = same && strings.HasPrefix(calls[i], want[i])
			}
			if !same || passed != c.passed {
				t.Errorf("call %d fails: passed=%v\n  %s\nwant %v\n  %s", c.fail, passed, strings.Join(calls, "\n  "), c.passed, strings.Join(want, "\n  "))
			}
		}
	}
}
