package plan

import "github.com/cdc-dev/cdc/internal/diag"

// Feature is something a spec can ask for that a target may be unable to give. The plan records every use; a target
// answers for every feature; the middle end compares, so that nothing can be dropped in silence.
type Feature uint8

// The features, in the order of the support table.
const (
	OneJob Feature = iota + 1
	SeveralJobs
	DataBetweenJobs
	Stages
	MatrixJobs
	Images
	ImageEntrypoint
	Runtimes
	RunnerChoice
	Services
	DockerDaemon
	Caches
	CacheKeys
	CacheFallbacks
	ArtifactFiles
	SecondaryArtifacts
	ArtifactExpiry
	ArtifactCondition
	JUnitReports
	CoberturaReports
	DotenvReports
	MatrixPaths
	Retries
	Timeouts
	AllowedFailures
	Hooks
	NoTriggers
	PushTrigger
	TagTrigger
	MergeRequestTrigger
	MergedTrigger
	ScheduleTrigger
	NoManual // `manual: false`
	PathFilters
	JobConditions
	ManualGate
	GateApprovers
	GateTimeout
	Environments
	EnvironmentURL
	ReviewApps
	Concurrency
	OIDC
	AssumeRoles
	AccountCheck
	SecretsCI
	SecretsSSM
	SecretsManagerSecrets
	CloudFormationSteps
	SamSteps
	StoredPackages
	CodeDeployS3
	CodeDeployGitHub
	EcsSteps
	LambdaSteps
	S3SyncSteps
	StartBuildSteps
	NotifySteps
	SlackWebhook
	SlackIntegration
	NotifyFixed
	CheckoutOptions
	BashShell
	ContinueOnError
	AppSpecOutput
	BootRolesFeature
	BootBucketFeature
	BootPipelineFeature
	BootCodeBuildFeature
	BootEcrFeature
	BootCodeDeployFeature
	RawOverrides
	lastFeature
)

var featureNames = [...]string{
	OneJob: "one job, steps, variables", SeveralJobs: "several jobs in order", DataBetweenJobs: "files between jobs",
	Stages: "stages", MatrixJobs: "matrix", Images: "image", ImageEntrypoint: "image entrypoint and pull policy",
	Runtimes: "runtime", RunnerChoice: "runner", Services: "services", DockerDaemon: "docker", Caches: "cache",
	CacheKeys: "cache key", CacheFallbacks: "cache.fallback_keys", ArtifactFiles: "artifacts",
	SecondaryArtifacts: "artifacts.secondary", ArtifactExpiry: "artifacts.expire_in",
	ArtifactCondition: "artifacts.when", JUnitReports: "reports.junit", CoberturaReports: "reports.cobertura",
	DotenvReports: "reports.dotenv", MatrixPaths: "matrix value in a path", Retries: "retry", Timeouts: "timeout", AllowedFailures: "allow_failure",
	Hooks: "on_success, on_failure, always", NoTriggers: "no triggers", PushTrigger: "push, branch filter",
	TagTrigger: "tags", MergeRequestTrigger: "merge requests", MergedTrigger: "merged merge requests",
	ScheduleTrigger: "schedules", NoManual: "no runs by hand", PathFilters: "paths", JobConditions: "conditions of one job",
	ManualGate: "gate, approval", GateApprovers: "who may approve", GateTimeout: "gate timeout",
	Environments: "environments", EnvironmentURL: "environment URL", ReviewApps: "review app with stop",
	Concurrency: "one deployment at a time", OIDC: "OIDC", AssumeRoles: "assume a role", AccountCheck: "account check",
	SecretsCI: "secrets: from ci", SecretsSSM: "secrets: ssm", SecretsManagerSecrets: "secrets: secretsmanager",
	CloudFormationSteps: "cloudformation", SamSteps: "sam", StoredPackages: "package without a bucket", CodeDeployS3: "codedeploy from S3",
	CodeDeployGitHub: "codedeploy from GitHub", EcsSteps: "ecs", LambdaSteps: "lambda", S3SyncSteps: "s3_sync",
	StartBuildSteps: "start_build", NotifySteps: "notify step", SlackWebhook: "notify: Slack webhook",
	SlackIntegration: "notify: Slack integration", NotifyFixed: "notify: fixed", CheckoutOptions: "checkout",
	BashShell: "shell: bash", ContinueOnError: "continue_on_error", AppSpecOutput: "appspec",
	BootRolesFeature: "bootstrap.roles", BootBucketFeature: "bootstrap.bucket", BootPipelineFeature: "bootstrap.pipeline",
	BootCodeBuildFeature: "bootstrap.codebuild", BootEcrFeature: "bootstrap.ecr",
	BootCodeDeployFeature: "bootstrap.codedeploy", RawOverrides: "raw overrides",
}

// String is the feature's name in the support table.
func (f Feature) String() string { return featureNames[f] }

// Features returns every feature, in the order of the support table.
func Features() []Feature {
	out := make([]Feature, 0, lastFeature-1)
	for f := OneJob; f < lastFeature; f++ {
		out = append(out, f)
	}
	return out
}

// Use is one place where the pipeline asks for a feature.
type Use struct {
	Feature Feature
	At      diag.Range
	Path    string // "jobs.deploy.timeout"
	Job     *Job   // the job that uses it, or nil
	Env     *Environment
	// Detail is what the use names: the URL, the time, the cron line, the glob.
	Detail string
}
