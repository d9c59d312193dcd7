package conformance

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	yaml3 "gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/golden"
)

// event is what starts a pipeline.
type event struct {
	name, branch, source string // an empty branch is a tag or a merge request
	vars                 []string
	manual               []string // jobs that somebody starts by hand
}

func push(branch string, manual ...string) event {
	return event{name: "push to " + branch, branch: branch, source: "push", manual: manual}
}

func tagged(tag string, manual ...string) event {
	return event{name: "tag " + tag, source: "push", vars: []string{"CI_COMMIT_TAG=" + tag, "CI_COMMIT_REF_NAME=" + tag}, manual: manual}
}

func mergeRequest(target string) event {
	return event{name: "merge request to " + target, source: "merge_request_event", vars: []string{
		"CI_MERGE_REQUEST_IID=7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME=" + target, "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=feature",
	}}
}

func schedule(branch string) event {
	return event{name: "schedule on " + branch, branch: branch, source: "schedule"}
}

// TestGitLabLists: gitlab-ci-local, which checks GitLab's own JSON schema too, lists the jobs of each event as reviewed.
func TestGitLabLists(t *testing.T) {
	t.Parallel()
	version := gitlabCILocal(t)
	start := time.Now()
	files := goldens(t, func(f file) bool { return f.Path == ".gitlab-ci.yml" })
	judged := make(chan string, len(files))
	t.Run("cases", func(t *testing.T) {
		for _, f := range files {
			t.Run(f.Case+"/"+f.Target, func(t *testing.T) {
				t.Parallel()
				main := mainBranch(f.Data)
				var out strings.Builder
				for i, e := range []event{push(main), push("feature/one"), mergeRequest(main), tagged("v1.2.0"), schedule(main)} {
					r := newRepository(t, withProbe(t, f), e)
					args := []string{"--list-csv"}
					if i > 0 { // the schema has seen the file
						args = append(args, "--no-json-schema-validation")
					}
					text, err := r.run(args...)
					if err != nil {
						t.Errorf("%s: %v\n%s", e.name, err, text)
					}
					fmt.Fprintf(&out, "%s\n%s\n", e.name, listed(text, absent(t, f, e)))
				}
				golden.Check(t, filepath.Join("testdata", "lists", f.Case+suffix(f)+".txt"), []byte(out.String()))
				judged <- f.Name()
			})
		}
	})
	report(t, "gitlab-ci-local --list", version, len(judged), len(files), start)
}

// suffix tells apart several outputs of one case.
func suffix(f file) string { return strings.TrimPrefix(f.Target, "gitlab") }

// ran are the cases whose jobs gitlab-ci-local runs.
var ran = map[string][]event{
	"sam-multi-account": {push("master", "release-prod"), push("feature/one", "stop-review")},
	"ecr-ecs-slack":     {push("master")},
	"monorepo":          {push("main"), tagged("v1.2.0", "deploy-prod")},
}

// TestGitLabRuns: gitlab-ci-local runs the jobs with its own shell executor; their calls are as reviewed, with nothing
// failing and with the call refused that first gets or checks credentials. Only a job that may fail stays out of red.
func TestGitLabRuns(t *testing.T) {
	t.Parallel()
	version := gitlabCILocal(t)
	tool(t, "rsync")
	start := time.Now()
	files := goldens(t, func(f file) bool { return f.Path == ".gitlab-ci.yml" && f.Target == "gitlab" && ran[f.Case] != nil })
	judged := make(chan string, len(files))
	t.Run("cases", func(t *testing.T) {
		for _, f := range files {
			t.Run(f.Case, func(t *testing.T) {
				t.Parallel()
				var out strings.Builder
				for _, e := range ran[f.Case] {
					fmt.Fprintf(&out, "== %s\n", e.name)
					calls := runJobs(t, f, e, 0, &out)
					n := 1 + slices.IndexFunc(calls, func(c string) bool { return credentials.MatchString(c) })
					if n == 0 {
						t.Errorf("%s: no call gets or checks credentials", e.name)
						continue
					}
					fmt.Fprintf(&out, "== %s, call %d refused\n", e.name, n)
					runJobs(t, f, e, n, &out)
				}
				golden.Check(t, filepath.Join("testdata", "calls", f.Case+".txt"), []byte(out.String()))
				judged <- f.Name()
			})
		}
	})
	report(t, "gitlab-ci-local", version, len(judged), len(files), start)
}

var credentials = regexp.MustCompile(`^aws sts (assume-role|get-caller-identity)`)

// runJobs writes the calls and the status of each job.
func runJobs(t *testing.T, f file, e event, fail int, out *strings.Builder) []string {
	t.Helper()
	jobs, err := executor.GitLab(f.Data, "bash")
	if err != nil {
		t.Fatal(err)
	}
	r := newRepository(t, f, e)
	bin, record := stubs(t, jobs), t.TempDir()
	if err := executor.Record(record); err != nil {
		t.Fatal(err)
	}
	args := []string{
		"--force-shell-executor", "--shell-isolation", "--concurrency", "1", "--variable", "PATH=" + bin,
		"--variable", "CDC_STUB=" + record, "--variable", fmt.Sprintf("CDC_STUB_FAIL=%d", fail), "--container-executable", r.containers(),
	}
	env := environment(t, f.Case)
	for _, k := range sorted(env) {
		args = append(args, "--variable", k+"="+env[k])
	}
	for _, job := range e.manual {
		args = append(args, "--manual", job)
	}
	text, err := r.run(args...)
	calls, readErr := executor.ReadCalls(record, r.dir)
	if readErr != nil {
		t.Fatal(readErr)
	}
	lines := make([]string, len(calls))
	for i, c := range calls {
		lines[i] = r.stable(plainCall(c))
		fmt.Fprintln(out, lines[i])
	}
	for _, status := range statuses(text) {
		fmt.Fprintln(out, "   ", status)
	}
	if fail == 0 && err != nil {
		t.Errorf("%s: %v\n%s", e.name, err, text)
	}
	if warned := strings.Contains(text, "\n WARN "); fail > 0 && err == nil && !warned {
		t.Errorf("%s: the pipeline is green though call %d was refused: %s", e.name, fail, lines[fail-1])
	}
	return lines
}

// plainCall is a call on one line; the name of the session that CloudTrail shows may differ between targets.
func plainCall(c executor.Call) string {
	words := make([]string, len(c))
	for i, w := range c {
		words[i] = w
		if w == "" || strings.ContainsAny(w, " \n\t'\"") {
			words[i] = fmt.Sprintf("%q", w)
		}
		if i > 0 && c[i-1] == "--role-session-name" {
			words[i] = "SESSION"
		}
	}
	return strings.Join(words, " ")
}

// repository is a checkout in which gitlab-ci-local runs.
type repository struct {
	dir, sha string
	event    event
}

// newRepository makes a git repository that holds the file alone, on the event's branch.
func newRepository(t *testing.T, f file, e event) repository {
	t.Helper()
	r := repository{dir: t.TempDir(), event: e}
	if err := os.WriteFile(filepath.Join(r.dir, ".gitlab-ci.yml"), f.Data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(localIncludes(f.Data), "services/api/keep", "web/keep") { // what the cases enter
		path = filepath.Join(r.dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(".included: {}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	branch := e.branch
	if branch == "" {
		branch = "feature"
	}
	for _, args := range [][]string{
		{"init", "-q", "-b", branch}, {"remote", "add", "origin", "git@gitlab.com:owner/name.git"}, {"add", "-A"},
		{"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a title"},
		{"update-ref", "refs/remotes/origin/" + mainBranch(f.Data), "HEAD"},
		{"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/" + mainBranch(f.Data)},
	} {
		if out, err := r.command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	sha, err := r.command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	r.sha = strings.TrimSpace(string(sha))
	return r
}

// localIncludes returns the files of the repository that the pipeline includes.
func localIncludes(data []byte) (out []string) {
	var doc struct{ Include []struct{ Local string } }
	_ = yaml3.Unmarshal(data, &doc) // another form of include names no file to make
	for _, include := range doc.Include {
		if include.Local != "" {
			out = append(out, include.Local)
		}
	}
	return out
}

func (r repository) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "HOME="+r.dir, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "NO_COLOR=1", "FORCE_COLOR=0")
	return cmd
}

// run runs gitlab-ci-local for the event. No branch is in the variables of a tag or a merge request.
func (r repository) run(args ...string) (string, error) {
	bin, err := filepath.Abs("node_modules/.bin/gitlab-ci-local")
	if err != nil {
		return "", err
	}
	args = append(args, "--home", filepath.Join(r.dir, ".home"), "--variable", "CI_PIPELINE_SOURCE="+r.event.source, "--evaluate-rule-changes=false")
	names := []string{"CI_PIPELINE_SOURCE"}
	for _, v := range r.event.vars {
		name, _, _ := strings.Cut(v, "=")
		names = append(names, name)
		args = append(args, "--variable", v)
	}
	if r.event.branch == "" {
		args = append(args, "--unset-variable", "CI_COMMIT_BRANCH")
	}
	args = append(args, "--ignore-predefined-vars", strings.Join(names, ","))
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := r.command(bin, args...)
	timed := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...)
	timed.Dir, timed.Env = cmd.Dir, cmd.Env
	var both bytes.Buffer
	timed.Stdout, timed.Stderr = &both, &both
	err = timed.Run()
	return both.String(), err
}

// containers returns a program that says it runs the services; the jobs themselves run in the shell.
func (r repository) containers() string {
	path := filepath.Join(r.dir, ".containers")
	_ = os.WriteFile(path, []byte("#!/bin/sh\ncase \"$1 $2\" in \"image inspect\") echo '[{\"Config\":{}}]' ;; *) echo 0123456789ab ;; esac\n"), 0o755)
	return path
}

// stable takes out what differs from run to run.
func (r repository) stable(s string) string {
	return strings.NewReplacer(r.sha, "$SHA", r.sha[:8], "$SHORT_SHA", r.dir, "$WORK").Replace(s)
}

var statusLine = regexp.MustCompile(`(?m)^ (PASS|FAIL|WARN)\s+(\S.*?)\s*$`)

// statuses returns the table at the end of a run.
func statuses(text string) (out []string) {
	for _, m := range statusLine.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1]+" "+m[2])
	}
	return out
}

// probe is a job that exists exactly when the workflow makes a pipeline: --list does not ask the workflow.
const probe = "cdc-workflow-probe"

// withProbe adds the probe behind the file's own bytes.
func withProbe(t *testing.T, f file) file {
	t.Helper()
	var doc struct {
		Workflow struct {
			Rules []map[string]yaml3.Node
		}
	}
	if err := yaml3.Unmarshal(f.Data, &doc); err != nil {
		t.Fatal(err)
	}
	job := map[string]any{"stage": ".pre", "script": []string{"true"}}
	if rules := doc.Workflow.Rules; rules != nil {
		for _, r := range rules {
			delete(r, "auto_cancel")
		}
		job["rules"] = rules
	}
	text, err := yaml3.Marshal(map[string]any{probe: job})
	if err != nil {
		t.Fatal(err)
	}
	f.Data = slices.Concat(f.Data, []byte("\n"), text)
	return f
}

// absent returns the jobs that gitlab-ci-local lists though GitLab leaves them out: a job without rules is in no merge
// request's pipeline (GitLab's manual, "only / except": the default is branches and tags).
func absent(t *testing.T, f file, e event) map[string]bool {
	out := map[string]bool{}
	if e.source != "merge_request_event" {
		return out
	}
	var doc map[string]yaml3.Node
	if err := yaml3.Unmarshal(f.Data, &doc); err != nil {
		t.Fatal(err)
	}
	for name, node := range doc {
		var job struct{ Rules []any }
		if node.Decode(&job) == nil && job.Rules == nil {
			out[name] = true
		}
	}
	return out
}

// listed returns the rows of --list-csv, if there is a pipeline.
func listed(text string, absent map[string]bool) string {
	_, rows, _ := strings.Cut(text, "name;stage;when;")
	var out strings.Builder
	pipeline := false
	for i, row := range strings.Split(rows, "\n") {
		switch {
		case strings.HasPrefix(row, probe+";"):
			pipeline = true
		case i > 0 && strings.Contains(row, ";") && !absent[strings.FieldsFunc(row, func(r rune) bool { return r == ';' || r == ':' })[0]]:
			out.WriteString("    " + row + "\n")
		}
	}
	if !pipeline || out.Len() == 0 {
		return "    no pipeline\n"
	}
	return out.String()
}

// mainBranch is the branch that the case deploys from.
func mainBranch(data []byte) string {
	if bytes.Contains(data, []byte(`"master"`)) {
		return "master"
	}
	return "main"
}

// gitlabCILocal returns the version of the tool.
func gitlabCILocal(t *testing.T) string {
	t.Helper()
	tool(t, "node")
	tool(t, "git")
	return output(t, module(t, ".bin/gitlab-ci-local"), "--version")
}
