package cfn

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// rows is CloudFormation's answer for every feature. Much of the spec has no place in a template that bootstraps an
// account; it matters where a pipeline or a project of CodeBuild is asked for, and those parts judge it (check).
var rows = table()

func table() []compiler.Row {
	native := []plan.Feature{plan.ArtifactFiles, plan.Caches, plan.CacheKeys, plan.CacheFallbacks, plan.CloudFormationSteps, plan.CodeDeployS3,
		plan.CodeDeployGitHub, plan.EcsSteps, plan.S3SyncSteps, plan.PushTrigger, plan.TagTrigger, plan.MergeRequestTrigger,
		plan.MergedTrigger, plan.ScheduleTrigger, plan.OIDC,
		plan.AssumeRoles, plan.SecretsSSM, plan.SecretsManagerSecrets, plan.Images, plan.DockerDaemon,
		plan.SlackWebhook, plan.BootRolesFeature, plan.BootBucketFeature, plan.BootPipelineFeature, plan.BootCodeBuildFeature,
		plan.BootEcrFeature, plan.BootCodeDeployFeature, plan.RawOverrides, plan.DataBetweenJobs, plan.Stages}
	lowered := []plan.Feature{plan.SeveralJobs, plan.MatrixJobs, plan.MatrixPaths, plan.SecondaryArtifacts, plan.SamSteps, plan.LambdaSteps, plan.StartBuildSteps,
		plan.NotifySteps, plan.AccountCheck, plan.RunnerChoice, plan.PathFilters,
		plan.JUnitReports, plan.CoberturaReports, plan.Hooks, plan.BashShell, plan.ContinueOnError, plan.Services}
	absent := []plan.Feature{plan.OneJob, plan.ImageEntrypoint,
		plan.NoTriggers, plan.Environments, plan.AppSpecOutput}
	remarks := map[plan.Feature]string{plan.PathFilters: "whole build", plan.SecondaryArtifacts: "one artifact",
		plan.OIDC: "provider and role", plan.SlackWebhook: "Lambda", plan.DockerDaemon: "PrivilegedMode"}
	var out []compiler.Row
	for _, group := range []struct {
		support  compiler.Support
		features []plan.Feature
	}{{compiler.Native, native}, {compiler.Lowered, lowered}, {compiler.Absent, absent}} {
		for _, f := range group.features {
			out = append(out, compiler.Row{Feature: f, Support: group.support, Remark: remarks[f]})
		}
	}
	return append(out,
		compiler.Row{Feature: plan.ArtifactCondition, Support: compiler.Warned, Say: sayArtifactCondition},
		compiler.Row{Feature: plan.DotenvReports, Support: compiler.Warned, Say: sayDotenv},
		compiler.Row{Feature: plan.CheckoutOptions, Support: compiler.Warned, Say: sayCheckout},
		compiler.Row{Feature: plan.Timeouts, Support: compiler.Native, Remark: "5 minutes to 36 hours", Say: sayTimeouts},
		compiler.Row{Feature: plan.Retries, Support: compiler.Lowered, Remark: "on-failure RETRY", Say: sayRetries},
		compiler.Row{Feature: plan.Concurrency, Support: compiler.Native, Remark: "ExecutionMode; several stages: W", Say: sayConcurrency},
		compiler.Row{Feature: plan.ReviewApps, Support: compiler.Refused, Remark: "in a pipeline", Say: sayReviewApps},
		compiler.Row{Feature: plan.AllowedFailures, Support: compiler.Refused, Remark: "in a pipeline", Say: sayAllowFailure},
		compiler.Row{Feature: plan.JobConditions, Support: compiler.Refused, Remark: "left out where never", Say: sayConditions},
		compiler.Row{Feature: plan.ManualGate, Support: compiler.Native, Remark: "Manual approval", Say: sayGate},
		compiler.Row{Feature: plan.GateTimeout, Support: compiler.Native, Remark: "5 minutes to 60 days", Say: sayGateTimeout},
		compiler.Row{Feature: plan.GateApprovers, Support: compiler.Lowered, Remark: "IAM", Say: sayApprovers},
		compiler.Row{Feature: plan.NoManual, Support: compiler.Outside, Remark: "IAM", Say: sayNoManual},
		compiler.Row{Feature: plan.EnvironmentURL, Support: compiler.Warned, Remark: "stage name only", Say: sayURL},
		compiler.Row{Feature: plan.ArtifactExpiry, Support: compiler.Warned, Remark: "lifecycle of the bucket", Say: sayExpiry},
		compiler.Row{Feature: plan.SecretsCI, Support: compiler.Refused, Remark: "in a build", Say: saySecretsCI},
		compiler.Row{Feature: plan.SlackIntegration, Support: compiler.Warned, Say: sayIntegration},
		compiler.Row{Feature: plan.NotifyFixed, Support: compiler.Warned, Say: sayFixed},
		compiler.Row{Feature: plan.StoredPackages, Support: compiler.Native, Remark: "the pipeline's store", Say: sayStored},
		compiler.Row{Feature: plan.Runtimes, Support: compiler.Lowered, Say: sayRuntimes},
	)
}

// inPipeline reports whether the jobs themselves become a pipeline.
func inPipeline(p *plan.Plan) bool { return p.Bootstrap != nil && p.Bootstrap.Pipeline != nil }

// check holds what needs the whole plan.
func check(p *plan.Plan) diag.List {
	if p.Bootstrap == nil {
		return diag.List{diag.New(diag.Note, "bootstrap-missing", diag.Range{}, "bootstrap", "the spec has none, so there is nothing to write for cfn")}
	}
	var out diag.List
	out.Add(checkRoles(p)...)
	out.Add(checkBucket(p)...)
	out.Add(checkCodeDeploy(p)...)
	out.Add(checkEcr(p)...)
	out.Add(checkStacks(p)...)
	out.Add(checkPipeline(p)...)
	out.Add(checkCodeBuild(p)...)
	return out
}

func checkRoles(p *plan.Plan) diag.List {
	r := p.Bootstrap.Roles
	if r == nil {
		return nil
	}
	var out diag.List
	if len(withAccount(r.Environments)) == 0 {
		out.Add(diag.New(diag.Error, "roles-without-account", r.At, "bootstrap.roles",
			"no environment has an account and a role, so there is no role to make").
			WithHelp("set `account` and `roles: {assume: NAME}` (or `oidc`) in the environments"))
	}
	out.Add(sameAccount(r)...)
	out.Add(checkSubjects(r)...)
	out.Add(checkTrust(p)...)
	out.Add(wide(r.Assume, "the pipeline")...)
	out.Add(wide(r.Execution, templates(p))...)
	executes := false
	for _, e := range withAccount(r.Environments) {
		executes = executes || e.ExecutionRole != ""
	}
	if executes && len(r.Execution.Managed)+len(r.Execution.Actions) == 0 {
		out.Add(diag.New(diag.Warning, "execution-role-empty", r.At, "bootstrap.roles.execution",
			"CloudFormation's role may do nothing, so every deployment that creates something fails").
			WithHelp("list what the templates create under `execution: {permissions: [...]}`"))
	}
	return out
}

// checkTrust: a role that trusts an account leaves it to that account's own policies who may enter it, unless a condition says
// so (IAM User Guide, "AWS JSON policy elements: Principal").
func checkTrust(p *plan.Plan) diag.List {
	b := &builder{plan: p, boot: p.Bootstrap}
	r := p.Bootstrap.Roles
	envs := withAccount(r.Environments)
	if r.Provider != "" || len(envs) == 0 || !b.trustsAccount(r) || slices.ContainsFunc(r.Conditions, narrows) {
		return nil
	}
	role := roleName(envs[0].AssumeRole, envs[0].OidcRole)
	if role == "" {
		role = "the role of the jobs"
	}
	return diag.List{diag.New(diag.Warning, "trust-open", r.AccountAt, "bootstrap.roles.trust.account",
		"everybody in account "+r.Account+" who may call sts:AssumeRole can enter "+role+" in "+and(envNames(envs))).
		WithHelp("name the runner's role: condition: {ArnEquals: {\"aws:PrincipalArn\": \"arn:aws:iam::" + r.Account + ":role/RUNNER\"}}; or trust the forge's ID tokens with `oidc`")}
}

// narrows reports whether a condition holds for some and not for others.
func narrows(c plan.Condition) bool {
	return slices.ContainsFunc(c.Keys, func(kv plan.KV) bool { return strings.Trim(kv.Value, "*") != "" })
}

// checkSubjects: the forge decides who may push a ref that a pattern of a trust names.
func checkSubjects(r *plan.BootRoles) diag.List {
	where, help := "the forge", "let maintainers only push such refs, or name one ref"
	switch {
	case strings.Contains(r.Provider, "gitlab"):
		where, help = "GitLab", "protect them (Settings, Repository, Protected tags and Protected branches), or name one ref"
	case strings.Contains(r.Provider, "github"):
		where, help = "GitHub", "protect them with a ruleset, or trust an environment of GitHub: repo:OWNER/NAME:environment:NAME"
	}
	var out diag.List
	for _, e := range withAccount(r.Environments) {
		for _, s := range r.SubjectsOf(e.Name) {
			if e.Guarded() && s.Wild() {
				head, ref, _ := strings.Cut(s.Text, ":ref:")
				for _, kind := range []string{"tag", "branch"} {
					if strings.HasSuffix(head, ":ref_type:"+kind) {
						ref = "a " + kind + " " + ref
					}
				}
				out.Add(diag.New(diag.Note, "set-outside", s.At, s.Path,
					"whoever can push "+ref+" may assume the role of environment "+e.Name+", and who can is set in "+where).WithHelp(help))
			}
		}
	}
	return out
}

// sameAccount: roles.yml makes one role of each kind in an account, so environments that share it share them.
func sameAccount(r *plan.BootRoles) diag.List {
	var out diag.List
	envs := withAccount(r.Environments)
	for i, e := range envs {
		for _, o := range envs[:i] {
			if o.Account != e.Account {
				continue
			}
			for _, names := range [][2]string{{roleName(o.AssumeRole, o.OidcRole), roleName(e.AssumeRole, e.OidcRole)}, {roleName(o.ExecutionRole), roleName(e.ExecutionRole)}} {
				if names[0] != names[1] && names[0] != "" && names[1] != "" {
					out.Add(diag.New(diag.Error, "roles-differ", e.At, "environments."+e.Name+".roles",
						e.Name+" and "+o.Name+" are in account "+e.Account+", and the roles are made once in each account: "+names[1]+" would be missing").
						WithHelp("give both the same roles, or leave one out with `bootstrap.roles.environments`"))
				}
			}
		}
	}
	return out
}

// templates names the templates that the jobs deploy.
func templates(p *plan.Plan) string {
	for _, j := range p.Jobs {
		for _, s := range j.Steps {
			switch a := s.Action.(type) {
			case *plan.CloudFormation:
				if a.Op == "package" {
					return a.Template
				}
			case *plan.Sam:
				if a.Template != "" {
					return a.Template
				}
				return "template.yaml" // which SAM looks for
			}
		}
	}
	for _, j := range p.Jobs {
		for _, s := range j.Steps {
			if a, ok := s.Action.(*plan.CloudFormation); ok && a.Template != "" {
				return a.Template
			}
		}
	}
	return "a template"
}

// checkCodeDeploy: the application and the group are those of the steps, and so is what the deployer may do.
func checkCodeDeploy(p *plan.Plan) diag.List {
	c := p.Bootstrap.CodeDeploy
	if c == nil || len(deployments(p)) > 0 {
		return nil
	}
	return diag.List{diag.New(diag.Error, "codedeploy-empty", c.At, "bootstrap.codedeploy", "no job deploys with CodeDeploy, so there is no application to make").
		WithHelp("add a codedeploy step, or delete it")}
}

func checkBucket(p *plan.Plan) diag.List {
	b := p.Bootstrap.Bucket
	if b == nil || p.Bucket != nil {
		return nil
	}
	return diag.List{diag.New(diag.Error, "no-bucket", b.At, "bootstrap.bucket", "the spec names no `artifact_bucket`, so there is no bucket to make").
		WithHelp("add artifact_bucket: NAME at the top")}
}
