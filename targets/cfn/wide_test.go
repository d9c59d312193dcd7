package cfn_test

import (
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/targets/cfn"
)

// TestWide: permissions that amount to an administrator's, or give permissions away, are said once, and are bound.
func TestWide(t *testing.T) {
	for _, c := range []struct {
		execution, want string // the finding's level, code and place
		bound           bool
	}{
		{`{permissions: ["lambda:*", "iam:GetRole"]}`, "", false},
		{`{permissions: ["*"]}`, "warning admin-policy permissions[0]", true},
		{`{permissions: ["lambda:*", "*:*", "iam:*"]}`, "warning admin-policy permissions[1]", true},
		{`{permissions: ["lambda:*", "iam:*"]}`, "warning admin-policy permissions[1]", true},
		{`{permissions: ["IAM:**"]}`, "warning admin-policy permissions[0]", true},
		{`{permissions: ["i*"]}`, "warning admin-policy permissions[0]", true},
		{`{managed_policies: ["arn:aws:iam::aws:policy/AWSLambda_FullAccess", "arn:aws:iam::aws:policy/IAMFullAccess"]}`, "warning admin-policy managed_policies[1]", true},
		{`{permissions: ["iam:*"], boundary: "arn:aws:iam::222222222222:policy/b"}`, "", true},
		{`{permissions: ["lambda:*", "iam:*Role*", "iam:PassRole"]}`, "note role-permissions permissions[1]", true},
		{`{permissions: ["iam:PutUser????cy"]}`, "note role-permissions permissions[0]", false},
		{`{permissions: ["lambda:*", "iam:passrole"]}`, "note role-permissions permissions[1]", false},
		{`{permissions: ["iam:Get*", "iam:List*", "iam:PutUserP"]}`, "", false},
	} {
		spec := strings.Replace(rolesSpec, "roles: {assume: ci-deploy}", "roles: {assume: ci-deploy, execution: ci-stack}", 1)
		spec = strings.Replace(spec, `roles: {trust: {account: "210987654321"}}`, `roles: {trust: {account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLE:*"}}}, execution: `+c.execution+`}`, 1)
		s := compiler.Load("cdc.yaml", []byte(spec))
		files, found := s.Compile(cfn.Target, compiler.Options{})
		if s.Findings().HasErrors() || found.HasErrors() || len(files) == 0 {
			t.Fatalf("%s: %v %v", c.execution, s.Findings(), found)
		}
		var got []string
		for _, f := range found {
			if f.Code == "admin-policy" || f.Code == "role-permissions" {
				got = append(got, f.Level.String()+" "+string(f.Code)+" "+strings.TrimPrefix(f.Path, "bootstrap.roles.execution."))
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.execution, got, c.want)
		}
		if bound := strings.Contains(string(files[0].Data), "  Bounds:\n"); bound != c.bound {
			t.Errorf("%s: bound %v, want %v", c.execution, bound, c.bound)
		}
	}
}

// TestTrustOpen: a trusted account without a condition is found, unless the pipeline's own roles are named in its place.
func TestTrustOpen(t *testing.T) {
	const pipeline = "  pipeline: {source: {codecommit: {create: true}}}\n"
	for _, c := range []struct {
		trust, more string
		open        bool
	}{
		{`{account: "210987654321"}`, "", true},
		{`{account: "210987654321", condition: {StringLike: {"aws:userid": "*"}}}`, "", true},
		{`{account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLE:*"}}}`, "", false},
		{`{account: "210987654321", condition: {ArnEquals: {"aws:PrincipalArn": "arn:aws:iam::210987654321:role/runner"}}}`, "", false},
		{`{account: "210987654321"}`, pipeline, false},
		{`{oidc: {provider: gitlab.com, subjects: "project_path:acme/shop:ref_type:branch:ref:main"}}`, "", false},
	} {
		spec := strings.Replace(rolesSpec, `{account: "210987654321"}`, c.trust, 1)
		spec = strings.Replace(spec, "targets:", c.more+"targets:", 1)
		_, found := compiler.Load("cdc.yaml", []byte(spec)).Compile(cfn.Target, compiler.Options{})
		open := false
		for _, f := range found {
			open = open || f.Code == "trust-open"
		}
		if open != c.open {
			t.Errorf("%s %s: open %v, want %v", c.trust, c.more, open, c.open)
		}
	}
}
