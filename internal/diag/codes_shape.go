package diag

// Codes about the shape of the language (schema).
var shapeCodes = []Info{
	{
		Code: "unknown-version", Level: Error,
		Title: "The spec is written for a version of the language that this cdc does not know.",
		Why:   "cdc reads `cdc: v1`. A later version may mean something else by the same words, so nothing is guessed.",
		Bad:   "cdc: v2\nname: app\njobs:\n  test: {steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "unknown-key", Level: Error,
		Title: "A key that the language does not have.",
		Why: "A misspelled key would be dropped, and what it asks for would silently not happen: a timeout that never ends a " +
			"job, a condition that never holds it back.",
		Bad:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], time_out: 10 minutes}\n",
		Good: "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], timeout: 10 minutes}\n",
	},
	{
		Code: "foreign-key", Level: Error,
		Title: "A key of another pipeline language.",
		Why: "The spec has its own words, which mean the same on every target. The help says which of them says what the key of " +
			"GitHub Actions, GitLab, CodeBuild, CircleCI, Travis, Shippable or Azure Pipelines says.",
		Bad:  "cdc: v1\nname: app\njobs:\n  test: {runs-on: ubuntu-latest, steps: [make test]}\n",
		Good: "cdc: v1\nname: app\njobs:\n  test: {image: \"golang:1.24\", steps: [make test]}\n",
	},
	{
		Code: "unknown-target", Level: Error,
		Title: "A target that cdc does not have.",
		Why:   "Nothing would be written for it. `cdc targets` lists the targets.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\ntargets: {gitlb: {}}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\ntargets: {gitlab: {}}\n",
	},
	{
		Code: "missing-key", Level: Error,
		Title: "A key that must be there is missing.",
		Why:   "Without it the step or object does not say enough to be compiled: no stack, no file, no name.",
		Bad:   "cdc: v1\nname: app\njobs:\n  deploy:\n    steps: [{cloudformation: {action: delete}}]\n",
		Good:  "cdc: v1\nname: app\njobs:\n  deploy:\n    steps: [{cloudformation: {action: delete, stack: app}}]\n",
	},
	{
		Code: "either-or", Level: Error,
		Title: "Two keys of which only one may stand.",
		Why:   "They are two ways to say where something comes from, and only one can be true.",
		Bad: "cdc: v1\nname: app\njobs:\n  ship:\n    steps:\n      - codedeploy:\n          application: App\n          group: Fleet\n" +
			"          revision: {s3: {bucket: releases, key: app.zip}, github: {}}\n",
		Good: "cdc: v1\nname: app\njobs:\n  ship:\n    steps:\n      - codedeploy:\n          application: App\n          group: Fleet\n" +
			"          revision: {github: {}}\n",
	},
	{
		Code: "two-actions", Level: Error,
		Title: "A step with two actions.",
		Why:   "A step is a command or a map with exactly one action, because the order of two in one map would be nobody's decision.",
		Bad:   "cdc: v1\nname: app\njobs:\n  ship:\n    steps: [{run: make, ecs: {cluster: c, service: s, image: i}}]\n",
		Good:  "cdc: v1\nname: app\njobs:\n  ship:\n    steps: [{run: make}, {ecs: {cluster: c, service: s, image: i}}]\n",
	},
	{
		Code: "unknown-action", Level: Error,
		Title: "A step with an action that the language does not have.",
		Why:   "The step would do nothing. `cdc explain jobs.*.steps` lists the actions; what none of them does is a command.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test:\n    steps: [{rnu: make test}]\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test:\n    steps: [{run: make test}]\n",
	},
	{
		Code: "missing-action", Level: Error,
		Title: "A step without an action.",
		Why:   "A name, variables or a directory alone do nothing.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test:\n    steps: [{name: unit tests}]\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test:\n    steps: [{name: unit tests, run: make test}]\n",
	},
	{
		Code: "command-is-map", Level: Error,
		Title: "A command that YAML took for a map.",
		Why: "A colon followed by a space makes a key and a value of an unquoted text (YAML 1.2, 7.3.3), so the command never " +
			"reaches the shell.",
		Bad:  "cdc: v1\nname: app\njobs:\n  call:\n    steps:\n      - curl -H Accept: application/json https://example.com\n",
		Good: "cdc: v1\nname: app\njobs:\n  call:\n    steps:\n      - 'curl -H \"Accept: application/json\" https://example.com'\n",
	},
	{
		Code: "wrong-kind", Level: Error,
		Title: "A list, map or text where another kind is wanted.",
		Why:   "The key is known, but its value cannot be read: a list where a map stands, or a text where true or false is asked.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {docker: \"true\", steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {docker: true, steps: [make test]}\n",
	},
	{
		Code: "empty-value", Level: Error,
		Title: "A key without a value.",
		Why:   "Nothing after the colon is null in YAML. It is rarely meant, and the targets read it in different ways.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\ntargets:\n  gitlab:\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\ntargets:\n  gitlab: {}\n",
	},
	{
		Code: "empty-text", Level: Error,
		Title: "An empty text where one is needed.",
		Why:   "An empty path, command or name means something else on every target, or makes it refuse the file.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], artifacts: {paths: [\"\"]}}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], artifacts: {paths: [out]}}\n",
	},
	{
		Code: "empty-list", Level: Error,
		Title: "An empty list where at least one item is needed.",
		Why:   "An empty list of paths or patterns matches nothing, so the key would promise what never happens.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], cache: {paths: []}}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], cache: {paths: [.cache]}}\n",
	},
	{
		Code: "empty-job", Level: Error,
		Title: "A job that does nothing.",
		Why:   "It has no `install`, `before` or `steps`. GitLab refuses a job without a script; elsewhere it would be green for nothing.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {image: \"golang:1.24\"}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {image: \"golang:1.24\", steps: [make test]}\n",
	},
	{
		Code: "no-jobs", Level: Error,
		Title: "A spec without jobs.",
		Why:   "There is nothing to compile.",
		Bad:   "cdc: v1\nname: app\njobs: {}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "unknown-value", Level: Error,
		Title: "A word that is not one of those allowed.",
		Why:   "The key takes one of a few words, each with its own meaning; any other would be dropped.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {shell: bahs, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {shell: bash, steps: [make test]}\n",
	},
	{
		Code: "bad-name", Level: Error,
		Title: "A name with characters that it cannot have.",
		Why: "Names become stacks, roles, hosts, jobs and shell variables. What one of them cannot hold fails only when the " +
			"pipeline runs, so it is refused here.",
		Bad:  "cdc: v1\nname: My App\njobs:\n  test: {steps: [make test]}\n",
		Good: "cdc: v1\nname: my-app\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "reserved-name", Level: Error,
		Title: "A variable whose name the executor, the shell or the compiler owns.",
		Why: "GitLab sets CI_… and GITLAB_…, CodeBuild CODEBUILD_…, Shippable SHIPPABLE_…, cdc cdc_…, and the shell lives by PATH, " +
			"HOME, IFS and a few more. A value of yours would be overwritten, or would break the steps.",
		Bad:  "cdc: v1\nname: app\nvars: {CI_STAGE: test}\njobs:\n  test: {steps: [make test]}\n",
		Good: "cdc: v1\nname: app\nvars: {APP_STAGE: test}\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "bad-version", Level: Error,
		Title: "A version that is none.",
		Why:   "A runtime's version is given to the target as it is typed; with spaces or signs before it no target knows it.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {runtime: {python: \">=3.11\"}, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {runtime: {python: \"3.11\"}, steps: [make test]}\n",
	},
	{
		Code: "bad-account", Level: Error,
		Title: "An AWS account that is not 12 digits.",
		Why: "An account id has 12 digits, leading zeros included (AWS Account Management, \"AWS account identifiers\"). Jobs compare " +
			"it with the account that they run in, and would refuse to deploy.",
		Bad:  "cdc: v1\nname: app\nenvironments: {prod: {account: 12345678901}}\njobs:\n  test: {steps: [make test]}\n",
		Good: "cdc: v1\nname: app\nenvironments: {prod: {account: \"012345678901\"}}\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "bad-region", Level: Error,
		Title: "A region that is none.",
		Why:   "Every AWS call is made with --region, and the host name of the service is built from it: the first call would fail.",
		Bad:   "cdc: v1\nname: app\ndefaults: {region: us-east}\njobs:\n  test: {steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\ndefaults: {region: us-east-1}\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "glob-negation", Level: Error,
		Title: "A pattern that begins with !.",
		Why:   "Targets disagree about ! in lists of patterns, so the language has keys for it: not_branches, not_tags, not_paths.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {when: {branches: \"!main\"}, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {when: {not_branches: main}, steps: [make test]}\n",
	},
	{
		Code: "duration-unit", Level: Error,
		Title: "A time without a unit.",
		Why:   "30 is seconds for one target and minutes for another.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {timeout: 30, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {timeout: 30 minutes, steps: [make test]}\n",
	},
	{
		Code: "bad-duration", Level: Error,
		Title: "A time that is none.",
		Why:   "A time is one whole number with one unit: seconds, minutes, hours, days or weeks.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {timeout: 1h30m, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {timeout: 90 minutes, steps: [make test]}\n",
	},
	{
		Code: "path-outside", Level: Error,
		Title: "A path that is not below the root of the repository.",
		Why: "GitLab keeps artifacts and caches only from inside the project, and no other target has the same place outside it, " +
			"so such a path would carry nothing.",
		Bad:  "cdc: v1\nname: app\njobs:\n  test: {steps: [make test], artifacts: {paths: [/tmp/out]}}\n",
		Good: "cdc: v1\nname: app\njobs:\n  test: {steps: [make test, cp -r /tmp/out out], artifacts: {paths: [out]}}\n",
	},
	{
		Code: "bad-bucket", Level: Error,
		Title: "A name or place in S3 that cannot exist.",
		Why:   "Buckets have 3 to 63 small letters, digits, dots and - (Amazon S3 User Guide, \"Bucket naming rules\"); a place begins with s3://.",
		Bad:   "cdc: v1\nname: app\nartifact_bucket: My_Bucket\njobs:\n  test: {steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\nartifact_bucket: my-bucket\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "bad-role", Level: Error,
		Title: "A role that is neither a name nor an ARN.",
		Why:   "A role is named as IAM names it, at most 64 characters without its path, or by arn:aws:iam::ACCOUNT:role/NAME.",
		Bad:   "cdc: v1\nname: app\nenvironments: {prod: {roles: {assume: ci/deploy}}}\njobs:\n  test: {steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\nenvironments: {prod: {roles: {assume: deploy}}}\njobs:\n  test: {steps: [make test]}\n",
	},
	{
		Code: "bad-mode", Level: Error,
		Title: "A file mode that is none.",
		Why:   "The CodeDeploy agent reads one to four octal digits and fails the deployment on anything else.",
		Bad: "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\n" +
			"appspec: {os: linux, permissions: [{object: /srv/app, mode: rwxr-xr-x}]}\n",
		Good: "cdc: v1\nname: app\njobs:\n  test: {steps: [make test]}\n" +
			"appspec: {os: linux, permissions: [{object: /srv/app, mode: \"755\"}]}\n",
	},
	{
		Code: "bad-number", Level: Error,
		Title: "A number outside of its bounds.",
		Why:   "A port, a number of seconds or a depth has bounds; beyond them the target refuses the file or the deployment.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {services: [{image: db, ports: [70000]}], steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {services: [{image: db, ports: [7000]}], steps: [make test]}\n",
	},
	{
		Code: "retry-limit", Level: Error,
		Title: "More than two further attempts.",
		Why:   "GitLab allows `retry` at most 2 (CI/CD YAML syntax reference, \"retry\") and refuses the pipeline otherwise.",
		Bad:   "cdc: v1\nname: app\njobs:\n  test: {retry: 5, steps: [make test]}\n",
		Good:  "cdc: v1\nname: app\njobs:\n  test: {retry: 2, steps: [make test]}\n",
	},
	{
		Code: "wrong-shape", Level: Error,
		Title: "The spec does not fit the language, and cdc cannot tell where.",
		Why: "CUE refuses the spec, and the search for the place found none. This is a fault of cdc; no spec is known that " +
			"leads here, so there is no example.",
	},
}
