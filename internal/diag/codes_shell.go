package diag

// Codes about shell text (compiler/shell).
var shellCodes = []Info{
	{
		Code: "shell-syntax", Level: Error,
		Title: "Shell text that no shell can read.",
		Why: "The job would end at this step on every target, after everything before it had run. The text is read " +
			"as POSIX shell, or as bash where the step says `shell: bash`.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if test -f go.mod; then make
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if test -f go.mod; then make; fi
`,
	},
	{
		Code: "typographic-character", Level: Warning,
		Title: "A quote, a dash or a blank as a text editor sets it, where the shell wants a plain one.",
		Why: "A chat or a word processor turns \" into “ and ”, -- into – and a blank into a no-break space. To the shell all of " +
			"them are letters (POSIX.1-2017, Shell Command Language, 2.2 and 2.3), so `“pytest”` is a program of that name, which " +
			"nobody has.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - pytest -k “not slow”
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - pytest -k "not slow"
`,
	},
	{
		Code: "docker-missing", Level: Warning,
		Title: "A step that calls docker, in a job for which nothing starts a Docker daemon.",
		Why: "The client in a job's container finds nobody to talk to: \"Cannot connect to the Docker daemon\" (GitLab Docs, \"Use " +
			"Docker to build Docker images\"; AWS CodeBuild User Guide, \"Docker sample\": privileged mode). `docker: true` starts " +
			"one, or says where to switch it on. Without an image this is a note: the machine may have a daemon of its own.",
		Bad: `cdc: v1
name: hello
jobs:
  image:
    image: docker:28
    steps:
      - docker build -t hello .
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: hello
jobs:
  image:
    image: docker:28
    docker: true
    steps:
      - docker build -t hello .
targets: {gitlab: {}}
`,
	},
	{
		Code: "bash-only", Level: Error,
		Title: "Something only bash understands, in a job that runs in sh.",
		Why: "GitLab runs steps in bash where the image has it, CodeBuild in /bin/sh, which is dash on Debian and " +
			"Ubuntu images. There the text fails, or does something else without a word: `[[` in a condition " +
			"takes the else branch (POSIX.1-2017, Shell Command Language; buildspec reference, env/shell).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if [[ $BRANCH == main ]]; then make; fi
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    shell: bash
    steps:
      - if [[ $BRANCH == main ]]; then make; fi
`,
	},
	{
		Code: "pseudo-parameter", Level: Error,
		Title: "A pseudo parameter of CloudFormation in the text of a step.",
		Why: "CloudFormation expands ${AWS::AccountId} in templates only. A shell takes it for a part of the variable AWS: dash stops " +
			"with \"Bad substitution\", and bash goes on with an empty text.",
		Bad: `cdc: v1
name: hello
environments: {prod: {account: "123456789012", region: eu-west-1, branches: main}}
jobs:
  push:
    environment: prod
    steps: ["aws s3 sync dist s3://site-${AWS::AccountId}"]
`,
		Good: `cdc: v1
name: hello
environments: {prod: {account: "123456789012", region: eu-west-1, branches: main}}
jobs:
  push:
    environment: prod
    steps: ["aws s3 sync dist s3://site-${{ environment.account }}"]
`,
	},
	{
		Code: "and-list-fails", Level: Warning,
		Title: "A test with `&&` as the last command of a step.",
		Why: "When the test is false the list is false. CodeBuild and Shippable look at the status of the step and " +
			"stop; GitLab, which only has errexit, goes on (POSIX.1-2017, set, -e).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - '[ -n "$FLAG" ] && echo flag'
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if [ -n "$FLAG" ]; then echo flag; fi
`,
	},
	{
		Code: "negated-command", Level: Warning,
		Title: "A command behind `!` whose success should be a failure.",
		Why: "errexit overlooks a command behind `!` (POSIX.1-2017, set, -e). In the middle of a step nothing " +
			"stops; as its last command it stops CodeBuild and Shippable and not GitLab.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - '! grep -r TODO src'
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if grep -r TODO src; then exit 1; fi
`,
	},
	{
		Code: "pipe-hides-failure", Level: Warning,
		Title: "A command before a pipe whose failure is seen on one target only.",
		Why: "sh gives a pipe the status of its last command, so the failure of the first goes unnoticed on " +
			"CodeBuild and Shippable; GitLab's bash has pipefail and stops (Bash Reference Manual, Pipelines).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - npm test | tee test.log
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - npm test > test.log
`,
	},
	{
		Code: "export-hides-failure", Level: Error,
		Title: "A declaration that hides the failure of the command in it.",
		Why: "The status of `export NAME=$(...)` is that of export, which is 0. When the command fails the " +
			"variable is empty and the job goes on (POSIX.1-2017, Shell Command Language, 2.9.1).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - export TOKEN=$(aws ssm get-parameter --name token --query Parameter.Value --output text)
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        TOKEN=$(aws ssm get-parameter --name token --query Parameter.Value --output text)
        export TOKEN
`,
	},
	{
		Code: "export-prints-environment", Level: Error,
		Title: "An export of whatever a command prints.",
		Why: "When the command prints nothing, `export` stands alone and prints every exported variable into the " +
			"log, secrets included. When it fails, the job goes on; with `aws sts assume-role` in it, it goes on " +
			"with the identity of the runner (POSIX.1-2017, export).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - export $(cat .env)
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        set -a
        . ./.env
        set +a
`,
	},
	{
		Code: "early-exit", Level: Error,
		Title: "A success that ends the job before its last step.",
		Why: "One shell runs all steps on GitLab and Shippable, so `exit 0` skips the rest of the job, which is " +
			"then green. On CodeBuild each command has a shell of its own and the next one runs.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - exit 0
      - make
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - make
`,
	},
	{
		Code: "shell-options", Level: Warning,
		Title: "Shell options that other steps have or have not.",
		Why: "One shell runs all steps on GitLab and Shippable, so an option stays on; on CodeBuild it ends with " +
			"its command. After `set +e` no later step can fail. dash has no pipefail and stops at it.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - set -euo pipefail
      - make
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    shell: bash
    steps:
      - make
`,
	},
	{
		Code: "exit-trap", Level: Warning,
		Title: "A trap for the end of a shell that ends at different times.",
		Why: "The trap runs at the end of its command on CodeBuild, at the end of the job on GitLab and never on " +
			"Shippable, which leaves running or lying about what it should clean up.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        trap 'rm -rf tmp' EXIT
        make
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        (
          trap 'rm -rf tmp' EXIT
          make
        )
`,
	},
	{
		Code: "background-lost", Level: Error,
		Title: "A look at a background process of another step.",
		Why: "On CodeBuild each command has a shell of its own: `wait` gives 127 for a process of an earlier one, " +
			"and `$!` is empty.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - npm start &
      - wait $PID
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        npm start &
        PID=$!
        npm test
        kill "$PID"
`,
	},
	{
		Code: "status-lost", Level: Warning,
		Title: "A look at the status of an earlier step.",
		Why: "A step that fails ends the job, so at the beginning of a step `$?` is 0, and the branch for a " +
			"failure never runs.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - make
      - if [ $? -ne 0 ]; then echo failed; fi
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - if ! make; then echo failed; exit 1; fi
`,
	},
	{
		Code: "echo-escape", Level: Warning,
		Title: "A backslash that echo prints differently.",
		Why: "POSIX leaves it to the shell what echo does with backslashes: dash reads them as escapes, bash " +
			"prints them as they are, so the same step prints or writes different text (POSIX.1-2017, echo).",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - echo 'one\ntwo' > list.txt
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - printf 'one\ntwo\n' > list.txt
`,
	},
	{
		Code: "reference-misplaced", Level: Error,
		Title: "A reference where no value can be put.",
		Why: "The shell expands nothing in a here-document with a quoted delimiter; a name must be known before " +
			"the run; a calculation takes numbers only, and bash would run other text as an expression. In a " +
			"comment a reference does nothing.",
		Bad: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        cat > version.txt <<'END'
        ${{ git.sha }}
        END
`,
		Good: `cdc: v1
name: hello
jobs:
  test:
    steps:
      - |
        cat > version.txt <<END
        ${{ git.sha }}
        END
`,
	},
}
