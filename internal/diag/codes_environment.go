package diag

// Codes about environments, and from where jobs deploy to them.
var environmentCodes = []Info{
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
		Code: "placeholder", Level: Warning, Title: "What stands for a value of yours is still there.",
		Why: "`cdc init` writes accounts that AWS gives to nobody (000000000001) and a group that nobody can have on GitLab (-your-group-) where it was told nothing, so that no role trusts a stranger. Nothing can be deployed with them.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "000000000001", region: eu-west-1, branches: main}
jobs:
  a: {environment: prod, steps: [make]}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "210987654321", region: eu-west-1, branches: main}
jobs:
  a: {environment: prod, steps: [make]}
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
		Code: "access-outside", Level: Warning, Title: "A job borrows an environment's role where nothing may deploy from.",
		Why: "`access` brings the role, and asks nobody. In a merge request, or on another branch than those of the environment, the steps and the scripts they call are those of whoever pushed them, and they can do all that the role may. A job with a `gate` of its own is asked for.",
		Bad: `cdc: v1
name: x
triggers: {push: {branches: main}, merge_request: {}}
defaults: {region: eu-west-1}
environments:
  staging: {account: "111111111111", branches: main, roles: {assume: deploy}}
jobs:
  lint: {steps: [make lint]}
  pack: {access: staging, steps: [make upload]}
  ship: {environment: staging, needs: [lint, pack], steps: [make deploy]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {branches: main}, merge_request: {}}
defaults: {region: eu-west-1}
environments:
  staging: {account: "111111111111", branches: main, roles: {assume: deploy}}
jobs:
  lint: {steps: [make lint]}
  pack: {access: staging, when: {branches: main}, steps: [make upload]}
  ship: {environment: staging, needs: [lint, pack], steps: [make deploy]}
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
  lint: {steps: [make lint]}
  a: {needs: [lint], environment: staging, steps: [make]}
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
}
