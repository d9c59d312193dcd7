package diag

// Codes that only CodeBuild's buildspecs give (targets/codebuild).
var codebuildCodes = []Info{
	{
		Code: "secret-replaced", Level: Warning, Target: "codebuild",
		Title: "AWS keys are left out because the target has an identity of its own.",
		Why: "A build of CodeBuild runs as the project's service role, and a key pair beside it would only be one more thing to leak. " +
			"The secrets that hold AWS keys are therefore not written. Where the environment names its account, the build checks that the " +
			"role is of that account before anything else.",
		Bad: `cdc: v1
name: x
secrets:
  AWS_ACCESS_KEY_ID: {from: ci}
  AWS_SECRET_ACCESS_KEY: {from: ci}
jobs:
  a: {secrets: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY], steps: [aws s3 ls]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [aws s3 ls]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "pipeline-action", Level: Note, Target: "codebuild",
		Title: "A job is an action of the pipeline and stands in no buildspec.",
		Why: "With `bootstrap.pipeline`, jobs whose steps CodePipeline can run itself (change sets, stacks, CodeDeploy deployments) become " +
			"actions of the pipeline that the cfn target writes. The buildspecs hold the other jobs.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
artifact_bucket: my-bucket
environments: {beta: {region: us-east-1}}
jobs:
  package:
    access: beta
    steps: [{cloudformation: {action: package, template: sam.yml, output: out.yml}}]
    artifacts: {paths: [out.yml]}
  beta:
    needs: [package]
    environment: beta
    steps: [{cloudformation: {action: deploy, stack: x, template: out.yml}}]
bootstrap: {pipeline: {source: {codecommit: {create: true}}}}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
jobs:
  package: {steps: [make], artifacts: {paths: [out.yml]}}
bootstrap: {pipeline: {source: {codecommit: {create: true}}}}
targets: {codebuild: {}}
`,
	},
	{
		Code: "notify-outside", Level: Note, Target: "codebuild",
		Title: "A channel is told by a rule outside the file.",
		Why: "The cfn target writes an EventBridge rule that sees every end of a build, also one that was stopped or lost its machine. " +
			"The buildspec then tells nothing, so that nobody reads everything twice.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
secrets: {HOOK: {ssm: /ci/hook}}
jobs:
  a: {steps: [make]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
bootstrap: {codebuild: {source: {github: {repository: acme/x}}}}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
secrets: {HOOK: {ssm: /ci/hook}}
jobs:
  a: {steps: [make]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {codebuild: {}}
`,
	},
	{
		Code: "condition-guarded", Level: Warning, Target: "codebuild",
		Title: "A condition is checked by the build itself.",
		Why: "CodeBuild filters whole builds, in the project's webhook, and a person can start a build for any ref. So every command of the job " +
			"is guarded: where the condition does not hold the build starts, does nothing and ends green. A build that is started by hand " +
			"without --source-version refs/heads/NAME ends red, because nobody could tell what it is for.",
		Bad: `cdc: v1
name: x
jobs:
  a: {when: {branches: main}, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
jobs:
  a: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "runtime-unavailable", Level: Warning, Target: "codebuild",
		Title: "The image cannot select this language version.",
		Why: "runtime-versions selects among the versions that an image of CodeBuild holds (AWS CodeBuild User Guide, \"Available runtimes\"); " +
			"another one fails the install phase. The table is dated and AWS adds versions, so this is no error.",
		Bad: `cdc: v1
name: x
jobs:
  a: {image: {codebuild: "aws/codebuild/standard:7.0"}, runtime: {python: 3.8}, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {image: {codebuild: "aws/codebuild/standard:7.0"}, runtime: {python: 3.12}, steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "runtime-unused", Level: Note, Target: "codebuild",
		Title: "Nothing selects a runtime in an image that is not CodeBuild's.",
		Why: "CodeBuild ignores runtime-versions in an image that is not its own (AWS CodeBuild User Guide, \"Build specification reference\"). " +
			"The image must bring the version itself.",
		Bad: `cdc: v1
name: x
jobs:
  a: {image: "golang:1.24", runtime: {go: 1.24}, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {image: "golang:1.24", steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "timeout-raised", Level: Warning, Target: "codebuild",
		Title: "A timeout is shorter than the target allows.",
		Why:   "A build of CodeBuild can be given 5 to 2160 minutes (AWS CodeBuild User Guide, \"Quotas\").",
		Bad: `cdc: v1
name: x
jobs:
  a: {timeout: 2 minutes, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {timeout: 5 minutes, steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "timeout-limit", Level: Error, Target: "codebuild",
		Title: "A timeout is longer than the target allows.",
		Why:   "A build of CodeBuild ends after 36 hours, whatever the spec says (AWS CodeBuild User Guide, \"Quotas\").",
		Bad: `cdc: v1
name: x
jobs:
  a: {timeout: 40 hours, steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {timeout: 36 hours, steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "data-lost", Level: Error, Target: "codebuild",
		Title: "No files flow from job to job.",
		Why: "depend-on gives the builds of a batch an order and nothing else: each starts from the source alone. With `artifact_bucket` the " +
			"declared artifacts travel through it; without, the later job would work on files that are not there.",
		Bad: `cdc: v1
name: x
jobs:
  build: {steps: [make], artifacts: {paths: [dist/app.zip]}}
  test: {needs: [build], steps: [./test dist/app.zip]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
artifact_bucket: my-bucket
jobs:
  build: {steps: [make], artifacts: {paths: [dist/app.zip]}}
  test: {needs: [build], steps: [./test dist/app.zip]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "service-port", Level: Error, Target: "codebuild",
		Title: "The port of a service is not known.",
		Why: "CodeBuild has no services, so docker runs the image beside the job and publishes its port. For well-known images the port is known; " +
			"for others the spec must say it.",
		Bad: `cdc: v1
name: x
jobs:
  a: {services: [acme/search:1], steps: [make test]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {services: [{image: acme/search:1, ports: [9300]}], steps: [make test]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "service-image", Level: Error, Target: "codebuild",
		Title: "Services need an image that holds docker.",
		Why:   "CodeBuild has no services, so docker runs them on the machine of the build. The images of CodeBuild hold docker; another image need not.",
		Bad: `cdc: v1
name: x
jobs:
  a: {image: "golang:1.24", services: ["postgres:17"], steps: [make test]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {image: {codebuild: "aws/codebuild/standard:7.0"}, runtime: {go: 1.24}, services: ["postgres:17"], steps: [make test]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "buildspec-version", Level: Error, Target: "codebuild",
		Title: "Version 0.1 of the buildspec has no such thing.",
		Why: "Version 0.1 has phases, variables, artifacts and a cache, and nothing else (AWS CodeBuild User Guide, \"Buildspec versions\"). " +
			"What would run with an empty secret or without the other jobs is refused; what is only not shown is a warning.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {version: "0.1"}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "single-layout", Level: Error, Target: "codebuild",
		Title: "One buildspec was asked for, and there are several builds.",
		Why:   "A buildspec is one build on one machine. Several jobs, or the combinations of a matrix, are several builds, which a batch lists.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {layout: single}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "identifier-collision", Level: Error, Target: "codebuild",
		Title: "Two names become the same identifier.",
		Why: "The identifiers of a batch have letters, digits and `_` only (AWS CodeBuild User Guide, \"Batch build buildspec reference\"), so " +
			"`unit-test` and `unit_test` would be the same build.",
		Bad: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make]}
  unit_test: {steps: [make]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make]}
  unit-test-2: {steps: [make]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "run-value-differs", Level: Error, Target: "codebuild",
		Title: "The builds of a batch do not share a run's id or number.",
		Why: "run.id and run.number are the pipeline's elsewhere. Each build of a batch has its own, so an image tagged with it in one job would " +
			"be looked for under another name in the next.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: ["./push ${{ run.number }}"]}
  b: {needs: [a], steps: ["./deploy ${{ run.number }}"]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: ["./push ${{ git.short_sha }}"]}
  b: {needs: [a], steps: ["./deploy ${{ git.short_sha }}"]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "concurrency-lost", Level: Error, Target: "codebuild",
		Title: "Two deployments can run at once.",
		Why: "A buildspec cannot hold one build back for another. Where the spec says `serial: true` in so many words, that is what it is about, " +
			"so it is refused; elsewhere a warning says it.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {region: us-east-1, serial: true}}
jobs:
  a: {environment: prod, steps: [make deploy]}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
environments: {prod: {region: us-east-1}}
jobs:
  a: {environment: prod, steps: [make deploy]}
targets: {codebuild: {}}
`,
	},
	{
		Code: "expiry-lost", Level: Warning, Target: "codebuild",
		Title: "Artifacts are not removed by themselves.",
		Why:   "CodeBuild writes artifacts into a bucket and forgets them. A lifecycle rule of the bucket removes them, for all builds alike.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make], artifacts: {paths: [app.zip], expire_in: 1 week}}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make], artifacts: {paths: [app.zip]}}
targets: {codebuild: {}}
`,
	},
	{
		Code: "artifact-condition-lost", Level: Warning, Target: "codebuild",
		Title: "Artifacts are uploaded whatever the job's end.",
		Why: "CodeBuild goes to UPLOAD_ARTIFACTS behind a good and behind a failed build (AWS CodeBuild User Guide, \"Build phase transitions\"), " +
			"and no key says otherwise.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make], artifacts: {paths: [build.log], when: failure}}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make], artifacts: {paths: [build.log], when: always}}
targets: {codebuild: {}}
`,
	},
	{
		Code: "dotenv-lost", Level: Warning, Target: "codebuild",
		Title: "The names of exported variables are not known.",
		Why: "CodeBuild exports the variables that the buildspec names (env/exported-variables); a file of them means nothing to it. The names " +
			"are read from steps that visibly write them.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [./release > build.env], reports: {dotenv: build.env}}
targets: {codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: ['echo "VERSION=$(cat VERSION)" >> build.env'], reports: {dotenv: build.env}}
targets: {codebuild: {}}
`,
	},
}
