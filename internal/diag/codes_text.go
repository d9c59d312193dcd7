package diag

// Rules lists the codes that compiler/rules finds: those about text, about the graph of jobs, and about data.
func Rules() []Info {
	var all []Info
	for _, group := range [][]Info{textCodes, secretCodes, graphCodes, conditionCodes, environmentCodes, gateCodes, dataCodes} {
		all = append(all, group...)
	}
	return all
}

// Codes about references and contexts in text.
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
		Code: "image-untagged", Level: Note, Title: "A container image without a tag.",
		Why: "The registry then gives the image that is called latest (Docker Docs, \"docker image pull\"). After its next release " +
			"that is another one, and a job that passed yesterday may fail today, with nothing changed in the repository.",
		Bad:  "cdc: v1\nname: app\njobs:\n  test: {image: python, steps: [make test]}\n",
		Good: "cdc: v1\nname: app\njobs:\n  test: {image: \"python:3.12\", steps: [make test]}\n",
	},
	{
		Code: "bad-image", Level: Error, Title: "A container image that cannot exist.",
		Why: "Names of images are small letters and digits, with a tag or a digest behind them (distribution, reference). A machine " +
			"that is told to fetch another waits in the queue, starts, and fails before the first step.",
		Bad: `cdc: v1
name: shop
jobs:
  test: {image: "Golang:1.24", steps: [make test]}
`,
		Good: `cdc: v1
name: shop
jobs:
  test: {image: "golang:1.24", steps: [make test]}
`,
	},
	{
		Code: "reference-bomb", Level: Error, Title: "References make the spec too large.",
		Why: "Variables that refer to each other many times make a few lines stand for more text than any machine holds. No " +
			"pipeline needs more than 64 MiB of it.",
	},
}
