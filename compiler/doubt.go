package compiler

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// doubt is what cannot be known of a pipeline because a part of the spec that says it is faulty. What the rules conclude
// from such a part is no finding of its own: somebody who mistyped the name of a need has not deployed untested.
type doubt struct {
	runs   bool            // which events start a run
	graph  bool            // which jobs there are
	stages bool            // which stages there are
	envs   bool            // where environments admit jobs
	top    bool            // what an unknown key of the spec itself stands for; that of another tool is known
	vars   bool            // which variables there are
	told   bool            // who is told of the runs
	tools  bool            // what all jobs install
	steps  bool            // what the jobs do
	files  bool            // what the jobs hand over
	locks  bool            // which secrets there are
	jobs   map[string]bool // jobs of which it is not known what they wait for, or when they run
	hidden map[string]bool // jobs of which it is not known which secrets they read
	blank  map[string]bool // jobs of which it is not known what a key stands for
	places map[string]bool // environments of which it is not known in which account they are
	named  map[diag.Range]bool
	text   stretches    // what is faulty as text or in its shape
	root   *source.Node // the spec
}

// relations are the keys of a job that say when it runs and what it waits for, and what other tools call them.
const relations = " needs stage when environment access dependencies only except rules if depends_on on "

// refs are the keys of an environment that say which runs may deploy there.
const refs = " branches not_branches tags not_tags "

// tools are the keys of a job that say what its steps find on the machine.
const tools = " install before image runtime "

// identity are the keys of an environment that say as whom its jobs work.
const identity = " account roles oidc region "

// note takes up what an error leaves in doubt.
func (d *doubt) note(f *diag.Diagnostic, keys []string) {
	at := func(i int) string {
		if i < len(keys) {
			return keys[i]
		}
		return ""
	}
	switch f.Code {
	case "no-runs", "job-never", "needs-absent", "needs-never", "outside-environment", "secret-not-listed", "empty-job", "needs-self", "needs-twice",
		"ephemeral-jobs", "ephemeral-runs", "file-not-passed", "no-environment", "no-bucket", "unknown-change-set", "change-set-order":
		return // these are conclusions themselves, or leave nothing open
	case "needs-cycle":
		d.graph = true
	case "unknown-secret", "unknown-environment", "unknown-job", "unknown-stage", "unknown-variable", "unknown-reference":
		d.named[f.Range] = true
		d.locks = d.locks || f.Code == "unknown-secret"
		d.steps = d.steps || f.Code == "unknown-variable" || f.Code == "unknown-reference"
	case "bad-change-set-name", "bad-stack-name", "shell-variable", "missing-dollar", "malformed-reference", "open-reference":
		d.steps = true
	}
	riddle, shape := unsolved(f), d.text.hold(f.Range)
	switch at(0) {
	case "triggers", "on", "trigger":
		d.runs = true
	case "stages":
		d.stages = true
	case "vars":
		d.vars = d.vars || shape
	case "notify":
		d.told = d.told || shape
	case "defaults":
		d.vars = d.vars || riddle || shape && at(1) == "region"
		d.tools = d.tools || riddle || shape && has(tools, at(1))
	case "environments":
		d.vars = d.vars || riddle || shape && (len(keys) < 3 || has(" vars region account ", at(2)))
		d.envs = d.envs || len(keys) < 3 || riddle || has(refs, at(2))
		if riddle || shape && has(identity, at(2)) {
			d.places[at(1)] = true
		}
	case "jobs":
		d.noteJob(f, keys)
	}
	if len(keys) < 2 {
		d.top = d.top || f.Code == "unknown-key" && riddle
		d.graph = d.graph || f.Code == "missing-key" || riddle && d.root.Get("jobs") == nil
		d.runs = d.runs || riddle && d.root.Get("triggers") == nil
	}
}

// unsolved reports whether a finding is about a key of which nobody knows what it was meant to be.
func unsolved(f *diag.Diagnostic) bool {
	return f.Code == "foreign-key" || f.Code == "unknown-key" && !strings.HasPrefix(f.Help, "did you mean")
}

func (d *doubt) noteJob(f *diag.Diagnostic, keys []string) {
	shape := d.text.hold(f.Range)
	d.steps = d.steps || len(keys) > 2 && shape
	d.files = d.files || unsolved(f) || len(keys) > 2 && keys[2] == "artifacts"
	switch {
	case len(keys) < 2 || len(keys) == 2 && f.Code == "duplicate-key":
		d.graph = true
	case unsolved(f):
		d.hidden[keys[1]], d.jobs[keys[1]], d.blank[keys[1]] = true, true, true
	case len(keys) > 2 && shape && has(tools, keys[2]):
		d.blank[keys[1]] = true
	case len(keys) > 2 && shape && has(" vars matrix ", keys[2]):
		d.vars = true
	case len(keys) > 2 && keys[2] == "secrets":
		d.hidden[keys[1]] = true
	case len(keys) > 2 && has(relations, keys[2]):
		d.jobs[keys[1]] = true
	}
}

func has(words, word string) bool { return word != "" && strings.Contains(words, " "+word+" ") }

// follows reports whether a finding is concluded from what is in doubt.
func (d *doubt) follows(f *diag.Diagnostic, keys []string) bool {
	job, env := "", ""
	if len(keys) > 1 {
		switch keys[0] {
		case "jobs":
			job = keys[1]
		case "environments":
			env = keys[1]
		}
	}
	return d.runsFollow(f.Code, job) || d.placesFollow(f, job, env) || d.stepsFollow(f, job) || d.namesFollow(f, job)
}

// runsFollow: which runs there are, and which jobs run in them.
func (d *doubt) runsFollow(code diag.Code, job string) bool {
	graph := d.graph || d.runs || d.envs
	switch code {
	case "untested-deploy", "environment-unused", "approval-unused", "ephemeral-jobs":
		return graph || d.stages || len(d.jobs) > 0
	case "needs-absent", "needs-never", "empty-run", "job-left-out", "manual-lost":
		return graph || len(d.jobs) > 0
	case "job-never", "deploys-everywhere", "outside-environment", "access-outside", "condition-never", "ephemeral-runs":
		return d.runs || d.envs || d.jobs[job]
	case "no-runs", "trigger-assumed", "event-never":
		return d.runs
	case "stage-unused":
		return d.stages || d.graph || len(d.jobs) > 0
	case "jobs-not-closed":
		return graph || len(d.jobs) > 0 || d.faulty("targets")
	}
	return false
}

// placesFollow: where the jobs work, and as whom.
func (d *doubt) placesFollow(f *diag.Diagnostic, job, env string) bool {
	switch f.Code {
	case "no-environment":
		return d.jobs[job] || f.Level == diag.Warning && d.text.within(f.Range)
	case "role-account", "no-region", "two-identities":
		return d.places[env]
	case "account-unreachable", "execution-role-missing", "roles-without-account", "secret-replaced":
		return len(d.jobs)+len(d.places) > 0 || d.lacks("environments") || d.lacks("defaults") || d.faulty("environments") || d.faulty("defaults")
	case "credentials-missing":
		return len(d.hidden)+len(d.jobs) > 0 || d.lacks("secrets")
	case "no-bucket":
		return d.text.within(f.Range) || d.lacks("artifact_bucket") || d.faulty("artifact_bucket")
	}
	return false
}

// stepsFollow: what the jobs do and hand over, and with what.
func (d *doubt) stepsFollow(f *diag.Diagnostic, job string) bool {
	switch f.Code {
	case "file-not-passed":
		return d.files || d.jobs[job]
	case "change-set-unused", "unknown-change-set", "change-set-order", "change-set-constant", "admin-policy", "role-permissions", "auto-expand", "chalice-jobs",
		"shared-stack", "shared-instance", "stop-mismatch", "slug-clash":
		return d.steps || d.files || len(d.jobs)+len(d.places) > 0
	case "lambda-code":
		return d.text.within(f.Range)
	case "image-tools", "no-image":
		return d.tools || len(d.blank) > 0
	case "execution-role-empty":
		return d.steps || d.faulty("bootstrap")
	}
	return false
}

// namesFollow: what is there under a name.
func (d *doubt) namesFollow(f *diag.Diagnostic, job string) bool {
	switch f.Code {
	case "unknown-stage":
		return d.stages || d.lacks("stages")
	case "unknown-secret":
		return d.lacks("secrets")
	case "unknown-environment":
		return d.lacks("environments")
	case "unknown-variable":
		return d.vars || d.blank[job] || d.lacks("vars") || d.lacks("defaults")
	case "unknown-channel":
		return d.lacks("notify")
	case "unknown-job":
		return d.graph
	case "secret-unused":
		return d.graph || d.told || d.steps || len(d.hidden) > 0 || d.lacks("notify")
	case "secret-not-listed":
		return d.hidden[job]
	case "secret-unreachable":
		return d.locks || d.lacks("secrets") || d.faulty("secrets")
	case "bad-name", "reference-misplaced", "bad-change-set-name", "bad-stack-name":
		return d.named[f.Range]
	}
	return false
}

// lacks reports whether the spec has no such section, and an unknown key that could be it.
func (d *doubt) lacks(section string) bool { return d.top && d.root.Get(section) == nil }

// faulty reports whether something in a section is an error as text or in its shape.
func (d *doubt) faulty(section string) bool {
	v := d.root.Get(section)
	return v != nil && (v.Broken || d.text.within(v.Range))
}
