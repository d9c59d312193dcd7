package diag

// Codes about what a target does otherwise, or has outside of its file (targets/*).
var targetCodes = []Info{
	{
		Code: "no-triggers", Level: Note, Target: "gitlab",
		Title: "Without triggers, the target's own default decides which runs exist.",
		Why: "GitLab runs branch and tag pipelines and none for merge requests; Shippable builds every branch and every " +
			"pull request; CodeBuild builds when it is told to. A spec that says `triggers` runs alike everywhere.",
		Bad: `cdc: v1
name: shop
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "set-outside", Level: Note, Target: "gitlab",
		Title: "The file cannot hold a setting; it has to be made in the target.",
		Why: "Some safety lives in a target's settings and in no file: who may approve (GitLab, Protected environments), " +
			"how big a machine is, how long a project's builds may take, which credentials a runner has. The rest of the spec works as written.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {prod: {branches: main, approval: true}}
jobs: {deploy: {environment: prod, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {prod: {branches: main}}
jobs: {deploy: {environment: prod, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "deployment-unwatched", Level: Note,
		Title: "A job passes before its deployment has.",
		Why: "With `wait: false` a step of CodeDeploy or ECS begins a deployment and leaves it to itself: the run is green when the " +
			"deployment fails, a job behind it may test the old version, and the next deployment may begin meanwhile.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {live: {account: "123456789012", region: eu-west-1, branches: main}}
jobs:
  deploy:
    environment: live
    image: public.ecr.aws/aws-cli/aws-cli:2.22.0
    steps:
      - ecs: {cluster: live, service: shop, container: app, image: "acme/shop:${{ git.sha }}", wait: false}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {live: {account: "123456789012", region: eu-west-1, branches: main}}
jobs:
  deploy:
    environment: live
    image: public.ecr.aws/aws-cli/aws-cli:2.22.0
    steps:
      - ecs: {cluster: live, service: shop, container: app, image: "acme/shop:${{ git.sha }}"}
targets: {gitlab: {}}
`,
	},
	{
		Code: "trigger-outside", Level: Note, Target: "gitlab",
		Title: "The target keeps this trigger outside the file.",
		Why: "GitLab has no schedules in .gitlab-ci.yml (CI/CD, Pipeline schedules), and CodeBuild keeps all triggers in " +
			"the project. Until somebody makes the trigger there, nothing starts.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}, schedule: [{cron: "0 3 * * *", branch: main}]}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "secret-outside", Level: Note, Target: "gitlab",
		Title: "The target does not read this store; the secret must be put where it does read.",
		Why: "GitLab reads AWS Secrets Manager in its Premium tier only and the SSM Parameter Store not at all. A job " +
			"whose secret is not there runs with an empty variable.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {TOKEN: {ssm: /shop/token}}
jobs: {build: {secrets: [TOKEN], steps: ['curl -H "X-Token: $TOKEN" https://example.com']}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {TOKEN: {from: ci}}
jobs: {build: {secrets: [TOKEN], steps: ['curl -H "X-Token: $TOKEN" https://example.com']}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "image-tools", Level: Note, Target: "gitlab",
		Title: "The job's image must have the programs that its typed steps call.",
		Why: "A typed step becomes lines that call aws, docker, jq or sam. Of images that cdc does not know it says which " +
			"programs they need; of those that it knows and that lack one it warns, because the job would end with \"not " +
			"found\".",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "python:3.12", region: eu-west-1}
jobs: {publish: {steps: [{s3_sync: {from: dist, to: s3://shop-site}}]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "public.ecr.aws/aws-cli/aws-cli:2.22.0", region: eu-west-1}
jobs: {publish: {steps: [{s3_sync: {from: dist, to: s3://shop-site}}]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "variable-outside", Level: Warning, Target: "gitlab",
		Title: "Nothing sets a variable here that another target gets by itself.",
		Why: "The pipeline that target cfn makes for Chalice creates a bucket and hands its name to its CodeBuild project. " +
			"On another target the step would upload to a bucket without a name, and fail.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: acme/python-aws:1}
jobs: {package: {steps: ['aws s3 ls "$APP_S3_BUCKET"']}}
bootstrap: {pipeline: {style: chalice-v2, source: {connection: {repository: acme/shop}}}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: acme/python-aws:1}
vars: {APP_S3_BUCKET: acme-shop}
jobs: {package: {steps: ['aws s3 ls "$APP_S3_BUCKET"']}}
bootstrap: {pipeline: {style: chalice-v2, source: {connection: {repository: acme/shop}}}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "change-set-constant", Level: Warning, Target: "gitlab",
		Title: "Every run makes a change set of the same name.",
		Why: "CloudFormation refuses a second change set of a name (CreateChangeSet, AlreadyExistsException), and one that " +
			"failed or was empty stays behind. Only CodePipeline's CHANGE_SET_REPLACE replaces it.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "public.ecr.aws/sam/build-python3.12:1", region: eu-west-1}
environments: {beta: {branches: main}}
jobs: {beta: {environment: beta, steps: [{cloudformation: {action: create-change-set, stack: shop, change_set: next, template: app.yml}}]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "public.ecr.aws/sam/build-python3.12:1", region: eu-west-1}
environments: {beta: {branches: main}}
jobs: {beta: {environment: beta, steps: [{cloudformation: {action: create-change-set, stack: shop, change_set: "next-${{ run.id }}", template: app.yml}}]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "gate-lost", Level: Error, Target: "gitlab",
		Title: "The target would not hold the job back.",
		Why: "A gate that the target cannot keep would let a deployment run before anyone agreed. cdc refuses; nothing " +
			"lifts the refusal. On GitLab a manual job that may fail blocks nothing behind it (CI/CD YAML reference, " +
			"when:manual).",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {deploy: {gate: true, allow_failure: true, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {deploy: {gate: true, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "paths-lost", Level: Warning, Target: "gitlab",
		Title: "The target cannot leave a run out because of the files that changed.",
		Why: "The job runs more often than the spec says. For a job that deploys this is an error: it would deploy what " +
			"nobody changed. GitLab's rules:changes has no exceptions (`not_paths`).",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}, merge_request: {}}
jobs: {test: {when: {not_paths: docs/**}, steps: [make test]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}, merge_request: {}}
jobs: {test: {when: {paths: src/**}, steps: [make test]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "event-lost", Level: Warning, Target: "gitlab",
		Title: "The target cannot tell this event from others, so nobody is told of it.",
		Why:   "`fixed` is a success after a failure. A GitLab job does not know how the pipeline before it ended.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {HOOK: {from: ci}}
jobs: {build: {steps: [make]}}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure, fixed]}]
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {HOOK: {from: ci}}
jobs: {build: {steps: [make]}}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure, success]}]
targets: {gitlab: {}}
`,
	},
	{
		Code: "integration-lost", Level: Warning, Target: "gitlab",
		Title: "Only Shippable has Slack integrations in the file.",
		Why: "An integration is an account that Shippable keeps; other targets talk to a webhook whose address is a " +
			"secret. Without one, nobody is told.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
notify: [{name: team, slack: {integration: slack, channels: ["#ci"]}, events: [failure]}]
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {HOOK: {from: ci}}
jobs: {build: {steps: [make]}}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {gitlab: {}}
`,
	},
	{
		Code: "jobs-not-closed", Level: Error, Target: "gitlab",
		Title: "A choice of jobs leaves out what they need.",
		Why: "`--jobs` and `targets.*.jobs` choose the jobs that a target gets. One that waits for a job outside of the choice would " +
			"run without its files, or not at all: GitLab refuses a pipeline with such a need.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs:
  build: {steps: [make], artifacts: {paths: [shop]}}
  test: {needs: [build], steps: [./shop --check]}
targets: {gitlab: {jobs: [test]}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs:
  build: {steps: [make], artifacts: {paths: [shop]}}
  test: {needs: [build], steps: [./shop --check]}
targets: {gitlab: {jobs: [build, test]}}
`,
	},
}
