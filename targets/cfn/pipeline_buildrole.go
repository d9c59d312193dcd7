package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Builds have a role for each kind of work: what a test runs, from whatever package it installs, may not enter the role that
// deploys, nor write what is deployed. Jobs that need the same share one.

// buildRole is the role of some builds. Its name is fixed where the roles of the environments must know it before it is
// there, else empty.
type buildRole struct {
	id, name string
	jobs     []*plan.Job
	enters   bool // the role of an environment
}

// pipelineRole is the fixed name of the pipeline's role, and mainBuildRole that of the builds, or of the first that enter the
// role of an environment.
func pipelineRole(p *plan.Plan) string  { return p.Name + "-pipeline" }
func mainBuildRole(p *plan.Plan) string { return p.Name + "-build" }

// buildRoles are the roles of the builds, in the order of their jobs. The chalice styles have the one that the stack has.
func (p *pipe) buildRoles() []*buildRole {
	if p.chalice || len(p.buildJobs) == 0 {
		return []*buildRole{{id: p.buildRoleID, jobs: p.buildJobs}}
	}
	var all []*buildRole
	same := map[string]*buildRole{}
	for _, j := range p.buildJobs {
		statements := p.buildStatements([]*plan.Job{j})
		for i := range statements {
			statements[i].about = ""
		}
		needs := string(emit.YAML(nil, document(statements...)))
		r := same[needs]
		if r == nil {
			r = &buildRole{enters: j.Credentials != nil && j.Credentials.AssumeRole != ""}
			same[needs] = r
			all = append(all, r)
		}
		r.jobs = append(r.jobs, j)
	}
	main := all[max(0, slices.IndexFunc(all, func(r *buildRole) bool { return r.enters }))]
	main.id, main.name = p.buildRoleID, mainBuildRole(p.plan)
	taken := map[string]bool{main.id: true}
	for _, r := range all {
		if r == main {
			continue
		}
		job := buildspec.Identifier(r.jobs[0].Name)
		for r.id = camel(job) + "BuildRole"; taken[r.id]; {
			r.id += "2"
		}
		taken[r.id] = true
		if r.enters {
			r.name = main.name + "-" + strings.ReplaceAll(job, "_", "-")
		}
	}
	return all
}

// buildRole adds a role to the template.
func (p *pipe) buildRole(r *buildRole) {
	role := emit.Map{{Key: "AssumeRolePolicyDocument", Value: document(p.trust("codebuild"))}}
	if p.chalice {
		p.t.resource(r.id, "AWS::IAM::Role", role)
		p.t.resource("CodeBuildPolicy", "AWS::IAM::Policy", emit.Map{
			{Key: "PolicyName", Value: emit.Str("CodeBuildPolicy")}, {Key: "PolicyDocument", Value: document(p.buildStatements(r.jobs)...)},
			{Key: "Roles", Value: emit.Seq{ref(r.id)}}}, jobsLine(r.jobs))
		return
	}
	if r.name != "" {
		role = append(emit.Map{{Key: "RoleName", Value: emit.Str(r.name)}}, role...)
	}
	role.Add("Policies", emit.Seq{policy("build", p.buildStatements(r.jobs)...)})
	p.t.resource(r.id, "AWS::IAM::Role", role, jobsLine(r.jobs))
}

// handsOn reports whether a build writes an artifact. Where in the store is CodePipeline's own affair.
func handsOn(j *plan.Job) bool { return j.Artifacts != nil }

// written is what builds that hand on nothing write to the pipeline's store: caches, and what they package.
func (p *pipe) written(jobs []*plan.Job) []emit.Value {
	var out []emit.Value
	for _, j := range jobs {
		if j.Cache != nil {
			out = appendNew(out, sub("${"+p.storeID+".Arn}/cache/"+p.projectName(j)+"*"))
		}
		if stores(j) && p.packageStore() == p.storeID {
			out = appendNew(out, sub("${"+p.storeID+".Arn}/"+plan.Packages+"/*"))
		}
	}
	return out
}
