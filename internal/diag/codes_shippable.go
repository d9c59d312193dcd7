package diag

// Codes that only Shippable has.
var shippableCodes = []Info{
	{
		Code: "several-jobs", Level: Error, Target: "shippable",
		Title: "Shippable runs one job in one build.",
		Why: "A Shippable build is one image, one machine and one status. Jobs that follow each other in one image and one " +
			"account can be written as a chain; anything else needs builds of its own.",
		Bad: `cdc: v1
name: shop
jobs:
  test:
    runtime: {python: "3.11"}
    steps: [make test]
  pack:
    needs: [test]
    runtime: {python: "3.11"}
    steps: [make pack]
targets: {shippable: {}}
`,
		Good: `cdc: v1
name: shop
jobs:
  test:
    runtime: {python: "3.11"}
    steps: [make test]
  pack:
    needs: [test]
    runtime: {python: "3.11"}
    steps: [make pack]
targets: {shippable: {chain: true}}
`,
	},
	{
		Code: "target-retired", Level: Note, Target: "shippable",
		Title: "The hosted Shippable is gone; only a server of one's own runs this file.",
		Why: "JFrog closed the hosted service on 3 May 2021. Shippable Server installations still read shippable.yml. To move " +
			"on, name another target in the same spec: the jobs stay as they are.",
		Bad:  shippableHello,
		Good: "cdc: v1\nname: hello\njobs:\n  hello:\n    steps: [make]\ntargets: {gitlab: {}}\n",
	},
	{
		Code: "no-image", Level: Warning, Target: "shippable",
		Title: "A Shippable job names neither a runtime nor an image.",
		Why:   "Shippable chooses the image of a build by its language. With `language: none` it takes its default image, whose tools change with the version of the server.",
		Bad:   shippableHello,
		Good:  "cdc: v1\nname: hello\njobs:\n  hello:\n    runtime: {python: \"3.11\"}\n    steps: [make]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "service-changed", Level: Warning, Target: "shippable",
		Title: "Shippable starts a service of its own instead of the image.",
		Why:   "Shippable's services are fixed versions on localhost, without aliases or variables. Tests then talk to another server than on other targets.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    services: [{image: \"postgres:17\", alias: db}]\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    docker: true\n    steps: [docker run --detach --publish 5432:5432 postgres:17, make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "service-unknown", Level: Error, Target: "shippable",
		Title: "Shippable has no service for an image.",
		Why:   "Shippable starts services from a fixed list. The steps that use another would fail, or pass because they test nothing.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    services: [\"acme/ledger:3\"]\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    docker: true\n    steps: [\"docker run --detach acme/ledger:3\", make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "entrypoint-lost", Level: Warning, Target: "shippable",
		Title: "The old dialect takes an image by its name only.",
		Why:   "`build_image` has no options. An image whose entrypoint is not a shell does not run the commands there.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    image: {name: \"acme/tool:1\", entrypoint: [\"\"]}\n    steps: [make test]\ntargets: {shippable: {dialect: travis}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    image: {name: \"acme/tool:1\", entrypoint: [\"\"]}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "runtime-lost", Level: Warning, Target: "shippable",
		Title: "Shippable has no language for a runtime, or has another one already.",
		Why:   "A Shippable build has one language from a fixed list. What else the job needs must come with its image.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {dotnet: \"8\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    image: \"acme/dotnet:8\"\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "runner-lost", Level: Warning, Target: "shippable",
		Title: "Shippable chooses a node by one pool.",
		Why:   "There is no size or architecture to ask for in the file; a node pool has both.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    runner: {compute: large}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    runner: {tags: [large-nodes]}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "glob-unwritable", Level: Error, Target: "shippable",
		Title: "A filter of branches has a form that Shippable does not know.",
		Why:   "Shippable's `branches` takes names and names with a `*` at the end. Another pattern would build other branches than the spec says.",
		Bad:   "cdc: v1\nname: shop\ntriggers: {push: {branches: \"*-stable\"}}\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\ntriggers: {push: {branches: \"stable-*\"}}\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "checkout-lost", Level: Warning, Target: "shippable",
		Title: "Shippable always checks the repository out in its own way.",
		Why:   "Depth, submodules and large files are settings of the project there, and a build without a checkout does not exist.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    checkout: {depth: 1}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "credentials-missing", Level: Error, Target: "shippable",
		Title: "No AWS credentials reach a job that calls AWS.",
		Why:   "A Shippable node has no identity of its own. The keys must come as encrypted variables, which only cdc's `secrets` can write.",
		Bad:   "cdc: v1\nname: shop\nenvironments:\n  prod: {account: \"123456789012\", region: eu-west-1}\njobs:\n  ship:\n    runtime: {python: \"3.11\"}\n    environment: prod\n    steps: [{s3_sync: {from: dist, to: \"s3://shop\"}}]\ntargets: {shippable: {}}\n",
		Good: "cdc: v1\nname: shop\nsecrets:\n  AWS_ACCESS_KEY_ID: {shippable: \"RJ2zExampleCiphertextOfTheKeyId==\"}\n  AWS_SECRET_ACCESS_KEY: {shippable: \"KRaEGExampleCiphertextOfTheSecretKey==\"}\n" +
			"environments:\n  prod: {account: \"123456789012\", region: eu-west-1}\njobs:\n  ship:\n    runtime: {python: \"3.11\"}\n    environment: prod\n    secrets: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]\n    steps: [{s3_sync: {from: dist, to: \"s3://shop\"}}]\ntargets: {shippable: {}}\n",
	},
}

const shippableHello = "cdc: v1\nname: hello\njobs:\n  hello:\n    steps: [make]\ntargets: {shippable: {}}\n"
