package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/targets"
)

// A trap is a form that a pipeline file may have, that parses, and that does something else than it seems to say. The titles
// of all of them stand in traps_table_test.go; their cases in traps_<topic>_test.go.
//
// To add a case: write a trapCase into the list of its topic. Its judge says what a file does, in one line: a model of the
// executor, a reader of YAML, a program that nobody here wrote. It judges the naive form and ours, and the two must
// differ as wrong and right say. Several cases may have one number.
type trapCase struct {
	number int
	name   string // of the test: TestTraps/17-after-script
	judge  trapJudge
	naive  form   // what a team would write
	wrong  string // what the judge says of it
	ours   form   // what cdc makes of a spec with the same meaning, or what it finds in the naive one
	right  string // what the judge says of that
}

// files are what a target reads, by their paths.
type files map[string]string

// trapJudge says what files do.
type trapJudge struct {
	name string // for the table
	says func(t *testing.T, f files) string
}

// form is one of the two sides of a case: it hands files to the judge.
type form func(t *testing.T, j trapJudge) string

// trapCases are all cases, by topic.
func trapCases() []trapCase {
	return slices.Concat(yamlTraps, shellTraps, codebuildTraps, buildspecTraps, gitlabTraps, graphTraps, rulesTraps, shippableTraps, awsTraps, cfnTraps, toolTraps)
}

// TestTraps runs the naive form of every trap, which must go wrong as we believe, and then ours, which must not.
func TestTraps(t *testing.T) {
	for _, c := range trapCases() {
		t.Run(fmt.Sprintf("%02d-%s", c.number, c.name), func(t *testing.T) {
			t.Parallel()
			if c.naive == nil || c.ours == nil || c.judge.name == "" || c.wrong == c.right {
				t.Fatal("a case has a judge, a naive form and ours, which do not do the same")
			}
			if got := c.naive(t, c.judge); got != c.wrong {
				t.Errorf("the naive form does not go wrong as we believe\n got %s\nwant %s", got, c.wrong)
			}
			if got := c.ours(t, c.judge); got != c.right {
				t.Errorf("ours\n got %s\nwant %s", got, c.right)
			}
		})
	}
}

// written is a file as somebody wrote it.
func written(path, text string) form {
	return func(t *testing.T, j trapJudge) string {
		t.Helper()
		return j.says(t, files{path: text})
	}
}

// emitted is what cdc writes for a target.
func emitted(target, spec string) form {
	return func(t *testing.T, j trapJudge) string {
		t.Helper()
		out, found := compiledFiles(t, target, spec)
		if found.HasErrors() {
			t.Fatalf("%s", diag.Compact(diag.Report{Found: found}))
		}
		got := j.says(t, out)
		if t.Failed() {
			for _, path := range sorted(out) {
				t.Logf("--- %s\n%s", path, out[path])
			}
		}
		return got
	}
}

// finds is what cdc says instead of falling into the trap: the findings of one code, each with its place.
func finds(target, spec string, code diag.Code) form {
	return func(t *testing.T, _ trapJudge) string {
		t.Helper()
		_, found := compiledFiles(t, target, spec)
		var out []string
		for _, d := range found {
			if d.Code == code {
				out = append(out, fmt.Sprintf("%s[%s] %s", d.Level, d.Code, d.Path))
			}
		}
		if len(out) == 0 {
			t.Errorf("no %s among\n%s", code, diag.Compact(diag.Report{Found: found}))
		}
		return strings.Join(out, "; ")
	}
}

// compiledFiles are the files of a spec for one target, and all that is found.
func compiledFiles(t *testing.T, target, spec string) (files, diag.List) {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	found := s.Findings()
	out := files{}
	for _, tg := range targets.All {
		if tg.Name == target {
			list, more := s.Compile(tg, compiler.Options{All: true})
			found = append(found, more...)
			for _, f := range list {
				out[f.Path] = string(f.Data)
			}
		}
	}
	return out, found
}

// onGitLab runs all jobs of a .gitlab-ci.yml one after another, whatever their rules.
func onGitLab(w executor.World) trapJudge {
	return trapJudge{"model of GitLab's runner", func(t *testing.T, f files) string {
		t.Helper()
		jobs, err := executor.GitLab([]byte(f[".gitlab-ci.yml"]), "bash")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(runEach(t, jobs, w), "; ")
	}}
}

// onCodeBuild runs the builds of a buildspec.yml until one fails.
func onCodeBuild(w executor.World) trapJudge {
	return trapJudge{"model of CodeBuild's agent", func(t *testing.T, f files) string {
		t.Helper()
		data := map[string][]byte{}
		for path, text := range f {
			data[path] = []byte(text)
		}
		jobs, err := executor.CodeBuild(data)
		if err != nil {
			t.Fatal(err)
		}
		out := runEach(t, jobs, w)
		if i := slices.IndexFunc(out, func(s string) bool { return strings.HasSuffix(s, "failed") }); i >= 0 {
			out = out[:i+1]
		}
		return strings.Join(out, "; ")
	}}
}

// onShippable runs every build of a shippable.yml.
func onShippable(w executor.World) trapJudge {
	return trapJudge{"model of Shippable's builds", func(t *testing.T, f files) string {
		t.Helper()
		jobs, err := executor.Shippable([]byte(f["shippable.yml"]))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(runEach(t, jobs, w), "; ")
	}}
}

// runEach returns the calls and the end of each job: "make a | make b | ok".
func runEach(t *testing.T, jobs []executor.Job, w executor.World) (out []string) {
	t.Helper()
	w.Bin = stubs(t, jobs)
	for _, j := range jobs {
		w.Dir = t.TempDir()
		res, err := j.Run(w)
		if err != nil {
			t.Fatal(err)
		}
		var calls []string
		for _, c := range res.Calls {
			calls = append(calls, shortened(c))
		}
		out = append(out, strings.Join(append(calls, map[bool]string{true: "ok", false: "failed"}[res.Passed]), " | "))
	}
	return out
}

// shortened is a call as a case shows it: of a call of the AWS CLI with options, the service and the verb.
func shortened(c executor.Call) string {
	if c[0] == "aws" && len(c) > 3 {
		c = c[:3]
	}
	return c.String()
}

// oneJob is a spec of one job, whose lines are indented by four.
func oneJob(lines string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\njobs:\n  a:\n    image: node:22\n" + lines + "\n"
}
