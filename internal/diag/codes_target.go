package diag

// Codes about what a target cannot hold (targets/*).
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
			"how big a machine is, how long a project's builds may take. The rest of the spec works as written.",
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
		Code: "raw-overrides", Level: Error, Target: "gitlab",
		Title: "A raw override sets what the compiler writes already.",
		Why: "Two places would decide one thing, and the reader of the spec sees one of them. `{replace: value}` says that " +
			"it is meant.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {image: "golang:1.24", steps: [make]}}
targets: {gitlab: {raw: {build: {image: "golang:1.23"}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {image: "golang:1.24", steps: [make]}}
targets: {gitlab: {raw: {build: {image: {replace: "golang:1.23"}}}}}
`,
	},
	{
		Code: "raw-unknown", Level: Error, Target: "gitlab",
		Title: "A raw override is not of the target's file format.",
		Why: "GitLab refuses a file with an unknown key; CodeBuild and Shippable ignore the key, and what it was to do " +
			"does not happen. cdc holds the merged file to its own schema of the format (cdc schema --output-of).",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {raw: {build: {interuptible: true}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {raw: {build: {interruptible: true}}}}
`,
	},
	{
		Code: "raw-idle", Level: Warning, Target: "gitlab",
		Title: "A raw override replaces something that is not there.",
		Why: "The compiler writes no such key, so `replace` says something about the file that is not so; perhaps it was " +
			"so once.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {raw: {build: {coverage: {replace: "/^total (.*)/"}}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {raw: {build: {coverage: "/^total (.*)/"}}}}
`,
	},
	{
		Code: "raw-weakens", Level: Warning, Target: "gitlab",
		Title: "A raw override changes what guards a job.",
		Why: "Gates, triggers, conditions, roles, permissions and deployments are checked in the spec, or derived from " +
			"what the jobs do. What replaces them in one target's words is checked by nobody.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {prod: {branches: main, approval: true}}
jobs: {deploy: {environment: prod, steps: [./deploy.sh]}}
targets: {gitlab: {raw: {deploy: {rules: {replace: [{if: $CI_COMMIT_BRANCH}]}}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
environments: {prod: {branches: main, approval: true}}
jobs: {deploy: {environment: prod, steps: [./deploy.sh]}}
targets: {gitlab: {raw: {deploy: {interruptible: false}}}}
`,
	},
	{
		Code: "allow-failure-lost", Level: Warning, Target: "codebuild",
		Title: "A failure that should count for nothing counts.",
		Why:   "Not every target can let one job fail and call the rest good. The job then stays red, or stops what comes behind it. CodeBuild can in a batch (ignore-failure), and not in a build of its own.",
		Bad: `cdc: v1
name: x
jobs:
  a: {allow_failure: true, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {allow_failure: true, steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "environment-lost", Level: Warning, Target: "codebuild",
		Title: "The target records no deployments.",
		Why:   "Nothing shows what runs where, no URL is linked, and two pushes can deploy at once where the target has no means to hold one back.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {region: eu-west-1}}
jobs:
  a: {environment: prod, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {region: eu-west-1}}
jobs:
  a: {environment: prod, steps: [make]}
targets: {gitlab: {}}
`,
	},
	{
		Code: "notify-lost", Level: Warning, Target: "codebuild",
		Title: "A channel is not told.",
		Why:   "The target cannot know what is to be told, or has no such channel: the end of a whole batch, the first good build behind a bad one, an integration of another service.",
		Bad: `cdc: v1
name: x
secrets: {HOOK: {ssm: /hook}}
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
secrets: {HOOK: {ssm: /hook}}
jobs:
  a: {steps: [make]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {codebuild: {}}
`,
	},
	{
		Code: "oidc-lost", Level: Error, Target: "codebuild",
		Title: "The target issues no ID tokens.",
		Why:   "A role that trusts an OIDC provider can be assumed only with a token of that provider. CodeBuild and Shippable issue none; a build of CodeBuild has a role of its own that the other can trust instead.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {account: 123456789012, region: eu-west-1, oidc: {role: deployer, audience: https://gitlab.com}}}
jobs:
  a: {environment: prod, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {account: 123456789012, region: eu-west-1, roles: {assume: deployer}}}
jobs:
  a: {environment: prod, steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "retry-lost", Level: Warning, Target: "codebuild",
		Title: "A failed job does not start again.",
		Why:   "The target starts a job again for some failures only, or for none. CodeBuild does when a command failed (on-failure: RETRY), not when the machine was lost or the time over.",
		Bad: `cdc: v1
name: x
jobs:
  a: {retry: {max: 2, when: [infrastructure]}, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {retry: {max: 2, when: [failure]}, steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "review-app-lost", Level: Error, Target: "codebuild",
		Title: "Nothing would stop a review app.",
		Why:   "An ephemeral environment ends with its branch or merge request. A target that does not know of that end would leave every one of them running, and paid for.",
		Bad: `cdc: v1
name: x
triggers: {push: {not_branches: main}}
environments: {review: {region: eu-west-1, ephemeral: {per: branch, stop: [make stop]}}}
jobs:
  a: {environment: review, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {not_branches: main}}
jobs:
  a: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "schedule-lost", Level: Warning, Target: "codebuild",
		Title: "A schedule starts nothing.",
		Why:   "The target cannot start this kind of run by the clock. An EventBridge rule starts a single build of CodeBuild, but no batch (AWS CodeBuild User Guide, \"Batch builds\").",
		Bad: `cdc: v1
name: x
triggers: {push: {}, schedule: [{cron: 0 3 * * *, branch: main}]}
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, schedule: [{cron: 0 3 * * *, branch: main}]}
jobs:
  a: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "secret-unreachable", Level: Error, Target: "codebuild",
		Title: "The target cannot read a secret from where it is.",
		Why:   "The variable would be empty, and a step that goes on with an empty secret fails late or does something else. CodeBuild reads Parameter Store and Secrets Manager; Shippable decrypts its own ciphertext.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a: {secrets: [TOKEN], steps: ['curl -H "$TOKEN" https://example.com']}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {ssm: /ci/token}}
jobs:
  a: {secrets: [TOKEN], steps: ['curl -H "$TOKEN" https://example.com']}
targets: {codebuild: {}}
`,
	},
	{
		Code: "matrix-path-lost", Level: Error, Target: "shippable",
		Title: "A path differs from instance to instance, and the target takes paths as they stand.",
		Why:   "GitLab's runner expands the matrix variable in a path, and on CodeBuild each combination has a file of its own. Shippable has one file and looks for a path with the reference in its name.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a:
    matrix: {ARCH: [amd64, arm64]}
    image: {shippable: drydock/u16gol}
    steps: [make]
    reports: {junit: "report-${{ matrix.ARCH }}.xml"}
targets: {shippable: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a:
    matrix: {ARCH: [amd64, arm64]}
    image: {shippable: drydock/u16gol}
    steps: [make, cp "report-$ARCH.xml" report.xml]
    reports: {junit: report.xml}
targets: {shippable: {}}
`,
	},
}
