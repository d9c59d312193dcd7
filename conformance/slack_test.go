package conformance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
            return {"build": {"id": "orders:1"}, "buildBatch": {"id": "batch:1"}}
        return call
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
import json, sys
import notify, urllib.request
urllib.request.urlopen = lambda request, timeout: print(request.full_url, request.data.decode())
notify.handler(json.loads(sys.argv[1]), None)
`

// TestNotifyFunction runs the function that tells Slack, with an event of a build and one of a pipeline.
func TestNotifyFunction(t *testing.T) {
	python := tool(t, "python3")
	start := time.Now()
	dir := function(t, "notify", runNotify)
	cases := map[string]string{
		`{"detail": {"project-name": "orders", "build-status": "FAILED", "additional-information": {"build-number": 7.0,
		  "source-version": "0123456789012345678901234567890123456789", "initiator": "ann"}}}`: `{"text": "orders: build 7 failed (01234567), started by ann"}`,
		`{"detail": {"pipeline": "orders", "state": "SUCCEEDED", "execution-id": "0123456789"}}`: `{"text": "orders: execution 01234567 succeeded"}`,
	}
	for event, want := range cases {
		out := runFunction(t, python, dir, filepath.Join(t.TempDir(), "calls"), []string{`SECRET={"webhook": "https://hooks.example.com/x"}`, "SECRET_KEY=webhook"}, event)
		if out != "https://hooks.example.com/x "+want {
			t.Errorf("want %s, have %s", want, out)
		}
	}
	report(t, "python3, notify.py", output(t, python, "--version"), len(cases), len(cases), start)
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
