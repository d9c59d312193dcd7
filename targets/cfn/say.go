package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What stands here matters only where the jobs themselves become a pipeline or a project; a template of roles or of a
// bucket runs nothing.

// find makes a finding about a use.
func find(level diag.Level, code diag.Code, u plan.Use, message string) diag.Diagnostic {
	return diag.New(level, code, u.At, u.Path, message)
}

// runsJobs reports whether a template runs the jobs.
func runsJobs(p *plan.Plan) bool {
	return inPipeline(p) || p.Bootstrap != nil && p.Bootstrap.CodeBuild != nil
}

// placedUses are the uses of a pipeline, one for each place: a gate of an environment is used by every job there.
func placedUses(p *plan.Plan, uses []plan.Use) []plan.Use {
	var out []plan.Use
	for _, u := range uses {
		if inPipeline(p) && !slices.ContainsFunc(out, func(o plan.Use) bool { return o.At == u.At }) {
			out = append(out, u)
		}
	}
	return out
}

func flowOf(p *plan.Plan) flow { return newPipe(&builder{plan: p, boot: p.Bootstrap}).flow }

func sayReviewApps(p *plan.Plan, uses []plan.Use) diag.List {
	if !inPipeline(p) {
		return nil
	}
	f := flowOf(p)
	var out diag.List
	for _, u := range uses {
		if u.Env != nil && !slices.ContainsFunc(p.Jobs, func(j *plan.Job) bool { return j.Env == u.Env && j.Deploys && !f.leftOut(j) }) {
			continue // no run of the pipeline deploys there
		}
		out.Add(find(diag.Error, "review-app-lost", u, "CodePipeline runs nothing when a branch is deleted, so nothing would stop a review app").
			WithHelp("leave its jobs out with `targets.cfn.jobs`"))
	}
	return out
}

func sayAllowFailure(p *plan.Plan, uses []plan.Use) diag.List {
	if !inPipeline(p) {
		return nil
	}
	var out diag.List
	for _, u := range uses {
		out.Add(find(diag.Warning, "allow-failure-lost", u, "an action of CodePipeline that fails stops the pipeline, so "+u.Job.Name+" is left out of it"))
	}
	return out
}

// sayConditions: check says it, with the runs (leftOutFindings).
func sayConditions(*plan.Plan, []plan.Use) diag.List { return nil }

func gateOf(u plan.Use) *plan.Gate {
	switch {
	case u.Job != nil && u.Job.Gate != nil:
		return u.Job.Gate
	case u.Env != nil:
		return u.Env.Approval
	}
	return nil
}

func sayGate(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range placedUses(p, uses) {
		if g := gateOf(u); g == nil || g.Timeout == nil {
			out.Add(find(diag.Note, "gate-expires", u, "a Manual approval action; without an answer it fails after 7 days"))
		}
	}
	return out
}

// sayGateTimeout: an approval waits 5 minutes to 60 days (AWS CodePipeline User Guide, "Quotas").
func sayGateTimeout(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range placedUses(p, uses) {
		g := gateOf(u)
		switch {
		case g == nil || g.Timeout == nil:
		case g.Timeout.Seconds > 86400*60:
			out.Add(find(diag.Error, "timeout-limit", u, "an approval waits 60 days at most").WithHelp("write 60 days or less"))
		case g.Timeout.Seconds < 300:
			out.Add(find(diag.Warning, "timeout-raised", u, "an approval waits 5 minutes at least; 5 minutes is used"))
		}
	}
	return out
}

func sayApprovers(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range placedUses(p, uses) {
		out.Add(find(diag.Note, "set-outside", u, "who may approve is set in IAM: allow codepipeline:PutApprovalResult on the action to those people only"))
	}
	return out
}

func sayURL(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range placedUses(p, uses) {
		out.Add(find(diag.Warning, "environment-lost", u, "CodePipeline shows no URL of what it deployed"))
	}
	return out
}

func sayNoManual(p *plan.Plan, uses []plan.Use) diag.List {
	switch {
	case inPipeline(p):
		return diag.List{find(diag.Note, "manual-open", uses[0], "CodePipeline has no switch for runs by hand: whoever may call codepipeline:StartPipelineExecution releases the newest commit")}
	case p.Bootstrap != nil && p.Bootstrap.CodeBuild != nil:
		return diag.List{find(diag.Note, "manual-open", uses[0], "CodeBuild has no switch for runs by hand: whoever may call codebuild:StartBuild on the project starts one")}
	}
	return nil
}

func sayExpiry(p *plan.Plan, uses []plan.Use) diag.List {
	if !inPipeline(p) {
		return nil
	}
	f := flowOf(p)
	var out diag.List
	for _, u := range placedUses(p, uses) {
		if f.leftOut(u.Job) {
			continue
		}
		out.Add(find(diag.Warning, "expiry-lost", u, "the pipeline keeps artifacts until the lifecycle of its bucket removes them"))
	}
	return out
}

// awsKeys are the variables that the AWS CLI takes its identity from; a build has one already.
var awsKeys = []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}

func saySecretsCI(p *plan.Plan, uses []plan.Use) diag.List {
	if !runsJobs(p) {
		return nil
	}
	builds, _ := buildspec.Split(p)
	var out diag.List
	for _, u := range uses {
		users := slices.ContainsFunc(builds, func(j *plan.Job) bool { return slices.Contains(j.Secrets, u.Detail) })
		if !users || slices.Contains(awsKeys, u.Detail) {
			continue
		}
		out.Add(find(diag.Error, "secret-unreachable", u, "a build of CodeBuild reads Parameter Store and Secrets Manager only, so $"+u.Detail+" would be empty").
			WithHelp("add `ssm: /PATH` or `secretsmanager: {id: ID}` to it"))
	}
	return out
}

func sayIntegration(p *plan.Plan, uses []plan.Use) diag.List {
	if !runsJobs(p) {
		return nil
	}
	return diag.List{find(diag.Warning, "notify-lost", uses[0], "the integration exists on Shippable only; nothing tells Slack about this pipeline").
		WithHelp("use a webhook: slack: {webhook: SECRET}")}
}

func sayFixed(p *plan.Plan, uses []plan.Use) diag.List {
	if !runsJobs(p) {
		return nil
	}
	return diag.List{find(diag.Warning, "notify-lost", uses[0], "an event does not say how the run before ended, so every success is told")}
}

// sayRuntimes checks the language versions against what the image of the project can select.
func sayRuntimes(p *plan.Plan, uses []plan.Use) diag.List {
	if !runsJobs(p) {
		return nil
	}
	var out diag.List
	for _, u := range uses {
		image := projectImage(p, u.Job)
		known, ok := buildspec.Lookup(image)
		if !ok {
			continue
		}
		lang := u.Path[strings.LastIndexByte(u.Path, '.')+1:]
		i := slices.IndexFunc(u.Job.Runtime, func(r plan.Runtime) bool { return r.At == u.At })
		if i < 0 || lang == "docker" {
			continue
		}
		version, literal := u.Job.Runtime[i].Version.Literal()
		if !literal || known.Has(lang, version) {
			continue
		}
		d := find(diag.Warning, "runtime-unavailable", u, image+" has no "+lang+" "+version)
		if has := known.Versions(lang); len(has) > 0 {
			d.Message += ", only " + and(has)
		}
		if other := buildspec.WithRuntime(lang, version); other != "" {
			d = d.WithHelp("run the project in " + other + ", which has it")
		}
		out.Add(d)
	}
	return out
}

// projectImage is the image that a job's project runs in.
func projectImage(p *plan.Plan, j *plan.Job) string {
	if b := p.Bootstrap.Pipeline; b != nil && b.Style != "jobs" && b.BuildImage != "" {
		return b.BuildImage
	}
	if c := p.Bootstrap.CodeBuild; c != nil && c.Image != "" {
		return c.Image
	}
	return buildspec.ImageOf(j, nil)
}
