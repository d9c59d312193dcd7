package conformance

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/judge"
)

// aBuildspec is what the models of this file read of a buildspec.
type aBuildspec struct {
	Env struct {
		Variables         map[string]string
		ParameterStore    map[string]string `yaml:"parameter-store"`
		ExportedVariables []string          `yaml:"exported-variables"`
	}
	Batch struct {
		Graph []struct {
			Identifier    string
			IgnoreFailure bool     `yaml:"ignore-failure"`
			DependOn      []string `yaml:"depend-on"`
			Env           struct {
				Privileged bool `yaml:"privileged-mode"`
			}
		} `yaml:"build-graph"`
	}
	Phases struct {
		Install struct {
			Runtimes map[string]any `yaml:"runtime-versions"`
		}
	}
	Artifacts, Cache struct{ Files, Paths []string }
}

func readBuildspec(t *testing.T, text string) (b aBuildspec) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// bySchema says whether a buildspec is one, by our schema of it.
func bySchema(t *testing.T, text string) string {
	t.Helper()
	var tree any
	if err := yaml.Unmarshal([]byte(text), &tree); err != nil {
		t.Fatal(err)
	}
	doc, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range judge.Check("codebuild", doc) {
		out = append(out, p.Where())
	}
	if len(out) == 0 {
		return "accepted"
	}
	return "refused at " + strings.Join(out, ", ")
}

var schemaOfBuildspecs = trapJudge{"schema of the buildspec", func(t *testing.T, f files) string { return bySchema(t, f["buildspec.yml"]) }}

// onBatch runs the builds of a batch: each alone with the source, behind those that it depends on. A build that fails ends
// what depends on it, and the batch fails unless the failure is to be ignored (user guide, "Batch build buildspec reference").
// Docker works only in a privileged build.
var onBatch = trapJudge{"model of a batch", func(t *testing.T, f files) string {
	if said := bySchema(t, f["buildspec.yml"]); said != "accepted" {
		return said
	}
	data := map[string][]byte{}
	for path, text := range f {
		data[path] = []byte(text)
	}
	jobs, err := executor.CodeBuild(data)
	if err != nil {
		t.Fatal(err)
	}
	ends := map[string]bool{} // whether what comes behind may start
	out, end := []string{}, "the batch passes"
	for i, task := range readBuildspec(t, f["buildspec.yml"]).Batch.Graph {
		if _, twice := ends[task.Identifier]; twice {
			return "refused: two builds " + task.Identifier
		}
		if slices.ContainsFunc(task.DependOn, func(id string) bool { return !ends[id] }) {
			ends[task.Identifier] = false
			out = append(out, task.Identifier+" does not start")
			continue
		}
		var w executor.World
		if !task.Env.Privileged && strings.Contains(jobs[i].Scripts[0].Text, "docker") {
			w.Fail = 1
		}
		said := runEach(t, jobs[i:i+1], w)[0]
		failed := strings.HasSuffix(said, "failed")
		ends[task.Identifier] = !failed || task.IgnoreFailure
		if !ends[task.Identifier] {
			end = "the batch fails"
		}
		out = append(out, task.Identifier+": "+said)
	}
	return strings.Join(append(out, end), "; ")
}}

// byRule is what a schedule does: StartBuild, which knows nothing of batches and runs the phases of the file.
var byRule = trapJudge{"model of a rule that starts a build", func(t *testing.T, f files) string {
	var doc map[string]any
	if err := yaml.Unmarshal([]byte(f["buildspec.yml"]), &doc); err != nil {
		t.Fatal(err)
	}
	delete(doc, "batch")
	alone, err := yaml.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := executor.CodeBuild(map[string][]byte{"buildspec.yml": alone})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(runEach(t, jobs, executor.World{}), "; ")
}}

// keeps runs a build and returns the files that CodeBuild uploads, or caches, then: it does so whatever became of the build
// (user guide, "Build phase transitions").
func keeps(name string, patterns func(aBuildspec) []string) trapJudge {
	return trapJudge{name, func(t *testing.T, f files) string {
		jobs, err := executor.CodeBuild(map[string][]byte{"buildspec.yml": []byte(f["buildspec.yml"])})
		if err != nil {
			t.Fatal(err)
		}
		w := executor.World{Dir: t.TempDir(), Bin: stubs(t, jobs)}
		res, err := jobs[0].Run(w)
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		root := filepath.Join(w.Dir, "work")
		filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			name, _ := filepath.Rel(root, path)
			if err == nil && !d.IsDir() && slices.ContainsFunc(patterns(readBuildspec(t, f["buildspec.yml"])), func(p string) bool { return glob.Match(p, filepath.ToSlash(name)) }) {
				kept = append(kept, filepath.ToSlash(name))
			}
			return nil
		})
		return strings.Join(append(kept, map[bool]string{true: "ok", false: "failed"}[res.Passed]), " | ")
	}}
}

var (
	uploads = keeps("model of CodeBuild's uploads", func(b aBuildspec) []string { return b.Artifacts.Files })
	caches  = keeps("model of CodeBuild's cache", func(b aBuildspec) []string { return b.Cache.Paths })
)

// console shows the values and names of secrets that a person sees who may look at the build.
var console = trapJudge{"model of CodeBuild's console", func(t *testing.T, f files) string {
	b := readBuildspec(t, f["buildspec.yml"])
	out := []string{}
	for _, name := range sorted(b.Env.Variables) {
		out = append(out, name+"="+b.Env.Variables[name])
	}
	for _, name := range b.Env.ExportedVariables {
		if b.Env.ParameterStore[name] != "" {
			return "the build fails: secrets are not exported"
		}
		out = append(out, "exports "+name)
	}
	return strings.Join(append(out, "."), " ")
}}

// selects are the runtimes that a build gets: those of the file in an image of CodeBuild's own, else none.
func selects(image string) trapJudge {
	return trapJudge{"model of " + image, func(t *testing.T, f files) string {
		var out []string
		asked := readBuildspec(t, f["buildspec.yml"]).Phases.Install.Runtimes
		for _, lang := range sorted(asked) {
			got := fmt.Sprint(lang, " ", asked[lang])
			if !buildspec.Managed(image) {
				got = lang + " is not selected"
			}
			out = append(out, got)
		}
		return strings.Join(append(out, "."), " ")
	}}
}

// inPipeline runs the buildspec of one job of a pipeline, whose inputs lie beside the source.
func inPipeline(path string, env map[string]string) trapJudge {
	return trapJudge{"model of CodeBuild's agent in a pipeline", func(t *testing.T, f files) string {
		return onCodeBuild(executor.World{Env: env}).says(t, files{"buildspec.yml": f[path]})
	}}
}

// logOf says whether a text is in the log of the build.
func logOf(text string, w executor.World) func(t *testing.T, f files) string {
	return func(t *testing.T, f files) string {
		jobs, err := executor.CodeBuild(map[string][]byte{"buildspec.yml": []byte(f["buildspec.yml"])})
		if err != nil {
			t.Fatal(err)
		}
		w.Dir, w.Bin = t.TempDir(), stubs(t, jobs)
		if err := os.MkdirAll(filepath.Join(w.Dir, "work"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.Dir, "work", "none.env"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		res, err := jobs[0].Run(w)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(res.Log, text) {
			return "the log shows it"
		}
		return "the log does not show it"
	}
}

const (
	sixReports  = "version: 0.2\nphases: {build: {commands: [make]}}\nreports: {a: {files: [a.xml]}, b: {files: [b.xml]}, c: {files: [c.xml]}, d: {files: [d.xml]}, e: {files: [e.xml]}, f: {files: [f.xml]}}\n"
	unitAndPack = "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\njobs:\n  unit-test: {steps: [make], artifacts: {paths: [x.zip]}}\n  b: {needs: [unit-test], steps: [make b]}\nbootstrap: {pipeline: {source: {codecommit: {create: true}}}}\n"
)

// batchOf is a batch of builds whose files are those of jobs.
func batchOf(graph string, builds map[string]string) form {
	return func(t *testing.T, j trapJudge) string {
		f := files{"buildspec.yml": "version: 0.2\nbatch: {build-graph: [" + graph + "]}\n"}
		for name, command := range builds {
			f[name+".yml"] = "version: 0.2\nphases: {build: {commands: ['" + command + "']}}\n"
		}
		return j.says(t, f)
	}
}

// Traps of the buildspec: what its keys mean beside a project, a batch, a pipeline.
var buildspecTraps = []trapCase{
	{
		23, "uploads-of-failed-builds", uploads,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['echo half > a.zip; false']}}\nartifacts: {files: [a.zip]}\n"), "a.zip | failed",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['echo half > a.zip; false'], artifacts: {paths: [a.zip]}}}\n", "artifact-condition-lost"), "note[artifact-condition-lost] jobs.a.artifacts",
	},
	{
		23, "artifacts-of-failures-only", uploads,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['echo all > a.log']}}\nartifacts: {files: [a.log]}\n"), "a.log | ok",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['echo all > a.log'], artifacts: {paths: [a.log], when: failure}}}\n", "artifact-condition-lost"), "warning[artifact-condition-lost] jobs.a.artifacts.when",
	},
	{
		34, "versions", selects("aws/codebuild/standard:7.0"),
		written("buildspec.yml", "version: 0.2\nphases: {install: {runtime-versions: {python: 3.10, golang: 1.20}}}\n"), "golang 1.2 python 3.1 .",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {runtime: {python: 3.10, go: 1.20}, steps: [make]}}\n"), "golang 1.20 python 3.10 .",
	},
	{
		42, "secrets-in-variables", console,
		written("buildspec.yml", "version: 0.2\nenv: {variables: {TOKEN: s3cr3t}}\nphases: {build: {commands: [make]}}\n"), "TOKEN=s3cr3t .",
		emitted("codebuild", "cdc: v1\nname: x\nsecrets: {TOKEN: {ssm: /t}}\njobs: {a: {secrets: [TOKEN], steps: [make]}}\n"), ".",
	},
	{
		42, "exported-secrets", console,
		written("buildspec.yml", "version: 0.2\nenv: {parameter-store: {TOKEN: /t}, exported-variables: [TOKEN, V]}\nphases: {build: {commands: [make]}}\n"), "the build fails: secrets are not exported",
		emitted("codebuild", "cdc: v1\nname: x\nsecrets: {TOKEN: {ssm: /t}}\njobs: {a: {secrets: [TOKEN], steps: ['echo \"TOKEN=$TOKEN\" >> e.env', 'echo \"V=1\" >> e.env'], reports: {dotenv: e.env}}}\n"), "exports V .",
	},
	{
		59, "dashes", onBatch,
		batchOf("{identifier: unit-test, buildspec: a.yml}", map[string]string{"a": "make"}), "refused at batch.build-graph[0].identifier",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {unit-test: {steps: [make]}, b: {steps: [make b]}}\n"), "unit_test: make | ok; b: make b | ok; the batch passes",
	},
	{
		59, "collisions", onBatch,
		batchOf("{identifier: unit_test, buildspec: a.yml}, {identifier: unit_test, buildspec: b.yml}", map[string]string{"a": "make", "b": "make b"}), "refused: two builds unit_test",
		finds("codebuild", "cdc: v1\nname: x\njobs: {unit-test: {steps: [make]}, unit_test: {steps: [make b]}}\n", "identifier-collision"), "error[identifier-collision] jobs.unit_test",
	},
	{
		60, "matrix-and-graph", onBatch,
		written("buildspec.yml", "version: 0.2\nbatch: {build-matrix: {dynamic: {env: {variables: {V: [x, y]}}}}, build-graph: [{identifier: b, depend-on: [a]}]}\n"), "refused at batch",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {matrix: {V: [x, y]}, steps: [make $V]}, b: {needs: [a], steps: [make b]}}\n"), "a_x: make x | ok; a_y: make y | ok; b: make b | ok; the batch passes",
	},
	{
		61, "files", onBatch,
		batchOf("{identifier: a, buildspec: a.yml}, {identifier: b, buildspec: b.yml, depend-on: [a]}", map[string]string{"a": "touch x.zip", "b": "test -e x.zip"}), "a: ok; b: failed; the batch fails",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: [touch x.zip], artifacts: {paths: [x.zip]}}, b: {needs: [a], steps: [test -e x.zip]}}\n", "data-lost"), "error[data-lost] jobs.b.needs[0]",
	},
	{
		62, "schedules", byRule,
		batchOf("{identifier: a, buildspec: a.yml}", map[string]string{"a": "make"}), "ok",
		finds("codebuild", "cdc: v1\nname: x\ntriggers: {push: {}, schedule: [{cron: 0 3 * * *, branch: main}]}\njobs: {a: {steps: [make]}, b: {steps: [make]}}\n", "schedule-lost"), "warning[schedule-lost] triggers.schedule",
	},
	{
		63, "allowed-failures", onBatch,
		batchOf("{identifier: a, buildspec: a.yml}, {identifier: b, buildspec: b.yml, depend-on: [a]}", map[string]string{"a": "make; false", "b": "make b"}), "a: make | failed; b does not start; the batch fails",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {allow_failure: true, steps: [make; false]}, b: {needs: [a], steps: [make b]}}\n"), "a: make | failed; b: make b | ok; the batch passes",
	},
	{
		63, "allowed-failures-of-one-build", onCodeBuild(executor.World{}),
		commands("0.2", "make; false"), "make | failed",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {allow_failure: true, steps: [make; false]}}\n", "allow-failure-lost"), "warning[allow-failure-lost] jobs.a.allow_failure",
	},
	{
		64, "cached-directories", caches,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['mkdir .npm && touch .npm/x']}}\ncache: {paths: [.npm]}\n"), "ok",
		jobLines("    steps: ['mkdir .npm && touch .npm/x']\n    cache: {paths: [.npm]}"), ".npm/x | ok",
	},
	{
		65, "directories", uploads,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: ['mkdir -p dist/a && touch dist/x dist/a/y']}}\nartifacts: {files: [dist/]}\n"), "ok",
		jobLines("    steps: ['mkdir -p dist/a && touch dist/x dist/a/y']\n    artifacts: {paths: [dist/]}"), "dist/a/y | dist/x | ok",
	},
	{
		66, "sources", inPipeline("buildspec/b.yml", map[string]string{"CODEBUILD_SRC_DIR_unit_test": "/in/unit"}),
		written("buildspec/b.yml", "version: 0.2\nphases: {build: {commands: ['cp -R \"$CODEBUILD_SRC_DIR_unit-test/.\" .', make b]}}\n"), "cp -R -test/. . | make b | ok",
		emitted("codebuild", unitAndPack), "cp -R /in/unit/. $WORK | make b | ok",
	},
	{
		67, "six-report-groups", schemaOfBuildspecs, written("buildspec.yml", sixReports), "refused at reports",
		jobLines("    steps: [make]\n    reports: {junit: [a.xml, b.xml, c.xml, d.xml, e.xml, f.xml]}"), "accepted",
	},
	{
		73, "docker", onBatch,
		batchOf("{identifier: a, buildspec: a.yml}", map[string]string{"a": "docker ps"}), "a: docker ps | failed; the batch fails",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {docker: true, steps: [docker ps]}, b: {steps: [make]}}\n"), "a: docker ps | ok; b: make | ok; the batch passes",
	},
	{
		73, "docker-in-one-build", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", "docker ps"), "docker ps | failed",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {docker: true, steps: [docker ps]}}\n", "set-outside"), "note[set-outside] jobs.a",
	},
	{
		76, "images-without-runtimes", selects("golang:1.24"),
		written("buildspec.yml", "version: 0.2\nphases: {install: {runtime-versions: {golang: '1.26'}}}\n"), "golang is not selected .",
		jobLines("    image: golang:1.24\n    runtime: {go: 1.26}\n    steps: [make]"), ".",
	},
	{
		80, "a-key-for-the-timeout", schemaOfBuildspecs,
		written("buildspec.yml", "version: 0.2\ntimeout: 20\nphases: {build: {commands: [make]}}\n"), "refused at timeout",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {timeout: 20 minutes, steps: [make]}}\n", "set-outside"), "note[set-outside] jobs.a.timeout",
	},
	{
		80, "two-minutes", schemaOfBuildspecs,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: [make], timeout: 2}}\n"), "refused at phases.build.timeout",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {timeout: 2 minutes, steps: [make]}}\n", "timeout-raised"), "warning[timeout-raised] jobs.a.timeout",
	},
	{
		80, "forty-hours", schemaOfBuildspecs,
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: [make], timeout: 2400}}\n"), "refused at phases.build.timeout",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {timeout: 40 hours, steps: [make]}}\n", "timeout-limit"), "error[timeout-limit] jobs.a.timeout",
	},
}
