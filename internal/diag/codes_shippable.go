package diag

import "strings"

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
		Why:   "Shippable's services are fixed versions on localhost, without variables. Tests then talk to another server than on other targets.",
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
		Title: "Shippable cannot give an image this entrypoint.",
		Why:   "`build_image` of the old dialect has no options, and `options` of the other takes one program. An image whose entrypoint is not a shell does not run the commands there.",
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
		Why:   "The file holds depth and submodules (the old dialect submodules only). Large files are not fetched, and a build without a checkout does not exist.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    checkout: {lfs: true}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {go: \"1.24\"}\n    checkout: {depth: 1}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "credentials-missing", Level: Error, Target: "shippable",
		Title: "No AWS credentials reach a job that calls AWS.",
		Why:   "A Shippable node has no identity of its own. The keys must come as encrypted variables, which only cdc's `secrets` can write.",
		Bad:   "cdc: v1\nname: shop\nenvironments:\n  prod: {account: \"123456789012\", region: eu-west-1}\njobs:\n  ship:\n    runtime: {python: \"3.11\"}\n    environment: prod\n    steps: [{s3_sync: {from: dist, to: \"s3://shop\"}}]\ntargets: {shippable: {}}\n",
		Good: "cdc: v1\nname: shop\nsecrets:\n  AWS_ACCESS_KEY_ID: {shippable: \"RJ2zExampleCiphertextOfTheKeyId==\"}\n  AWS_SECRET_ACCESS_KEY: {shippable: \"KRaEGExampleCiphertextOfTheSecretKey==\"}\n" +
			"environments:\n  prod: {account: \"123456789012\", region: eu-west-1}\njobs:\n  ship:\n    runtime: {python: \"3.11\"}\n    environment: prod\n    secrets: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]\n    steps: [{s3_sync: {from: dist, to: \"s3://shop\"}}]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "image-varies", Level: Error, Target: "shippable",
		Title: "The image of a Shippable build is known only when it runs.",
		Why:   "`pre_ci_boot` and `build_image` name one image for all builds of the file, and Shippable reads them before a variable has a value.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    matrix: {GO: [\"1.15\", \"1.16\"]}\n    image: \"golang:${{ matrix.GO }}\"\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    matrix: {GO: [\"1.15\", \"1.16\"]}\n    runtime: {go: \"${{ matrix.GO }}\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "runtime-changed", Level: Warning, Target: "shippable",
		Title: "Shippable takes another vendor's JDK.",
		Why:   "Its images have openjdkN and oraclejdkN. A program can behave otherwise on another build of the same version: in its fonts, its certificates, its garbage collector.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {java: corretto11}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {java: openjdk11}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "runtime-newer", Level: Note, Target: "shippable",
		Title: "A version is younger than Shippable's last image.",
		Why:   "Shippable's own images ended with the hosted service in May 2021. The build fails at its first command unless the server has an image of its own, or the spec names one, that brings the version.",
		Bad:   "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {python: \"3.12\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
		Good:  "cdc: v1\nname: shop\njobs:\n  test:\n    runtime: {python: \"3.12\"}\n    image: {shippable: \"acme/python:3.12\"}\n    steps: [make test]\ntargets: {shippable: {}}\n",
	},
	{
		Code: "pull-request-deploys", Level: Error, Target: "shippable",
		Title: "A job is to deploy for merge requests.",
		Why: "A build of a pull request runs the scripts of the changed branch, anybody's, and one from a fork has no secrets. cdc keeps " +
			"deployments out of such builds; a job that is asked to deploy there would end green and have deployed nothing.",
		Bad: shippablePreview("{event: merge_request}"), Good: shippablePreview("{event: [push, manual]}"),
	},
	{
		Code: "pull-request-skips", Level: Note, Target: "shippable",
		Title: "Steps are left out of builds of pull requests.",
		Why: "Shippable does not decrypt secrets for a pull request from a fork. A step that publishes or names a secret would fail there, " +
			"or do its work with an empty value.",
		Bad:  shippableCoverage("make coverage \\\"$TOKEN\\\""),
		Good: shippableCoverage("make coverage"),
	},
	{
		Code: "pull-request-guess", Level: Warning, Target: "shippable",
		Title: "Words decide which steps a build of a pull request runs.",
		Why: "Shippable runs the file of whoever opens a pull request, and cdc keeps deployments out of such builds. Typed steps are known; " +
			"of the author's own lines only words tell which deploy, so those before the first such line run as tests.",
		Bad:  shippableScript(""),
		Good: shippableScript("    when: {event: [push, manual]}\n"),
	},
	{
		Code: "manual-lost", Level: Error, Target: "shippable",
		Title: "Shippable cannot tell who started a build.",
		Why:   "A build that a person starts has the same variables as one of a push, so a job for manual runs would run for pushes to the same branches, too. That is an error for a job that deploys, a warning for any other.",
		Bad:   shippablePreview("{event: manual}"), Good: shippablePreview("{event: [push, manual]}"),
	},
	{
		Code: "manual-as-push", Level: Note, Target: "shippable",
		Title: "A job for pushes runs in builds by hand, too.",
		Why: "A build that a person starts has the same variables as one of a push to that branch, so nothing in the file can keep the " +
			"job out of it. That is a warning for a job that deploys, a note for any other.",
		Bad: shippablePreview("{event: push}"), Good: shippablePreview("{event: [push, manual]}"),
	},
	{
		Code: "manual-open", Level: Note, Target: "shippable",
		Title: "The target cannot forbid runs by hand.",
		Why: "`manual: false` leaves out the runs that a person or the API starts. GitLab's workflow rules do that. Shippable, CodeBuild and " +
			"CodePipeline start what a person with the permission asks for, and only permissions keep people from it.",
		Bad:  strings.Replace(shippableHello, "jobs:", "triggers: {push: {branches: [main]}, manual: false}\njobs:", 1),
		Good: shippableHello,
	},
	{
		Code: "artifacts-lost", Level: Warning, Target: "shippable",
		Title: "Shippable keeps no files of a build.",
		Why:   "What a build leaves behind is gone with its container. Files that somebody wants later are uploaded by a step.",
		Bad:   strings.Replace(shippableHello, "    steps: [make]\n", "    steps: [make]\n    artifacts: {paths: [dist]}\n", 1), Good: shippableHello,
	},
	{
		Code: "cache-key-lost", Level: Warning, Target: "shippable",
		Title: "Shippable's cache has no key.",
		Why:   "One cache serves all branches of a project, so what one branch leaves in it another one finds.",
		Bad:   strings.Replace(shippableHello, "    steps: [make]\n", "    steps: [make]\n    cache: {key: deps, paths: [.cache]}\n", 1),
		Good:  strings.Replace(shippableHello, "    steps: [make]\n", "    steps: [make]\n    cache: {paths: [.cache]}\n", 1),
	},
}

// shippablePreview is a spec whose job deploys under a condition.
func shippablePreview(when string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}, merge_request: {}}\nsecrets:\n  KEY: {shippable: \"RJ2zExampleCiphertextOfTheKey==\"}\n" +
		"environments:\n  test: {}\njobs:\n  deploy:\n    environment: test\n    runtime: {go: \"1.16\"}\n    secrets: [KEY]\n    when: " + when +
		"\n    steps: [./deploy.sh]\ntargets: {shippable: {}}\n"
}

// shippableCoverage is a spec whose job runs for merge requests and has a secret.
func shippableCoverage(step string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}, merge_request: {}}\nsecrets:\n  TOKEN: {shippable: \"RJ2zExampleCiphertextOfTheToken==\"}\n" +
		"jobs:\n  test:\n    runtime: {go: \"1.16\"}\n    secrets: [TOKEN]\n    steps: [make test, \"" + step + "\"]\ntargets: {shippable: {}}\n"
}

// shippableScript is a spec whose job deploys by a script.
func shippableScript(when string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\nenvironments:\n  prod: {}\njobs:\n  ship:\n    environment: prod\n" +
		"    runtime: {go: \"1.16\"}\n" + when + "    steps: [make test, ./deploy.sh]\ntargets: {shippable: {}}\n"
}

const shippableHello = "cdc: v1\nname: hello\njobs:\n  hello:\n    steps: [make]\ntargets: {shippable: {}}\n"
