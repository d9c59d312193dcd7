package conformance

import (
	"io"
	"net/http"
	"net/url"
	"os"

	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// entered is one role in one account of a golden roles.yml: a call that it may make, and one that it may not.
type entered struct {
	account, role   string
	allowed, denied []string
	// by is the role that makes the denied call; empty: the same.
	by string
}

// put and get are calls on an object; moto holds resources against S3, and for most other services only actions.
func put(bucket, key string) []string {
	return []string{"s3api", "put-object", "--bucket", bucket, "--key", key}
}
func get(bucket, key string) []string {
	return []string{"s3api", "get-object", "--bucket", bucket, "--key", key, os.DevNull}
}

var (
	newUser = []string{"iam", "create-user", "--user-name", "intruder"}
	getRole = []string{"iam", "get-role", "--role-name", "orders-deploy"}
)

func enterRole(account, name string) []string {
	return []string{"sts", "assume-role", "--role-arn", "arn:aws:iam::" + account + ":role/" + name, "--role-session-name", "judge"}
}

// roleCases are all roles of all goldens; the test fails for a role that is not among them.
var roleCases = map[string]struct {
	region  string
	token   bool     // entered with an ID token
	buckets []string // made by the administrator, with the objects that are read
	roles   []entered
}{
	"sam-multi-account": {region: "us-east-2", buckets: []string{"my-ci-bucket"}, roles: []entered{
		{"123456789012", "gitlab-ci-deployment", put("my-ci-bucket", "aws-news/a"), put("my-ci-bucket", "other/a"), ""},
		{"098765432123", "gitlab-ci-deployment", put("my-ci-bucket", "aws-news/a"), newUser, ""},
		{"012345678901", "gitlab-ci-deployment", put("my-ci-bucket", "aws-news/a"), put("my-ci-bucket", "aws-newsletter/a"), ""},
		// The author makes it an administrator. The runner may hand it to CloudFormation and not enter it itself; what it may not
		// do all the same is held by TestBounds.
		{"123456789012", "gitlab-ci-passed-role", newUser, enterRole("123456789012", "gitlab-ci-passed-role"), "gitlab-ci-deployment"},
		{"098765432123", "gitlab-ci-passed-role", newUser, enterRole("098765432123", "gitlab-ci-passed-role"), "gitlab-ci-deployment"},
		{"012345678901", "gitlab-ci-passed-role", newUser, enterRole("012345678901", "gitlab-ci-passed-role"), "gitlab-ci-deployment"},
	}},
	"pipeline-jobs": {region: "eu-west-1", buckets: []string{"orders-artifacts", "orders-pipeline-111111111111"}, roles: []entered{
		{"222222222222", "orders-deploy", put("orders-artifacts", "orders/a"), getRole, ""},
		{"333333333333", "orders-deploy", get("orders-pipeline-111111111111", "a"), put("orders-artifacts", "orders/a"), ""},
		{"222222222222", "orders-cloudformation", getRole, newUser, ""},
		{"333333333333", "orders-cloudformation", get("orders-artifacts", "orders/a"), put("orders-artifacts", "orders/a"), ""},
	}},
	"pipeline-change-set": {region: "eu-central-1", buckets: []string{"orders-artifacts", "orders-pipeline-111111111111"}, roles: []entered{
		{"222222222222", "orders-deploy", put("orders-artifacts", "orders/a"), newUser, ""},
		{"333333333333", "orders-deploy", get("orders-pipeline-111111111111", "a"), put("orders-artifacts", "orders/a"), ""},
		{"222222222222", "orders-cfn", get("orders-artifacts", "orders/a"), put("orders-artifacts", "orders/a"), ""},
		{"333333333333", "orders-cfn", get("orders-artifacts", "orders/a"), newUser, ""},
	}},
	"pipeline-store": {region: "eu-central-1", buckets: []string{"web-pipeline-111111111111"}, roles: []entered{
		{"222222222222", "web-ci", put("web-pipeline-111111111111", "a"), newUser, ""},
		{"222222222222", "web-stacks", get("web-pipeline-111111111111", "packages/a"), get("web-pipeline-111111111111", "a"), ""},
	}},
	"monorepo": {region: "eu-west-1", token: true, buckets: []string{"shop-staging-artifacts", "shop-prod-artifacts"}, roles: []entered{
		{"111111111111", "shop-ci", put("shop-staging-artifacts", "a"), put("shop-prod-artifacts", "a"), ""},
		{"222222222222", "shop-ci", put("shop-prod-artifacts", "a"), put("shop-staging-artifacts", "a"), ""},
	}},
	"cfn-raw": {region: "eu-west-1", buckets: []string{"shop-artifacts"}, roles: []entered{
		{"222222222222", "ci-deploy", put("shop-artifacts", "shop/a"), put("shop-artifacts", "a"), ""},
		{"222222222222", "ci-stack", get("shop-artifacts", "shop/a"), put("shop-artifacts", "shop/a"), ""},
	}},
	"ecr-repository": {region: "eu-west-1", roles: []entered{
		{"222222222222", "catalog-ci", []string{"ecr", "get-authorization-token"}, []string{"ecr", "describe-repositories"}, ""},
		{"333333333333", "catalog-ci", []string{"ecr", "get-authorization-token"}, newUser, ""},
	}},
}

// enter enters a role while IAM is off, with an ID token or without. It need not exist, which makes an administrator of the
// account. moto reads no token and compares principals by their letters, so who may enter is held by TestTrust. The AWS
// CLI takes seconds for a call, so the preparations go without it.
func (c *cloud) enter(role string, token bool) {
	c.t.Helper()
	c.enforce(false)
	form := url.Values{"Action": {"AssumeRole"}, "Version": {"2011-06-15"}, "RoleArn": {role}, "RoleSessionName": {"judge"}}
	if token {
		form.Set("Action", "AssumeRoleWithWebIdentity")
		form.Set("WebIdentityToken", "token")
	}
	answer := c.send("POST", "/", "sts", "application/x-www-form-urlencoded", form.Encode())
	part := func(name string) string {
		m := regexp.MustCompile("<" + name + ">([^<]+)</" + name + ">").FindStringSubmatch(answer)
		if m == nil {
			c.t.Fatalf("no %s in %s", name, answer)
		}
		return m[1]
	}
	c.as(part("AccessKeyId"), part("SecretAccessKey"), part("SessionToken"))
}

// send is a call of AWS without a signature that anybody checks.
func (c *cloud) send(method, path, service, kind, body string) string {
	c.t.Helper()
	r, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/"+service+"/aws4_request, SignedHeaders=host, Signature=0")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer got.Body.Close()
	data, err := io.ReadAll(got.Body)
	if err != nil || got.StatusCode >= 300 {
		c.t.Fatalf("%s %s: %v\n%s", method, path, err, data)
	}
	return string(data)
}

// TestRolesDeploy deploys every roles.yml in each of its accounts, and lets each role make one call that it may make and
// one that it may not, while IAM is enforced.
func TestRolesDeploy(t *testing.T) {
	t.Parallel()
	for _, name := range rolesGoldens(t) {
		t.Run(name, func(t *testing.T) {
			c, ok := roleCases[name]
			if !ok {
				t.Fatal("roleCases lacks it: every role wants one allowed and one denied call")
			}
			start := time.Now()
			template := goldenFile(t, name+"/want/cfn/cfn/roles.yml")
			aws := newCloud(t, "", c.region)
			for _, b := range c.buckets {
				aws.send("PUT", "/"+b, "s3", "text/plain", "")
				for _, key := range []string{"a", "orders/a", "shop/a", "packages/a"} {
					aws.send("PUT", "/"+b+"/"+key, "s3", "text/plain", key)
				}
			}
			managed := managedPolicies(t, template)
			for _, account := range accountsOf(c.roles) {
				aws.enter("arn:aws:iam::"+account+":role/administrator", false)
				aws.do("cloudformation", "deploy", "--stack-name", "roles", "--template-file", template, "--capabilities", "CAPABILITY_NAMED_IAM")
				for _, m := range managed { // moto's CloudFormation attaches none
					aws.do("iam", "attach-role-policy", "--role-name", m[0], "--policy-arn", m[1])
				}
				made := strings.Fields(aws.do("iam", "list-roles", "--query", "Roles[].RoleName", "--output", "text"))
				for _, role := range made {
					if !slices.ContainsFunc(c.roles, func(e entered) bool { return e.account == account && e.role == role }) {
						t.Errorf("account %s: nothing is asked of the role %s", account, role)
					}
				}
			}
			for _, e := range c.roles {
				aws.enter("arn:aws:iam::"+e.account+":role/"+e.role, c.token)
				aws.enforce(true)
				aws.do(e.allowed...)
				if e.by != "" {
					aws.enter("arn:aws:iam::"+e.account+":role/"+e.by, c.token)
					aws.enforce(true)
				}
				aws.denied(e.denied...)
			}
			report(t, "moto, roles of "+name, output(t, aws.aws, "--version"), len(c.roles), len(c.roles), start)
		})
	}
}

// managedPolicies are the pairs of a role's name and a policy of AWS in a roles.yml.
func managedPolicies(t *testing.T, path string) (out [][2]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range resources(templateOf(t, file{Path: path, Data: data})) {
		for _, arn := range listOf(dig(r, "Properties", "ManagedPolicyArns")) {
			out = append(out, [2]string{str(dig(r, "Properties", "RoleName")), str(arn)})
		}
	}
	return out
}

func accountsOf(roles []entered) []string {
	var out []string
	for _, e := range roles {
		if !slices.Contains(out, e.account) {
			out = append(out, e.account)
		}
	}
	return out
}

// rolesGoldens are the cases that have a roles.yml.
func rolesGoldens(t *testing.T) []string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(goldenRoot(), "*", "want", "cfn", "cfn", "roles.yml"))
	var out []string
	for _, p := range paths {
		out = append(out, strings.Split(filepath.ToSlash(strings.TrimPrefix(p, goldenRoot()+string(filepath.Separator))), "/")[0])
	}
	if len(out) == 0 {
		missing(t, "a roles.yml under "+goldenRoot(), "run the golden tests with -update")
	}
	return out
}

// caller is who asks to enter a role: a principal, or the issuer of a token, and the keys of the request.
type caller struct {
	principal string // an ARN, a service, or the ARN of a provider
	keys      map[string]string
}

// trustCases are, for each role, callers that it trusts and callers that it does not.
var trustCases = map[string][]struct {
	account, role string
	trusted       []caller
	others        []caller
}{
	"monorepo": {
		{"111111111111", "shop-ci",
			[]caller{gitlab("111111111111", "project_path:acme/shop:ref_type:branch:ref:main")},
			[]caller{gitlab("111111111111", "project_path:acme/shop:ref_type:branch:ref:main2"), gitlab("111111111111", "project_path:acme/shop:ref_type:tag:ref:v1"),
				gitlab("111111111111", "project_path:evil/shop:ref_type:branch:ref:main"),
				{provider("111111111111"), map[string]string{"gitlab.com:aud": "https://evil.example", "gitlab.com:sub": "project_path:acme/shop:ref_type:branch:ref:main"}},
				{provider("111111111111"), map[string]string{"gitlab.com:aud": "https://gitlab.com"}}}},
		{"222222222222", "shop-ci",
			[]caller{gitlab("222222222222", "project_path:acme/shop:ref_type:tag:ref:v1.2")},
			[]caller{gitlab("222222222222", "project_path:acme/shop:ref_type:branch:ref:main"), gitlab("222222222222", "project_path:acme/shop:ref_type:tag:ref:w1")}},
	},
	"sam-multi-account": {
		{"098765432123", "gitlab-ci-deployment",
			[]caller{{"arn:aws:iam::210987654321:root", map[string]string{"aws:userid": "AROAEXAMPLERUNNER:runner"}}},
			[]caller{{"arn:aws:iam::210987654321:root", map[string]string{"aws:userid": "AROAOTHER:runner"}}, {"arn:aws:iam::210987654321:root", nil},
				{"arn:aws:iam::666666666666:root", map[string]string{"aws:userid": "AROAEXAMPLERUNNER:runner"}}}},
		{"098765432123", "gitlab-ci-passed-role", []caller{awsService("cloudformation.amazonaws.com", "098765432123")},
			[]caller{awsService("cloudformation.amazonaws.com", "666666666666"), awsService("lambda.amazonaws.com", "098765432123"),
				{"arn:aws:iam::098765432123:root", nil}, {"arn:aws:iam::210987654321:root", map[string]string{"aws:userid": "AROAEXAMPLERUNNER:runner"}}}},
	},
	"pipeline-jobs": {
		{"222222222222", "orders-deploy",
			[]caller{awsRole("111111111111", "orders-pipeline"), awsRole("111111111111", "orders-build")},
			[]caller{awsRole("111111111111", "other"), awsRole("222222222222", "orders-pipeline"), {"arn:aws:iam::111111111111:root", nil}}},
		{"333333333333", "orders-cloudformation", []caller{awsService("cloudformation.amazonaws.com", "333333333333")}, []caller{awsRole("111111111111", "orders-pipeline")}},
	},
	"pipeline-change-set": {
		{"222222222222", "orders-deploy", []caller{awsRole("111111111111", "orders-pipeline"), awsRole("111111111111", "orders-build"), awsRole("111111111111", "orders-build-show-prod")},
			[]caller{awsRole("111111111111", "orders-pipeline-TestBuildRole"), {"arn:aws:iam::111111111111:root", nil}}},
		{"333333333333", "orders-cfn", []caller{awsService("cloudformation.amazonaws.com", "333333333333")}, []caller{awsRole("111111111111", "orders-pipeline")}},
	},
	"pipeline-store": {
		{"222222222222", "web-ci", []caller{awsRole("111111111111", "web-pipeline")}, []caller{awsRole("111111111111", "web-build"), awsRole("111111111111", "web-stacks")}},
		{"222222222222", "web-stacks", []caller{awsService("cloudformation.amazonaws.com", "222222222222")}, []caller{awsRole("111111111111", "web-build")}},
	},
	"cfn-raw": {
		{"222222222222", "ci-deploy", []caller{{"arn:aws:iam::210987654321:root", map[string]string{"aws:userid": "AROAEXAMPLERUNNER:x"}}}, []caller{{"arn:aws:iam::210987654321:root", nil}}},
		{"222222222222", "ci-stack", []caller{awsService("cloudformation.amazonaws.com", "222222222222")}, []caller{awsService("ec2.amazonaws.com", "222222222222")}},
	},
	"ecr-repository": {
		{"222222222222", "catalog-ci", []caller{{"arn:aws:iam::111111111111:root", map[string]string{"aws:userid": "AROAEXAMPLERUNNER:x"}}}, []caller{{"arn:aws:iam::111111111111:root", nil}}},
	},
}

func provider(account string) string { return "arn:aws:iam::" + account + ":oidc-provider/gitlab.com" }

// gitlab is a job of gitlab.com with a token for AWS.
func gitlab(account, subject string) caller {
	return caller{provider(account), map[string]string{"gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": subject}}
}

// awsService is a service that works for an account.
func awsService(name, account string) caller {
	return caller{name, map[string]string{"aws:SourceAccount": account}}
}

// awsRole is a role; a trust in the root of its account is a trust in it.
func awsRole(account, name string) caller {
	return caller{"arn:aws:iam::" + account + ":root", map[string]string{"aws:PrincipalArn": "arn:aws:iam::" + account + ":role/" + name}}
}

// TestTrust asks who may enter each role, by IAM's own rules: moto compares principals by their letters and reads no
// token. The policies are those that the deployed stack has.
func TestTrust(t *testing.T) {
	for _, name := range rolesGoldens(t) {
		f := file{Case: name, Target: "cfn", Path: "cfn/roles.yml"}
		f.Data, _ = os.ReadFile(goldenFile(t, f.Name()))
		m := templateOf(t, f)
		asked := map[string]bool{}
		for _, c := range trustCases[name] {
			policy := trustIn(t, m, c.account, c.role)
			asked[c.role] = true
			for _, who := range c.trusted {
				if !trusts(policy, who) {
					t.Errorf("%s: %s in %s does not trust %v", name, c.role, c.account, who)
				}
			}
			for _, who := range c.others {
				if trusts(policy, who) {
					t.Errorf("%s: %s in %s trusts %v", name, c.role, c.account, who)
				}
			}
		}
		for _, e := range roleCases[name].roles {
			if !asked[e.role] {
				t.Errorf("%s: nobody is asked whether %s trusts them", name, e.role)
			}
		}
	}
}

// trustIn is the trust of a role as CloudFormation makes it in an account.
func trustIn(t *testing.T, m map[string]any, account, role string) map[string]any {
	t.Helper()
	for _, r := range resources(m) {
		p := settled(m, account, dig(r, "Properties"))
		if dig(r, "Type") == "AWS::IAM::Role" && dig(p, "RoleName") == role {
			return mapOf(dig(p, "AssumeRolePolicyDocument"))
		}
	}
	t.Fatalf("no role %s", role)
	return nil
}

// settled replaces the intrinsic functions of roles.yml by their values in an account; nil stands for AWS::NoValue.
func settled(m map[string]any, account string, v any) any {
	value := func(name string) any {
		switch name {
		case "AWS::AccountId":
			return account
		case "AWS::Partition":
			return "aws"
		case "AWS::Region":
			return "eu-west-1"
		case "AWS::NoValue":
			return nil
		}
		return dig(m["Parameters"], name, "Default")
	}
	switch v := v.(type) {
	case []any:
		var out []any
		for _, x := range v {
			if x = settled(m, account, x); x != nil {
				out = append(out, x)
			}
		}
		return out
	case map[string]any:
		if name, ok := v["Ref"].(string); ok {
			return value(name)
		}
		if s, ok := v["Fn::Sub"].(string); ok {
			return inSub.ReplaceAllStringFunc(s, func(ref string) string { return str(value(ref[2 : len(ref)-1])) })
		}
		if list, ok := v["Fn::If"].([]any); ok {
			equal := listOf(dig(dig(m["Conditions"], str(list[0])), "Fn::Equals"))
			if settled(m, account, equal[0]) == equal[1] {
				return settled(m, account, list[1])
			}
			return settled(m, account, list[2])
		}
		out := map[string]any{}
		for k, x := range v {
			if x = settled(m, account, x); x != nil {
				out[k] = x
			}
		}
		return out
	}
	return v
}

// trusts reports whether a statement of a trust policy admits a caller: one of its principals is the caller's, and every
// key of every operator holds (IAM User Guide, "IAM JSON policy elements: Condition operators").
func trusts(policy map[string]any, who caller) bool {
	for _, s := range listOf(policy["Statement"]) {
		if dig(s, "Effect") == "Allow" && principalIs(dig(s, "Principal"), who.principal) && conditionHolds(mapOf(dig(s, "Condition")), who.keys) {
			return true
		}
	}
	return false
}

func principalIs(p any, name string) bool {
	for _, list := range mapOf(p) {
		if slices.Contains(listOf(list), any(name)) {
			return true
		}
	}
	return p == "*"
}

func conditionHolds(condition map[string]any, keys map[string]string) bool {
	for operator, of := range condition {
		for key, want := range mapOf(of) {
			have, there := keys[key]
			if !there || !slices.ContainsFunc(listOf(want), func(w any) bool { return compares(operator, str(w), have) }) {
				return false
			}
		}
	}
	return true
}

func compares(operator, want, have string) bool {
	switch operator {
	case "StringEquals":
		return want == have
	case "StringLike":
		pattern := strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(want))
		return matches(pattern, have)
	}
	return false // an operator that the model does not know admits nobody
}

// TestBounds asks, by IAM's own rules, what an administrator of roles.yml may do: everything, but not change who may enter
// the roles of the template, or what they may do. moto holds no resources against calls of IAM.
func TestBounds(t *testing.T) {
	f := file{Case: "sam-multi-account", Target: "cfn", Path: "cfn/roles.yml"}
	f.Data, _ = os.ReadFile(goldenFile(t, f.Name()))
	statements := statementsOf(t, templateOf(t, f), "098765432123", "gitlab-ci-passed-role")
	const here = "arn:aws:iam::098765432123:role/"
	f.Case = "pipeline-change-set" // the author lists iam:PutRolePolicy
	f.Data, _ = os.ReadFile(goldenFile(t, f.Name()))
	listed := statementsOf(t, templateOf(t, f), "333333333333", "orders-cfn")
	for role, want := range map[string]bool{"orders-cfn": false, "orders-deploy": false, "orders-function": true} {
		if got := permits(listed, "iam:PutRolePolicy", "arn:aws:iam::333333333333:role/"+role); got != want {
			t.Errorf("iam:PutRolePolicy on %s: permitted %v, want %v", role, got, want)
		}
	}
	for _, c := range []struct {
		action, resource string
		want             bool
	}{
		{"lambda:CreateFunction", "arn:aws:lambda:us-east-2:098765432123:function:news", true},
		{"iam:CreateRole", here + "news-function", true},
		{"iam:PutRolePolicy", here + "news-function", true},
		{"iam:GetRole", here + "gitlab-ci-deployment", true},
		{"iam:UpdateAssumeRolePolicy", here + "gitlab-ci-deployment", false},
		{"iam:UpdateAssumeRolePolicy", here + "gitlab-ci-passed-role", false},
		{"iam:PutRolePolicy", here + "gitlab-ci-deployment", false},
		{"iam:AttachRolePolicy", here + "gitlab-ci-deployment", false},
		{"iam:DeleteRolePolicy", here + "gitlab-ci-passed-role", false},
		{"iam:DetachRolePolicy", here + "gitlab-ci-passed-role", false},
		{"iam:PutRolePermissionsBoundary", here + "gitlab-ci-passed-role", false},
		{"iam:DeleteRolePermissionsBoundary", here + "gitlab-ci-passed-role", false},
		{"iam:DeleteRole", here + "gitlab-ci-deployment", false},
		{"iam:UpdateRole", here + "gitlab-ci-deployment", false},
	} {
		if got := permits(statements, c.action, c.resource); got != c.want {
			t.Errorf("%s on %s: permitted %v, want %v", c.action, c.resource, got, c.want)
		}
	}
}

// statementsOf are the statements of all policies of a role in an account, with ARNs in place of GetAtt.
func statementsOf(t *testing.T, m map[string]any, account, role string) (out []any) {
	t.Helper()
	id, arns := "", map[string]string{}
	for k, r := range resources(m) {
		if name := str(dig(settled(m, account, dig(r, "Properties")), "RoleName")); name != "" {
			arns[k] = "arn:aws:iam::" + account + ":role/" + name
			if name == role {
				id = k
			}
		}
	}
	for k, r := range resources(m) {
		p := settled(m, account, dig(r, "Properties"))
		if k == id {
			for _, own := range listOf(dig(p, "Policies")) {
				out = append(out, listOf(dig(own, "PolicyDocument", "Statement"))...)
			}
			for _, arn := range listOf(dig(p, "ManagedPolicyArns")) {
				if arn != "arn:aws:iam::aws:policy/AdministratorAccess" {
					t.Fatalf("what does %v allow?", arn)
				}
				out = append(out, map[string]any{"Effect": "Allow", "Action": "*", "Resource": "*"})
			}
		}
		for _, to := range listOf(dig(r, "Properties", "Roles")) {
			if dig(to, "Ref") == id {
				out = append(out, listOf(dig(p, "PolicyDocument", "Statement"))...)
			}
		}
	}
	for _, s := range out {
		list := listOf(dig(s, "Resource"))
		for i, r := range list {
			if g := listOf(dig(r, "Fn::GetAtt")); len(g) == 2 {
				list[i] = arns[str(g[0])]
			}
		}
		mapOf(s)["Resource"] = list
	}
	return out
}

// permits is IAM's decision: some statement allows, and none denies (IAM User Guide, "Policy evaluation logic").
func permits(statements []any, action, resource string) bool {
	allowed := false
	for _, s := range statements {
		like := func(key, have string) bool {
			return slices.ContainsFunc(listOf(dig(s, key)), func(w any) bool { return compares("StringLike", str(w), have) })
		}
		if !like("Action", action) || !like("Resource", resource) {
			continue
		}
		if dig(s, "Effect") == "Deny" {
			return false
		}
		allowed = true
	}
	return allowed
}
