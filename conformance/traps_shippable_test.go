package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// Traps of Shippable.
var shippableTraps = []trapCase{
	{
		24, "failure-behind-the-build", onShippable(executor.World{Fail: 2}),
		written("shippable.yml", "language: go\nbuild: {ci: [make], on_success: [make deploy]}\n"), "make | make deploy | ok",
		emitted("shippable", shippableJob("    steps: [make, make deploy]")), "make | make deploy | failed",
	},
	{
		24, "failure-behind-an-old-build", onShippable(executor.World{Fail: 2}),
		written("shippable.yml", "language: go\nscript: [make]\nafter_success: [make push, make deploy]\n"), "make | make push | make deploy | ok",
		emitted("shippable", shippableJob("    steps: [make, make push, make deploy]")), "make | make push | failed",
	},
	{
		25, "no-ci", onShippable(executor.World{}),
		written("shippable.yml", "build: {post_ci: [make]}\n"), "bundle install | make | ok",
		emitted("shippable", "cdc: v1\nname: x\njobs: {a: {install: [make]}}\n"), "make | ok",
	},
	{
		25, "no-script", onShippable(executor.World{}),
		written("shippable.yml", "language: python\nafter_success: [make]\n"), "pip install -r requirements.txt | make | ok",
		emitted("shippable", "cdc: v1\nname: x\njobs: {a: {install: [make]}}\ntargets: {shippable: {dialect: travis}}\n"), "make | ok",
	},
	{
		29, "dollar-on-shippable", onShippable(executor.World{}),
		written("shippable.yml", "language: go\nenv: {global: ['V=a$NONE']}\nbuild: {ci: ['make \"$V\"']}\n"), "make a | ok",
		emitted("shippable", shippableJob("    vars: {V: 'a$NONE'}\n    steps: ['make \"$V\"']")), "make a$NONE | ok",
	},
	{
		30, "backquotes", onShippable(executor.World{}),
		written("shippable.yml", "language: go\nenv: {global: ['V=a`echo b`$(echo c)']}\nbuild: {ci: ['make \"$V\"']}\n"), "make abc | ok",
		emitted("shippable", shippableJob("    vars: {V: 'a`echo b`$(echo c)'}\n    steps: ['make \"$V\"']")), "make a`echo b`$(echo c) | ok",
	},
	{
		30, "quotes", onShippable(executor.World{}),
		written("shippable.yml", "language: go\nenv: {global: ['V=\"a\" b\\c']}\nbuild: {ci: ['make \"$V\"']}\n"), "make a | ok",
		emitted("shippable", shippableJob("    vars: {V: '\"a\" b\\c'}\n    steps: ['make \"$V\"']")), `make "a" b\c | ok`,
	},
	{
		31, "list-of-variables", onShippable(executor.World{}),
		written("shippable.yml", "language: go\nenv: [A=1, B=2]\nbuild: {ci: ['make \"$A$B\"']}\n"), "make 1 | ok; make 2 | ok",
		emitted("shippable", shippableJob("    vars: {A: \"1\", B: \"2\"}\n    steps: ['make \"$A$B\"']")), "make 12 | ok",
	},
	{
		39, "short-name-of-the-repository", onShippable(executor.World{}),
		written("shippable.yml", "language: go\nbuild: {ci: ['make \"$REPO_NAME\"']}\n"), "make name | ok",
		emitted("shippable", shippableJob("    steps: ['make ${{ git.repo }}']")), "make owner/name | ok",
	},
	{
		43, "secret-of-a-fork", onShippable(executor.World{Event: executor.Change}),
		written("shippable.yml", "language: go\nbuild: {ci: [make, 'make \"x$TOKEN\"']}\n"), "make | make x | ok",
		emitted("shippable", shippableJob("    secrets: [TOKEN]\n    steps: [make, 'make \"x$TOKEN\"']")), "make | ok",
	},
	{
		58, "pull-request-deploys", onShippable(executor.World{Event: executor.Change, Env: shippableSecrets}),
		written("shippable.yml", "language: go\nbuild: {ci: [make, aws deploy push]}\n"), "make | aws deploy push | ok",
		emitted("shippable", shippableJob(shippableProd+"    steps: [make, "+codedeployStep+"]")), "make | ok",
	},
	{
		58, "pull-request-deploys-by-a-script", onShippable(executor.World{Event: executor.Change, Env: shippableSecrets}),
		written("shippable.yml", "language: go\nbuild: {ci: [make, make deploy, make smoke]}\n"), "make | make deploy | make smoke | ok",
		emitted("shippable", shippableJob(shippableProd+"    steps: [make, make deploy, make smoke]")), "make | ok",
	},
	{
		67, "reports-of-a-failed-build", onShippable(executor.World{Fail: 1}),
		written("shippable.yml", "language: go\nbuild: {ci: [make, cp out/report.xml shippable/testresults/]}\n"), "make | failed",
		emitted("shippable", shippableJob("    steps: [make]\n    reports: {junit: out/report.xml, cobertura: shippable/codecoverage/c.xml}")),
		"make | cp $WORK/out/report.xml $WORK/shippable/testresults/ | failed",
	},
	{
		75, "options-drop-the-privilege", inBoot,
		written("shippable.yml", "language: none\nbuild:\n  pre_ci_boot: {image_name: acme/tool, image_tag: '1', options: \"--entrypoint=''\"}\n  ci: [docker ps]\n"), "no privilege",
		emitted("shippable", shippableJob("    image: {name: \"acme/tool:1\", entrypoint: [\"\"]}\n    steps: [docker ps]")), "privileged, with its own entrypoint",
	},
	{
		79, "constant-key", inTwoBuilds,
		written("shippable.yml", "language: none\nbuild: {ci: ['aws deploy push --application-name app --s3-location s3://shop-bundles/latest.zip']}\n"), "1 bundle for 2 builds",
		emitted("shippable", shippableJob(shippableProd+"    steps: ["+codedeployStep+"]")), "2 bundles for 2 builds",
	},
	{
		79, "constant-key-found", inTwoBuilds,
		written("shippable.yml", "language: none\nbuild: {ci: ['aws deploy push --application-name app --s3-location s3://shop-bundles/latest.zip']}\n"), "1 bundle for 2 builds",
		finds("shippable", shippableJob(shippableProd+"    steps: ["+strings.Replace(codedeployStep, "${{ name }}/${{ git.sha }}", "latest", 1)+"]"), "revision-constant"),
		"warning[revision-constant] jobs.a.steps[0].codedeploy.revision.s3.key",
	},
	{
		81, "polling", onShippable(executor.World{Env: shippableSecrets, Refuse: "aws deploy [gw]*"}),
		written("shippable.yml", "language: go\nbuild: {ci: [aws deploy create-deployment, 'until [ \"$(aws deploy get-deployment)\" != InProgress ]; do sleep 1; done', make]}\n"),
		"aws deploy create-deployment | aws deploy get-deployment | make | ok",
		emitted("shippable", shippableJob(shippableProd+"    steps: [{codedeploy: {application: app, group: fleet, revision: {github: {}}}}, make]")),
		"aws sts get-caller-identity | aws deploy create-deployment | aws deploy wait | failed",
	},
}

// shippableJob is a spec of one job with more lines of it.
func shippableJob(lines string) string {
	return "cdc: v1\nname: shop\ntriggers: {push: {branches: main}}\nsecrets:\n  AWS_ACCESS_KEY_ID: {from: ci, shippable: Q2lwaGVydGV4dA==}\n" +
		"  AWS_SECRET_ACCESS_KEY: {from: ci, shippable: Q2lwaGVydGV4dA==}\n  TOKEN: {from: ci, shippable: Q2lwaGVydGV4dA==}\n" +
		"environments:\n  prod: {account: 123456789012, region: eu-west-1}\njobs:\n  a:\n    runtime: {go: 1.16}\n" + lines + "\ntargets: {shippable: {}}\n"
}

const (
	shippableProd  = "    environment: prod\n    secrets: [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]\n"
	codedeployStep = "{codedeploy: {application: app, group: fleet, revision: {s3: {bucket: shop-bundles, key: \"${{ name }}/${{ git.sha }}.zip\"}}}}"
)

// shippableSecrets are what a build has that may read them.
var shippableSecrets = map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example", "TOKEN": "token"}

// inBoot says how the container of a build starts: with --privileged by default, and with exactly the options that are given
// where some are (Shippable's "Build and Test", pre_ci_boot: options).
var inBoot = trapJudge{"model of Shippable's manual", func(t *testing.T, f files) string {
	boot := templateOf(t, file{Path: "shippable.yml", Data: []byte(f["shippable.yml"])})["build"]
	options := str(dig(boot, "pre_ci_boot", "options"))
	if options != "" && !slices.Contains(strings.Fields(options), "--privileged") {
		return "no privilege"
	}
	return "privileged" + map[bool]string{true: ", with its own entrypoint"}[strings.Contains(options, "--entrypoint=''")]
}}

// inTwoBuilds runs the builds of two commits and counts the objects that their deployments read.
var inTwoBuilds = trapJudge{"model of Shippable's builds", func(t *testing.T, f files) string {
	t.Helper()
	bundles := map[string]bool{}
	for _, commit := range []string{"aaaaaaaa", "bbbbbbbb"} {
		jobs, err := executor.Shippable([]byte(f["shippable.yml"]))
		if err != nil {
			t.Fatal(err)
		}
		env := map[string]string{"COMMIT": commit}
		for k, v := range shippableSecrets {
			env[k] = v
		}
		res, err := jobs[0].Run(executor.World{Dir: t.TempDir(), Bin: stubs(t, jobs), Env: env})
		if err != nil || !res.Passed {
			t.Fatalf("%v\n%s", err, res.Log)
		}
		for _, call := range res.Calls {
			if i := slices.Index(call, "--s3-location"); i > 0 && call[2] == "push" {
				bundles[call[i+1]] = true
			}
		}
	}
	return fmt.Sprintf("%d bundle%s for 2 builds", len(bundles), map[bool]string{true: "s"}[len(bundles) != 1])
}}
