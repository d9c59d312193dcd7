package diag

// Codes about the comments that silence findings (compiler/ignore.go).
var ignoreCodes = []Info{
	{
		Code: "unused-ignore", Level: Warning,
		Title: "An ignore comment that silences nothing.",
		Why: "The finding it speaks of is gone, never was, or is an error, which no comment silences. Left in place, it would " +
			"hide the next finding of that name on this line, which nobody has looked at.",
		Bad: `cdc: v1
name: hello
jobs:
  # cdc-ignore: no-image the runner has what we need
  hello:
    steps: [make]
targets: {gitlab: {}}
`,
		Good: `cdc: v1
name: hello
jobs:
  hello:
    steps: [make]
targets: {gitlab: {}}
`,
	},
	{
		Code: "ignore-reason", Level: Warning,
		Title: "An ignore comment without a code or a reason.",
		Why: "The next reader cannot tell whether the finding was judged or only hidden, so the comment silences nothing " +
			"until it says why.",
		Bad: `# cdc-ignore: no-triggers
cdc: v1
name: hello
jobs:
  hello:
    steps: [make]
`,
		Good: `# cdc-ignore: no-triggers every branch and tag is what we want
cdc: v1
name: hello
jobs:
  hello:
    steps: [make]
`,
	},
}
