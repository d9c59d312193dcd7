package diag

import "strings"

// Codes of target gitlab alone.
var gitlabCodes = []Info{
	{
		Code: "raw-new-job", Level: Warning, Target: "gitlab",
		Title: "A raw override makes a new job.",
		Why: "GitLab takes every word at the top of the file that is none of its own for a job, so a mistyped name makes a " +
			"new one. No other target has that job.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {raw: {lint: {script: [make lint]}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}, lint: {steps: [make lint]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "raw-stage-absent", Level: Error, Target: "gitlab",
		Title: "A raw job is in a stage that the file does not have.",
		Why: "A job of GitLab without `stage` is in stage test. Where the file lists its stages and test is not among them, " +
			"GitLab refuses the file, and no job of the pipeline runs.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}, deploy: {needs: [build], steps: [./deploy.sh]}}
targets: {gitlab: {raw: {lint: {script: [make lint]}}}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {steps: [make]}, deploy: {needs: [build], steps: [./deploy.sh]}}
targets: {gitlab: {raw: {lint: {stage: build, script: [make lint]}}}}
`,
	},
	{
		Code: "reserved-job-name", Level: Error, Target: "gitlab",
		Title: "A job has the name of a key of GitLab's file.",
		Why: "image, services, stages, include and others stand at the top of the file beside the jobs (CI/CD YAML " +
			"reference, Job keywords, unavailable names), so GitLab would not read this as a job.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {image: {steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build-image: {steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "name-taken", Level: Error, Target: "gitlab",
		Title: "A job has the name of one that the compiler makes.",
		Why:   "On GitLab a channel hears about a pipeline of several jobs from jobs of their own, notify-NAME-EVENT.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {HOOK: {from: ci}}
jobs: {build: {steps: [make]}, notify-team-failure: {steps: [echo no]}}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
secrets: {HOOK: {from: ci}}
jobs: {build: {steps: [make]}, tell: {steps: [echo no]}}
notify: [{name: team, slack: {webhook: HOOK}, events: [failure]}]
targets: {gitlab: {}}
`,
	},
	{
		Code: "needs-limit", Level: Warning, Target: "gitlab",
		Title: "A job has more needs than GitLab allows by default.",
		Why: "GitLab refuses a pipeline with more than 50 needs in one job (GitLab application limits; an administrator " +
			"can raise it).",
		Bad: needsLimitSpec(50), Good: needsLimitSpec(0),
	},
	{
		Code: "matrix-name", Level: Error, Target: "gitlab",
		Title: "A matrix makes names that are longer than GitLab allows.",
		Why:   "GitLab names an instance by its values, `test: [a, b]`, and a job's name has 255 characters at most.",
		Bad:   matrixSpec(strings.Repeat("long-", 50)),
		Good:  matrixSpec("short"),
	},
	{
		Code: "merged-as-push", Level: Note, Target: "gitlab",
		Title: "A merge is a push on GitLab.",
		Why: "GitLab starts no pipeline for the merge itself, only the one for the push to the target branch that a merge " +
			"ends with; a direct push starts the same one.",
		Bad: `cdc: v1
name: shop
triggers: {merge_request: {target_branches: main, actions: [opened, updated, merged]}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {merge_request: {target_branches: main, actions: [opened, updated]}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "two-pipelines", Level: Note, Target: "gitlab",
		Title: "One push starts two pipelines.",
		Why: "GitLab starts a pipeline for the branch that was pushed to and one for the merge request that is open from it. " +
			"Where `push` and `merge_request` are both listed and a job is for both, it runs twice. A rule that leaves the first " +
			"pipeline out would also leave out the jobs that are for pushes only, so cdc writes none.",
		Bad: `cdc: v1
name: shop
triggers: {push: {}, merge_request: {}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}, merge_request: {}}
jobs: {build: {steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "gate-timeout", Level: Warning, Target: "gitlab",
		Title: "The target's gate waits without limit.",
		Why: "A manual job of GitLab waits until somebody starts it or the pipeline is deleted. It never starts by itself, " +
			"so only the time limit is lost.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {deploy: {gate: {timeout: 2 days}, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {deploy: {gate: true, steps: [./deploy.sh]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "runtime-image", Level: Error, Target: "gitlab",
		Title: "No image is known that has all languages of a job.",
		Why: "GitLab has no runtime versions; a language comes with the image. For one language cdc takes the official " +
			"image, for several there is none.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {runtime: {python: 3.12, node: 22}, steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {runtime: {python: 3.12, node: 22}, image: acme/python-node:1, steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "cache-key", Level: Warning, Target: "gitlab",
		Title: "The cache's key is made of fewer files than the spec names.",
		Why:   "cache:key:files takes two files (CI/CD YAML reference). A change of the others keeps the old cache.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {cache: {key: {files: [a.lock, b.lock, c.lock]}, paths: [.cache]}, steps: [make]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
jobs: {build: {cache: {key: {files: [a.lock, b.lock]}, paths: [.cache]}, steps: [make]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "revision-unreachable", Level: Error, Target: "gitlab",
		Title: "CodeDeploy cannot read the revision where the pipeline runs.",
		Why: "CodeDeploy fetches a revision from GitHub or S3. The repository of a GitLab pipeline is on GitLab, so " +
			"`github: {}` would name a repository that is not on GitHub, or somebody else's.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "public.ecr.aws/aws-cli/aws-cli:2.22.0", region: eu-west-1}
environments: {prod: {branches: main}}
jobs: {deploy: {environment: prod, steps: [{codedeploy: {application: shop, group: fleet, revision: {github: {}}}}]}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
defaults: {image: "public.ecr.aws/aws-cli/aws-cli:2.22.0", region: eu-west-1}
environments: {prod: {branches: main}}
jobs: {deploy: {environment: prod, steps: [{codedeploy: {application: shop, group: fleet, revision: {github: {repository: acme/shop}}}}]}}
targets: {gitlab: {}}
`,
	},
	{
		Code: "variable-expansion", Level: Error, Target: "gitlab",
		Title: "GitLab would read a part of a value as a variable.",
		Why: "GitLab expands %NAME% in variables on every system. cdc switches the expansion off for such a value, but " +
			"cannot where the value also holds one that is known only in the run.",
		Bad: `cdc: v1
name: shop
triggers: {push: {branches: main}}
vars: {STAMP: "%Y%m-${{ git.short_sha }}"}
jobs: {build: {steps: ['date +"$STAMP"']}}
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: shop
triggers: {push: {branches: main}}
vars: {STAMP: "%Y%m", SHA: "${{ git.short_sha }}"}
jobs: {build: {steps: ['date +"$STAMP-$SHA"']}}
targets: {gitlab: {}}
`,
	},
}

// needsLimitSpec is a spec whose last job needs the first and, of fifty others, the first n.
func needsLimitSpec(n int) string {
	var jobs, needs strings.Builder
	for i := range 50 {
		name := "test-" + string(rune('a'+i/10)) + string(rune('0'+i%10))
		jobs.WriteString("  " + name + ": {steps: [make " + name + "]}\n")
		if i < n {
			needs.WriteString(", " + name)
		}
	}
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\njobs:\n  build: {steps: [make]}\n" + jobs.String() +
		"  last: {needs: [build" + needs.String() + "], steps: [make all]}\ntargets: {gitlab: {}}\n"
}

// matrixSpec is a spec with a matrix of that value and another.
func matrixSpec(value string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\njobs:\n  test:\n    matrix: {SUITE: [" + value +
		", smoke]}\n    steps: ['make \"$SUITE\"']\ntargets: {gitlab: {}}\n"
}
