package conformance

import "github.com/cdc-dev/cdc/conformance/executor"

// Traps of GitLab's runner and of its file's keys.
var gitlabTraps = []trapCase{
	{
		17, "after-script", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "a: {script: [cd web, 'export V=1', make a], after_script: ['make \"v$V\" \"$(basename \"$PWD\")\"']}"), "make a | make v work | ok",
		emitted("gitlab", oneJob("    dir: web\n    vars: {V: \"1\"}\n    steps: [make a]\n    always: ['make \"v$V\" \"$(basename \"$PWD\")\"']")), "make a | make v1 web | ok",
	},
	{
		27, "before-script", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "default: {before_script: [make tools]}\na: {before_script: [make own], script: [make a]}"), "make own | make a | ok",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\ndefaults: {install: [make tools]}\n"+
			"jobs: {a: {image: node:22, before: [make own], steps: [make a]}}\n"), "make tools | make own | make a | ok",
	},
	{
		29, "dollar-on-gitlab", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "variables: {V: a$NONE}\na: {script: ['make \"$V\"']}"), "make a | ok",
		emitted("gitlab", "cdc: v1\nname: x\ntriggers: {push: {branches: main}}\nvars: {V: a$NONE}\njobs: {a: {image: node:22, steps: ['make \"$V\"']}}\n"), "make a$NONE | ok",
	},
}
