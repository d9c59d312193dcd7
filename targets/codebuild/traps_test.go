package codebuild_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/judge"
	"gopkg.in/yaml.v3"
)

// A trap is something that parses and does something else than it says. Each case runs the naive form first and holds
// that it goes wrong as we believe, and then ours. A case without a naive form is about another target's reading, or
// about what no file shows.
type trap struct {
	number, name string
	naive, wrong string            // a buildspec, and what it does
	spec, right  string            // a spec, and what its buildspec does
	env          map[string]string // of both runs
	fail         int               // which call fails; 0: none
}

// v1 and v2 are buildspecs of one phase.
func v1(commands ...string) string { return buildspec("0.1", "build", commands) }
func v2(commands ...string) string { return buildspec("0.2", "build", commands) }

func buildspec(version, phase string, commands []string) string {
	list, _ := json.Marshal(commands)
	return "version: " + version + "\nphases:\n  " + phase + ": {commands: " + string(list) + "}\n"
}

// steps is a spec of one job with these steps, and further lines of the job and of the spec.
func steps(list []string, more ...string) string {
	text, _ := json.Marshal(list)
	s := "cdc: v1\nname: x\njobs:\n  a:\n    steps: " + string(text) + "\n"
	for _, m := range more {
		s += m + "\n"
	}
	return s
}

const old = `targets: {codebuild: {version: "0.1"}}`

var traps = []trap{
	{"1", "0.1: what a command exports is lost", v1("export V=1", "make v$V"), "make v; ok",
		steps([]string{"export V=1", "make v$V"}, old), "make v1; ok", nil, 0},
	{"1", "0.1: a directory is lost, in a later phase too", v1("cd sub", `make "$(basename "$PWD")"`), "make work; ok",
		"cdc: v1\nname: x\njobs:\n  a:\n    install: [cd sub]\n    steps: ['make \"$(basename \"$PWD\")\"']\n" + old, "make sub; ok", nil, 0},
	{"2", "0.1: a comment swallows what && joins", v1("export A=1 && make one # note && make two"), "make one; ok",
		steps([]string{"export A=1", "make one # note", "make two"}, old), "make one | make two; ok", nil, 0},
	{"3", "0.2: a function is gone in the next command", v2("f() { make in; }", "f"), "failed",
		steps([]string{"f() { make in; }\nf"}), "make in; ok", nil, 0},
	{"4", "a failing line in the middle is ignored", v2("false\nmake b"), "make b; ok",
		steps([]string{"false\nmake b"}), "failed", nil, 0},
	{"4", "so is one before a semicolon", v2("false; make b"), "make b; ok",
		steps([]string{"false; make b"}), "failed", nil, 0},
	{"4", "so is one in a loop", v2("for i in 1 2; do make $i; done"), "make 1 | make 2; ok",
		steps([]string{"for i in 1 2; do make $i; done"}), "make 1; failed", nil, 1},
	{"4", "0.1: so is one in the middle", v1("false\nmake b"), "make b; ok",
		steps([]string{"false\nmake b"}, old), "failed", nil, 0},
	{"5", "a test as a step fails here, and so does ours", v2(`[ -n "$NONE" ] && make a`), "failed",
		steps([]string{`[ -n "$NONE" ] && make a`}), "failed", nil, 0},
	{"6", "a negation as a step fails here, and so does ours", v2("! make a"), "make a; failed",
		steps([]string{"! make a"}), "make a; failed", nil, 0},
	{"7", "a failure in a pipe is lost", v2("false | cat", "make b"), "make b; ok",
		steps([]string{"false | cat", "make b"}, "    shell: bash"), "failed", nil, 0},
	{"8", "exit ends its command only; a job that is skipped is skipped in every phase", v2("export A=1; exit 0", `make "b$A"`), "make b; ok",
		"cdc: v1\nname: x\njobs:\n  a:\n    when: {branches: other}\n    install: [make tools]\n    steps: [make b]\n    always: [make end]\n", "ok", nil, 0},
	{"9", "[[ is not found in sh, and the job takes the other branch", v2("if [[ -n x ]]; then make a; else make b; fi"), "make b; ok",
		steps([]string{"if [[ -n x ]]; then make a; else make b; fi"}, "    shell: bash"), "make a; ok", nil, 0},
	{"10", "a substring fails in sh", v2("V=12345678; make ${V:0:3}"), "failed",
		steps([]string{"V=12345678; make ${V:0:3}"}, "    shell: bash"), "make 123; ok", nil, 0},
	{"11", "export hides the status of what it runs", v2(`export M="$(git log)"`, "make b"), "git log | make b; ok",
		steps([]string{"make b ${{ git.message }}"}), "git log -1 --format=%s; failed", nil, 1},
	{"12, 13", "a role that cannot be assumed, and the job goes on as somebody else",
		v2(`export $(printf "AWS_ACCESS_KEY_ID=%s" $(aws sts assume-role))`, "make deploy"), "aws sts assume-role | make deploy; ok",
		withRole("make deploy"), "aws sts; failed", nil, 1},
	{"14", "what is assigned reaches every child", v2("cdc_creds=$(echo secret)", `sh -c 'make "x$cdc_creds"'`), "make xsecret; ok",
		withRole(`sh -c 'make "x$cdc_creds"'`), "aws sts | make x; ok", nil, 0},
	{"15", "a later command cannot wait for a process", v2("sleep 0 &\nexport P=$!", "wait $P", "make b"), "failed",
		steps([]string{"sleep 0 &\nwait $!\nmake b"}), "make b; ok", nil, 0},
	{"16", "a trap fires at the end of its command", v2("trap 'make end' EXIT", "make a"), "make end | make a; ok",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make a], always: [make end]}\n", "make a | make end; ok", nil, 0},
	{"20", "post_build deploys behind a failed build",
		"version: 0.2\nphases:\n  build: {commands: [make test]}\n  post_build: {commands: [make deploy]}\n", "make test | make deploy; failed",
		steps([]string{"make test", "make deploy"}), "make test; failed", nil, 1},
	{"20", "a hook on success is not one on failure",
		"version: 0.2\nphases:\n  build: {commands: [make test]}\n  post_build: {commands: [make good]}\n", "make test | make good; failed",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make test], on_success: [make good], on_failure: [make bad]}\n", "make test | make bad; failed", nil, 1},
	{"21", "a hook that fails fails the build",
		"version: 0.2\nphases:\n  build: {commands: [make a]}\n  post_build: {commands: [curl x]}\n", "make a | curl x; failed",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make a], always: [curl x]}\n", "make a | curl x; ok", nil, 2},
	{"21", "nor does a step of a hook end the next one", "", "",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make a], always: [curl x, curl y]}\n", "make a | curl x | curl y; ok", nil, 2},
	{"21", "though it ends itself in its middle", "", "",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make a], always: [\"curl x\\ncurl y\", curl z]}\n", "make a | curl x | curl z; ok", nil, 2},
	{"13", "0.1: a hook is a shell of its own, and takes the role again", "", "",
		withRole("make a") + "    always: [aws s3 ls]\n" + old, "aws sts | make a | aws sts | aws s3 ls; ok", nil, 0},
	{"13", "a hook behind a failed install has the role, too", "", "",
		withRole("make a") + "    install: [make tools]\n    always: [aws s3 ls]\n", "make tools | aws sts | aws s3 ls; failed", nil, 1},
	{"22", "nothing is told when install fails",
		"version: 0.2\nphases:\n  install: {commands: [make tools]}\n  post_build: {commands: [curl x]}\n", "make tools; failed",
		"cdc: v1\nname: x\njobs:\n  a: {install: [make tools], steps: [make a], on_failure: [curl x]}\n", "make tools | curl x; failed", nil, 1},
	{"22", "0.1: nothing is told when install fails",
		"version: 0.1\nphases:\n  install: {commands: [make tools]}\n  post_build: {commands: [curl x]}\n", "make tools; failed",
		"cdc: v1\nname: x\njobs:\n  a: {install: [make tools], steps: [make a], on_failure: [curl x]}\n" + old, "make tools | curl x; failed", nil, 1},
	{"29", "a dollar in a variable is itself", v2(`export V=a$NOTHING`, `make "$V"`), "make a; ok",
		"cdc: v1\nname: x\nvars: {V: 'a$NOTHING'}\njobs:\n  a: {steps: ['make \"$V\"']}\n", "make a$NOTHING; ok", nil, 0},
	{"32", "a variable with a path of the workspace stays as it is written",
		"version: 0.2\nenv: {variables: {C: $CODEBUILD_SRC_DIR/.cache}}\nphases: {build: {commands: ['make \"$C\"']}}\n", "make $CODEBUILD_SRC_DIR/.cache; ok",
		"cdc: v1\nname: x\nvars: {C: \"${{ workspace }}/.cache\"}\njobs:\n  a: {steps: ['make \"$C\"']}\n", "make $WORK/.cache; ok", nil, 0},
	{"36", "a short commit has eight characters", v2(`make "$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c1-7)"`), "make 8f14e45; ok",
		steps([]string{"make ${{ git.short_sha }}"}), "make 8f14e45f; ok", nil, 0},
	{"37", "a branch is no name of a stack", v2(`make "${CODEBUILD_WEBHOOK_HEAD_REF#refs/heads/}"`), "make Feature/A_b; ok",
		steps([]string{"make ${{ git.branch_slug }}"}), "make feature-a-b; ok", map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": "refs/heads/Feature/A_b"}, 0},
	{"38", "the ref has a prefix", v2(`make "$CODEBUILD_WEBHOOK_HEAD_REF"`), "make refs/heads/main; ok",
		steps([]string{"make ${{ git.branch }}"}), "make main; ok", nil, 0},
	{"38", "the ref is empty in a build that is started by hand", v2(`make "${CODEBUILD_WEBHOOK_HEAD_REF#refs/heads/}"`), "make ; ok",
		steps([]string{"make ${{ git.branch }}"}), "failed", map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": ""}, 0},
	{"38", "a hook that needs it is no reason to fail", "", "",
		"cdc: v1\nname: x\njobs:\n  a: {steps: [make a], always: ['curl \"${{ git.branch }}\"']}\n", "make a | curl ; ok", map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": ""}, 0},
	{"38", "and it is known when the person says it", "", "",
		steps([]string{"make ${{ git.branch }}"}), "make main; ok",
		map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": "", "CODEBUILD_SOURCE_VERSION": "refs/heads/main^{8f14e45f}"}, 0},
}

func withRole(step string) string {
	text, _ := json.Marshal([]string{step})
	return "cdc: v1\nname: x\nenvironments:\n  e: {account: 123456789012, region: eu-west-1, roles: {assume: r}}\njobs:\n  a:\n    access: e\n    steps: " + string(text) + "\n"
}

func TestTraps(t *testing.T) {
	for _, c := range traps {
		t.Run(c.number+" "+c.name, func(t *testing.T) {
			t.Parallel()
			if c.naive != "" {
				if got := run(t, map[string][]byte{"buildspec.yml": []byte(c.naive)}, c.env, c.fail); got != c.wrong {
					t.Errorf("the naive form: got %q, want %q", got, c.wrong)
				}
			}
			files, found := compile(planOf(t, c.spec))
			if found.HasErrors() {
				t.Fatal(findings(found))
			}
			out := map[string][]byte{}
			for _, f := range files {
				out[f.Path] = f.Data
			}
			if got := run(t, out, c.env, c.fail); got != c.right {
				t.Errorf("ours: got %q, want %q\n%s", got, c.right, out["buildspec.yml"])
			}
		})
	}
}

// run returns the calls of all builds and the status. Of calls of the AWS CLI that the compiler makes the verb is enough.
func run(t *testing.T, files map[string][]byte, env map[string]string, fail int) string {
	t.Helper()
	jobs, err := executor.CodeBuild(files)
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	for _, j := range jobs {
		answers := []executor.Answer{{Pattern: "aws sts assume-role*", Output: "ID KEY TOKEN"}, {Pattern: "git log*", Output: "a title"}}
		if err := executor.Stubs(bin, answers, j.Scripts); err != nil {
			t.Skip(err)
		}
	}
	var calls []string
	status := "ok"
	for _, j := range jobs {
		res, err := j.Run(executor.World{Dir: t.TempDir(), Bin: bin, Env: env, Fail: fail})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range res.Calls {
			if len(c) > 3 && c[0] == "aws" {
				c = c[:2]
			}
			calls = append(calls, c.String())
		}
		if !res.Passed {
			status = "failed"
			break
		}
	}
	if len(calls) == 0 {
		return status
	}
	return strings.Join(calls, " | ") + "; " + status
}

// TestTrapTexts: traps that no run shows, because what reads the file is AWS.
func TestTrapTexts(t *testing.T) {
	for _, c := range []struct {
		number, name, spec string
		has                []string // texts of the files
		hasNot             []string
		finding            string // part of a finding
	}{
		{"23", "artifacts for failures only are said to be there always", one("steps: [make]", "artifacts: {paths: [a.log], when: failure}"), nil, nil, "warning[artifact-condition-lost]"},
		{"33", "what guards safety is inlined, whatever the project sets", "cdc: v1\nname: x\nvars: {STACK: prod}\njobs:\n  a: {steps: ['make ${{ vars.STACK }}']}\n", []string{"- make prod\n", "STACK: prod\n"}, []string{"make $STACK"}, ""},
		{"34", "versions and accounts stay text", one("runtime: {python: 3.10}", "vars: {A: 012345678901, B: yes, C: 12:30, D: 0755}", "steps: [make]"), []string{`python: "3.10"`, `A: "012345678901"`, `B: "yes"`, `D: "0755"`}, nil, ""},
		{"42", "a secret is never exported", "cdc: v1\nname: x\nsecrets: {TOKEN: {ssm: /t}}\njobs:\n  a: {secrets: [TOKEN], steps: ['echo \"TOKEN=$TOKEN\" >> e.env', 'echo \"V=1\" >> e.env'], reports: {dotenv: e.env}}\n", []string{"exported-variables:\n    - V\n", "TOKEN: /t"}, []string{"    - TOKEN\n"}, ""},
		{"59", "identifiers are mapped", "cdc: v1\nname: x\njobs:\n  unit-test: {steps: [make]}\n  b: {steps: [make]}\n", []string{"identifier: unit_test\n", "buildspec: buildspec/unit-test.yml\n"}, nil, ""},
		{"59", "and their collisions refused", "cdc: v1\nname: x\njobs:\n  unit-test: {steps: [make]}\n  unit_test: {steps: [make]}\n", nil, nil, "error[identifier-collision]: jobs.unit_test"},
		{"60", "a need of a matrix is a need of all its builds", "cdc: v1\nname: x\njobs:\n  a: {matrix: {V: [1, 2]}, steps: [make]}\n  b: {needs: [a], steps: [make]}\n", []string{"depend-on:\n        - a_1\n        - a_2\n"}, []string{"build-matrix"}, ""},
		{"61", "order carries no files", "cdc: v1\nname: x\njobs:\n  a: {steps: [make], artifacts: {paths: [x.zip]}}\n  b: {needs: [a], steps: [make]}\n", nil, nil, "error[data-lost]: jobs.b.needs[0]"},
		{"62", "a schedule starts no batch", "cdc: v1\nname: x\ntriggers: {push: {}, schedule: [{cron: 0 3 * * *, branch: main}]}\njobs:\n  a: {steps: [make]}\n  b: {steps: [make]}\n", nil, nil, "warning[schedule-lost]"},
		{"63", "a failure that counts for nothing, in a batch", "cdc: v1\nname: x\njobs:\n  a: {allow_failure: true, steps: [make]}\n  b: {steps: [make]}\n", []string{"ignore-failure: true"}, nil, ""},
		{"63", "and in a build of its own", one("allow_failure: true", "steps: [make]"), nil, nil, "warning[allow-failure-lost]"},
		{"64", "the paths of a cache are relative", one("cache: {paths: [.npm, a/b.json]}", "steps: [make]"), []string{"- .npm/**/*\n", "- a/b.json\n"}, nil, ""},
		{"65", "a directory is all that it holds", one("artifacts: {paths: [dist/, bin/api, app.zip, 'docs/**']}", "steps: [make]"), []string{"- dist/**/*\n", "- bin/api\n", "- bin/api/**/*\n", "- app.zip\n", "- docs/**/*\n"}, nil, ""},
		{"65", "so is the root, and alternatives are written out", one("artifacts: {paths: [., './out/', 'dist/*.{js,css}']}", "steps: [make]"), []string{"    - \"**/*\"\n    - out/**/*\n    - dist/*.js\n    - dist/*.css\n"}, nil, ""},
		{"66", "a source of a pipeline has the identifier of the job", "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\njobs:\n  unit-test: {steps: [make], artifacts: {paths: [x.zip]}}\n  b: {needs: [unit-test], steps: [make]}\nbootstrap: {pipeline: {source: {codecommit: {create: true}}}}\n", []string{`$CODEBUILD_SRC_DIR_unit_test/.`}, nil, ""},
		{"73", "docker is a setting of the project", one("docker: true", "steps: [docker ps]"), nil, nil, "switch on Privileged"},
		{"73", "and in a batch one of the build", "cdc: v1\nname: x\njobs:\n  a: {docker: true, steps: [docker ps]}\n  b: {steps: [make]}\n", []string{"privileged-mode: true"}, nil, ""},
		{"76", "an image that is not CodeBuild's selects no runtime", one("image: golang:1.24", "runtime: {go: 1.24}", "steps: [make]"), nil, []string{"runtime-versions"}, "note[runtime-unused]"},
		{"76", "the image has another version", one(`image: {codebuild: "aws/codebuild/standard:8.0"}`, "runtime: {python: 3.9}", "steps: [make]"), []string{`python: "3.9"`}, nil, "aws/codebuild/standard:8.0 has no Python 3.9, only 3.10, 3.11, 3.12, 3.13 and 3.14"},
		{"80", "a timeout of two minutes is five", one("timeout: 2 minutes", "steps: [make]"), nil, nil, "warning[timeout-raised]"},
		{"80", "one of forty hours is none", one("timeout: 40 hours", "steps: [make]"), nil, nil, "error[timeout-limit]"},
	} {
		t.Run(c.number+" "+c.name, func(t *testing.T) {
			files, found := compile(planOf(t, c.spec))
			var all strings.Builder
			for _, f := range files {
				all.Write(f.Data)
			}
			for _, s := range c.has {
				if !strings.Contains(all.String(), s) {
					t.Errorf("no %q in\n%s", s, all.String())
				}
			}
			for _, s := range c.hasNot {
				if strings.Contains(all.String(), s) {
					t.Errorf("%q in\n%s", s, all.String())
				}
			}
			if text := findings(found); !strings.Contains(text, c.finding) || c.finding == "" && found.HasErrors() {
				t.Errorf("no %q in\n%s", c.finding, text)
			}
		})
	}
}

// TestEveryFileObeysTheSchema also over the cases of the whole project. Trap 67: more than five reports are refused there.
func TestEveryFileObeysTheSchema(t *testing.T) {
	for _, pattern := range []string{"testdata/*/cdc.yaml", "../../testdata/golden/*/cdc.yaml"} {
		entries, _ := filepath.Glob(pattern)
		for _, entry := range entries {
			p, ok := tryPlan(t, entry)
			if !ok {
				continue
			}
			files, _ := compile(p)
			for _, f := range files {
				if f.Path == "appspec.yml" {
					continue
				}
				var tree any
				if err := yaml.Unmarshal(f.Data, &tree); err != nil {
					t.Fatalf("%s: %s: %v", entry, f.Path, err)
				}
				doc, err := json.Marshal(tree)
				if err != nil {
					t.Fatal(err)
				}
				for _, problem := range judge.Check("codebuild", doc) {
					t.Errorf("%s: %s: %s: %s", entry, f.Path, problem.Where(), problem.Message)
				}
			}
		}
	}
}
