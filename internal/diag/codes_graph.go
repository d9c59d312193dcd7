package diag

// Codes about jobs, needs and stages.
var graphCodes = []Info{
	{
		Code: "unknown-job", Level: Error, Title: "A need names a job that does not exist.",
		Why: "GitLab refuses the whole pipeline when a needed job does not exist.",
		Bad: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make test]}
  build: {needs: [unit_test], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  unit-test: {steps: [make test]}
  build: {needs: [unit-test], steps: [make]}
`,
	},
	{
		Code: "needs-self", Level: Error, Title: "A job needs itself.",
		Why: "It would wait for its own end, and never start.",
		Bad: `cdc: v1
name: x
jobs:
  build: {needs: [build], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  build: {needs: [], steps: [make]}
`,
	},
	{
		Code: "needs-cycle", Level: Error, Title: "Jobs wait for each other in a circle.",
		Why: "None of them can ever start, and every target refuses such a pipeline.",
		Bad: `cdc: v1
name: x
jobs:
  a: {needs: [b], steps: [make]}
  b: {needs: [a], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [a], steps: [make]}
`,
	},
	{
		Code: "needs-twice", Level: Error, Title: "A job is needed twice.",
		Why: "GitLab refuses a repeated need, and two entries could say different things about its files.",
		Bad: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [a, {job: a, artifacts: false}], steps: [make]}
`,
		Good: `cdc: v1
name: x
jobs:
  a: {steps: [make]}
  b: {needs: [{job: a, artifacts: false}], steps: [make]}
`,
	},
	{
		Code: "needs-absent", Level: Error, Title: "A needed job does not exist in some run.",
		Why: "A job that exists in a run waits for its needs in that run. GitLab refuses the whole pipeline when one of them is not there (CI/CD YAML syntax reference, needs:optional).",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {branches: main}, steps: [make]}
  test: {needs: [build], steps: [make test]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {branches: main}, steps: [make]}
  test: {needs: [{job: build, optional: true}], steps: [make test]}
`,
	},
	{
		Code: "needs-never", Level: Error, Title: "No run has both a job and what it needs.",
		Why: "The job could never start: in each of its runs the other is missing.",
		Bad: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {when: {event: push}, steps: [make]}
  report: {when: {event: merge_request}, needs: [build], steps: [make report]}
`,
		Good: `cdc: v1
name: x
triggers: {push: {}, merge_request: {}}
jobs:
  build: {steps: [make]}
  report: {when: {event: merge_request}, needs: [build], steps: [make report]}
`,
	},
	{
		Code: "unknown-instance", Level: Error, Title: "A need names an instance that the matrix does not have.",
		Why: "GitLab refuses a need of a job instance that does not exist.",
		Bad: `cdc: v1
name: x
jobs:
  build: {matrix: {GO: ["1.23", "1.24"]}, steps: [make]}
  pack: {needs: [{job: build, matrix: {GO: "1.25"}}], steps: [make pack]}
`,
		Good: `cdc: v1
name: x
jobs:
  build: {matrix: {GO: ["1.23", "1.24"]}, steps: [make]}
  pack: {needs: [{job: build, matrix: {GO: "1.24"}}], steps: [make pack]}
`,
	},
	{
		Code: "unknown-stage", Level: Error, Title: "A job is in a stage that does not exist.",
		Why: "Stages are the ones under `stages`, in that order; GitLab refuses a job in any other.",
		Bad: `cdc: v1
name: x
stages: [test, deploy]
jobs:
  a: {stage: test, steps: [make]}
  b: {stage: deply, steps: [make]}
  c: {stage: deploy, steps: [make]}
`,
		Good: `cdc: v1
name: x
stages: [test, deploy]
jobs:
  a: {stage: test, steps: [make]}
  b: {stage: deploy, steps: [make]}
`,
	},
	{
		Code: "stage-order", Level: Error, Title: "A need on a job of a later stage.",
		Why: "A stage starts when the ones before it have ended, so the two would wait for each other. GitLab refuses it.",
		Bad: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, needs: [unit], steps: [make]}
  unit: {stage: test, steps: [make test]}
`,
		Good: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, steps: [make]}
  unit: {stage: test, needs: [pack], steps: [make test]}
`,
	},
	{
		Code: "stage-unused", Level: Warning, Title: "A stage without a job.",
		Why: "It does nothing, and usually a job in it was renamed or forgotten.",
		Bad: `cdc: v1
name: x
stages: [build, test]
jobs:
  pack: {stage: build, steps: [make]}
`,
		Good: `cdc: v1
name: x
stages: [build]
jobs:
  pack: {stage: build, steps: [make]}
`,
	},
}
