package diag

// Codes about conditions and patterns, the matrix, and names of two things.
var conditionCodes = []Info{
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
		Code: "paths-idle", Level: Warning, Title: "Paths restrict nothing where no files are compared.",
		Why: "Only a push and a merge request have files that changed. A schedule, a tag or a start by hand runs the job whatever " +
			"`paths` says.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}, schedule: [{cron: "0 3 * * *", branch: main}]}
jobs:
  test: {steps: [make test]}
  nightly: {when: {event: schedule, paths: src/**}, steps: [make nightly]}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}, schedule: [{cron: "0 3 * * *", branch: main}]}
jobs:
  test: {steps: [make test]}
  nightly: {when: {event: schedule}, steps: [make nightly]}
`,
	},
}
