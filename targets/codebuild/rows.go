package codebuild

import (
	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// rows is the answer for every feature. The order is that of the support table.
var rows = []compiler.Row{
	{Feature: plan.OneJob, Support: compiler.Native},
	{Feature: plan.SeveralJobs, Support: compiler.Lowered, Remark: "batch graph"},
	{Feature: plan.DataBetweenJobs, Support: compiler.Lowered, Remark: "through artifact_bucket, else refused", Say: say(dataLost)},
	{Feature: plan.Stages, Support: compiler.Lowered, Remark: "batch graph"},
	{Feature: plan.MatrixJobs, Support: compiler.Lowered, Remark: "batch graph"},
	{Feature: plan.Images, Support: compiler.Outside, Remark: "project; native in a batch", Say: say(imageOutside)},
	{Feature: plan.ImageEntrypoint, Support: compiler.Absent},
	{Feature: plan.Runtimes, Support: compiler.Native, Remark: "managed images", Say: say(runtimes)},
	{Feature: plan.RunnerChoice, Support: compiler.Outside, Remark: "project; native in a batch", Say: say(runnerOutside)},
	{Feature: plan.Services, Support: compiler.Lowered, Remark: "docker run, managed images", Say: say(services)},
	{Feature: plan.DockerDaemon, Support: compiler.Outside, Remark: "privileged; native in a batch", Say: say(dockerOutside)},
	{Feature: plan.Caches, Support: compiler.Native},
	{Feature: plan.CacheKeys, Support: compiler.Native},
	{Feature: plan.CacheFallbacks, Support: compiler.Native},
	{Feature: plan.ArtifactFiles, Support: compiler.Native, Say: say(artifactsAlways)},
	{Feature: plan.SecondaryArtifacts, Support: compiler.Native, Remark: "one artifact in a pipeline", Say: say(secondaryOutside)},
	{Feature: plan.ArtifactExpiry, Support: compiler.Warned, Say: say(expiryLost)},
	{Feature: plan.ArtifactCondition, Support: compiler.Warned, Say: say(artifactCondition)},
	{Feature: plan.JUnitReports, Support: compiler.Native, Remark: "at most 5"},
	{Feature: plan.CoberturaReports, Support: compiler.Native, Remark: "at most 5"},
	{Feature: plan.DotenvReports, Support: compiler.Lowered, Remark: "exported-variables", Say: say(dotenvLost)},
	{Feature: plan.MatrixPaths, Support: compiler.Lowered, Remark: "a buildspec for each combination"},
	{Feature: plan.Retries, Support: compiler.Native, Remark: "on-failure RETRY", Say: say(retryLost)},
	{Feature: plan.Timeouts, Support: compiler.Outside, Say: say(timeouts)},
	{Feature: plan.AllowedFailures, Support: compiler.Native, Remark: "in a batch", Say: say(allowFailureLost)},
	{Feature: plan.Hooks, Support: compiler.Lowered, Remark: "post_build and finally"},
	{Feature: plan.NoTriggers, Support: compiler.Outside, Say: say(noTriggers)},
	{Feature: plan.PushTrigger, Support: compiler.Outside, Say: silent},
	{Feature: plan.TagTrigger, Support: compiler.Outside, Say: silent},
	{Feature: plan.MergeRequestTrigger, Support: compiler.Outside, Say: silent},
	{Feature: plan.MergedTrigger, Support: compiler.Outside, Say: silent},
	{Feature: plan.ScheduleTrigger, Support: compiler.Outside, Remark: "not for a batch", Say: say(scheduleLost)},
	{Feature: plan.NoManual, Support: compiler.Outside, Remark: "IAM", Say: say(manualOpen)},
	{Feature: plan.PathFilters, Support: compiler.Outside, Remark: "whole build", Say: say(pathsLost)},
	{Feature: plan.JobConditions, Support: compiler.Lowered, Remark: "shell guard", Say: say(guarded)},
	{Feature: plan.ManualGate, Support: compiler.Refused, Say: say(gateLost)},
	{Feature: plan.GateApprovers, Support: compiler.Absent},
	{Feature: plan.GateTimeout, Support: compiler.Absent},
	{Feature: plan.Environments, Support: compiler.Warned, Say: say(environmentLost)},
	{Feature: plan.EnvironmentURL, Support: compiler.Warned, Say: silent},
	{Feature: plan.ReviewApps, Support: compiler.Refused, Say: say(reviewAppLost)},
	{Feature: plan.Concurrency, Support: compiler.Outside, Remark: "refused where serial: true is written", Say: say(concurrencyLost)},
	{Feature: plan.OIDC, Support: compiler.Refused, Remark: "a role instead", Say: say(oidcLost)},
	{Feature: plan.AssumeRoles, Support: compiler.Lowered},
	{Feature: plan.AccountCheck, Support: compiler.Lowered},
	{Feature: plan.SecretsCI, Support: compiler.Refused, Remark: "AWS keys: the build role", Say: say(ciSecrets)},
	{Feature: plan.SecretsSSM, Support: compiler.Native},
	{Feature: plan.SecretsManagerSecrets, Support: compiler.Native},
	{Feature: plan.CloudFormationSteps, Support: compiler.Lowered},
	{Feature: plan.SamSteps, Support: compiler.Lowered},
	{Feature: plan.StoredPackages, Support: compiler.Lowered, Remark: "the pipeline's store", Say: say(storedElsewhere)},
	{Feature: plan.CodeDeployS3, Support: compiler.Lowered},
	{Feature: plan.CodeDeployGitHub, Support: compiler.Lowered},
	{Feature: plan.EcsSteps, Support: compiler.Lowered},
	{Feature: plan.LambdaSteps, Support: compiler.Lowered},
	{Feature: plan.S3SyncSteps, Support: compiler.Lowered},
	{Feature: plan.StartBuildSteps, Support: compiler.Lowered},
	{Feature: plan.NotifySteps, Support: compiler.Lowered},
	{Feature: plan.SlackWebhook, Support: compiler.Lowered, Remark: "in the job; several: EventBridge", Say: say(notifyOutside)},
	{Feature: plan.SlackIntegration, Support: compiler.Warned, Say: say(integrationLost)},
	{Feature: plan.NotifyFixed, Support: compiler.Warned, Say: say(fixedLost)},
	{Feature: plan.CheckoutOptions, Support: compiler.Outside, Say: say(checkoutOutside)},
	{Feature: plan.BashShell, Support: compiler.Native},
	{Feature: plan.ContinueOnError, Support: compiler.Lowered},
	{Feature: plan.AppSpecOutput, Support: compiler.Native},
	{Feature: plan.BootRolesFeature, Support: compiler.Absent},
	{Feature: plan.BootBucketFeature, Support: compiler.Absent},
	{Feature: plan.BootPipelineFeature, Support: compiler.Outside, Remark: "cfn", Say: say(pipelineAction)},
	{Feature: plan.BootCodeBuildFeature, Support: compiler.Outside, Remark: "cfn", Say: silent},
	{Feature: plan.BootEcrFeature, Support: compiler.Absent},
	{Feature: plan.BootCodeDeployFeature, Support: compiler.Absent},
	{Feature: plan.RawOverrides, Support: compiler.Native},
}

// say makes the findings of a row: f sees only the uses by jobs that are builds, and is not called when there are none.
func say(f func(l layout, uses []plan.Use) diag.List) func(*plan.Plan, []plan.Use) diag.List {
	return func(p *plan.Plan, uses []plan.Use) diag.List {
		l := layoutOf(p)
		if len(l.actions) == 0 {
			return f(l, uses)
		}
		var mine []plan.Use
		for _, u := range uses {
			if u.Job == nil || !l.isAction(u.Job) {
				mine = append(mine, u)
			}
		}
		if len(mine) == 0 {
			return nil
		}
		return f(l, mine)
	}
}

// silent is for what another row speaks of, triggers for all of them, or the target cfn.
func silent(*plan.Plan, []plan.Use) diag.List { return nil }

func (l layout) isAction(j *plan.Job) bool { return l.action[j] }
