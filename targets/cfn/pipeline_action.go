package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// action is one action of a stage, in print order (AWS CodePipeline User Guide, "Action declaration").
type action struct {
	name, category, owner, provider string
	order                           int
	namespace                       string
	config                          emit.Map
	in, out                         []string
	role                            string // assumed for the action
	minutes                         int
}

func stageValue(name string, all []action) emit.Map {
	var seq emit.Seq
	for _, a := range all {
		seq = append(seq, a.value())
	}
	return emit.Map{{Key: "Name", Value: emit.Str(name)}, {Key: "Actions", Value: seq}}
}

func (a action) value() emit.Map {
	m := emit.Map{{Key: "Name", Value: emit.Str(a.name)}, {Key: "RunOrder", Value: emit.Int(int64(a.order))}}
	m.Add("ActionTypeId", emit.Map{{Key: "Category", Value: emit.Str(a.category)}, {Key: "Owner", Value: emit.Str(a.owner)},
		{Key: "Provider", Value: emit.Str(a.provider)}, {Key: "Version", Value: emit.Str("1")}})
	if a.namespace != "" {
		m.Add("Namespace", emit.Str(a.namespace))
	}
	if a.role != "" {
		m.Add("RoleArn", emit.Str(a.role))
	}
	if a.minutes > 0 {
		m.Add("TimeoutInMinutes", emit.Int(int64(a.minutes)))
	}
	if len(a.config) > 0 {
		m.Add("Configuration", a.config)
	}
	for _, s := range []struct {
		key string
		all []string
	}{{"InputArtifacts", a.in}, {"OutputArtifacts", a.out}} {
		if len(s.all) > 0 {
			var seq emit.Seq
			for _, name := range s.all {
				seq = append(seq, emit.Map{{Key: "Name", Value: emit.Str(name)}})
			}
			m.Add(s.key, seq)
		}
	}
	return m
}

// actionsOf are the actions of a stage.
func (p *pipe) actionsOf(s stage) []action {
	var out []action
	for _, j := range s.jobs {
		order := j.order
		alone := p.chalice && len(s.jobs) == 1
		if j.job.Gate != nil {
			out = append(out, approval(j.job, order, alone))
			order++
		}
		if !p.actions[j.job] {
			out = append(out, p.buildActions(j.job, order)...)
			continue
		}
		for i := range j.job.Steps {
			a := p.step(j.job, &j.job.Steps[i], alone)
			a.order = order + i
			out = append(out, a)
		}
	}
	return out
}

// approval waits for a person. Who may answer is a matter of IAM (codepipeline:PutApprovalResult).
func approval(j *plan.Job, order int, alone bool) action {
	a := action{name: "Approve", category: "Approval", owner: "AWS", provider: "Manual", order: order}
	if !alone {
		a.name = stageName(j.Name, false) + "-approve"
	}
	if j.Gate.Message != "" {
		a.config.Add("CustomData", emit.Str(j.Gate.Message))
	}
	if t := j.Gate.Timeout; t != nil {
		a.minutes = max(5, (t.Seconds+59)/60)
	}
	return a
}

// buildActions are the builds of a job, one for each combination of its matrix.
func (p *pipe) buildActions(j *plan.Job, order int) []action {
	var out []action
	instances := buildspec.Instances(j)
	for _, i := range instances {
		a := action{name: stageName(j.Name, false), category: "Build", owner: "AWS", provider: "CodeBuild", order: order}
		if p.chalice && j == p.packing {
			a.name = "CodeBuild"
		}
		if len(instances) > 1 {
			a.name = strings.ReplaceAll(buildspec.InstanceIdentifier(j, i), "_", "-")
		}
		a.config.Add("ProjectName", ref(p.projectID(j, i)))
		a.in = p.inputs(j)
		if len(a.in) > 1 {
			a.config.Add("PrimarySource", emit.Str(p.sourceArtifact))
		}
		if len(i) > 0 {
			a.config.Add("EnvironmentVariables", emit.Str(variables(i)))
		}
		if j.Artifacts != nil {
			a.out = []string{p.artifactOf(j, i)}
		}
		out = append(out, a)
	}
	return out
}

// variables are the values of one combination, in the form of the action.
func variables(instance []plan.Var) string {
	var all []string
	for _, v := range instance {
		all = append(all, `{"name": `+quoteJSON(v.Name)+`, "value": `+quoteJSON(v.Value.Must())+`, "type": "PLAINTEXT"}`)
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// inputs are the artifacts that a build reads: the source, where its buildspec stands, and those of the jobs it needs.
func (p *pipe) inputs(j *plan.Job) []string {
	out := []string{p.sourceArtifact}
	for _, n := range j.Needs {
		if !n.Artifacts || p.leftOut(n.Job) {
			continue
		}
		out = append(out, p.artifactsOf(n)...)
	}
	return out
}

// leftOut reports whether the job is no part of the pipeline.
func (f *flow) leftOut(j *plan.Job) bool { return f.out[j] }

// artifactsOf are the artifacts that a need means.
func (p *pipe) artifactsOf(n plan.Need) []string {
	if n.Job.Matrix != nil {
		return buildspec.NeededInstances(n)
	}
	return []string{p.artifactOf(n.Job, nil)}
}

// artifactOf is the name of what a job hands on. A build finds it in CODEBUILD_SRC_DIR_<name>.
func (p *pipe) artifactOf(j *plan.Job, instance []plan.Var) string {
	switch {
	case p.chalice && j == p.packing:
		return "CompiledCFNTemplate"
	case p.chalice && j == p.beta:
		return "AppDeploymentValues"
	case len(instance) > 0:
		return buildspec.InstanceIdentifier(j, instance)
	}
	return buildspec.Identifier(j.Name)
}

// step is the action of one typed step.
func (p *pipe) step(j *plan.Job, s *plan.Step, alone bool) action {
	var a action
	word := ""
	switch act := s.Action.(type) {
	case *plan.CloudFormation:
		a, word = p.stackAction(j, act)
	case *plan.CodeDeploy:
		a, word = p.deployment(j, act), "Deploy"
	}
	switch {
	case alone:
		a.name = word
	case len(j.Steps) > 1:
		a.name = stageName(j.Name, false) + "-" + strings.ToLower(word)
	default:
		a.name = stageName(j.Name, false)
	}
	if p.chalice && j == p.beta {
		a.name = map[string]string{"CreateChangeSet": "CreateBetaChangeSet"}[word]
		if a.name == "" {
			a.name = word
		}
	}
	if j.Env != nil {
		a.role = j.Env.AssumeRole
	}
	return a
}

// stackAction is what CloudFormation does to a stack. The role of the action is whose name CodePipeline works under, the
// one of the configuration what CloudFormation itself works with; executing a change set takes none, because the change
// set has it (AWS CodePipeline User Guide, "CloudFormation deploy action reference").
func (p *pipe) stackAction(j *plan.Job, c *plan.CloudFormation) (action, string) {
	a := action{category: "Deploy", owner: "AWS", provider: "CloudFormation"}
	mode, word := "CREATE_UPDATE", "Deploy"
	switch c.Op {
	case "create-change-set":
		mode, word = "CHANGE_SET_REPLACE", "CreateChangeSet"
	case "execute-change-set":
		mode, word = "CHANGE_SET_EXECUTE", "ExecuteChangeSet"
	case "delete":
		mode, word = "DELETE_ONLY", "Delete"
	}
	a.config.Add("ActionMode", emit.Str(mode))
	a.config.Add("StackName", p.value(c.Stack))
	if !c.ChangeSet.Empty() {
		a.config.Add("ChangeSetName", p.value(c.ChangeSet))
	}
	if c.Op == "deploy" || c.Op == "create-change-set" {
		from := p.sourceArtifact
		if m := maker(j, c.Template); m != nil {
			from = p.artifactOf(m, nil)
		}
		a.config.Add("TemplatePath", emit.Str(from+"::"+c.Template))
		a.in = []string{from}
	}
	if c.Op != "execute-change-set" {
		a.config.Add("RoleArn", p.executionRole(j))
	}
	if len(c.Capabilities) > 0 && len(a.in) > 0 {
		a.config.Add("Capabilities", emit.Str(strings.Join(c.Capabilities, ",")))
	}
	if len(c.Parameters) > 0 && len(a.in) > 0 {
		a.config.Add("ParameterOverrides", p.overrides(c.Parameters))
	}
	if c.Outputs != "" {
		a.config.Add("OutputFileName", emit.Str(c.Outputs))
		if j.Artifacts != nil {
			a.out = []string{p.artifactOf(j, nil)}
		}
	}
	return a, word
}

// overrides are the parameters as the JSON of the action.
func (p *pipe) overrides(all []plan.Var) emit.Value {
	return emit.Str(overrides(p.plan, all))
}

// maxOverrides is how long that JSON may be (AWS CodePipeline User Guide, "CloudFormation deploy action reference").
const maxOverrides = 1024

func overrides(p *plan.Plan, all []plan.Var) string {
	var kvs []plan.KV
	for _, v := range all {
		kvs = append(kvs, plan.KV{Key: v.Name, Value: runText(p, v.Value)})
	}
	return jsonMap(kvs)
}

// deployment is a deployment of CodeDeploy: it takes the whole artifact for its revision.
func (p *pipe) deployment(j *plan.Job, c *plan.CodeDeploy) action {
	a := action{category: "Deploy", owner: "AWS", provider: "CodeDeploy", in: []string{p.sourceArtifact}}
	a.config.Add("ApplicationName", p.value(c.Application))
	a.config.Add("DeploymentGroupName", p.value(c.Group))
	return a
}

// executionRole is the role that CloudFormation works with.
func (p *pipe) executionRole(j *plan.Job) emit.Value {
	switch {
	case j.Env != nil && strings.HasPrefix(j.Env.ExecutionRole, "arn:"):
		return emit.Str(j.Env.ExecutionRole)
	case j.Env != nil && j.Env.ExecutionRole != "":
		return arn("iam::${AWS::AccountId}:role/" + subText(j.Env.ExecutionRole))
	}
	return getAtt("CFNDeployRole", "Arn")
}

// value is a text of the spec in an action's configuration.
func (p *pipe) value(t plan.Text) emit.Value { return p.own(runText(p.plan, t)) }

// runText is a text with what only the run knows as variables of the pipeline (AWS CodePipeline User Guide, "Variables
// reference").
func runText(p *plan.Plan, t plan.Text) string {
	return t.Expand(func(part plan.Part) string {
		s, _ := runVariable(p, part.Var)
		return s
	})
}

// runVariable is the pipeline's name of a run-time value; false when it has none.
func runVariable(p *plan.Plan, v plan.RunVar) (string, bool) {
	c := p.Bootstrap.Pipeline
	switch v {
	case plan.GitSHA:
		return "#{Source.CommitId}", true
	case plan.GitBranch:
		return "#{Source.BranchName}", true
	case plan.GitMessage:
		return "#{Source.CommitMessage}", true
	case plan.GitRepo:
		switch {
		case c.Connection != nil:
			return "#{Source.FullRepositoryName}", true
		case c.CodeCommit != nil:
			return "#{Source.RepositoryName}", true
		case c.GitHub != nil && c.GitHub.Owner != "" && c.GitHub.Repo != "":
			return c.GitHub.Owner + "/" + c.GitHub.Repo, true
		}
	case plan.RunID:
		return "#{codepipeline.PipelineExecutionId}", true
	}
	return "", false
}

// holds reports whether a path of artifacts is, or contains, a file.
func holds(path, file string) bool {
	path = strings.TrimSuffix(strings.TrimPrefix(path, "./"), "/")
	file = strings.TrimPrefix(file, "./")
	return path == file || strings.HasPrefix(file, path+"/") || glob.Match(path, file)
}
