// Code generated from pipeline.cue by go generate; DO NOT EDIT.

package schema

import "github.com/cdc-dev/cdc/schema/model"

// allTypes are the definitions of the language, in the order in which they can be read.
var allTypes = []*model.Type{&tName, &tFilled, &tVarName, &tText, &tVars, &tSsmName, &tSecretsManager, &tSecret, &tSecrets, &tImageOptions, &tImageRef, &tImagePerTarget, &tImage, &tVersion, &tRuntime, &tShell, &tRegion, &tDuration, &tTries, &tRetryReason, &tRetryOptions, &tRetry, &tCompute, &tRunner, &tRelPath, &tCacheKey, &tCache, &tRole, &tRoles, &tOidc, &tCheckoutOptions, &tCheckout, &tStepCommon, &tRunStep, &tArgName, &tArgs, &tLogin, &tDocker, &tDockerStep, &tBucket, &tCfnPackage, &tParamName, &tParams, &tCapability, &tTags, &tOnEmpty, &tCfnDeploy, &tCfnCreateChangeSet, &tCfnExecuteChangeSet, &tCfnDelete, &tCloudFormationStep, &tSamBuild, &tSamPackage, &tSamDeploy, &tSamDelete, &tSamStep, &tS3Bundle, &tRevisionS3, &tGitHubCommit, &tRevisionGitHub, &tCodeDeploy, &tCodeDeployStep, &tEcs, &tEcsStep, &tLambda, &tLambdaStep, &tS3Url, &tAcl, &tS3Sync, &tS3SyncStep, &tStartBuild, &tStartBuildStep, &tMessage, &tNotifyStep, &tStep, &tDefaults, &tGlob, &tGlobs, &tPushTrigger, &tTagTrigger, &tMergeRequestAction, &tMergeRequestTrigger, &tSchedule, &tTriggers, &tJobName, &tAccount, &tGateOptions, &tGate, &tEphemeral, &tEnvironment, &tEnvironments, &tBucketPrefix, &tNeedOptions, &tNeed, &tEvent, &tCond, &tWhen, &tPort, &tServiceOptions, &tService, &tAxisName, &tAxes, &tMatrixInclude, &tMatrix, &tArtifactPaths, &tSecondaryArtifacts, &tArtifacts, &tReportPaths, &tReports, &tJob, &tJobs, &tSlackWebhook, &tSlackIntegration, &tNotifyEvent, &tNotify, &tAppSpecFile, &tFileMode, &tAppSpecContext, &tAppSpecObject, &tAppSpecPermission, &tHookSeconds, &tAppSpecHook, &tAppSpecHooks, &tAppSpecServer, &tEcsLoadBalancer, &tEcsVpc, &tEcsNetwork, &tEcsCapacity, &tEcsProperties, &tEcsService, &tEcsResource, &tEcsHook, &tEcsAppSpec, &tAppSpecEcs, &tLambdaProperties, &tLambdaFunction, &tLambdaResource, &tLambdaHook, &tLambdaAppSpec, &tAppSpecLambda, &tAppSpec, &tOperator, &tConditionKeys, &tConditions, &tTrustAccount, &tSubjectsByEnvironment, &tBootOidc, &tTrustOidc, &tPermissions, &tBootRoles, &tBootBucket, &tBootEcr, &tCodeCommitRepository, &tSourceCodeCommit, &tTokenParameter, &tTokenSecretKey, &tTokenSecret, &tGitHubRepository, &tSourceGitHub, &tConnectionRepository, &tSourceConnection, &tBootPipeline, &tRepository, &tBuildGitHub, &tBuildBitbucket, &tBuildGitLab, &tBuildCodeCommit, &tSlashName, &tBranchProjects, &tSlackCommand, &tChatOps, &tBootCodeBuild, &tBootCodeDeploy, &tBootstrap, &tRaw, &tTargetCommon, &tTargetGitLab, &tTargetCodeBuild, &tTargetShippable, &tTargetCfn, &tTargets, &tSpec}

var mVars = model.Map{Name: "Vars", Doc: model.Doc{Text: "Variables by name."},
	Key: &tVarName, Value: &tText,
	KeyCUE: "#VarName", Entry: model.Doc{Text: "The value of one variable: literal text; only ${{ }} is replaced, by the compiler.", Example: "{STAGE: staging}"},
}

var mSecretsManager = model.Map{Name: "SecretsManager", Doc: model.Doc{Text: "One value of AWS Secrets Manager."},
	Fields: []model.Field{
		{Name: "id", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name or ARN of the secret.", Example: "ci/slack"},
		},
		{Name: "key", Type: &tFilled,
			Doc: model.Doc{Text: "The key inside the secret, when it is a JSON object.", Default: "the whole secret.", Example: "webhook"},
		},
		{Name: "stage", Type: &tFilled,
			Doc: model.Doc{Text: "The version stage of the secret.", Default: "AWSCURRENT", Example: "AWSPREVIOUS"},
		},
	},
}

var mSecret = model.Map{Name: "Secret", Doc: model.Doc{Text: "Where one secret comes from. A target uses the store that it can read."},
	Filled: true, Fields: []model.Field{
		{Name: "from", Type: &model.Type{Texts: []model.Text{{Const: "ci", IsConst: true}},
			Parts: []model.Part{{CUE: "\"ci\""}},
		},
			Doc: model.Doc{Text: "The CI's own store of variables.", Example: "ci", Words: []model.Word{{Word: "ci", Text: "a variable of the project on GitLab: masked; and protected, where only protected branches and tags need it, because all other runs, merge requests among them, find it empty"}}},
		},
		{Name: "ssm", Type: &tSsmName,
			Doc: model.Doc{Text: "The name of a parameter in AWS Systems Manager Parameter Store.", Example: "/ci/token"},
		},
		{Name: "secretsmanager", Type: &tSecretsManager,
			Doc: model.Doc{Text: "One value of AWS Secrets Manager.", Example: "{id: ci/slack, key: webhook}"},
		},
		{Name: "shippable", Type: &tFilled,
			Doc: model.Doc{Text: "The value as Shippable encrypted it for this repository.", Example: "RJ2zExampleCiphertext=="},
		},
	},
}

var mSecrets = model.Map{Name: "Secrets", Doc: model.Doc{Text: "Secrets by the name that steps read them under."},
	Key: &tVarName, Value: &tSecret,
	KeyCUE: "#VarName", Entry: model.Doc{Text: "Where one secret comes from, for each kind of store.", Example: "{TOKEN: {ssm: /ci/token}}"},
}

var mImageOptions = model.Map{Name: "ImageOptions", Doc: model.Doc{Text: "An image with how to start it."},
	Fields: []model.Field{
		{Name: "name", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The image, with its tag.", Example: "public.ecr.aws/aws-cli/aws-cli:2.22.0"},
		},
		{Name: "entrypoint", Type: &model.Type{List: &model.List{Min: 0, Elem: &model.Type{Texts: []model.Text{{}},
			Parts: []model.Part{{CUE: "string"}},
		}},
			Parts: []model.Part{{CUE: "[...string]", Uses: []*model.Type{&model.Type{Texts: []model.Text{{}},
				Parts: []model.Part{{CUE: "string"}},
			}}},
			},
		},
			Doc: model.Doc{Text: "The entrypoint instead of the image's own; [\"\"] switches it off, so that the steps get a shell.", Default: "the image's own.", Example: "[\"\"]"},
		},
		{Name: "pull", Type: &model.Type{Texts: []model.Text{{Const: "always", IsConst: true},
			{Const: "if-not-present", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"always\""},
				{CUE: "\"if-not-present\""},
			},
		},
			Doc: model.Doc{Text: "When the image is fetched.", Default: "the runner's own policy.", Example: "always", Words: []model.Word{{Word: "always", Text: "before every job"}, {Word: "if-not-present", Text: "only when the machine lacks it"}}},
		},
	},
}

var mImagePerTarget = model.Map{Name: "ImagePerTarget", Doc: model.Doc{Text: "An image for each target: the same job rarely runs in one image everywhere."},
	Filled: true, Fields: []model.Field{
		{Name: "gitlab", Type: &tImageRef,
			Doc: model.Doc{Text: "The image on GitLab.", Example: "node:22"},
		},
		{Name: "codebuild", Type: &tFilled,
			Doc: model.Doc{Text: "The image on CodeBuild, AWS's own or any other.", Example: "aws/codebuild/standard:7.0"},
		},
		{Name: "shippable", Type: &tImageRef,
			Doc: model.Doc{Text: "The image on Shippable.", Example: "drydock/u16pytall"},
		},
	},
}

var mRuntime = model.Map{Name: "Runtime", Doc: model.Doc{Text: "Language runtimes by name: runtime-versions of CodeBuild's managed images, the language of Shippable."},
	Fields: []model.Field{
		{Name: "python", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Python.", Example: "3.12"},
		},
		{Name: "node", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Node.js.", Example: "22"},
		},
		{Name: "java", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Java.", Example: "corretto21"},
		},
		{Name: "go", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Go that the job gets.", Example: "1.24"},
		},
		{Name: "ruby", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Ruby.", Example: "3.3"},
		},
		{Name: "php", Type: &tVersion,
			Doc: model.Doc{Text: "The version of PHP that the job gets.", Example: "8.3"},
		},
		{Name: "dotnet", Type: &tVersion,
			Doc: model.Doc{Text: "The version of .NET.", Example: "8.0"},
		},
		{Name: "docker", Type: &tVersion,
			Doc: model.Doc{Text: "The version of Docker, on the old images that have it as a runtime.", Example: "20"},
		},
	},
}

var mRetryOptions = model.Map{Name: "RetryOptions", Doc: model.Doc{Text: "How often a job starts again, and after which failures."},
	Fields: []model.Field{
		{Name: "max", Required: true, Type: &tTries,
			Doc: model.Doc{Text: "How often the job starts again at most.", Example: "2"},
		},
		{Name: "when", Type: &model.Type{List: &model.List{Min: 0, Elem: &tRetryReason},
			Parts: []model.Part{{CUE: "[...#RetryReason]", Uses: []*model.Type{&tRetryReason}}},
		},
			Doc: model.Doc{Text: "After which failures.", Default: "after every failure.", Example: "[infrastructure]"},
		},
	},
}

var mRunner = model.Map{Name: "Runner", Doc: model.Doc{Text: "The machine that runs a job."},
	Fields: []model.Field{
		{Name: "tags", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The tags that a GitLab runner must have.", Example: "[linux, arm]"},
		},
		{Name: "compute", Type: &tCompute,
			Doc: model.Doc{Text: "The size of the machine.", Default: "small", Example: "medium"},
		},
		{Name: "arch", Type: &model.Type{Texts: []model.Text{{Const: "amd64", IsConst: true},
			{Const: "arm64", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"amd64\""},
				{CUE: "\"arm64\""},
			},
		},
			Doc: model.Doc{Text: "The processor of the machine.", Default: "amd64", Example: "arm64", Words: []model.Word{{Word: "amd64", Text: "Intel and AMD"}, {Word: "arm64", Text: "ARM, such as Graviton"}}},
		},
	},
}

var mCacheKey = model.Map{Name: "CacheKey", Doc: model.Doc{Text: "A cache key made from files."},
	Fields: []model.Field{
		{Name: "files", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tRelPath},
			Parts: []model.Part{{CUE: "[#RelPath, ...#RelPath]", Uses: []*model.Type{&tRelPath}}},
		},
			Doc: model.Doc{Text: "A change of one of these files makes a new cache.", Example: "[go.sum]"},
		},
		{Name: "prefix", Type: &tFilled,
			Doc: model.Doc{Text: "Text before the key.", Example: "go"},
		},
	},
}

var mCache = model.Map{Name: "Cache", Doc: model.Doc{Text: "Files kept between runs, to be faster. A job must also pass without them."},
	Fields: []model.Field{
		{Name: "key", Type: &model.Type{Texts: []model.Text{{Def: "Filled", Filled: true}},
			Maps: []*model.Map{&mCacheKey},
			Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
				{CUE: "#CacheKey", Uses: []*model.Type{&tCacheKey}, Maps: []*model.Map{&mCacheKey}},
			},
		},
			Doc: model.Doc{Text: "What tells caches apart: a text, or files whose change makes a new cache.", Default: "one cache for each branch on GitLab.", Example: "{files: [package-lock.json]}"},
		},
		{Name: "fallback_keys", Type: &model.Type{Texts: []model.Text{{Def: "Filled", Filled: true}},
			List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
				{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}},
			},
		},
			Doc: model.Doc{Text: "Keys of other caches to begin with where there is none of `key`: the first that exists. CodeBuild takes the newest whose key begins so. At most 5.", Default: "an empty cache.", Example: "[go-main]"},
		},
		{Name: "paths", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tRelPath},
			Parts: []model.Part{{CUE: "[#RelPath, ...#RelPath]", Uses: []*model.Type{&tRelPath}}},
		},
			Doc: model.Doc{Text: "The files and directories that are kept.", Example: "[.cache/go]"},
		},
	},
}

var mRoles = model.Map{Name: "Roles", Doc: model.Doc{Text: "The roles of an environment."},
	Fields: []model.Field{
		{Name: "assume", Type: &tRole,
			Doc: model.Doc{Text: "The role that a job assumes before its first step. If that fails, the job fails.", Example: "ci-deployment"},
		},
		{Name: "execution", Type: &tRole,
			Doc: model.Doc{Text: "The role that CloudFormation works with.", Default: "the job's own rights.", Example: "ci-cloudformation"},
		},
	},
}

var mOidc = model.Map{Name: "Oidc", Doc: model.Doc{Text: "Web identity instead of keys: the job shows its ID token and is given the role."},
	Fields: []model.Field{
		{Name: "role", Required: true, Type: &tRole,
			Doc: model.Doc{Text: "The role that the job is given for its token.", Example: "shop-ci"},
		},
		{Name: "audience", Type: &tFilled,
			Doc: model.Doc{Text: "The audience of the token.", Default: "https://gitlab.com", Example: "https://gitlab.example.com"},
		},
	},
}

var mCheckoutOptions = model.Map{Name: "CheckoutOptions", Doc: model.Doc{Text: "How the repository is fetched."},
	Fields: []model.Field{
		{Name: "depth", Type: &model.Type{Int: &model.Int{Max: 1000000, HasMin: true, HasMax: true},
			Parts: []model.Part{{CUE: "int & >=0 & <=1000000"}},
		},
			Doc: model.Doc{Text: "How many commits of history are fetched; 0 is all of them.", Default: "the target's own depth.", Example: "1"},
		},
		{Name: "submodules", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether submodules are fetched too.", Default: "false", Example: "true"},
		},
		{Name: "lfs", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether large files (Git LFS) are fetched too.", Default: "false", Example: "true"},
		},
	},
}

var mStepCommon = model.Map{Name: "StepCommon", Doc: model.Doc{Text: "What every step may say beside its action."},
	Fields: []model.Field{
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mRunStep = model.Map{Name: "RunStep", Doc: model.Doc{Text: "A step of shell text."},
	Fields: []model.Field{
		{Name: "run", Required: true, Type: &model.Type{Texts: []model.Text{{Def: "Filled", Filled: true}},
			List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
				{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}},
			},
		},
			Doc: model.Doc{Text: "The commands. The first that fails fails the step.", Example: "make test"},
		},
		{Name: "shell", Type: &tShell,
			Doc: model.Doc{Text: "The shell that reads it.", Default: "the job's shell.", Example: "bash"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mArgs = model.Map{Name: "Args", Doc: model.Doc{Text: "Arguments by name."},
	Key: &tArgName, Value: &tText,
	KeyCUE: "#ArgName", Entry: model.Doc{Text: "The value of one argument.", Example: "{VERSION: \"1.4\"}"},
}

var mLogin = model.Map{Name: "Login", Doc: model.Doc{Text: "How to enter a registry."},
	Fields: []model.Field{
		{Name: "user", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The user that enters the registry.", Example: "ci"},
		},
		{Name: "password", Required: true, Type: &tVarName,
			Doc: model.Doc{Text: "The name of the secret that holds the password.", Example: "REGISTRY_PASSWORD"},
		},
	},
}

var mDocker = model.Map{Name: "Docker", Doc: model.Doc{Text: "Builds an image, tests it, and pushes it."},
	Fields: []model.Field{
		{Name: "build", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The directory with what goes into the image.", Example: "."},
		},
		{Name: "file", Type: &tRelPath,
			Doc: model.Doc{Text: "The Dockerfile that the image is built from.", Default: "Dockerfile in that directory.", Example: "docker/Dockerfile"},
		},
		{Name: "tags", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The names of the image, each with its tag. The first is the one that is tested.", Example: "[\"acme/orders:1.4\"]"},
		},
		{Name: "push", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the image is pushed under all its names.", Default: "false", Example: "true"},
		},
		{Name: "args", Type: &tArgs,
			Doc: model.Doc{Text: "Build arguments of the Dockerfile, by name.", Example: "{VERSION: \"1.4\"}"},
		},
		{Name: "test", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "Commands that run in the new image before it is pushed.", Example: "[npm test]"},
		},
		{Name: "login", Type: &tLogin,
			Doc: model.Doc{Text: "How to enter a registry other than ECR.", Default: "ECR is entered by itself.", Example: "{user: ci, password: REGISTRY_PASSWORD}"},
		},
	},
}

var mDockerStep = model.Map{Name: "DockerStep", Doc: model.Doc{Text: "A step that builds an image, tests it, and pushes it."},
	Fields: []model.Field{
		{Name: "docker", Required: true, Type: &tDocker,
			Doc: model.Doc{Text: "Builds an image, tests it, and pushes it.", Example: "{build: ., tags: [\"acme/orders:latest\"], push: true}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mCfnPackage = model.Map{Name: "CfnPackage", Doc: model.Doc{Text: "Uploads what a template refers to, and writes the template that refers to the uploads."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "package", IsConst: true}},
			Parts: []model.Part{{CUE: "\"package\""}},
		},
			Doc: model.Doc{Text: "What is done with the template.", Example: "package", Words: []model.Word{{Word: "package", Text: "uploads local files and writes a template that refers to them"}}},
		},
		{Name: "template", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The template as written.", Example: "sam.yml"},
		},
		{Name: "bucket", Type: &tBucket,
			Doc: model.Doc{Text: "The bucket for the uploads.", Default: "artifact_bucket", Example: "acme-ci-artifacts"},
		},
		{Name: "prefix", Type: &tFilled,
			Doc: model.Doc{Text: "What the keys of the uploads start with.", Default: "the prefix of artifact_bucket, or ${{ name }} in a bucket of the step's own.", Example: "orders"},
		},
		{Name: "output", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The template that is written.", Example: "packaged.yml"},
		},
	},
}

var mParams = model.Map{Name: "Params", Doc: model.Doc{Text: "Parameters of a CloudFormation template, by name."},
	Key: &tParamName, Value: &tText,
	KeyCUE: "#ParamName", Entry: model.Doc{Text: "The value of one parameter.", Example: "{Stage: staging}"},
}

var mTags = model.Map{Name: "Tags", Doc: model.Doc{Text: "Tags of AWS resources, by name."},
	Key: &tFilled, Value: &tText,
	KeyCUE: "#Filled", Entry: model.Doc{Text: "The value of one tag.", Example: "{team: orders}"},
}

var mCfnDeploy = model.Map{Name: "CfnDeploy", Doc: model.Doc{Text: "Creates or updates a stack, and waits for it."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "deploy", IsConst: true}},
			Parts: []model.Part{{CUE: "\"deploy\""}},
		},
			Doc: model.Doc{Text: "What is done with the stack.", Example: "deploy", Words: []model.Word{{Word: "deploy", Text: "creates or updates the stack and waits for it"}}},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the stack.", Example: "orders-staging"},
		},
		{Name: "template", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The template, packaged where it refers to files.", Example: "packaged.yml"},
		},
		{Name: "parameters", Type: &tParams,
			Doc: model.Doc{Text: "Parameters of the template.", Example: "{Stage: staging}"},
		},
		{Name: "capabilities", Type: &model.Type{List: &model.List{Min: 0, Elem: &tCapability},
			Parts: []model.Part{{CUE: "[...#Capability]", Uses: []*model.Type{&tCapability}}},
		},
			Doc: model.Doc{Text: "What the template may do to IAM and with transforms.", Example: "[CAPABILITY_NAMED_IAM]"},
		},
		{Name: "tags", Type: &tTags,
			Doc: model.Doc{Text: "Tags of the stack and what is in it.", Example: "{team: orders}"},
		},
		{Name: "on_empty", Type: &tOnEmpty,
			Doc: model.Doc{Text: "What an update without changes is.", Default: "succeed", Example: "fail"},
		},
	},
}

var mCfnCreateChangeSet = model.Map{Name: "CfnCreateChangeSet", Doc: model.Doc{Text: "Makes a change set, for a person to read before it is run."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "create-change-set", IsConst: true}},
			Parts: []model.Part{{CUE: "\"create-change-set\""}},
		},
			Doc: model.Doc{Text: "What is done with the stack.", Example: "create-change-set", Words: []model.Word{{Word: "create-change-set", Text: "makes a change set and waits until it can be read"}}},
		},
		{Name: "change_set", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name that the change set gets.", Example: "release-${{ git.short_sha }}"},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The stack, new or existing.", Example: "orders-prod"},
		},
		{Name: "template", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The template, packaged where it refers to files.", Example: "packaged.yml"},
		},
		{Name: "parameters", Type: &tParams,
			Doc: model.Doc{Text: "Parameters of the template.", Example: "{Stage: prod}"},
		},
		{Name: "capabilities", Type: &model.Type{List: &model.List{Min: 0, Elem: &tCapability},
			Parts: []model.Part{{CUE: "[...#Capability]", Uses: []*model.Type{&tCapability}}},
		},
			Doc: model.Doc{Text: "What the template may do to IAM and with transforms.", Example: "[CAPABILITY_NAMED_IAM]"},
		},
		{Name: "tags", Type: &tTags,
			Doc: model.Doc{Text: "Tags of the stack and what is in it.", Example: "{team: orders}"},
		},
		{Name: "on_empty", Type: &tOnEmpty,
			Doc: model.Doc{Text: "What a change set without changes is.", Default: "succeed", Example: "fail"},
		},
	},
}

var mCfnExecuteChangeSet = model.Map{Name: "CfnExecuteChangeSet", Doc: model.Doc{Text: "Runs a change set that an earlier job made, and waits for the stack."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "execute-change-set", IsConst: true}},
			Parts: []model.Part{{CUE: "\"execute-change-set\""}},
		},
			Doc: model.Doc{Text: "What is done with the change set.", Example: "execute-change-set", Words: []model.Word{{Word: "execute-change-set", Text: "runs the change set and waits for the stack"}}},
		},
		{Name: "change_set", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The change set, as the job that made it named it.", Example: "release-${{ git.short_sha }}"},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the stack.", Example: "orders-prod"},
		},
		{Name: "outputs", Type: &tRelPath,
			Doc: model.Doc{Text: "A file that gets the stack's outputs, as JSON.", Example: "outputs.json"},
		},
	},
}

var mCfnDelete = model.Map{Name: "CfnDelete", Doc: model.Doc{Text: "Deletes a stack, and waits until it is gone."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "delete", IsConst: true}},
			Parts: []model.Part{{CUE: "\"delete\""}},
		},
			Doc: model.Doc{Text: "What is done with the stack.", Example: "delete", Words: []model.Word{{Word: "delete", Text: "deletes the stack and waits until it is gone"}}},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the stack that is deleted.", Example: "orders-review"},
		},
	},
}

var mCloudFormationStep = model.Map{Name: "CloudFormationStep", Doc: model.Doc{Text: "A step on CloudFormation stacks."},
	Fields: []model.Field{
		{Name: "cloudformation", Required: true, Type: &model.Type{Maps: []*model.Map{&mCfnPackage, &mCfnDeploy, &mCfnCreateChangeSet, &mCfnExecuteChangeSet, &mCfnDelete},
			Owners: []model.Owner{{Key: "output"}},
			Parts: []model.Part{{CUE: "#CfnPackage", Uses: []*model.Type{&tCfnPackage}, Maps: []*model.Map{&mCfnPackage}},
				{CUE: "#CfnDeploy", Uses: []*model.Type{&tCfnDeploy}, Maps: []*model.Map{&mCfnDeploy}},
				{CUE: "#CfnCreateChangeSet", Uses: []*model.Type{&tCfnCreateChangeSet}, Maps: []*model.Map{&mCfnCreateChangeSet}},
				{CUE: "#CfnExecuteChangeSet", Uses: []*model.Type{&tCfnExecuteChangeSet}, Maps: []*model.Map{&mCfnExecuteChangeSet}},
				{CUE: "#CfnDelete", Uses: []*model.Type{&tCfnDelete}, Maps: []*model.Map{&mCfnDelete}},
			},
		},
			Doc: model.Doc{Text: "Works on a CloudFormation stack.", Example: "{action: deploy, stack: orders, template: packaged.yml}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mSamBuild = model.Map{Name: "SamBuild", Doc: model.Doc{Text: "Builds the functions of a SAM template."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "build", IsConst: true}},
			Parts: []model.Part{{CUE: "\"build\""}},
		},
			Doc: model.Doc{Text: "What the SAM CLI does.", Example: "build", Words: []model.Word{{Word: "build", Text: "builds the functions and their dependencies"}}},
		},
		{Name: "template", Type: &tRelPath,
			Doc: model.Doc{Text: "The SAM template of the application.", Default: "template.yaml", Example: "sam.yml"},
		},
		{Name: "container", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether each function is built in a container like Lambda's.", Default: "false", Example: "true"},
		},
	},
}

var mSamPackage = model.Map{Name: "SamPackage", Doc: model.Doc{Text: "Uploads what was built, and writes the template that refers to it."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "package", IsConst: true}},
			Parts: []model.Part{{CUE: "\"package\""}},
		},
			Doc: model.Doc{Text: "What the SAM CLI does.", Example: "package", Words: []model.Word{{Word: "package", Text: "uploads what was built and writes a template that refers to it"}}},
		},
		{Name: "template", Type: &tRelPath,
			Doc: model.Doc{Text: "The template that is packaged.", Default: "what `build` made", Example: "sam.yml"},
		},
		{Name: "bucket", Type: &tBucket,
			Doc: model.Doc{Text: "The bucket for the uploads.", Default: "artifact_bucket", Example: "acme-ci-artifacts"},
		},
		{Name: "output", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The template that is written.", Example: "packaged.yml"},
		},
	},
}

var mSamDeploy = model.Map{Name: "SamDeploy", Doc: model.Doc{Text: "Creates or updates the stack of a SAM application, and waits for it."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "deploy", IsConst: true}},
			Parts: []model.Part{{CUE: "\"deploy\""}},
		},
			Doc: model.Doc{Text: "What the SAM CLI does.", Example: "deploy", Words: []model.Word{{Word: "deploy", Text: "creates or updates the stack and waits for it"}}},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the stack.", Example: "orders-staging"},
		},
		{Name: "template", Type: &tRelPath,
			Doc: model.Doc{Text: "The template that is deployed.", Default: "what `build` made", Example: "packaged.yml"},
		},
		{Name: "parameters", Type: &tParams,
			Doc: model.Doc{Text: "Parameters of the template.", Example: "{Stage: staging}"},
		},
		{Name: "capabilities", Type: &model.Type{List: &model.List{Min: 0, Elem: &tCapability},
			Parts: []model.Part{{CUE: "[...#Capability]", Uses: []*model.Type{&tCapability}}},
		},
			Doc: model.Doc{Text: "What the template may do to IAM and with transforms.", Example: "[CAPABILITY_IAM]"},
		},
		{Name: "bucket", Type: &tBucket,
			Doc: model.Doc{Text: "The bucket for uploads.", Default: "artifact_bucket", Example: "acme-ci-artifacts"},
		},
		{Name: "on_empty", Type: &tOnEmpty,
			Doc: model.Doc{Text: "What an update without changes is.", Default: "succeed", Example: "fail"},
		},
	},
}

var mSamDelete = model.Map{Name: "SamDelete", Doc: model.Doc{Text: "Deletes the stack of a SAM application, and waits until it is gone."},
	Fields: []model.Field{
		{Name: "action", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "delete", IsConst: true}},
			Parts: []model.Part{{CUE: "\"delete\""}},
		},
			Doc: model.Doc{Text: "What the SAM CLI does.", Example: "delete", Words: []model.Word{{Word: "delete", Text: "deletes the stack and waits until it is gone"}}},
		},
		{Name: "stack", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the stack that is deleted.", Example: "orders-review"},
		},
	},
}

var mSamStep = model.Map{Name: "SamStep", Doc: model.Doc{Text: "A step of the SAM CLI."},
	Fields: []model.Field{
		{Name: "sam", Required: true, Type: &model.Type{Maps: []*model.Map{&mSamBuild, &mSamPackage, &mSamDeploy, &mSamDelete},
			Owners: []model.Owner{{Key: "output", Map: 1}},
			Parts: []model.Part{{CUE: "#SamBuild", Uses: []*model.Type{&tSamBuild}, Maps: []*model.Map{&mSamBuild}},
				{CUE: "#SamPackage", Uses: []*model.Type{&tSamPackage}, Maps: []*model.Map{&mSamPackage}},
				{CUE: "#SamDeploy", Uses: []*model.Type{&tSamDeploy}, Maps: []*model.Map{&mSamDeploy}},
				{CUE: "#SamDelete", Uses: []*model.Type{&tSamDelete}, Maps: []*model.Map{&mSamDelete}},
			},
		},
			Doc: model.Doc{Text: "Runs the SAM CLI on a serverless application.", Example: "{action: deploy, stack: orders}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mS3Bundle = model.Map{Name: "S3Bundle", Doc: model.Doc{Text: "A bundle in S3."},
	Fields: []model.Field{
		{Name: "bucket", Required: true, Type: &tBucket,
			Doc: model.Doc{Text: "The bucket that the bundle is uploaded to.", Example: "acme-releases"},
		},
		{Name: "key", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The key. With a constant key two builds deploy one bundle, so name the commit in it.", Example: "orders/${{ git.sha }}.zip"},
		},
		{Name: "source", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory that is bundled.", Default: "the repository", Example: "dist"},
		},
	},
}

var mRevisionS3 = model.Map{Name: "RevisionS3", Doc: model.Doc{Text: "A bundle that the step uploads to S3."},
	Fields: []model.Field{
		{Name: "s3", Required: true, Type: &tS3Bundle,
			Doc: model.Doc{Text: "The place in S3 and what is uploaded.", Example: "{bucket: acme-releases, key: \"orders/${{ git.sha }}.zip\"}"},
		},
	},
}

var mGitHubCommit = model.Map{Name: "GitHubCommit", Doc: model.Doc{Text: "A commit on GitHub."},
	Fields: []model.Field{
		{Name: "repository", Type: &tFilled,
			Doc: model.Doc{Text: "The repository, owner and name.", Default: "${{ git.repo }}", Example: "acme/orders"},
		},
		{Name: "commit", Type: &tFilled,
			Doc: model.Doc{Text: "The commit that is deployed.", Default: "${{ git.sha }}", Example: "${{ git.sha }}"},
		},
	},
}

var mRevisionGitHub = model.Map{Name: "RevisionGitHub", Doc: model.Doc{Text: "A commit that CodeDeploy reads from GitHub itself."},
	Fields: []model.Field{
		{Name: "github", Required: true, Type: &tGitHubCommit,
			Doc: model.Doc{Text: "The commit that CodeDeploy fetches.", Example: "{repository: acme/orders}"},
		},
	},
}

var mCodeDeploy = model.Map{Name: "CodeDeploy", Doc: model.Doc{Text: "A CodeDeploy deployment."},
	Fields: []model.Field{
		{Name: "application", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The CodeDeploy application.", Example: "Orders"},
		},
		{Name: "group", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The deployment group.", Example: "Fleet"},
		},
		{Name: "revision", Required: true, Type: &model.Type{Maps: []*model.Map{&mRevisionS3, &mRevisionGitHub},
			Owners: []model.Owner{{Key: "s3"}, {Key: "github", Map: 1}},
			Parts: []model.Part{{CUE: "#RevisionS3", Uses: []*model.Type{&tRevisionS3}, Maps: []*model.Map{&mRevisionS3}},
				{CUE: "#RevisionGitHub", Uses: []*model.Type{&tRevisionGitHub}, Maps: []*model.Map{&mRevisionGitHub}},
			},
		},
			Doc: model.Doc{Text: "What is deployed: a bundle in S3, or a commit on GitHub.", Example: "{s3: {bucket: acme-releases, key: \"orders/${{ git.sha }}.zip\"}}"},
		},
		{Name: "config", Type: &tFilled,
			Doc: model.Doc{Text: "The deployment configuration.", Default: "the group's own.", Example: "CodeDeployDefault.OneAtATime"},
		},
		{Name: "wait", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the step waits for the deployment and fails with it.", Default: "true", Example: "false"},
		},
		{Name: "description", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the console.", Example: "Release of orders"},
		},
	},
}

var mCodeDeployStep = model.Map{Name: "CodeDeployStep", Doc: model.Doc{Text: "A step that makes a CodeDeploy deployment."},
	Fields: []model.Field{
		{Name: "codedeploy", Required: true, Type: &tCodeDeploy,
			Doc: model.Doc{Text: "Makes a CodeDeploy deployment, and waits for it.", Example: "{application: Orders, group: Fleet, revision: {github: {}}}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mEcs = model.Map{Name: "Ecs", Doc: model.Doc{Text: "A new image for an ECS service."},
	Fields: []model.Field{
		{Name: "cluster", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The cluster that the service runs in.", Example: "production"},
		},
		{Name: "service", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The service that gets the image.", Example: "orders"},
		},
		{Name: "container", Type: &tFilled,
			Doc: model.Doc{Text: "The container of the task definition that gets the image.", Default: "the only one.", Example: "orders"},
		},
		{Name: "image", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The image, with its tag.", Example: "acme/orders:1.4"},
		},
		{Name: "wait", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the step waits until the service is stable, and fails when it does not become so or was rolled back.", Default: "true", Example: "false"},
		},
	},
}

var mEcsStep = model.Map{Name: "EcsStep", Doc: model.Doc{Text: "A step that puts a new image into an ECS service."},
	Fields: []model.Field{
		{Name: "ecs", Required: true, Type: &tEcs,
			Doc: model.Doc{Text: "Puts a new image into an ECS service, and waits until it is stable.", Example: "{cluster: production, service: orders, image: \"acme/orders:1.4\"}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mLambda = model.Map{Name: "Lambda", Doc: model.Doc{Text: "New code for a Lambda function: a zip file or an image."},
	Fields: []model.Field{
		{Name: "function", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The function, by name or ARN.", Example: "orders"},
		},
		{Name: "zip", Type: &tRelPath,
			Doc: model.Doc{Text: "The zip file with the code.", Example: "dist/orders.zip"},
		},
		{Name: "image", Type: &tFilled,
			Doc: model.Doc{Text: "The image, instead of a zip file.", Example: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1.4"},
		},
		{Name: "publish", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether a version is published.", Default: "false", Example: "true"},
		},
		{Name: "alias", Type: &tFilled,
			Doc: model.Doc{Text: "The alias that is pointed at the new version.", Example: "live"},
		},
	},
}

var mLambdaStep = model.Map{Name: "LambdaStep", Doc: model.Doc{Text: "A step that puts new code into a Lambda function."},
	Fields: []model.Field{
		{Name: "lambda", Required: true, Type: &tLambda,
			Doc: model.Doc{Text: "Puts new code into a Lambda function.", Example: "{function: orders, zip: dist/orders.zip, publish: true}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mS3Sync = model.Map{Name: "S3Sync", Doc: model.Doc{Text: "A folder that is copied to a bucket."},
	Fields: []model.Field{
		{Name: "from", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The folder that is copied, from the root of the repository.", Example: "dist"},
		},
		{Name: "to", Required: true, Type: &tS3Url,
			Doc: model.Doc{Text: "The bucket, with a prefix where wanted.", Example: "s3://acme-web/app"},
		},
		{Name: "delete", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether files that are no longer in the folder are deleted from the bucket.", Default: "false", Example: "true"},
		},
		{Name: "acl", Type: &tAcl,
			Doc: model.Doc{Text: "The canned access list of the files.", Default: "the bucket's own.", Example: "bucket-owner-full-control"},
		},
		{Name: "cache_control", Type: &tFilled,
			Doc: model.Doc{Text: "The Cache-Control header of the files.", Example: "max-age=3600"},
		},
	},
}

var mS3SyncStep = model.Map{Name: "S3SyncStep", Doc: model.Doc{Text: "A step that copies a folder to a bucket."},
	Fields: []model.Field{
		{Name: "s3_sync", Required: true, Type: &tS3Sync,
			Doc: model.Doc{Text: "Copies what changed in a folder to a bucket.", Example: "{from: dist, to: \"s3://acme-web\"}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mStartBuild = model.Map{Name: "StartBuild", Doc: model.Doc{Text: "Another CodeBuild project."},
	Fields: []model.Field{
		{Name: "project", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the CodeBuild project.", Example: "orders-e2e"},
		},
		{Name: "branch", Type: &tFilled,
			Doc: model.Doc{Text: "The branch, tag or commit that it builds.", Default: "the project's own.", Example: "main"},
		},
		{Name: "wait", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the step waits for the build and fails with it.", Default: "true", Example: "false"},
		},
	},
}

var mStartBuildStep = model.Map{Name: "StartBuildStep", Doc: model.Doc{Text: "A step that starts another CodeBuild project."},
	Fields: []model.Field{
		{Name: "start_build", Required: true, Type: &tStartBuild,
			Doc: model.Doc{Text: "Starts another CodeBuild project.", Example: "{project: orders-e2e}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mMessage = model.Map{Name: "Message", Doc: model.Doc{Text: "A message to a channel."},
	Fields: []model.Field{
		{Name: "via", Required: true, Type: &tName,
			Doc: model.Doc{Text: "The channel: a name of the top-level `notify`.", Example: "team"},
		},
		{Name: "message", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The text that the channel gets.", Example: "orders ${{ git.short_sha }} is live"},
		},
	},
}

var mNotifyStep = model.Map{Name: "NotifyStep", Doc: model.Doc{Text: "A step that tells a channel something."},
	Fields: []model.Field{
		{Name: "notify", Required: true, Type: &tMessage,
			Doc: model.Doc{Text: "Tells a channel something.", Example: "{via: team, message: \"orders ${{ git.short_sha }} is live\"}"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "What people see in the log.", Example: "Unit tests"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory of this step, from the job's.", Example: "web"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this step; they win over all others.", Example: "{LEVEL: debug}"},
		},
		{Name: "continue_on_error", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the job goes on when this step fails.", Default: "false", Example: "true"},
		},
	},
}

var mDefaults = model.Map{Name: "Defaults", Doc: model.Doc{Text: "What jobs and environments use where they lack the key; region, roles and oidc are defaults of environments."},
	Fields: []model.Field{
		{Name: "image", Type: &tImage,
			Doc: model.Doc{Text: "The image of jobs without `image`.", Example: "golang:1.24"},
		},
		{Name: "runtime", Type: &tRuntime,
			Doc: model.Doc{Text: "The language runtimes of jobs without `runtime`.", Example: "{python: \"3.12\"}"},
		},
		{Name: "shell", Type: &tShell,
			Doc: model.Doc{Text: "The shell of jobs without `shell`.", Default: "sh", Example: "bash"},
		},
		{Name: "region", Type: &tRegion,
			Doc: model.Doc{Text: "The region of environments without `region`, and of typed steps outside of any.", Example: "eu-west-1"},
		},
		{Name: "timeout", Type: &tDuration,
			Doc: model.Doc{Text: "How long a job without `timeout` may run.", Default: "the target's own limit.", Example: "20 minutes"},
		},
		{Name: "retry", Type: &tRetry,
			Doc: model.Doc{Text: "How often a failed job without `retry` starts again.", Default: "0", Example: "{max: 2, when: [infrastructure]}"},
		},
		{Name: "runner", Type: &tRunner,
			Doc: model.Doc{Text: "The machine of jobs without `runner`.", Example: "{tags: [linux]}"},
		},
		{Name: "cache", Type: &tCache,
			Doc: model.Doc{Text: "What jobs without `cache` keep between runs.", Example: "{paths: [.cache]}"},
		},
		{Name: "roles", Type: &tRoles,
			Doc: model.Doc{Text: "The roles of environments without `roles`.", Example: "{assume: ci-deployment, execution: ci-cloudformation}"},
		},
		{Name: "oidc", Type: &tOidc,
			Doc: model.Doc{Text: "The OIDC role of environments without `oidc`.", Example: "{role: shop-ci, audience: \"https://gitlab.com\"}"},
		},
		{Name: "checkout", Type: &tCheckout,
			Doc: model.Doc{Text: "How jobs without `checkout` fetch the repository.", Default: "the target's own way.", Example: "{depth: 1}"},
		},
		{Name: "install", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps that run first in jobs without `install`.", Example: "[pip install -r requirements.txt]"},
		},
	},
}

var mPushTrigger = model.Map{Name: "PushTrigger", Doc: model.Doc{Text: "Which pushes start a run."},
	Fields: []model.Field{
		{Name: "branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Only pushes to these branches.", Default: "every branch.", Example: "main"},
		},
		{Name: "not_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "No pushes to these branches.", Example: "\"dependabot/**\""},
		},
		{Name: "paths", Type: &tGlobs,
			Doc: model.Doc{Text: "Only pushes that touch one of these files.", Example: "[\"src/**\", go.mod]"},
		},
		{Name: "not_paths", Type: &tGlobs,
			Doc: model.Doc{Text: "No pushes that touch nothing but these files.", Example: "\"docs/**\""},
		},
	},
}

var mTagTrigger = model.Map{Name: "TagTrigger", Doc: model.Doc{Text: "Which tags start a run."},
	Fields: []model.Field{
		{Name: "tags", Type: &tGlobs,
			Doc: model.Doc{Text: "Only tags that match start a run.", Default: "every tag.", Example: "\"v*\""},
		},
		{Name: "not_tags", Type: &tGlobs,
			Doc: model.Doc{Text: "Tags that match start no run.", Example: "\"*-rc*\""},
		},
	},
}

var mMergeRequestTrigger = model.Map{Name: "MergeRequestTrigger", Doc: model.Doc{Text: "Which merge requests start a run."},
	Fields: []model.Field{
		{Name: "target_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Only merge requests into these branches.", Default: "into every branch.", Example: "main"},
		},
		{Name: "actions", Type: &model.Type{List: &model.List{Min: 0, Elem: &tMergeRequestAction},
			Parts: []model.Part{{CUE: "[...#MergeRequestAction]", Uses: []*model.Type{&tMergeRequestAction}}},
		},
			Doc: model.Doc{Text: "What happened to the merge request.", Default: "[opened, updated]", Example: "[opened, updated]"},
		},
		{Name: "paths", Type: &tGlobs,
			Doc: model.Doc{Text: "Only merge requests that touch one of these files.", Example: "\"web/**\""},
		},
		{Name: "not_paths", Type: &tGlobs,
			Doc: model.Doc{Text: "No merge requests that touch nothing but these files.", Example: "\"docs/**\""},
		},
	},
}

var mSchedule = model.Map{Name: "Schedule", Doc: model.Doc{Text: "One cron line."},
	Fields: []model.Field{
		{Name: "cron", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "Minute, hour, day of the month, month, day of the week; in UTC.", Example: "0 3 * * *"},
		},
		{Name: "branch", Type: &tFilled,
			Doc: model.Doc{Text: "The branch that is built.", Default: "the repository's default branch.", Example: "main"},
		},
		{Name: "description", Type: &tFilled,
			Doc: model.Doc{Text: "What the scheduled run is for.", Example: "nightly"},
		},
	},
}

var mTriggers = model.Map{Name: "Triggers", Doc: model.Doc{Text: "Which events start a run."},
	Fields: []model.Field{
		{Name: "push", Type: &tPushTrigger,
			Doc: model.Doc{Text: "A push to a branch starts a run.", Example: "{branches: main}"},
		},
		{Name: "tag", Type: &tTagTrigger,
			Doc: model.Doc{Text: "A push of a tag starts a run.", Example: "{tags: \"v*\"}"},
		},
		{Name: "merge_request", Type: &tMergeRequestTrigger,
			Doc: model.Doc{Text: "A merge request, called pull request elsewhere.", Example: "{target_branches: main}"},
		},
		{Name: "schedule", Type: &model.Type{List: &model.List{Min: 0, Elem: &tSchedule},
			Parts: []model.Part{{CUE: "[...#Schedule]", Uses: []*model.Type{&tSchedule}}},
		},
			Doc: model.Doc{Text: "Cron lines that start a run when they come due.", Example: "[{cron: \"0 3 * * *\", branch: main}]"},
		},
		{Name: "manual", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether a person or a program may start a run, on the branches and tags that push and tag admit.", Default: "true", Example: "false"},
		},
	},
}

var mGateOptions = model.Map{Name: "GateOptions", Doc: model.Doc{Text: "How a person is asked."},
	Fields: []model.Field{
		{Name: "message", Type: &tFilled,
			Doc: model.Doc{Text: "What the person is asked.", Example: "Review the change set, then run it"},
		},
		{Name: "approvers", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The people or groups who may agree.", Default: "whoever may run the job.", Example: "[release-managers]"},
		},
		{Name: "timeout", Type: &tDuration,
			Doc: model.Doc{Text: "How long the question stands; no answer is a no.", Example: "1 day"},
		},
	},
}

var mEphemeral = model.Map{Name: "Ephemeral", Doc: model.Doc{Text: "One environment for each branch or merge request."},
	Fields: []model.Field{
		{Name: "per", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "branch", IsConst: true},
			{Const: "merge_request", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"branch\""},
				{CUE: "\"merge_request\""},
			},
		},
			Doc: model.Doc{Text: "What gets one of its own. GitLab names it after the branch, and fails the job of a branch with other characters than letters, digits, blanks and - _ / . $ { }.", Example: "branch", Words: []model.Word{{Word: "branch", Text: "every branch"}, {Word: "merge_request", Text: "every merge request"}}},
		},
		{Name: "auto_stop", Type: &tDuration,
			Doc: model.Doc{Text: "When it is removed by itself.", Default: "when the branch is gone.", Example: "1 week"},
		},
		{Name: "stop", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tStep},
			Parts: []model.Part{{CUE: "[#Step, ...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "The steps that remove it. They run without a checkout, because the branch may be gone.", Example: "[{cloudformation: {action: delete, stack: app-review}}]"},
		},
	},
}

var mEnvironment = model.Map{Name: "Environment", Doc: model.Doc{Text: "A place that jobs deploy to. Deployments are recorded, may need approval, and run one at a time."},
	Fields: []model.Field{
		{Name: "account", Type: &tAccount,
			Doc: model.Doc{Text: "The AWS account. Jobs check that they are in it before they do anything.", Example: "\"012345678901\""},
		},
		{Name: "region", Type: &tRegion,
			Doc: model.Doc{Text: "The AWS region of every typed step here.", Default: "the region of `defaults`.", Example: "eu-west-1"},
		},
		{Name: "roles", Type: &tRoles,
			Doc: model.Doc{Text: "The roles of jobs that deploy here.", Default: "the roles of `defaults`.", Example: "{assume: ci-deployment}"},
		},
		{Name: "oidc", Type: &tOidc,
			Doc: model.Doc{Text: "The role for web identity, instead of keys.", Default: "the oidc of `defaults`.", Example: "{role: shop-ci}"},
		},
		{Name: "url", Type: &tFilled,
			Doc: model.Doc{Text: "Where people see what was deployed.", Example: "https://staging.example.com"},
		},
		{Name: "tier", Type: &model.Type{Texts: []model.Text{{Const: "production", IsConst: true},
			{Const: "staging", IsConst: true},
			{Const: "testing", IsConst: true},
			{Const: "development", IsConst: true},
			{Const: "other", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"production\""},
				{CUE: "\"staging\""},
				{CUE: "\"testing\""},
				{CUE: "\"development\""},
				{CUE: "\"other\""},
			},
		},
			Doc: model.Doc{Text: "What the environment is for.", Example: "production", Words: []model.Word{{Word: "production", Text: "for customers"}, {Word: "staging", Text: "like production, before it"}, {Word: "testing", Text: "for tests"}, {Word: "development", Text: "for developers"}, {Word: "other", Text: "for anything else"}}},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of jobs that deploy here; they win over the pipeline's and lose to the job's.", Example: "{STAGE: staging}"},
		},
		{Name: "branches", Type: &tGlobs,
			Doc: model.Doc{Text: "The branches that may deploy here. A job without `when` runs exactly there.", Default: "every branch.", Example: "main"},
		},
		{Name: "not_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "The branches that may not deploy here.", Example: "main"},
		},
		{Name: "tags", Type: &tGlobs,
			Doc: model.Doc{Text: "The tags that may deploy here.", Example: "\"v*\""},
		},
		{Name: "not_tags", Type: &tGlobs,
			Doc: model.Doc{Text: "The tags that may not deploy here.", Example: "\"*-rc*\""},
		},
		{Name: "approval", Type: &tGate,
			Doc: model.Doc{Text: "Holds every job that deploys here until a person agrees.", Default: "false", Example: "{message: Deploy to production}"},
		},
		{Name: "serial", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether deployments here run one at a time, across all runs.", Default: "true", Example: "false"},
		},
		{Name: "ephemeral", Type: &tEphemeral,
			Doc: model.Doc{Text: "Makes one environment for each branch or merge request, with a job that removes it.", Example: "{per: branch, stop: [{cloudformation: {action: delete, stack: app-review}}]}"},
		},
	},
}

var mEnvironments = model.Map{Name: "Environments", Doc: model.Doc{Text: "Environments by name."},
	Key: &tName, Value: &tEnvironment,
	KeyCUE: "#Name", Entry: model.Doc{Text: "One place that jobs deploy to.", Example: "{staging: {account: \"123456789012\", region: eu-west-1}}"},
}

var mBucketPrefix = model.Map{Name: "BucketPrefix", Doc: model.Doc{Text: "The artifact bucket with a prefix."},
	Fields: []model.Field{
		{Name: "name", Required: true, Type: &tBucket,
			Doc: model.Doc{Text: "The name of the bucket.", Example: "acme-ci-artifacts"},
		},
		{Name: "prefix", Type: &tFilled,
			Doc: model.Doc{Text: "What every key in it starts with.", Default: "${{ name }}", Example: "orders"},
		},
	},
}

var mNeedOptions = model.Map{Name: "NeedOptions", Doc: model.Doc{Text: "A job that must pass first, and how it is needed."},
	Fields: []model.Field{
		{Name: "job", Required: true, Type: &tJobName,
			Doc: model.Doc{Text: "The name of the job that must pass first.", Example: "build"},
		},
		{Name: "artifacts", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether its artifacts are handed over.", Default: "true", Example: "false"},
		},
		{Name: "optional", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether this job runs too where the other does not exist.", Default: "false", Example: "true"},
		},
		{Name: "matrix", Type: &tArgs,
			Doc: model.Doc{Text: "One instance of a matrix job.", Default: "all of them.", Example: "{GO: \"1.24\"}"},
		},
	},
}

var mCond = model.Map{Name: "Cond", Doc: model.Doc{Text: "A condition. All that it says must hold."},
	Fields: []model.Field{
		{Name: "event", Type: &model.Type{Texts: []model.Text{{Def: "Event", Const: "push", IsConst: true},
			{Def: "Event", Const: "tag", IsConst: true},
			{Def: "Event", Const: "merge_request", IsConst: true},
			{Def: "Event", Const: "schedule", IsConst: true},
			{Def: "Event", Const: "manual", IsConst: true},
		},
			List: &model.List{Min: 1, Elem: &tEvent},
			Parts: []model.Part{{CUE: "#Event", Uses: []*model.Type{&tEvent}},
				{CUE: "[#Event, ...#Event]", Uses: []*model.Type{&tEvent}},
			},
		},
			Doc: model.Doc{Text: "The events. Without it, `branches` means push or manual, `tags` means tag or manual on a tag, `target_branches` means merge_request, and `paths` alone means push or merge_request; never schedule.", Example: "[push, manual]"},
		},
		{Name: "branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Only on these branches.", Example: "main"},
		},
		{Name: "not_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Not on these branches.", Example: "main"},
		},
		{Name: "tags", Type: &tGlobs,
			Doc: model.Doc{Text: "Only on tags that match.", Example: "\"v*\""},
		},
		{Name: "not_tags", Type: &tGlobs,
			Doc: model.Doc{Text: "Not on tags that match.", Example: "\"*-rc*\""},
		},
		{Name: "target_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Only in merge requests into these branches.", Example: "main"},
		},
		{Name: "paths", Type: &tGlobs,
			Doc: model.Doc{Text: "Only when one of these files was touched. Pushes and merge requests know what was touched: alone, `paths` means those two, and no other run has the job. Where the condition admits a tag, a schedule or a start by hand as well, by `event`, `branches` or `tags`, that run has the job whatever was touched.", Example: "\"services/api/**\""},
		},
		{Name: "not_paths", Type: &tGlobs,
			Doc: model.Doc{Text: "Not when nothing but these files was touched, in the runs that `paths` speaks of.", Example: "\"docs/**\""},
		},
	},
}

var mServiceOptions = model.Map{Name: "ServiceOptions", Doc: model.Doc{Text: "A container beside the job."},
	Fields: []model.Field{
		{Name: "image", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The image, with its tag.", Example: "postgres:17"},
		},
		{Name: "alias", Type: &tFilled,
			Doc: model.Doc{Text: "The host name that the steps reach it under.", Default: "the image's name.", Example: "db"},
		},
		{Name: "vars", Type: &tArgs,
			Doc: model.Doc{Text: "Variables of the container.", Example: "{POSTGRES_PASSWORD: test}"},
		},
		{Name: "ports", Type: &model.Type{List: &model.List{Min: 0, Elem: &tPort},
			Parts: []model.Part{{CUE: "[...#Port]", Uses: []*model.Type{&tPort}}},
		},
			Doc: model.Doc{Text: "The ports that tell when it is ready.", Default: "the ports that cdc knows for the image.", Example: "[5432]"},
		},
	},
}

var mAxes = model.Map{Name: "Axes", Doc: model.Doc{Text: "Values for each variable. The job runs once for each combination."},
	Filled: true, Key: &tAxisName, Value: &model.Type{List: &model.List{Min: 1, Elem: &tText},
		Parts: []model.Part{{CUE: "[#Text, ...#Text]", Uses: []*model.Type{&tText}}},
	},
	KeyCUE: "#AxisName", Entry: model.Doc{Text: "The values of one variable.", Example: "{GO: [\"1.23\", \"1.24\"]}"},
}

var mMatrixInclude = model.Map{Name: "MatrixInclude", Doc: model.Doc{Text: "The combinations themselves."},
	Fields: []model.Field{
		{Name: "include", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tVars},
			Parts: []model.Part{{CUE: "[#Vars, ...#Vars]", Uses: []*model.Type{&tVars}}},
		},
			Doc: model.Doc{Text: "One combination for each item.", Example: "[{GO: \"1.24\", OS: linux}]"},
		},
	},
}

var mSecondaryArtifacts = model.Map{Name: "SecondaryArtifacts", Doc: model.Doc{Text: "Files under names of their own."},
	Filled: true, Key: &tArgName, Value: &tArtifactPaths,
	KeyCUE: "#ArgName", Entry: model.Doc{Text: "The files under one name.", Example: "{docs: site/}"},
}

var mArtifacts = model.Map{Name: "Artifacts", Doc: model.Doc{Text: "Files handed on to the jobs that need this one."},
	Fields: []model.Field{
		{Name: "paths", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tRelPath},
			Parts: []model.Part{{CUE: "[#RelPath, ...#RelPath]", Uses: []*model.Type{&tRelPath}}},
		},
			Doc: model.Doc{Text: "The files, from the root of the repository; a directory means everything in it.", Example: "[dist, \"*.tgz\"]"},
		},
		{Name: "when", Type: &model.Type{Texts: []model.Text{{Const: "success", IsConst: true},
			{Const: "failure", IsConst: true},
			{Const: "always", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"success\""},
				{CUE: "\"failure\""},
				{CUE: "\"always\""},
			},
		},
			Doc: model.Doc{Text: "After which result they are kept.", Default: "success", Example: "always", Words: []model.Word{{Word: "success", Text: "when the job passed"}, {Word: "failure", Text: "when the job failed"}, {Word: "always", Text: "whatever happened"}}},
		},
		{Name: "expire_in", Type: &tDuration,
			Doc: model.Doc{Text: "How long they are kept.", Default: "the target's own limit.", Example: "1 week"},
		},
		{Name: "name", Type: &tFilled,
			Doc: model.Doc{Text: "The name that people see.", Example: "packages"},
		},
		{Name: "secondary", Type: &tSecondaryArtifacts,
			Doc: model.Doc{Text: "Further files, under names of their own where the target keeps files apart: secondary artifacts of CodeBuild. Jobs that need this one get them, too.", Default: "none.", Example: "{docs: site/}"},
		},
	},
}

var mReports = model.Map{Name: "Reports", Doc: model.Doc{Text: "Reports that the target reads and shows."},
	Fields: []model.Field{
		{Name: "junit", Type: &tReportPaths,
			Doc: model.Doc{Text: "Test results as JUnit XML.", Example: "report.xml"},
		},
		{Name: "cobertura", Type: &tReportPaths,
			Doc: model.Doc{Text: "Coverage as Cobertura XML.", Example: "coverage.xml"},
		},
		{Name: "dotenv", Type: &tRelPath,
			Doc: model.Doc{Text: "A file of NAME=value lines that jobs needing this one get as variables.", Example: "build.env"},
		},
	},
}

var mJob = model.Map{Name: "Job", Doc: model.Doc{Text: "Steps that run in order on one machine. It needs at least one of install, before and steps."},
	Fields: []model.Field{
		{Name: "description", Type: &tFilled,
			Doc: model.Doc{Text: "What the job is for, in a sentence for people.", Example: "Unit tests on every supported Go"},
		},
		{Name: "stage", Type: &tJobName,
			Doc: model.Doc{Text: "The stage, one of `stages`.", Example: "test"},
		},
		{Name: "needs", Type: &model.Type{List: &model.List{Min: 0, Elem: &tNeed},
			Parts: []model.Part{{CUE: "[...#Need]", Uses: []*model.Type{&tNeed}}},
		},
			Doc: model.Doc{Text: "The jobs that must pass first; their artifacts are handed over. An empty list waits for nothing.", Default: "every job of the stages before.", Example: "[build, {job: scan, optional: true}]"},
		},
		{Name: "when", Type: &tWhen,
			Doc: model.Doc{Text: "When the job runs: a condition, or a list of which one must hold.", Default: "in every run.", Example: "{branches: main}"},
		},
		{Name: "environment", Type: &tName,
			Doc: model.Doc{Text: "The environment that the job deploys to: recorded, held by its approval, one at a time.", Example: "staging"},
		},
		{Name: "access", Type: &tName,
			Doc: model.Doc{Text: "An environment whose account, region, roles and variables the job borrows, without deploying.", Example: "staging"},
		},
		{Name: "gate", Type: &tGate,
			Doc: model.Doc{Text: "Holds this job, and what needs it, until a person agrees.", Default: "false", Example: "{message: Run the change set}"},
		},
		{Name: "image", Type: &tImage,
			Doc: model.Doc{Text: "The container image.", Default: "the image of `defaults`.", Example: "golang:1.24"},
		},
		{Name: "runtime", Type: &tRuntime,
			Doc: model.Doc{Text: "The language runtimes, where the image lets one choose.", Default: "the runtime of `defaults`.", Example: "{python: \"3.12\"}"},
		},
		{Name: "shell", Type: &tShell,
			Doc: model.Doc{Text: "The shell that reads the steps.", Default: "sh", Example: "bash"},
		},
		{Name: "runner", Type: &tRunner,
			Doc: model.Doc{Text: "The machine that the job runs on.", Default: "the runner of `defaults`.", Example: "{compute: large}"},
		},
		{Name: "docker", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the steps need a Docker daemon. A docker step implies it.", Default: "false", Example: "true"},
		},
		{Name: "services", Type: &model.Type{List: &model.List{Min: 0, Elem: &tService},
			Parts: []model.Part{{CUE: "[...#Service]", Uses: []*model.Type{&tService}}},
		},
			Doc: model.Doc{Text: "Containers beside the job, such as a database.", Example: "[{image: \"postgres:17\", alias: db}]"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of this job; they win over the environment's.", Example: "{CGO_ENABLED: 0}"},
		},
		{Name: "secrets", Type: &model.Type{List: &model.List{Min: 0, Elem: &tVarName},
			Parts: []model.Part{{CUE: "[...#VarName]", Uses: []*model.Type{&tVarName}}},
		},
			Doc: model.Doc{Text: "The secrets that the steps read as $NAME.", Example: "[TOKEN]"},
		},
		{Name: "matrix", Type: &tMatrix,
			Doc: model.Doc{Text: "Runs the job once for each combination of these values.", Example: "{GO: [\"1.23\", \"1.24\"], OS: [linux]}"},
		},
		{Name: "cache", Type: &tCache,
			Doc: model.Doc{Text: "Files kept between runs.", Default: "the cache of `defaults`.", Example: "{key: {files: [go.sum]}, paths: [.cache/go]}"},
		},
		{Name: "artifacts", Type: &tArtifacts,
			Doc: model.Doc{Text: "Files handed on to the jobs that need this one.", Example: "{paths: [dist], expire_in: 1 week}"},
		},
		{Name: "reports", Type: &tReports,
			Doc: model.Doc{Text: "Reports that the target reads and shows.", Example: "{junit: report.xml}"},
		},
		{Name: "retry", Type: &tRetry,
			Doc: model.Doc{Text: "How often the job starts again when it fails.", Default: "the retry of `defaults`.", Example: "1"},
		},
		{Name: "timeout", Type: &tDuration,
			Doc: model.Doc{Text: "How long the job may run.", Default: "the timeout of `defaults`.", Example: "30 minutes"},
		},
		{Name: "allow_failure", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the run goes on, with a warning, when the job fails.", Default: "false", Example: "true"},
		},
		{Name: "checkout", Type: &tCheckout,
			Doc: model.Doc{Text: "Whether and how the repository is fetched.", Default: "the checkout of `defaults`.", Example: "false"},
		},
		{Name: "dir", Type: &tRelPath,
			Doc: model.Doc{Text: "The directory that the steps start in. Artifacts, cache and reports stay relative to the repository.", Default: "the root of the repository.", Example: "services/api"},
		},
		{Name: "install", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps that bring tools and dependencies; they run before the role is assumed.", Default: "the install of `defaults`.", Example: "[npm ci]"},
		},
		{Name: "before", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps between `install` and `steps`.", Example: "[mkdir -p build]"},
		},
		{Name: "steps", Type: &model.Type{List: &model.List{Min: 1, Elem: &tStep},
			Parts: []model.Part{{CUE: "[#Step, ...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "What the job does. The first step that fails ends it.", Example: "[make, make test]"},
		},
		{Name: "on_success", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps after success, for telling. Their result never changes the job.", Example: "[echo passed]"},
		},
		{Name: "on_failure", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps after a failure, for telling. Their result never changes the job.", Example: "[cat build.log]"},
		},
		{Name: "always", Type: &model.Type{List: &model.List{Min: 0, Elem: &tStep},
			Parts: []model.Part{{CUE: "[...#Step]", Uses: []*model.Type{&tStep}}},
		},
			Doc: model.Doc{Text: "Steps at the end, whatever happened. Their result never changes the job.", Example: "[rm -rf tmp]"},
		},
	},
}

var mJobs = model.Map{Name: "Jobs", Doc: model.Doc{Text: "Jobs by name."},
	Filled: true, Key: &tJobName, Value: &tJob,
	KeyCUE: "#JobName", Entry: model.Doc{Text: "One job, under the name that people see.", Example: "{unit-test: {steps: [make test]}}"},
}

var mSlackWebhook = model.Map{Name: "SlackWebhook", Doc: model.Doc{Text: "Slack through an incoming webhook."},
	Fields: []model.Field{
		{Name: "webhook", Required: true, Type: &tVarName,
			Doc: model.Doc{Text: "The name of the secret that holds the webhook's URL.", Example: "SLACK_WEBHOOK"},
		},
		{Name: "channel", Type: &tFilled,
			Doc: model.Doc{Text: "The channel instead of the webhook's own.", Example: "\"#deploys\""},
		},
	},
}

var mSlackIntegration = model.Map{Name: "SlackIntegration", Doc: model.Doc{Text: "Slack through an integration of Shippable."},
	Fields: []model.Field{
		{Name: "integration", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The integration's name on Shippable.", Example: "slack-integration"},
		},
		{Name: "channels", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The Slack channels that are told.", Example: "[\"#deploys\"]"},
		},
	},
}

var mNotify = model.Map{Name: "Notify", Doc: model.Doc{Text: "A channel that is told about runs."},
	Fields: []model.Field{
		{Name: "name", Required: true, Type: &tName,
			Doc: model.Doc{Text: "The channel's name in this spec.", Example: "team"},
		},
		{Name: "slack", Required: true, Type: &model.Type{Maps: []*model.Map{&mSlackWebhook, &mSlackIntegration},
			Owners: []model.Owner{{Key: "webhook"}, {Key: "integration", Map: 1}, {Key: "channels", Map: 1}},
			Parts: []model.Part{{CUE: "#SlackWebhook", Uses: []*model.Type{&tSlackWebhook}, Maps: []*model.Map{&mSlackWebhook}},
				{CUE: "#SlackIntegration", Uses: []*model.Type{&tSlackIntegration}, Maps: []*model.Map{&mSlackIntegration}},
			},
		},
			Doc: model.Doc{Text: "How Slack is reached.", Example: "{webhook: SLACK_WEBHOOK}"},
		},
		{Name: "events", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tNotifyEvent},
			Parts: []model.Part{{CUE: "[#NotifyEvent, ...#NotifyEvent]", Uses: []*model.Type{&tNotifyEvent}}},
		},
			Doc: model.Doc{Text: "The events that the channel is told of.", Example: "[failure, fixed]"},
		},
		{Name: "branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Only about runs on these branches.", Default: "every branch.", Example: "main"},
		},
		{Name: "not_branches", Type: &tGlobs,
			Doc: model.Doc{Text: "Not about runs on these branches.", Example: "\"dependabot/**\""},
		},
	},
}

var mAppSpecFile = model.Map{Name: "AppSpecFile", Doc: model.Doc{Text: "A file or directory that is copied."},
	Fields: []model.Field{
		{Name: "source", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "From where in the bundle; / is all of it.", Example: "/"},
		},
		{Name: "destination", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The directory on the machine.", Example: "/srv/app"},
		},
	},
}

var mAppSpecContext = model.Map{Name: "AppSpecContext", Doc: model.Doc{Text: "An SELinux context."},
	Fields: []model.Field{
		{Name: "user", Type: &tFilled,
			Doc: model.Doc{Text: "The SELinux user of the files.", Example: "system_u"},
		},
		{Name: "type", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The SELinux type of the files.", Example: "httpd_sys_content_t"},
		},
		{Name: "range", Type: &tFilled,
			Doc: model.Doc{Text: "The SELinux range of the files.", Example: "s0"},
		},
	},
}

var mAppSpecPermission = model.Map{Name: "AppSpecPermission", Doc: model.Doc{Text: "Owner and mode of what was copied."},
	Fields: []model.Field{
		{Name: "object", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The file or directory.", Example: "/srv/app"},
		},
		{Name: "pattern", Type: &tFilled,
			Doc: model.Doc{Text: "Which files in the directory.", Default: "\"**\"", Example: "\"*.sh\""},
		},
		{Name: "except", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "Which files in the directory are left out.", Example: "[\"*.conf\"]"},
		},
		{Name: "owner", Type: &tFilled,
			Doc: model.Doc{Text: "The user that owns the files.", Example: "app"},
		},
		{Name: "group", Type: &tFilled,
			Doc: model.Doc{Text: "The group that owns the files.", Example: "app"},
		},
		{Name: "mode", Type: &tFileMode,
			Doc: model.Doc{Text: "The mode, in octal digits.", Example: "\"755\""},
		},
		{Name: "acls", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "Access lists, as setfacl takes them.", Example: "[\"u:app:rw\"]"},
		},
		{Name: "context", Type: &tAppSpecContext,
			Doc: model.Doc{Text: "The SELinux context.", Example: "{type: httpd_sys_content_t}"},
		},
		{Name: "type", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecObject},
			Parts: []model.Part{{CUE: "[...#AppSpecObject]", Uses: []*model.Type{&tAppSpecObject}}},
		},
			Doc: model.Doc{Text: "Whether files or directories are meant.", Default: "both", Example: "[file]"},
		},
	},
}

var mAppSpecHook = model.Map{Name: "AppSpecHook", Doc: model.Doc{Text: "One script of a lifecycle event."},
	Fields: []model.Field{
		{Name: "location", Required: true, Type: &tRelPath,
			Doc: model.Doc{Text: "The script, from the root of the bundle.", Example: "scripts/start"},
		},
		{Name: "timeout", Type: &tHookSeconds,
			Doc: model.Doc{Text: "Seconds that it may take; all scripts of an event together at most 3600.", Default: "3600", Example: "300"},
		},
		{Name: "runas", Type: &tFilled,
			Doc: model.Doc{Text: "The user that runs it.", Default: "root", Example: "app"},
		},
	},
}

var mAppSpecHooks = model.Map{Name: "AppSpecHooks", Doc: model.Doc{Text: "Scripts by lifecycle event."},
	Fields: []model.Field{
		{Name: "ApplicationStop", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Stops the application. It runs from the revision deployed before.", Example: "[{location: scripts/stop}]"},
		},
		{Name: "BeforeInstall", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Before the files are copied.", Example: "[{location: scripts/prepare}]"},
		},
		{Name: "AfterInstall", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "After the files are copied.", Example: "[{location: scripts/configure}]"},
		},
		{Name: "ApplicationStart", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Starts the application.", Example: "[{location: scripts/start}]"},
		},
		{Name: "ValidateService", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Checks that the application works.", Example: "[{location: scripts/check}]"},
		},
		{Name: "BeforeBlockTraffic", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Before the machine leaves the load balancer. It runs from the revision deployed before.", Example: "[{location: scripts/drain}]"},
		},
		{Name: "AfterBlockTraffic", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "After the machine left the load balancer. It runs from the revision deployed before.", Example: "[{location: scripts/drained}]"},
		},
		{Name: "BeforeAllowTraffic", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "Before the machine is back in the load balancer.", Example: "[{location: scripts/warm}]"},
		},
		{Name: "AfterAllowTraffic", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecHook},
			Parts: []model.Part{{CUE: "[...#AppSpecHook]", Uses: []*model.Type{&tAppSpecHook}}},
		},
			Doc: model.Doc{Text: "After the machine is back in the load balancer.", Example: "[{location: scripts/tell}]"},
		},
	},
}

var mAppSpecServer = model.Map{Name: "AppSpecServer", Doc: model.Doc{Text: "The form for EC2 and on-premises machines."},
	Fields: []model.Field{
		{Name: "os", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "linux", IsConst: true},
			{Const: "windows", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"linux\""},
				{CUE: "\"windows\""},
			},
		},
			Doc: model.Doc{Text: "The system of the machines.", Example: "linux", Words: []model.Word{{Word: "linux", Text: "any Linux, or Unix"}, {Word: "windows", Text: "Windows Server"}}},
		},
		{Name: "files", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecFile},
			Parts: []model.Part{{CUE: "[...#AppSpecFile]", Uses: []*model.Type{&tAppSpecFile}}},
		},
			Doc: model.Doc{Text: "What is copied where.", Example: "[{source: /, destination: /srv/app}]"},
		},
		{Name: "file_exists", Type: &model.Type{Texts: []model.Text{{Const: "disallow", IsConst: true},
			{Const: "overwrite", IsConst: true},
			{Const: "retain", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"disallow\""},
				{CUE: "\"overwrite\""},
				{CUE: "\"retain\""},
			},
		},
			Doc: model.Doc{Text: "What happens when a file is already there and no deployment put it there.", Default: "disallow", Example: "overwrite", Words: []model.Word{{Word: "disallow", Text: "the deployment fails"}, {Word: "overwrite", Text: "the new file wins"}, {Word: "retain", Text: "the old file stays"}}},
		},
		{Name: "permissions", Type: &model.Type{List: &model.List{Min: 0, Elem: &tAppSpecPermission},
			Parts: []model.Part{{CUE: "[...#AppSpecPermission]", Uses: []*model.Type{&tAppSpecPermission}}},
		},
			Doc: model.Doc{Text: "Owner and mode of what was copied. Linux only.", Example: "[{object: /srv/app, owner: app, mode: \"755\"}]"},
		},
		{Name: "hooks", Type: &tAppSpecHooks,
			Doc: model.Doc{Text: "Scripts by lifecycle event.", Example: "{ApplicationStart: [{location: scripts/start, timeout: 300}]}"},
		},
	},
}

var mEcsLoadBalancer = model.Map{Name: "EcsLoadBalancer", Doc: model.Doc{Text: "The container that gets the traffic."},
	Fields: []model.Field{
		{Name: "ContainerName", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The container's name in the task definition.", Example: "orders"},
		},
		{Name: "ContainerPort", Required: true, Type: &tPort,
			Doc: model.Doc{Text: "The container's port that gets the traffic.", Example: "8080"},
		},
	},
}

var mEcsVpc = model.Map{Name: "EcsVpc", Doc: model.Doc{Text: "Subnets, security groups and public addresses; all three or none."},
	Fields: []model.Field{
		{Name: "Subnets", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The subnets that the tasks run in.", Example: "[subnet-1, subnet-2]"},
		},
		{Name: "SecurityGroups", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[#Filled, ...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "The security groups.", Example: "[sg-1]"},
		},
		{Name: "AssignPublicIp", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "ENABLED", IsConst: true},
			{Const: "DISABLED", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"ENABLED\""},
				{CUE: "\"DISABLED\""},
			},
		},
			Doc: model.Doc{Text: "Whether tasks get a public address.", Example: "DISABLED", Words: []model.Word{{Word: "ENABLED", Text: "they do"}, {Word: "DISABLED", Text: "they do not"}}},
		},
	},
}

var mEcsNetwork = model.Map{Name: "EcsNetwork", Doc: model.Doc{Text: "The network of ECS tasks."},
	Fields: []model.Field{
		{Name: "AwsvpcConfiguration", Required: true, Type: &tEcsVpc,
			Doc: model.Doc{Text: "Subnets, security groups and public addresses.", Example: "{Subnets: [subnet-1], SecurityGroups: [sg-1], AssignPublicIp: DISABLED}"},
		},
	},
}

var mEcsCapacity = model.Map{Name: "EcsCapacity", Doc: model.Doc{Text: "One capacity provider."},
	Fields: []model.Field{
		{Name: "CapacityProvider", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the capacity provider.", Example: "FARGATE_SPOT"},
		},
		{Name: "Base", Type: &model.Type{Int: &model.Int{Max: 1000000, HasMin: true, HasMax: true},
			Parts: []model.Part{{CUE: "int & >=0 & <=1000000"}},
		},
			Doc: model.Doc{Text: "How many tasks run there at least.", Default: "0", Example: "1"},
		},
		{Name: "Weight", Type: &model.Type{Int: &model.Int{Max: 1000000, HasMin: true, HasMax: true},
			Parts: []model.Part{{CUE: "int & >=0 & <=1000000"}},
		},
			Doc: model.Doc{Text: "Its share of the other tasks.", Default: "1", Example: "2"},
		},
	},
}

var mEcsProperties = model.Map{Name: "EcsProperties", Doc: model.Doc{Text: "What is deployed to an ECS service."},
	Fields: []model.Field{
		{Name: "TaskDefinition", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The ARN of the task definition.", Example: "arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:7"},
		},
		{Name: "LoadBalancerInfo", Required: true, Type: &tEcsLoadBalancer,
			Doc: model.Doc{Text: "The container that gets the traffic.", Example: "{ContainerName: orders, ContainerPort: 8080}"},
		},
		{Name: "PlatformVersion", Type: &tFilled,
			Doc: model.Doc{Text: "The version of Fargate.", Default: "LATEST", Example: "1.4.0"},
		},
		{Name: "NetworkConfiguration", Type: &tEcsNetwork,
			Doc: model.Doc{Text: "The network of the tasks.", Default: "the service's own.", Example: "{AwsvpcConfiguration: {Subnets: [subnet-1], SecurityGroups: [sg-1], AssignPublicIp: DISABLED}}"},
		},
		{Name: "CapacityProviderStrategy", Type: &model.Type{List: &model.List{Min: 0, Elem: &tEcsCapacity},
			Parts: []model.Part{{CUE: "[...#EcsCapacity]", Uses: []*model.Type{&tEcsCapacity}}},
		},
			Doc: model.Doc{Text: "Where the tasks run.", Default: "the service's own.", Example: "[{CapacityProvider: FARGATE, Base: 1, Weight: 1}]"},
		},
	},
}

var mEcsService = model.Map{Name: "EcsService", Doc: model.Doc{Text: "An ECS service."},
	Fields: []model.Field{
		{Name: "Type", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "AWS::ECS::Service", IsConst: true}},
			Parts: []model.Part{{CUE: "\"AWS::ECS::Service\""}},
		},
			Doc: model.Doc{Text: "The type of the resource.", Example: "AWS::ECS::Service"},
		},
		{Name: "Properties", Required: true, Type: &tEcsProperties,
			Doc: model.Doc{Text: "What is deployed, and how it is reached.", Example: "{TaskDefinition: orders, LoadBalancerInfo: {ContainerName: orders, ContainerPort: 8080}}"},
		},
	},
}

var mEcsResource = model.Map{Name: "EcsResource", Doc: model.Doc{Text: "The service that is deployed."},
	Fields: []model.Field{
		{Name: "TargetService", Required: true, Type: &tEcsService,
			Doc: model.Doc{Text: "The ECS service that is deployed to.", Example: "{Type: \"AWS::ECS::Service\", Properties: {TaskDefinition: orders, LoadBalancerInfo: {ContainerName: orders, ContainerPort: 8080}}}"},
		},
	},
}

var mEcsHook = model.Map{Name: "EcsHook", Doc: model.Doc{Text: "A Lambda function for a lifecycle event of ECS."},
	Fields: []model.Field{
		{Name: "BeforeInstall", Type: &tFilled,
			Doc: model.Doc{Text: "Before the new tasks start.", Example: "orders-prepare"},
		},
		{Name: "AfterInstall", Type: &tFilled,
			Doc: model.Doc{Text: "After the new tasks started.", Example: "orders-check"},
		},
		{Name: "AfterAllowTestTraffic", Type: &tFilled,
			Doc: model.Doc{Text: "After the test listener points at the new tasks.", Example: "orders-smoke-test"},
		},
		{Name: "BeforeAllowTraffic", Type: &tFilled,
			Doc: model.Doc{Text: "Before the new tasks get traffic.", Example: "orders-warm"},
		},
		{Name: "AfterAllowTraffic", Type: &tFilled,
			Doc: model.Doc{Text: "After the new tasks got traffic.", Example: "orders-verify"},
		},
	},
}

var mEcsAppSpec = model.Map{Name: "EcsAppSpec", Doc: model.Doc{Text: "An AppSpec for ECS, in CodeDeploy's own words."},
	Fields: []model.Field{
		{Name: "Resources", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tEcsResource},
			Parts: []model.Part{{CUE: "[#EcsResource, ...#EcsResource]", Uses: []*model.Type{&tEcsResource}}},
		},
			Doc: model.Doc{Text: "The service; exactly one.", Example: "[{TargetService: {Type: \"AWS::ECS::Service\", Properties: {TaskDefinition: orders, LoadBalancerInfo: {ContainerName: orders, ContainerPort: 8080}}}}]"},
		},
		{Name: "Hooks", Type: &model.Type{List: &model.List{Min: 0, Elem: &tEcsHook},
			Parts: []model.Part{{CUE: "[...#EcsHook]", Uses: []*model.Type{&tEcsHook}}},
		},
			Doc: model.Doc{Text: "Lambda functions by lifecycle event.", Example: "[{AfterAllowTestTraffic: orders-smoke-test}]"},
		},
	},
}

var mAppSpecEcs = model.Map{Name: "AppSpecEcs", Doc: model.Doc{Text: "The form for ECS: what stands here is written below `version: 0.0` as it is."},
	Fields: []model.Field{
		{Name: "ecs", Required: true, Type: &tEcsAppSpec,
			Doc: model.Doc{Text: "Resources and hooks, in CodeDeploy's own words.", Example: "{Resources: [{TargetService: {Type: \"AWS::ECS::Service\", Properties: {TaskDefinition: orders, LoadBalancerInfo: {ContainerName: orders, ContainerPort: 8080}}}}]}"},
		},
	},
}

var mLambdaProperties = model.Map{Name: "LambdaProperties", Doc: model.Doc{Text: "Which alias moves from which version to which."},
	Fields: []model.Field{
		{Name: "Name", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The function's name.", Example: "orders"},
		},
		{Name: "Alias", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The alias that gets the traffic.", Example: "live"},
		},
		{Name: "CurrentVersion", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The version that the alias points at now.", Example: "\"1\""},
		},
		{Name: "TargetVersion", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The version that it will point at.", Example: "\"2\""},
		},
	},
}

var mLambdaFunction = model.Map{Name: "LambdaFunction", Doc: model.Doc{Text: "A Lambda function."},
	Fields: []model.Field{
		{Name: "Type", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "AWS::Lambda::Function", IsConst: true}},
			Parts: []model.Part{{CUE: "\"AWS::Lambda::Function\""}},
		},
			Doc: model.Doc{Text: "The type of the resource.", Example: "AWS::Lambda::Function"},
		},
		{Name: "Properties", Required: true, Type: &tLambdaProperties,
			Doc: model.Doc{Text: "Which alias moves from which version to which.", Example: "{Name: orders, Alias: live, CurrentVersion: \"1\", TargetVersion: \"2\"}"},
		},
	},
}

var mLambdaResource = model.Map{Name: "LambdaResource", Doc: model.Doc{Text: "The function that is deployed, under a name of your choice."},
	Key: &tFilled, Value: &tLambdaFunction,
	KeyCUE: "#Filled", Entry: model.Doc{Text: "The function that is deployed, under any name.", Example: "{orders: {Type: \"AWS::Lambda::Function\", Properties: {Name: orders, Alias: live, CurrentVersion: \"1\", TargetVersion: \"2\"}}}"},
}

var mLambdaHook = model.Map{Name: "LambdaHook", Doc: model.Doc{Text: "A Lambda function for a lifecycle event of Lambda."},
	Fields: []model.Field{
		{Name: "BeforeAllowTraffic", Type: &tFilled,
			Doc: model.Doc{Text: "Before traffic moves to the new version.", Example: "orders-check"},
		},
		{Name: "AfterAllowTraffic", Type: &tFilled,
			Doc: model.Doc{Text: "After traffic moved to the new version.", Example: "orders-verify"},
		},
	},
}

var mLambdaAppSpec = model.Map{Name: "LambdaAppSpec", Doc: model.Doc{Text: "An AppSpec for Lambda, in CodeDeploy's own words."},
	Fields: []model.Field{
		{Name: "Resources", Required: true, Type: &model.Type{List: &model.List{Min: 1, Elem: &tLambdaResource},
			Parts: []model.Part{{CUE: "[#LambdaResource, ...#LambdaResource]", Uses: []*model.Type{&tLambdaResource}}},
		},
			Doc: model.Doc{Text: "The function; exactly one.", Example: "[{orders: {Type: \"AWS::Lambda::Function\", Properties: {Name: orders, Alias: live, CurrentVersion: \"1\", TargetVersion: \"2\"}}}]"},
		},
		{Name: "Hooks", Type: &model.Type{List: &model.List{Min: 0, Elem: &tLambdaHook},
			Parts: []model.Part{{CUE: "[...#LambdaHook]", Uses: []*model.Type{&tLambdaHook}}},
		},
			Doc: model.Doc{Text: "Lambda functions by lifecycle event.", Example: "[{BeforeAllowTraffic: orders-check}]"},
		},
	},
}

var mAppSpecLambda = model.Map{Name: "AppSpecLambda", Doc: model.Doc{Text: "The form for Lambda: what stands here is written below `version: 0.0` as it is."},
	Fields: []model.Field{
		{Name: "lambda", Required: true, Type: &tLambdaAppSpec,
			Doc: model.Doc{Text: "Resources and hooks, in CodeDeploy's own words.", Example: "{Resources: [{orders: {Type: \"AWS::Lambda::Function\", Properties: {Name: orders, Alias: live, CurrentVersion: \"1\", TargetVersion: \"2\"}}}]}"},
		},
	},
}

var mConditionKeys = model.Map{Name: "ConditionKeys", Doc: model.Doc{Text: "Keys of an IAM condition."},
	Key: &tFilled, Value: &tText,
	KeyCUE: "#Filled", Entry: model.Doc{Text: "The value that a key is compared with.", Example: "{\"aws:userid\": \"AROAEXAMPLE:runner\"}"},
}

var mConditions = model.Map{Name: "Conditions", Doc: model.Doc{Text: "Conditions of IAM, by operator."},
	Key: &tOperator, Value: &tConditionKeys,
	KeyCUE: "#Operator", Entry: model.Doc{Text: "What one operator compares.", Example: "{StringEquals: {\"aws:userid\": \"AROAEXAMPLE:runner\"}}"},
}

var mTrustAccount = model.Map{Name: "TrustAccount", Doc: model.Doc{Text: "Trust in another account."},
	Fields: []model.Field{
		{Name: "account", Required: true, Type: &tAccount,
			Doc: model.Doc{Text: "The account that the runner lives in.", Example: "\"210987654321\""},
		},
		{Name: "condition", Type: &tConditions,
			Doc: model.Doc{Text: "Conditions on who of that account, as IAM writes them.", Example: "{StringLike: {\"aws:userid\": \"AROAEXAMPLERUNNER:*\"}}"},
		},
	},
}

var mSubjectsByEnvironment = model.Map{Name: "SubjectsByEnvironment", Doc: model.Doc{Text: "Subjects of tokens by environment."},
	Key: &tName, Value: &tGlobs,
	KeyCUE: "#Name", Entry: model.Doc{Text: "The subjects for one environment.", Example: "{prod: \"project_path:acme/shop:ref_type:tag:ref:v*\"}"},
}

var mBootOidc = model.Map{Name: "BootOidc", Doc: model.Doc{Text: "An OIDC provider and the tokens that it trusts."},
	Fields: []model.Field{
		{Name: "provider", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The provider's host.", Example: "gitlab.com"},
		},
		{Name: "audience", Type: &tFilled,
			Doc: model.Doc{Text: "The audience of the tokens.", Default: "the audience of `oidc`.", Example: "https://gitlab.com"},
		},
		{Name: "subjects", Required: true, Type: &model.Type{Texts: []model.Text{{Def: "Glob", Match: []string{"^[^!]"}}},
			List: &model.List{Min: 1, Elem: &tGlob},
			Maps: []*model.Map{&mSubjectsByEnvironment},
			Parts: []model.Part{{CUE: "#Globs", Uses: []*model.Type{&tGlobs}},
				{CUE: "#SubjectsByEnvironment", Uses: []*model.Type{&tSubjectsByEnvironment}, Maps: []*model.Map{&mSubjectsByEnvironment}},
			},
		},
			Doc: model.Doc{Text: "The subjects of the tokens, for all environments or by environment.", Example: "{prod: \"project_path:acme/shop:ref_type:tag:ref:v*\"}"},
		},
	},
}

var mTrustOidc = model.Map{Name: "TrustOidc", Doc: model.Doc{Text: "Trust in ID tokens."},
	Fields: []model.Field{
		{Name: "oidc", Required: true, Type: &tBootOidc,
			Doc: model.Doc{Text: "The provider and the tokens.", Example: "{provider: gitlab.com, subjects: \"project_path:acme/shop:ref_type:branch:ref:main\"}"},
		},
	},
}

var mPermissions = model.Map{Name: "Permissions", Doc: model.Doc{Text: "What a role may do."},
	Fields: []model.Field{
		{Name: "managed_policies", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "ARNs of managed policies.", Example: "[\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]"},
		},
		{Name: "permissions", Type: &model.Type{List: &model.List{Min: 0, Elem: &tFilled},
			Parts: []model.Part{{CUE: "[...#Filled]", Uses: []*model.Type{&tFilled}}},
		},
			Doc: model.Doc{Text: "Actions, on every resource. What the steps need, they have already.", Example: "[\"ssm:GetParameter\"]"},
		},
		{Name: "boundary", Type: &tFilled,
			Doc: model.Doc{Text: "The ARN of a permissions boundary.", Example: "arn:aws:iam::123456789012:policy/boundary"},
		},
	},
}

var mBootRoles = model.Map{Name: "BootRoles", Doc: model.Doc{Text: "The runner's role and CloudFormation's role."},
	Fields: []model.Field{
		{Name: "trust", Required: true, Type: &model.Type{Maps: []*model.Map{&mTrustAccount, &mTrustOidc},
			Owners: []model.Owner{{Key: "account"}, {Key: "oidc", Map: 1}},
			Parts: []model.Part{{CUE: "#TrustAccount", Uses: []*model.Type{&tTrustAccount}, Maps: []*model.Map{&mTrustAccount}},
				{CUE: "#TrustOidc", Uses: []*model.Type{&tTrustOidc}, Maps: []*model.Map{&mTrustOidc}},
			},
		},
			Doc: model.Doc{Text: "Who may assume the runner's role.", Example: "{oidc: {provider: gitlab.com, subjects: \"project_path:acme/shop:ref_type:branch:ref:main\"}}"},
		},
		{Name: "assume", Type: &tPermissions,
			Doc: model.Doc{Text: "What the runner's role may do beside what the steps need.", Example: "{permissions: [\"ssm:GetParameter\"]}"},
		},
		{Name: "execution", Type: &tPermissions,
			Doc: model.Doc{Text: "What CloudFormation's role may do.", Example: "{managed_policies: [\"arn:aws:iam::aws:policy/PowerUserAccess\"]}"},
		},
		{Name: "environments", Type: &model.Type{List: &model.List{Min: 0, Elem: &tName},
			Parts: []model.Part{{CUE: "[...#Name]", Uses: []*model.Type{&tName}}},
		},
			Doc: model.Doc{Text: "The environments that get roles.", Default: "all that name roles.", Example: "[staging, prod]"},
		},
	},
}

var mBootBucket = model.Map{Name: "BootBucket", Doc: model.Doc{Text: "The artifact bucket."},
	Fields: []model.Field{
		{Name: "versioned", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether old versions are kept.", Default: "true", Example: "false"},
		},
		{Name: "expire", Type: &tDuration,
			Doc: model.Doc{Text: "When uploads are deleted.", Default: "they stay.", Example: "90 days"},
		},
	},
}

var mBootEcr = model.Map{Name: "BootEcr", Doc: model.Doc{Text: "The image repository."},
	Fields: []model.Field{
		{Name: "repository", Type: &tFilled,
			Doc: model.Doc{Text: "The name of the ECR repository.", Default: "the one of the docker steps.", Example: "orders"},
		},
	},
}

var mCodeCommitRepository = model.Map{Name: "CodeCommitRepository", Doc: model.Doc{Text: "A repository in CodeCommit."},
	Fields: []model.Field{
		{Name: "repository", Type: &tFilled,
			Doc: model.Doc{Text: "The name of the repository.", Default: "${{ name }}", Example: "orders"},
		},
		{Name: "create", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether the repository is made too.", Default: "false", Example: "true"},
		},
		{Name: "branch", Type: &tFilled,
			Doc: model.Doc{Text: "The branch that the pipeline follows.", Default: "the one of triggers.push", Example: "main"},
		},
	},
}

var mSourceCodeCommit = model.Map{Name: "SourceCodeCommit", Doc: model.Doc{Text: "A source in CodeCommit."},
	Fields: []model.Field{
		{Name: "codecommit", Required: true, Type: &tCodeCommitRepository,
			Doc: model.Doc{Text: "The repository in CodeCommit.", Example: "{create: true}"},
		},
	},
}

var mTokenParameter = model.Map{Name: "TokenParameter", Doc: model.Doc{Text: "A token that is a parameter of the template."},
	Fields: []model.Field{
		{Name: "parameter", Required: true, Type: &tParamName,
			Doc: model.Doc{Text: "The parameter's name.", Example: "GithubPersonalToken"},
		},
	},
}

var mTokenSecretKey = model.Map{Name: "TokenSecretKey", Doc: model.Doc{Text: "One key of a secret in Secrets Manager."},
	Fields: []model.Field{
		{Name: "id", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The name of the secret.", Example: "GithubRepoAccess"},
		},
		{Name: "key", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The key in the secret that holds the token.", Example: "OAuthToken"},
		},
	},
}

var mTokenSecret = model.Map{Name: "TokenSecret", Doc: model.Doc{Text: "A token in Secrets Manager."},
	Fields: []model.Field{
		{Name: "secretsmanager", Required: true, Type: &tTokenSecretKey,
			Doc: model.Doc{Text: "The secret in Secrets Manager, and its key.", Example: "{id: GithubRepoAccess, key: OAuthToken}"},
		},
	},
}

var mGitHubRepository = model.Map{Name: "GitHubRepository", Doc: model.Doc{Text: "A repository on GitHub."},
	Fields: []model.Field{
		{Name: "owner", Type: &tFilled,
			Doc: model.Doc{Text: "The owner of the repository on GitHub.", Default: "a parameter of the template.", Example: "acme"},
		},
		{Name: "repo", Type: &tFilled,
			Doc: model.Doc{Text: "The name of the repository on GitHub.", Default: "a parameter of the template.", Example: "orders"},
		},
		{Name: "branch", Type: &tFilled,
			Doc: model.Doc{Text: "The branch that the pipeline follows.", Default: "the one of triggers.push", Example: "main"},
		},
		{Name: "token", Required: true, Type: &model.Type{Maps: []*model.Map{&mTokenParameter, &mTokenSecret},
			Owners: []model.Owner{{Key: "parameter"}, {Key: "secretsmanager", Map: 1}},
			Parts: []model.Part{{CUE: "#TokenParameter", Uses: []*model.Type{&tTokenParameter}, Maps: []*model.Map{&mTokenParameter}},
				{CUE: "#TokenSecret", Uses: []*model.Type{&tTokenSecret}, Maps: []*model.Map{&mTokenSecret}},
			},
		},
			Doc: model.Doc{Text: "Where the personal token is kept.", Example: "{secretsmanager: {id: GithubRepoAccess, key: OAuthToken}}"},
		},
	},
}

var mSourceGitHub = model.Map{Name: "SourceGitHub", Doc: model.Doc{Text: "A source on GitHub, read with a personal token."},
	Fields: []model.Field{
		{Name: "github", Required: true, Type: &tGitHubRepository,
			Doc: model.Doc{Text: "The repository and the token.", Example: "{owner: acme, repo: orders, token: {parameter: GithubPersonalToken}}"},
		},
	},
}

var mConnectionRepository = model.Map{Name: "ConnectionRepository", Doc: model.Doc{Text: "A repository behind an AWS connection."},
	Fields: []model.Field{
		{Name: "arn", Type: &tFilled,
			Doc: model.Doc{Text: "The connection's ARN.", Default: "a parameter of the template.", Example: "arn:aws:codeconnections:eu-west-1:123456789012:connection/example"},
		},
		{Name: "repository", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The repository, owner and name.", Example: "acme/orders"},
		},
		{Name: "branch", Type: &tFilled,
			Doc: model.Doc{Text: "The branch that the pipeline follows. Where `triggers.push` names no branch, pushes to this one only start the pipeline.", Default: "the one of triggers.push", Example: "main"},
		},
	},
}

var mSourceConnection = model.Map{Name: "SourceConnection", Doc: model.Doc{Text: "A source on any forge, read through an AWS connection."},
	Fields: []model.Field{
		{Name: "connection", Required: true, Type: &tConnectionRepository,
			Doc: model.Doc{Text: "The connection and the repository.", Example: "{repository: acme/orders}"},
		},
	},
}

var mBootPipeline = model.Map{Name: "BootPipeline", Doc: model.Doc{Text: "A CodePipeline."},
	Fields: []model.Field{
		{Name: "style", Type: &model.Type{Texts: []model.Text{{Const: "jobs", IsConst: true},
			{Const: "chalice-v1", IsConst: true},
			{Const: "chalice-v2", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"jobs\""},
				{CUE: "\"chalice-v1\""},
				{CUE: "\"chalice-v2\""},
			},
		},
			Doc: model.Doc{Text: "How the pipeline is built from the spec.", Default: "jobs", Example: "chalice-v2", Words: []model.Word{{Word: "jobs", Text: "from the spec's jobs"}, {Word: "chalice-v1", Text: "as `chalice generate-pipeline` made it, with the same names"}, {Word: "chalice-v2", Text: "as `chalice generate-pipeline --pipeline-version v2` makes it, with the same names"}}},
		},
		{Name: "source", Required: true, Type: &model.Type{Maps: []*model.Map{&mSourceCodeCommit, &mSourceGitHub, &mSourceConnection},
			Owners: []model.Owner{{Key: "codecommit"}, {Key: "github", Map: 1}, {Key: "connection", Map: 2}},
			Parts: []model.Part{{CUE: "#SourceCodeCommit", Uses: []*model.Type{&tSourceCodeCommit}, Maps: []*model.Map{&mSourceCodeCommit}},
				{CUE: "#SourceGitHub", Uses: []*model.Type{&tSourceGitHub}, Maps: []*model.Map{&mSourceGitHub}},
				{CUE: "#SourceConnection", Uses: []*model.Type{&tSourceConnection}, Maps: []*model.Map{&mSourceConnection}},
			},
		},
			Doc: model.Doc{Text: "Where the source comes from.", Example: "{connection: {repository: acme/orders}}"},
		},
		{Name: "build_image", Type: &tFilled,
			Doc: model.Doc{Text: "The image of the build project.", Default: "the packaging job's image.", Example: "aws/codebuild/standard:7.0"},
		},
		{Name: "compute", Type: &tCompute,
			Doc: model.Doc{Text: "The size of the build machine.", Default: "small", Example: "medium"},
		},
		{Name: "app_bucket", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether a bucket for the application is made too.", Default: "true in the chalice styles", Example: "true"},
		},
		{Name: "app_bucket_var", Type: &tVarName,
			Doc: model.Doc{Text: "The variable that tells the build about that bucket.", Default: "APP_S3_BUCKET", Example: "BUNDLE_BUCKET"},
		},
		{Name: "buildspec", Type: &model.Type{Texts: []model.Text{{Const: "inline", IsConst: true},
			{Const: "file", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"inline\""},
				{CUE: "\"file\""},
			},
		},
			Doc: model.Doc{Text: "Where the buildspec stands.", Default: "inline", Example: "file", Words: []model.Word{{Word: "inline", Text: "in the template"}, {Word: "file", Text: "in the repository"}}},
		},
		{Name: "buildspec_file", Type: &tRelPath,
			Doc: model.Doc{Text: "The buildspec in the repository.", Default: "buildspec.yml, or a file for each job where several run in CodeBuild.", Example: "ci/buildspec.yml"},
		},
	},
}

var mRepository = model.Map{Name: "Repository", Doc: model.Doc{Text: "A repository by name."},
	Fields: []model.Field{
		{Name: "repository", Required: true, Type: &tFilled,
			Doc: model.Doc{Text: "The repository: owner and name, or its name in CodeCommit.", Example: "acme/orders"},
		},
	},
}

var mBuildGitHub = model.Map{Name: "BuildGitHub", Doc: model.Doc{Text: "A repository on GitHub."},
	Fields: []model.Field{
		{Name: "github", Required: true, Type: &tRepository,
			Doc: model.Doc{Text: "The repository on GitHub.", Example: "{repository: acme/orders}"},
		},
	},
}

var mBuildBitbucket = model.Map{Name: "BuildBitbucket", Doc: model.Doc{Text: "A repository on Bitbucket."},
	Fields: []model.Field{
		{Name: "bitbucket", Required: true, Type: &tRepository,
			Doc: model.Doc{Text: "The repository on Bitbucket.", Example: "{repository: acme/orders}"},
		},
	},
}

var mBuildGitLab = model.Map{Name: "BuildGitLab", Doc: model.Doc{Text: "A repository on GitLab."},
	Fields: []model.Field{
		{Name: "gitlab", Required: true, Type: &tRepository,
			Doc: model.Doc{Text: "The repository on GitLab.com.", Example: "{repository: acme/orders}"},
		},
	},
}

var mBuildCodeCommit = model.Map{Name: "BuildCodeCommit", Doc: model.Doc{Text: "A repository in CodeCommit."},
	Fields: []model.Field{
		{Name: "codecommit", Required: true, Type: &tRepository,
			Doc: model.Doc{Text: "The repository in CodeCommit.", Example: "{repository: orders}"},
		},
	},
}

var mBranchProjects = model.Map{Name: "BranchProjects", Doc: model.Doc{Text: "CodeBuild projects by branch."},
	Key: &tFilled, Value: &tFilled,
	KeyCUE: "#Filled", Entry: model.Doc{Text: "The project for one branch.", Example: "{main: orders}"},
}

var mSlackCommand = model.Map{Name: "SlackCommand", Doc: model.Doc{Text: "A Slack slash command that starts builds; its signature is checked."},
	Fields: []model.Field{
		{Name: "slash_command", Required: true, Type: &tSlashName,
			Doc: model.Doc{Text: "The command, with its slash.", Example: "/deploy"},
		},
		{Name: "projects", Type: &tBranchProjects,
			Doc: model.Doc{Text: "The project that a branch starts.", Default: "this one, for every branch.", Example: "{main: orders, develop: orders-dev}"},
		},
	},
}

var mChatOps = model.Map{Name: "ChatOps", Doc: model.Doc{Text: "Starting builds from a chat."},
	Fields: []model.Field{
		{Name: "slack", Required: true, Type: &tSlackCommand,
			Doc: model.Doc{Text: "The Slack slash command that starts builds.", Example: "{slash_command: /deploy}"},
		},
	},
}

var mBootCodeBuild = model.Map{Name: "BootCodeBuild", Doc: model.Doc{Text: "A CodeBuild project with its webhook."},
	Fields: []model.Field{
		{Name: "source", Required: true, Type: &model.Type{Maps: []*model.Map{&mBuildGitHub, &mBuildBitbucket, &mBuildGitLab, &mBuildCodeCommit},
			Owners: []model.Owner{{Key: "github"}, {Key: "bitbucket", Map: 1}, {Key: "gitlab", Map: 2}, {Key: "codecommit", Map: 3}},
			Parts: []model.Part{{CUE: "#BuildGitHub", Uses: []*model.Type{&tBuildGitHub}, Maps: []*model.Map{&mBuildGitHub}},
				{CUE: "#BuildBitbucket", Uses: []*model.Type{&tBuildBitbucket}, Maps: []*model.Map{&mBuildBitbucket}},
				{CUE: "#BuildGitLab", Uses: []*model.Type{&tBuildGitLab}, Maps: []*model.Map{&mBuildGitLab}},
				{CUE: "#BuildCodeCommit", Uses: []*model.Type{&tBuildCodeCommit}, Maps: []*model.Map{&mBuildCodeCommit}},
			},
		},
			Doc: model.Doc{Text: "Where the source comes from.", Example: "{github: {repository: acme/orders}}"},
		},
		{Name: "image", Type: &tFilled,
			Doc: model.Doc{Text: "The image of the project.", Default: "the job's image.", Example: "aws/codebuild/standard:7.0"},
		},
		{Name: "chatops", Type: &tChatOps,
			Doc: model.Doc{Text: "Starting builds from a chat.", Example: "{slack: {slash_command: /deploy}}"},
		},
	},
}

var mBootCodeDeploy = model.Map{Name: "BootCodeDeploy", Doc: model.Doc{Text: "The CodeDeploy application and its deployment group."},
	Fields: []model.Field{
		{Name: "tags", Type: &tTags,
			Doc: model.Doc{Text: "Tags of the machines that belong to the group.", Example: "{Name: demo}"},
		},
		{Name: "role", Type: &tRole,
			Doc: model.Doc{Text: "The role of CodeDeploy itself.", Default: "one is made.", Example: "CodeDeployServiceRole"},
		},
	},
}

var mBootstrap = model.Map{Name: "Bootstrap", Doc: model.Doc{Text: "What must exist in the accounts before the first run. Names, readers, writers, permissions, privileged mode and webhook filters are derived from the rest of the spec."},
	Fields: []model.Field{
		{Name: "roles", Type: &tBootRoles,
			Doc: model.Doc{Text: "The roles that jobs assume and CloudFormation works with, for every environment's account.", Example: "{trust: {account: \"210987654321\"}}"},
		},
		{Name: "bucket", Type: &tBootBucket,
			Doc: model.Doc{Text: "The artifact bucket, readable and writable by the environments' roles.", Example: "{expire: 30 days}"},
		},
		{Name: "ecr", Type: &tBootEcr,
			Doc: model.Doc{Text: "The image repository.", Example: "{repository: orders}"},
		},
		{Name: "pipeline", Type: &tBootPipeline,
			Doc: model.Doc{Text: "A CodePipeline made of the spec's jobs.", Example: "{source: {codecommit: {create: true}}}"},
		},
		{Name: "codebuild", Type: &tBootCodeBuild,
			Doc: model.Doc{Text: "A CodeBuild project with its webhook.", Example: "{source: {github: {repository: acme/orders}}}"},
		},
		{Name: "codedeploy", Type: &tBootCodeDeploy,
			Doc: model.Doc{Text: "The CodeDeploy application, its deployment group, and the rights of the deployer.", Example: "{tags: {Name: demo}}"},
		},
	},
}

var mRaw = model.Map{Name: "Raw", Doc: model.Doc{Text: "Keys of the target's own format."},
	Open: true}

var mTargetCommon = model.Map{Name: "TargetCommon", Doc: model.Doc{Text: "What every target understands."},
	Fields: []model.Field{
		{Name: "jobs", Type: &model.Type{List: &model.List{Min: 1, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[#JobName, ...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "Only these jobs. The choice must hold everything that they need.", Default: "all jobs.", Example: "[test, build]"},
		},
		{Name: "raw", Type: &tRaw,
			Doc: model.Doc{Text: "Keys merged into the output last, by name, and checked with the target's own schema.", Example: "{test: {interruptible: true}}"},
		},
	},
}

var mTargetGitLab = model.Map{Name: "TargetGitLab", Doc: model.Doc{Text: "Options of target gitlab."},
	Fields: []model.Field{
		{Name: "jobs", Type: &model.Type{List: &model.List{Min: 1, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[#JobName, ...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "Only these jobs. The choice must hold everything that they need.", Default: "all jobs.", Example: "[test, build]"},
		},
		{Name: "raw", Type: &tRaw,
			Doc: model.Doc{Text: "Keys merged into the output last, by name, and checked with the target's own schema.", Example: "{test: {interruptible: true}}"},
		},
	},
}

var mTargetCodeBuild = model.Map{Name: "TargetCodeBuild", Doc: model.Doc{Text: "Options of target codebuild."},
	Fields: []model.Field{
		{Name: "version", Type: &model.Type{Texts: []model.Text{{Const: "0.1", IsConst: true},
			{Const: "0.2", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"0.1\""},
				{CUE: "\"0.2\""},
			},
		},
			Doc: model.Doc{Text: "The version of the buildspec.", Default: "0.2", Example: "\"0.1\"", Words: []model.Word{{Word: "0.1", Text: "every command in a shell of its own; what `chalice` v1 pipelines use"}, {Word: "0.2", Text: "all commands of a build share variables and directory"}}},
		},
		{Name: "layout", Type: &model.Type{Texts: []model.Text{{Const: "auto", IsConst: true},
			{Const: "single", IsConst: true},
			{Const: "batch", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"auto\""},
				{CUE: "\"single\""},
				{CUE: "\"batch\""},
			},
		},
			Doc: model.Doc{Text: "Whether all jobs are one build or a batch.", Default: "auto", Example: "batch", Words: []model.Word{{Word: "auto", Text: "a batch where there are several jobs"}, {Word: "single", Text: "one build"}, {Word: "batch", Text: "always a batch"}}},
		},
		{Name: "jobs", Type: &model.Type{List: &model.List{Min: 1, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[#JobName, ...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "Only these jobs. The choice must hold everything that they need.", Default: "all jobs.", Example: "[test, build]"},
		},
		{Name: "raw", Type: &tRaw,
			Doc: model.Doc{Text: "Keys merged into the output last, by name, and checked with the target's own schema.", Example: "{test: {interruptible: true}}"},
		},
	},
}

var mTargetShippable = model.Map{Name: "TargetShippable", Doc: model.Doc{Text: "Options of target shippable."},
	Fields: []model.Field{
		{Name: "dialect", Type: &model.Type{Texts: []model.Text{{Const: "build", IsConst: true},
			{Const: "travis", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"build\""},
				{CUE: "\"travis\""},
			},
		},
			Doc: model.Doc{Text: "The form of shippable.yml.", Default: "build", Example: "travis", Words: []model.Word{{Word: "build", Text: "with the sections of Shippable's own"}, {Word: "travis", Text: "the old form, like .travis.yml"}}},
		},
		{Name: "chain", Type: &model.Type{Bool: true, Boolean: true, Parts: []model.Part{{CUE: "bool"}}},
			Doc: model.Doc{Text: "Whether several jobs may become one build, one after the other, in one image and account.", Default: "false", Example: "true"},
		},
		{Name: "jobs", Type: &model.Type{List: &model.List{Min: 1, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[#JobName, ...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "Only these jobs. The choice must hold everything that they need.", Default: "all jobs.", Example: "[test, build]"},
		},
		{Name: "raw", Type: &tRaw,
			Doc: model.Doc{Text: "Keys merged into the output last, by name, and checked with the target's own schema.", Example: "{test: {interruptible: true}}"},
		},
	},
}

var mTargetCfn = model.Map{Name: "TargetCfn", Doc: model.Doc{Text: "Options of target cfn."},
	Fields: []model.Field{
		{Name: "format", Type: &model.Type{Texts: []model.Text{{Const: "yaml", IsConst: true},
			{Const: "json", IsConst: true},
		},
			Parts: []model.Part{{CUE: "\"yaml\""},
				{CUE: "\"json\""},
			},
		},
			Doc: model.Doc{Text: "The form of the templates.", Default: "yaml", Example: "json", Words: []model.Word{{Word: "yaml", Text: "with short intrinsic functions"}, {Word: "json", Text: "as the AWS tools write them"}}},
		},
		{Name: "jobs", Type: &model.Type{List: &model.List{Min: 1, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[#JobName, ...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "Only these jobs. The choice must hold everything that they need.", Default: "all jobs.", Example: "[test, build]"},
		},
		{Name: "raw", Type: &tRaw,
			Doc: model.Doc{Text: "Keys merged into the output last, by name, and checked with the target's own schema.", Example: "{test: {interruptible: true}}"},
		},
	},
}

var mTargets = model.Map{Name: "Targets", Doc: model.Doc{Text: "The targets that are built, each with its options; {} is a target without options."},
	Fields: []model.Field{
		{Name: "gitlab", Type: &tTargetGitLab,
			Doc: model.Doc{Text: "Writes .gitlab-ci.yml.", Example: "{jobs: [test, build]}"},
		},
		{Name: "codebuild", Type: &tTargetCodeBuild,
			Doc: model.Doc{Text: "Writes buildspecs for AWS CodeBuild.", Example: "{version: \"0.2\"}"},
		},
		{Name: "shippable", Type: &tTargetShippable,
			Doc: model.Doc{Text: "Writes shippable.yml.", Example: "{dialect: travis}"},
		},
		{Name: "cfn", Type: &tTargetCfn,
			Doc: model.Doc{Text: "Writes CloudFormation templates from `bootstrap`.", Example: "{format: json}"},
		},
	},
}

var mSpec = model.Map{Name: "Spec", Doc: model.Doc{Text: "A pipeline: its jobs, and what they share."},
	Key: &model.Type{Texts: []model.Text{{Match: []string{"^x-"}}},
		Parts: []model.Part{{CUE: "=~\"^x-\""}},
	}, Value: &model.Type{Any: true, Parts: []model.Part{{CUE: "_"}}},
	KeyCUE: "=~\"^x-\"", Entry: model.Doc{Text: "Holders for YAML anchors. They are not read otherwise.", Example: "{x-image: &image golang:1.24}"},
	Fields: []model.Field{
		{Name: "cdc", Required: true, Type: &model.Type{Texts: []model.Text{{Const: "v1", IsConst: true}},
			Parts: []model.Part{{CUE: "\"v1\""}},
		},
			Doc: model.Doc{Text: "The version of the language. It comes first, and marks the file for editors.", Example: "v1"},
		},
		{Name: "name", Required: true, Type: &tName,
			Doc: model.Doc{Text: "The name of the pipeline. Stacks, roles and buckets that cdc makes are named after it.", Example: "orders"},
		},
		{Name: "description", Type: &tFilled,
			Doc: model.Doc{Text: "What the pipeline is for, in a sentence for people. It stands at the top of every file written.", Example: "Docker image to ECR, service to ECS"},
		},
		{Name: "vars", Type: &tVars,
			Doc: model.Doc{Text: "Variables of every job: literal text, exported to the shell as $NAME and inlined as ${{ vars.NAME }}.", Example: "{GOFLAGS: -mod=readonly}"},
		},
		{Name: "secrets", Type: &tSecrets,
			Doc: model.Doc{Text: "Where each secret comes from. A spec never holds a value; a job gets the secrets that it lists.", Example: "{SLACK_WEBHOOK: {secretsmanager: {id: ci/slack, key: webhook}}}"},
		},
		{Name: "defaults", Type: &tDefaults,
			Doc: model.Doc{Text: "What jobs and environments use where they lack the key. A default is used whole; nothing is merged into it.", Example: "{image: \"golang:1.24\", timeout: 20 minutes}"},
		},
		{Name: "triggers", Type: &tTriggers,
			Doc: model.Doc{Text: "Which events start a run. The list is closed: what is not named does not run, except a start by hand.", Default: "nothing is written, and each target does what it does by default.", Example: "{push: {branches: main}, merge_request: {}}"},
		},
		{Name: "stages", Type: &model.Type{List: &model.List{Min: 0, Elem: &tJobName},
			Parts: []model.Part{{CUE: "[...#JobName]", Uses: []*model.Type{&tJobName}}},
		},
			Doc: model.Doc{Text: "The stages, in order. A job waits for every job of the stages before its own, unless it says `needs`.", Default: "made from `needs`.", Example: "[test, build, deploy]"},
		},
		{Name: "environments", Type: &tEnvironments,
			Doc: model.Doc{Text: "The places that jobs deploy to: account, region, roles, and who must agree.", Example: "{prod: {account: \"123456789012\", region: eu-west-1, approval: true}}"},
		},
		{Name: "artifact_bucket", Type: &model.Type{Texts: []model.Text{{Def: "Bucket", Max: 63, Match: []string{"^[a-z0-9][a-z0-9.-]+[a-z0-9]$"}},
			{Def: "Bucket", Match: []string{"\\$\\{\\{"}},
		},
			Maps: []*model.Map{&mBucketPrefix},
			Parts: []model.Part{{CUE: "#Bucket", Uses: []*model.Type{&tBucket}},
				{CUE: "#BucketPrefix", Uses: []*model.Type{&tBucketPrefix}, Maps: []*model.Map{&mBucketPrefix}},
			},
		},
			Doc: model.Doc{Text: "The bucket that packages are uploaded to, shared by all accounts.", Example: "acme-ci-artifacts"},
		},
		{Name: "jobs", Required: true, Type: &tJobs,
			Doc: model.Doc{Text: "The jobs of the pipeline, by name.", Example: "{test: {steps: [make test]}}"},
		},
		{Name: "notify", Type: &model.Type{List: &model.List{Min: 0, Elem: &tNotify},
			Parts: []model.Part{{CUE: "[...#Notify]", Uses: []*model.Type{&tNotify}}},
		},
			Doc: model.Doc{Text: "Who is told about a run.", Example: "[{name: team, slack: {webhook: SLACK_WEBHOOK}, events: [failure]}]"},
		},
		{Name: "appspec", Type: &tAppSpec,
			Doc: model.Doc{Text: "CodeDeploy's appspec.yml, written beside the pipeline for every target.", Example: "{os: linux, files: [{source: /, destination: /srv/app}]}"},
		},
		{Name: "bootstrap", Type: &tBootstrap,
			Doc: model.Doc{Text: "What must exist in the accounts before the first run: target cfn writes the CloudFormation templates for it.", Example: "{bucket: {}}"},
		},
		{Name: "targets", Type: &tTargets,
			Doc: model.Doc{Text: "The targets that `cdc compile` builds, with their options.", Example: "{gitlab: {}, cfn: {format: json}}"},
		},
	},
}

var tName = model.Type{Name: "Name", Doc: model.Doc{Text: "A name of small letters, digits and \"-\", a letter first, at most 63: it names stacks, roles and hosts."},
	Texts: []model.Text{{Def: "Name", Max: 63, Match: []string{"^[a-z][a-z0-9-]*$"}}},
	Parts: []model.Part{{CUE: "=~\"^[a-z][a-z0-9-]*$\" & strings.MaxRunes(63)"}},
}

var tFilled = model.Type{Name: "Filled", Doc: model.Doc{Text: "Text that is not empty."},
	Texts: []model.Text{{Def: "Filled", Filled: true}},
	Parts: []model.Part{{CUE: "string & !=\"\""}},
}

var tVarName = model.Type{Name: "VarName", Doc: model.Doc{Text: "A name of a variable or secret, as the shell has them; names that the executors set themselves are reserved."},
	Texts: []model.Text{{Def: "VarName", Match: []string{"^[A-Za-z_][A-Za-z0-9_]*$"}, Not: []string{"^(CI_|CODEBUILD_|SHIPPABLE_|GITLAB_|cdc_)", "^(PATH|HOME|PWD|OLDPWD|SHELL|IFS|ENV|BASH_ENV)$"}}},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z_][A-Za-z0-9_]*$\" & !~\"^(CI_|CODEBUILD_|SHIPPABLE_|GITLAB_|cdc_)\" & !~\"^(PATH|HOME|PWD|OLDPWD|SHELL|IFS|ENV|BASH_ENV)$\""}},
}

var tText = model.Type{Name: "Text", Doc: model.Doc{Text: "Text as typed: `3.10` is \"3.10\" and `yes` is \"yes\". It may be empty, but not null."},
	Number: true, Boolean: true, Texts: []model.Text{{Def: "Text"}},
	Parts: []model.Part{{CUE: "string"}},
}

var tVars = model.Type{Name: "Vars", Doc: model.Doc{Text: "Variables by name."},
	Maps:  []*model.Map{&mVars},
	Parts: []model.Part{{CUE: "#Vars", Maps: []*model.Map{&mVars}}},
}

var tSsmName = model.Type{Name: "SsmName", Doc: model.Doc{Text: "A name of a parameter in Parameter Store."},
	Texts: []model.Text{{Def: "SsmName", Match: []string{"^[a-zA-Z0-9_./-]+$"}}},
	Parts: []model.Part{{CUE: "=~\"^[a-zA-Z0-9_./-]+$\""}},
}

var tSecretsManager = model.Type{Name: "SecretsManager", Doc: model.Doc{Text: "One value of AWS Secrets Manager."},
	Maps:  []*model.Map{&mSecretsManager},
	Parts: []model.Part{{CUE: "#SecretsManager", Maps: []*model.Map{&mSecretsManager}}},
}

var tSecret = model.Type{Name: "Secret", Doc: model.Doc{Text: "Where one secret comes from. A target uses the store that it can read."},
	Maps:  []*model.Map{&mSecret},
	Parts: []model.Part{{CUE: "#Secret", Maps: []*model.Map{&mSecret}}},
}

var tSecrets = model.Type{Name: "Secrets", Doc: model.Doc{Text: "Secrets by the name that steps read them under."},
	Maps:  []*model.Map{&mSecrets},
	Parts: []model.Part{{CUE: "#Secrets", Maps: []*model.Map{&mSecrets}}},
}

var tImageOptions = model.Type{Name: "ImageOptions", Doc: model.Doc{Text: "An image with how to start it."},
	Maps:  []*model.Map{&mImageOptions},
	Parts: []model.Part{{CUE: "#ImageOptions", Maps: []*model.Map{&mImageOptions}}},
}

var tImageRef = model.Type{Name: "ImageRef", Doc: model.Doc{Text: "The name of an image, or the name with how to start it."},
	Texts: []model.Text{{Def: "Filled", Filled: true}},
	Maps:  []*model.Map{&mImageOptions},
	Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
		{CUE: "#ImageOptions", Uses: []*model.Type{&tImageOptions}, Maps: []*model.Map{&mImageOptions}},
	},
}

var tImagePerTarget = model.Type{Name: "ImagePerTarget", Doc: model.Doc{Text: "An image for each target: the same job rarely runs in one image everywhere."},
	Maps:  []*model.Map{&mImagePerTarget},
	Parts: []model.Part{{CUE: "#ImagePerTarget", Maps: []*model.Map{&mImagePerTarget}}},
}

var tImage = model.Type{Name: "Image", Doc: model.Doc{Text: "A container image for all targets, or one for each."},
	Texts:  []model.Text{{Def: "Filled", Filled: true}},
	Maps:   []*model.Map{&mImageOptions, &mImagePerTarget},
	Owners: []model.Owner{{Key: "name"}},
	Parts: []model.Part{{CUE: "#ImageRef", Uses: []*model.Type{&tImageRef}},
		{CUE: "#ImagePerTarget", Uses: []*model.Type{&tImagePerTarget}, Maps: []*model.Map{&mImagePerTarget}},
	},
}

var tVersion = model.Type{Name: "Version", Doc: model.Doc{Text: "A version as typed: 3.10 stays 3.10. It has a number, or is one of latest, lts, current and stable."},
	Number: true, Texts: []model.Text{{Def: "Version", Match: []string{"^([A-Za-z][A-Za-z._+-]*)?[0-9][0-9A-Za-z._+-]*$|^(latest|lts|current|stable)$"}},
		{Def: "Version", Match: []string{"\\$\\{\\{"}},
	},
	Parts: []model.Part{{CUE: "=~\"^([A-Za-z][A-Za-z._+-]*)?[0-9][0-9A-Za-z._+-]*$|^(latest|lts|current|stable)$\""},
		{CUE: "=~\"\\\\$\\\\{\\\\{\""},
	},
}

var tRuntime = model.Type{Name: "Runtime", Doc: model.Doc{Text: "Language runtimes by name: runtime-versions of CodeBuild's managed images, the language of Shippable."},
	Maps:  []*model.Map{&mRuntime},
	Parts: []model.Part{{CUE: "#Runtime", Maps: []*model.Map{&mRuntime}}},
}

var tShell = model.Type{Name: "Shell", Doc: model.Doc{Text: "The shell that reads the steps.", Words: []model.Word{{Word: "sh", Text: "what every executor has"}, {Word: "bash", Text: "for [[ ]], arrays and the like; pipefail is on"}}},
	Texts: []model.Text{{Def: "Shell", Const: "sh", IsConst: true},
		{Def: "Shell", Const: "bash", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"sh\""},
		{CUE: "\"bash\""},
	},
}

var tRegion = model.Type{Name: "Region", Doc: model.Doc{Text: "An AWS region."},
	Texts: []model.Text{{Def: "Region", Match: []string{"^[a-z][a-z](-[a-z]+)+-[0-9]+$"}},
		{Def: "Region", Match: []string{"\\$\\{\\{"}},
	},
	Parts: []model.Part{{CUE: "=~\"^[a-z][a-z](-[a-z]+)+-[0-9]+$\""},
		{CUE: "=~\"\\\\$\\\\{\\\\{\""},
	},
}

var tDuration = model.Type{Name: "Duration", Doc: model.Doc{Text: "A time with its unit: 90 seconds, 30 minutes, 2 hours, 1 week, or 90s, 30m, 2h, 1d, 1w."},
	Texts: []model.Text{{Def: "Duration", Match: []string{"^[1-9][0-9]* ?(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)$"}}},
	Parts: []model.Part{{CUE: "=~\"^[1-9][0-9]* ?(s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?)$\""}},
}

var tTries = model.Type{Name: "Tries", Doc: model.Doc{Text: "At most 2: GitLab allows no more."},
	Int:   &model.Int{Def: "Tries", Max: 2, HasMin: true, HasMax: true},
	Parts: []model.Part{{CUE: "int & >=0 & <=2"}},
}

var tRetryReason = model.Type{Name: "RetryReason", Doc: model.Doc{Text: "Why a job failed.", Words: []model.Word{{Word: "failure", Text: "a step of the job failed"}, {Word: "infrastructure", Text: "the runner or the network failed"}, {Word: "timeout", Text: "the job ran too long"}}},
	Texts: []model.Text{{Def: "RetryReason", Const: "failure", IsConst: true},
		{Def: "RetryReason", Const: "infrastructure", IsConst: true},
		{Def: "RetryReason", Const: "timeout", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"failure\""},
		{CUE: "\"infrastructure\""},
		{CUE: "\"timeout\""},
	},
}

var tRetryOptions = model.Type{Name: "RetryOptions", Doc: model.Doc{Text: "How often a job starts again, and after which failures."},
	Maps:  []*model.Map{&mRetryOptions},
	Parts: []model.Part{{CUE: "#RetryOptions", Maps: []*model.Map{&mRetryOptions}}},
}

var tRetry = model.Type{Name: "Retry", Doc: model.Doc{Text: "How often a failed job starts again, or how often and after which failures."},
	Int:  &model.Int{Def: "Tries", Max: 2, HasMin: true, HasMax: true},
	Maps: []*model.Map{&mRetryOptions},
	Parts: []model.Part{{CUE: "#Tries", Uses: []*model.Type{&tTries}},
		{CUE: "#RetryOptions", Uses: []*model.Type{&tRetryOptions}, Maps: []*model.Map{&mRetryOptions}},
	},
}

var tCompute = model.Type{Name: "Compute", Doc: model.Doc{Text: "The size of the machine.", Words: []model.Word{{Word: "small", Text: "2 CPUs on CodeBuild"}, {Word: "medium", Text: "4 CPUs on CodeBuild"}, {Word: "large", Text: "8 CPUs on CodeBuild"}, {Word: "2xlarge", Text: "72 CPUs on CodeBuild"}}},
	Texts: []model.Text{{Def: "Compute", Const: "small", IsConst: true},
		{Def: "Compute", Const: "medium", IsConst: true},
		{Def: "Compute", Const: "large", IsConst: true},
		{Def: "Compute", Const: "2xlarge", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"small\""},
		{CUE: "\"medium\""},
		{CUE: "\"large\""},
		{CUE: "\"2xlarge\""},
	},
}

var tRunner = model.Type{Name: "Runner", Doc: model.Doc{Text: "The machine that runs a job."},
	Maps:  []*model.Map{&mRunner},
	Parts: []model.Part{{CUE: "#Runner", Maps: []*model.Map{&mRunner}}},
}

var tRelPath = model.Type{Name: "RelPath", Doc: model.Doc{Text: "A path below the root of the repository. No shell reads it: no ~, no $NAME, no way out by \"..\"."},
	Texts: []model.Text{{Def: "RelPath", Filled: true, Not: []string{"^[/~]", "(^|/)\\.\\.(/|$)", "\\$([^{]|\\{[^{]|\\{?$)"}}},
	Parts: []model.Part{{CUE: "!=\"\" & !~\"^[/~]\" & !~\"(^|/)\\\\.\\\\.(/|$)\" & !~\"\\\\$([^{]|\\\\{[^{]|\\\\{?$)\""}},
}

var tCacheKey = model.Type{Name: "CacheKey", Doc: model.Doc{Text: "A cache key made from files."},
	Maps:  []*model.Map{&mCacheKey},
	Parts: []model.Part{{CUE: "#CacheKey", Maps: []*model.Map{&mCacheKey}}},
}

var tCache = model.Type{Name: "Cache", Doc: model.Doc{Text: "Files kept between runs, to be faster. A job must also pass without them."},
	Maps:  []*model.Map{&mCache},
	Parts: []model.Part{{CUE: "#Cache", Maps: []*model.Map{&mCache}}},
}

var tRole = model.Type{Name: "Role", Doc: model.Doc{Text: "A role: its name in the environment's account, or its ARN."},
	Texts: []model.Text{{Def: "Role", Max: 64, Match: []string{"^[A-Za-z0-9+=,.@_-]+$"}},
		{Def: "Role", Match: []string{"^arn:aws[a-z-]*:iam::[0-9]{12}:role/"}},
		{Def: "Role", Match: []string{"\\$\\{\\{"}},
	},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z0-9+=,.@_-]+$\" & strings.MaxRunes(64)"},
		{CUE: "=~\"^arn:aws[a-z-]*:iam::[0-9]{12}:role/\""},
		{CUE: "=~\"\\\\$\\\\{\\\\{\""},
	},
}

var tRoles = model.Type{Name: "Roles", Doc: model.Doc{Text: "The roles of an environment."},
	Maps:  []*model.Map{&mRoles},
	Parts: []model.Part{{CUE: "#Roles", Maps: []*model.Map{&mRoles}}},
}

var tOidc = model.Type{Name: "Oidc", Doc: model.Doc{Text: "Web identity instead of keys: the job shows its ID token and is given the role."},
	Maps:  []*model.Map{&mOidc},
	Parts: []model.Part{{CUE: "#Oidc", Maps: []*model.Map{&mOidc}}},
}

var tCheckoutOptions = model.Type{Name: "CheckoutOptions", Doc: model.Doc{Text: "How the repository is fetched."},
	Maps:  []*model.Map{&mCheckoutOptions},
	Parts: []model.Part{{CUE: "#CheckoutOptions", Maps: []*model.Map{&mCheckoutOptions}}},
}

var tCheckout = model.Type{Name: "Checkout", Doc: model.Doc{Text: "Whether and how the repository is fetched."},
	Bool: true, Boolean: true, Maps: []*model.Map{&mCheckoutOptions},
	Parts: []model.Part{{CUE: "bool"},
		{CUE: "#CheckoutOptions", Uses: []*model.Type{&tCheckoutOptions}, Maps: []*model.Map{&mCheckoutOptions}},
	},
}

var tStepCommon = model.Type{Name: "StepCommon", Doc: model.Doc{Text: "What every step may say beside its action."},
	Maps:  []*model.Map{&mStepCommon},
	Parts: []model.Part{{CUE: "#StepCommon", Maps: []*model.Map{&mStepCommon}}},
}

var tRunStep = model.Type{Name: "RunStep", Doc: model.Doc{Text: "A step of shell text."},
	Maps:  []*model.Map{&mRunStep},
	Parts: []model.Part{{CUE: "#RunStep", Maps: []*model.Map{&mRunStep}}},
}

var tArgName = model.Type{Name: "ArgName", Doc: model.Doc{Text: "A name of an argument: letters, digits and _ ."},
	Texts: []model.Text{{Def: "ArgName", Match: []string{"^[A-Za-z_][A-Za-z0-9_]*$"}}},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z_][A-Za-z0-9_]*$\""}},
}

var tArgs = model.Type{Name: "Args", Doc: model.Doc{Text: "Arguments by name."},
	Maps:  []*model.Map{&mArgs},
	Parts: []model.Part{{CUE: "#Args", Maps: []*model.Map{&mArgs}}},
}

var tLogin = model.Type{Name: "Login", Doc: model.Doc{Text: "How to enter a registry."},
	Maps:  []*model.Map{&mLogin},
	Parts: []model.Part{{CUE: "#Login", Maps: []*model.Map{&mLogin}}},
}

var tDocker = model.Type{Name: "Docker", Doc: model.Doc{Text: "Builds an image, tests it, and pushes it."},
	Maps:  []*model.Map{&mDocker},
	Parts: []model.Part{{CUE: "#Docker", Maps: []*model.Map{&mDocker}}},
}

var tDockerStep = model.Type{Name: "DockerStep", Doc: model.Doc{Text: "A step that builds an image, tests it, and pushes it."},
	Maps:  []*model.Map{&mDockerStep},
	Parts: []model.Part{{CUE: "#DockerStep", Maps: []*model.Map{&mDockerStep}}},
}

var tBucket = model.Type{Name: "Bucket", Doc: model.Doc{Text: "A name of an S3 bucket: 3 to 63 small letters, digits, dots and \"-\"."},
	Texts: []model.Text{{Def: "Bucket", Max: 63, Match: []string{"^[a-z0-9][a-z0-9.-]+[a-z0-9]$"}},
		{Def: "Bucket", Match: []string{"\\$\\{\\{"}},
	},
	Parts: []model.Part{{CUE: "=~\"^[a-z0-9][a-z0-9.-]+[a-z0-9]$\" & strings.MaxRunes(63)"},
		{CUE: "=~\"\\\\$\\\\{\\\\{\""},
	},
}

var tCfnPackage = model.Type{Name: "CfnPackage", Doc: model.Doc{Text: "Uploads what a template refers to, and writes the template that refers to the uploads."},
	Maps:  []*model.Map{&mCfnPackage},
	Parts: []model.Part{{CUE: "#CfnPackage", Maps: []*model.Map{&mCfnPackage}}},
}

var tParamName = model.Type{Name: "ParamName", Doc: model.Doc{Text: "A name of a CloudFormation parameter."},
	Texts: []model.Text{{Def: "ParamName", Match: []string{"^[A-Za-z0-9]+$"}}},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z0-9]+$\""}},
}

var tParams = model.Type{Name: "Params", Doc: model.Doc{Text: "Parameters of a CloudFormation template, by name."},
	Maps:  []*model.Map{&mParams},
	Parts: []model.Part{{CUE: "#Params", Maps: []*model.Map{&mParams}}},
}

var tCapability = model.Type{Name: "Capability", Doc: model.Doc{Text: "What a template may do.", Words: []model.Word{{Word: "CAPABILITY_IAM", Text: "makes IAM resources"}, {Word: "CAPABILITY_NAMED_IAM", Text: "makes IAM resources with names of its own"}, {Word: "CAPABILITY_AUTO_EXPAND", Text: "uses transforms, such as SAM"}}},
	Texts: []model.Text{{Def: "Capability", Const: "CAPABILITY_IAM", IsConst: true},
		{Def: "Capability", Const: "CAPABILITY_NAMED_IAM", IsConst: true},
		{Def: "Capability", Const: "CAPABILITY_AUTO_EXPAND", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"CAPABILITY_IAM\""},
		{CUE: "\"CAPABILITY_NAMED_IAM\""},
		{CUE: "\"CAPABILITY_AUTO_EXPAND\""},
	},
}

var tTags = model.Type{Name: "Tags", Doc: model.Doc{Text: "Tags of AWS resources, by name."},
	Maps:  []*model.Map{&mTags},
	Parts: []model.Part{{CUE: "#Tags", Maps: []*model.Map{&mTags}}},
}

var tOnEmpty = model.Type{Name: "OnEmpty", Doc: model.Doc{Text: "What it is when nothing would change.", Words: []model.Word{{Word: "succeed", Text: "good, the stack is as it should be"}, {Word: "fail", Text: "a failure, somebody expected a change"}}},
	Texts: []model.Text{{Def: "OnEmpty", Const: "succeed", IsConst: true},
		{Def: "OnEmpty", Const: "fail", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"succeed\""},
		{CUE: "\"fail\""},
	},
}

var tCfnDeploy = model.Type{Name: "CfnDeploy", Doc: model.Doc{Text: "Creates or updates a stack, and waits for it."},
	Maps:  []*model.Map{&mCfnDeploy},
	Parts: []model.Part{{CUE: "#CfnDeploy", Maps: []*model.Map{&mCfnDeploy}}},
}

var tCfnCreateChangeSet = model.Type{Name: "CfnCreateChangeSet", Doc: model.Doc{Text: "Makes a change set, for a person to read before it is run."},
	Maps:  []*model.Map{&mCfnCreateChangeSet},
	Parts: []model.Part{{CUE: "#CfnCreateChangeSet", Maps: []*model.Map{&mCfnCreateChangeSet}}},
}

var tCfnExecuteChangeSet = model.Type{Name: "CfnExecuteChangeSet", Doc: model.Doc{Text: "Runs a change set that an earlier job made, and waits for the stack."},
	Maps:  []*model.Map{&mCfnExecuteChangeSet},
	Parts: []model.Part{{CUE: "#CfnExecuteChangeSet", Maps: []*model.Map{&mCfnExecuteChangeSet}}},
}

var tCfnDelete = model.Type{Name: "CfnDelete", Doc: model.Doc{Text: "Deletes a stack, and waits until it is gone."},
	Maps:  []*model.Map{&mCfnDelete},
	Parts: []model.Part{{CUE: "#CfnDelete", Maps: []*model.Map{&mCfnDelete}}},
}

var tCloudFormationStep = model.Type{Name: "CloudFormationStep", Doc: model.Doc{Text: "A step on CloudFormation stacks."},
	Maps:  []*model.Map{&mCloudFormationStep},
	Parts: []model.Part{{CUE: "#CloudFormationStep", Maps: []*model.Map{&mCloudFormationStep}}},
}

var tSamBuild = model.Type{Name: "SamBuild", Doc: model.Doc{Text: "Builds the functions of a SAM template."},
	Maps:  []*model.Map{&mSamBuild},
	Parts: []model.Part{{CUE: "#SamBuild", Maps: []*model.Map{&mSamBuild}}},
}

var tSamPackage = model.Type{Name: "SamPackage", Doc: model.Doc{Text: "Uploads what was built, and writes the template that refers to it."},
	Maps:  []*model.Map{&mSamPackage},
	Parts: []model.Part{{CUE: "#SamPackage", Maps: []*model.Map{&mSamPackage}}},
}

var tSamDeploy = model.Type{Name: "SamDeploy", Doc: model.Doc{Text: "Creates or updates the stack of a SAM application, and waits for it."},
	Maps:  []*model.Map{&mSamDeploy},
	Parts: []model.Part{{CUE: "#SamDeploy", Maps: []*model.Map{&mSamDeploy}}},
}

var tSamDelete = model.Type{Name: "SamDelete", Doc: model.Doc{Text: "Deletes the stack of a SAM application, and waits until it is gone."},
	Maps:  []*model.Map{&mSamDelete},
	Parts: []model.Part{{CUE: "#SamDelete", Maps: []*model.Map{&mSamDelete}}},
}

var tSamStep = model.Type{Name: "SamStep", Doc: model.Doc{Text: "A step of the SAM CLI."},
	Maps:  []*model.Map{&mSamStep},
	Parts: []model.Part{{CUE: "#SamStep", Maps: []*model.Map{&mSamStep}}},
}

var tS3Bundle = model.Type{Name: "S3Bundle", Doc: model.Doc{Text: "A bundle in S3."},
	Maps:  []*model.Map{&mS3Bundle},
	Parts: []model.Part{{CUE: "#S3Bundle", Maps: []*model.Map{&mS3Bundle}}},
}

var tRevisionS3 = model.Type{Name: "RevisionS3", Doc: model.Doc{Text: "A bundle that the step uploads to S3."},
	Maps:  []*model.Map{&mRevisionS3},
	Parts: []model.Part{{CUE: "#RevisionS3", Maps: []*model.Map{&mRevisionS3}}},
}

var tGitHubCommit = model.Type{Name: "GitHubCommit", Doc: model.Doc{Text: "A commit on GitHub."},
	Maps:  []*model.Map{&mGitHubCommit},
	Parts: []model.Part{{CUE: "#GitHubCommit", Maps: []*model.Map{&mGitHubCommit}}},
}

var tRevisionGitHub = model.Type{Name: "RevisionGitHub", Doc: model.Doc{Text: "A commit that CodeDeploy reads from GitHub itself."},
	Maps:  []*model.Map{&mRevisionGitHub},
	Parts: []model.Part{{CUE: "#RevisionGitHub", Maps: []*model.Map{&mRevisionGitHub}}},
}

var tCodeDeploy = model.Type{Name: "CodeDeploy", Doc: model.Doc{Text: "A CodeDeploy deployment."},
	Maps:  []*model.Map{&mCodeDeploy},
	Parts: []model.Part{{CUE: "#CodeDeploy", Maps: []*model.Map{&mCodeDeploy}}},
}

var tCodeDeployStep = model.Type{Name: "CodeDeployStep", Doc: model.Doc{Text: "A step that makes a CodeDeploy deployment."},
	Maps:  []*model.Map{&mCodeDeployStep},
	Parts: []model.Part{{CUE: "#CodeDeployStep", Maps: []*model.Map{&mCodeDeployStep}}},
}

var tEcs = model.Type{Name: "Ecs", Doc: model.Doc{Text: "A new image for an ECS service."},
	Maps:  []*model.Map{&mEcs},
	Parts: []model.Part{{CUE: "#Ecs", Maps: []*model.Map{&mEcs}}},
}

var tEcsStep = model.Type{Name: "EcsStep", Doc: model.Doc{Text: "A step that puts a new image into an ECS service."},
	Maps:  []*model.Map{&mEcsStep},
	Parts: []model.Part{{CUE: "#EcsStep", Maps: []*model.Map{&mEcsStep}}},
}

var tLambda = model.Type{Name: "Lambda", Doc: model.Doc{Text: "New code for a Lambda function: a zip file or an image."},
	Maps:  []*model.Map{&mLambda},
	Parts: []model.Part{{CUE: "#Lambda", Maps: []*model.Map{&mLambda}}},
}

var tLambdaStep = model.Type{Name: "LambdaStep", Doc: model.Doc{Text: "A step that puts new code into a Lambda function."},
	Maps:  []*model.Map{&mLambdaStep},
	Parts: []model.Part{{CUE: "#LambdaStep", Maps: []*model.Map{&mLambdaStep}}},
}

var tS3Url = model.Type{Name: "S3Url", Doc: model.Doc{Text: "A place in S3: s3://BUCKET, or s3://BUCKET/PREFIX."},
	Texts: []model.Text{{Def: "S3Url", Match: []string{"^s3://([a-z0-9][a-z0-9.-]+[a-z0-9](/|$)|[^/]*\\$)"}},
		{Def: "S3Url", Match: []string{"^\\$\\{\\{"}},
	},
	Parts: []model.Part{{CUE: "=~\"^s3://([a-z0-9][a-z0-9.-]+[a-z0-9](/|$)|[^/]*\\\\$)\""},
		{CUE: "=~\"^\\\\$\\\\{\\\\{\""},
	},
}

var tAcl = model.Type{Name: "Acl", Doc: model.Doc{Text: "A canned access list of S3.", Words: []model.Word{{Word: "private", Text: "only the owner reads"}, {Word: "public-read", Text: "everybody reads"}, {Word: "public-read-write", Text: "everybody reads and writes"}, {Word: "authenticated-read", Text: "everybody with an AWS account reads"}, {Word: "aws-exec-read", Text: "the owner, and EC2 for images"}, {Word: "bucket-owner-read", Text: "the writer, and the bucket's owner reads"}, {Word: "bucket-owner-full-control", Text: "the writer and the bucket's owner"}}},
	Texts: []model.Text{{Def: "Acl", Const: "private", IsConst: true},
		{Def: "Acl", Const: "public-read", IsConst: true},
		{Def: "Acl", Const: "public-read-write", IsConst: true},
		{Def: "Acl", Const: "authenticated-read", IsConst: true},
		{Def: "Acl", Const: "aws-exec-read", IsConst: true},
		{Def: "Acl", Const: "bucket-owner-read", IsConst: true},
		{Def: "Acl", Const: "bucket-owner-full-control", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"private\""},
		{CUE: "\"public-read\""},
		{CUE: "\"public-read-write\""},
		{CUE: "\"authenticated-read\""},
		{CUE: "\"aws-exec-read\""},
		{CUE: "\"bucket-owner-read\""},
		{CUE: "\"bucket-owner-full-control\""},
	},
}

var tS3Sync = model.Type{Name: "S3Sync", Doc: model.Doc{Text: "A folder that is copied to a bucket."},
	Maps:  []*model.Map{&mS3Sync},
	Parts: []model.Part{{CUE: "#S3Sync", Maps: []*model.Map{&mS3Sync}}},
}

var tS3SyncStep = model.Type{Name: "S3SyncStep", Doc: model.Doc{Text: "A step that copies a folder to a bucket."},
	Maps:  []*model.Map{&mS3SyncStep},
	Parts: []model.Part{{CUE: "#S3SyncStep", Maps: []*model.Map{&mS3SyncStep}}},
}

var tStartBuild = model.Type{Name: "StartBuild", Doc: model.Doc{Text: "Another CodeBuild project."},
	Maps:  []*model.Map{&mStartBuild},
	Parts: []model.Part{{CUE: "#StartBuild", Maps: []*model.Map{&mStartBuild}}},
}

var tStartBuildStep = model.Type{Name: "StartBuildStep", Doc: model.Doc{Text: "A step that starts another CodeBuild project."},
	Maps:  []*model.Map{&mStartBuildStep},
	Parts: []model.Part{{CUE: "#StartBuildStep", Maps: []*model.Map{&mStartBuildStep}}},
}

var tMessage = model.Type{Name: "Message", Doc: model.Doc{Text: "A message to a channel."},
	Maps:  []*model.Map{&mMessage},
	Parts: []model.Part{{CUE: "#Message", Maps: []*model.Map{&mMessage}}},
}

var tNotifyStep = model.Type{Name: "NotifyStep", Doc: model.Doc{Text: "A step that tells a channel something."},
	Maps:  []*model.Map{&mNotifyStep},
	Parts: []model.Part{{CUE: "#NotifyStep", Maps: []*model.Map{&mNotifyStep}}},
}

var tStep = model.Type{Name: "Step", Doc: model.Doc{Text: "A command, or a map with exactly one action."},
	Unit: true, Texts: []model.Text{{Def: "Filled", Filled: true}},
	Maps:   []*model.Map{&mRunStep, &mDockerStep, &mCloudFormationStep, &mSamStep, &mCodeDeployStep, &mEcsStep, &mLambdaStep, &mS3SyncStep, &mStartBuildStep, &mNotifyStep},
	Owners: []model.Owner{{Key: "run"}, {Key: "docker", Map: 1}, {Key: "cloudformation", Map: 2}, {Key: "sam", Map: 3}, {Key: "codedeploy", Map: 4}, {Key: "ecs", Map: 5}, {Key: "lambda", Map: 6}, {Key: "s3_sync", Map: 7}, {Key: "start_build", Map: 8}, {Key: "notify", Map: 9}},
	Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
		{CUE: "#RunStep", Uses: []*model.Type{&tRunStep}, Maps: []*model.Map{&mRunStep}},
		{CUE: "#DockerStep", Uses: []*model.Type{&tDockerStep}, Maps: []*model.Map{&mDockerStep}},
		{CUE: "#CloudFormationStep", Uses: []*model.Type{&tCloudFormationStep}, Maps: []*model.Map{&mCloudFormationStep}},
		{CUE: "#SamStep", Uses: []*model.Type{&tSamStep}, Maps: []*model.Map{&mSamStep}},
		{CUE: "#CodeDeployStep", Uses: []*model.Type{&tCodeDeployStep}, Maps: []*model.Map{&mCodeDeployStep}},
		{CUE: "#EcsStep", Uses: []*model.Type{&tEcsStep}, Maps: []*model.Map{&mEcsStep}},
		{CUE: "#LambdaStep", Uses: []*model.Type{&tLambdaStep}, Maps: []*model.Map{&mLambdaStep}},
		{CUE: "#S3SyncStep", Uses: []*model.Type{&tS3SyncStep}, Maps: []*model.Map{&mS3SyncStep}},
		{CUE: "#StartBuildStep", Uses: []*model.Type{&tStartBuildStep}, Maps: []*model.Map{&mStartBuildStep}},
		{CUE: "#NotifyStep", Uses: []*model.Type{&tNotifyStep}, Maps: []*model.Map{&mNotifyStep}},
	},
}

var tDefaults = model.Type{Name: "Defaults", Doc: model.Doc{Text: "What jobs and environments use where they lack the key; region, roles and oidc are defaults of environments."},
	Maps:  []*model.Map{&mDefaults},
	Parts: []model.Part{{CUE: "#Defaults", Maps: []*model.Map{&mDefaults}}},
}

var tGlob = model.Type{Name: "Glob", Doc: model.Doc{Text: "A pattern for branches, tags or paths: * and ? stop at \"/\", ** crosses it, {a,b} are alternatives."},
	Texts: []model.Text{{Def: "Glob", Match: []string{"^[^!]"}}},
	Parts: []model.Part{{CUE: "=~\"^[^!]\""}},
}

var tGlobs = model.Type{Name: "Globs", Doc: model.Doc{Text: "One pattern, or a list of them of which one must match."},
	Texts: []model.Text{{Def: "Glob", Match: []string{"^[^!]"}}},
	List:  &model.List{Min: 1, Elem: &tGlob},
	Parts: []model.Part{{CUE: "#Glob", Uses: []*model.Type{&tGlob}},
		{CUE: "[#Glob, ...#Glob]", Uses: []*model.Type{&tGlob}},
	},
}

var tPushTrigger = model.Type{Name: "PushTrigger", Doc: model.Doc{Text: "Which pushes start a run."},
	Maps:  []*model.Map{&mPushTrigger},
	Parts: []model.Part{{CUE: "#PushTrigger", Maps: []*model.Map{&mPushTrigger}}},
}

var tTagTrigger = model.Type{Name: "TagTrigger", Doc: model.Doc{Text: "Which tags start a run."},
	Maps:  []*model.Map{&mTagTrigger},
	Parts: []model.Part{{CUE: "#TagTrigger", Maps: []*model.Map{&mTagTrigger}}},
}

var tMergeRequestAction = model.Type{Name: "MergeRequestAction", Doc: model.Doc{Text: "What happened to a merge request.", Words: []model.Word{{Word: "opened", Text: "it is new"}, {Word: "updated", Text: "commits were added"}, {Word: "merged", Text: "it was accepted; on GitLab this is a push to the target branch"}}},
	Texts: []model.Text{{Def: "MergeRequestAction", Const: "opened", IsConst: true},
		{Def: "MergeRequestAction", Const: "updated", IsConst: true},
		{Def: "MergeRequestAction", Const: "merged", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"opened\""},
		{CUE: "\"updated\""},
		{CUE: "\"merged\""},
	},
}

var tMergeRequestTrigger = model.Type{Name: "MergeRequestTrigger", Doc: model.Doc{Text: "Which merge requests start a run."},
	Maps:  []*model.Map{&mMergeRequestTrigger},
	Parts: []model.Part{{CUE: "#MergeRequestTrigger", Maps: []*model.Map{&mMergeRequestTrigger}}},
}

var tSchedule = model.Type{Name: "Schedule", Doc: model.Doc{Text: "One cron line."},
	Maps:  []*model.Map{&mSchedule},
	Parts: []model.Part{{CUE: "#Schedule", Maps: []*model.Map{&mSchedule}}},
}

var tTriggers = model.Type{Name: "Triggers", Doc: model.Doc{Text: "Which events start a run."},
	Maps:  []*model.Map{&mTriggers},
	Parts: []model.Part{{CUE: "#Triggers", Maps: []*model.Map{&mTriggers}}},
}

var tJobName = model.Type{Name: "JobName", Doc: model.Doc{Text: "A name of a job or stage: letters, digits, space and _ . : / - , a letter or digit first."},
	Texts: []model.Text{{Def: "JobName", Max: 255, Match: []string{"^[A-Za-z0-9][A-Za-z0-9 _.:/-]*$"}}},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z0-9][A-Za-z0-9 _.:/-]*$\" & strings.MaxRunes(255)"}},
}

var tAccount = model.Type{Name: "Account", Doc: model.Doc{Text: "An AWS account: 12 digits, leading zeros included."},
	Texts: []model.Text{{Def: "Account", Match: []string{"^[0-9]{12}$"}},
		{Def: "Account", Match: []string{"\\$\\{\\{"}},
	},
	Int: &model.Int{Def: "Account", Max: 999999999999, HasMin: true, HasMax: true},
	Parts: []model.Part{{CUE: "=~\"^[0-9]{12}$\""},
		{CUE: "=~\"\\\\$\\\\{\\\\{\""},
	},
}

var tGateOptions = model.Type{Name: "GateOptions", Doc: model.Doc{Text: "How a person is asked."},
	Maps:  []*model.Map{&mGateOptions},
	Parts: []model.Part{{CUE: "#GateOptions", Maps: []*model.Map{&mGateOptions}}},
}

var tGate = model.Type{Name: "Gate", Doc: model.Doc{Text: "Whether a person must agree, or how."},
	Bool: true, Boolean: true, Maps: []*model.Map{&mGateOptions},
	Parts: []model.Part{{CUE: "bool"},
		{CUE: "#GateOptions", Uses: []*model.Type{&tGateOptions}, Maps: []*model.Map{&mGateOptions}},
	},
}

var tEphemeral = model.Type{Name: "Ephemeral", Doc: model.Doc{Text: "One environment for each branch or merge request."},
	Maps:  []*model.Map{&mEphemeral},
	Parts: []model.Part{{CUE: "#Ephemeral", Maps: []*model.Map{&mEphemeral}}},
}

var tEnvironment = model.Type{Name: "Environment", Doc: model.Doc{Text: "A place that jobs deploy to. Deployments are recorded, may need approval, and run one at a time."},
	Unit: true, Maps: []*model.Map{&mEnvironment},
	Parts: []model.Part{{CUE: "#Environment", Maps: []*model.Map{&mEnvironment}}},
}

var tEnvironments = model.Type{Name: "Environments", Doc: model.Doc{Text: "Environments by name."},
	Maps:  []*model.Map{&mEnvironments},
	Parts: []model.Part{{CUE: "#Environments", Maps: []*model.Map{&mEnvironments}}},
}

var tBucketPrefix = model.Type{Name: "BucketPrefix", Doc: model.Doc{Text: "The artifact bucket with a prefix."},
	Maps:  []*model.Map{&mBucketPrefix},
	Parts: []model.Part{{CUE: "#BucketPrefix", Maps: []*model.Map{&mBucketPrefix}}},
}

var tNeedOptions = model.Type{Name: "NeedOptions", Doc: model.Doc{Text: "A job that must pass first, and how it is needed."},
	Maps:  []*model.Map{&mNeedOptions},
	Parts: []model.Part{{CUE: "#NeedOptions", Maps: []*model.Map{&mNeedOptions}}},
}

var tNeed = model.Type{Name: "Need", Doc: model.Doc{Text: "A job that must pass first, or its name with how it is needed."},
	Texts: []model.Text{{Def: "JobName", Max: 255, Match: []string{"^[A-Za-z0-9][A-Za-z0-9 _.:/-]*$"}}},
	Maps:  []*model.Map{&mNeedOptions},
	Parts: []model.Part{{CUE: "#JobName", Uses: []*model.Type{&tJobName}},
		{CUE: "#NeedOptions", Uses: []*model.Type{&tNeedOptions}, Maps: []*model.Map{&mNeedOptions}},
	},
}

var tEvent = model.Type{Name: "Event", Doc: model.Doc{Text: "Something that starts a run.", Words: []model.Word{{Word: "push", Text: "commits were pushed to a branch"}, {Word: "tag", Text: "a tag was pushed"}, {Word: "merge_request", Text: "a merge request was opened or changed"}, {Word: "schedule", Text: "a cron line came due"}, {Word: "manual", Text: "a person or a program started it"}}},
	Texts: []model.Text{{Def: "Event", Const: "push", IsConst: true},
		{Def: "Event", Const: "tag", IsConst: true},
		{Def: "Event", Const: "merge_request", IsConst: true},
		{Def: "Event", Const: "schedule", IsConst: true},
		{Def: "Event", Const: "manual", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"push\""},
		{CUE: "\"tag\""},
		{CUE: "\"merge_request\""},
		{CUE: "\"schedule\""},
		{CUE: "\"manual\""},
	},
}

var tCond = model.Type{Name: "Cond", Doc: model.Doc{Text: "A condition. All that it says must hold."},
	Maps:  []*model.Map{&mCond},
	Parts: []model.Part{{CUE: "#Cond", Maps: []*model.Map{&mCond}}},
}

var tWhen = model.Type{Name: "When", Doc: model.Doc{Text: "One condition, or a list of which one must hold."},
	List: &model.List{Min: 1, Elem: &tCond},
	Maps: []*model.Map{&mCond},
	Parts: []model.Part{{CUE: "#Cond", Uses: []*model.Type{&tCond}, Maps: []*model.Map{&mCond}},
		{CUE: "[#Cond, ...#Cond]", Uses: []*model.Type{&tCond}},
	},
}

var tPort = model.Type{Name: "Port", Doc: model.Doc{Text: "A port: 1 to 65535."},
	Int:   &model.Int{Def: "Port", Min: 1, Max: 65535, HasMin: true, HasMax: true},
	Parts: []model.Part{{CUE: "int & >=1 & <=65535"}},
}

var tServiceOptions = model.Type{Name: "ServiceOptions", Doc: model.Doc{Text: "A container beside the job."},
	Maps:  []*model.Map{&mServiceOptions},
	Parts: []model.Part{{CUE: "#ServiceOptions", Maps: []*model.Map{&mServiceOptions}}},
}

var tService = model.Type{Name: "Service", Doc: model.Doc{Text: "A container beside the job: its image, or the image with options."},
	Texts: []model.Text{{Def: "Filled", Filled: true}},
	Maps:  []*model.Map{&mServiceOptions},
	Parts: []model.Part{{CUE: "#Filled", Uses: []*model.Type{&tFilled}},
		{CUE: "#ServiceOptions", Uses: []*model.Type{&tServiceOptions}, Maps: []*model.Map{&mServiceOptions}},
	},
}

var tAxisName = model.Type{Name: "AxisName", Doc: model.Doc{Text: "A name of a variable of the matrix."},
	Texts: []model.Text{{Def: "VarName", Match: []string{"^[A-Za-z_][A-Za-z0-9_]*$"}, Not: []string{"^(CI_|CODEBUILD_|SHIPPABLE_|GITLAB_|cdc_)", "^(PATH|HOME|PWD|OLDPWD|SHELL|IFS|ENV|BASH_ENV)$", "^include$"}}},
	Parts: []model.Part{{CUE: "#VarName & !=\"include\"", Uses: []*model.Type{&tVarName}}},
}

var tAxes = model.Type{Name: "Axes", Doc: model.Doc{Text: "Values for each variable. The job runs once for each combination."},
	Maps:  []*model.Map{&mAxes},
	Parts: []model.Part{{CUE: "#Axes", Maps: []*model.Map{&mAxes}}},
}

var tMatrixInclude = model.Type{Name: "MatrixInclude", Doc: model.Doc{Text: "The combinations themselves."},
	Maps:  []*model.Map{&mMatrixInclude},
	Parts: []model.Part{{CUE: "#MatrixInclude", Maps: []*model.Map{&mMatrixInclude}}},
}

var tMatrix = model.Type{Name: "Matrix", Doc: model.Doc{Text: "Values for each variable, all combined; or the combinations themselves."},
	Maps:   []*model.Map{&mAxes, &mMatrixInclude},
	Owners: []model.Owner{{Key: "include", Map: 1}},
	Parts: []model.Part{{CUE: "#Axes", Uses: []*model.Type{&tAxes}, Maps: []*model.Map{&mAxes}},
		{CUE: "#MatrixInclude", Uses: []*model.Type{&tMatrixInclude}, Maps: []*model.Map{&mMatrixInclude}},
	},
}

var tArtifactPaths = model.Type{Name: "ArtifactPaths", Doc: model.Doc{Text: "One path, or a list of them; a directory means everything in it."},
	Texts: []model.Text{{Def: "RelPath", Filled: true, Not: []string{"^[/~]", "(^|/)\\.\\.(/|$)", "\\$([^{]|\\{[^{]|\\{?$)"}}},
	List:  &model.List{Min: 1, Elem: &tRelPath},
	Parts: []model.Part{{CUE: "#RelPath", Uses: []*model.Type{&tRelPath}},
		{CUE: "[#RelPath, ...#RelPath]", Uses: []*model.Type{&tRelPath}},
	},
}

var tSecondaryArtifacts = model.Type{Name: "SecondaryArtifacts", Doc: model.Doc{Text: "Files under names of their own."},
	Maps:  []*model.Map{&mSecondaryArtifacts},
	Parts: []model.Part{{CUE: "#SecondaryArtifacts", Maps: []*model.Map{&mSecondaryArtifacts}}},
}

var tArtifacts = model.Type{Name: "Artifacts", Doc: model.Doc{Text: "Files handed on to the jobs that need this one."},
	Maps:  []*model.Map{&mArtifacts},
	Parts: []model.Part{{CUE: "#Artifacts", Maps: []*model.Map{&mArtifacts}}},
}

var tReportPaths = model.Type{Name: "ReportPaths", Doc: model.Doc{Text: "One file, or a list of them; a pattern is possible."},
	Texts: []model.Text{{Def: "RelPath", Filled: true, Not: []string{"^[/~]", "(^|/)\\.\\.(/|$)", "\\$([^{]|\\{[^{]|\\{?$)"}}},
	List:  &model.List{Min: 1, Elem: &tRelPath},
	Parts: []model.Part{{CUE: "#RelPath", Uses: []*model.Type{&tRelPath}},
		{CUE: "[#RelPath, ...#RelPath]", Uses: []*model.Type{&tRelPath}},
	},
}

var tReports = model.Type{Name: "Reports", Doc: model.Doc{Text: "Reports that the target reads and shows."},
	Maps:  []*model.Map{&mReports},
	Parts: []model.Part{{CUE: "#Reports", Maps: []*model.Map{&mReports}}},
}

var tJob = model.Type{Name: "Job", Doc: model.Doc{Text: "Steps that run in order on one machine. It needs at least one of install, before and steps."},
	Unit: true, Maps: []*model.Map{&mJob},
	Parts: []model.Part{{CUE: "#Job", Maps: []*model.Map{&mJob}}},
}

var tJobs = model.Type{Name: "Jobs", Doc: model.Doc{Text: "Jobs by name."},
	Maps:  []*model.Map{&mJobs},
	Parts: []model.Part{{CUE: "#Jobs", Maps: []*model.Map{&mJobs}}},
}

var tSlackWebhook = model.Type{Name: "SlackWebhook", Doc: model.Doc{Text: "Slack through an incoming webhook."},
	Maps:  []*model.Map{&mSlackWebhook},
	Parts: []model.Part{{CUE: "#SlackWebhook", Maps: []*model.Map{&mSlackWebhook}}},
}

var tSlackIntegration = model.Type{Name: "SlackIntegration", Doc: model.Doc{Text: "Slack through an integration of Shippable."},
	Maps:  []*model.Map{&mSlackIntegration},
	Parts: []model.Part{{CUE: "#SlackIntegration", Maps: []*model.Map{&mSlackIntegration}}},
}

var tNotifyEvent = model.Type{Name: "NotifyEvent", Doc: model.Doc{Text: "What a channel is told.", Words: []model.Word{{Word: "start", Text: "the run began"}, {Word: "success", Text: "the run passed"}, {Word: "failure", Text: "the run failed"}, {Word: "fixed", Text: "the run passed, and the one before had failed"}, {Word: "always", Text: "how the run ended, whatever it was"}}},
	Texts: []model.Text{{Def: "NotifyEvent", Const: "start", IsConst: true},
		{Def: "NotifyEvent", Const: "success", IsConst: true},
		{Def: "NotifyEvent", Const: "failure", IsConst: true},
		{Def: "NotifyEvent", Const: "fixed", IsConst: true},
		{Def: "NotifyEvent", Const: "always", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"start\""},
		{CUE: "\"success\""},
		{CUE: "\"failure\""},
		{CUE: "\"fixed\""},
		{CUE: "\"always\""},
	},
}

var tNotify = model.Type{Name: "Notify", Doc: model.Doc{Text: "A channel that is told about runs."},
	Maps:  []*model.Map{&mNotify},
	Parts: []model.Part{{CUE: "#Notify", Maps: []*model.Map{&mNotify}}},
}

var tAppSpecFile = model.Type{Name: "AppSpecFile", Doc: model.Doc{Text: "A file or directory that is copied."},
	Maps:  []*model.Map{&mAppSpecFile},
	Parts: []model.Part{{CUE: "#AppSpecFile", Maps: []*model.Map{&mAppSpecFile}}},
}

var tFileMode = model.Type{Name: "FileMode", Doc: model.Doc{Text: "A file's mode: one to four octal digits."},
	Texts: []model.Text{{Def: "FileMode", Match: []string{"^[0-7][0-7]?[0-7]?[0-7]?$"}}},
	Parts: []model.Part{{CUE: "=~\"^[0-7][0-7]?[0-7]?[0-7]?$\""}},
}

var tAppSpecContext = model.Type{Name: "AppSpecContext", Doc: model.Doc{Text: "An SELinux context."},
	Maps:  []*model.Map{&mAppSpecContext},
	Parts: []model.Part{{CUE: "#AppSpecContext", Maps: []*model.Map{&mAppSpecContext}}},
}

var tAppSpecObject = model.Type{Name: "AppSpecObject", Doc: model.Doc{Text: "What a permission is for.", Words: []model.Word{{Word: "file", Text: "files"}, {Word: "directory", Text: "directories"}}},
	Texts: []model.Text{{Def: "AppSpecObject", Const: "file", IsConst: true},
		{Def: "AppSpecObject", Const: "directory", IsConst: true},
	},
	Parts: []model.Part{{CUE: "\"file\""},
		{CUE: "\"directory\""},
	},
}

var tAppSpecPermission = model.Type{Name: "AppSpecPermission", Doc: model.Doc{Text: "Owner and mode of what was copied."},
	Maps:  []*model.Map{&mAppSpecPermission},
	Parts: []model.Part{{CUE: "#AppSpecPermission", Maps: []*model.Map{&mAppSpecPermission}}},
}

var tHookSeconds = model.Type{Name: "HookSeconds", Doc: model.Doc{Text: "Seconds: 1 to 3600."},
	Int:   &model.Int{Def: "HookSeconds", Min: 1, Max: 3600, HasMin: true, HasMax: true},
	Parts: []model.Part{{CUE: "int & >=1 & <=3600"}},
}

var tAppSpecHook = model.Type{Name: "AppSpecHook", Doc: model.Doc{Text: "One script of a lifecycle event."},
	Maps:  []*model.Map{&mAppSpecHook},
	Parts: []model.Part{{CUE: "#AppSpecHook", Maps: []*model.Map{&mAppSpecHook}}},
}

var tAppSpecHooks = model.Type{Name: "AppSpecHooks", Doc: model.Doc{Text: "Scripts by lifecycle event."},
	Maps:  []*model.Map{&mAppSpecHooks},
	Parts: []model.Part{{CUE: "#AppSpecHooks", Maps: []*model.Map{&mAppSpecHooks}}},
}

var tAppSpecServer = model.Type{Name: "AppSpecServer", Doc: model.Doc{Text: "The form for EC2 and on-premises machines."},
	Maps:  []*model.Map{&mAppSpecServer},
	Parts: []model.Part{{CUE: "#AppSpecServer", Maps: []*model.Map{&mAppSpecServer}}},
}

var tEcsLoadBalancer = model.Type{Name: "EcsLoadBalancer", Doc: model.Doc{Text: "The container that gets the traffic."},
	Maps:  []*model.Map{&mEcsLoadBalancer},
	Parts: []model.Part{{CUE: "#EcsLoadBalancer", Maps: []*model.Map{&mEcsLoadBalancer}}},
}

var tEcsVpc = model.Type{Name: "EcsVpc", Doc: model.Doc{Text: "Subnets, security groups and public addresses; all three or none."},
	Maps:  []*model.Map{&mEcsVpc},
	Parts: []model.Part{{CUE: "#EcsVpc", Maps: []*model.Map{&mEcsVpc}}},
}

var tEcsNetwork = model.Type{Name: "EcsNetwork", Doc: model.Doc{Text: "The network of ECS tasks."},
	Maps:  []*model.Map{&mEcsNetwork},
	Parts: []model.Part{{CUE: "#EcsNetwork", Maps: []*model.Map{&mEcsNetwork}}},
}

var tEcsCapacity = model.Type{Name: "EcsCapacity", Doc: model.Doc{Text: "One capacity provider."},
	Maps:  []*model.Map{&mEcsCapacity},
	Parts: []model.Part{{CUE: "#EcsCapacity", Maps: []*model.Map{&mEcsCapacity}}},
}

var tEcsProperties = model.Type{Name: "EcsProperties", Doc: model.Doc{Text: "What is deployed to an ECS service."},
	Maps:  []*model.Map{&mEcsProperties},
	Parts: []model.Part{{CUE: "#EcsProperties", Maps: []*model.Map{&mEcsProperties}}},
}

var tEcsService = model.Type{Name: "EcsService", Doc: model.Doc{Text: "An ECS service."},
	Maps:  []*model.Map{&mEcsService},
	Parts: []model.Part{{CUE: "#EcsService", Maps: []*model.Map{&mEcsService}}},
}

var tEcsResource = model.Type{Name: "EcsResource", Doc: model.Doc{Text: "The service that is deployed."},
	Maps:  []*model.Map{&mEcsResource},
	Parts: []model.Part{{CUE: "#EcsResource", Maps: []*model.Map{&mEcsResource}}},
}

var tEcsHook = model.Type{Name: "EcsHook", Doc: model.Doc{Text: "A Lambda function for a lifecycle event of ECS."},
	Maps:  []*model.Map{&mEcsHook},
	Parts: []model.Part{{CUE: "#EcsHook", Maps: []*model.Map{&mEcsHook}}},
}

var tEcsAppSpec = model.Type{Name: "EcsAppSpec", Doc: model.Doc{Text: "An AppSpec for ECS, in CodeDeploy's own words."},
	Maps:  []*model.Map{&mEcsAppSpec},
	Parts: []model.Part{{CUE: "#EcsAppSpec", Maps: []*model.Map{&mEcsAppSpec}}},
}

var tAppSpecEcs = model.Type{Name: "AppSpecEcs", Doc: model.Doc{Text: "The form for ECS: what stands here is written below `version: 0.0` as it is."},
	Maps:  []*model.Map{&mAppSpecEcs},
	Parts: []model.Part{{CUE: "#AppSpecEcs", Maps: []*model.Map{&mAppSpecEcs}}},
}

var tLambdaProperties = model.Type{Name: "LambdaProperties", Doc: model.Doc{Text: "Which alias moves from which version to which."},
	Maps:  []*model.Map{&mLambdaProperties},
	Parts: []model.Part{{CUE: "#LambdaProperties", Maps: []*model.Map{&mLambdaProperties}}},
}

var tLambdaFunction = model.Type{Name: "LambdaFunction", Doc: model.Doc{Text: "A Lambda function."},
	Maps:  []*model.Map{&mLambdaFunction},
	Parts: []model.Part{{CUE: "#LambdaFunction", Maps: []*model.Map{&mLambdaFunction}}},
}

var tLambdaResource = model.Type{Name: "LambdaResource", Doc: model.Doc{Text: "The function that is deployed, under a name of your choice."},
	Maps:  []*model.Map{&mLambdaResource},
	Parts: []model.Part{{CUE: "#LambdaResource", Maps: []*model.Map{&mLambdaResource}}},
}

var tLambdaHook = model.Type{Name: "LambdaHook", Doc: model.Doc{Text: "A Lambda function for a lifecycle event of Lambda."},
	Maps:  []*model.Map{&mLambdaHook},
	Parts: []model.Part{{CUE: "#LambdaHook", Maps: []*model.Map{&mLambdaHook}}},
}

var tLambdaAppSpec = model.Type{Name: "LambdaAppSpec", Doc: model.Doc{Text: "An AppSpec for Lambda, in CodeDeploy's own words."},
	Maps:  []*model.Map{&mLambdaAppSpec},
	Parts: []model.Part{{CUE: "#LambdaAppSpec", Maps: []*model.Map{&mLambdaAppSpec}}},
}

var tAppSpecLambda = model.Type{Name: "AppSpecLambda", Doc: model.Doc{Text: "The form for Lambda: what stands here is written below `version: 0.0` as it is."},
	Maps:  []*model.Map{&mAppSpecLambda},
	Parts: []model.Part{{CUE: "#AppSpecLambda", Maps: []*model.Map{&mAppSpecLambda}}},
}

var tAppSpec = model.Type{Name: "AppSpec", Doc: model.Doc{Text: "CodeDeploy's appspec.yml: for servers, or for ECS, or for Lambda."},
	Maps:   []*model.Map{&mAppSpecServer, &mAppSpecEcs, &mAppSpecLambda},
	Owners: []model.Owner{{Key: "os"}, {Key: "ecs", Map: 1}, {Key: "lambda", Map: 2}},
	Parts: []model.Part{{CUE: "#AppSpecServer", Uses: []*model.Type{&tAppSpecServer}, Maps: []*model.Map{&mAppSpecServer}},
		{CUE: "#AppSpecEcs", Uses: []*model.Type{&tAppSpecEcs}, Maps: []*model.Map{&mAppSpecEcs}},
		{CUE: "#AppSpecLambda", Uses: []*model.Type{&tAppSpecLambda}, Maps: []*model.Map{&mAppSpecLambda}},
	},
}

var tOperator = model.Type{Name: "Operator", Doc: model.Doc{Text: "An operator of an IAM condition, such as StringEquals or ForAnyValue:StringLike."},
	Texts: []model.Text{{Def: "Operator", Match: []string{"^[A-Za-z:]+$"}}},
	Parts: []model.Part{{CUE: "=~\"^[A-Za-z:]+$\""}},
}

var tConditionKeys = model.Type{Name: "ConditionKeys", Doc: model.Doc{Text: "Keys of an IAM condition."},
	Maps:  []*model.Map{&mConditionKeys},
	Parts: []model.Part{{CUE: "#ConditionKeys", Maps: []*model.Map{&mConditionKeys}}},
}

var tConditions = model.Type{Name: "Conditions", Doc: model.Doc{Text: "Conditions of IAM, by operator."},
	Maps:  []*model.Map{&mConditions},
	Parts: []model.Part{{CUE: "#Conditions", Maps: []*model.Map{&mConditions}}},
}

var tTrustAccount = model.Type{Name: "TrustAccount", Doc: model.Doc{Text: "Trust in another account."},
	Maps:  []*model.Map{&mTrustAccount},
	Parts: []model.Part{{CUE: "#TrustAccount", Maps: []*model.Map{&mTrustAccount}}},
}

var tSubjectsByEnvironment = model.Type{Name: "SubjectsByEnvironment", Doc: model.Doc{Text: "Subjects of tokens by environment."},
	Maps:  []*model.Map{&mSubjectsByEnvironment},
	Parts: []model.Part{{CUE: "#SubjectsByEnvironment", Maps: []*model.Map{&mSubjectsByEnvironment}}},
}

var tBootOidc = model.Type{Name: "BootOidc", Doc: model.Doc{Text: "An OIDC provider and the tokens that it trusts."},
	Maps:  []*model.Map{&mBootOidc},
	Parts: []model.Part{{CUE: "#BootOidc", Maps: []*model.Map{&mBootOidc}}},
}

var tTrustOidc = model.Type{Name: "TrustOidc", Doc: model.Doc{Text: "Trust in ID tokens."},
	Maps:  []*model.Map{&mTrustOidc},
	Parts: []model.Part{{CUE: "#TrustOidc", Maps: []*model.Map{&mTrustOidc}}},
}

var tPermissions = model.Type{Name: "Permissions", Doc: model.Doc{Text: "What a role may do."},
	Maps:  []*model.Map{&mPermissions},
	Parts: []model.Part{{CUE: "#Permissions", Maps: []*model.Map{&mPermissions}}},
}

var tBootRoles = model.Type{Name: "BootRoles", Doc: model.Doc{Text: "The runner's role and CloudFormation's role."},
	Maps:  []*model.Map{&mBootRoles},
	Parts: []model.Part{{CUE: "#BootRoles", Maps: []*model.Map{&mBootRoles}}},
}

var tBootBucket = model.Type{Name: "BootBucket", Doc: model.Doc{Text: "The artifact bucket."},
	Maps:  []*model.Map{&mBootBucket},
	Parts: []model.Part{{CUE: "#BootBucket", Maps: []*model.Map{&mBootBucket}}},
}

var tBootEcr = model.Type{Name: "BootEcr", Doc: model.Doc{Text: "The image repository."},
	Maps:  []*model.Map{&mBootEcr},
	Parts: []model.Part{{CUE: "#BootEcr", Maps: []*model.Map{&mBootEcr}}},
}

var tCodeCommitRepository = model.Type{Name: "CodeCommitRepository", Doc: model.Doc{Text: "A repository in CodeCommit."},
	Maps:  []*model.Map{&mCodeCommitRepository},
	Parts: []model.Part{{CUE: "#CodeCommitRepository", Maps: []*model.Map{&mCodeCommitRepository}}},
}

var tSourceCodeCommit = model.Type{Name: "SourceCodeCommit", Doc: model.Doc{Text: "A source in CodeCommit."},
	Maps:  []*model.Map{&mSourceCodeCommit},
	Parts: []model.Part{{CUE: "#SourceCodeCommit", Maps: []*model.Map{&mSourceCodeCommit}}},
}

var tTokenParameter = model.Type{Name: "TokenParameter", Doc: model.Doc{Text: "A token that is a parameter of the template."},
	Maps:  []*model.Map{&mTokenParameter},
	Parts: []model.Part{{CUE: "#TokenParameter", Maps: []*model.Map{&mTokenParameter}}},
}

var tTokenSecretKey = model.Type{Name: "TokenSecretKey", Doc: model.Doc{Text: "One key of a secret in Secrets Manager."},
	Maps:  []*model.Map{&mTokenSecretKey},
	Parts: []model.Part{{CUE: "#TokenSecretKey", Maps: []*model.Map{&mTokenSecretKey}}},
}

var tTokenSecret = model.Type{Name: "TokenSecret", Doc: model.Doc{Text: "A token in Secrets Manager."},
	Maps:  []*model.Map{&mTokenSecret},
	Parts: []model.Part{{CUE: "#TokenSecret", Maps: []*model.Map{&mTokenSecret}}},
}

var tGitHubRepository = model.Type{Name: "GitHubRepository", Doc: model.Doc{Text: "A repository on GitHub."},
	Maps:  []*model.Map{&mGitHubRepository},
	Parts: []model.Part{{CUE: "#GitHubRepository", Maps: []*model.Map{&mGitHubRepository}}},
}

var tSourceGitHub = model.Type{Name: "SourceGitHub", Doc: model.Doc{Text: "A source on GitHub, read with a personal token."},
	Maps:  []*model.Map{&mSourceGitHub},
	Parts: []model.Part{{CUE: "#SourceGitHub", Maps: []*model.Map{&mSourceGitHub}}},
}

var tConnectionRepository = model.Type{Name: "ConnectionRepository", Doc: model.Doc{Text: "A repository behind an AWS connection."},
	Maps:  []*model.Map{&mConnectionRepository},
	Parts: []model.Part{{CUE: "#ConnectionRepository", Maps: []*model.Map{&mConnectionRepository}}},
}

var tSourceConnection = model.Type{Name: "SourceConnection", Doc: model.Doc{Text: "A source on any forge, read through an AWS connection."},
	Maps:  []*model.Map{&mSourceConnection},
	Parts: []model.Part{{CUE: "#SourceConnection", Maps: []*model.Map{&mSourceConnection}}},
}

var tBootPipeline = model.Type{Name: "BootPipeline", Doc: model.Doc{Text: "A CodePipeline."},
	Maps:  []*model.Map{&mBootPipeline},
	Parts: []model.Part{{CUE: "#BootPipeline", Maps: []*model.Map{&mBootPipeline}}},
}

var tRepository = model.Type{Name: "Repository", Doc: model.Doc{Text: "A repository by name."},
	Maps:  []*model.Map{&mRepository},
	Parts: []model.Part{{CUE: "#Repository", Maps: []*model.Map{&mRepository}}},
}

var tBuildGitHub = model.Type{Name: "BuildGitHub", Doc: model.Doc{Text: "A repository on GitHub."},
	Maps:  []*model.Map{&mBuildGitHub},
	Parts: []model.Part{{CUE: "#BuildGitHub", Maps: []*model.Map{&mBuildGitHub}}},
}

var tBuildBitbucket = model.Type{Name: "BuildBitbucket", Doc: model.Doc{Text: "A repository on Bitbucket."},
	Maps:  []*model.Map{&mBuildBitbucket},
	Parts: []model.Part{{CUE: "#BuildBitbucket", Maps: []*model.Map{&mBuildBitbucket}}},
}

var tBuildGitLab = model.Type{Name: "BuildGitLab", Doc: model.Doc{Text: "A repository on GitLab."},
	Maps:  []*model.Map{&mBuildGitLab},
	Parts: []model.Part{{CUE: "#BuildGitLab", Maps: []*model.Map{&mBuildGitLab}}},
}

var tBuildCodeCommit = model.Type{Name: "BuildCodeCommit", Doc: model.Doc{Text: "A repository in CodeCommit."},
	Maps:  []*model.Map{&mBuildCodeCommit},
	Parts: []model.Part{{CUE: "#BuildCodeCommit", Maps: []*model.Map{&mBuildCodeCommit}}},
}

var tSlashName = model.Type{Name: "SlashName", Doc: model.Doc{Text: "A slash command."},
	Texts: []model.Text{{Def: "SlashName", Match: []string{"^/[a-z0-9_-]+$"}}},
	Parts: []model.Part{{CUE: "=~\"^/[a-z0-9_-]+$\""}},
}

var tBranchProjects = model.Type{Name: "BranchProjects", Doc: model.Doc{Text: "CodeBuild projects by branch."},
	Maps:  []*model.Map{&mBranchProjects},
	Parts: []model.Part{{CUE: "#BranchProjects", Maps: []*model.Map{&mBranchProjects}}},
}

var tSlackCommand = model.Type{Name: "SlackCommand", Doc: model.Doc{Text: "A Slack slash command that starts builds; its signature is checked."},
	Maps:  []*model.Map{&mSlackCommand},
	Parts: []model.Part{{CUE: "#SlackCommand", Maps: []*model.Map{&mSlackCommand}}},
}

var tChatOps = model.Type{Name: "ChatOps", Doc: model.Doc{Text: "Starting builds from a chat."},
	Maps:  []*model.Map{&mChatOps},
	Parts: []model.Part{{CUE: "#ChatOps", Maps: []*model.Map{&mChatOps}}},
}

var tBootCodeBuild = model.Type{Name: "BootCodeBuild", Doc: model.Doc{Text: "A CodeBuild project with its webhook."},
	Maps:  []*model.Map{&mBootCodeBuild},
	Parts: []model.Part{{CUE: "#BootCodeBuild", Maps: []*model.Map{&mBootCodeBuild}}},
}

var tBootCodeDeploy = model.Type{Name: "BootCodeDeploy", Doc: model.Doc{Text: "The CodeDeploy application and its deployment group."},
	Maps:  []*model.Map{&mBootCodeDeploy},
	Parts: []model.Part{{CUE: "#BootCodeDeploy", Maps: []*model.Map{&mBootCodeDeploy}}},
}

var tBootstrap = model.Type{Name: "Bootstrap", Doc: model.Doc{Text: "What must exist in the accounts before the first run. Names, readers, writers, permissions, privileged mode and webhook filters are derived from the rest of the spec."},
	Maps:  []*model.Map{&mBootstrap},
	Parts: []model.Part{{CUE: "#Bootstrap", Maps: []*model.Map{&mBootstrap}}},
}

var tRaw = model.Type{Name: "Raw", Doc: model.Doc{Text: "Keys of the target's own format."},
	Maps:  []*model.Map{&mRaw},
	Parts: []model.Part{{CUE: "#Raw", Maps: []*model.Map{&mRaw}}},
}

var tTargetCommon = model.Type{Name: "TargetCommon", Doc: model.Doc{Text: "What every target understands."},
	Maps:  []*model.Map{&mTargetCommon},
	Parts: []model.Part{{CUE: "#TargetCommon", Maps: []*model.Map{&mTargetCommon}}},
}

var tTargetGitLab = model.Type{Name: "TargetGitLab", Doc: model.Doc{Text: "Options of target gitlab."},
	Maps:  []*model.Map{&mTargetGitLab},
	Parts: []model.Part{{CUE: "#TargetGitLab", Maps: []*model.Map{&mTargetGitLab}}},
}

var tTargetCodeBuild = model.Type{Name: "TargetCodeBuild", Doc: model.Doc{Text: "Options of target codebuild."},
	Maps:  []*model.Map{&mTargetCodeBuild},
	Parts: []model.Part{{CUE: "#TargetCodeBuild", Maps: []*model.Map{&mTargetCodeBuild}}},
}

var tTargetShippable = model.Type{Name: "TargetShippable", Doc: model.Doc{Text: "Options of target shippable."},
	Maps:  []*model.Map{&mTargetShippable},
	Parts: []model.Part{{CUE: "#TargetShippable", Maps: []*model.Map{&mTargetShippable}}},
}

var tTargetCfn = model.Type{Name: "TargetCfn", Doc: model.Doc{Text: "Options of target cfn."},
	Maps:  []*model.Map{&mTargetCfn},
	Parts: []model.Part{{CUE: "#TargetCfn", Maps: []*model.Map{&mTargetCfn}}},
}

var tTargets = model.Type{Name: "Targets", Doc: model.Doc{Text: "The targets that are built, each with its options; {} is a target without options."},
	Maps:  []*model.Map{&mTargets},
	Parts: []model.Part{{CUE: "#Targets", Maps: []*model.Map{&mTargets}}},
}

var tSpec = model.Type{Name: "Spec", Doc: model.Doc{Text: "A pipeline: its jobs, and what they share."},
	Maps:  []*model.Map{&mSpec},
	Parts: []model.Part{{CUE: "#Spec", Maps: []*model.Map{&mSpec}}},
}
