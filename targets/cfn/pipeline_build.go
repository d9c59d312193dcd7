package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// builds are the CodeBuild projects of the jobs, their roles, and one log.
func (p *pipe) builds() {
	if len(p.buildJobs) == 0 {
		return
	}
	if !p.chalice {
		p.t.kept("BuildLog", "AWS::Logs::LogGroup", emit.Map{
			{Key: "LogGroupName", Value: emit.Str("/aws/codebuild/" + p.plan.Name)}, {Key: "RetentionInDays", Value: emit.Int(90)}})
	}
	role := map[*plan.Job]string{}
	for _, r := range p.buildRoles() {
		p.buildRole(r)
		for _, j := range r.jobs {
			role[j] = r.id
		}
	}
	for _, j := range p.buildJobs {
		for _, i := range p.projectInstances(j) {
			p.t.resource(p.projectID(j, i), "AWS::CodeBuild::Project", p.project(j, i, role[j]))
		}
	}
}

func jobsLine(jobs []*plan.Job) string {
	var names []string
	for _, j := range jobs {
		names = append(names, j.Name)
	}
	if len(names) == 1 {
		return "Job " + names[0] + "."
	}
	return "Jobs " + and(names) + "."
}

// trust lets a service assume a role. The chalice styles keep the principals that the stack has.
func (p *pipe) trust(service string) statement {
	if p.chalice {
		return trustService(sub(service + ".${AWS::URLSuffix}"))
	}
	return trustService(emit.Str(service + ".amazonaws.com"))
}

// buildStatements are what the builds of some jobs may do: write their logs, read artifacts and write those that they make, and
// what their steps need.
func (p *pipe) buildStatements(jobs []*plan.Job) []statement {
	logs := statement{actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"}}
	if p.chalice {
		logs.actions = append([]string{"logs:CreateLogGroup"}, logs.actions...)
		for _, j := range jobs {
			group := "logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/codebuild/" + p.projectName(j)
			logs.resources = append(logs.resources, arn(group), arn(group+":*"))
		}
	} else {
		logs.resources = []emit.Value{getAtt("BuildLog", "Arn")}
	}
	all := []statement{logs}
	objects := statement{actions: []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"}}
	if p.appBucket() {
		objects.resources = append(objects.resources, sub("${ApplicationBucket.Arn}/*"))
	}
	if !p.chalice && !slices.ContainsFunc(jobs, handsOn) {
		objects.resources = append(objects.resources, p.written(jobs)...)
		if len(objects.resources) > 0 {
			all = append(all, objects)
		}
		objects = statement{actions: []string{"s3:GetObject", "s3:GetObjectVersion"}}
	}
	objects.resources = append(objects.resources, sub("${"+p.storeID+".Arn}/*"))
	all = append(all, objects)
	if p.crosses() {
		all = append(all, p.useKey())
	}
	derived := p.buildNeeds(jobs)
	for i := range derived { // the execution role is a matter of the actions; a build that passes it names it
		if len(derived[i].resources) == 1 && derived[i].actions[0] == "iam:PassRole" && isExecution(derived[i].resources[0]) {
			derived[i].resources = p.executionRoles(jobs)
			derived[i].about = ""
		}
	}
	return append(all, derived...)
}

func isExecution(v emit.Value) bool {
	t, ok := v.(emit.Tag)
	return ok && t.Value == emit.Str("arn:${AWS::Partition}:"+executionRole)
}

// executionRoles are the roles that jobs hand to CloudFormation.
func (p *pipe) executionRoles(jobs []*plan.Job) []emit.Value {
	var out []emit.Value
	for _, j := range jobs {
		if j.Env != nil && j.Env.ExecutionRole != "" && j.Env.AssumeRole == "" {
			out = appendNew(out, p.executionRole(j))
		}
	}
	return out
}

// useKey is what reading and writing encrypted objects takes.
var useKey = []string{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"}

// useKey lets a role of this account use the artifacts' key.
func (p *pipe) useKey() statement {
	return statement{actions: useKey, resources: []emit.Value{getAtt("ArtifactKey", "Arn")}}
}

// projectInstances are the combinations that need a project of their own: one each where the image depends on the
// matrix, else one for all.
func (p *pipe) projectInstances(j *plan.Job) [][]plan.Var {
	all := buildspec.Instances(j)
	if j.Matrix == nil || (j.Image == nil || !j.Image.Name.Uses(plan.MatrixValue)) && !buildspec.ByInstance(j) {
		return all[:1]
	}
	return all
}

// projectID is the logical id of the project that builds a combination of a job.
func (p *pipe) projectID(j *plan.Job, instance []plan.Var) string {
	if p.chalice && j == p.packing {
		return "AppPackageBuild"
	}
	name := buildspec.Identifier(j.Name)
	if len(p.projectInstances(j)) > 1 {
		name = buildspec.InstanceIdentifier(j, instance)
	}
	return camel(name) + "Build"
}

// projectName is the project's name, safe inside !Sub.
func (p *pipe) projectName(j *plan.Job) string {
	if p.chalice {
		if j == p.packing {
			return "${ApplicationName}Build"
		}
		return "${ApplicationName}" + camel(j.Name)
	}
	return p.plan.Name + "-" + strings.ReplaceAll(buildspec.Identifier(j.Name), "_", "-")
}

func (p *pipe) project(j *plan.Job, instance []plan.Var, role string) emit.Map {
	name := emit.Value(emit.Str(p.projectName(j)))
	if p.chalice {
		name = sub(p.projectName(j))
	} else if len(p.projectInstances(j)) > 1 {
		name = emit.Str(p.plan.Name + "-" + strings.ReplaceAll(buildspec.InstanceIdentifier(j, instance), "_", "-"))
	}
	m := emit.Map{{Key: "Name", Value: name}, {Key: "ServiceRole", Value: getAtt(role, "Arn")}}
	if p.crosses() {
		m.Add("EncryptionKey", getAtt("ArtifactKey", "Arn"))
	}
	if t := j.Timeout; t != nil {
		m.Add("TimeoutInMinutes", emit.Int(int64(minutes(t))))
	}
	m.Add("Artifacts", emit.Map{{Key: "Type", Value: emit.Str("CODEPIPELINE")}})
	if j.Cache != nil {
		m.Add("Cache", emit.Map{{Key: "Type", Value: emit.Str("S3")}, {Key: "Location", Value: sub("${" + p.storeID + "}/cache/" + p.projectName(j))}})
	}
	logs := emit.Map{{Key: "Status", Value: emit.Str("ENABLED")}}
	if !p.chalice {
		logs.Add("GroupName", ref("BuildLog"))
	}
	m.Add("LogsConfig", emit.Map{{Key: "CloudWatchLogs", Value: logs}})
	m.Add("Environment", p.environment(j, instance))
	source := emit.Map{{Key: "Type", Value: emit.Str("CODEPIPELINE")}}
	if text := p.buildSpec(j, instance); text != "" {
		source.Add("BuildSpec", emit.Str(text))
	}
	m.Add("Source", source)
	return m
}

func (p *pipe) environment(j *plan.Job, instance []plan.Var) emit.Map {
	var image emit.Value
	switch named := buildspec.ImageOf(j, instance); {
	case p.chalice && j == p.packing:
		image = ref("CodeBuildImage")
	case p.c.BuildImage != "" && named == "":
		image = emit.Str(p.c.BuildImage)
	case named == "":
		image = emit.Str(defaultImage)
	default:
		image = emit.Str(named)
	}
	kind, size := "LINUX_CONTAINER", j.Runner.Compute
	if j.Runner.Arch == "arm64" {
		kind = "ARM_CONTAINER"
	}
	if size == "" {
		size = p.c.Compute
	}
	if size == "" {
		size = "small"
	}
	m := emit.Map{{Key: "Type", Value: emit.Str(kind)}, {Key: "ComputeType", Value: emit.Str(buildspec.ComputeType(size))}, {Key: "Image", Value: image}}
	if j.Docker || len(j.Services) > 0 {
		m.Add("PrivilegedMode", emit.Bool(true))
	}
	var vars emit.Seq
	if p.appBucket() {
		vars = append(vars, emit.Map{{Key: "Name", Value: emit.Str(p.appBucketVar())}, {Key: "Value", Value: ref("ApplicationBucket")}})
	}
	if stores(j) {
		vars = append(vars, emit.Map{{Key: "Name", Value: emit.Str(buildspec.Name(plan.PipelineStore, ""))}, {Key: "Value", Value: ref(p.packageStore())}})
	}
	if vars != nil {
		m.Add("EnvironmentVariables", vars)
	}
	return m
}

// buildSpec is the buildspec in the template, or its name in the repository, or "" for the name that CodeBuild looks for
// by itself.
func (p *pipe) buildSpec(j *plan.Job, instance []plan.Var) string {
	if !buildspec.ByInstance(j) {
		instance = nil
	}
	if p.c.Inline {
		version := "0.2"
		if p.c.Style == "chalice-v1" {
			version = "0.1"
		}
		hands := slices.ContainsFunc(p.plan.Jobs, func(k *plan.Job) bool {
			return slices.ContainsFunc(k.Needs, func(n plan.Need) bool { return n.Job == j && n.Artifacts })
		})
		return string(emit.YAML(nil, buildspec.Job(p.plan, j, buildspec.Options{Version: version, Pipeline: true, HandsOn: hands, Instance: instance}).Value()))
	}
	switch builds, _ := buildspec.Split(p.plan); {
	case len(builds) > 1 || instance != nil:
		return buildspec.Path(j, instance)
	case p.c.BuildSpecFile != "buildspec.yml":
		return p.c.BuildSpecFile
	}
	return ""
}

// minutes is a timeout of a build; CodeBuild takes 5 to 2160.
func minutes(d *plan.Duration) int { return min(2160, max(5, (d.Seconds+59)/60)) }
