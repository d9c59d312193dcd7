package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	goccy "github.com/goccy/go-yaml"
	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/targets"
)

// A trap is a form that a pipeline file may have, that parses, and that does something else than it seems to say. Each has a
// number, under which the targets' own tests know it, and one test at least: most run the naive form first, hold that it goes
// wrong as we believe, and then hold that ours does not.
type trapCase struct {
	title string
	// elsewhere are tests of other packages, as "package Test"; those whose cases carry numbers must have this one's.
	elsewhere []string
	// here is the case, where this package has it.
	here func(t *testing.T)
}

const (
	inCodeBuild = "targets/codebuild TestTraps"
	onCodeBuild = "targets/codebuild TestTrapTexts"
	inShippable = "targets/shippable TestTraps"
	onShippable = "targets/shippable TestTrapsInTheFile"
	inTruth     = "targets/gitlab TestTruth"
	inShell     = "compiler/shell TestCodes"
)

// traps are all of them; the number is the place, from 1.
var traps = []trapCase{
	// 1
	{"In buildspec 0.1 every command starts in a fresh shell, so directories and variables are forgotten", []string{inCodeBuild}, nil},
	{"Commands joined by && lose all that follows a comment, and break here-documents", []string{inCodeBuild}, nil},
	{"In buildspec 0.2 functions, options and traps of one command are unknown to the next", []string{inCodeBuild}, nil},
	{"CodeBuild looks at the last line of a command only", []string{inCodeBuild}, nil},
	{"A test before && fails the step on some executors and not on others", []string{inCodeBuild, "conformance TestEqualBehaviour"}, andLists},
	{"So does a negated command", []string{inCodeBuild}, negations},
	{"What fails in a pipe is seen by some shells only", []string{inCodeBuild, inShell}, nil},
	{"exit 0 ends a job, a command, or a script, depending on who runs it", []string{inCodeBuild, inShell}, nil},
	{"[[ is no command of sh, which then takes the other branch", []string{inCodeBuild, inShell}, nil},
	// 10
	{"Arrays, substrings and other forms of bash fail in sh, or silently mean something else", []string{inCodeBuild, inShell, "compiler/shell TestDash"}, nil},
	{"export hides that the command inside it failed", []string{inCodeBuild, inShell}, nil},
	{"export without a name prints every variable, secrets too", []string{inCodeBuild, inShell}, nil},
	{"A role that could not be assumed leaves the job with the machine's own rights", []string{inCodeBuild}, nil},
	{"A plain assignment reaches child processes on one executor and not on another", []string{inCodeBuild}, nil},
	{"A background process cannot be awaited by a later command", []string{inCodeBuild, inShell}, nil},
	{"A trap on EXIT fires at the end of a command, or never", []string{inCodeBuild, inShell}, nil},
	{"GitLab's after_script starts in a new shell and in the project's root", nil, afterScript},
	{"A command with a colon and a space is a map for YAML", nil, colons},
	{"An image with an entrypoint of its own gets no shell from GitLab", nil, entrypoints},
	// 20
	{"CodeBuild runs post_build behind a build that failed", []string{inCodeBuild}, nil},
	{"A failing command of post_build fails the whole build", []string{inCodeBuild}, nil},
	{"CodeBuild tells nothing when install fails", []string{inCodeBuild}, nil},
	{"CodeBuild uploads artifacts of failed builds, too", []string{onCodeBuild}, nil},
	{"Shippable goes on behind a command that fails in on_success", []string{inShippable}, nil},
	{"Shippable runs a default command where a section is empty, and Ruby where no language is named", []string{onShippable}, nil},
	{"A job of GitLab that only installs has no script, and is refused", nil, onlyInstalls},
	{"A job's before_script replaces the one of default", nil, beforeScripts},
	{"A merge key takes one level over, extends all of them", nil, mergeKeys},
	{"A dollar in a variable means three things on three targets", []string{inCodeBuild, inShippable}, dollars},
	// 30
	{"Shippable's shell runs what stands in backquotes in a variable", []string{inShippable}, nil},
	{"A list of variables is a list of builds for Shippable", []string{inShippable}, nil},
	{"CodeBuild does not expand a path of the workspace in a variable", []string{inCodeBuild}, nil},
	{"Variables of the project outrank those of the file", []string{onCodeBuild}, inlined},
	{"Versions, accounts and times are numbers for YAML", []string{onCodeBuild}, nil},
	{"A library's writer of YAML leaves texts plain that other readers take for numbers", []string{"conformance TestNastyYAML", "internal/emit TestNasty"}, plainTexts},
	{"A short commit has eight characters on GitLab and seven elsewhere", []string{inCodeBuild}, nil},
	{"A branch's name is no name of a stack or host", []string{inCodeBuild}, nil},
	{"CodeBuild's ref has a prefix, and is empty where nobody pushed", []string{inCodeBuild}, nil},
	{"Shippable's name of the repository lacks its owner", []string{inShippable}, nil},
	// 40
	{"Some names of variables belong to the executor", nil, reserved},
	{"AWS cuts off or refuses names that are too long", nil, longNames},
	{"A secret in a variable, or exported, is shown", []string{onCodeBuild, "conformance TestPlantedSecrets"}, nil},
	{"Shippable does not decrypt secrets for pull requests of forks", []string{inShippable}, nil},
	{"GitLab refuses a pipeline in which a needed job is absent", []string{"compiler/event TestMissing"}, absentNeeds},
	{"GitLab refuses a need that stands in a later stage", nil, stagesOfNeeds},
	{"A manual job of GitLab holds nothing back, unless a rule makes it manual", nil, gates},
	{"The job that stops a review app would hold the pipeline back", nil, stopJobs},
	{"The job that stops a review app runs when its branch is gone", nil, stopWithoutBranch},
	{"Without artifacts there is nothing to fetch from a job", nil, dataEdges},
	// 50
	{"Rules in one job can make two pipelines of one push", []string{inTruth}, workflows},
	{"The push of a tag is a push", []string{inTruth}, tagPushes},
	{"A condition on changed files holds where there is nothing to compare", []string{inTruth}, changedFiles},
	{"dir/** is one level for GitLab", []string{"targets/gitlab TestFnmatch"}, levels},
	{"A nightly run meets a condition on its branch", []string{inTruth}, nightly},
	{"A filter of paths can leave a merge request without a pipeline", []string{"targets/gitlab TestNoRun"}, noPipeline},
	{"A webhook's filter matches names that merely contain it", nil, anchored},
	{"Filters of a group must all hold, groups stand for alternatives", nil, filterGroups},
	{"Shippable builds every pull request, with the file that it brings", []string{inShippable, "targets/shippable TestPullRequests"}, nil},
	{"An identifier of a batch has no dash, so two names can meet", []string{onCodeBuild}, nil},
	// 60
	{"A batch has a matrix or a graph, not both", []string{onCodeBuild}, nil},
	{"Builds of a batch hand each other no files", []string{onCodeBuild}, nil},
	{"A schedule starts no batch", []string{onCodeBuild}, nil},
	{"A failure that may be is known to few targets", []string{onCodeBuild}, nil},
	{"A cached path is relative here and absolute there", []string{onCodeBuild, onShippable}, nil},
	{"A directory as an artifact is a pattern on CodeBuild", []string{onCodeBuild}, nil},
	{"Artifacts of a pipeline go by the identifier of the job", []string{onCodeBuild}, nil},
	{"Shippable reads reports in two folders only", []string{inShippable}, nil},
	{"A deployment that changes nothing is a failure for some releases of the AWS CLI", nil, emptyDeployments},
	{"A change set is made later than the call returns, and a stack under review is no stack yet", nil, changeSets},
	// 70
	{"Parameters are written in three ways", nil, parameters},
	{"The role of an action is not the role of CloudFormation", []string{"conformance TestTemplatePipelines"}, nil},
	{"A pipeline over two accounts needs a key of its own, and roles that exist", []string{"conformance TestTemplatePolicies"}, nil},
	{"Docker on CodeBuild is a privilege of the project", []string{onCodeBuild}, nil},
	{"A client of Docker on GitLab needs four variables", nil, dockerVariables},
	{"Options of one's own drop Shippable's privilege", []string{onShippable}, nil},
	{"Only CodeBuild's own images choose runtimes", []string{onCodeBuild}, nil},
	{"An AppSpec's version is a number without quotes", []string{onShippable}, nil},
	{"A lifecycle event of CodeDeploy has one hour in all", []string{onShippable}, nil},
	{"Two builds with one key deploy one bundle", []string{onShippable}, nil},
	// 80
	{"A timeout of CodeBuild has limits, and is the project's", []string{onCodeBuild}, nil},
	{"A call that fails inside a loop of polling is no failure", []string{inShippable}, nil},
}

// TestTraps runs the cases of this package.
func TestTraps(t *testing.T) {
	if len(traps) != 81 {
		t.Fatalf("%d traps, want 81", len(traps))
	}
	for i, c := range traps {
		if c.here != nil {
			t.Run(fmt.Sprint(i+1, " ", c.title), c.here)
		}
	}
}

// TestTrapTable holds that the tests that the table names are there, with a case of the number where cases are numbered, and
// writes the table of docs/design.md.
func TestTrapTable(t *testing.T) {
	var table strings.Builder
	table.WriteString("| trap | what happens | test |\n| --- | --- | --- |\n")
	for i, c := range traps {
		where := c.elsewhere
		if c.here != nil {
			where = append([]string{"conformance TestTraps"}, where...)
		}
		if len(where) == 0 {
			t.Errorf("trap %d has no test", i+1)
		}
		for _, ref := range c.elsewhere {
			exists(t, i+1, ref)
		}
		fmt.Fprintf(&table, "| %d | %s | `%s` |\n", i+1, c.title, strings.Join(where, "`, `"))
	}
	path := "../docs/design.md"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "<!-- traps, written by a test -->\n", "<!-- end of traps -->\n"
	before, rest, ok := strings.Cut(string(doc), from)
	_, after, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", path)
	}
	golden.Check(t, path, []byte(before+from+"\n"+table.String()+"\n"+to+after))
}

// exists finds a test by package and name.
func exists(t *testing.T, number int, ref string) {
	t.Helper()
	pkg, name, _ := strings.Cut(ref, " ")
	paths, _ := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*_test.go"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), "\nfunc "+name+"(t *testing.T)") {
			continue
		}
		if strings.Contains(name, "Trap") && !regexp.MustCompile(fmt.Sprintf(`\{"(\d+, )*%d(, \d+)*", "`, number)).Match(data) {
			t.Errorf("%s has no case of trap %d", ref, number)
		}
		return
	}
	t.Errorf("there is no test %s", ref)
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

// steps is a spec of one job.
func steps(lines string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\njobs:\n  a:\n    image: node:22\n" + lines + "\n"
}

// does is what the jobs of a .gitlab-ci.yml do: the calls and the end.
func does(t *testing.T, file string, w executor.World) string {
	t.Helper()
	jobs, err := executor.GitLab([]byte(file), "bash")
	if err != nil {
		t.Fatal(err)
	}
	var calls []string
	passed := true
	for _, j := range jobs {
		w.Dir, w.Bin = t.TempDir(), stubs(t, []executor.Job{j})
		res, err := j.Run(w)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range res.Calls {
			calls = append(calls, c.String())
		}
		passed = passed && res.Passed
	}
	return strings.Join(append(calls, map[bool]string{true: "ok", false: "failed"}[passed]), " | ")
}

// behaves runs the naive form, which must go wrong, and ours, which must not.
func behaves(t *testing.T, naive, wrong, spec, right string, w executor.World) {
	t.Helper()
	if got := does(t, naive, w); got != wrong {
		t.Errorf("the naive form does %q, and we believe %q", got, wrong)
	}
	file, found := ours(t, spec, "gitlab")
	if got := does(t, file, w); got != right {
		t.Errorf("ours does %q, want %q\n%s\n%s", got, right, file, found)
	}
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

func andLists(t *testing.T) {
	behaves(t, "a: {script: ['make a && make b', make c]}", "make a | make c | ok",
		steps("    steps: [make a && make b, make c]"), "make a | failed", executor.World{Fail: 1})
}

func negations(t *testing.T) {
	behaves(t, "a: {script: ['! make a', make c]}", "make a | make c | ok", steps("    steps: ['! make a', make c]"), "make a | failed", executor.World{})
}

func afterScript(t *testing.T) {
	behaves(t, "a: {script: [cd web, 'export V=1', make a], after_script: ['make \"v$V\" \"$(basename \"$PWD\")\"']}", "make a | make v work | ok",
		steps("    dir: web\n    vars: {V: \"1\"}\n    steps: [make a]\n    always: ['make \"v$V\" \"$(basename \"$PWD\")\"']"), "make a | make v1 web | ok", executor.World{})
}

func colons(t *testing.T) {
	var tree any
	if err := yaml.Unmarshal([]byte("script:\n- echo a: b\n"), &tree); err != nil || !strings.Contains(fmt.Sprint(tree), "map[echo a:b]") {
		t.Errorf("YAML reads %v %v", tree, err)
	}
	holds(t, steps("    steps:\n      - echo a: b"), "gitlab", []string{"error[command-is-map]", "'echo a: b'"}, nil)
	holds(t, steps("    steps: ['echo a: b']"), "gitlab", []string{`- "echo a: b"`}, nil)
}

func entrypoints(t *testing.T) {
	holds(t, strings.Replace(steps("    steps: [aws s3 ls]"), "node:22", "amazon/aws-cli:2.22.0", 1), "gitlab", []string{`entrypoint: [""]`}, nil)
}

func onlyInstalls(t *testing.T) {
	obeysNot(t, "a: {before_script: [make]}\n")
	holds(t, steps("    install: [make]"), "gitlab", []string{"  script:\n    - make\n"}, []string{"before_script"})
}

// obeysNot: the naive form is refused by the schema.
func obeysNot(t *testing.T, naive string) {
	t.Helper()
	if len(problems("gitlab", []byte(naive))) == 0 {
		t.Errorf("the naive form passes:\n%s", naive)
	}
}

func beforeScripts(t *testing.T) {
	behaves(t, "default: {before_script: [make tools]}\na: {before_script: [make own], script: [make a]}", "make own | make a | ok",
		"cdc: v1\nname: x\ntriggers: {push: {branches: main}}\ndefaults: {install: [make tools]}\njobs: {a: {image: node:22, before: [make own], steps: [make a]}}\n",
		"make tools | make own | make a | ok", executor.World{})
}

func mergeKeys(t *testing.T) {
	var naive map[string]map[string]map[string]any
	if err := yaml.Unmarshal([]byte("a: &a {variables: {A: 1}}\nb: {<<: *a, variables: {B: 2}}\n"), &naive); err != nil || len(naive["b"]["variables"]) != 1 {
		t.Errorf("YAML reads %v %v", naive, err)
	}
	holds(t, "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\njobs:\n  a: &a {image: node:22, vars: {A: \"1\"}, steps: [make]}\n  b: {<<: *a, vars: {B: \"2\"}}\n",
		"gitlab", []string{"    B: \"2\"\n"}, []string{"<<", "*a"})
}

func dollars(t *testing.T) {
	behaves(t, "variables: {V: a$NONE}\na: {script: ['make \"$V\"']}", "make a | ok",
		"cdc: v1\nname: x\ntriggers: {push: {branches: main}}\nvars: {V: a$NONE}\njobs: {a: {image: node:22, steps: ['make \"$V\"']}}\n", "make a$NONE | ok", executor.World{})
}

func inlined(t *testing.T) {
	holds(t, pipeline(t), "gitlab", []string{"--role-arn arn:aws:iam::123456789012:role/ci", "--stack-name shop-prod"}, []string{"$ROLE", "$ACCOUNT"})
}

func plainTexts(t *testing.T) {
	naive, err := goccy.Marshal(map[string]string{"v": "1:2:3"})
	if err != nil || string(naive) != "v: 1:2:3\n" {
		t.Errorf("the library writes %s %v: the trap is gone", naive, err)
	}
	holds(t, steps("    vars: {V: '1:2:3'}\n    steps: [make]"), "gitlab", []string{`V: "1:2:3"`}, nil)
}

func reserved(t *testing.T) {
	holds(t, steps("    vars: {CI_COMMIT_SHA: x, PATH: /bin}\n    steps: [make]"), "gitlab", []string{"jobs.a.vars.CI_COMMIT_SHA", "jobs.a.vars.PATH"}, nil)
}

func longNames(t *testing.T) {
	holds(t, steps("    steps: [{cloudformation: {action: delete, stack: "+strings.Repeat("s", 129)+"}}]"), "gitlab", []string{"128"}, nil)
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

const webhookSpec = "cdc: v1\nname: x\ntriggers: {push: {branches: [main, v1.0]}, tag: {tags: \"v*\"}}\ndefaults: {region: eu-west-1}\n" +
	"jobs: {a: {image: {codebuild: \"aws/codebuild/standard:7.0\"}, steps: [make]}}\nbootstrap: {codebuild: {source: {github: {repository: acme/x}}}}\n"

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
