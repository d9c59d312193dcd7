package diag

// Codes about credentials and secrets, and what a step leaves to the next.
var secretCodes = []Info{
	{
		Code: "plain-credential", Level: Error, Title: "A credential in plain sight.",
		Why: "The spec is committed, and whoever reads the repository has it for ever. cdc never repeats the credential in a report. Where only a name tells (`DB_PASSWORD: ...`, `docker login -p ...`) it is a warning.",
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
		Why: "The target's own order of precedence decides between the two: on GitLab the project's settings outrank the file (GitLab CI/CD variables, CI/CD variable precedence), even in a job that does not list the secret; in a step the step's variables win.",
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
