package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// roles is deployed once in each account: the role that the runner assumes, and the one that it passes to CloudFormation.
// The logical ids are those of the widespread GitLab and SAM example, so that its stacks can be updated.
func roles(b *builder) *template {
	r := b.boot.Roles
	if r == nil {
		return nil
	}
	envs := withAccount(r.Environments)
	t := &template{description: b.plan.Name + " - " + rolesTitle(r, envs) + " (accounts " + strings.Join(envNames(envs), ", ") + ")"}
	t.head = b.rolesHead(envs)
	if r.Provider == "" {
		accountParameters(t, r)
	} else {
		providerParameter(t, r)
	}
	conditions(t, r, envs)
	if r.Provider != "" {
		provider(t, r, envs)
	}
	serviceRole(b, t, r, envs)
	executes := slices.ContainsFunc(envs, func(e *plan.Environment) bool { return e.ExecutionRole != "" })
	if executes {
		deploymentRole(b, t, r, envs)
	}
	bounds(t, r, executes)
	t.output("SharedServiceRoleName", ref("SharedServiceRole"), "")
	if executes {
		t.output("SharedDeploymentRoleName", ref("SharedDeploymentRole"), "")
	}
	return t
}

func rolesTitle(r *plan.BootRoles, envs []*plan.Environment) string {
	if r.Provider != "" {
		return "the role that " + providerName(r.Provider) + " assumes with an ID token"
	}
	if slices.ContainsFunc(envs, func(e *plan.Environment) bool { return e.ExecutionRole != "" }) {
		return "roles that CI assumes and passes to CloudFormation"
	}
	return "the role that CI assumes"
}

func providerName(host string) string {
	if host == "gitlab.com" {
		return "GitLab"
	}
	return host
}

// withAccount are the environments that name an account: the template can tell only those apart.
func withAccount(envs []*plan.Environment) []*plan.Environment {
	var out []*plan.Environment
	for _, e := range envs {
		if e.Account != "" && (e.AssumeRole != "" || e.OidcRole != "" || e.ExecutionRole != "") {
			out = append(out, e)
		}
	}
	return out
}

func envNames(envs []*plan.Environment) []string {
	out := make([]string, len(envs))
	for i, e := range envs {
		out[i] = e.Name
	}
	return out
}

func (b *builder) rolesHead(envs []*plan.Environment) []string {
	var in []string
	region := ""
	for _, e := range envs {
		in = append(in, e.Name+" "+e.Account)
		if region == "" {
			region = e.Region
		}
	}
	first := "Deploy once"
	if b.boot.Bucket != nil {
		first = "Deploy first, once"
	}
	return []string{"", first + " in each account (" + strings.Join(in, ", ") + "), as its administrator:",
		"  " + b.deployLine("roles", region, "CAPABILITY_NAMED_IAM")}
}

// deployLine is the command that deploys a template; the capability is the smallest that does.
func (b *builder) deployLine(name, region, capability string) string {
	s := "aws cloudformation deploy"
	if region != "" {
		s += " --region " + region
	}
	s += " --stack-name " + b.plan.Name + "-" + name + " --template-file " + b.path(name)
	if capability != "" {
		s += " --capabilities " + capability
	}
	return s
}

// userID returns the one condition on aws:userid, which is a parameter in the example repository.
func userID(r *plan.BootRoles) (operator, value string, ok bool) {
	if len(r.Conditions) == 1 && len(r.Conditions[0].Keys) == 1 && strings.EqualFold(r.Conditions[0].Keys[0].Key, "aws:userid") {
		return r.Conditions[0].Operator, r.Conditions[0].Keys[0].Value, true
	}
	return "", "", false
}

func accountParameters(t *template, r *plan.BootRoles) {
	t.parameter("CIAccountID", "String", &r.Account, "The account of the CI runner",
		emit.Entry{Key: "AllowedPattern", Value: emit.Str("[0-9]{12}")})
	if _, value, ok := userID(r); ok {
		t.parameter("CIAccountSTSCondition", "String", &value, "The aws:userid of the runner's IAM principal")
	}
}

func providerParameter(t *template, r *plan.BootRoles) {
	yes := "true"
	t.parameter("CreateProvider", "String", &yes, "false if this account already has the "+r.Provider+" OIDC provider",
		emit.Entry{Key: "AllowedValues", Value: emit.Flow{Value: emit.Strs("true", "false")}})
}

// is names the condition that holds in an environment's account.
func is(e *plan.Environment) string {
	var b strings.Builder
	b.WriteString("Is")
	for _, word := range strings.FieldsFunc(e.Name, func(c rune) bool { return c == '-' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func conditions(t *template, r *plan.BootRoles, envs []*plan.Environment) {
	if r.Provider != "" {
		t.conditions.Add("HasNoProvider", equals(ref("CreateProvider"), emit.Str("true")))
	}
	var accounts, names []string
	for _, e := range envs {
		t.conditions.Add(is(e), equals(ref("AWS::AccountId"), emit.Str(e.Account)))
		if !slices.Contains(accounts, e.Account) {
			accounts = append(accounts, e.Account)
		}
		names = append(names, e.Name+" ("+e.Account+")")
	}
	t.rules.Add("KnownAccount", emit.Map{{Key: "Assertions", Value: emit.Seq{emit.Map{
		{Key: "Assert", Value: contains(accounts, ref("AWS::AccountId"))},
		{Key: "AssertDescription", Value: emit.Str("This template is for the accounts " + and(names))},
	}}}})
}

func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func audience(r *plan.BootRoles, envs []*plan.Environment) string {
	if r.Audience != "" {
		return r.Audience
	}
	for _, e := range envs {
		if e.Audience != "" {
			return e.Audience
		}
	}
	return plan.DefaultAudience
}

func provider(t *template, r *plan.BootRoles, envs []*plan.Environment) {
	t.resource("Provider", "AWS::IAM::OIDCProvider", emit.Map{
		{Key: "Url", Value: emit.Str("https://" + r.Provider)},
		{Key: "ClientIdList", Value: emit.Strs(audience(r, envs))},
	})
	t.policies("Provider", "Retain")
	t.condition("HasNoProvider")
}

func serviceRole(b *builder, t *template, r *plan.BootRoles, envs []*plan.Environment) {
	props := emit.Map{{Key: "RoleName", Value: byEnv(envs, func(e *plan.Environment) string { return roleName(e.AssumeRole, e.OidcRole) })}}
	props.Add("AssumeRolePolicyDocument", policyDocument(b.trust(r, envs)))
	permissions(&props, r.Assume)
	t.resource("SharedServiceRole", "AWS::IAM::Role", props)
	listedPolicy(t, "ListedPolicy", "SharedServiceRole", r.Assume)
	for _, e := range envs {
		if s := b.environmentNeeds(e); len(s) > 0 {
			t.resource(strings.TrimPrefix(is(e), "Is")+"Policy", "AWS::IAM::Policy", append(policy(e.Name, s...),
				emit.Entry{Key: "Roles", Value: emit.Seq{ref("SharedServiceRole")}}), "What the jobs do in "+e.Name+".")
			t.condition(is(e))
		}
	}
}

// environmentNeeds are the statements for everything that jobs do in an environment, its stop job among them.
func (b *builder) environmentNeeds(e *plan.Environment) []statement {
	var n needs
	inPipeline := map[*plan.Job]bool{}
	if b.boot.Pipeline != nil {
		_, actions := buildspec.Split(b.plan)
		for _, j := range actions {
			inPipeline[j] = true
		}
	}
	for _, j := range b.plan.Jobs {
		if j.Env == e {
			if inPipeline[j] {
				n.native(j, subText)
				n.artifacts(b, j)
			}
			if !inPipeline[j] || b.hasRunner() {
				n.job(b.plan, j)
			}
			if e.Ephemeral != nil && e.Ephemeral.Job != nil && e.Ephemeral.Deploy == j {
				n.job(b.plan, e.Ephemeral.Job)
			}
		}
	}
	return passing(n.statements(), getAtt("SharedDeploymentRole", "Arn"))
}

// hasRunner reports whether another runner than the pipeline assumes the roles, too.
func (b *builder) hasRunner() bool {
	return b.boot.Roles.Provider != "" || len(b.boot.Roles.Conditions) > 0
}

// passing fills in the execution role, and moves the statement that passes it to the end.
func passing(all []statement, role emit.Value) []statement {
	var out, last []statement
	for _, s := range all {
		if len(s.actions) == 1 && s.actions[0] == "iam:PassRole" {
			s.about = ""
			if t, ok := s.resources[0].(emit.Tag); ok && t.Value == emit.Str("arn:${AWS::Partition}:"+executionRole) {
				s.resources = []emit.Value{role}
			}
			last = append(last, s)
			continue
		}
		out = append(out, s)
	}
	return append(out, last...)
}

// trust says who may assume the runner's role: the runner, and the roles of the pipeline that the spec asks for. Those
// are known by their names, because a principal must exist when it is named and they do not yet.
func (b *builder) trust(r *plan.BootRoles, envs []*plan.Environment) emit.Seq {
	var out emit.Seq
	if b.boot.Pipeline != nil && b.pipelineAccountRef() != "*" {
		out = append(out, b.pipelineTrust().value())
	}
	if r.Provider == "" {
		if b.trustsAccount(r) {
			out = append(out, accountTrust(r).value())
		}
		return out
	}
	for _, e := range envs {
		for _, s := range tokenTrust(r, e, envs) {
			out = append(out, only(is(e), s.value()))
		}
	}
	return out
}

// trustsAccount reports whether the runner's account is trusted: beside a pipeline only under a condition.
func (b *builder) trustsAccount(r *plan.BootRoles) bool {
	return r.Provider == "" && (b.boot.Pipeline == nil || b.pipelineAccountRef() == "*" || len(r.Conditions) > 0)
}

// pipelineTrust admits the pipeline's own role and those of its builds that enter the role of an environment.
func (b *builder) pipelineTrust() statement {
	account := b.pipelineAccountRef()
	var roles []emit.Value
	for _, r := range newPipe(b).buildRoles() {
		if r.enters {
			roles = append(roles, arn("iam::"+account+":role/"+r.name))
		}
	}
	roles = append(roles, arn("iam::"+account+":role/"+pipelineRole(b.plan)))
	return statement{
		sid: "Pipeline", principal: emit.Map{{Key: "AWS", Value: arn("iam::" + account + ":root")}}, actions: []string{"sts:AssumeRole"},
		condition: emit.Map{{Key: "StringEquals", Value: emit.Map{{Key: "aws:PrincipalArn", Value: values(roles)}}}},
	}
}

func accountTrust(r *plan.BootRoles) statement {
	s := statement{
		principal: emit.Map{{Key: "AWS", Value: sub("arn:${AWS::Partition}:iam::${CIAccountID}:root")}},
		actions:   []string{"sts:AssumeRole"},
	}
	if operator, _, ok := userID(r); ok {
		s.condition = emit.Map{{Key: operator, Value: emit.Map{{Key: "aws:userid", Value: ref("CIAccountSTSCondition")}}}}
		return s
	}
	for _, c := range r.Conditions {
		var keys emit.Map
		for _, kv := range c.Keys {
			keys.Add(kv.Key, emit.Str(kv.Value))
		}
		s.condition.Add(c.Operator, keys)
	}
	return s
}

// tokenTrust holds the audience and the subject of a token. Subjects without a `*` are compared whole; the two kinds are
// two statements, because keys of one condition must all hold.
func tokenTrust(r *plan.BootRoles, e *plan.Environment, envs []*plan.Environment) []statement {
	var exact, like []string
	for _, s := range r.SubjectsOf(e.Name) {
		if s.Wild() {
			like = append(like, s.Text)
		} else {
			exact = append(exact, s.Text)
		}
	}
	base := statement{
		principal: emit.Map{{Key: "Federated", Value: arn("iam::${AWS::AccountId}:oidc-provider/" + r.Provider)}},
		actions:   []string{"sts:AssumeRoleWithWebIdentity"},
	}
	aud := emit.Entry{Key: r.Provider + ":aud", Value: emit.Str(audience(r, []*plan.Environment{e}))}
	var out []statement
	if len(exact) > 0 {
		s := base
		s.condition = emit.Map{{Key: "StringEquals", Value: emit.Map{aud, {Key: r.Provider + ":sub", Value: texts(exact)}}}}
		out = append(out, s)
	}
	if len(like) > 0 {
		s := base
		s.condition = emit.Map{{Key: "StringEquals", Value: emit.Map{aud}},
			{Key: "StringLike", Value: emit.Map{{Key: r.Provider + ":sub", Value: texts(like)}}}}
		out = append(out, s)
	}
	return out
}

// executionNeeds are what CloudFormation needs to make a stack of what the jobs hand it, whatever the template creates:
// the uploads that the template refers to, and the transform of a SAM template (AWS SAM Developer Guide, "Permissions").
func (b *builder) executionNeeds(e *plan.Environment) []statement {
	var n needs
	deploys := false
	for _, j := range b.plan.Jobs {
		if j.Env != e {
			continue
		}
		n.region = j.Region
		if n.region == "" {
			n.region = "${AWS::Region}"
		}
		for _, s := range j.Steps {
			bucket, op := stackOf(s.Action)
			if op != "deploy" && op != "create-change-set" {
				continue
			}
			deploys = true
			n.objects(j, bucket, "s3:GetObject")
		}
	}
	if !deploys {
		return nil
	}
	if b.readsStore(e) {
		n.put(need{resource: "s3:::" + b.storeOf() + "/" + plan.Packages + "/*", about: "packages of the pipeline"}, "", packageActions)
		n.key(b, "kms:Decrypt")
	}
	n.transform()
	return n.statements()
}

// stackOf is what a step does to a stack, and the bucket that it uploads to.
func stackOf(a plan.Action) (*plan.Bucket, string) {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return a.Bucket, a.Op
	case *plan.Sam:
		return a.Bucket, a.Op
	}
	return nil, ""
}

func deploymentRole(b *builder, t *template, r *plan.BootRoles, envs []*plan.Environment) {
	props := emit.Map{
		{Key: "RoleName", Value: byEnv(envs, func(e *plan.Environment) string { return roleName(e.ExecutionRole) })},
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("cloudformation.amazonaws.com")))},
	}
	permissions(&props, r.Execution)
	t.resource("SharedDeploymentRole", "AWS::IAM::Role", props)
	listedPolicy(t, "ListedDeploymentPolicy", "SharedDeploymentRole", r.Execution)
	if everything(r.Execution) {
		return
	}
	for _, e := range envs {
		if s := b.executionNeeds(e); len(s) > 0 && e.ExecutionRole != "" {
			t.resource(strings.TrimPrefix(is(e), "Is")+"DeploymentPolicy", "AWS::IAM::Policy", append(policy(e.Name+"-stacks", s...),
				emit.Entry{Key: "Roles", Value: emit.Seq{ref("SharedDeploymentRole")}}), "What the stacks of "+e.Name+" are made of.")
			t.condition(is(e))
		}
	}
}

// changesRole are the actions by which a role gets other permissions, or is entered by others.
var changesRole = []string{"iam:AttachRolePolicy", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
	"iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"}

// bounds keep a role that may change roles from changing these: a job or a template cannot let others in here, nor take
// away the boundary that the author set. The roles change with the stack of this template only.
func bounds(t *template, r *plan.BootRoles, executes bool) {
	roles := []emit.Value{getAtt("SharedServiceRole", "Arn")}
	if executes {
		roles = append(roles, getAtt("SharedDeploymentRole", "Arn"))
	}
	var wide emit.Seq
	if changes(r.Assume) {
		wide = append(wide, ref("SharedServiceRole"))
	}
	if executes && changes(r.Execution) {
		wide = append(wide, ref("SharedDeploymentRole"))
	}
	if len(wide) > 0 {
		t.resource("Bounds", "AWS::IAM::Policy", append(policy("bounds", statement{deny: true, actions: changesRole, resources: roles}),
			emit.Entry{Key: "Roles", Value: wide}), "Who may enter these roles, and what they may do, is said here only, whatever else the policies hold.")
	}
}

// permissions are the policies and the boundary that the author names.
func permissions(props *emit.Map, p plan.Permissions) {
	if len(p.Managed) > 0 {
		props.Add("ManagedPolicyArns", emit.Strs(p.Managed...))
	}
	if p.Boundary != "" {
		props.Add("PermissionsBoundary", emit.Str(p.Boundary))
	}
}

// listedPolicy is the actions that the author lists, if any.
func listedPolicy(t *template, id, role string, p plan.Permissions) {
	if len(p.Actions) == 0 {
		return
	}
	s := statement{actions: p.Actions, resources: []emit.Value{emit.Str("*")}}
	t.resource(id, "AWS::IAM::Policy", append(policy("listed", s), emit.Entry{Key: "Roles", Value: emit.Seq{ref(role)}}), "What "+p.Path+" lists.")
}

// roleName is the name in the first ARN that is not empty.
func roleName(arns ...string) string {
	for _, a := range arns {
		if a != "" {
			return a[strings.LastIndexByte(a, '/')+1:]
		}
	}
	return ""
}

// byEnv is a value that may differ between the accounts.
func byEnv(envs []*plan.Environment, of func(*plan.Environment) string) emit.Value {
	var out emit.Value
	for i := len(envs) - 1; i >= 0; i-- {
		v := of(envs[i])
		switch {
		case v == "":
		case out == nil || out == emit.Value(emit.Str(v)):
			out = emit.Str(v)
		default:
			out = ifElse(is(envs[i]), emit.Str(v), out)
		}
	}
	if out == nil {
		return ref("AWS::NoValue")
	}
	return out
}
