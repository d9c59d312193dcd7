package cfn

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Packaging steps without a bucket of their own upload to a bucket of the pipeline, under packages/: the build's role
// writes there, and the roles that CloudFormation works under read what a stack is made of.

// packageStore is the bucket that they upload to.
func (p *pipe) packageStore() string {
	if p.appBucket() {
		return "ApplicationBucket"
	}
	return p.storeID
}

// stores reports whether a step of the job uploads there.
func stores(j *plan.Job) bool {
	return slices.ContainsFunc(slices.Concat(j.Install, j.Before, j.Steps), func(s plan.Step) bool { return plan.Stores(s.Action) })
}

// packageActions are what CloudFormation does to what a template refers to.
var packageActions = []string{"s3:GetObject", "s3:GetObjectVersion"}

// packageReaders are the jobs that deploy a template whose parts are there, under a role of their environment. One for
// each role.
func (p *pipe) packageReaders() []*plan.Job {
	var out []*plan.Job
	for _, j := range p.plan.Jobs {
		e := j.Env
		if e == nil || e.ExecutionRole == "" || p.leftOut(j) || !deploysStored(j) {
			continue
		}
		if !slices.ContainsFunc(out, func(o *plan.Job) bool { return o.Env.ExecutionRole == e.ExecutionRole }) {
			out = append(out, j)
		}
	}
	return out
}

// deploysStored reports whether the job makes a stack or a change set of a template that was packaged into the store, by
// itself or by a job that it needs.
func deploysStored(j *plan.Job) bool {
	for i := range j.Steps {
		template := ""
		switch a := j.Steps[i].Action.(type) {
		case *plan.CloudFormation:
			if a.Op == "deploy" || a.Op == "create-change-set" {
				template = a.Template
			}
		case *plan.Sam:
			if a.Op == "deploy" {
				template = a.Template
			}
		}
		if template == "" {
			continue
		}
		if m := maker(j, template); stores(j) || m != nil && stores(m) {
			return true
		}
	}
	return false
}

// executionRoleList are the roles of these jobs, each with its environment.
func (p *pipe) executionRoleList(jobs []*plan.Job) emit.Seq {
	var out emit.Seq
	for _, j := range jobs {
		out = append(out, emit.Noted{Value: p.executionRole(j), Line: j.Env.Name})
	}
	return out
}

// readsStore reports whether the execution role of an environment in another account reads packages of the pipeline. The
// store's own policy is not enough there.
func (b *builder) readsStore(e *plan.Environment) bool {
	if b.boot.Pipeline == nil {
		return false
	}
	p := newPipe(b)
	return p.packageStore() == p.storeID && slices.Contains(p.foreign(), e) &&
		slices.ContainsFunc(p.packageReaders(), func(j *plan.Job) bool { return j.Env.ExecutionRole == e.ExecutionRole })
}

// sayStored: the build's own role writes to the store, and no other; CloudFormation reads there only where the store can
// be named before it is there.
func sayStored(p *plan.Plan, uses []plan.Use) diag.List {
	if !inPipeline(p) {
		return nil
	}
	n := newPipe(&builder{plan: p, boot: p.Bootstrap})
	var out diag.List
	for _, u := range uses {
		if c := u.Job.Credentials; c != nil && c.AssumeRole != "" && !n.leftOut(u.Job) {
			out.Add(find(diag.Error, "no-bucket", u, u.Job.Name+" works as "+roleName(c.AssumeRole)+", which may not write to the pipeline's store").
				WithHelp("delete `access` of " + u.Job.Name + ", so that the build's own role uploads, or set `artifact_bucket`"))
		}
	}
	for _, j := range n.packageReaders() {
		e := j.Env
		if e.AssumeRole == "" || n.home != "" && e.Account == n.home {
			continue
		}
		if n.packageStore() != n.storeID || !slices.Contains(n.foreign(), e) {
			out.Add(diag.New(diag.Error, "no-bucket", j.At, j.Path, "CloudFormation works in account "+e.Account+" and may not read what "+
				uses[0].Job.Name+" uploads to the pipeline's store").WithHelp("set `artifact_bucket`"))
		}
	}
	return out
}
