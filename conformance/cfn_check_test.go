package conformance

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The checks of a template return what they find, so that a test can plant a fault and see that they find it
// (cfn_mutation_test.go).

// flaws collects findings.
type flaws []string

func (p *flaws) add(format string, args ...any) { *p = append(*p, fmt.Sprintf(format, args...)) }

// resourceless are the actions that know no resources, so that "*" is all that can be said of them.
var resourceless = []string{"ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"}

// policyProblems reads every statement of every policy.
func policyProblems(m map[string]any) []string {
	var out flaws
	n := 0
	walk(m["Resources"], "", func(path string, s map[string]any) {
		if s["Effect"] == nil || s["Action"] == nil && s["NotAction"] == nil {
			return
		}
		n++
		for _, problem := range statementProblems(path, s) {
			out.add("%s: %s", path, problem)
		}
	})
	for id, r := range resources(m) {
		if dig(r, "Type") == "AWS::Lambda::Permission" && dig(r, "Properties", "SourceArn") == nil {
			out.add("%s lets a service of any account call", id)
		}
	}
	if n == 0 && hasPolicies(m) {
		out.add("no statement was read")
	}
	return out
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

// bucketProblems holds what every bucket has: no public access by any of four ways, no ACLs, encryption, versions, an end
// for what is replaced, no requests without TLS, and that it outlives its stack.
func bucketProblems(m map[string]any) []string {
	var out flaws
	for id, r := range resources(m) {
		if dig(r, "Type") != "AWS::S3::Bucket" {
			continue
		}
		p := dig(r, "Properties")
		for _, key := range []string{"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"} {
			if str(dig(p, "PublicAccessBlockConfiguration", key)) != "true" {
				out.add("%s: %s is not set", id, key)
			}
		}
		if first(dig(p, "OwnershipControls", "Rules"), "ObjectOwnership") != "BucketOwnerEnforced" {
			out.add("%s takes ACLs", id)
		}
		if first(dig(p, "BucketEncryption", "ServerSideEncryptionConfiguration"), "ServerSideEncryptionByDefault", "SSEAlgorithm") == "" {
			out.add("%s is not encrypted", id)
		}
		if dig(p, "VersioningConfiguration", "Status") != "Enabled" {
			out.add("%s keeps no versions", id)
		}
		if first(dig(p, "LifecycleConfiguration", "Rules"), "Status") != "Enabled" {
			out.add("%s keeps everything for ever", id)
		}
		if dig(r, "DeletionPolicy") != "Retain" || dig(r, "UpdateReplacePolicy") != "Retain" {
			out.add("%s is deleted with its stack", id)
		}
		if !hasTLS(m, id) {
			out.add("no policy refuses requests to %s without TLS", id)
		}
	}
	return out
}

// first is a text in the first element of a list.
func first(list any, keys ...string) string {
	all := listOf(list)
	if len(all) == 0 {
		return ""
	}
	return str(dig(all[0], keys...))
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

func principalProblems(s map[string]any, allow bool) []string {
	if s["Principal"] == nil {
		return nil
	}
	var out []string
	if allow && (s["Principal"] == "*" || slices.Contains(listOf(dig(s, "Principal", "AWS")), any("*"))) {
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

// referenceProblems: whatever a template refers to is there, with that attribute, and an ARN where one is wanted.
func referenceProblems(m map[string]any) []string {
	var out flaws
	parameters, conditions := mapOf(m["Parameters"]), mapOf(m["Conditions"])
	name := func(path, id string) {
		if id == "" || !strings.HasPrefix(id, "AWS::") && parameters[id] == nil && resources(m)[id] == nil {
			out.add("%s: there is no %q", path, id)
		}
	}
	attribute := func(path, id, attr string) {
		kind := str(dig(resources(m)[id], "Type"))
		if kind == "" || !slices.Contains(attributes[kind], attr) {
			out.add("%s: %q (%s) has no attribute %q", path, id, kind, attr)
		}
	}
	condition := func(path string, id any) {
		if conditions[str(id)] == nil {
			out.add("%s: there is no condition %v", path, id)
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
		if list, ok := v["Fn::If"].([]any); ok {
			condition(path, list[0])
		}
		if v["Type"] != nil && v["Condition"] != nil && strings.Count(path, "/") == 2 {
			condition(path, v["Condition"])
		}
		for _, k := range arnKeys {
			if path == "/Resources" {
				break // logical ids
			}
			if x := v[k]; x != nil && k != "EncryptionKey" && !isARN(x) || k == "EncryptionKey" && str(dig(x, "Type")) == "" && x != nil && !isARN(x) {
				out.add("%s: %s wants an ARN and has %v", path, k, x)
			}
		}
	})
	used := mustJSON(m["Resources"]) + mustJSON(m["Outputs"])
	for p := range parameters {
		if !strings.Contains(used, `"`+p+`"`) && !strings.Contains(used, "${"+p+"}") && !strings.Contains(mustJSON(conditions), `"`+p+`"`) {
			out.add("nothing reads the parameter %s", p)
		}
	}
	return out
}

// sizeProblems: what CloudFormation, IAM, Lambda and CodePipeline take (their manuals, "Quotas").
func sizeProblems(m map[string]any) []string {
	var out flaws
	check := func(what string, size, most int) {
		if size > most {
			out.add("%s has %d, and %d is the most", what, size, most)
		}
	}
	check("the list of resources", len(resources(m)), 500)
	policies := map[string]int{}
	for id, r := range resources(m) {
		if !regexp.MustCompile(`^[A-Za-z0-9]{1,255}$`).MatchString(id) {
			out.add("%s is no logical id", id)
		}
		p := dig(r, "Properties")
		for _, x := range listOf(dig(p, "Policies")) {
			policies[id] += len(mustJSON(dig(x, "PolicyDocument")))
		}
		switch dig(r, "Type") {
		case "AWS::IAM::Policy":
			for _, role := range listOf(dig(p, "Roles")) {
				policies[str(dig(role, "Ref"))] += len(mustJSON(dig(p, "PolicyDocument")))
			}
		case "AWS::IAM::ManagedPolicy":
			check("the managed policy "+id, len(mustJSON(dig(p, "PolicyDocument"))), 6144)
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
	return out
}

var (
	stageNames    = regexp.MustCompile(`^[A-Za-z0-9.@_-]{1,100}$`)
	artifactNames = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)
)

// pipelineProblems: every artifact is produced once and consumed, and that only behind its producer; names are unique and
// such as CodePipeline takes; nothing polls but the GitHub source of Chalice's pipelines.
func pipelineProblems(m map[string]any) []string {
	var out flaws
	for id, r := range resources(m) {
		if dig(r, "Type") == "AWS::CodePipeline::Pipeline" {
			for _, problem := range checkPipeline(dig(r, "Properties")) {
				out.add("%s: %s", id, problem)
			}
		}
	}
	return out
}

// unread are artifacts that nobody consumes, and why they are there.
var unread = map[string]string{"AppDeploymentValues": "the outputs of the stack, which Chalice's pipeline produces, too"}

// producer is where an artifact is made: the action, its stage and its run order.
type producer struct {
	place        string
	stage, order int
}

func checkPipeline(p any) []string {
	var out flaws
	made, read := map[string]producer{}, map[string]bool{}
	stages := map[string]bool{}
	for i, s := range listOf(dig(p, "Stages")) {
		stage := str(dig(s, "Name"))
		if stages[stage] || !stageNames.MatchString(stage) {
			out.add("stage %q stands twice, or is no name", stage)
		}
		stages[stage] = true
		actions := map[string]bool{}
		for _, a := range listOf(dig(s, "Actions")) {
			place := stage + "/" + str(dig(a, "Name"))
			if actions[str(dig(a, "Name"))] || !stageNames.MatchString(str(dig(a, "Name"))) {
				out.add("%s stands twice, or is no name", place)
			}
			actions[str(dig(a, "Name"))] = true
			order := orderOf(a)
			if order < 1 {
				out.add("%s: run order %v", place, dig(a, "RunOrder"))
			}
			for _, o := range listOf(dig(a, "OutputArtifacts")) {
				artifact := str(dig(o, "Name"))
				if made[artifact].place != "" || !artifactNames.MatchString(artifact) {
					out.add("%s: artifact %q is also made in %s, or is no name", place, artifact, made[artifact].place)
				}
				made[artifact] = producer{place, i, order}
			}
		}
	}
	for i, s := range listOf(dig(p, "Stages")) {
		for _, a := range listOf(dig(s, "Actions")) {
			place := str(dig(s, "Name")) + "/" + str(dig(a, "Name"))
			var inputs []string
			for _, in := range listOf(dig(a, "InputArtifacts")) {
				artifact := str(dig(in, "Name"))
				inputs = append(inputs, artifact)
				read[artifact] = true
				if w := made[artifact]; w.place == "" || w.stage > i || w.stage == i && w.order >= orderOf(a) {
					out.add("%s consumes %q, which is not made before", place, artifact)
				}
			}
			for _, problem := range actionProblems(a, inputs) {
				out.add("%s: %s", place, problem)
			}
		}
	}
	for artifact, by := range made {
		if !read[artifact] && unread[artifact] == "" {
			out.add("nobody consumes %q, which %s makes", artifact, by.place)
		}
	}
	return out
}

// orderOf is the run order of an action; 0 where it has none.
func orderOf(a any) (order int) {
	_, _ = fmt.Sscan(str(dig(a, "RunOrder")), &order)
	return order
}

func actionProblems(a any, inputs []string) []string {
	var out flaws
	c := dig(a, "Configuration")
	if path := str(dig(c, "TemplatePath")); path != "" && !slices.Contains(inputs, strings.Split(path, "::")[0]) {
		out.add("%s is in no input", path)
	}
	if primary := str(dig(c, "PrimarySource")); len(inputs) > 1 && dig(a, "ActionTypeId", "Provider") == "CodeBuild" && !slices.Contains(inputs, primary) {
		out.add("several inputs, and the primary source is %q", primary)
	}
	if o := str(dig(c, "ParameterOverrides")); len(o) > 1024 || o != "" && !json.Valid([]byte(o)) {
		out.add("parameters of %d bytes, or no JSON: %s", len(o), o)
	}
	if v := str(dig(c, "EnvironmentVariables")); v != "" && !json.Valid([]byte(v)) {
		out.add("no JSON: %s", v)
	}
	if str(dig(c, "PollForSourceChanges")) == "true" && dig(a, "ActionTypeId", "Owner") != "ThirdParty" {
		out.add("it polls")
	}
	mode := str(dig(c, "ActionMode"))
	if mode != "" && (dig(c, "RoleArn") == nil) != (mode == "CHANGE_SET_EXECUTE") {
		out.add("%s with the role %v", mode, dig(c, "RoleArn"))
	}
	return out
}
