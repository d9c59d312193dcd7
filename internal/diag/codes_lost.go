package diag

// Codes about raw overrides, and about what a target cannot hold (targets/*).
var lostCodes = []Info{
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
		Title: "A channel hears less than it asked for, or more.",
		Why:   "The target cannot know what is to be told, or has no such channel: the end of a whole batch, the first good build behind a bad one, an integration of another service, the branch of a run.",
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
