package diag

import "strings"

// Codes that only the CloudFormation templates have.
var cfnCodes = []Info{
	{
		Code: "bootstrap-missing", Level: Note, Target: "cfn",
		Title: "There is nothing to write for cfn.",
		Why:   "The cfn target writes what must exist in the accounts before the first run: roles, the artifact bucket, a pipeline. A spec asks for them under `bootstrap`.",
		Bad:   "cdc: v1\nname: hello\njobs:\n  hello:\n    steps: [make]\ntargets: {cfn: {}}\n",
		Good:  cfnRolesGood,
	},
	{
		Code: "admin-policy", Level: Warning, Target: "cfn",
		Title: "A role may do anything.",
		Why: "Whoever can change the pipeline, or a template that it deploys, on any branch, can then read, change and delete everything in the accounts, and make new administrators. " +
			"All of IAM (`iam:*`, IAMFullAccess) is as much: it gives a role any permission. The roles of roles.yml themselves it cannot change: a policy of the template denies that.",
		Bad:  cfnRoles("execution: {managed_policies: [\"arn:aws:iam::aws:policy/AdministratorAccess\"]}"),
		Good: cfnRolesGood,
	},
	{
		Code: "role-permissions", Level: Note, Target: "cfn",
		Title: "A listed action gives permissions away.",
		Why: "What `permissions` lists holds for every resource. With iam:PutRolePolicy, iam:AttachRolePolicy and their like a template can give a role of its own any permission, with iam:PassRole it can let a function work under any role that " +
			"Lambda may take. A template that makes roles needs them, so decide who may change it. The roles of roles.yml are out of reach: a policy of the template denies changes of them, and their trust names who may enter. " +
			"A permissions boundary, or a managed policy of your own that names the roles, says more than a list of actions can.",
		Bad:  cfnRoles("execution: {permissions: [\"lambda:*\", \"iam:CreateRole\", \"iam:PutRolePolicy\", \"iam:PassRole\"]}"),
		Good: cfnRolesGood,
	},
	{
		Code: "trust-open", Level: Warning, Target: "cfn",
		Title: "Everybody in the trusted account can enter the roles.",
		Why: "A role that trusts an account leaves it to the policies of that account who may enter it, and an administrator there may always. Every other project, build and person of that account with sts:AssumeRole then deploys to production. " +
			"A condition names who may: the ARN of the runner's role (aws:PrincipalArn), or its id (aws:userid, which another role of the same name does not get). " +
			"A pipeline that `bootstrap.pipeline` makes is named by itself.",
		Bad:  strings.Replace(cfnRolesGood, ", condition: {StringLike: {\"aws:userid\": \"AROAEXAMPLERUNNER:*\"}}", "", 1),
		Good: cfnRolesGood,
	},
	{
		Code: "execution-role-empty", Level: Warning, Target: "cfn",
		Title: "CloudFormation's role may do nothing.",
		Why:   "CloudFormation makes the resources of a template under this role. What the template creates cannot be derived from the spec, so it must be listed.",
		Bad:   cfnRoles(""),
		Good:  cfnRolesGood,
	},
	{
		Code: "roles-without-account", Level: Error, Target: "cfn",
		Title: "No environment has an account and a role.",
		Why:   "roles.yml makes the roles that environments name, in the accounts that they name.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    steps: [make]\nbootstrap: {roles: {trust: {account: \"210987654321\"}}}\ntargets: {cfn: {}}\n",
		Good:  cfnRolesGood,
	},
	{
		Code: "codedeploy-empty", Level: Error, Target: "cfn",
		Title: "No job deploys with CodeDeploy.",
		Why:   "codedeploy.yml makes the application and the group that the codedeploy steps name, and a policy with what they do. Without a step there is nothing to make, and IAM takes no empty policy.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    steps: [make]\nbootstrap: {codedeploy: {tags: {Name: shop}}}\ntargets: {cfn: {}}\n",
		Good: "cdc: v1\nname: shop\nenvironments: {prod: {region: eu-west-1}}\njobs:\n  ship:\n    environment: prod\n    image: public.ecr.aws/aws-cli/aws-cli:2.22.0\n" +
			"    steps: [{codedeploy: {application: Shop, group: Web, revision: {s3: {bucket: acme, key: shop.zip}}}}]\n" +
			"appspec: {os: linux, files: [{source: /, destination: /srv}]}\nbootstrap: {codedeploy: {tags: {Name: shop}}}\ntargets: {cfn: {}}\n",
	},
	{
		Code: "roles-differ", Level: Error, Target: "cfn",
		Title: "Two environments of one account want different roles.",
		Why:   "roles.yml is deployed once in each account and makes one role for the runner and one for CloudFormation there. The second environment's role would not exist, and its jobs could not start.",
		Bad:   strings.Replace(cfnRolesGood, "environments:\n", "environments:\n  staging: {account: \"222222222222\", region: eu-west-1, roles: {assume: ci-other}}\n", 1),
		Good:  strings.Replace(cfnRolesGood, "environments:\n", "environments:\n  staging: {account: \"222222222222\", region: eu-west-1, roles: {assume: ci-deploy}}\n", 1),
	},
	{
		Code: "template-too-large", Level: Error, Target: "cfn",
		Title: "A template is larger than CloudFormation takes.",
		Why:   "CloudFormation takes a template of 51,200 bytes as a text (CloudFormation User Guide, \"Quotas\"). A larger one must be uploaded to a bucket first, which a bootstrap cannot ask for.",
	},
	{
		Code: "policy-too-large", Level: Error, Target: "cfn",
		Title: "A role would have more permissions than IAM takes.",
		Why: "All inline policies of a role have 10,240 characters together, a managed policy 6,144, and what says who may assume a role 2,048 " +
			"(IAM User Guide, \"IAM and AWS STS quotas\"). CloudFormation finds that out when the stack is deployed.",
	},
	{
		Code: "source-credential", Level: Note, Target: "cfn",
		Title: "CodeBuild must be connected to the forge.",
		Why:   "A project reads a repository on GitHub, Bitbucket or GitLab with the credential that its account and region keep for that forge (AWS CodeBuild User Guide, \"Access your source provider in CodeBuild\"). No template can hold it.",
		Bad:   cfnProject("github: {repository: acme/shop}"),
		Good:  cfnProject("codecommit: {repository: shop}"),
	},
	{
		Code: "raw-new-resource", Level: Warning, Target: "cfn",
		Title: "A raw override adds a resource.",
		Why:   "The resource exists on this target only; nothing of what cdc derives or checks knows it.",
		Bad:   cfnRaw("{roles: {Extra: {Type: \"AWS::SNS::Topic\"}}}"),
		Good:  cfnRolesGood,
	},
	{
		Code: "gate-expires", Level: Note, Target: "cfn",
		Title: "An approval fails when nobody answers.",
		Why:   "A Manual approval action of CodePipeline waits 7 days unless told otherwise (AWS CodePipeline User Guide, \"Quotas\"). Then it has failed, and the run is over; GitLab's button waits for ever.",
		Bad:   cfnPipe("true", "", ""),
		Good:  cfnPipe("{timeout: 30 days}", "", ""),
	},
	{
		Code: "gate-holds", Level: Note, Target: "cfn",
		Title: "A job waits for an approval that is none of its own.",
		Why:   "The stages of a pipeline run one after the other, so an approval holds all later stages; GitLab's button holds the job and what needs it.",
		Bad:   strings.Replace(cfnPipeGood, "bootstrap:", "  docs:\n    when: {branches: main}\n    stage: docs\n    needs: [test]\n    steps: [make docs]\nstages: [test, build, deploy, docs]\nbootstrap:", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "source-polling", Level: Warning, Target: "cfn",
		Title: "The source holds a personal token.",
		Why:   "Version 1 of the GitHub source action reads with one person's token: it ends when that person goes, and it can do all that the person can. In Chalice's pipelines it also polls. A connection belongs to the account and has the rights of one repository.",
		Bad:   strings.Replace(cfnPipeGood, "{connection: {repository: acme/shop}}", "{github: {owner: acme, repo: shop, token: {secretsmanager: {id: ci/github, key: token}}}}", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "stack-collision", Level: Error, Target: "cfn",
		Title: "A job would deploy over a stack of the bootstrap.",
		Why: "The first lines of each template propose its stack: NAME-roles, NAME-bucket, NAME-pipeline and so on. A job that deploys to a stack of such a " +
			"name replaces the pipeline, or the role that it works under, by the application in its first run. Where the name ends in a branch, " +
			"only a branch of that very name does, which a note says.",
		Bad:  strings.Replace(cfnPipeGood, "stack: shop,", "stack: shop-pipeline,", 1),
		Good: cfnPipeGood,
	},
	{
		Code: "execution-role-missing", Level: Error, Target: "cfn",
		Title: "CloudFormation has no role to work under.",
		Why:   "An action of CodePipeline that changes a stack must name the role that CloudFormation works with (AWS CodePipeline User Guide, \"CloudFormation deploy action reference\": RoleArn). The pipeline's own role can do nothing of what a template needs.",
		Bad:   strings.Replace(cfnPipeGood, ", execution: shop-stack", "", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "account-unreachable", Level: Error, Target: "cfn",
		Title: "The pipeline has no role in the account.",
		Why:   "A pipeline works in its own account. To work in another one it must assume a role there, which the environment names under `roles.assume`; else it would deploy to the wrong account.",
		Bad:   strings.Replace(strings.Replace(cfnPipeGood, "assume: shop-deploy, ", "", 1), "  pipeline:", "  roles: {trust: {account: \"111111111111\"}, execution: {permissions: [\"s3:CreateBucket\"]}}\n  pipeline:", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "parameters-limit", Level: Error, Target: "cfn",
		Title: "The parameters of a stack are too long for an action.",
		Why:   "ParameterOverrides of a CloudFormation action is JSON of 1,024 bytes at most (AWS CodePipeline User Guide, \"CloudFormation deploy action reference\").",
		Bad:   cfnPipe("{timeout: 30 days}", "parameters: {Text: "+strings.Repeat("abcdefgh", 128)+"}, ", ""),
		Good:  cfnPipeGood,
	},
	{
		Code: "auto-expand", Level: Warning, Target: "cfn",
		Title: "A template with a transform needs CAPABILITY_AUTO_EXPAND.",
		Why:   "The AWS CLI's deploy makes a change set, which expands transforms by itself. CodePipeline's CREATE_UPDATE goes to the stack at once, where a template with a transform (every SAM template has one) is refused without this capability.",
		Bad:   strings.Replace(cfnPipeGood, ", CAPABILITY_AUTO_EXPAND", "", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "run-value-missing", Level: Error, Target: "cfn",
		Title: "A run-time value does not exist there.",
		Why:   "Actions of CodePipeline know the variables of the source action and the id of the execution, and cut nothing (AWS CodePipeline User Guide, \"Variables reference\"). A build in a pipeline gets the files of the commit, and neither history, tag nor address of the repository.",
		Bad:   cfnPipe("{timeout: 30 days}", "parameters: {Commit: \"${{ git.short_sha }}\"}, ", ""),
		Good:  cfnPipe("{timeout: 30 days}", "parameters: {Commit: \"${{ git.sha }}\"}, ", ""),
	},
	{
		Code: "job-conditional", Level: Error, Target: "cfn",
		Title: "A job exists in some runs of the pipeline only.",
		Why:   "An action of CodePipeline runs in every execution. A job that must not run for a merge request, say, would run there all the same.",
		Bad:   strings.Replace(cfnPipeGood, "{push: {branches: main}}", "{push: {branches: main}, merge_request: {}}", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "job-left-out", Level: Warning, Target: "cfn",
		Title: "A job exists in no run of the pipeline.",
		Why:   "The pipeline runs for its source's branch, and for what the triggers say where the source is a connection. A job whose conditions exclude all of that is no part of it.",
		Bad:   cfnElsewhere(""),
		Good:  cfnElsewhere("jobs: [test, package, deploy]"),
	},
	{
		Code: "needs-left-out", Level: Error, Target: "cfn",
		Title: "A job takes files of one that the pipeline does not have.",
		Why:   "A job that may fail is left out of a pipeline, because a failed action stops it. What it makes is then made nowhere.",
		Bad:   strings.Replace(cfnPipeGood, "  package:\n", "  package:\n    allow_failure: true\n", 1),
		Good:  cfnPipeGood,
	},
	{
		Code: "trigger-lost", Level: Warning, Target: "cfn",
		Title: "Something that should start a run does not.",
		Why:   "CodePipeline tells tags and pull requests apart through a connection only (AWS CodePipeline User Guide, \"Automate starting pipelines using triggers and filtering\"). Any other source follows one branch. A closed pull request is no event for a merge: it may have been rejected.",
		Bad:   strings.Replace(strings.Replace(cfnPipeGood, "{connection: {repository: acme/shop}}", "{codecommit: {create: true}}", 1), "{push: {branches: main}}", "{push: {branches: main}, tag: {tags: \"v*\"}}", 1),
		Good:  strings.Replace(cfnPipeGood, "{connection: {repository: acme/shop}}", "{codecommit: {create: true}}", 1),
	},
	{
		Code: "trigger-added", Level: Warning, Target: "cfn",
		Title: "Something starts a run that should not.",
		Why:   "The source action of Chalice's pipelines for GitHub polls, so every push to its branch starts the pipeline, whatever `triggers` says.",
		Bad:   strings.Replace(cfnChalice, "{push: {branches: master}}", "{schedule: [{cron: \"0 3 * * *\", branch: main}]}", 1),
		Good:  cfnChalice,
	},
	{
		Code: "schedule-branch", Level: Error, Target: "cfn",
		Title: "A schedule names another branch than the pipeline's.",
		Why:   "EventBridge starts a pipeline as it is: on the branch of its source. The scheduled run would build, and deploy, another branch than the one written.",
		Bad:   strings.Replace(cfnPipeTest, "{push: {branches: main}}", "{push: {branches: main}, schedule: [{cron: \"0 3 * * *\", branch: develop}]}", 1),
		Good:  strings.Replace(cfnPipeTest, "{push: {branches: main}}", "{push: {branches: main}, schedule: [{cron: \"0 3 * * *\", branch: main}]}", 1),
	},
	{
		Code: "chalice-jobs", Level: Error, Target: "cfn",
		Title: "The chalice styles need a packaging job and a beta job.",
		Why:   "`chalice generate-pipeline` makes a stage that packages the application and one that creates and executes a change set. A stack of it can be updated only by a pipeline that has both.",
		Bad:   strings.Replace(cfnPipeTest, "    source:", "    style: chalice-v2\n    source:", 1),
		Good:  cfnChalice,
	},
	{
		Code: "chalice-source", Level: Error, Target: "cfn",
		Title: "The chalice styles read CodeCommit or GitHub with a token.",
		Why:   "The pipelines of Chalice have no parameter for a connection. `style: jobs` reads one.",
		Bad:   strings.Replace(cfnPipeTest, "    source:", "    style: chalice-v2\n    source:", 1),
		Good:  cfnPipeTest,
	},
	{
		Code: "buildspec-file", Level: Error, Target: "cfn",
		Title: "One name is given for several buildspecs.",
		Why:   "Each job that runs in CodeBuild has a buildspec of its own. All projects would read the same file, and all but one job would run the steps of another.",
		Bad:   strings.Replace(cfnPipeGood, "    source:", "    buildspec: file\n    buildspec_file: ci.yml\n    source:", 1),
		Good:  strings.Replace(cfnPipeGood, "    source:", "    buildspec: file\n    source:", 1),
	},
	{
		Code: "pipeline-empty", Level: Error, Target: "cfn",
		Title: "No job is left for the pipeline.",
		Why:   "CodePipeline wants two stages at least, and the source is one (AWS CodePipeline User Guide, \"Quotas\").",
		Bad:   strings.Replace(cfnPipeTest, "  test:\n", "  test:\n    allow_failure: true\n", 1),
		Good:  cfnPipeTest,
	},
	{
		Code: "pipeline-limit", Level: Error, Target: "cfn",
		Title: "The pipeline is larger than CodePipeline takes.",
		Why:   "A pipeline has 50 stages, a stage 100 actions, a build 5 artifacts, and a filter of a trigger 8 patterns (AWS CodePipeline User Guide, \"Quotas\").",
		Bad:   strings.Replace(cfnPipeTest, "branches: main", "branches: [a, b, c, d, e, f, g, h, i]", 1),
		Good:  cfnPipeTest,
	},
	{
		Code: "name-limit", Level: Error, Target: "cfn",
		Title: "A name that is made of the pipeline's is too long or too short.",
		Why:   "The roles NAME-build and NAME-pipeline have fixed names, so that other accounts can trust them before they are there; IAM takes 64 characters. The bucket of a pipeline that works in other accounts is NAME-pipeline-ACCOUNT, and S3 takes 63. A repository of ECR that is named for the pipeline needs two.",
		Bad:   strings.Replace(cfnPipeTest, "name: shop", "name: s"+strings.Repeat("hop", 20), 1),
		Good:  cfnPipeTest,
	},
	{
		Code: "timeout-outside", Level: Note, Target: "cfn",
		Title: "The action has a time limit of its own.",
		Why:   "CodePipeline ends an action of CloudFormation after 3 days and one of CodeDeploy after 5 (AWS CodePipeline User Guide, \"Quotas\"); no action says otherwise, approvals excepted.",
		Bad: strings.NewReplacer("jobs:\n", "defaults: {timeout: 1 hour}\njobs:\n", "  deploy:\n", "  clean:\n    needs: [deploy]\n    environment: prod\n"+
			"    steps: [{cloudformation: {action: delete, stack: old}}]\n  deploy:\n").Replace(cfnPipeGood),
		Good: cfnPipeGood,
	},
}

// cfnPipe is a spec whose jobs become a pipeline; with the approval, more keys of the stack, and more of the triggers.
func cfnPipe(approval, stack, triggers string) string {
	return `cdc: v1
name: shop
triggers: {push: {branches: main}` + triggers + `}
environments:
  prod: {account: "222222222222", region: eu-west-1, branches: main, approval: ` + approval + `, roles: {assume: shop-deploy, execution: shop-stack}}
artifact_bucket: shop-artifacts
jobs:
  test:
    when: {branches: main}
    steps: [make test]
  package:
    when: {branches: main}
    needs: [test]
    access: prod
    image: {codebuild: "aws/codebuild/standard:7.0"}
    steps: [{cloudformation: {action: package, template: app.yml, output: packaged.yml}}]
    artifacts: {paths: [packaged.yml]}
  deploy:
    needs: [package]
    environment: prod
    steps: [{cloudformation: {action: deploy, ` + stack + `stack: shop, template: packaged.yml, capabilities: [CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND]}}]
bootstrap:
  pipeline:
    source: {connection: {repository: acme/shop}}
targets: {cfn: {}}
`
}

var cfnPipeGood = cfnPipe("{timeout: 30 days}", "", "")

// cfnElsewhere has a job for another branch than the pipeline's.
func cfnElsewhere(options string) string {
	s := strings.Replace(cfnPipeGood, "  deploy:\n", "  preview:\n    when: {branches: \"feature/**\"}\n    steps: [make preview]\n  deploy:\n", 1)
	s = strings.Replace(s, "{connection: {repository: acme/shop}}", "{codecommit: {create: true, branch: main}}", 1)
	s = strings.Replace(s, "{branches: main}}\nenv", "{branches: [main, \"feature/**\"]}}\nenv", 1)
	return strings.Replace(s, "{cfn: {}}", "{cfn: {"+options+"}}", 1)
}

const cfnPipeTest = `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs:
  test:
    steps: [make test]
bootstrap:
  pipeline:
    source: {connection: {repository: acme/shop}}
targets: {cfn: {}}
`

const cfnChalice = `cdc: v1
name: todo
defaults: {image: {codebuild: "aws/codebuild/amazonlinux2023-x86_64-standard:5.0"}}
triggers: {push: {branches: master}}
jobs:
  package:
    steps:
      - chalice package /tmp/packaged
      - aws cloudformation package --template-file /tmp/packaged/sam.json --s3-bucket "$APP_S3_BUCKET" --output-template-file transformed.yaml
    artifacts: {paths: [transformed.yaml]}
  beta:
    needs: [package]
    steps:
      - cloudformation: {action: create-change-set, stack: todoBetaStack, change_set: todoChangeSet, template: transformed.yaml, capabilities: [CAPABILITY_IAM]}
      - cloudformation: {action: execute-change-set, stack: todoBetaStack, change_set: todoChangeSet}
bootstrap:
  pipeline:
    style: chalice-v2
    source: {github: {token: {secretsmanager: {id: GithubRepoAccess, key: OAuthToken}}}}
targets: {cfn: {}}
`

// cfnRoles is a spec with bootstrap.roles and one line more below it.
func cfnRoles(more string) string {
	if more != "" {
		more = "\n    " + more
	}
	return `cdc: v1
name: shop
environments:
  prod: {account: "222222222222", region: eu-west-1, roles: {assume: ci-deploy, execution: ci-stack}}
jobs:
  deploy:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: shop.yml}}]
bootstrap:
  roles:
    trust: {account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLERUNNER:*"}}}` + more + `
targets: {cfn: {}}
`
}

// cfnProject is a spec with a CodeBuild project and its source.
func cfnProject(source string) string {
	return `cdc: v1
name: shop
defaults: {region: eu-west-1}
triggers: {push: {branches: main}}
jobs:
  test:
    image: {codebuild: "aws/codebuild/standard:7.0"}
    steps: [make test]
bootstrap: {codebuild: {source: {` + source + `}}}
targets: {cfn: {}}
`
}

// cfnRaw is the good spec with raw overrides.
func cfnRaw(raw string) string {
	return strings.Replace(cfnRolesGood, "{cfn: {}}", "{cfn: {raw: "+raw+"}}", 1)
}

const cfnRolesGood = `cdc: v1
name: shop
environments:
  prod: {account: "222222222222", region: eu-west-1, roles: {assume: ci-deploy, execution: ci-stack}}
jobs:
  deploy:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: shop.yml}}]
bootstrap:
  roles:
    trust: {account: "210987654321", condition: {StringLike: {"aws:userid": "AROAEXAMPLERUNNER:*"}}}
    execution: {permissions: ["s3:CreateBucket", "s3:PutBucketPolicy"]}
targets: {cfn: {}}
`
