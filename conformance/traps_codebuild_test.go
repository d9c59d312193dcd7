package conformance

import "github.com/cdc-dev/cdc/conformance/executor"

// Traps of CodeBuild: what its agent does with commands and phases, and what a file of it means beside a project.
var codebuildTraps = []trapCase{
	{
		1, "exports", onCodeBuild(executor.World{}),
		written("buildspec.yml", "version: 0.1\nphases: {build: {commands: ['export V=1', 'make v$V']}}\n"), "make v | ok",
		emitted("codebuild", "cdc: v1\nname: x\njobs: {a: {steps: ['export V=1', 'make v$V']}}\ntargets: {codebuild: {version: \"0.1\"}}\n"), "make v1 | ok",
	},
}
