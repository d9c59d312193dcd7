package rules_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/resolve"
	"github.com/cdc-dev/cdc/compiler/rules"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
	"github.com/cdc-dev/cdc/schema"
)

// judge returns what the rules find in a spec. The shape must be sound, so that a test is about the rules alone.
func judge(t testing.TB, data []byte) (diag.List, *source.Doc) {
	t.Helper()
	doc, found := source.Parse("cdc.yaml", data)
	found.Add(schema.Check(doc.Root)...)
	for _, d := range found {
		t.Errorf("%d:%d: %s: %s: %s", d.Range.Start.Line, d.Range.Start.Col, d.Code, d.Path, d.Message)
	}
	s := spec.Decode(doc.Root)
	out := rules.Spec(s)
	p, _ := resolve.Plan(s, resolve.Options{File: "cdc.yaml"})
	out.Add(rules.Plan(p)...)
	out.Sort()
	return out, doc
}

// show writes findings as `cdc lint` does, with the text that each one points at.
func show(l diag.List, doc *source.Doc) []byte {
	var b bytes.Buffer
	for _, d := range l {
		fmt.Fprintf(&b, "%d:%d: %s[%s]: %s: %s\n", d.Range.Start.Line, d.Range.Start.Col, d.Level, d.Code, d.Path, d.Message)
		if d.Help != "" {
			fmt.Fprintf(&b, "  = help: %s\n", d.Help)
		}
		fmt.Fprintf(&b, "  | %s\n", pointed(d.Range, doc.Lines))
	}
	if b.Len() == 0 {
		b.WriteString("no findings\n")
	}
	return b.Bytes()
}

func pointed(r diag.Range, lines []string) string {
	if r.IsZero() || r.Start.Line > len(lines) {
		return "(no place)"
	}
	line := []rune(lines[r.Start.Line-1])
	end := len(line)
	more := ""
	if r.End.Line == r.Start.Line {
		end = min(end, r.End.Col-1)
	} else {
		more = " ..."
	}
	return string(line[min(r.Start.Col-1, end):end]) + more
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(f, "testdata/"), ".yaml"), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			found, doc := judge(t, data)
			golden.Check(t, strings.TrimSuffix(f, ".yaml")+".want", show(found, doc))
			for _, d := range found {
				if _, ok := diag.Lookup(d.Code); !ok {
					t.Errorf("code %s is not listed in internal/diag", d.Code)
				}
				if strings.HasSuffix(d.Message, ".") || strings.Contains(d.Message, "\n") || d.Range.IsZero() {
					t.Errorf("%s: %q at %v: a message is one line without a full stop, at a place", d.Code, d.Message, d.Range)
				}
			}
		})
	}
}

// TestCodes holds that the bad example of each code has that finding and no other error, and that the good one is clean.
func TestCodes(t *testing.T) {
	for _, info := range diag.Rules() {
		if info.Bad == "" {
			continue // findings_test.go has the reason
		}
		t.Run(string(info.Code), func(t *testing.T) {
			bad, _ := judge(t, []byte(info.Bad))
			has := false
			for _, d := range bad {
				if d.Code == info.Code {
					has = true
				} else {
					t.Errorf("the bad example also has %s: %s", d.Code, d.Message)
				}
			}
			if !has {
				t.Error("the bad example does not have the finding")
			}
			good, _ := judge(t, []byte(info.Good))
			for _, d := range good {
				t.Errorf("the good example has %s: %s", d.Code, d.Message)
			}
		})
	}
}

// TestCredentialNeverShown holds that no finding repeats a credential.
func TestCredentialNeverShown(t *testing.T) {
	data, err := os.ReadFile("testdata/secrets/credentials.yaml")
	if err != nil {
		t.Fatal(err)
	}
	found, _ := judge(t, data)
	for _, d := range found {
		for _, secret := range strings.Fields("AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI ghp_abcdef glpat-abc hunter2hunter2 abcdefghijklmnopqrst xoxb-1234 eyJhbGci T0001") {
			if strings.Contains(d.Message+d.Help, secret) {
				t.Errorf("%s shows %s", d.Code, secret)
			}
		}
	}
}

// many makes a spec of n jobs in chains, with what jobs usually have.
func many(n int) []byte {
	var b strings.Builder
	b.WriteString("cdc: v1\nname: many\nvars: {A: x}\nsecrets: {TOKEN: {from: ci}}\ntriggers: {push: {}, merge_request: {}, tag: {tags: v*}}\n" +
		"environments: {prod: {account: \"111111111111\", region: eu-west-1, branches: main, approval: true}}\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  job-%05d:\n    image: golang:1.24\n    secrets: [TOKEN]\n    vars: {B: \"${{ vars.A }}-%d\"}\n", i, i)
		switch {
		case i%10 == 9:
			fmt.Fprintf(&b, "    environment: prod\n    needs: [job-%05d]\n    steps: [{cloudformation: {action: deploy, stack: s-%d, template: t.yml}}]\n", i-1, i)
		case i%10 > 0:
			fmt.Fprintf(&b, "    needs: [job-%05d]\n    steps: [make part-%d, 'curl -H \"$TOKEN\" https://x/%d']\n", i-1, i, i)
		default:
			fmt.Fprintf(&b, "    steps: [make part-%d]\n    artifacts: {paths: [out/%d]}\n", i, i)
		}
	}
	return []byte(b.String())
}

func BenchmarkSpec(b *testing.B) {
	doc, _ := source.Parse("cdc.yaml", many(10000))
	s := spec.Decode(doc.Root)
	for b.Loop() {
		if out := rules.Spec(s); len(out) > 0 {
			b.Fatal(out[0])
		}
	}
}

func BenchmarkPlan(b *testing.B) {
	doc, _ := source.Parse("cdc.yaml", many(10000))
	var p *plan.Plan
	p, _ = resolve.Plan(spec.Decode(doc.Root), resolve.Options{})
	for b.Loop() {
		if out := rules.Plan(p); len(out) > 0 {
			b.Fatal(out[0])
		}
	}
}
