package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// pipelineRole is what the pipeline itself may do: read the source, start the builds, work on the stacks, hand the
// execution roles to CloudFormation, enter the other accounts.
func (p *pipe) pipelineRole() {
	all := p.sourceStatements()
	if projects := p.projects(); len(projects) > 0 {
		all = append(all, statement{actions: []string{"codebuild:BatchGetBuilds", "codebuild:StartBuild"}, resources: projects})
	}
	var roles []string
	n := needs{here: true}
	for _, j := range p.actionJobs() {
		if j.Env != nil && j.Env.AssumeRole != "" {
			if !slices.Contains(roles, j.Env.AssumeRole) {
				roles = append(roles, j.Env.AssumeRole)
			}
			continue
		}
		n.native(j, p.ownText)
	}
	all = append(all, p.nativeStatements(n)...)
	if len(roles) > 0 {
		all = append(all, statement{actions: []string{"sts:AssumeRole"}, resources: textValues(roles)})
	}
	if passed := p.passed(); len(passed) > 0 {
		all = append(all, passTo("cloudformation.amazonaws.com", passed...))
	}
	all = append(all,
		statement{actions: []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"}, resources: []emit.Value{sub("${" + p.storeID + ".Arn}/*")}},
		statement{actions: []string{"s3:GetBucketVersioning"}, resources: []emit.Value{getAtt(p.storeID, "Arn")}})
	if p.crosses() {
		all = append(all, p.useKey())
	}
	m := emit.Map{{Key: "AssumeRolePolicyDocument", Value: document(p.trust("codepipeline"))}}
	name := "DefaultPolicy"
	if !p.chalice {
		m = append(emit.Map{{Key: "RoleName", Value: emit.Str(pipelineRole(p.plan))}}, m...)
		name = "pipeline"
	}
	m.Add("Policies", emit.Seq{policy(name, all...)})
	p.t.resource(p.pipelineRoleID, "AWS::IAM::Role", m)
}

// nativeStatements are the needs of the actions, without the passing of roles, which is one statement for all.
func (p *pipe) nativeStatements(n needs) []statement {
	var out []statement
	for _, s := range n.statements() {
		if len(s.actions) > 0 && s.actions[0] != "iam:PassRole" {
			if p.chalice {
				s.about = ""
			}
			out = append(out, s)
		}
	}
	return out
}

func textValues(all []string) []emit.Value {
	out := make([]emit.Value, len(all))
	for i, s := range all {
		out[i] = emit.Str(s)
	}
	return out
}

// actionJobs are the jobs that become actions of other services than CodeBuild.
func (p *pipe) actionJobs() []*plan.Job {
	var out []*plan.Job
	for _, j := range p.plan.Jobs {
		if p.actions[j] && !p.leftOut(j) {
			out = append(out, j)
		}
	}
	return out
}

func (p *pipe) projects() []emit.Value {
	var out []emit.Value
	for _, j := range p.buildJobs {
		for _, i := range p.projectInstances(j) {
			out = append(out, getAtt(p.projectID(j, i), "Arn"))
		}
	}
	return out
}

// passed are the execution roles that actions of this account hand to CloudFormation.
func (p *pipe) passed() []emit.Value {
	var out []emit.Value
	for _, j := range p.actionJobs() {
		if j.Env != nil && j.Env.AssumeRole != "" {
			continue
		}
		if slices.ContainsFunc(j.Steps, func(s plan.Step) bool {
			c, ok := s.Action.(*plan.CloudFormation)
			return ok && c.Op != "execute-change-set"
		}) {
			out = appendNew(out, p.executionRole(j))
		}
	}
	return out
}

func (p *pipe) sourceStatements() []statement {
	switch {
	case p.c.CodeCommit != nil:
		return []statement{{actions: []string{"codecommit:CancelUploadArchive", "codecommit:GetBranch", "codecommit:GetCommit",
			"codecommit:GetUploadArchiveStatus", "codecommit:UploadArchive"}, resources: []emit.Value{p.repositoryArn()}}}
	case p.c.Connection != nil: // the service was renamed, and connections of both names are in use
		return []statement{{actions: []string{"codeconnections:UseConnection", "codestar-connections:UseConnection"},
			resources: []emit.Value{ref("ConnectionArn")}}}
	}
	return nil
}

// native adds what CodePipeline's own actions of a job need (AWS CodePipeline User Guide, "Manage the CodePipeline service
// role"). text makes the names of stacks safe inside !Sub.
func (n *needs) native(j *plan.Job, text func(string) string) {
	n.region = "${AWS::Region}"
	if !n.here && j.Region != "" {
		n.region = j.Region
	}
	for i := range j.Steps {
		switch a := j.Steps[i].Action.(type) {
		case *plan.CloudFormation:
			n.add(j.Name, n.in("cloudformation", "stack/"+text(pattern(a.Stack))+"/*"), stackActions[a.Op]...)
			if a.Op != "execute-change-set" {
				n.pass(j)
			}
		case *plan.CodeDeploy:
			app := text(pattern(a.Application))
			n.add(j.Name, n.in("codedeploy", "application:"+app), "codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision")
			n.add(j.Name, n.in("codedeploy", "deploymentgroup:"+app+"/"+text(pattern(a.Group))), "codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup")
			n.add(j.Name, n.in("codedeploy", "deploymentconfig:*"), "codedeploy:GetDeploymentConfig")
		}
	}
}

// stackActions are the calls of each mode.
var stackActions = map[string][]string{
	"deploy": {"cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"},
	"create-change-set": {"cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet", "cloudformation:DescribeChangeSet",
		"cloudformation:DescribeStacks"},
	"execute-change-set": {"cloudformation:DescribeChangeSet", "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet"},
	"delete":             {"cloudformation:DeleteStack", "cloudformation:DescribeStacks"},
}

// artifacts adds what an action in another account needs to read, and perhaps to write, the pipeline's artifacts.
func (n *needs) artifacts(b *builder, j *plan.Job) {
	n.put(need{resource: "s3:::" + b.storeOf() + "/*", about: "the pipeline's artifacts"}, "", []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"})
	n.key(b, useKey...)
}

// key adds the use of the artifacts' key, which is made after the roles and so has no name yet.
func (n *needs) key(b *builder, actions ...string) {
	region := b.region()
	if region == "" {
		region = "*"
	}
	n.put(need{resource: "kms:" + region + ":" + b.pipelineAccountRef() + ":key/*", about: "their key, by way of S3",
		via: "s3." + region + ".amazonaws.com"}, "", actions)
}

// storeOf is the pipeline's store inside roles.yml.
func (b *builder) storeOf() string {
	return subText(b.plan.Name) + "-pipeline-" + b.pipelineAccountRef()
}

// pipelineAccountRef is the pipeline's account inside roles.yml.
func (b *builder) pipelineAccountRef() string {
	if b.boot.Roles != nil && b.boot.Roles.Account != "" {
		return "${CIAccountID}"
	}
	if a := pipelineAccount(b.plan); a != "" {
		return a
	}
	return "*"
}

// deployRole is what CloudFormation may do for the stacks of a Chalice application; only the chalice styles make it.
func (p *pipe) deployRole() {
	if !p.chalice {
		return
	}
	var jobs []*plan.Job
	var stacks []string
	for _, j := range p.actionJobs() {
		if j.Env != nil && (j.Env.ExecutionRole != "" || j.Env.AssumeRole != "") {
			continue
		}
		jobs = append(jobs, j)
		for i := range j.Steps {
			if c, ok := j.Steps[i].Action.(*plan.CloudFormation); ok && !slices.Contains(stacks, p.ownText(pattern(c.Stack))) {
				stacks = append(stacks, p.ownText(pattern(c.Stack)))
			}
		}
	}
	if len(jobs) == 0 {
		return
	}
	p.t.resource("CFNDeployRole", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(p.trust("cloudformation"))},
		{Key: "Policies", Value: emit.Seq{policy("DeployAccess", chalicePermissions(stacks)...)}},
	}, strings.TrimSuffix(jobsLine(jobs), ".")+": what CloudFormation needs for a Chalice application (functions, their roles, REST API,",
		"schedules). A template with more than that adds to this role by targets.cfn.raw, pipeline.CFNDeployRole.")
}
