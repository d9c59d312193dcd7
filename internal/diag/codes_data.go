package diag

// Codes about files, change sets, names and limits.
var dataCodes = []Info{
	{
		Code: "file-not-passed", Level: Error, Title: "A step reads a file that is made in another job and not handed over.",
		Why: "Each job starts in a fresh checkout. Files flow only through `artifacts`, and only to jobs that `needs` their maker; the order of stages carries none.",
		Bad: `cdc: v1
name: x
artifact_bucket: releases
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  pack:
    when: {branches: main}
    steps: [{cloudformation: {action: package, template: sam.yml, output: packaged.yml}}]
  ship:
    needs: [pack]
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: packaged.yml}}]
`,
		Good: `cdc: v1
name: x
artifact_bucket: releases
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  pack:
    when: {branches: main}
    steps: [{cloudformation: {action: package, template: sam.yml, output: packaged.yml}}]
    artifacts: {paths: [packaged.yml]}
  ship:
    needs: [pack]
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: shop, template: packaged.yml}}]
`,
	},
	{
		Code: "no-bucket", Level: Error, Title: "A package step has no bucket.",
		Why: "`aws cloudformation package` uploads code and templates to S3 and needs a bucket for it: the step's own, else `artifact_bucket`. " +
			"In a pipeline that `bootstrap.pipeline` makes, a build without either uploads to the pipeline's own store, if no other role than the build's does it.",
		Bad: `cdc: v1
name: x
jobs:
  pack:
    steps: [{cloudformation: {action: package, template: sam.yml, output: packaged.yml}}]
    artifacts: {paths: [packaged.yml]}
`,
		Good: `cdc: v1
name: x
artifact_bucket: releases
jobs:
  pack:
    steps: [{cloudformation: {action: package, template: sam.yml, output: packaged.yml}}]
    artifacts: {paths: [packaged.yml]}
`,
	},
	{
		Code: "unknown-change-set", Level: Error, Title: "A change set is executed that no job makes.",
		Why: "CloudFormation executes a change set by its stack and its name, and answers ChangeSetNotFound.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  release:
    environment: prod
    steps:
      - cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}
      - cloudformation: {action: execute-change-set, stack: app, change_set: r2}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  release:
    environment: prod
    steps:
      - cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}
      - cloudformation: {action: execute-change-set, stack: app, change_set: r1}
`,
	},
	{
		Code: "change-set-order", Level: Error, Title: "A change set is executed before it is surely made.",
		Why: "Without an edge between the two jobs the execution may come first, or come when making it failed. A change set exists only in the account in which it was made.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  change:
    access: prod
    when: {branches: main}
    steps: [{cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}}]
  release:
    environment: prod
    steps: [{cloudformation: {action: execute-change-set, stack: app, change_set: r1}}]
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  change:
    access: prod
    when: {branches: main}
    steps: [{cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}}]
  release:
    environment: prod
    needs: [change]
    steps: [{cloudformation: {action: execute-change-set, stack: app, change_set: r1}}]
`,
	},
	{
		Code: "change-set-unused", Level: Warning, Title: "A change set that nobody executes.",
		Why: "It stays with the stack until somebody deletes it, and nothing is deployed.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  change:
    environment: prod
    steps: [{cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}}]
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  change:
    environment: prod
    steps:
      - cloudformation: {action: create-change-set, stack: app, change_set: r1, template: t.yml}
      - cloudformation: {action: execute-change-set, stack: app, change_set: r1}
`,
	},
	{
		Code: "bad-stack-name", Level: Error, Title: "CloudFormation refuses the stack's name.",
		Why: "A stack's name has letters, digits and `-`, and begins with a letter (AWS CloudFormation API Reference, CreateStack, StackName).",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: my_app, template: t.yml}}]
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: my-app, template: t.yml}}]
`,
	},
	{
		Code: "bad-change-set-name", Level: Error, Title: "CloudFormation refuses the change set's name.",
		Why: "A change set's name has letters, digits and `-`, and begins with a letter (AWS CloudFormation API Reference, CreateChangeSet, ChangeSetName). Six of ten commits begin with a digit.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps:
      - cloudformation: {action: create-change-set, stack: app, change_set: 7-release, template: t.yml}
      - cloudformation: {action: execute-change-set, stack: app, change_set: 7-release}
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps:
      - cloudformation: {action: create-change-set, stack: app, change_set: release-7, template: t.yml}
      - cloudformation: {action: execute-change-set, stack: app, change_set: release-7}
`,
	},
	{
		Code: "name-too-long", Level: Error, Title: "A name is longer than AWS takes.",
		Why: "Stacks and change sets have names of at most 128 characters (AWS CloudFormation API Reference).",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps:
      - cloudformation:
          action: deploy
          stack: abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz
          template: t.yml
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: abc, template: t.yml}}]
`,
	},
	{
		Code: "revision-constant", Level: Warning, Title: "Every run writes the same bundle.",
		Why: "Two builds at once can deploy one another's bundle, and no earlier one can be deployed again.",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{codedeploy: {application: shop, group: fleet, revision: {s3: {bucket: releases, key: latest.zip}}}}]
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{codedeploy: {application: shop, group: fleet, revision: {s3: {bucket: releases, key: "shop/${{ git.sha }}.zip"}}}}]
`,
	},
	{
		Code: "lambda-code", Level: Error, Title: "A lambda step has no code, or two.",
		Why: "A function's code is a zip file or an image (AWS Lambda API Reference, UpdateFunctionCode).",
		Bad: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{lambda: {function: shop}}]
`,
		Good: `cdc: v1
name: x
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{lambda: {function: shop, zip: shop.zip}}]
`,
	},
	{
		Code: "no-registry", Level: Error, Title: "An image is pushed to nowhere.",
		Why: "A name without a registry and without a user means Docker Hub's own library, where nobody may push.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: [{docker: {build: ., tags: ["shop:1"], push: true}}]
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: [{docker: {build: ., tags: ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1"], push: true}}]
`,
	},
	{
		Code: "fallback-keys", Level: Error,
		Title: "Keys of other caches stand in for a key that is missing, or are too many.",
		Why: "`fallback_keys` say which older cache to begin with where there is none of `key` yet. CodeBuild ignores them without a key, and both " +
			"CodeBuild and GitLab try five.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a:
    cache: {fallback_keys: [go-main], paths: [.cache/go]}
    steps: [make]
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a:
    cache: {key: {files: [go.sum], prefix: go}, fallback_keys: [go-main], paths: [.cache/go]}
    steps: [make]
targets: {gitlab: {}}
`,
	},
}
