package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// pipeline is a CodePipeline made of the spec's own jobs: what a shell must do runs in CodeBuild projects, stacks, change
// sets and deployments are actions of their own, gates are manual approvals. The styles chalice-v1 and chalice-v2 are the
// same under the names that `chalice generate-pipeline` gives, so that its stacks can be updated (chalice.go).
func pipeline(b *builder) *template {
	if b.boot.Pipeline == nil {
		return nil
	}
	p := newPipe(b)
	p.t.description = p.title()
	p.t.head = p.header()
	p.parameters()
	p.source()
	p.stores()
	p.builds()
	p.deployRole()
	p.pipelineRole()
	p.pipeline()
	p.starters()
	for _, n := range p.plan.Notify {
		if hears(p.plan, n, p.c) {
			p.notifier(n)
		}
	}
	p.outputs()
	return p.t
}

// pipe is the template of a pipeline under construction.
type pipe struct {
	*builder
	c *plan.BootPipeline
	t *template
	idNames
	flow
	ids map[string]bool // the logical ids given to projects
}

// idNames are what differs between the styles.
type idNames struct {
	chalice bool
	// Logical ids.
	pipelineID, pipelineRoleID, buildRoleID, storeID string
	// sourceArtifact is the artifact of the source action.
	sourceArtifact string
}

func newPipe(b *builder) *pipe {
	p := &pipe{builder: b, c: b.boot.Pipeline, t: &template{}, ids: map[string]bool{}}
	p.idNames = idNames{pipelineID: "Pipeline", pipelineRoleID: "PipelineRole", buildRoleID: "BuildRole", storeID: "ArtifactStore", sourceArtifact: "Source"}
	if p.c.Style != "jobs" {
		p.idNames = idNames{chalice: true, pipelineID: "AppPipeline", pipelineRoleID: "CodePipelineRole", buildRoleID: "CodeBuildRole",
			storeID: "ArtifactBucketStore", sourceArtifact: "SourceRepo"}
	}
	p.flow = newFlow(b.plan, p.idNames)
	return p
}

func (p *pipe) title() string {
	from := "CodeCommit"
	switch {
	case p.c.GitHub != nil:
		from = "GitHub"
	case p.c.Connection != nil:
		from = p.c.Connection.Repository
	}
	stages := []string{"Source"}
	for _, s := range p.stages {
		stages = append(stages, s.name)
	}
	return p.plan.Name + " - pipeline from " + from + " through the stages " + and(stages)
}

func (p *pipe) header() []string {
	capability := "CAPABILITY_NAMED_IAM"
	if p.chalice {
		capability = "CAPABILITY_IAM"
	}
	line := p.deployLine("pipeline", p.region(), capability)
	if given := p.given(); given != "" {
		line += " --parameter-overrides" + given
	}
	head := []string{"", "Deploy" + p.inAccount() + ":", "  " + line}
	switch {
	case p.crosses():
		head[1] = "Deploy last" + p.inAccount() + ": the key and the bucket name roles, so deploy " + p.path("roles") + " in every account first."
	case len(p.packageReaders()) > 0:
		head[1] = "Deploy last" + p.inAccount() + ": the bucket's policy names CloudFormation's roles, which must be there first."
	}
	return append(append(head, p.hints()...), p.webhookSecrets(p.regionFlag(), p.c)...)
}

func (p *pipe) inAccount() string {
	if a := p.home; a != "" {
		return ", in account " + a
	}
	return ""
}

// given are the parameters without a default.
func (p *pipe) given() string {
	s := ""
	if g := p.c.GitHub; g != nil {
		if g.Owner == "" {
			s += " GithubOwner=OWNER"
		}
		if g.Repo == "" {
			s += " GithubRepoName=REPOSITORY"
		}
		if g.TokenParameter != "" {
			s += " " + g.TokenParameter + "=TOKEN"
		}
	}
	if c := p.c.Connection; c != nil && c.ARN == "" {
		s += " ConnectionArn=ARN"
	}
	if p.usesEcs() {
		s += " " + taskRoles + "=ROLE_ARN,ROLE_ARN"
	}
	return s
}

// hints say what must be there first, and what to do with what comes out.
func (p *pipe) hints() []string {
	switch {
	case p.c.CodeCommit != nil && p.c.CodeCommit.Create:
		return []string{"Push to the repository that it makes:", "  " + p.deployed("SourceRepoURL")}
	case p.c.GitHub != nil && p.c.GitHub.TokenSecretID != "":
		return []string{"The token must be in Secrets Manager first:", createSecret(p.regionFlag(), p.c.GitHub.TokenSecretID, "TOKEN", p.c.GitHub.TokenSecretKey)}
	case p.c.Connection != nil && p.c.Connection.ARN == "":
		return []string{"Make the connection once in the console (Developer Tools, Settings, Connections); ConnectionArn is its ARN."}
	}
	return nil
}

func (p *pipe) regionFlag() string {
	if r := p.region(); r != "" {
		return " --region " + r
	}
	return ""
}

// deployed is the command that prints an output of the stack.
func (p *pipe) deployed(output string) string {
	return "aws cloudformation describe-stacks" + p.regionFlag() + " --stack-name " + p.plan.Name +
		"-pipeline --query \"Stacks[0].Outputs[?OutputKey=='" + output + "'].OutputValue\" --output text"
}

func (p *pipe) parameters() {
	if p.chalice {
		p.t.parameter("ApplicationName", "String", &p.plan.Name, "Enter the name of your application")
		image := p.buildImage()
		p.t.parameter("CodeBuildImage", "String", &image, "Name of codebuild image to use.")
	}
	if g := p.c.GitHub; g != nil {
		p.t.parameter("GithubOwner", "String", orNil(g.Owner), "The github owner or org name of the repository.")
		p.t.parameter("GithubRepoName", "String", orNil(g.Repo), "The name of the github repository.")
		if g.TokenParameter != "" {
			p.t.parameter(g.TokenParameter, "String", nil, "Personal access token for the github repo.", emit.Entry{Key: "NoEcho", Value: emit.Bool(true)})
		} else {
			p.t.parameter("GithubRepoSecretId", "String", &g.TokenSecretID,
				"The name/ID of the SecretsManager secret that contains the personal access token for the github repo.")
			p.t.parameter("GithubRepoSecretJSONKey", "String", &g.TokenSecretKey,
				"The name of the JSON key in the SecretsManager secret that contains the personal access token for the github repo.")
		}
	}
	if c := p.c.Connection; c != nil {
		p.t.parameter("ConnectionArn", "String", orNil(c.ARN), "The connection to the repository's forge",
			emit.Entry{Key: "AllowedPattern", Value: emit.Str("arn:aws[a-z-]*:(codeconnections|codestar-connections):.+:connection/.+")})
	}
	if p.usesEcs() {
		p.t.parameter(taskRoles, "CommaDelimitedList", nil, "The task role and task execution role of the service, which a new task definition passes on")
	}
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// usesEcs reports whether a build registers task definitions.
func (p *pipe) usesEcs() bool {
	for _, j := range p.buildJobs {
		for _, s := range j.Steps {
			if _, ok := s.Action.(*plan.Ecs); ok {
				return true
			}
		}
	}
	return false
}

// own is a text of the spec as a value of the template. In the chalice styles the application's name is a parameter, so
// names that begin with it follow that.
func (p *pipe) own(s string) emit.Value {
	if rest, ok := strings.CutPrefix(s, p.plan.Name); ok && p.chalice {
		if rest == "" {
			return ref("ApplicationName")
		}
		return sub("${ApplicationName}" + subText(rest))
	}
	return emit.Str(s)
}

// ownText is the same inside a !Sub.
func (p *pipe) ownText(s string) string {
	if rest, ok := strings.CutPrefix(s, p.plan.Name); ok && p.chalice {
		return "${ApplicationName}" + subText(rest)
	}
	return subText(s)
}

// pipelineArn is the pipeline as a resource of a policy or a rule.
func (p *pipe) pipelineArn() emit.Value {
	return arn("codepipeline:${AWS::Region}:${AWS::AccountId}:${" + p.pipelineID + "}")
}

func (p *pipe) pipeline() {
	m := emit.Map{{Key: "Name", Value: emit.Str(p.plan.Name)}}
	if p.chalice {
		m[0].Value = sub("${ApplicationName}Pipeline")
	} else {
		m.Add("PipelineType", emit.Str("V2"))
		m.Add("ExecutionMode", emit.Str(p.executionMode()))
	}
	m.Add("RoleArn", getAtt(p.pipelineRoleID, "Arn"))
	store := emit.Map{{Key: "Type", Value: emit.Str("S3")}, {Key: "Location", Value: ref(p.storeID)}}
	if p.crosses() {
		store.Add("EncryptionKey", emit.Map{{Key: "Type", Value: emit.Str("KMS")}, {Key: "Id", Value: getAtt("ArtifactKey", "Arn")}})
	}
	m.Add("ArtifactStore", store)
	if t := p.gitTriggers(); t != nil {
		m.Add("Triggers", t)
	}
	stages := emit.Seq{stageValue("Source", []action{p.sourceAction()})}
	for _, s := range p.stages {
		stages = append(stages, stageValue(s.name, p.actionsOf(s)))
	}
	m.Add("Stages", stages)
	p.t.resource(p.pipelineID, "AWS::CodePipeline::Pipeline", m)
}

// executionMode keeps deployments to one environment apart: QUEUED lets one execution at a time into a stage, in the order
// in which they came, and drops none (AWS CodePipeline User Guide, "How pipeline executions work"). Without a serial
// environment, and without a change set, executions do not wait for each other.
func (p *pipe) executionMode() string {
	if len(changeSets(p.plan, p.out)) > 0 {
		return "QUEUED"
	}
	for _, s := range p.stages {
		for _, j := range s.jobs {
			if j.job.Deploys && j.job.Env != nil && j.job.Env.Serial {
				return "QUEUED"
			}
		}
	}
	return "PARALLEL"
}

func (p *pipe) outputs() {
	if p.c.CodeCommit != nil && p.c.CodeCommit.Create {
		p.t.output("SourceRepoURL", getAtt("SourceRepository", "CloneUrlHttp"), "")
	}
	if p.appBucket() {
		p.t.output("S3ApplicationBucket", ref("ApplicationBucket"), "")
	}
	if p.chalice {
		p.t.output("CodeBuildRoleArn", getAtt(p.buildRoleID, "Arn"), "")
		p.t.output("S3PipelineBucket", ref(p.storeID), "")
		p.t.output("CodePipelineRoleArn", getAtt(p.pipelineRoleID, "Arn"), "")
		p.t.output("CFNDeployRoleArn", getAtt("CFNDeployRole", "Arn"), "")
		return
	}
	p.t.output("PipelineName", ref(p.pipelineID), "")
	p.t.output("ArtifactStore", ref(p.storeID), "")
}

// appBucket reports whether there is a bucket for what the build packages.
func (p *pipe) appBucket() bool { return p.chalice || p.c.AppBucket }

// appBucketVar is the variable that tells the builds about that bucket.
func (p *pipe) appBucketVar() string {
	if p.c.AppBucketVar != "" {
		return p.c.AppBucketVar
	}
	return "APP_S3_BUCKET"
}

// buildImage is the image of the packaging job's project.
func (p *pipe) buildImage() string {
	if p.c.BuildImage != "" {
		return p.c.BuildImage
	}
	if p.packing != nil {
		if image := buildspec.ImageOf(p.packing, nil); image != "" {
			return image
		}
	}
	return defaultImage
}

// defaultImage is the image of a project whose jobs name none.
const defaultImage = "aws/codebuild/standard:7.0"
