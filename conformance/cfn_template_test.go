package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// What no judge of CloudFormation reads: whom a role trusts and what it may do, what the actions of a pipeline hand to each
// other, whether an ARN stands where one is wanted.

// templateOf reads a template, with the short intrinsic functions in their long form.
func templateOf(t *testing.T, f file) map[string]any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(f.Data, &n); err != nil {
		t.Fatalf("%s: %v", f.Name(), err)
	}
	m, ok := long(t, n.Content[0]).(map[string]any)
	if !ok {
		t.Fatalf("%s: no map", f.Name())
	}
	return m
}

func long(t *testing.T, n *yaml.Node) any {
	var v any
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = long(t, n.Content[i+1])
		}
		v = m
	case yaml.SequenceNode:
		s := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			s = append(s, long(t, c))
		}
		v = s
	default:
		v = n.Value
	}
	if !strings.HasPrefix(n.Tag, "!") || strings.HasPrefix(n.Tag, "!!") {
		return v
	}
	name := n.Tag[1:]
	if name == "GetAtt" {
		id, attribute, _ := strings.Cut(n.Value, ".")
		v = []any{id, attribute}
	}
	if name != "Ref" && name != "Condition" {
		name = "Fn::" + name
	}
	return map[string]any{name: v}
}

// walk calls f for every map of a tree, in the order of their keys, with the path to it.
func walk(v any, path string, f func(path string, m map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(path, v)
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			walk(v[k], path+"/"+k, f)
		}
	case []any:
		for i, x := range v {
			walk(x, fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}

func listOf(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func dig(v any, keys ...string) any {
	for _, k := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[k]
	}
	return v
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func resources(m map[string]any) map[string]any {
	r, _ := m["Resources"].(map[string]any)
	return r
}

// everyTemplate runs a check over all templates.
func everyTemplate(t *testing.T, name string, check func(t *testing.T, f file, m map[string]any)) {
	start := time.Now()
	files := goldens(t, isTemplate)
	for _, f := range files {
		check(t, f, templateOf(t, f))
	}
	report(t, name, "own", len(files), len(files), start)
}

// resourceless are the actions that know no resources, so that "*" is all that can be said of them.
var resourceless = []string{"ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"}

// TestTemplatePolicies reads every statement of every policy.
func TestTemplatePolicies(t *testing.T) {
	everyTemplate(t, "policies", func(t *testing.T, f file, m map[string]any) {
		n := 0
		walk(m["Resources"], "", func(path string, s map[string]any) {
			if s["Effect"] == nil || s["Action"] == nil && s["NotAction"] == nil {
				return
			}
			n++
			for _, problem := range statementProblems(path, s) {
				t.Errorf("%s: %s: %s", f.Name(), path, problem)
			}
		})
		for id, r := range resources(m) {
			if dig(r, "Type") == "AWS::S3::Bucket" && !hasTLS(m, id) {
				t.Errorf("%s: no policy refuses requests to %s without TLS", f.Name(), id)
			}
			if dig(r, "Type") == "AWS::Lambda::Permission" && dig(r, "Properties", "SourceArn") == nil {
				t.Errorf("%s: %s lets a service of any account call", f.Name(), id)
			}
		}
		if n == 0 && hasPolicies(m) {
			t.Errorf("%s: no statement was read", f.Name())
		}
	})
}

// hasPolicies reports whether a template makes a resource that cannot be without a policy.
func hasPolicies(m map[string]any) bool {
	for _, r := range resources(m) {
		if kind := str(dig(r, "Type")); strings.HasPrefix(kind, "AWS::IAM::") || slices.Contains([]string{"AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::KMS::Key"}, kind) {
			return true
		}
	}
	return false
}

func hasTLS(m map[string]any, bucket string) bool {
	found := false
	for _, r := range resources(m) {
		if dig(r, "Type") != "AWS::S3::BucketPolicy" || str(dig(r, "Properties", "Bucket", "Ref")) != bucket {
			continue
		}
		for _, s := range listOf(dig(r, "Properties", "PolicyDocument", "Statement")) {
			found = found || dig(s, "Effect") == "Deny" && dig(s, "Principal") == "*" && dig(s, "Action") == "s3:*" && len(listOf(dig(s, "Resource"))) == 2 &&
				dig(s, "Condition", "Bool", "aws:SecureTransport") == "false"
		}
	}
	return found
}

func statementProblems(path string, s map[string]any) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	allow := s["Effect"] == "Allow"
	if s["NotAction"] != nil || s["NotResource"] != nil || s["NotPrincipal"] != nil {
		add("Not… grants what nobody has thought of")
	}
	listed := strings.Contains(path, "/ListedPolicy/") || strings.Contains(path, "/ListedDeploymentPolicy/") // the author's own
	keyPolicy := strings.Contains(path, "/KeyPolicy/")
	for _, a := range listOf(s["Action"]) {
		action := str(a)
		if allow && (action == "*" || strings.HasSuffix(action, ":*") && !listed && !keyPolicy) {
			add("allows %s", action)
		}
		for _, r := range listOf(s["Resource"]) {
			if allow && r == "*" && !listed && !keyPolicy && !slices.Contains(resourceless, action) {
				add("allows %s on every resource", action)
			}
			if action == "iam:PassRole" && r == "*" {
				add("passes any role")
			}
		}
		if action == "iam:PassRole" && allow && str(dig(s, "Condition", "StringEquals", "iam:PassedToService")) == "" {
			add("passes a role to any service")
		}
	}
	for _, r := range listOf(s["Resource"]) {
		if !isARN(r) && r != "*" {
			add("%v is no ARN", r)
		}
	}
	for operator := range mapOf(s["Condition"]) {
		if allow && strings.HasPrefix(operator, "ForAllValues:") {
			add("ForAllValues holds for a request without the key, too")
		}
	}
	return append(out, principalProblems(s, allow)...)
}

// TestStatementProblems: the checks see what they are for.
func TestStatementProblems(t *testing.T) {
	for want, s := range map[string]string{
		"allows *":                               `{Effect: Allow, Action: "*", Resource: "arn:x"}`,
		"allows s3:*":                            `{Effect: Allow, Action: [s3:*], Resource: "arn:x"}`,
		"allows s3:GetObject on every resource":  `{Effect: Allow, Action: s3:GetObject, Resource: "*"}`,
		"passes a role to any service":           `{Effect: Allow, Action: iam:PassRole, Resource: "arn:x"}`,
		"passes any role":                        `{Effect: Allow, Action: iam:PassRole, Resource: "*", Condition: {StringEquals: {"iam:PassedToService": x}}}`,
		"name is no ARN":                         `{Effect: Allow, Action: s3:GetObject, Resource: name}`,
		"everybody":                              `{Effect: Allow, Action: s3:GetObject, Resource: "arn:x", Principal: {AWS: "*"}}`,
		"trusts a service on behalf":             `{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: x}}`,
		"trusts any token":                       `{Effect: Allow, Action: sts:AssumeRoleWithWebIdentity, Principal: {Federated: "arn:x"}}`,
		"ForAllValues holds":                     `{Effect: Allow, Action: s3:GetObject, Resource: "arn:x", Condition: {"ForAllValues:StringLike": {a: b}}}`,
		"Not… grants what nobody has thought of": `{Effect: Allow, NotAction: s3:GetObject, Resource: "arn:x"}`,
	} {
		var m map[string]any
		if err := yaml.Unmarshal([]byte(s), &m); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(statementProblems("", m), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: want %q, have %q", s, want, got)
		}
	}
}

func principalProblems(s map[string]any, allow bool) []string {
	if s["Principal"] == nil {
		return nil
	}
	var out []string
	if allow && (s["Principal"] == "*" || dig(s, "Principal", "AWS") == "*") {
		out = append(out, "everybody")
	}
	condition := mustJSON(s["Condition"])
	if dig(s, "Principal", "Service") != nil && !strings.Contains(condition, `"aws:SourceAccount"`) && !strings.Contains(condition, `"aws:SourceArn"`) {
		out = append(out, "trusts a service on behalf of any account")
	}
	if dig(s, "Principal", "Federated") != nil {
		if !strings.Contains(condition, ":aud\"") || !strings.Contains(condition, ":sub\"") {
			out = append(out, "trusts any token of the provider")
		}
		for _, key := range []string{"aud", "sub"} {
			if like := dig(s, "Condition", "StringLike"); like != nil && strings.Contains(mustJSON(like), ":"+key+`":"`) && !strings.ContainsAny(mustJSON(like), "*?") {
				out = append(out, "StringLike without a pattern")
			}
		}
	}
	for _, p := range listOf(dig(s, "Principal", "AWS")) {
		if p != "*" && !isARN(p) {
			out = append(out, fmt.Sprintf("the principal %v is no ARN", p))
		}
	}
	return out
}

func mapOf(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// isARN reports whether a value is an ARN: as a text, of a resource, or of a parameter that holds one.
func isARN(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasPrefix(v, "arn:")
	case map[string]any:
		if s, ok := v["Fn::Sub"].(string); ok {
			return strings.HasPrefix(s, "arn:") || regexp.MustCompile(`^\$\{\w+\.Arn\}`).MatchString(s)
		}
		if g, ok := v["Fn::GetAtt"].([]any); ok {
			return g[1] == "Arn"
		}
		return strings.HasSuffix(str(v["Ref"]), "Arn") || strings.HasSuffix(str(v["Ref"]), "Arns")
	}
	return false
}

// arnKeys are the properties that want an ARN where a name would pass every linter.
var arnKeys = []string{"RoleArn", "ServiceRole", "ServiceRoleArn", "KMSMasterKeyID", "EncryptionKey", "SourceArn", "Arn", "Role", "ConnectionArn"}

// attributes are those of each type that a template may ask for (CloudFormation Template Reference, "Return values").
var attributes = map[string][]string{
	"AWS::CodeBuild::Project": {"Arn"}, "AWS::CodeCommit::Repository": {"Arn", "CloneUrlHttp", "CloneUrlSsh", "Name"},
	"AWS::CodePipeline::Pipeline": {"Version"}, "AWS::ECR::Repository": {"Arn", "RepositoryUri"}, "AWS::Events::Rule": {"Arn"},
	"AWS::IAM::Role": {"Arn", "RoleId"}, "AWS::KMS::Key": {"Arn", "KeyId"}, "AWS::Lambda::Function": {"Arn"}, "AWS::Logs::LogGroup": {"Arn"},
	"AWS::S3::Bucket": {"Arn", "DomainName"}, "AWS::ApiGatewayV2::Api": {"ApiEndpoint", "ApiId"},
}

var inSub = regexp.MustCompile(`\$\{([^}]*)\}`)

// TestTemplateReferences: whatever a template refers to is there, with that attribute, and an ARN where one is wanted.
func TestTemplateReferences(t *testing.T) {
	everyTemplate(t, "references", func(t *testing.T, f file, m map[string]any) {
		parameters, conditions := mapOf(m["Parameters"]), mapOf(m["Conditions"])
		name := func(path, id string) {
			if id == "" || !strings.HasPrefix(id, "AWS::") && parameters[id] == nil && resources(m)[id] == nil {
				t.Errorf("%s: %s: there is no %q", f.Name(), path, id)
			}
		}
		attribute := func(path, id, attr string) {
			kind := str(dig(resources(m)[id], "Type"))
			if kind == "" || !slices.Contains(attributes[kind], attr) {
				t.Errorf("%s: %s: %q (%s) has no attribute %q", f.Name(), path, id, kind, attr)
			}
		}
		walk(map[string]any{"Resources": m["Resources"], "Outputs": m["Outputs"], "Conditions": m["Conditions"]}, "", func(path string, v map[string]any) {
			if id, ok := v["Ref"].(string); ok {
				name(path, id)
			}
			if g, ok := v["Fn::GetAtt"].([]any); ok {
				attribute(path, str(g[0]), str(g[1]))
			}
			if s, ok := v["Fn::Sub"].(string); ok {
				for _, r := range inSub.FindAllStringSubmatch(s, -1) {
					id, attr, dotted := strings.Cut(r[1], ".")
					switch {
					case strings.HasPrefix(r[1], "!"):
					case dotted:
						attribute(path, id, attr)
					default:
						name(path, id)
					}
				}
			}
			if list, ok := v["Fn::If"].([]any); ok && conditions[str(list[0])] == nil {
				t.Errorf("%s: %s: there is no condition %v", f.Name(), path, list[0])
			}
			for _, k := range arnKeys {
				if path == "/Resources" {
					break // logical ids
				}
				if x := v[k]; x != nil && k != "EncryptionKey" && !isARN(x) || k == "EncryptionKey" && str(dig(x, "Type")) == "" && x != nil && !isARN(x) {
					t.Errorf("%s: %s: %s wants an ARN and has %v", f.Name(), path, k, x)
				}
			}
		})
		used := mustJSON(m["Resources"]) + mustJSON(m["Outputs"])
		for p := range parameters {
			if !strings.Contains(used, `"`+p+`"`) && !strings.Contains(used, "${"+p+"}") && !strings.Contains(mustJSON(conditions), `"`+p+`"`) {
				t.Errorf("%s: nothing reads the parameter %s", f.Name(), p)
			}
		}
	})
}

// TestTemplateSizes: what CloudFormation, IAM, Lambda and CodePipeline take (their manuals, "Quotas").
func TestTemplateSizes(t *testing.T) {
	everyTemplate(t, "sizes", func(t *testing.T, f file, m map[string]any) {
		check := func(what string, size, most int) {
			if size > most {
				t.Errorf("%s: %s has %d, and %d is the most", f.Name(), what, size, most)
			}
		}
		check("the template", len(f.Data), 51200)
		check("the resources", len(resources(m)), 500)
		policies := map[string]int{}
		for id, r := range resources(m) {
			if !regexp.MustCompile(`^[A-Za-z0-9]{1,255}$`).MatchString(id) {
				t.Errorf("%s: %s is no logical id", f.Name(), id)
			}
			p := dig(r, "Properties")
			for _, x := range listOf(dig(p, "Policies")) {
				policies[id] += len(mustJSON(dig(x, "PolicyDocument")))
			}
			if dig(r, "Type") == "AWS::IAM::Policy" {
				for _, role := range listOf(dig(p, "Roles")) {
					policies[str(dig(role, "Ref"))] += len(mustJSON(dig(p, "PolicyDocument")))
				}
			}
			if trust := dig(p, "AssumeRolePolicyDocument"); trust != nil {
				check("the trust of "+id, len(mustJSON(trust)), 2048)
			}
			check("the code of "+id, len(str(dig(p, "Code", "ZipFile"))), 4096)
			check("the name of "+id, len(str(dig(p, "RoleName"))), 64)
		}
		for id, n := range policies {
			check("the policies of "+id, n, 10240)
		}
	})
}

// TestTemplatePipelines: every artifact is produced once, and consumed only behind that; names are unique and such as
// CodePipeline takes; nothing polls but the GitHub source of Chalice's pipelines.
func TestTemplatePipelines(t *testing.T) {
	seen := 0
	for _, f := range goldens(t, isTemplate) {
		for id, r := range resources(templateOf(t, f)) {
			if dig(r, "Type") == "AWS::CodePipeline::Pipeline" {
				seen++
				checkPipeline(t, f.Name()+": "+id, dig(r, "Properties"))
			}
		}
	}
	if seen < 5 {
		t.Errorf("%d pipelines were read, want 5 at least", seen)
	}
}

var (
	stageNames    = regexp.MustCompile(`^[A-Za-z0-9.@_-]{1,100}$`)
	artifactNames = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)
)

func checkPipeline(t *testing.T, name string, p any) {
	made := map[string]string{} // artifact → place
	when := map[string][2]int{}
	stages := map[string]bool{}
	for i, s := range listOf(dig(p, "Stages")) {
		stage := str(dig(s, "Name"))
		if stages[stage] || !stageNames.MatchString(stage) {
			t.Errorf("%s: stage %q stands twice, or is no name", name, stage)
		}
		stages[stage] = true
		actions := map[string]bool{}
		for _, a := range listOf(dig(s, "Actions")) {
			place := name + "/" + stage + "/" + str(dig(a, "Name"))
			if actions[str(dig(a, "Name"))] || !stageNames.MatchString(str(dig(a, "Name"))) {
				t.Errorf("%s stands twice, or is no name", place)
			}
			actions[str(dig(a, "Name"))] = true
			var order int
			if _, err := fmt.Sscan(str(dig(a, "RunOrder")), &order); err != nil || order < 1 {
				t.Errorf("%s: run order %v", place, dig(a, "RunOrder"))
			}
			for _, o := range listOf(dig(a, "OutputArtifacts")) {
				artifact := str(dig(o, "Name"))
				if made[artifact] != "" || !artifactNames.MatchString(artifact) {
					t.Errorf("%s: artifact %q is also made in %s, or is no name", place, artifact, made[artifact])
				}
				made[artifact], when[artifact] = place, [2]int{i, order}
			}
		}
	}
	for i, s := range listOf(dig(p, "Stages")) {
		for _, a := range listOf(dig(s, "Actions")) {
			place := name + "/" + str(dig(s, "Name")) + "/" + str(dig(a, "Name"))
			var order int
			_, _ = fmt.Sscan(str(dig(a, "RunOrder")), &order)
			var inputs []string
			for _, in := range listOf(dig(a, "InputArtifacts")) {
				artifact := str(dig(in, "Name"))
				inputs = append(inputs, artifact)
				if w := when[artifact]; made[artifact] == "" || w[0] > i || w[0] == i && w[1] >= order {
					t.Errorf("%s consumes %q, which is not made before", place, artifact)
				}
			}
			checkActionOf(t, place, a, inputs)
		}
	}
}

func checkActionOf(t *testing.T, place string, a any, inputs []string) {
	c := dig(a, "Configuration")
	if path := str(dig(c, "TemplatePath")); path != "" && !slices.Contains(inputs, strings.Split(path, "::")[0]) {
		t.Errorf("%s: %s is in no input", place, path)
	}
	if primary := str(dig(c, "PrimarySource")); len(inputs) > 1 && dig(a, "ActionTypeId", "Provider") == "CodeBuild" && !slices.Contains(inputs, primary) {
		t.Errorf("%s: several inputs, and the primary source is %q", place, primary)
	}
	if o := str(dig(c, "ParameterOverrides")); len(o) > 1024 || o != "" && !json.Valid([]byte(o)) {
		t.Errorf("%s: parameters of %d bytes, or no JSON: %s", place, len(o), o)
	}
	if v := str(dig(c, "EnvironmentVariables")); v != "" && !json.Valid([]byte(v)) {
		t.Errorf("%s: no JSON: %s", place, v)
	}
	if dig(c, "PollForSourceChanges") == "true" && dig(a, "ActionTypeId", "Owner") != "ThirdParty" {
		t.Errorf("%s polls", place)
	}
	mode := str(dig(c, "ActionMode"))
	if mode != "" && (dig(c, "RoleArn") == nil) != (mode == "CHANGE_SET_EXECUTE") {
		t.Errorf("%s: %s with the role %v", place, mode, dig(c, "RoleArn"))
	}
}
