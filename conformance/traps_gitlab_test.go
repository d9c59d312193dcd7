package conformance

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// Traps of GitLab's runner and of its file's keys.
var gitlabTraps = []trapCase{
	{
		17, "after-script", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "a: {script: [cd web, 'export V=1', make a], after_script: ['make \"v$V\" \"$(basename \"$PWD\")\"']}"), "make a | make v work | ok",
		emitted("gitlab", oneJob("    dir: web\n    vars: {V: \"1\"}\n    steps: [make a]\n    always: ['make \"v$V\" \"$(basename \"$PWD\")\"']")), "make a | make v1 web | ok",
	},
	{
		19, "entrypoint", inContainer,
		written(".gitlab-ci.yml", "a: {image: 'amazon/aws-cli:2.22.0', script: [make]}"), "aws sh | failed",
		emitted("gitlab", strings.Replace(oneJob("    steps: [make]"), "node:22", "amazon/aws-cli:2.22.0", 1)), "make | ok",
	},
	{
		26, "only-installs", onPipeline(executor.World{}),
		written(".gitlab-ci.yml", "a: {before_script: [make tools]}"), "refused: jobs:a config should implement the script:, run:, or trigger: keyword",
		emitted("gitlab", oneJob("    install: [make tools]")), "a success: make tools",
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
	{
		33, "variable-of-the-project-on-gitlab", onGitLab(executor.World{Project: map[string]string{"STACK": "other"}}),
		written(".gitlab-ci.yml", "variables: {STACK: prod}\na: {script: ['make \"$STACK\"']}"), "make other | ok",
		emitted("gitlab", oneJob("    vars: {STACK: prod}\n    steps: ['make ${{ vars.STACK }}']")), "make prod | ok",
	},
	{
		40, "reserved-by-gitlab", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "variables: {CI_COMMIT_SHA: x}\na: {script: ['make \"$CI_COMMIT_SHA\"']}"), "make x | ok",
		finds("gitlab", oneJob("    vars: {CI_COMMIT_SHA: x}\n    steps: ['make \"$CI_COMMIT_SHA\"']"), "reserved-name"), "error[reserved-name] jobs.a.vars.CI_COMMIT_SHA",
	},
	{
		40, "path", onGitLab(executor.World{}),
		written(".gitlab-ci.yml", "variables: {PATH: /opt/tool/bin}\na: {script: [make]}"), "failed",
		finds("gitlab", oneJob("    vars: {PATH: /opt/tool/bin}\n    steps: [make]"), "reserved-name"), "error[reserved-name] jobs.a.vars.PATH",
	},
	{
		74, "docker-in-docker", withDaemon,
		written(".gitlab-ci.yml", "a: {image: 'acme/tools:1', services: ['docker:28-dind'], script: [docker ps]}"), "docker ps | failed",
		emitted("gitlab", strings.Replace(oneJob("    docker: true\n    steps: [docker ps]"), "node:22", "acme/tools:1", 1)), "docker ps | ok",
	},
	{
		74, "docker-without-certificates", withDaemon,
		written(".gitlab-ci.yml", "a: {image: 'acme/tools:1', services: ['docker:28-dind'], variables: {DOCKER_HOST: 'tcp://docker:2376', DOCKER_TLS_CERTDIR: /certs}, script: [docker ps]}"),
		"docker ps | failed",
		emitted("gitlab", strings.Replace(oneJob("    docker: true\n    steps: [docker ps]"), "node:22", "acme/tools:1", 1)), "docker ps | ok",
	},
}

// entrypoints are images that start a program of their own.
var entrypoints = map[string][]string{"amazon/aws-cli": {"aws"}}

// inContainer runs a job in its image: the runner starts the image with a shell as the command, which the image's own entrypoint
// gets as arguments (GitLab's runner manual, "Docker executor", "Requirements for images with entrypoint"). The AWS CLI
// is the real one.
var inContainer = trapJudge{"AWS CLI in a model of GitLab's Docker executor", func(t *testing.T, f files) string {
	t.Helper()
	image := dig(templateOf(t, file{Path: ".gitlab-ci.yml", Data: []byte(f[".gitlab-ci.yml"])})["a"], "image")
	name, own := str(image), dig(image, "entrypoint")
	if name == "" {
		name = str(dig(image, "name"))
	}
	repository, _, _ := strings.Cut(name, ":")
	start := entrypoints[repository]
	if list := listOf(own); own != nil {
		start = nil
		for _, word := range list {
			if word != "" {
				start = append(start, str(word))
			}
		}
	}
	if len(start) == 0 {
		return onGitLab(executor.World{}).says(t, f)
	}
	args := slices.Concat(start, []string{"sh", "-c", "true"})
	if err := exec.Command(tool(t, args[0]), args[1:]...).Run(); err == nil {
		return strings.Join(args, " ") + " | ok"
	}
	return args[0] + " sh | failed"
}}

// withDaemon runs a job whose Docker client wants a daemon.
var withDaemon = trapJudge{"model of GitLab's manual", func(t *testing.T, f files) string {
	t.Helper()
	jobs, err := executor.GitLab([]byte(f[".gitlab-ci.yml"]), "sh")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(runServed(t, jobs, executor.World{}, nil), "; ")
}}
