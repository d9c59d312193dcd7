package executor_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// TestModels holds what each executor does with the same commands: which of them run, and how the job ends.
func TestModels(t *testing.T) {
	tests := []struct {
		name     string
		commands []string
		want     map[string]string // executor: the second words of the calls, and the status
	}{
		{"a directory and a variable", []string{"cd sub", "export A=1", `aws "$A" "$(basename "$PWD")"`}, map[string]string{
			"gitlab/bash": "1 ok", "gitlab/sh": "1 ok", "codebuild 0.2": "1 ok", "codebuild 0.1": " ok", "shippable": "1 ok",
		}},
		{"a variable for children", []string{"A=1", `sh -c 'aws "x$A"'`}, map[string]string{
			"gitlab/bash": "x ok", "gitlab/sh": "x ok", "codebuild 0.2": "x1 ok", "codebuild 0.1": "x ok", "shippable": "x ok",
		}},
		{"a function", []string{"f() { aws in; }", "f"}, map[string]string{
			"gitlab/bash": "in ok", "gitlab/sh": "in ok", "codebuild 0.2": "failed", "codebuild 0.1": "failed", "shippable": "in ok",
		}},
		{"a failing command", []string{"aws a", "false", "aws b"}, map[string]string{
			"gitlab/bash": "a failed", "gitlab/sh": "a failed", "codebuild 0.2": "a failed", "codebuild 0.1": "a failed", "shippable": "a failed",
		}},
		{"a failing line in the middle", []string{"false\naws b"}, map[string]string{
			"gitlab/bash": "failed", "gitlab/sh": "failed", "codebuild 0.2": "b ok", "codebuild 0.1": "b ok", "shippable": "failed",
		}},
		{"a failing pipe", []string{"false | cat", "aws b"}, map[string]string{
			"gitlab/bash": "failed", "gitlab/sh": "b ok", "codebuild 0.2": "b ok", "codebuild 0.1": "b ok", "shippable": "b ok",
		}},
		{"a test as a step", []string{`[ -n "" ] && aws a`, "aws b"}, map[string]string{
			"gitlab/bash": "b ok", "gitlab/sh": "b ok", "codebuild 0.2": "failed", "codebuild 0.1": "failed", "shippable": "failed",
		}},
		{"an exit", []string{"A=1", "exit 0", `aws "b$A"`}, map[string]string{
			"gitlab/bash": "ok", "gitlab/sh": "ok", "codebuild 0.2": "b1 ok", "codebuild 0.1": "b ok", "shippable": "ok",
		}},
		{"a bashism", []string{`if [[ -n x ]]; then aws a; else aws b; fi`}, map[string]string{
			"gitlab/bash": "a ok", "gitlab/sh": "b ok", "codebuild 0.2": "b ok", "codebuild 0.1": "b ok", "shippable": "a ok",
		}},
		{"a trap", []string{"trap 'aws end' EXIT", "aws a"}, map[string]string{
			"gitlab/bash": "a end ok", "gitlab/sh": "a end ok", "codebuild 0.2": "end a ok", "codebuild 0.1": "end a ok", "shippable": "a end ok",
		}},
		{"the call that must fail", []string{"aws a", "aws refused", "aws c"}, map[string]string{
			"gitlab/bash": "a refused failed", "gitlab/sh": "a refused failed", "codebuild 0.2": "a refused failed", "codebuild 0.1": "a refused failed",
			"shippable": "a refused failed",
		}},
	}
	bin := stubs(t)
	for _, test := range tests {
		for name, job := range jobs(t, test.commands) {
			t.Run(test.name+"/"+name, func(t *testing.T) {
				fail := 0
				if strings.Contains(test.want[name], "refused") {
					fail = 2
				}
				if got := run(t, bin, job, fail); got != test.want[name] {
					t.Errorf("%s: got %q, want %q", name, got, test.want[name])
				}
			})
		}
	}
}

// TestHooks holds what runs behind a failure.
func TestHooks(t *testing.T) {
	gitlab := "x:\n  script: [\"aws a\"]\n  after_script: ['aws \"$CI_JOB_STATUS\"', 'false']\n"
	build := "version: 0.2\nphases:\n  %:\n    commands: [\"aws a\"]\n    finally: [\"aws finally\"]\n  post_build:\n    commands: ['aws \"post$CODEBUILD_BUILD_SUCCEEDING\"']\n"
	ship := "build:\n  ci: [\"aws a\"]\n  on_success: [\"aws success; false\", \"aws more\"]\n  on_failure: [\"aws failure\"]\n  always: [\"aws always\"]\n"
	tests := []struct {
		name, doc, passed, failed string
		read                      func(data string) ([]executor.Job, error)
	}{
		{"gitlab", gitlab, "a success ok", "a failed failed", readGitLab},
		{"codebuild build", strings.Replace(build, "%", "build", 1), "a finally post1 ok", "a finally post0 failed", readCodeBuild},
		{"codebuild install", strings.Replace(build, "%", "install", 1), "a finally post1 ok", "a finally failed", readCodeBuild},
		{"shippable", ship, "a success more always ok", "a failure always failed", readShippable},
	}
	bin := stubs(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, err := test.read(test.doc)
			if err != nil || len(found) != 1 {
				t.Fatal(found, err)
			}
			if got := run(t, bin, found[0], 0); got != test.passed {
				t.Errorf("got %q, want %q", got, test.passed)
			}
			if got := run(t, bin, found[0], 1); got != test.failed {
				t.Errorf("with a failure: got %q, want %q", got, test.failed)
			}
		})
	}
}

// TestGitLabReading holds extends, defaults, variables and the matrix.
func TestGitLabReading(t *testing.T) {
	found, err := executor.GitLab([]byte(`
stages: [one, two]
default:
  before_script: ["aws before"]
variables: {TOP: top, URL: "https://$HOST/$$x"}
.base:
  variables: {HOST: base.example, KEEP: kept}
  script: ["aws base"]
second:
  stage: two
  extends: .base
  variables: {HOST: job.example}
  script: ['aws "$URL $KEEP $TOP $CI_COMMIT_SHORT_SHA $M"']
  parallel:
    matrix:
      - M: ["1", "2"]
first:
  stage: one
  before_script: []
  script: ["aws first"]
`), "sh")
	if err != nil {
		t.Fatal(err)
	}
	bin := stubs(t)
	var got []string
	for _, job := range found {
		got = append(got, job.Name+" "+job.Instance+": "+run(t, bin, job, 0))
	}
	want := []string{
		"first : first ok", "second M=1: before https://job.example/$x kept top 8f14e45f 1 ok", "second M=2: before https://job.example/$x kept top 8f14e45f 2 ok",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func readGitLab(data string) ([]executor.Job, error) {
	return executor.GitLab([]byte(data), "bash")
}

func readCodeBuild(data string) ([]executor.Job, error) {
	return executor.CodeBuild(map[string][]byte{"buildspec.yml": []byte(data)})
}

func readShippable(data string) ([]executor.Job, error) { return executor.Shippable([]byte(data)) }

// jobs are the same commands for each executor.
func jobs(t *testing.T, commands []string) map[string]executor.Job {
	t.Helper()
	list := "\n"
	for _, c := range commands {
		list += "      - |-\n        " + strings.ReplaceAll(c, "\n", "\n        ") + "\n"
	}
	out := map[string]executor.Job{}
	add := func(jobs []executor.Job, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out[jobs[0].Executor] = jobs[0]
	}
	for _, shell := range []string{"bash", "sh"} {
		add(executor.GitLab([]byte("x:\n    script:"+list), shell))
	}
	for _, version := range []string{"0.1", "0.2"} {
		add(readCodeBuild("version: " + version + "\nphases:\n  build:\n    commands:" + list))
	}
	add(readShippable("build:\n    ci:" + list))
	return out
}

func stubs(t *testing.T) string {
	bin := t.TempDir()
	if err := executor.Stubs(bin, nil, nil); err != nil {
		t.Skip(err)
	}
	return bin
}

// run returns the arguments of the calls and the status.
func run(t *testing.T, bin string, job executor.Job, fail int) string {
	t.Helper()
	res, err := job.Run(executor.World{Dir: t.TempDir(), Bin: bin, Fail: fail})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, c := range res.Calls {
		words = append(words, c[1])
	}
	if res.Passed {
		return strings.Join(append(words, "ok"), " ")
	}
	return strings.Join(append(words, "failed"), " ")
}
