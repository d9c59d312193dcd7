package compiler_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/golden"
)

// slips are single mistakes in testdata/slips.yaml. The golden holds what is said of each: one root cause, once.
var slips = []struct{ from, to string }{
	{"", ""},
	{"secrets:\n", "secret:\n"}, {"stages: [", "stage: ["}, {"environments:", "environment:"}, {"jobs:", "job:"},
	{"steps:\n      - go test", "stpes:\n      - go test"}, {"paths: [dist]", "path: dist"}, {"account: \"1", "accounts: \"1"},
	{"    branches: main\n    roles", "    branch: main\n    roles"}, {"roles: {assume: ci}", "role: ci"},
	{"needs: [build, deploy]", "needs: [biuld, deploy]"}, {"needs: [build, deploy]", "needs: build, deploy"},
	{"needs: [build, deploy]", "needs: [{name: build}]"}, {"needs: [build, deploy]", "needs:"}, {"needs: [test]", "needs: [release]"},
	{"environment: prod", "environment: production"}, {"environment: prod", "environment: {name: prod}"},
	{"environment: prod", "environment: Prod"}, {"environment: prod", "environments: prod"},
	{"    secrets: [TOKEN]", "    secrets: [TOKN]"}, {"push: {branches: main}", "pushes: {branches: main}"},
	{"push: {branches: main}", "push: {branches: ^main$}"}, {"push: {branches: main}", "push: {branches: refs/heads/main}"},
	{"stage: build", "stage: biuld"}, {"stages: [test, build, deploy]", "stages: test, build, deploy"},
	{"  build:\n", "  test:\n"}, {"  build:\n", "  build\n"}, {"from: dist", "source: dist"},
	{"timeout: 20 minutes", "when: {event: pull_request}"}, {"timeout: 20 minutes", "when: {branches: develop}"},
	{"timeout: 20 minutes", "when: {event: push, target_branches: main}"}, {"go test ./...", "echo ${{ git.branchname }}"},
	{"go test ./...", "'test -f x && echo y'"}, {"- go test ./...", "- {scripts: go vet}"},
	{"cdc: v1", "version: 1"}, {"cdc: v1", "cd: v1"}, {"secrets:\n", "credentials:\n"}, {"triggers:", "events:"}, {"stages: [", "phases: ["},
	{"vars:", "vars: [A]\nx-vars:"}, {"account: \"1", "id: \"1"}, {"account: \"111111111111\"", "account: 1111-1111"},
	{"    branches: main\n    roles", "    refs: main\n    roles"}, {"region: eu-west-1", "region: [eu]"}, {"install: [", "prepare: ["},
	{"steps:\n      - go test", "commands_:\n      - go test"}, {"needs: [build]", "after: [build]"}, {"environment: prod", "deploys_to: prod"},
	{"approval: {message: \"Ship it?\"}", "approval: manual"}, {"from: ci", "form: ci"}, {"paths: [dist]", "paths: [$DIST]"},
	{"to: s3://acme-prod", "to: s3://Acme_Prod"}, {"roles: {assume: ci}", "roles: {assume: \"arn:aws:iam::1:user/x\"}"},
}

func TestSlips(t *testing.T) {
	base, err := os.ReadFile("testdata/slips.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, s := range slips {
		if !strings.Contains(string(base), s.from) {
			t.Fatalf("%q is not in the spec", s.from)
		}
		found := compiler.Load("cdc.yaml", []byte(strings.Replace(string(base), s.from, s.to, 1))).Findings()
		found.Sort()
		fmt.Fprintf(&out, "%q for %q\n", s.to, s.from)
		for _, d := range found {
			fmt.Fprintf(&out, "  %d:%d-%d:%d %s[%s] %s: %s\n", d.Range.Start.Line, d.Range.Start.Col, d.Range.End.Line, d.Range.End.Col, d.Level, d.Code, d.Path, d.Message)
			if d.Help != "" {
				fmt.Fprintf(&out, "    help: %s\n", d.Help)
			}
		}
	}
	golden.Check(t, "testdata/slips.want", out.Bytes())
}
