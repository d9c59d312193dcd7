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
