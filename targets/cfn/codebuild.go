package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// codebuild is a CodeBuild project that a webhook starts and that reads the repository's own buildspec, with all that
// belongs to it: its role, its log, its image repository, Slack in both directions.
func codebuild(b *builder) *template {
	c := b.boot.CodeBuild
	if c == nil {
		return nil
	}
	p := &project{builder: b, c: c, t: &template{}}
	p.t.description = b.plan.Name + " - CodeBuild project" + p.title()
	p.t.head = p.header()
	if b.boot.Ecr != nil {
		b.repositories(p.t)
	}
	p.log()
	p.role()
	p.project()
	if c.SlashCommand != "" {
		p.slashCommand()
	}
	for _, n := range b.plan.Notify {
		if hears(b.plan, n, nil) {
			p.notifier(n)
		}
	}
	p.schedules()
	if b.boot.Ecr != nil {
		b.repositoryOutputs(p.t)
	}
	return p.t
}

// project is the template of one CodeBuild project under construction.
type project struct {
	*builder
	c *plan.BootCodeBuild
	t *template
}

func (p *project) title() string {
	var parts []string
	if p.boot.Ecr != nil {
		parts = append(parts, "its ECR repository")
	}
	parts = append(parts, "its webhook")
	out, in := p.webhooks(), p.c.SlashCommand != ""
	switch {
	case out && in:
		parts = append(parts, "Slack in both directions")
	case out:
		parts = append(parts, "what it tells Slack")
	case in:
		parts = append(parts, "a Slack command")
	}
	if len(parts) == 1 {
		return " and " + parts[0]
	}
	return ", " + strings.Join(parts[:len(parts)-1], ", ") + ", and " + parts[len(parts)-1]
}

func (p *project) webhooks() bool {
	return slices.ContainsFunc(p.plan.Notify, func(n plan.Notify) bool { return hears(p.plan, n, nil) })
}

func (p *project) header() []string {
	line := p.deployLine("codebuild", p.region(), "CAPABILITY_IAM")
	if p.usesEcs() {
		line += " --parameter-overrides TaskRoleArns=ROLE_ARN,ROLE_ARN"
	}
	where := ""
	if a := p.account(); a != "" {
		where = ", in account " + a
	}
	head := []string{"", "Deploy" + where + ":", "  " + line}
	region := ""
	if r := p.region(); r != "" {
		region = " --region " + r
	}
	head = append(head, p.webhookSecrets(region, nil)...)
	if p.c.SlashCommand != "" {
		head = append(head, "The signing secret of the Slack app must be in Secrets Manager first:", createSecret(region, signingSecret, "SIGNING_SECRET"))
	}
	return head
}

// account is the one account of the environments, or "".
func (b *builder) account() string {
	account := ""
	for _, e := range b.plan.Environments {
		if e.Account != "" && account != "" && e.Account != account {
			return ""
		}
		if e.Account != "" {
			account = e.Account
		}
	}
	return account
}

func (p *project) usesEcs() bool {
	for _, j := range p.plan.Jobs {
		if slices.ContainsFunc(j.Steps, func(s plan.Step) bool { _, ok := s.Action.(*plan.Ecs); return ok }) {
			return true
		}
	}
	return false
}

func (p *project) log() {
	p.t.kept("BuildLog", "AWS::Logs::LogGroup", emit.Map{
		{Key: "LogGroupName", Value: emit.Str("/aws/codebuild/" + p.plan.Name)}, {Key: "RetentionInDays", Value: emit.Int(90)},
	})
}

// role is what the build may do: write its log, and what the typed steps of the jobs need.
func (p *project) role() {
	if p.usesEcs() {
		p.t.parameter(taskRoles, "CommaDelimitedList", nil, "The task role and task execution role of the service, which a new task definition passes on")
	}
	all := []statement{{actions: []string{"logs:CreateLogStream", "logs:PutLogEvents"}, resources: []emit.Value{getAtt("BuildLog", "Arn")}}}
	all = append(all, p.buildNeeds(p.plan.Jobs)...)
	p.t.resource("BuildRole", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("codebuild.amazonaws.com")))},
		{Key: "Policies", Value: emit.Seq{policy("build", all...)}},
	}, jobsLine(p.plan.Jobs))
	if p.batch() {
		p.batchRole()
	}
}

// buildNeeds are the statements of jobs that run in CodeBuild. A job that assumes a role needs only that; what it does then
// is the role's.
func (b *builder) buildNeeds(jobs []*plan.Job) []statement {
	n := needs{here: true}
	var out []statement
	for _, j := range jobs {
		if c := j.Credentials; c != nil && c.AssumeRole != "" {
			i := slices.IndexFunc(out, func(s statement) bool { return s.resources[0] == emit.Value(emit.Str(c.AssumeRole)) })
			if i >= 0 {
				out[i].about += ", " + j.Name
				continue
			}
			out = append(out, statement{actions: []string{"sts:AssumeRole"}, resources: []emit.Value{emit.Str(c.AssumeRole)}, about: j.Name})
			continue
		}
		n.job(b.plan, j)
	}
	for _, s := range b.plan.Secrets {
		if slices.ContainsFunc(jobs, func(j *plan.Job) bool { return slices.Contains(j.Secrets, s.Name) }) {
			n.secret(s)
		}
	}
	if reports(jobs) {
		n.add("", n.in("codebuild", "report-group/"+b.plan.Name+"-*"), "codebuild:BatchPutCodeCoverages", "codebuild:BatchPutTestCases",
			"codebuild:CreateReport", "codebuild:CreateReportGroup", "codebuild:UpdateReport")
	}
	if b.boot.Pipeline == nil && b.passesFiles() {
		n.add("", "s3:::"+patternText(b.plan.Bucket.Name)+"/"+patternText(b.plan.Bucket.Prefix)+"/batch/*", "s3:GetObject", "s3:PutObject")
		if slices.ContainsFunc(jobs, func(j *plan.Job) bool {
			return slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return n.Artifacts && buildspec.Unsure(n) })
		}) {
			n.add("", "s3:::"+patternText(b.plan.Bucket.Name), "s3:ListBucket")
		}
		n.region = "${AWS::Region}"
		n.add("", n.in("codebuild", "project/"+b.plan.Name), "codebuild:BatchGetBuilds")
	}
	derived := n.statements()
	for i := range derived {
		if len(jobs) == 1 {
			derived[i].about = ""
		}
		if b.boot.Ecr != nil && b.boot.CodeBuild != nil && len(derived[i].resources) == 1 {
			for _, m := range b.images() {
				if isRepository(derived[i].resources[0], m.name) {
					derived[i].resources = []emit.Value{getAtt(b.repositoryID(m.name), "Arn")}
					break
				}
			}
		}
		derived[i].about = strings.TrimSpace(derived[i].about)
	}
	return append(out, derived...)
}

func isRepository(v emit.Value, name string) bool {
	t, ok := v.(emit.Tag)
	s, isText := t.Value.(emit.Str)
	return ok && isText && strings.HasPrefix(string(s), "arn:${AWS::Partition}:ecr:") && strings.HasSuffix(string(s), ":repository/"+name)
}

// secret lets the build read a value that the buildspec names.
func (n *needs) secret(s plan.Secret) {
	n.region = "${AWS::Region}"
	switch {
	case s.Parameter != "":
		n.add("", n.in("ssm", "parameter/"+strings.TrimPrefix(subText(s.Parameter), "/")), "ssm:GetParameters")
	case s.Manager != nil && !strings.HasPrefix(s.Manager.ID, "arn:"):
		n.add("", n.in("secretsmanager", "secret:"+subText(s.Manager.ID)+"-??????"), "secretsmanager:GetSecretValue")
	}
}

func reports(jobs []*plan.Job) bool {
	return slices.ContainsFunc(jobs, func(j *plan.Job) bool { return j.Reports != nil && len(j.Reports.JUnit)+len(j.Reports.Cobertura) > 0 })
}

// passesFiles reports whether the jobs of a batch hand files to each other, through the artifact bucket.
func (b *builder) passesFiles() bool {
	return b.plan.Bucket != nil && b.batch() && slices.ContainsFunc(b.plan.Jobs, func(j *plan.Job) bool {
		return slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return n.Artifacts })
	})
}

// batch reports whether the buildspec is a batch.
func (b *builder) batch() bool {
	return len(b.plan.Jobs) > 1 || len(b.plan.Jobs) == 1 && len(buildspec.Instances(b.plan.Jobs[0])) > 1
}

// batchRole lets CodeBuild start the builds of a batch (AWS CodeBuild User Guide, "Batch build service role").
func (p *project) batchRole() {
	arns := []emit.Value{arn("codebuild:${AWS::Region}:${AWS::AccountId}:project/" + p.plan.Name)}
	p.t.resource("BatchRole", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("codebuild.amazonaws.com")))},
		{Key: "Policies", Value: emit.Seq{policy("batch", statement{
			actions: []string{"codebuild:RetryBuild", "codebuild:StartBuild", "codebuild:StopBuild"}, resources: arns})}},
	})
}

func (p *project) project() {
	props := emit.Map{{Key: "Name", Value: emit.Str(p.plan.Name)}, {Key: "ServiceRole", Value: getAtt("BuildRole", "Arn")}}
	if m := p.minutes(); m > 0 {
		props.Add("TimeoutInMinutes", emit.Int(int64(m)))
	}
	if p.onlyOne() {
		props.Add("ConcurrentBuildLimit", emit.Int(1))
	}
	if p.batch() {
		props.Add("BuildBatchConfig", emit.Map{{Key: "ServiceRole", Value: getAtt("BatchRole", "Arn")}})
	}
	props.Add("Artifacts", emit.Map{{Key: "Type", Value: emit.Str("NO_ARTIFACTS")}})
	props.Add("LogsConfig", emit.Map{{Key: "CloudWatchLogs", Value: emit.Map{
		{Key: "Status", Value: emit.Str("ENABLED")}, {Key: "GroupName", Value: ref("BuildLog")}}}})
	props.Add("Environment", p.environment())
	props.Add("Source", p.source())
	groups := filterGroups(p.plan)
	if p.c.Forge != "codecommit" && (p.plan.Triggers == nil || len(groups) > 0) { // a webhook without filters starts a build for everything
		trigger := emit.Map{{Key: "Webhook", Value: emit.Bool(true)}}
		if p.batch() {
			trigger.Add("BuildType", emit.Str("BUILD_BATCH"))
		}
		if len(groups) > 0 {
			trigger.Add("FilterGroups", groups)
		}
		props.Add("Triggers", trigger)
	}
	p.t.resource("Project", "AWS::CodeBuild::Project", props)
}

// minutes is the longest timeout of a job; CodeBuild takes 5 to 2160.
func (p *project) minutes() int {
	out := 0
	for _, j := range p.plan.Jobs {
		if j.Timeout != nil {
			out = max(out, minutes(j.Timeout))
		}
	}
	return out
}

func (p *project) environment() emit.Map {
	image, compute, kind := p.c.Image, "", "LINUX_CONTAINER"
	privileged := false
	for _, j := range p.plan.Jobs {
		if image == "" {
			image = buildspec.ImageOf(j, nil)
		}
		if j.Runner.Compute != "" {
			compute = j.Runner.Compute
		}
		if j.Runner.Arch == "arm64" {
			kind = "ARM_CONTAINER"
		}
		privileged = privileged || j.Docker || len(j.Services) > 0
	}
	if image == "" {
		image = defaultImage
	}
	size := buildspec.ComputeType(compute)
	if size == "" {
		size = "BUILD_GENERAL1_SMALL"
	}
	m := emit.Map{{Key: "Type", Value: emit.Str(kind)}, {Key: "ComputeType", Value: emit.Str(size)}, {Key: "Image", Value: emit.Str(image)}}
	if privileged {
		m.Add("PrivilegedMode", emit.Bool(true))
	}
	return m
}

var forges = map[string]struct{ kind, url string }{
	"github": {"GITHUB", "https://github.com/"}, "bitbucket": {"BITBUCKET", "https://bitbucket.org/"},
	"gitlab": {"GITLAB", "https://gitlab.com/"},
}

func (p *project) source() emit.Map {
	if p.c.Forge == "codecommit" {
		return emit.Map{{Key: "Type", Value: emit.Str("CODECOMMIT")},
			{Key: "Location", Value: sub("https://git-codecommit.${AWS::Region}.${AWS::URLSuffix}/v1/repos/" + subText(p.c.Repository))}}
	}
	f := forges[p.c.Forge]
	return emit.Map{{Key: "Type", Value: emit.Str(f.kind)}, {Key: "Location", Value: emit.Str(f.url + p.c.Repository + ".git")},
		{Key: "ReportBuildStatus", Value: emit.Bool(true)}}
}

func checkCodeBuild(p *plan.Plan) diag.List {
	c := p.Bootstrap.CodeBuild
	if c == nil {
		return nil
	}
	var out diag.List
	if f, ok := forges[c.Forge]; ok {
		in := ""
		if a := (&builder{plan: p}).account(); a != "" {
			in = " in account " + a
		}
		name := map[string]string{"GITHUB": "GitHub", "BITBUCKET": "Bitbucket", "GITLAB": "GitLab"}[f.kind]
		out.Add(diag.New(diag.Note, "source-credential", c.SourceAt, "bootstrap.codebuild.source."+c.Forge,
			"connect CodeBuild to "+name+" once"+in+" before the first deploy (`aws codebuild import-source-credentials`, or the console)"))
	}
	for _, n := range p.Notify {
		out.Add(checkNotify(p, n, nil)...)
		if n.Webhook != "" && (&builder{plan: p, boot: p.Bootstrap}).batch() {
			out.Add(diag.New(diag.Warning, "notify-lost", n.At, "notify."+n.Name, "CodeBuild tells of each build, and these jobs are the builds of a batch: the channel hears of each job"))
		}
	}
	return out
}

func manager(p *plan.Plan, name string) *plan.SecretsManager {
	for _, s := range p.Secrets {
		if s.Name == name {
			return s.Manager
		}
	}
	return nil
}
