package conformance

import "github.com/cdc-dev/cdc/conformance/executor"

// Traps of the shell that an executor gives to a job.
var shellTraps = []trapCase{
	{
		5, "and-list-on-gitlab", onGitLab(executor.World{Fail: 1}),
		written(".gitlab-ci.yml", "a: {script: ['make a && make b', make c]}"), "make a | make c | ok",
		emitted("gitlab", oneJob("    steps: [make a && make b, make c]")), "make a | failed",
	},
	{
		6, "negation-on-gitlab", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "a: {script: ['! make a', make c]}"), "make a | make c | ok",
		emitted("gitlab", oneJob("    steps: ['! make a', make c]")), "make a | failed",
	},
}
