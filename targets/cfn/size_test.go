package cfn_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// found compiles a spec that is refused and returns the findings of the target as "code: message" lines.
func found(t *testing.T, spec string) string {
	t.Helper()
	s := compiler.Load("cdc.yaml", []byte(spec))
	files, list := s.Compile(cfn.Target, compiler.Options{})
	if s.Findings().HasErrors() {
		t.Fatalf("the spec itself has errors: %v", s.Findings())
	}
	if list.HasErrors() && len(files) > 0 {
		t.Errorf("%d files beside an error", len(files))
	}
	var out strings.Builder
	for _, d := range list {
		fmt.Fprintf(&out, "%s: %s\n", d.Code, d.Message)
	}
	return out.String()
}

const sized = `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments:
  one: {account: "222222222222", region: eu-west-1, branches: main, roles: {assume: ci, execution: cf}}
  two: {account: "333333333333", region: eu-west-1, branches: main, roles: {assume: ci, execution: cf}}
jobs:
JOBSbootstrap: {roles: {trust: TRUST, execution: {permissions: ["s3:CreateBucket"]}}}
targets: {cfn: {}}
`

// deploying is n jobs, each with a stack of its own, in the environments by turns.
func deploying(n int, environments ...string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  job%d: {environment: %s, steps: [{cloudformation: {action: deploy, stack: shop-service-number-%d, template: t.yml}}]}\n",
			i, environments[i%len(environments)], i)
	}
	return b.String()
}

// TestPolicySizes: what IAM would refuse is a finding, counted for each account by itself.
func TestPolicySizes(t *testing.T) {
	account := `{account: "111111111111"}`
	subjects := func(n int) string {
		var all []string
		for i := range n {
			all = append(all, fmt.Sprintf(`"project_path:acme/shop-%d:ref_type:branch:ref:main"`, i))
		}
		return "{oidc: {provider: gitlab.com, subjects: [" + strings.Join(all, ", ") + "]}}"
	}
	groups := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "  job%d: {environment: one, steps: [{codedeploy: {application: shop-application-%d, group: live, revision: {s3: {bucket: shop-%d, key: a.zip}}}}]}\n", i, i, i)
		}
		return b.String() + "appspec: {os: linux, files: [{source: /, destination: /srv/shop}]}\n"
	}
	for _, c := range []struct{ name, jobs, trust, want string }{
		{"a small managed policy", groups(10), account, ""},
		{"a large managed policy", groups(12), account, "policy-too-large: the statements of DeployerPolicy have 6251 characters, and IAM takes 6144"},
		{"small", deploying(20, "one"), account, ""},
		{"large", deploying(50, "one"), account, "policy-too-large: the policies of SharedServiceRole have "},
		{"as large, in two accounts", deploying(50, "one", "two"), account, ""},
		{"many subjects", deploying(1, "one"), subjects(60), "policy-too-large: the conditions of who may assume SharedServiceRole have "},
		{"some subjects", deploying(1, "one"), subjects(20), ""},
	} {
		spec := strings.NewReplacer("JOBS", c.jobs, "TRUST", c.trust).Replace(sized)
		if strings.Contains(c.trust, "oidc") {
			spec = strings.ReplaceAll(spec, "roles: {assume: ci, execution: cf}", "oidc: {role: ci}, roles: {execution: cf}")
		}
		if strings.Contains(c.jobs, "codedeploy") {
			spec = strings.Replace(spec, "bootstrap: {roles: {", "bootstrap: {codedeploy: {tags: {Name: shop}}, roles: {", 1)
		}
		got := found(t, spec)
		if has := strings.Contains(got, "policy-too-large"); has != (c.want != "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: want %q, have\n%s", c.name, c.want, got)
		}
	}
}

// TestTemplateSize: a template that the API would not take as a text is a finding.
func TestTemplateSize(t *testing.T) {
	pipeline := func(lines int) string {
		return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\njobs:\n  a:\n    steps:\n" +
			strings.Repeat("      - make "+strings.Repeat("x", 990)+"\n", lines) +
			"bootstrap: {pipeline: {source: {codecommit: {create: true}}}}\ntargets: {cfn: {}}\n"
	}
	if got := found(t, pipeline(30)); strings.Contains(got, "template-too-large") {
		t.Errorf("30,000 bytes: %s", got)
	}
	if got := found(t, pipeline(60)); !strings.Contains(got, "template-too-large: cfn/pipeline.yml has ") {
		t.Errorf("60,000 bytes: %q", got)
	}
}
