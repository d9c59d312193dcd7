package cfn

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// need is what a job's steps must be allowed: actions on one resource. Needs of several jobs on the same resource are one
// statement.
type need struct {
	// resource is an ARN behind the partition ("s3:::bucket/*"), in which ${AWS::…} are the template's; "*" where the
	// action knows no resources.
	resource string
	actions  []string
	jobs     []string
	// about is said in place of the jobs; empty: the jobs are.
	about string
	// service is set for iam:PassRole.
	service string
	// value is the resource when it is no text: a parameter.
	value emit.Value
	// via is the one service through which a key may be used; empty: any.
	via string
}

// needs collects what jobs must be allowed, in the order in which they ask.
type needs struct {
	all []need
	// here: the template is for one region, and names it as ${AWS::Region}.
	here   bool
	region string
}

func (n *needs) add(job, resource string, actions ...string) {
	n.put(need{resource: resource}, job, actions)
}

func (n *needs) put(x need, job string, actions []string) {
	i := slices.IndexFunc(n.all, func(o need) bool {
		return o.resource == x.resource && o.service == x.service && (o.resource != "*" || service(o.actions[0]) == service(actions[0]))
	})
	if i < 0 {
		n.all = append(n.all, x)
		i = len(n.all) - 1
	}
	for _, a := range actions {
		if !slices.Contains(n.all[i].actions, a) {
			n.all[i].actions = append(n.all[i].actions, a)
		}
	}
	if job != "" && !slices.Contains(n.all[i].jobs, job) {
		n.all[i].jobs = append(n.all[i].jobs, job)
	}
}

// service is the service of an action.
func service(action string) string {
	s, _, _ := strings.Cut(action, ":")
	return s
}

// statements are the needs as statements; resources with the same actions and jobs are not joined, so that each line
// says what it is for.
func (n *needs) statements() []statement {
	var out []statement
	for _, x := range n.all {
		slices.Sort(x.actions)
		s := statement{actions: x.actions, about: x.about}
		if s.about == "" {
			s.about = strings.Join(x.jobs, ", ")
		}
		switch {
		case x.value != nil:
			s.resources = []emit.Value{x.value}
		case x.resource == "*":
			s.resources = []emit.Value{emit.Str("*")}
		default:
			s.resources = []emit.Value{arn(x.resource)}
		}
		if x.service != "" {
			s.condition = emit.Map{{Key: "StringEquals", Value: emit.Map{{Key: "iam:PassedToService", Value: emit.Str(x.service)}}}}
		}
		if x.via != "" {
			operator := "StringEquals"
			if strings.Contains(x.via, "*") {
				operator = "StringLike"
			}
			s.condition = emit.Map{{Key: operator, Value: emit.Map{{Key: "kms:ViaService", Value: emit.Str(x.via)}}}}
		}
		out = append(out, s)
	}
	return out
}

// pattern is a text as a resource of a policy: what only the run knows is a `*`.
func pattern(t plan.Text) string {
	return t.Expand(func(plan.Part) string { return "*" })
}

// patternText is the same, with literals safe inside !Sub.
func patternText(t plan.Text) string {
	var b strings.Builder
	for _, p := range t {
		if p.Var == 0 {
			b.WriteString(subText(p.Lit))
		} else {
			b.WriteString("*")
		}
	}
	return b.String()
}

// job adds what a job's steps need. Steps of shell text need what their author knows and cdc does not:
// bootstrap.roles.assume.permissions adds it.
func (n *needs) job(p *plan.Plan, j *plan.Job) {
	n.region = j.Region
	if n.region == "" || n.here {
		n.region = "${AWS::Region}"
	}
	for _, s := range slices.Concat(j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always) {
		n.step(p, j, s.Action)
	}
}

func (n *needs) step(p *plan.Plan, j *plan.Job, a plan.Action) {
	switch a := a.(type) {
	case *plan.CloudFormation:
		n.cloudFormation(p, j, a)
	case *plan.Sam:
		n.sam(p, j, a)
	case *plan.CodeDeploy:
		n.codeDeploy(j, a)
	case *plan.Ecs:
		n.ecs(j, a)
	case *plan.Lambda:
		function := n.in("lambda", "function:"+patternText(a.Function))
		n.add(j.Name, function, "lambda:GetFunction", "lambda:UpdateFunctionCode")
		if a.Publish || !a.Alias.Empty() {
			n.add(j.Name, function, "lambda:PublishVersion", "lambda:UpdateAlias")
		}
	case *plan.S3Sync:
		n.s3Sync(j, a)
	case *plan.StartBuild:
		n.add(j.Name, n.in("codebuild", "project/"+patternText(a.Project)), "codebuild:BatchGetBuilds", "codebuild:StartBuild")
	case *plan.Docker:
		n.docker(j, a)
	}
}

// in is the ARN, behind the partition, of something in the job's region and account.
func (n *needs) in(service, rest string) string {
	return service + ":" + n.region + ":${AWS::AccountId}:" + rest
}

// stack adds actions on a stack. The id behind the name is random.
func (n *needs) stack(j *plan.Job, name plan.Text, actions ...string) {
	n.add(j.Name, n.in("cloudformation", "stack/"+patternText(name)+"/*"), actions...)
}

// transform lets CloudFormation expand a SAM template for the caller: a change set of such a template needs it as a
// resource of its own (AWS SAM Developer Guide, "Permissions").
func (n *needs) transform() {
	n.put(need{resource: "cloudformation:" + n.region + ":aws:transform/Serverless-2016-10-31", about: "the SAM transform"}, "",
		[]string{"cloudformation:CreateChangeSet"})
}

func (n *needs) cloudFormation(p *plan.Plan, j *plan.Job, a *plan.CloudFormation) {
	switch a.Op {
	case "package":
		n.objects(j, a.Bucket, "s3:GetObject", "s3:PutObject")
	case "deploy":
		n.stack(j, a.Stack, "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeStacks",
			"cloudformation:ExecuteChangeSet")
		n.tagged(j, a.Stack, a.Tags)
		n.transform()
		n.objects(j, a.Bucket, "s3:GetObject", "s3:PutObject")
		n.pass(j)
	case "create-change-set":
		n.stack(j, a.Stack, "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeStacks")
		if lower.OfOneCommit(a.ChangeSet) {
			n.stack(j, a.Stack, "cloudformation:DeleteChangeSet")
		}
		n.tagged(j, a.Stack, a.Tags)
		n.transform()
		n.objects(j, a.Bucket, "s3:GetObject", "s3:PutObject")
		n.pass(j)
	case "execute-change-set":
		n.stack(j, a.Stack, "cloudformation:DeleteChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeStacks",
			"cloudformation:ExecuteChangeSet")
	case "delete":
		n.stack(j, a.Stack, "cloudformation:DeleteStack", "cloudformation:DescribeStacks")
		n.pass(j)
	}
}

func (n *needs) tagged(j *plan.Job, stack plan.Text, tags []plan.Var) {
	if len(tags) > 0 {
		n.stack(j, stack, "cloudformation:TagResource")
	}
}

func (n *needs) sam(p *plan.Plan, j *plan.Job, a *plan.Sam) {
	switch a.Op {
	case "package":
		n.objects(j, a.Bucket, "s3:GetObject", "s3:PutObject")
	case "deploy":
		n.stack(j, a.Stack, "cloudformation:CreateChangeSet", "cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents",
			"cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet", "cloudformation:GetTemplateSummary")
		n.transform()
		n.objects(j, a.Bucket, "s3:GetObject", "s3:PutObject")
		n.pass(j)
	case "delete":
		n.stack(j, a.Stack, "cloudformation:DeleteStack", "cloudformation:DescribeStacks", "cloudformation:GetTemplate",
			"cloudformation:GetTemplateSummary")
	}
}

// objects adds actions on what a job uploads.
func (n *needs) objects(j *plan.Job, b *plan.Bucket, actions ...string) {
	if b == nil || b.InStore() { // a role of the pipeline's builds has the store
		return
	}
	rest := "/*"
	if !b.Prefix.Empty() {
		rest = "/" + patternText(b.Prefix) + "/*"
	}
	n.add(j.Name, "s3:::"+patternText(b.Name)+rest, actions...)
}

// pass marks that the job hands the execution role to CloudFormation; the template that knows the role writes the
// statement.
func (n *needs) pass(j *plan.Job) {
	if j.Env != nil && j.Env.ExecutionRole != "" {
		n.put(need{resource: executionRole, service: "cloudformation.amazonaws.com", about: " "}, j.Name, []string{"iam:PassRole"})
	}
}

// executionRole stands for the execution role until a template says what it is there.
const executionRole = "execution role"

func (n *needs) codeDeploy(j *plan.Job, a *plan.CodeDeploy) {
	app := patternText(a.Application)
	n.add(j.Name, n.in("codedeploy", "application:"+app), "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision")
	n.add(j.Name, n.in("codedeploy", "deploymentgroup:"+app+"/"+patternText(a.Group)), "codedeploy:CreateDeployment", "codedeploy:GetDeployment")
	config := "*"
	if !a.Config.Empty() {
		config = patternText(a.Config)
	}
	n.add(j.Name, n.in("codedeploy", "deploymentconfig:"+config), "codedeploy:GetDeploymentConfig")
	if !a.GitHub {
		n.add(j.Name, "s3:::"+patternText(a.Bucket)+"/"+patternText(a.Key), "s3:GetObject", "s3:PutObject")
	}
}

func (n *needs) ecs(j *plan.Job, a *plan.Ecs) {
	n.add(j.Name, n.in("ecs", "service/"+patternText(a.Cluster)+"/"+patternText(a.Service)), "ecs:DescribeServices", "ecs:UpdateService")
	n.add(j.Name, "*", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition")
	n.put(need{resource: taskRoles, service: "ecs-tasks.amazonaws.com", value: ref(taskRoles), about: " "}, j.Name, []string{"iam:PassRole"})
}

// taskRoles is the parameter with the roles that a new task definition passes on: only the running service knows them.
const taskRoles = "TaskRoleArns"

func (n *needs) s3Sync(j *plan.Job, a *plan.S3Sync) {
	bucket, prefix, _ := strings.Cut(strings.TrimPrefix(patternText(a.To), "s3://"), "/")
	prefix = strings.Trim(prefix, "/")
	if prefix != "" {
		prefix += "/"
	}
	n.add(j.Name, "s3:::"+bucket, "s3:ListBucket")
	n.add(j.Name, "s3:::"+bucket+"/"+prefix+"*", "s3:PutObject")
	if a.Delete {
		n.add(j.Name, "s3:::"+bucket+"/"+prefix+"*", "s3:DeleteObject")
	}
	if !a.ACL.Empty() {
		n.add(j.Name, "s3:::"+bucket+"/"+prefix+"*", "s3:PutObjectAcl")
	}
}

// ecrImage is a private ECR repository: account, region, name.
var ecrImage = regexp.MustCompile(`^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([^:@]+)`)

func (n *needs) docker(j *plan.Job, a *plan.Docker) {
	for _, t := range a.Tags {
		m := ecrImage.FindStringSubmatch(pattern(t))
		if m == nil || !a.Push || !lower.IsECR(lower.Registry(pattern(t))) {
			continue
		}
		n.add(j.Name, "*", "ecr:GetAuthorizationToken")
		n.add(j.Name, "ecr:"+m[2]+":"+m[1]+":repository/"+m[3], pushActions...)
	}
}
