package cfn_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestBuildRoles: builds share a role where they need the same, and the one that enters an environment's role keeps its name.
func TestBuildRoles(t *testing.T) {
	const head = "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\ndefaults: {region: eu-west-1}\nenvironments:\n" +
		"  qa: {account: \"222222222222\", branches: main, roles: {assume: ci}}\n  live: {account: \"333333333333\", branches: main, roles: {assume: ci}}\njobs:\n"
	const tail = "bootstrap: {pipeline: {source: {codecommit: {create: true}}}}\ntargets: {cfn: {format: json}}\n"
	for _, c := range []struct{ name, jobs, want string }{
		{"equal needs", "  a: {steps: [x]}\n  b: {steps: [x]}\n", "AB=BuildRole"},
		{"an artifact", "  a: {steps: [x]}\n  b: {steps: [x], artifacts: {paths: [o]}}\n", "A=BuildRole B=BBuildRole"},
		{"a role", "  a: {steps: [x]}\n  b: {steps: [x], access: qa}\n  c: {steps: [x], access: live}\n  d: {steps: [x], access: qa}\n", "A=ABuildRole BD=BuildRole C=CBuildRole"},
	} {
		resources := compile(t, head+c.jobs+tail).Resources
		var order []string
		uses := map[string]string{}
		for _, j := range []string{"A", "B", "C", "D"} {
			r, ok := resources[j+"Build"]
			if !ok {
				continue
			}
			var p struct{ ServiceRole map[string][]string }
			if err := json.Unmarshal(r.Properties, &p); err != nil {
				t.Fatal(err)
			}
			role := p.ServiceRole["Fn::GetAtt"][0]
			if uses[role] == "" {
				order = append(order, role)
			}
			uses[role] += j
		}
		var got []string
		for _, role := range order {
			got = append(got, fmt.Sprintf("%s=%s", uses[role], role))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
