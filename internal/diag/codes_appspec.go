package diag

// Codes about CodeDeploy's appspec.
var appspecCodes = []Info{
	{
		Code: "destination-relative", Level: Error,
		Title: "A destination of the appspec is not absolute.",
		Why:   "The agent copies to a directory of the machine and has no working directory of its own. It refuses a revision with a relative destination, after everything was uploaded.",
		Bad:   appspec("files: [{source: /, destination: srv/app}]"), Good: appspec("files: [{source: /, destination: /srv/app}]"),
	},
	{
		Code: "appspec-windows", Level: Error,
		Title: "The appspec asks Windows for what only Linux has.",
		Why:   "`permissions` and `runas` exist on Linux only. The agent on Windows fails a deployment that has them.",
		Bad:   appspecOn("windows", `hooks: {AfterInstall: [{location: install.ps1, runas: admin}]}`),
		Good:  appspecOn("windows", `hooks: {AfterInstall: [{location: install.ps1}]}`),
	},
	{
		Code: "appspec-timeout", Level: Error,
		Title: "The scripts of one lifecycle event may take longer than CodeDeploy allows.",
		Why:   "All scripts of an event together have 3,600 seconds, and a script without a timeout is given all of them (CodeDeploy User Guide, \"AppSpec 'hooks' section\"). CodeDeploy refuses the file.",
		Bad:   appspec(`hooks: {AfterInstall: [{location: a.sh, timeout: 3000}, {location: b.sh, timeout: 900}]}`),
		Good:  appspec(`hooks: {AfterInstall: [{location: a.sh, timeout: 2700}, {location: b.sh, timeout: 900}]}`),
	},
	{
		Code: "appspec-previous", Level: Note,
		Title: "A hook runs from the revision that is being replaced.",
		Why:   "ApplicationStop and the events around blocking traffic run before the new revision is there, so the agent takes their scripts from the last one that was deployed. A broken stop script therefore breaks the next deployment, and its repair helps the one after that.",
		Bad:   appspec(`hooks: {ApplicationStop: [{location: stop.sh}]}`), Good: appspec(`hooks: {BeforeInstall: [{location: stop.sh}]}`),
	},
	{
		Code: "appspec-outside", Level: Warning,
		Title: "The bundle of a deployment has no appspec.",
		Why: "CodeDeploy looks for appspec.yml at the root of the bundle. cdc writes it beside the spec, so a bundle of another directory " +
			"lacks it unless a step copies it there; `aws deploy push` then ends with an error.",
		Bad:  appspecBundle(""),
		Good: appspecBundle("cp appspec.yml dist, "),
	},
	{
		Code: "script-missing", Level: Warning,
		Title: "A script of the appspec is not beside the spec.",
		Why:   "The agent looks for the script in the revision, which is the repository as it was packed. A deployment whose script is missing fails with ScriptMissing on the machine.",
	},
}

func appspec(rest string) string { return appspecOn("linux", rest) }

// appspecBundle is a spec that deploys a directory.
func appspecBundle(step string) string {
	return "cdc: v1\nname: app\ntriggers: {push: {branches: main}}\nenvironments:\n  live: {account: \"123456789012\", region: eu-west-1, branches: main}\n" +
		"appspec:\n  os: linux\n  files: [{source: /, destination: /srv/app}]\njobs:\n  ship:\n    environment: live\n    image: public.ecr.aws/aws-cli/aws-cli:2.22.0\n" +
		"    steps: [make dist, " + step + "{codedeploy: {application: a, group: g, revision: {s3: {bucket: b, key: \"${{ git.sha }}.zip\", source: dist}}}}]\n" +
		"targets: {gitlab: {}}\n"
}

func appspecOn(os, rest string) string {
	return "cdc: v1\nname: app\nappspec:\n  os: " + os + "\n  " + rest + `
jobs:
  test:
    steps: [make test]
targets: {gitlab: {}}
`
}
