package diag

// Codes about jobs, needs, conditions, environments, gates.
var graphCodes = []Info{
	{
		Code: "unknown-job", Level: Error, Title: "A need names a job that does not exist.",
		Why: "GitLab refuses the whole pipeline when a needed job does not exist.",
		Bad: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make test]}
  build: {needs: [unit_test], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make test]}
  build: {needs: [unit-test], steps: [make]}
`,
	},
	{
		Code: "needs-self", Level: Error, Title: "A job needs itself.",
		Why: "It would wait for its own end, and never start.",
		Bad: `cdc: v1
name: x
jobs:
  build: {needs: [build], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  build: {needs: [], steps: [make]}
`,
	},
	{
		Code: "needs-cycle", Level: Error, Title: "Jobs wait for each other in a circle.",
		Why: "None of them can ever start, and every target refuses such a pipeline.",
		Bad: `cdc: v1
name: x
jobs:
  a: {needs: [b], steps: [make]}
  b: {needs: [a], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [a], steps: [make]}
`,
	},
	{
		Code: "needs-twice", Level: Error, Title: "A job is needed twice.",
		Why: "GitLab refuses a repeated need, and two entries could say different things about its files.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [a, {job: a, artifacts: false}], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [{job: a, artifacts: false}], steps: [make]}
`,
	},
	{
		Code: "needs-absent", Level: Error, Title: "A needed job does not exist in some run.",
		Why: "A job that exists in a run waits for its needs in that run. GitLab refuses the whole pipeline when one of them is not there (CI/CD YAML syntax reference, needs:optional).",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {branches: main}, steps: [make]}
  test: {needs: [build], steps: [make test]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {branches: main}, steps: [make]}
  test: {needs: [{job: build, optional: true}], steps: [make test]}
`,
	},
	{
		Code: "needs-never", Level: Error, Title: "No run has both a job and what it needs.",
		Why: "The job could never start: in each of its runs the other is missing.",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {event: push}, steps: [make]}
  report: {when: {event: merge_request}, needs: [build], steps: [make report]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {steps: [make]}
  report: {when: {event: merge_request}, needs: [build], steps: [make report]}
`,
	},
	{
		Code: "unknown-instance", Level: Error, Title: "A need names an instance that the matrix does not have.",
		Why: "GitLab refuses a need of a job instance that does not exist.",
		Bad: `cdc: v1
name: x
jobs:
  build: {matrix: {GO: ["1.23", "1.24"]}, steps: [make]}
  pack: {needs: [{job: build, matrix: {GO: "1.25"}}], steps: [make pack]}
`,
		Good: `cdc: v1
name: x
jobs:
  build: {matrix: {GO: ["1.23", "1.24"]}, steps: [make]}
  pack: {needs: [{job: build, matrix: {GO: "1.24"}}], steps: [make pack]}
`,
	},
	{
		Code: "unknown-stage", Level: Error, Title: "A job is in a stage that does not exist.",
		Why: "Stages are the ones under `stages`, in that order; GitLab refuses a job in any other.",
		Bad: `cdc: v1
name: x
stages: [test, deploy]
jobs:
  a: {stage: test, steps: [make]}
  b: {stage: deply, steps: [make]}
  c: {stage: deploy, steps: [make]}
`,
		Good: `cdc: v1
name: x
stages: [test, deploy]
jobs:
  a: {stage: test, steps: [make]}
  b: {stage: deploy, steps: [make]}
`,
	},
	{
		Code: "stage-order", Level: Error, Title: "A need on a job of a later stage.",
		Why: "A stage starts when the ones before it have ended, so the two would wait for each other. GitLab refuses it.",
		Bad: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, needs: [unit], steps: [make]}
  unit: {stage: test, steps: [make test]}
`,
		Good: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, steps: [make]}
  unit: {stage: test, needs: [pack], steps: [make test]}
`,
	},
	{
		Code: "stage-unused", Level: Warning, Title: "A stage without a job.",
		Why: "It does nothing, and usually a job in it was renamed or forgotten.",
		Bad: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, steps: [make]}
`,
		Good: `cdc: v1
name: x
stages: [build]
jobs:
  pack: {stage: build, steps: [make]}
`,
	},
	{
		Code: "no-runs", Level: Error, Title: "The triggers start nothing.",
		Why: "Triggers are closed: what they do not list starts no run, and `manual: false` forbids the rest.",
		Bad: `cdc: v1
name: x
triggers: {manual: false}
jobs:
  a: {steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}, manual: false}
jobs:
  a: {steps: [make]}
`,
	},
	{
		Code: "job-never", Level: Error, Title: "A job that no run has.",
		Why: "Its condition asks for what `triggers` never start, so it looks like a check or a deployment and is none.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
jobs:
  a: {steps: [make]}
  release: {when: {tags: v*}, steps: [make release]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}, tag: {tags: v*}}
jobs:
  a: {steps: [make]}
  release: {when: {tags: v*}, steps: [make release]}
`,
	},
	{
		Code: "condition-never", Level: Warning, Title: "An alternative that no run meets.",
		Why: "The job runs by another alternative; this one does nothing.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}}
jobs:
  a: {when: [{branches: main}, {branches: release/*}], steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: [main, release/*]}}
jobs:
  a: {when: [{branches: main}, {branches: release/*}], steps: [make]}
`,
	},
	{
		Code: "condition-mixed", Level: Error, Title: "A condition asks for two kinds of ref at once.",
		Why: "All parts of one alternative must hold, and no run is on a branch and on a tag. A list of alternatives says \"or\".",
		Bad: `cdc: v1
name: x
triggers: {push: {}, tag: {}}
jobs:
  a: {when: {branches: main, tags: v*}, steps: [make]}
  b: {steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, tag: {}}
jobs:
  a: {when: [{branches: main}, {tags: v*}], steps: [make]}
`,
	},
	{
		Code: "event-never", Level: Warning, Title: "A condition names an event that the triggers do not list.",
		Why: "Triggers are closed: no such run exists.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a: {when: {event: [push, schedule]}, steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, schedule: [{cron: 0 3 * * *}]}
jobs:
  a: {when: {event: [push, schedule]}, steps: [make]}
`,
	},
	{
		Code: "trigger-assumed", Level: Warning, Title: "A condition on an event that only `triggers` could promise.",
		Why: "Without `triggers` each target follows its own default: GitLab starts no pipeline for a merge request then, Shippable does.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {when: {event: merge_request}, steps: [make lint]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  a: {steps: [make]}
  b: {when: {event: merge_request}, steps: [make lint]}
`,
	},
	{
		Code: "empty-run", Level: Warning, Title: "A trigger starts runs without a job.",
		Why: "GitLab makes no pipeline then; a project with \"Pipelines must succeed\" cannot merge such a merge request. A schedule or a tag without a job is listed for nothing.",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  web: {when: [{event: push}, {event: merge_request, paths: web/**}], steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  web: {when: [{event: push}, {event: merge_request, paths: web/**}], steps: [make]}
  notes: {when: {event: merge_request}, steps: [make notes]}
`,
	},
	{
		Code: "bad-pattern", Level: Error, Title: "A pattern that cannot match what is meant.",
		Why: "`*` and `?` stop at a slash, `**` crosses it, `{a,b}` are alternatives. Patterns are matched against the short name of a branch or tag, or the path from the root of the repository.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: refs/heads/main}}
jobs:
  a: {steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}}
jobs:
  a: {steps: [make]}
`,
	},
	{
		Code: "bad-cron", Level: Error, Title: "A schedule that is no cron line, or never comes.",
		Why: "A schedule has five fields, in UTC: minute, hour, day of the month, month, day of the week. That form is what every target reads or what its own form is made from.",
		Bad: `cdc: v1
name: x
triggers: {schedule: [{cron: 0 3 30 2 *}]}
jobs:
  a: {steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {schedule: [{cron: 0 3 * * *}]}
jobs:
  a: {steps: [make]}
`,
	},
	{
		Code: "matrix-too-big", Level: Error, Title: "More instances than GitLab allows.",
		Why: "GitLab makes at most 200 jobs of one (CI/CD YAML syntax reference, parallel:matrix).",
		Bad: `cdc: v1
name: x
jobs:
  a:
    matrix:
      A: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
      B: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
    steps: [make]
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    matrix:
      A: [1, 2, 3]
      B: [1, 2, 3]
    steps: [make]
`,
	},
	{
		Code: "matrix-twice", Level: Error, Title: "A matrix has the same instance twice.",
		Why: "Two equal jobs would do the same work, and GitLab refuses two jobs of one name.",
		Bad: `cdc: v1
name: x
jobs:
  a: {matrix: {GO: ["1.24", "1.24"]}, steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {matrix: {GO: ["1.23", "1.24"]}, steps: [make]}
`,
	},
	{
		Code: "name-twice", Level: Error, Title: "The same name twice.",
		Why: "Two things under one name cannot be told apart; the later would hide the earlier.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    services: [{image: "postgres:17", alias: db}, {image: "mysql:9", alias: db}]
    steps: [make]
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    services: [{image: "postgres:17", alias: db}, {image: "mysql:9", alias: mysql}]
    steps: [make]
`,
	},
	{
		Code: "reserved-job", Level: Error, Title: "A job has the name of one that cdc makes.",
		Why: "An ephemeral environment gets a job `stop-<environment>` that GitLab starts when the branch is gone.",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", ephemeral: {per: branch, stop: [make stop]}}
jobs:
  deploy: {environment: review, when: {branches: "**"}, steps: [make deploy]}
  stop-review: {steps: [make stop]}
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", ephemeral: {per: branch, stop: [make stop]}}
jobs:
  deploy: {environment: review, when: {branches: "**"}, steps: [make deploy]}
`,
	},
	{
		Code: "unknown-environment", Level: Error, Title: "An environment that does not exist.",
		Why: "Without it there is no account to check, no role to assume and nobody to ask.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {access: staging, steps: [make]}
  b: {environment: stage, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {access: staging, steps: [make]}
  b: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "environment-unused", Level: Warning, Title: "An environment that no job uses.",
		Why: "Its conditions and its approval guard nothing.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "access-twice", Level: Error, Title: "A job has both `environment` and `access`.",
		Why: "A job works in one account, with one role. `environment` deploys there and brings all that `access` brings.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {environment: staging, access: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111"}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "no-environment", Level: Warning, Title: "Something needs an environment and the job has none.",
		Why: "A deployment without an environment is checked against no account, assumes no role, waits for nobody and is recorded nowhere.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", branches: main}
jobs:
  a:
    environment: staging
    steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]
`,
	},
	{
		Code: "no-region", Level: Warning, Title: "An environment without a region.",
		Why: "AWS is then called in whatever region the runner is set up for, while other environments of this spec say theirs.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", branches: main}
  prod: {account: "222222222222", region: eu-west-1, branches: main}
jobs:
  a: {environment: staging, steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]}
  b: {environment: prod, steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]}
`,
		Good: `cdc: v1
name: x
defaults: {region: eu-west-1}
environments:
  staging: {account: "111111111111", branches: main}
  prod: {account: "222222222222", branches: main}
jobs:
  a: {environment: staging, steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]}
  b: {environment: prod, steps: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]}
`,
	},
	{
		Code: "unknown-region", Level: Warning, Title: "A region that cdc does not know.",
		Why: "AWS opens regions now and then, so it may exist; most often it is a slip of the pen.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", region: eu-west-9}
jobs:
  a: {environment: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", region: eu-west-1}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "two-identities", Level: Error, Title: "Two roles to assume.",
		Why: "A job assumes one role: with the runner's own identity (`roles.assume`) or with its ID token (`oidc`).",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", roles: {assume: ci}, oidc: {role: ci}}
jobs:
  a: {environment: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", oidc: {role: ci}}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "role-account", Level: Error, Title: "A role of another account, or of none.",
		Why: "The job would work in an account that the environment does not name. A role's name alone becomes an ARN of the environment's account, which must then be known.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", roles: {assume: "arn:aws:iam::222222222222:role/ci"}}
jobs:
  a: {environment: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", roles: {assume: ci}}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "bad-url", Level: Error, Title: "A URL that no browser opens.",
		Why: "GitLab shows an environment's URL as a link only with http:// or https://.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", url: staging.example.com}
jobs:
  a: {environment: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", url: "https://staging.example.com"}
jobs:
  a: {environment: staging, steps: [make]}
`,
	},
	{
		Code: "outside-environment", Level: Error, Title: "A job deploys from where its environment does not allow it.",
		Why: "The environment's branches and tags are a promise about what can reach it. A `when` of the job's own must stay inside.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a: {environment: prod, when: {branches: [main, dev]}, steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}}
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a: {environment: prod, steps: [make]}
`,
	},
	{
		Code: "deploys-everywhere", Level: Warning, Title: "Nothing limits from where a job deploys.",
		Why: "Neither the job nor its environment names branches, so a merge request, a nightly run or any branch deploys.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}, merge_request: {}}
environments:
  staging: {account: "111111111111"}
jobs:
  a: {environment: staging, steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}, merge_request: {}}
environments:
  staging: {account: "111111111111", branches: main}
jobs:
  a: {environment: staging, steps: [make]}
  lint: {when: {event: merge_request}, steps: [make lint]}
`,
	},
	{
		Code: "untested-deploy", Level: Warning, Title: "A deployment that does not wait for the tests.",
		Why: "Jobs without an edge between them run side by side, so the deployment happens even if the tests fail. An optional need that does not exist in a run holds nothing back in it.",
		Bad: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", branches: main}
jobs:
  unit-test: {steps: [make test]}
  ship: {environment: staging, steps: [make deploy]}
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", branches: main}
jobs:
  unit-test: {steps: [make test]}
  ship: {environment: staging, needs: [unit-test], steps: [make deploy]}
`,
	},
	{
		Code: "approval-bypassed", Level: Error, Title: "A job changes an environment without its approval.",
		Why: "`access` lends the account of an environment without deploying to it, so its approval holds nobody back.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main, approval: true}
jobs:
  a: {environment: prod, steps: [make]}
  b: {access: prod, steps: [{cloudformation: {action: deploy, stack: s, template: t.yml}}]}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main, approval: true}
jobs:
  a: {environment: prod, steps: [make]}
  b: {environment: prod, steps: [{cloudformation: {action: deploy, stack: s, template: t.yml}}]}
`,
	},
	{
		Code: "approval-unused", Level: Warning, Title: "An approval that nobody is asked for.",
		Why: "Approval holds the jobs that deploy to an environment, and there is none.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", approval: true}
jobs:
  a: {access: prod, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", approval: true}
jobs:
  a: {environment: prod, steps: [make]}
`,
	},
	{
		Code: "gate-kept", Level: Warning, Title: "A job cannot lift its environment's approval.",
		Why: "An approval holds every job that deploys there. `gate: false` changes nothing.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", approval: true}
jobs:
  a: {environment: prod, gate: false, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", approval: true}
jobs:
  a: {environment: prod, steps: [make]}
`,
	},
	{
		Code: "ephemeral-jobs", Level: Error, Title: "An ephemeral environment needs exactly one deploying job.",
		Why: "One job makes the instance and names the job that stops it (GitLab: environment:on_stop).",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [make stop]}}
jobs:
  a: {environment: review, steps: [make a]}
  b: {environment: review, steps: [make b]}
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [make stop]}}
jobs:
  a: {environment: review, steps: [make a, make b]}
`,
	},
	{
		Code: "ephemeral-runs", Level: Error, Title: "An instance that would have no name, or no end.",
		Why: "An instance per merge request is named after it, and one per branch ends with its branch. A run without the one or the other makes something that nobody stops.",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
environments:
  review: {account: "111111111111", ephemeral: {per: merge_request, stop: [make stop]}}
jobs:
  a: {environment: review, steps: [make]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
environments:
  review: {account: "111111111111", ephemeral: {per: merge_request, stop: [make stop]}}
jobs:
  a: {environment: review, when: {event: merge_request}, steps: [make]}
  b: {steps: [make lint]}
`,
	},
	{
		Code: "ephemeral-approval", Level: Warning, Title: "An approval for each review app.",
		Why: "Every branch would wait for a person before its review app exists.",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, approval: true, ephemeral: {per: branch, stop: [make stop]}}
jobs:
  a: {environment: review, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [make stop]}}
jobs:
  a: {environment: review, steps: [make]}
`,
	},
	{
		Code: "stop-reads-file", Level: Error, Title: "The stop job reads a file.",
		Why: "It runs when the branch is gone: there is nothing to check out and no artifact to fetch.",
		Bad: `cdc: v1
name: x
environments:
  review:
    account: "111111111111"
    not_branches: main
    ephemeral: {per: branch, stop: [{s3_sync: {from: empty, to: "s3://bucket", delete: true}}]}
jobs:
  a: {environment: review, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  review:
    account: "111111111111"
    not_branches: main
    ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: review}}]}
jobs:
  a: {environment: review, steps: [make]}
`,
	},
	{
		Code: "deploy-in-hook", Level: Error, Title: "A hook deploys.",
		Why: "Hooks are for telling. Their failure never changes the job, so a failed deployment would be green, and one in on_failure would follow failed tests.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: [make]
    on_success: [{ecs: {cluster: c, service: s, image: "example.com/i:1"}}]
`,
		Good: `cdc: v1
name: x
environments:
  staging: {account: "111111111111", branches: main}
jobs:
  a:
    environment: staging
    steps: [make, {ecs: {cluster: c, service: s, image: "example.com/i:1"}}]
`,
	},
	{
		Code: "unknown-channel", Level: Error, Title: "A notification goes to a channel that does not exist.",
		Why: "Channels are those under `notify`, by name.",
		Bad: `cdc: v1
name: x
secrets: {HOOK: {from: ci}}
jobs:
  a: {steps: [make], on_failure: [{notify: {via: ops, message: failed}}]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
`,
		Good: `cdc: v1
name: x
secrets: {HOOK: {from: ci}}
jobs:
  a: {steps: [make], on_failure: [{notify: {via: team, message: failed}}]}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
`,
	},
	{
		Code: "subject-wildcard", Level: Warning, Title: "Any branch may assume the role of a guarded environment.",
		Why: "The role's trust is the last guard: whoever can push a branch can write a job that assumes it, whatever the pipeline says.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main, approval: true, oidc: {role: ci}}
jobs:
  a: {environment: prod, steps: [make]}
bootstrap:
  roles: {trust: {oidc: {provider: gitlab.com, subjects: {prod: "project_path:acme/shop:*"}}}}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main, approval: true, oidc: {role: ci}}
jobs:
  a: {environment: prod, steps: [make]}
bootstrap:
  roles: {trust: {oidc: {provider: gitlab.com, subjects: {prod: "project_path:acme/shop:ref_type:branch:ref:main"}}}}
`,
	},
}
