package diag

// Rules lists the codes that compiler/rules finds: those about text, about the graph of jobs, and about data.
func Rules() []Info {
	var all []Info
	for _, group := range [][]Info{textCodes, graphCodes, dataCodes} {
		all = append(all, group...)
	}
	return all
}

// Codes about references, contexts and secrets in text.
var textCodes = []Info{
	{
		Code: "open-reference", Level: Error, Title: "A reference is not closed.",
		Why: "`${{` begins a reference that the compiler replaces, up to `}}` on the same line. Without its end the text would reach the shell as it is.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo ${{ git.sha']
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo ${{ git.sha }}']
`,
	},
	{
		Code: "malformed-reference", Level: Error, Title: "Between the braces of a reference stands no name.",
		Why: "A reference is a dotted name and nothing else. The language has no operators and no functions, so that every target can hold every reference.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: ["echo ${{ git.branch == 'main' }}"]
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    when: {branches: main}
    steps: ['echo ${{ git.branch }}']
`,
	},
	{
		Code: "missing-dollar", Level: Warning, Title: "Braces that look like a reference and are none.",
		Why: "A reference is `${{ }}`. Without its dollar the text reaches the target as it stands. In steps and variables that may be meant for another tool, and is a warning; where only AWS or the target reads the text it is an error.",
		Bad: `cdc: v1
name: x
vars: {REGION: eu-west-1}
jobs:
  a:
    steps: ['echo "{{ vars.REGION }}"']
`,
		Good: `cdc: v1
name: x
vars: {REGION: eu-west-1}
jobs:
  a:
    steps: ['echo "${{ vars.REGION }}"']
`,
	},
	{
		Code: "unknown-reference", Level: Error, Title: "A reference names nothing that exists.",
		Why: "What no context holds cannot be replaced, and every target would read the braces differently.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo ${{ github.sha }}']
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo ${{ git.sha }}']
`,
	},
	{
		Code: "unknown-variable", Level: Error, Title: "A variable that is referred to is not set here.",
		Why: "`vars.X` is what the shell would see as $X in that place: the step's own variable, then the job's, the environment's, the pipeline's. `environment.vars.X` and `matrix.X` are those of the job.",
		Bad: `cdc: v1
name: x
vars: {REGISTRY: example.com}
jobs:
  a:
    steps: ['echo ${{ vars.REGISTY }}']
`,
		Good: `cdc: v1
name: x
vars: {REGISTRY: example.com}
jobs:
  a:
    steps: ['echo ${{ vars.REGISTRY }}']
`,
	},
	{
		Code: "variable-cycle", Level: Error, Title: "Variables refer to each other in a circle.",
		Why: "A variable of a job hides one of the same name further out, so `PATHS: ${{ vars.PATHS }}:x` refers to itself.",
		Bad: `cdc: v1
name: x
vars: {A: "${{ vars.B }}", B: "${{ vars.A }}"}
jobs:
  a:
    steps: [make]
`,
		Good: `cdc: v1
name: x
vars: {A: "${{ vars.B }}", B: b}
jobs:
  a:
    steps: [make]
`,
	},
	{
		Code: "wrong-context", Level: Error, Title: "A reference stands where it cannot be known.",
		Why: "Names, patterns, accounts, regions, roles, paths and matrix values are written into the file, so they must be known when it is compiled. The commit, the branch and the run are known only when the pipeline runs.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: [make]
    artifacts: {paths: ["dist-${{ git.sha }}"]}
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: [make]
    artifacts: {paths: [dist], name: "dist-${{ git.sha }}"}
`,
	},
	{
		Code: "branch-on-tag", Level: Error, Title: "`git.branch` in a job that can run on a tag.",
		Why: "A tag is on no branch (GitLab: CI_COMMIT_BRANCH is not set in tag pipelines), so the value would be empty and a name made of it would lack its end.",
		Bad: `cdc: v1
name: x
triggers: {push: {}, tag: {}}
jobs:
  a:
    steps: ['echo ${{ git.branch }}']
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, tag: {}}
jobs:
  a:
    steps: ['echo ${{ git.branch_slug }}']
`,
	},
	{
		Code: "tag-never", Level: Error, Title: "`git.tag` in a job that never runs on a tag.",
		Why: "The value is empty in every run of the job.",
		Bad: `cdc: v1
name: x
triggers: {push: {}}
jobs:
  a:
    steps: ['echo ${{ git.tag }}']
`,
		Good: `cdc: v1
name: x
triggers: {tag: {}}
jobs:
  a:
    steps: ['echo ${{ git.tag }}']
`,
	},
	{
		Code: "raw-branch", Level: Warning, Title: "A raw branch name in an address or a name of AWS.",
		Why: "feature/Login is a branch, and no host name, stack or image tag. `git.branch_slug` is the same on every target: small letters, digits and `-`, at most 63.",
		Bad: `cdc: v1
name: x
environments:
  review: {account: "111111111111", url: "https://${{ git.branch }}.example.com"}
jobs:
  a:
    environment: review
    steps: [make deploy]
`,
		Good: `cdc: v1
name: x
environments:
  review: {account: "111111111111", url: "https://${{ git.branch_slug }}.example.com"}
jobs:
  a:
    environment: review
    steps: [make deploy]
`,
	},
	{
		Code: "shell-variable", Level: Error, Title: "`$X` where no shell reads.",
		Why: "Paths, URLs, keys, images and the arguments of typed steps are read by the target or by AWS. GitLab replaces $X in some of them, CodeBuild in none, so it would mean different things.",
		Bad: `cdc: v1
name: x
vars: {STACK: shop}
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: $STACK, template: t.yml}}]
`,
		Good: `cdc: v1
name: x
vars: {STACK: shop}
environments:
  prod: {account: "111111111111", branches: main}
jobs:
  a:
    environment: prod
    steps: [{cloudformation: {action: deploy, stack: "${{ vars.STACK }}", template: t.yml}}]
`,
	},
	{
		Code: "target-variable", Level: Warning, Title: "A variable that only one target sets.",
		Why: "The spec names several targets, and on the others the shell finds the variable empty. The contexts `git` and `run` exist on all of them.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo "$CI_COMMIT_SHA"']
targets: {gitlab: {}, codebuild: {}}
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo ${{ git.sha }}']
targets: {gitlab: {}, codebuild: {}}
`,
	},
	{
		Code: "command-cut", Level: Note, Title: "YAML cuts a command at a comma.",
		Why: "In a list in brackets a comma ends an item, whatever quotes the shell would see: YAML knows quotes only at the beginning of an item. No shell could run either half, so cdc takes them for the one command that is meant; an editor or another reader of the file sees two.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: [echo "Hello, world"]
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo "Hello, world"']
`,
	},
	{
		Code: "plain-credential", Level: Error, Title: "A credential in plain sight.",
		Why: "The spec is committed, and whoever reads the repository has it for ever. cdc never repeats the credential in a report.",
		Bad: `cdc: v1
name: x
vars: {KEY: AKIAIOSFODNN7EXAMPLE}
jobs:
  a:
    steps: [make]
`,
		Good: `cdc: v1
name: x
secrets: {KEY: {from: ci}}
jobs:
  a:
    secrets: [KEY]
    steps: [make]
`,
	},
	{
		Code: "secret-in-variable", Level: Error, Title: "A secret in a variable.",
		Why: "CodeBuild stores variables in plain text and refuses to export secrets; GitLab shows them to everyone who may see the job's settings. Secrets are read in steps, as $NAME.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    vars: {URL: "https://x:${{ secrets.TOKEN }}@example.com"}
    steps: [make]
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['curl -u "x:$TOKEN" https://example.com']
`,
	},
	{
		Code: "secret-in-text", Level: Error, Title: "A secret in text that becomes part of the file.",
		Why: "A reference is replaced when the file is compiled. A secret is known only to the shell of a step, at run time, as $NAME.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['curl -u "x:${{ secrets.TOKEN }}" https://example.com']
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['curl -u "x:$TOKEN" https://example.com']
`,
	},
	{
		Code: "secret-not-listed", Level: Error, Title: "A job reads a secret that it does not list.",
		Why: "A job gets only the secrets that it lists, so that a reader sees who holds what. The variable is empty in this job.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    steps: ['curl -u "x:$TOKEN" https://example.com']
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['curl -u "x:$TOKEN" https://example.com']
`,
	},
	{
		Code: "secret-printed", Level: Warning, Title: "A step prints a secret.",
		Why: "GitLab and CodeBuild mask a secret in the log where they recognise it; Shippable does not, and no target recognises it in another encoding.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['echo "$TOKEN"']
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: ['test -n "$TOKEN"']
`,
	},
	{
		Code: "secret-hidden", Level: Error, Title: "A variable hides a secret of the same name.",
		Why: "The steps would see the variable, and the target's own order of precedence would decide between the two.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    vars: {TOKEN: none}
    steps: [make]
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: [make]
`,
	},
	{
		Code: "secret-unused", Level: Warning, Title: "A secret that nothing uses.",
		Why: "It would still have to be kept, granted and replaced.",
		Bad: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    steps: [make]
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {from: ci}}
jobs:
  a:
    secrets: [TOKEN]
    steps: [make]
`,
	},
	{
		Code: "unknown-secret", Level: Error, Title: "A secret that the spec does not define.",
		Why: "Only a secret under `secrets` has a place to come from.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    secrets: [TOKEN]
    steps: [make]
`,
		Good: `cdc: v1
name: x
secrets: {TOKEN: {ssm: /ci/token}}
jobs:
  a:
    secrets: [TOKEN]
    steps: [make]
`,
	},
	{
		Code: "function-lost", Level: Error, Title: "A step calls a function or an alias of another step.",
		Why: "Steps share the directory and exported variables, and nothing else: CodeBuild starts a new shell for each command.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps:
      - 'greet() { echo hi; }'
      - greet
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps:
      - run: |
          greet() { echo hi; }
          greet
`,
	},
	{
		Code: "variable-lost", Level: Warning, Title: "A variable is read where the shell that set it is gone.",
		Why: "A step with `dir`, `vars` or `continue_on_error` runs in a subshell, and a hook has a shell of its own on GitLab (CI/CD YAML syntax reference, after_script). What they set does not come back, and what the steps set does not reach a hook.",
		Bad: `cdc: v1
name: x
jobs:
  a:
    steps: ['export BUILD=7']
    always: ['test -n "$BUILD"']
`,
		Good: `cdc: v1
name: x
jobs:
  a:
    steps: ['echo 7 > build.txt']
    always: ['test -s build.txt']
`,
	},
}
