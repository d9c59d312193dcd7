package conformance

import (
	"encoding/json"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// commands is a buildspec whose build phase has these commands.
func commands(version string, list ...string) form {
	text, _ := json.Marshal(list)
	return written("buildspec.yml", "version: "+version+"\nphases: {build: {commands: "+string(text)+"}}\n")
}

// onlySteps is what cdc writes for CodeBuild of a job with these steps.
func onlySteps(version string, list ...string) form {
	text, _ := json.Marshal(list)
	return emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: "+string(text)+"}}\ntargets: {codebuild: {version: \""+version+"\"}}\n")
}

// inBash is the same with bash as the shell.
func inBash(list ...string) form {
	text, _ := json.Marshal(list)
	return emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {shell: bash, steps: "+string(text)+"}}\n")
}

// jobLines is what cdc writes for CodeBuild of a job with these lines.
func jobLines(lines string) form {
	return emitted("codebuild", "cdc: v1\nname: x\njobs:\n  a:\n"+lines+"\n")
}

const assuming = "cdc: v1\nname: x\nenvironments:\n  e: {account: 123456789012, region: eu-west-1, roles: {assume: r}}\njobs:\n  a:\n    access: e\n"

func from(env map[string]string) trapJudge { return onCodeBuild(executor.World{Env: env}) }

// Traps of CodeBuild's agent: what it does with commands and phases.
var codebuildTraps = []trapCase{
	{
		1, "exports", onCodeBuild(executor.World{}),
		commands("0.1", "export V=1", "make v$V"), "make v | ok", onlySteps("0.1", "export V=1", "make v$V"), "make v1 | ok",
	},
	{
		1, "directories-over-phases", onCodeBuild(executor.World{}),
		written("buildspec.yml", "version: 0.1\nphases: {install: {commands: [cd sub]}, build: {commands: ['make \"${PWD##*/}\"']}}\n"), "make work | ok",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {install: [cd sub], steps: ['make \"${PWD##*/}\"']}}\ntargets: {codebuild: {version: \"0.1\"}}\n"), "make sub | ok",
	},
	{
		2, "comments-behind-and", onCodeBuild(executor.World{}),
		commands("0.1", "export A=1 && make one # note && make two"), "make one | ok",
		onlySteps("0.1", "export A=1", "make one # note", "make two"), "make one | make two | ok",
	},
	{
		2, "here-documents-behind-and", onCodeBuild(executor.World{}),
		commands("0.1", "export A=1 && cat > f << END\ntext\nEND && make \"$(cat f)\""), "ok",
		onlySteps("0.1", "export A=1", "cat > f << END\ntext\nEND", "make \"$(cat f)\""), "make text | ok",
	},
	{
		3, "functions", onCodeBuild(executor.World{}),
		commands("0.2", "f() { make in; }", "f; make out"), "make out | ok", onlySteps("0.2", "f() { make in; }\nf\nmake out"), "make in | make out | ok",
	},
	{
		3, "functions-are-found", onCodeBuild(executor.World{}),
		commands("0.2", "f() { make in; }", "f; make out"), "make out | ok",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['f() { make in; }', 'f; make out']}}\n", "function-lost"), "error[function-lost] jobs.a.steps[1]",
	},
	{
		3, "options", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", "set -e", "make a\nmake b"), "make a | make b | ok", onlySteps("0.2", "make a\nmake b"), "make a | failed",
	},
	{
		4, "middle-of-a-block", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", "make a\nmake b"), "make a | make b | ok", onlySteps("0.2", "make a\nmake b"), "make a | failed",
	},
	{
		4, "loops", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", "for i in 1 2; do make $i; done"), "make 1 | make 2 | ok", onlySteps("0.2", "for i in 1 2; do make $i; done"), "make 1 | failed",
	},
	{
		7, "pipes", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", "make a | cat", "make b"), "make a | make b | ok", inBash("make a | cat", "make b"), "make a | failed",
	},
	{
		8, "exports-before-exit", onCodeBuild(executor.World{}),
		commands("0.2", "export A=1; exit 0", `make "b$A"`), "make b | ok",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['export A=1; exit 0', 'make \"b$A\"']}}\n", "early-exit"), "error[early-exit] jobs.a.steps[0]",
	},
	{
		8, "skipping-the-rest", onCodeBuild(executor.World{}),
		commands("0.2", `[ "$CODEBUILD_WEBHOOK_TRIGGER" = branch/other ] || exit 0`, "make b"), "make b | ok",
		jobLines("    when: {branches: other}\n    install: [make tools]\n    steps: [make b]\n    always: [make end]"), "ok",
	},
	{
		9, "double-brackets", onCodeBuild(executor.World{}),
		commands("0.2", "if [[ -n x ]]; then make a; else make b; fi"), "make b | ok", inBash("if [[ -n x ]]; then make a; else make b; fi"), "make a | ok",
	},
	{
		10, "substrings", onCodeBuild(executor.World{}),
		commands("0.2", "V=12345678; make ${V:0:3}"), "failed", inBash("V=12345678; make ${V:0:3}"), "make 123 | ok",
	},
	{
		10, "braces", onCodeBuild(executor.World{}),
		commands("0.2", "make {a,b}"), "make {a,b} | ok", inBash("make {a,b}"), "make a b | ok",
	},
	{
		10, "pushd", onCodeBuild(executor.World{}),
		commands("0.2", `pushd sub; make "${PWD##*/}"`), "make work | ok",
		finds("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['pushd sub; make \"${PWD##*/}\"']}}\n", "bash-only"), "error[bash-only] jobs.a.steps[0]",
	},
	{
		11, "export-of-a-command", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", `export M="$(git log)"`, "make b"), "git log | make b | ok", onlySteps("0.2", "make b ${{ git.message }}"), "git log -1 --format=%s | failed",
	},
	{
		12, "export-of-nothing", trapJudge{"model of CodeBuild's agent, and its log", logOf("s3cr3t", executor.World{Env: map[string]string{"TOKEN": "s3cr3t"}})},
		commands("0.2", "export $(cat none.env)"), "the log shows it", emitted("codebuild", assuming+"    steps: [make a]\n"), "the log does not show it",
	},
	{
		13, "roles", onCodeBuild(executor.World{Fail: 1}),
		commands("0.2", `export $(printf "AWS_ACCESS_KEY_ID=%s" $(aws sts assume-role --role-arn r))`, "make deploy"), "aws sts assume-role | make deploy | ok",
		emitted("codebuild", assuming+"    steps: [make deploy]\n"), "aws sts assume-role | failed",
	},
	{
		14, "assignments", onCodeBuild(executor.World{}),
		commands("0.2", "cdc_creds=$(echo secret)", `sh -c 'make "x$cdc_creds"'`), "make xsecret | ok",
		emitted("codebuild", assuming+"    steps: ['sh -c ''make \"x$cdc_creds\"''']\n"), "aws sts assume-role | make x | ok",
	},
	{
		15, "background", onCodeBuild(executor.World{}),
		commands("0.2", "sleep 0 &\nexport P=$!", "wait $P", "make b"), "failed", onlySteps("0.2", "sleep 0 &\nwait $!\nmake b"), "make b | ok",
	},
	{
		16, "exit-traps", onCodeBuild(executor.World{}),
		commands("0.2", "trap 'make end' EXIT", "make a"), "make end | make a | ok", jobLines("    steps: [make a]\n    always: [make end]"), "make a | make end | ok",
	},
	{
		20, "deploys-in-post-build", onCodeBuild(executor.World{Fail: 1}),
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: [make test]}, post_build: {commands: [make deploy]}}\n"), "make test | make deploy | failed",
		onlySteps("0.2", "make test", "make deploy"), "make test | failed",
	},
	{
		20, "good-news-in-post-build", onCodeBuild(executor.World{Fail: 1}),
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: [make test]}, post_build: {commands: [make good]}}\n"), "make test | make good | failed",
		jobLines("    steps: [make test]\n    on_success: [make good]\n    on_failure: [make bad]"), "make test | make bad | failed",
	},
	{
		21, "failing-hooks", onCodeBuild(executor.World{Fail: 2}),
		written("buildspec.yml", "version: 0.2\nphases: {build: {commands: [make a]}, post_build: {commands: [make end]}}\n"), "make a | make end | failed",
		jobLines("    steps: [make a]\n    always: [make end]"), "make a | make end | ok",
	},
	{
		22, "failing-install", onCodeBuild(executor.World{Fail: 1}),
		written("buildspec.yml", "version: 0.2\nphases: {install: {commands: [make tools]}, post_build: {commands: [make bad]}}\n"), "make tools | failed",
		jobLines("    install: [make tools]\n    steps: [make a]\n    on_failure: [make bad]"), "make tools | make bad | failed",
	},
	{
		22, "failing-install-0.1", onCodeBuild(executor.World{Fail: 1}),
		written("buildspec.yml", "version: 0.1\nphases: {install: {commands: [make tools]}, post_build: {commands: [make bad]}}\n"), "make tools | failed",
		jobLines("    install: [make tools]\n    steps: [make a]\n    on_failure: [make bad]\ntargets: {codebuild: {version: \"0.1\"}}"), "make tools | make bad | failed",
	},
	{
		29, "dollars-for-the-shell", onCodeBuild(executor.World{}),
		commands("0.2", "export V=a$NOTHING", `make "$V"`), "make a | ok",
		emitted("codebuild", "cdc: v1\nname: x\nvars: {V: 'a$NOTHING'}\njobs: {a: {steps: ['make \"$V\"']}}\n"), "make a$NOTHING | ok",
	},
	{
		32, "workspace", onCodeBuild(executor.World{}),
		written("buildspec.yml", "version: 0.2\nenv: {variables: {C: $CODEBUILD_SRC_DIR/.cache}}\nphases: {build: {commands: ['make \"$C\"']}}\n"), "make $CODEBUILD_SRC_DIR/.cache | ok",
		emitted("codebuild", "cdc: v1\nname: x\nvars: {C: \"${{ workspace }}/.cache\"}\njobs: {a: {steps: ['make \"$C\"']}}\n"), "make $WORK/.cache | ok",
	},
	{
		33, "project-variables", onCodeBuild(executor.World{Project: map[string]string{"STACK": "other"}}),
		written("buildspec.yml", "version: 0.2\nenv: {variables: {STACK: prod}}\nphases: {build: {commands: ['make \"$STACK\"']}}\n"), "make other | ok",
		emitted("codebuild", "cdc: v1\nname: x\nvars: {STACK: prod}\njobs: {a: {steps: ['make \"${{ vars.STACK }}\"']}}\n"), "make prod | ok",
	},
	{
		36, "short-commits", onCodeBuild(executor.World{}),
		commands("0.2", `make "$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c1-7)"`), "make 8f14e45 | ok", onlySteps("0.2", "make ${{ git.short_sha }}"), "make 8f14e45f | ok",
	},
	{
		37, "branches-as-names", from(map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": "refs/heads/Feature/A_b"}),
		commands("0.2", `make "${CODEBUILD_WEBHOOK_HEAD_REF#refs/heads/}"`), "make Feature/A_b | ok", onlySteps("0.2", "make ${{ git.branch_slug }}"), "make feature-a-b | ok",
	},
	{
		38, "prefix-of-the-ref", onCodeBuild(executor.World{}),
		commands("0.2", `make "$CODEBUILD_WEBHOOK_HEAD_REF"`), "make refs/heads/main | ok", emitted("codebuild", oneJob("    steps: ['make ${{ git.branch }}']")), "make main | ok",
	},
	{
		38, "no-ref", from(map[string]string{"CODEBUILD_WEBHOOK_HEAD_REF": ""}),
		commands("0.2", `make "${CODEBUILD_WEBHOOK_HEAD_REF#refs/heads/}"`), "make  | ok", emitted("codebuild", oneJob("    steps: ['make ${{ git.branch }}']")), "failed",
	},
}
