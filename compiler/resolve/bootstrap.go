package resolve

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

func place(n *source.Node) diag.Range {
	if n == nil {
		return diag.Range{}
	}
	return n.Range
}

func (r *resolver) bootstrap() {
	b := r.spec.Bootstrap
	if b == nil {
		return
	}
	out := &plan.Bootstrap{At: place(b.Node)}
	if b.Roles != nil {
		out.Roles = r.bootRoles(b.Roles)
	}
	if b.Bucket != nil {
		out.Bucket = &plan.BootBucket{Versioned: b.Bucket.Versioned.Or(true), Expire: duration(b.Bucket.Expire), At: place(b.Bucket.Node)}
	}
	if b.Ecr != nil {
		out.Ecr = &plan.BootEcr{Repository: r.literal(b.Ecr.Repository, scope{}), At: place(b.Ecr.Node)}
		if b.Ecr.Repository.Set() {
			out.Ecr.At = b.Ecr.Repository.At()
		}
	}
	if b.Pipeline != nil {
		out.Pipeline = r.bootPipeline(b.Pipeline)
	}
	if b.CodeBuild != nil {
		out.CodeBuild = r.bootCodeBuild(b.CodeBuild)
	}
	if c := b.CodeDeploy; c != nil {
		out.CodeDeploy = &plan.BootCodeDeploy{Tags: r.kvs(c.Tags), Role: r.literal(c.Role, scope{}), At: place(c.Node)}
	}
	r.plan.Bootstrap = out
}

func (r *resolver) kvs(all []spec.KV) []plan.KV {
	var out []plan.KV
	for _, kv := range all {
		out = append(out, plan.KV{Key: kv.Key.V, Value: r.literal(kv.V, scope{})})
	}
	return out
}

func (r *resolver) bootRoles(b *spec.BootRoles) *plan.BootRoles {
	out := &plan.BootRoles{
		Account: r.literal(b.Account, scope{}), AccountAt: b.Account.At(), Assume: r.permissions(b.Assume, "bootstrap.roles.assume"),
		Execution: r.permissions(b.Execution, "bootstrap.roles.execution"), At: place(b.Node),
	}
	for _, c := range b.Condition {
		out.Conditions = append(out.Conditions, plan.Condition{Operator: c.Key.V, Keys: r.kvs(c.V)})
	}
	if o := b.Oidc; o != nil {
		out.Provider, out.Audience = o.Provider.V, o.Audience.V
		const path = "bootstrap.roles.trust.oidc.subjects"
		out.Subjects = r.subjects(o.Subjects, path)
		for _, s := range o.ByEnvironment {
			out.ByEnvironment = append(out.ByEnvironment, plan.EnvSubjects{Environment: s.Key.V, Subjects: r.subjects(s.V, path+"."+s.Key.V)})
		}
	}
	for _, name := range b.Environments {
		if e := r.envs[name.V]; e != nil {
			out.Environments = append(out.Environments, e)
		}
	}
	if b.Environments == nil {
		out.Environments = r.plan.Environments
	}
	return out
}

func (r *resolver) subjects(texts []spec.Text, path string) []plan.Subject {
	var out []plan.Subject
	for i, t := range texts {
		s := plan.Subject{Text: r.literal(t, scope{}), At: t.At(), Path: path}
		if len(texts) > 1 {
			s.Path += "[" + strconv.Itoa(i) + "]"
		}
		out = append(out, s)
	}
	return out
}

func (r *resolver) permissions(p *spec.Permissions, path string) plan.Permissions {
	if p == nil {
		return plan.Permissions{Path: path}
	}
	out := plan.Permissions{Managed: strs(p.ManagedPolicies), Actions: strs(p.Permissions), Boundary: p.Boundary.V, At: place(p.Node), Path: path}
	if len(p.ManagedPolicies) > 0 {
		out.At = p.ManagedPolicies[0].At()
	}
	for _, m := range p.ManagedPolicies {
		out.ManagedAt = append(out.ManagedAt, m.At())
	}
	for _, a := range p.Permissions {
		out.ActionsAt = append(out.ActionsAt, a.At())
	}
	return out
}

func (r *resolver) bootPipeline(b *spec.BootPipeline) *plan.BootPipeline {
	t := func(v spec.Text) string { return r.literal(v, scope{}) }
	out := &plan.BootPipeline{
		Style: b.Style.Or("jobs"), BuildImage: t(b.BuildImage), Compute: b.Compute.V, AppBucket: b.AppBucket.V,
		AppBucketVar: b.AppBucketVar.V, Inline: b.BuildSpec.Or("inline") == "inline", BuildSpecFile: b.BuildSpecFile.V,
		At: place(b.Node), SourceAt: place(b.SourceNode),
	}
	if c := b.CodeCommit; c != nil {
		out.CodeCommit = &plan.CodeCommitSource{Repository: t(c.Repository), Branch: t(c.Branch), Create: c.Create.V}
	}
	if g := b.GitHub; g != nil {
		out.GitHub = &plan.GitHubSource{Owner: t(g.Owner), Repo: t(g.Repo), Branch: t(g.Branch),
			TokenParameter: g.TokenParameter.V, TokenSecretID: g.TokenSecretID.V, TokenSecretKey: g.TokenSecretKey.V}
	}
	if c := b.Connection; c != nil {
		out.Connection = &plan.ConnectionSource{ARN: t(c.ARN), Repository: t(c.Repository), Branch: t(c.Branch)}
	}
	return out
}

func (r *resolver) bootCodeBuild(b *spec.BootCodeBuild) *plan.BootCodeBuild {
	out := &plan.BootCodeBuild{
		Forge: b.Forge.V, Repository: r.literal(b.Repository, scope{}), Image: r.literal(b.Image, scope{}),
		At: place(b.Node), SourceAt: b.Forge.At(),
	}
	if b.Slack != nil {
		out.SlashCommand, out.Projects = b.Slack.SlashCommand.V, r.kvs(b.Slack.Projects)
	}
	return out
}

func (r *resolver) appSpec() {
	a := r.spec.AppSpec
	if a == nil {
		return
	}
	out := &plan.AppSpec{At: place(a.Node), Ecs: r.resolved(tree(a.Ecs, "appspec.ecs")), Lambda: r.resolved(tree(a.Lambda, "appspec.lambda"))}
	if s := a.Server; s != nil {
		out.Server = &plan.AppSpecServer{OS: s.OS.V, FileExists: s.FileExists.V}
		for _, f := range s.Files {
			out.Server.Files = append(out.Server.Files, plan.AppSpecFile{Source: r.literal(f.Source, scope{}),
				Destination: r.literal(f.Destination, scope{}), At: place(f.Node)})
		}
		for _, p := range s.Permissions {
			out.Server.Permissions = append(out.Server.Permissions, r.appSpecPermission(p))
		}
		for _, h := range s.Hooks {
			out.Server.Hooks = append(out.Server.Hooks, r.appSpecEvent(h))
		}
	}
	r.plan.AppSpec = out
}

// resolved resolves the references in a tree of texts.
func (r *resolver) resolved(t plan.Tree) plan.Tree {
	t.Text = r.literal(spec.Text{V: t.Text}, scope{})
	for i := range t.Map {
		t.Map[i].Value = r.resolved(t.Map[i].Value)
	}
	for i := range t.Seq {
		t.Seq[i] = r.resolved(t.Seq[i])
	}
	return t
}

func (r *resolver) appSpecPermission(p *spec.AppSpecPermission) plan.AppSpecPermission {
	t := func(v spec.Text) string { return r.literal(v, scope{}) }
	return plan.AppSpecPermission{
		Object: t(p.Object), Pattern: t(p.Pattern), Owner: t(p.Owner), Group: t(p.Group), Mode: t(p.Mode),
		Except: r.literals(p.Except, scope{}), ACLs: r.literals(p.ACLs, scope{}), Type: strs(p.Type),
		ContextUser: t(p.ContextUser), ContextType: t(p.ContextType), ContextRange: t(p.ContextRange),
	}
}

func (r *resolver) appSpecEvent(h spec.Named[[]*spec.AppSpecHook]) plan.AppSpecEvent {
	e := plan.AppSpecEvent{Event: h.Key.V, At: h.Key.At()}
	for _, s := range h.V {
		e.Hooks = append(e.Hooks, plan.AppSpecHook{Location: r.literal(s.Location, scope{}), RunAs: r.literal(s.RunAs, scope{}),
			Timeout: s.Timeout.V, At: place(s.Node)})
	}
	return e
}
