package cfn

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/emit"
)

// source makes the repository, when the spec asks for it.
func (p *pipe) source() {
	if c := p.c.CodeCommit; c != nil && c.Create {
		name := p.repository()
		about := sub("Source code for ${ApplicationName}")
		if !p.chalice {
			about = emit.Str("Source code for " + p.plan.Name)
		}
		p.t.kept("SourceRepository", "AWS::CodeCommit::Repository", emit.Map{
			{Key: "RepositoryName", Value: name}, {Key: "RepositoryDescription", Value: about}})
	}
}

// repository is the name of the CodeCommit repository.
func (p *pipe) repository() emit.Value {
	if r := p.c.CodeCommit.Repository; r != "" {
		return p.own(r)
	}
	return p.own(p.plan.Name)
}

// repositoryName is the same as the source action has it, and repositoryArn as policies and rules have it.
func (p *pipe) repositoryName() emit.Value {
	if p.c.CodeCommit.Create {
		return getAtt("SourceRepository", "Name")
	}
	return p.repository()
}

func (p *pipe) repositoryArn() emit.Value {
	if p.c.CodeCommit.Create {
		return getAtt("SourceRepository", "Arn")
	}
	name := p.c.CodeCommit.Repository
	if name == "" {
		name = p.plan.Name
	}
	return arn("codecommit:${AWS::Region}:${AWS::AccountId}:" + p.ownText(name))
}

// sourceAction reads the repository. Nothing polls, but the first version of the GitHub action in the chalice styles.
func (p *pipe) sourceAction() action {
	a := action{name: "Source", category: "Source", order: 1, out: []string{p.sourceArtifact}}
	if !p.chalice {
		a.namespace = "Source"
	}
	branch := emit.Str(buildspec.PipelineBranch(p.plan))
	switch {
	case p.c.CodeCommit != nil:
		a.owner, a.provider = "AWS", "CodeCommit"
		a.config = emit.Map{{Key: "RepositoryName", Value: p.repositoryName()}, {Key: "BranchName", Value: branch},
			{Key: "PollForSourceChanges", Value: emit.Bool(false)}}
	case p.c.GitHub != nil:
		a.owner, a.provider = "ThirdParty", "GitHub"
		a.config = emit.Map{{Key: "Owner", Value: ref("GithubOwner")}, {Key: "Repo", Value: ref("GithubRepoName")},
			{Key: "Branch", Value: branch}, {Key: "OAuthToken", Value: p.token()}, {Key: "PollForSourceChanges", Value: emit.Bool(p.chalice)}}
	default:
		a.owner, a.provider = "AWS", "CodeStarSourceConnection"
		a.config = emit.Map{{Key: "ConnectionArn", Value: ref("ConnectionArn")},
			{Key: "FullRepositoryId", Value: emit.Str(p.c.Connection.Repository)}, {Key: "BranchName", Value: branch}}
		if t := p.plan.Triggers; t != nil && p.gitTriggers() == nil {
			a.config.Add("DetectChanges", emit.Bool(false))
		}
	}
	return a
}

func (p *pipe) token() emit.Value {
	if t := p.c.GitHub.TokenParameter; t != "" {
		return ref(t)
	}
	return sub("{{resolve:secretsmanager:${GithubRepoSecretId}:SecretString:${GithubRepoSecretJSONKey}}}")
}

// gitTriggers start the pipeline for branches, tags, pull requests and paths. Only a connection has them, and where there
// are some the action itself starts nothing (CloudFormation Template Reference, AWS::CodePipeline::Pipeline
// PipelineTriggerDeclaration).
func (p *pipe) gitTriggers() emit.Value {
	t := p.plan.Triggers
	if p.c.Connection == nil || t == nil || p.chalice {
		return nil
	}
	git := emit.Map{{Key: "SourceActionName", Value: emit.Str("Source")}}
	var push, requests emit.Seq
	if t.Push != nil {
		branches := criteria("Branches", t.Push.Branches, t.Push.NotBranches)
		switch {
		case ownBranchOnly(p.plan):
			branches = criteria("Branches", []string{p.c.Connection.Branch}, nil)
		case branches == nil:
			branches = criteria("Branches", []string{"**"}, nil)
		}
		push = append(push, append(branches, criteria("FilePaths", t.Push.Paths, t.Push.NotPaths)...))
	}
	if t.Tag != nil {
		tags := criteria("Tags", t.Tag.Tags, t.Tag.NotTags)
		if tags == nil {
			tags = criteria("Tags", []string{"**"}, nil)
		}
		push = append(push, tags)
	}
	if t.MergeRequest != nil {
		branches := criteria("Branches", t.MergeRequest.TargetBranches, nil)
		if branches == nil {
			branches = criteria("Branches", []string{"**"}, nil)
		}
		m := append(emit.Map{{Key: "Events", Value: emit.Strs(requestEvents(t.Actions)...)}}, branches...)
		requests = append(requests, append(m, criteria("FilePaths", t.MergeRequest.Paths, t.MergeRequest.NotPaths)...))
	}
	if push == nil && requests == nil {
		return nil
	}
	if push != nil {
		git.Add("Push", push)
	}
	if requests != nil {
		git.Add("PullRequest", requests)
	}
	return emit.Seq{emit.Map{{Key: "ProviderType", Value: emit.Str("CodeStarSourceConnection")}, {Key: "GitConfiguration", Value: git}}}
}

// criteria are patterns to admit and to exclude; nil when there are none.
func criteria(key string, yes, no []string) emit.Map {
	var m emit.Map
	if len(yes) > 0 {
		m.Add("Includes", emit.Strs(yes...))
	}
	if len(no) > 0 {
		m.Add("Excludes", emit.Strs(no...))
	}
	if m == nil {
		return nil
	}
	return emit.Map{{Key: key, Value: m}}
}

func requestEvents(actions []string) []string {
	var out []string
	for _, a := range actions {
		switch a {
		case "opened":
			out = append(out, "OPEN")
		case "updated":
			out = append(out, "UPDATED")
		}
	}
	if len(actions) == 0 {
		out = []string{"OPEN", "UPDATED"}
	}
	return out
}

// starters are what starts the pipeline from outside: a push to CodeCommit, a push that GitHub tells, the clock.
func (p *pipe) starters() {
	t := p.plan.Triggers
	pushes := p.c.CodeCommit != nil && (t == nil || t.Push != nil)
	var schedules []plan.ScheduleEntry
	if t != nil {
		schedules = t.Schedules
	}
	if pushes || len(schedules) > 0 {
		p.t.resource("StartPipelineRole", "AWS::IAM::Role", emit.Map{
			{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("events.amazonaws.com")))},
			{Key: "Policies", Value: emit.Seq{policy("start", statement{actions: []string{"codepipeline:StartPipelineExecution"},
				resources: []emit.Value{p.pipelineArn()}})}},
		})
	}
	target := func() emit.Map {
		return emit.Map{{Key: "Id", Value: emit.Str("pipeline")}, {Key: "Arn", Value: p.pipelineArn()},
			{Key: "RoleArn", Value: getAtt("StartPipelineRole", "Arn")}}
	}
	if pushes {
		p.t.resource("StartPipelineOnPush", "AWS::Events::Rule", emit.Map{
			{Key: "EventPattern", Value: p.pushPattern()}, {Key: "Targets", Value: emit.Seq{target()}}}, "CodeCommit tells the pipeline about a push; nothing polls. A run takes the newest commit of the branch.")
	}
	for i, s := range schedules {
		p.t.resource("Schedule"+strconv.Itoa(i+1), "AWS::Events::Rule", scheduleRule(s, target(), ""), describe(s)...)
	}
	if p.c.GitHub != nil && !p.chalice && (t == nil || t.Push != nil) {
		p.webhook()
	}
}

func describe(s plan.ScheduleEntry) []string {
	if s.Description == "" {
		return nil
	}
	return []string{s.Description}
}

// pushPattern is a push to the branch.
func (p *pipe) pushPattern() emit.Map {
	return emit.Map{
		{Key: "source", Value: emit.Strs("aws.codecommit")}, {Key: "detail-type", Value: emit.Strs("CodeCommit Repository State Change")},
		{Key: "resources", Value: emit.Seq{p.repositoryArn()}},
		{Key: "detail", Value: emit.Map{{Key: "event", Value: emit.Strs("referenceCreated", "referenceUpdated")},
			{Key: "referenceType", Value: emit.Strs("branch")}, {Key: "referenceName", Value: emit.Strs(buildspec.PipelineBranch(p.plan))}}},
	}
}

// webhook lets GitHub tell the pipeline about pushes, signed with a secret of its own, in place of polling.
func (p *pipe) webhook() {
	p.t.resource("WebhookSecret", "AWS::SecretsManager::Secret", emit.Map{
		{Key: "Description", Value: emit.Str("GitHub signs its calls to the pipeline with it")},
		{Key: "GenerateSecretString", Value: emit.Map{{Key: "PasswordLength", Value: emit.Int(40)}, {Key: "ExcludePunctuation", Value: emit.Bool(true)}}},
	})
	p.t.policies("WebhookSecret", "Delete")
	p.t.resource("Webhook", "AWS::CodePipeline::Webhook", emit.Map{
		{Key: "Authentication", Value: emit.Str("GITHUB_HMAC")},
		{Key: "AuthenticationConfiguration", Value: emit.Map{{Key: "SecretToken", Value: sub("{{resolve:secretsmanager:${WebhookSecret}}}")}}},
		{Key: "Filters", Value: emit.Seq{emit.Map{{Key: "JsonPath", Value: emit.Str("$.ref")}, {Key: "MatchEquals", Value: emit.Str("refs/heads/{Branch}")}}}},
		{Key: "RegisterWithThirdParty", Value: emit.Bool(true)},
		{Key: "TargetPipeline", Value: ref(p.pipelineID)}, {Key: "TargetAction", Value: emit.Str("Source")},
		{Key: "TargetPipelineVersion", Value: getAtt(p.pipelineID, "Version")},
	})
}
