package diag

// Codes about gates, review apps, hooks and trust.
var gateCodes = []Info{
	{
		Code: "approval-bypassed", Level: Error, Title: "A job changes an environment without its approval.",
		Why: "`access` lends the account of an environment without deploying to it, so its approval holds nobody back. Where a script says so (`sam deploy`) it is a warning.",
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
		Code: "shared-stack", Level: Error, Title: "Two environments are one stack.",
		Why: "A stack is known by account, region and name. Whoever deploys to one of the environments deploys to the other, past its branches and its approval. Where no run deploys to both it is a warning.",
		Bad: `cdc: v1
name: x
defaults: {region: eu-west-1}
environments:
  staging: {account: "111111111111", branches: main}
  prod: {account: "111111111111", branches: main, approval: true}
jobs:
  stage: {environment: staging, steps: [{cloudformation: {action: deploy, stack: shop, template: app.yml}}]}
  ship: {environment: prod, needs: [stage], steps: [{cloudformation: {action: deploy, stack: shop, template: app.yml}}]}
`,
		Good: `cdc: v1
name: x
defaults: {region: eu-west-1}
environments:
  staging: {account: "111111111111", branches: main}
  prod: {account: "111111111111", branches: main, approval: true}
jobs:
  stage: {environment: staging, steps: [{cloudformation: {action: deploy, stack: shop-staging, template: app.yml}}]}
  ship: {environment: prod, needs: [stage], steps: [{cloudformation: {action: deploy, stack: shop, template: app.yml}}]}
`,
	},
	{
		Code: "shared-instance", Level: Error, Title: "The instances of an ephemeral environment share one stack.",
		Why: "Each branch deploys over the others, and the stop job of the first one that ends deletes what all of them use. Where `stop` does not delete it, it is a warning.",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: shop-review}}]}}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: shop-review, template: app.yml}}]}
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: "shop-review-${{ git.branch_slug }}"}}]}}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: "shop-review-${{ git.branch_slug }}", template: app.yml}}]}
`,
	},
	{
		Code: "stop-mismatch", Level: Error, Title: "The stop job deletes another stack than was deployed.",
		Why: "What was deployed for the branch stays and costs money, and something else goes. Where the name depends on the branch it is a warning.",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: shop}}]}}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: "shop-${{ git.branch_slug }}", template: app.yml}}]}
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: "shop-${{ git.branch_slug }}"}}]}}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: "shop-${{ git.branch_slug }}", template: app.yml}}]}
`,
	},
	{
		Code: "slug-clash", Level: Warning, Title: "A branch could be called so that it deploys over another environment.",
		Why: "The name of the branch is a part of the stack's name, and with a certain branch it is that of another environment in the same account and region. The stop job of that branch deletes it.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
defaults: {region: eu-west-1}
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: "shop-${{ git.branch_slug }}"}}]}}
  staging: {account: "111111111111", branches: main}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: "shop-${{ git.branch_slug }}", template: app.yml}}]}
  b: {environment: staging, steps: [{cloudformation: {action: deploy, stack: shop-staging, template: app.yml}}]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}}
defaults: {region: eu-west-1}
environments:
  review: {account: "111111111111", not_branches: main, ephemeral: {per: branch, stop: [{cloudformation: {action: delete, stack: "shop-review-${{ git.branch_slug }}"}}]}}
  staging: {account: "111111111111", branches: main}
jobs:
  a: {environment: review, steps: [{cloudformation: {action: deploy, stack: "shop-review-${{ git.branch_slug }}", template: app.yml}}]}
  b: {environment: staging, steps: [{cloudformation: {action: deploy, stack: shop-staging, template: app.yml}}]}
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
		Code: "subject-wildcard", Level: Error, Title: "More than what deploys there may assume the role of a guarded environment.",
		Why: "The role's trust is the last guard: whoever can push a branch can write a job that assumes it, whatever the pipeline says. " +
			"For production, and where a person must agree, a subject names its project and its kind of ref in full; a `*` may stand for " +
			"the refs that the environment takes itself, and nothing else.",
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
