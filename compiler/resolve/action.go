package resolve

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// action resolves a typed step's arguments.
func (r *resolver) action(a spec.Action, path string, sc scope) plan.Action {
	t := func(v spec.Text) plan.Text { return r.text(v, sc) }
	switch a := a.(type) {
	case *spec.Docker:
		return r.docker(a, path, sc)
	case *spec.CloudFormation:
		return r.cloudFormation(a, sc)
	case *spec.Sam:
		out := &plan.Sam{Op: a.Action.V, Template: r.literal(a.Template, sc), Output: r.literal(a.Output, sc), Stack: t(a.Stack),
			Container: a.Container.V, Parameters: r.vars(a.Parameters, sc), Capabilities: strs(a.Capabilities),
			FailOnEmpty: a.OnEmpty.V == "fail", Bucket: r.stepBucket(a.Bucket, spec.Text{}, sc)}
		if out.Op == "package" && out.Bucket == nil {
			out.Bucket = r.store(spec.Text{}, sc)
		}
		return out
	case *spec.CodeDeploy:
		return r.codeDeploy(a, sc)
	case *spec.Ecs:
		return &plan.Ecs{Cluster: t(a.Cluster), Service: t(a.Service), Container: t(a.Container), Image: t(a.Image), Wait: a.Wait.Or(true)}
	case *spec.Lambda:
		return &plan.Lambda{Function: t(a.Function), Zip: r.literal(a.Zip, sc), Image: t(a.Image), Alias: t(a.Alias), Publish: a.Publish.V}
	case *spec.S3Sync:
		return &plan.S3Sync{From: r.literal(a.From, sc), To: t(a.To), ACL: t(a.ACL), CacheControl: t(a.CacheControl), Delete: a.Delete.V}
	case *spec.StartBuild:
		return &plan.StartBuild{Project: t(a.Project), Branch: t(a.Branch), Wait: a.Wait.Or(true)}
	case *spec.Message:
		return &plan.Message{Via: r.channel(a.Via.V), Text: t(a.Text)}
	}
	return nil
}

func (r *resolver) channel(name string) plan.Notify {
	for _, n := range r.plan.Notify {
		if n.Name == name {
			return n
		}
	}
	return plan.Notify{Name: name}
}

func (r *resolver) docker(a *spec.Docker, path string, sc scope) *plan.Docker {
	out := &plan.Docker{Context: r.literal(a.Build, sc), File: r.literal(a.File, sc), Push: a.Push.V, Args: r.vars(a.Args, sc)}
	for _, tag := range a.Tags {
		out.Tags = append(out.Tags, r.text(tag, sc))
	}
	for i, test := range a.Test {
		out.Test = append(out.Test, r.script(test, index(path+".docker.test", i), sc))
	}
	if a.Login != nil {
		out.LoginUser, out.LoginPassword = r.text(a.Login.User, sc), a.Login.Password.V
	}
	return out
}

func (r *resolver) cloudFormation(a *spec.CloudFormation, sc scope) *plan.CloudFormation {
	out := &plan.CloudFormation{
		Op: a.Action.V, Template: r.literal(a.Template, sc), Output: r.literal(a.Output, sc), Outputs: r.literal(a.Outputs, sc),
		Stack: r.text(a.Stack, sc), ChangeSet: r.text(a.ChangeSet, sc), Parameters: r.vars(a.Parameters, sc),
		Capabilities: strs(a.Capabilities), Tags: r.vars(a.Tags, sc), FailOnEmpty: a.OnEmpty.V == "fail",
		Bucket: r.stepBucket(a.Bucket, a.Prefix, sc), ChangeSetAt: a.ChangeSet.At(),
	}
	if out.Op == "package" && out.Bucket == nil {
		out.Bucket = r.store(a.Prefix, sc)
	}
	return out
}

// store is the bucket of the pipeline that the spec asks for, where a packaging step knows no other; nil without one. Its
// first folder keeps what is packaged apart from what the pipeline itself writes there.
func (r *resolver) store(prefix spec.Text, sc scope) *plan.Bucket {
	if b := r.spec.Bootstrap; b == nil || b.Pipeline == nil {
		return nil
	}
	out := &plan.Bucket{Name: plan.Run(plan.PipelineStore), Prefix: plan.Lit(plan.Packages)}
	if prefix.Set() {
		out.Prefix = plan.Join(plan.Lit(plan.Packages+"/"), r.text(prefix, sc))
	}
	return out
}

// stepBucket is where a packaging step uploads to: its own bucket, else the spec's.
func (r *resolver) stepBucket(bucket, prefix spec.Text, sc scope) *plan.Bucket {
	var out plan.Bucket
	switch {
	case bucket.Set():
		out = plan.Bucket{Name: r.text(bucket, sc), Prefix: plan.Lit(r.spec.Name.V)}
	case r.plan.Bucket != nil:
		out = *r.plan.Bucket
	default:
		return nil
	}
	if prefix.Set() {
		out.Prefix = r.text(prefix, sc)
	}
	return &out
}

func (r *resolver) codeDeploy(a *spec.CodeDeploy, sc scope) *plan.CodeDeploy {
	out := &plan.CodeDeploy{
		Application: r.text(a.Application, sc), Group: r.text(a.Group, sc), Config: r.text(a.Config, sc),
		Description: r.text(a.Description, sc), Wait: a.Wait.Or(true),
	}
	out.RevisionAt = revisionAt(a.Node)
	if a.S3 != nil {
		out.Bucket, out.Key = r.text(a.S3.Bucket, sc), r.text(a.S3.Key, sc)
		out.Source = r.literal(a.S3.Source, sc)
	}
	if a.GitHub != nil {
		out.GitHub, out.Repository, out.Commit = true, plan.Run(plan.GitRepo), plan.Run(plan.GitSHA)
		if a.GitHub.Repository.Set() {
			out.Repository = r.text(a.GitHub.Repository, sc)
		}
		if a.GitHub.Commit.Set() {
			out.Commit = r.text(a.GitHub.Commit, sc)
		}
	}
	return out
}

// revisionAt is the place of the key s3 or github.
func revisionAt(n *source.Node) diag.Range {
	revision := n.Get("revision")
	if at := key(revision, "github"); !at.IsZero() {
		return at
	}
	return key(revision, "s3")
}
