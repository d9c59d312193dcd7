package cfn

import (
	_ "embed" // the functions are files of their own, so that they can be read and run
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/internal/emit"
)

// slashPy and notifyPy are the inline code of two Lambda functions; the limit is 4096 characters (CloudFormation,
// AWS::Lambda::Function Code, ZipFile).
//
//go:embed slash.py
var slashPy string

//go:embed notify.py
var notifyPy string

// function is a Lambda function with inline code, its log and its role; allowed is what it may do besides logging.
func (t *template) function(id, code string, env emit.Map, about string, allowed ...statement) {
	t.resource(id+"Log", "AWS::Logs::LogGroup", emit.Map{{Key: "RetentionInDays", Value: emit.Int(90)}}, about)
	t.policies(id+"Log", "Delete")
	log := statement{actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"}, resources: []emit.Value{getAtt(id+"Log", "Arn")}}
	t.resource(id+"Role", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("lambda.amazonaws.com")))},
		{Key: "Policies", Value: emit.Seq{policy("function", append([]statement{log}, allowed...)...)}},
	})
	t.resource(id, "AWS::Lambda::Function", emit.Map{
		{Key: "Runtime", Value: emit.Str("python3.14")}, {Key: "Handler", Value: emit.Str("index.handler")},
		{Key: "Timeout", Value: emit.Int(10)}, {Key: "Role", Value: getAtt(id+"Role", "Arn")},
		{Key: "LoggingConfig", Value: emit.Map{{Key: "LogGroup", Value: ref(id + "Log")}}},
		{Key: "Environment", Value: emit.Map{{Key: "Variables", Value: env}}},
		{Key: "Code", Value: emit.Map{{Key: "ZipFile", Value: emit.Str(code)}}},
	})
}

// readSecret lets a function read one secret. Secrets Manager adds six random characters to the name.
func readSecret(parameter string) statement {
	return statement{actions: []string{"secretsmanager:GetSecretValue"},
		resources: []emit.Value{arn("secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${" + parameter + "}-??????")}}
}

// signingSecret is where the secret of the Slack app is looked for, unless the parameter says otherwise.
const signingSecret = "ci/slack-signing"

// createSecret is the command that keeps a value in Secrets Manager, under keys of JSON where there are some.
func createSecret(regionFlag, id, value string, keys ...string) string {
	var kvs []plan.KV
	for _, k := range keys {
		kvs = append(kvs, plan.KV{Key: k, Value: value})
	}
	if kvs != nil {
		value = shell.Quote(jsonMap(kvs))
	}
	return "  aws secretsmanager create-secret" + regionFlag + " --name " + shell.Quote(id) + " --secret-string " + value
}

// webhookSecrets say which secrets the notifiers read: they must be there before somebody is told.
func (b *builder) webhookSecrets(regionFlag string, c *plan.BootPipeline) []string {
	keys := map[string][]string{}
	var ids []string
	for _, n := range b.plan.Notify {
		if !hears(b.plan, n, c) {
			continue
		}
		s := manager(b.plan, n.Webhook)
		if s == nil || strings.HasPrefix(s.ID, "arn:") {
			continue
		}
		if !slices.Contains(ids, s.ID) {
			ids = append(ids, s.ID)
		}
		if s.Key != "" && !slices.Contains(keys[s.ID], s.Key) {
			keys[s.ID] = append(keys[s.ID], s.Key)
		}
	}
	var out []string
	for _, id := range ids {
		out = append(out, "The address of Slack's incoming webhook must be in Secrets Manager first:",
			createSecret(regionFlag, id, "https://hooks.slack.com/services/...", keys[id]...))
	}
	return out
}

// slashCommand is Slack's way in: an HTTP API that only a request signed by the Slack app gets through.
func (p *project) slashCommand() {
	signing := signingSecret
	p.t.parameter("SlackSigningSecretId", "String", &signing, "The Secrets Manager secret with the Slack app's signing secret")
	projects := p.projects()
	var arns []emit.Value
	for _, kv := range projects {
		v := getAtt("Project", "Arn")
		if kv.Value != p.plan.Name {
			v = arn("codebuild:${AWS::Region}:${AWS::AccountId}:project/" + subText(kv.Value))
		}
		arns = appendNew(arns, v)
	}
	env := emit.Map{{Key: "SECRET_ID", Value: ref("SlackSigningSecretId")}, {Key: "PROJECTS", Value: emit.Str(jsonMap(projects))}}
	if p.batch() {
		env.Add("BATCH", emit.Str("1"))
	}
	p.t.function("SlashCommand", slashPy, env, "Slack -> CodeBuild: "+p.c.SlashCommand+" <branch>",
		statement{actions: []string{"codebuild:" + p.start()}, resources: arns}, readSecret("SlackSigningSecretId"))
	p.t.resource("Api", "AWS::ApiGatewayV2::Api", emit.Map{
		{Key: "Name", Value: emit.Str(p.plan.Name + "-slack")}, {Key: "ProtocolType", Value: emit.Str("HTTP")},
		{Key: "Target", Value: getAtt("SlashCommand", "Arn")}, {Key: "RouteKey", Value: emit.Str("POST /slack")},
	})
	p.t.resource("ApiMayInvoke", "AWS::Lambda::Permission", emit.Map{
		{Key: "Action", Value: emit.Str("lambda:InvokeFunction")}, {Key: "FunctionName", Value: ref("SlashCommand")},
		{Key: "Principal", Value: emit.Str("apigateway.amazonaws.com")},
		{Key: "SourceArn", Value: arn("execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*")},
	})
	p.t.output("SlackRequestUrl", sub("${Api.ApiEndpoint}/slack"), "Paste into the Slack app's slash command "+p.c.SlashCommand)
}

// start is the call that starts a build, or a batch of them.
func (p *project) start() string {
	if p.batch() {
		return "StartBuildBatch"
	}
	return "StartBuild"
}

// appendNew appends a value that is not there yet.
func appendNew[S ~[]emit.Value](all S, v emit.Value) S {
	for _, x := range all {
		if string(emit.YAML(nil, x)) == string(emit.YAML(nil, v)) {
			return all
		}
	}
	return append(all, v)
}

// projects are the branches that the command may build, and with which project.
func (p *project) projects() []plan.KV {
	if len(p.c.Projects) > 0 {
		return p.c.Projects
	}
	branch := "main"
	if t := p.plan.Triggers; t != nil && t.Push != nil && len(t.Push.Branches) > 0 && !strings.ContainsAny(t.Push.Branches[0], "*?{[") {
		branch = t.Push.Branches[0]
	}
	return []plan.KV{{Key: branch, Value: p.plan.Name}}
}

// jsonMap writes texts as a JSON object on one line.
func jsonMap(all []plan.KV) string {
	var b strings.Builder
	b.WriteString("{")
	for i, kv := range all {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoteJSON(kv.Key) + ": " + quoteJSON(kv.Value))
	}
	return b.String() + "}"
}

func quoteJSON(s string) string { return strings.TrimSpace(string(emit.JSON(emit.Str(s)))) }

// notifier tells Slack about builds: EventBridge sees their states, so there is no endpoint that anybody could call.
func (p *project) notifier(n plan.Notify) {
	p.tell(p.t, n, "CodeBuild -> Slack: "+and(n.Events)+" of every build", "OnBuildState", emit.Map{
		{Key: "source", Value: emit.Strs("aws.codebuild")}, {Key: "detail-type", Value: emit.Strs("CodeBuild Build State Change")},
		{Key: "detail", Value: emit.Map{{Key: "project-name", Value: emit.Strs(p.plan.Name)},
			{Key: "build-status", Value: emit.Strs(states(n.Events, buildStates)...)}}},
	}, nil)
}

// notifier tells Slack about executions of the pipeline. Their events name no commit, so the function asks the pipeline what
// its source action said, and CodeCommit, whose action names no author, for the commit.
func (p *pipe) notifier(n plan.Notify) {
	var env emit.Map
	may := []statement{{actions: []string{"codepipeline:ListActionExecutions"}, resources: []emit.Value{p.pipelineArn()}}}
	if p.c.CodeCommit != nil {
		env.Add("REPOSITORY", p.repositoryName())
		may = append(may, statement{actions: []string{"codecommit:GetCommit"}, resources: []emit.Value{p.repositoryArn()}})
	}
	p.tell(p.t, n, "CodePipeline -> Slack: "+and(n.Events)+" of every execution", "OnPipelineState", emit.Map{
		{Key: "source", Value: emit.Strs("aws.codepipeline")}, {Key: "detail-type", Value: emit.Strs("CodePipeline Pipeline Execution State Change")},
		{Key: "detail", Value: emit.Map{{Key: "pipeline", Value: emit.Seq{ref(p.pipelineID)}},
			{Key: "state", Value: emit.Strs(states(n.Events, pipelineStates)...)}}},
	}, env, may...)
}

// tell makes the function that tells one channel, and the rule that calls it; more are variables of the function beside its
// own, and may is what it is allowed beside its secret.
func (b *builder) tell(t *template, n plan.Notify, about, rule string, pattern, more emit.Map, may ...statement) {
	id := "Notify"
	if n.Name != b.plan.Notify[0].Name {
		id += camel(n.Name)
	}
	secret := manager(b.plan, n.Webhook)
	parameter := "Slack" + strings.TrimPrefix(id, "Notify") + "WebhookSecretId"
	what := "The Secrets Manager secret with the incoming webhook URL"
	if secret.Key != "" {
		what += ` (JSON key "` + secret.Key + `")`
	}
	t.parameter(parameter, "String", &secret.ID, what)
	env := emit.Map{{Key: "SECRET_ID", Value: ref(parameter)}, {Key: "SECRET_KEY", Value: emit.Str(secret.Key)}}
	if n.Channel != "" {
		env.Add("CHANNEL", emit.Str(n.Channel))
	}
	t.function(id, notifyPy, append(env, more...), about, append([]statement{readSecret(parameter)}, may...)...)
	rule += strings.TrimPrefix(id, "Notify")
	t.resource(rule, "AWS::Events::Rule", emit.Map{
		{Key: "EventPattern", Value: pattern},
		{Key: "Targets", Value: emit.Seq{emit.Map{{Key: "Id", Value: emit.Str("notify")}, {Key: "Arn", Value: getAtt(id, "Arn")}}}},
	})
	t.resource(rule+"MayInvoke", "AWS::Lambda::Permission", emit.Map{
		{Key: "Action", Value: emit.Str("lambda:InvokeFunction")}, {Key: "FunctionName", Value: ref(id)},
		{Key: "Principal", Value: emit.Str("events.amazonaws.com")}, {Key: "SourceArn", Value: getAtt(rule, "Arn")},
	})
}

// stateWords are a service's words for the events of a notification.
type stateWords struct{ start, success, failure, end []string }

var buildStates = stateWords{[]string{"IN_PROGRESS"}, []string{"SUCCEEDED"}, []string{"FAILED", "FAULT", "TIMED_OUT"}, []string{"STOPPED"}}

var pipelineStates = stateWords{[]string{"STARTED"}, []string{"SUCCEEDED"}, []string{"FAILED"}, []string{"STOPPED", "CANCELED", "SUPERSEDED"}}

// states are the words of all the events, each once.
func states(events []string, w stateWords) []string {
	var out []string
	for _, e := range events {
		words := map[string][]string{"start": w.start, "success": w.success, "fixed": w.success, "failure": w.failure,
			"always": slices.Concat(w.success, w.failure, w.end)}[e]
		for _, s := range words {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// camel makes a logical id of a name: "my-team" → "MyTeam".
func camel(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9')
	}) {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}
