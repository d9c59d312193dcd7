package shippable

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// rows is Shippable's answer for every feature.
var rows = []compiler.Row{
	{Feature: plan.OneJob, Support: compiler.Native},
	{Feature: plan.SeveralJobs, Support: compiler.Refused, Remark: "L with chain: one image, one account", Say: sayChain},
	{Feature: plan.DataBetweenJobs, Support: compiler.Lowered, Remark: "in a chain"},
	{Feature: plan.Stages, Support: compiler.Lowered, Remark: "in a chain"},
	{Feature: plan.MatrixJobs, Support: compiler.Native, Remark: "one job"},
	{Feature: plan.Images, Support: compiler.Native, Remark: "pre_ci_boot, build_image", Say: sayImage},
	{Feature: plan.ImageEntrypoint, Support: compiler.Lowered, Remark: "options; W in travis", Say: sayEntrypoint},
	{Feature: plan.Runtimes, Support: compiler.Native, Remark: "language", Say: sayRuntime},
	{Feature: plan.RunnerChoice, Support: compiler.Warned, Remark: "first tag as nodePool", Say: sayRunner},
	{Feature: plan.Services, Support: compiler.Warned, Remark: "fixed list", Say: sayServices},
	{Feature: plan.DockerDaemon, Support: compiler.Native},
	{Feature: plan.Caches, Support: compiler.Native, Remark: "W in travis: the whole build folder", Say: sayCache},
	{Feature: plan.CacheKeys, Support: compiler.Warned, Say: sayCacheKey},
	{Feature: plan.ArtifactFiles, Support: compiler.Warned, Remark: "N in a chain", Say: sayArtifacts},
	{Feature: plan.ArtifactExpiry, Support: compiler.Warned, Remark: "with the artifacts", Say: said},
	{Feature: plan.ArtifactCondition, Support: compiler.Warned, Remark: "with the artifacts", Say: said},
	{Feature: plan.JUnitReports, Support: compiler.Lowered, Remark: "fixed folder"},
	{Feature: plan.CoberturaReports, Support: compiler.Lowered, Remark: "fixed folder"},
	{Feature: plan.DotenvReports, Support: compiler.Lowered, Remark: "in a chain", Say: sayDotenv},
	{Feature: plan.MatrixPaths, Support: compiler.Refused, Say: each(diag.Error, "matrix-path-lost",
		"no shell reads this path on Shippable, so every build would look for a file with the reference in its name",
		"copy the file to a name that is the same in every build, in a step")},
	{Feature: plan.Retries, Support: compiler.Warned, Say: sayRetry},
	{Feature: plan.Timeouts, Support: compiler.Outside, Say: sayTimeout},
	{Feature: plan.AllowedFailures, Support: compiler.Refused, Remark: "N for a matrix: allow_failures", Say: sayAllowFailure},
	{Feature: plan.Hooks, Support: compiler.Native},
	{Feature: plan.NoTriggers, Support: compiler.Outside, Say: once(diag.Note, "no-triggers",
		"no `triggers`: Shippable builds every branch and pull request", "")},
	{Feature: plan.PushTrigger, Support: compiler.Native, Say: sayPush},
	{Feature: plan.TagTrigger, Support: compiler.Outside, Say: once(diag.Note, "trigger-outside",
		"builds for tags are off until switched on in Shippable (project settings); they share the `branches` filter", "")},
	{Feature: plan.MergeRequestTrigger, Support: compiler.Native, Remark: "every pull request", Say: sayMergeRequest},
	{Feature: plan.MergedTrigger, Support: compiler.Lowered, Remark: "the push that merges", Say: sayMerged},
	{Feature: plan.ScheduleTrigger, Support: compiler.Warned, Remark: "R on a deploying job", Say: saySchedule},
	{Feature: plan.PathFilters, Support: compiler.Warned, Remark: "R on a deploying job", Say: sayPaths},
	{Feature: plan.JobConditions, Support: compiler.Lowered, Remark: "shell guard"},
	{Feature: plan.ManualGate, Support: compiler.Refused, Say: sayGate},
	{Feature: plan.GateApprovers, Support: compiler.Refused, Remark: "with the gate", Say: said},
	{Feature: plan.GateTimeout, Support: compiler.Refused, Remark: "with the gate", Say: said},
	{Feature: plan.Environments, Support: compiler.Warned, Say: sayEnvironment},
	{Feature: plan.EnvironmentURL, Support: compiler.Warned, Remark: "with the environment", Say: said},
	{Feature: plan.ReviewApps, Support: compiler.Refused, Say: each(diag.Error, "review-app-lost",
		"Shippable runs nothing when a branch is deleted, so nothing would stop a review app", "")},
	{Feature: plan.Concurrency, Support: compiler.Outside, Remark: "a pool of one node", Say: sayConcurrency},
	{Feature: plan.OIDC, Support: compiler.Refused, Say: sayOIDC},
	{Feature: plan.AssumeRoles, Support: compiler.Lowered},
	{Feature: plan.AccountCheck, Support: compiler.Lowered},
	{Feature: plan.SecretsCI, Support: compiler.Native, Remark: "as ciphertext", Say: saySecrets("")},
	{Feature: plan.SecretsSSM, Support: compiler.Refused, Remark: "N with ciphertext",
		Say: saySecrets("Shippable cannot read the SSM Parameter Store, and ")},
	{Feature: plan.SecretsManagerSecrets, Support: compiler.Refused, Remark: "N with ciphertext",
		Say: saySecrets("Shippable cannot read AWS Secrets Manager, and ")},
	{Feature: plan.CloudFormationSteps, Support: compiler.Lowered},
	{Feature: plan.SamSteps, Support: compiler.Lowered},
	{Feature: plan.CodeDeployS3, Support: compiler.Lowered},
	{Feature: plan.CodeDeployGitHub, Support: compiler.Lowered},
	{Feature: plan.EcsSteps, Support: compiler.Lowered},
	{Feature: plan.LambdaSteps, Support: compiler.Lowered},
	{Feature: plan.S3SyncSteps, Support: compiler.Lowered},
	{Feature: plan.StartBuildSteps, Support: compiler.Lowered},
	{Feature: plan.NotifySteps, Support: compiler.Lowered, Remark: "curl"},
	{Feature: plan.SlackWebhook, Support: compiler.Lowered, Remark: "curl"},
	{Feature: plan.SlackIntegration, Support: compiler.Native, Remark: "W in travis", Say: sayIntegration},
	{Feature: plan.NotifyFixed, Support: compiler.Native, Remark: "integrations; W for webhooks", Say: sayFixed},
	{Feature: plan.CheckoutOptions, Support: compiler.Native, Remark: "depth, submodules; W for the rest", Say: sayCheckout},
	{Feature: plan.BashShell, Support: compiler.Native},
	{Feature: plan.ContinueOnError, Support: compiler.Lowered},
	{Feature: plan.AppSpecOutput, Support: compiler.Native},
	{Feature: plan.BootRolesFeature, Support: compiler.Absent},
	{Feature: plan.BootBucketFeature, Support: compiler.Absent},
	{Feature: plan.BootPipelineFeature, Support: compiler.Absent},
	{Feature: plan.BootCodeBuildFeature, Support: compiler.Absent},
	{Feature: plan.BootEcrFeature, Support: compiler.Absent},
	{Feature: plan.BootCodeDeployFeature, Support: compiler.Absent},
	{Feature: plan.RawOverrides, Support: compiler.Native},
}

// finding makes a finding at a use.
func finding(level diag.Level, code diag.Code, u plan.Use, message, help string) diag.Diagnostic {
	return diag.New(level, code, u.At, u.Path, message).WithHelp(help)
}

// each says the same of every use.
func each(level diag.Level, code diag.Code, message, help string) func(*plan.Plan, []plan.Use) diag.List {
	return func(_ *plan.Plan, uses []plan.Use) diag.List {
		var out diag.List
		for _, u := range uses {
			out.Add(finding(level, code, u, message, help))
		}
		return out
	}
}

// once says it of each place, however many jobs take the value from there.
func once(level diag.Level, code diag.Code, message, help string) func(*plan.Plan, []plan.Use) diag.List {
	return each(level, code, message, help) // equal findings at one place become one when they are sorted
}

// and joins names: "a, b and c".
func and(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}
