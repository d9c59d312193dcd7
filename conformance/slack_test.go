package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// The functions are run with a boto3 that records: `calls` are what they asked AWS for.
const fakeBoto = `
import json, os
class Client:
    def __init__(self, name): self.name = name
    def __getattr__(self, op):
        def call(**args):
            with open(os.environ["CALLS"], "a") as f: f.write(self.name + "." + op + " " + json.dumps(args, sort_keys=True) + "\n")
            if op == "get_secret_value": return {"SecretString": os.environ["SECRET"]}
            if op == "get_commit": return json.loads(os.environ["COMMIT"])
            return {"build": {"id": "orders:1"}, "buildBatch": {"id": "batch:1"}}
        return call
    def get_paginator(self, op):
        self.__getattr__(op)(paginator=True)
        return Pages()
class Pages:
    def paginate(self, **wanted):
        assert wanted == {"pipelineName": "orders", "filter": {"pipelineExecutionId": "0123456789"}}, wanted
        if os.environ["ACTIONS"] == "denied": raise PermissionError("AccessDenied")
        return json.loads(os.environ["ACTIONS"])
def client(name): return Client(name)
`

const runSlash = `
import hashlib, hmac, json, sys, time, base64
import slash
case = sys.argv[1]
body = "command=%2Fdeploy&text=" + sys.argv[2]
now = str(int(time.time()) - (301 if case == "old" else -301 if case == "future" else 0))
sign = lambda key, stamp: "v0=" + hmac.new(key, f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
headers = {"x-slack-request-timestamp": now, "x-slack-signature": sign(b"signing", now)}
if case == "bad": headers["x-slack-signature"] = sign(b"another", now)
if case == "empty": headers["x-slack-signature"] = ""
if case == "moved": headers["x-slack-request-timestamp"] = str(int(now) + 1)
if case == "words": headers["x-slack-request-timestamp"] = "now"
if case == "foreign": headers["x-slack-signature"] = "v0=\u00e9"
event = {"headers": headers, "body": body}
if case == "missing": event["headers"] = {}
if case == "none": event = {}
if case == "base64": event.update(body=base64.b64encode(body.encode()).decode(), isBase64Encoded=True)
if case == "tampered": event["body"] = body + "x"
print(json.dumps(slash.handler(event, None)))
`

// TestSlashCommand runs the function behind the slash command: only what Slack has signed in the last five minutes starts
// a build, and only on a branch that the template names.
func TestSlashCommand(t *testing.T) {
	python := tool(t, "python3")
	start := time.Now()
	cases := []struct{ name, text, batch, answer, call string }{
		{"good", "main", "", `"Started orders:1"`, `codebuild.start_build {"projectName": "orders", "sourceVersion": "main"}`},
		{"base64", "main", "", `"Started orders:1"`, `codebuild.start_build {"projectName": "orders", "sourceVersion": "main"}`},
		{"good", "", "", `"Started orders:1"`, `codebuild.start_build {"projectName": "orders", "sourceVersion": "main"}`},
		{"good", "main", "1", `"Started batch:1"`, `codebuild.start_build_batch {"projectName": "orders", "sourceVersion": "main"}`},
		{"good", "evil", "", "No project builds that branch.", ""},
		{"bad", "main", "", "401", ""}, {"empty", "main", "", "401", ""}, {"old", "main", "", "401", ""}, {"future", "main", "", "401", ""},
		{"missing", "main", "", "401", ""}, {"none", "main", "", "401", ""}, {"moved", "main", "", "401", ""}, {"words", "main", "", "401", ""},
		{"foreign", "main", "", "401", ""}, {"tampered", "main", "", "401", ""},
	}
	dir := function(t, "slash", runSlash)
	for _, c := range cases {
		calls := filepath.Join(t.TempDir(), "calls")
		out := runFunction(t, python, dir, calls, []string{"SECRET=signing", "BATCH=" + c.batch, `PROJECTS={"main": "orders", "develop": "orders-dev"}`}, c.name, c.text)
		if !strings.Contains(out, c.answer) {
			t.Errorf("%s %q: want %s, have %s", c.name, c.text, c.answer, out)
		}
		made, _ := os.ReadFile(calls)
		if started := strings.Contains(string(made), "start_build"); started != (c.call != "") || !strings.Contains(string(made), c.call) {
			t.Errorf("%s %q: want the call %q, have\n%s", c.name, c.text, c.call, made)
		}
	}
	report(t, "python3, slash.py", output(t, python, "--version"), len(cases), len(cases), start)
}

const runNotify = `
import copy, json, os, sys
import notify, urllib.request
said = []
urllib.request.urlopen = lambda request, timeout: said.append((request.full_url, json.loads(request.data)))
event = json.loads(sys.argv[1])
notify.handler(event, None)
print(said[0][0], said[0][1].get("channel", "-"), said[0][1]["text"])

# Whatever is left out of the event or of an answer, something is told.
def holes(tree):
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else []:
        for hole in "gone", None, {}:
            less = copy.copy(tree)
            if hole == "gone": del less[key]
            elif isinstance(tree[key], dict) or hole is None: less[key] = hole
            else: continue
            yield less
        for inner in holes(tree[key]):
            less = copy.copy(tree)
            less[key] = inner
            yield less
def quietly(event):
    told = len(said)
    notify.handler(event, None)
    assert len(said) == told + 1 and said[-1][1]["text"], event
sys.stdout = open(os.devnull, "w")
for less in holes(event): quietly(less)
for name in "ACTIONS", "COMMIT":
    if not os.environ[name].startswith(("[", "{")): continue
    whole = os.environ[name]
    for less in holes(json.loads(whole)):
        os.environ[name] = json.dumps(less)
        quietly(event)
    os.environ[name] = whole
`

// TestNotifyFunction runs the function that tells Slack, with events of builds and of executions: it names the commit and its
// author where AWS knows them, else who started the run and calls it that, and it tells whatever is missing.
func TestNotifyFunction(t *testing.T) {
	python := tool(t, "python3")
	start := time.Now()
	dir := function(t, "notify", runNotify)
	const commit = "abcdef0123456789abcdef0123456789abcdef01"
	build := func(info string) string {
		return `{"detail": {"project-name": "orders", "build-status": "FAILED", "additional-information": {"build-number": 7.0, "initiator": "GitHub-Hookshot/01a2b3c"` + info + `}}}`
	}
	exported := func(author string) string {
		return build(`, "source-version": "refs/heads/main", "exported-environment-variables": [{"name": "cdc_commit", "value": "` + commit + `"}, {"name": "cdc_author_name", "value": "` + author + `"}]`)
	}
	run := `{"detail": {"pipeline": "orders", "state": "SUCCEEDED", "execution-id": "0123456789",
	  "execution-trigger": {"trigger-type": "StartPipelineExecution", "trigger-detail": "arn:aws:sts::111111111111:assumed-role/Admin/ann"}}}`
	source := func(variables string) string {
		return `[{"actionExecutionDetails": [{"stageName": "Test", "output": {"outputVariables": {"CommitId": "another"}}}]},
		  {"actionExecutionDetails": [{"stageName": "Source", "output": {"outputVariables": {` + variables + `}}}]}]`
	}
	const id = `"CommitId": "` + commit + `"`
	bo := `{"commit": {"author": {"name": "Bo", "email": "bo@example.com"}}}`
	cases := []struct{ name, event, actions, repository, want string }{
		{"the author of a build", exported("Ann Example"), "", "", "- orders: build 7 failed (abcdef01 by Ann Example)"},
		{"an author whose name is a mention", exported("<!channel> & co"), "", "", "- orders: build 7 failed (abcdef01 by &lt;!channel&gt; &amp; co)"},
		{"a source without history", exported(""), "", "", "- orders: build 7 failed (abcdef01), started by GitHub-Hookshot/01a2b3c"},
		{"a build that failed before its first command", build(`, "source-version": "` + commit + `"`), "", "", "- orders: build 7 failed (abcdef01), started by GitHub-Hookshot/01a2b3c"},
		{"a build of nothing", build(""), "", "", "- orders: build 7 failed, started by GitHub-Hookshot/01a2b3c"},
		{"a connection", run, source(id + `, "AuthorDisplayName": "Ann Example"`), "", "- orders: execution 01234567 succeeded (abcdef01 by Ann Example)"},
		{"CodeCommit", run, source(id + `, "RepositoryName": "orders"`), "orders", "- orders: execution 01234567 succeeded (abcdef01 by Bo)"},
		{"GitHub with a token", run, source(id), "", "- orders: execution 01234567 succeeded (abcdef01), started by assumed-role/Admin/ann"},
		{"an execution without its source yet", run, `[{"actionExecutionDetails": []}]`, "orders", "- orders: execution 01234567 succeeded, started by assumed-role/Admin/ann"},
		{"a pipeline that may not be asked", run, "denied", "", "PermissionError('AccessDenied')\nhttps://hooks.example.com/x - orders: execution 01234567 succeeded, started by assumed-role/Admin/ann"},
	}
	for _, c := range cases {
		calls := filepath.Join(t.TempDir(), "calls")
		out := runFunction(t, python, dir, calls, []string{`SECRET={"webhook": "https://hooks.example.com/x"}`, "SECRET_KEY=webhook",
			"ACTIONS=" + c.actions, "REPOSITORY=" + c.repository, "COMMIT=" + bo}, c.event)
		if strings.TrimPrefix(out, "https://hooks.example.com/x ") != c.want {
			t.Errorf("%s:\nwant %s\nhave %s", c.name, c.want, out)
		}
		made, _ := os.ReadFile(calls)
		if asked := strings.Contains(string(made), "codecommit.get_commit"); asked != (c.repository != "" && strings.Contains(c.actions, id)) {
			t.Errorf("%s: CodeCommit was asked: %v", c.name, asked)
		}
	}
	report(t, "python3, notify.py", output(t, python, "--version"), len(cases), len(cases), start)
}

// TestCommitOfBuild runs the command by which a build tells the notifier whose commit it is: in a repository, in a directory
// without history, and without git.
func TestCommitOfBuild(t *testing.T) {
	dash, git := tool(t, "dash"), tool(t, "git")
	start := time.Now()
	var spec struct {
		Env struct {
			Exported []string `yaml:"exported-variables"`
		}
		Phases struct{ Install struct{ Commands []string } }
	}
	data, err := os.ReadFile(goldenFile(t, "ecr-ecs-slack/want/codebuild/buildspec.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &spec); err != nil || len(spec.Phases.Install.Commands) < 2 {
		t.Fatalf("no commands: %v", err)
	}
	if got := strings.Join(spec.Env.Exported, " "); got != "cdc_commit cdc_author_name" {
		t.Errorf("the build exports %q", got)
	}
	repository, empty := t.TempDir(), t.TempDir()
	for _, args := range [][]string{{"init", "-q"}, {"-c", "user.name=Ann O'Neill $HOME", "-c", "user.email=ann@example.com", "commit", "-q", "--allow-empty", "-m", "x"}} {
		cmd := exec.Command(git, args...)
		cmd.Dir = repository
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	cases := []struct{ name, dir, path, want string }{
		{"a repository", repository, os.Getenv("PATH"), "abc|Ann O'Neill $HOME"},
		{"no history", empty, os.Getenv("PATH"), "abc|"},
		{"no git", repository, empty, "abc|"},
	}
	for _, c := range cases {
		script := "set -e\n" + strings.Join(spec.Phases.Install.Commands[:2], "\n") + "\n" + dash + ` -c 'echo "$cdc_commit|$cdc_author_name"'`
		cmd := exec.Command(dash, "-c", script)
		cmd.Dir = c.dir
		cmd.Env = []string{"PATH=" + c.path, "CODEBUILD_RESOLVED_SOURCE_VERSION=abc", "GIT_CEILING_DIRECTORIES=" + filepath.Dir(c.dir)}
		if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != c.want {
			t.Errorf("%s: want %q, have %v %q", c.name, c.want, err, out)
		}
	}
	report(t, "dash, commit of a build", output(t, git, "--version"), len(cases), len(cases), start)
}

// function lays out a function, the library that it wants and what calls it.
func function(t *testing.T, name, caller string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "targets", "cfn", name+".py"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for path, data := range map[string]string{name + ".py": string(source), "boto3.py": fakeBoto, "call.py": caller} {
		if err := os.WriteFile(filepath.Join(dir, path), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func runFunction(t *testing.T, python, dir, calls string, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(python, append([]string{filepath.Join(dir, "call.py")}, args...)...)
	cmd.Env = append(append(os.Environ(), "SECRET_ID=id", "CALLS="+calls, "PYTHONDONTWRITEBYTECODE=1"), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}
