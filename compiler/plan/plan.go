// Package plan is the narrow waist of cdc: the pipeline resolved and ordered, as every target sees it. It has no maps, so
// that no order can be lost; no YAML and no place but those that a target needs to say what it cannot hold.
//
// A Plan is made for one target name, because the language lets image and jobs differ by target, and for one choice of
// jobs. The package knows no target: a name is only a key to look up in the spec.
package plan

import "github.com/cdc-dev/cdc/internal/diag"

// Plan is a pipeline. Everything reachable from it is shared between targets and must not be changed.
type Plan struct {
	// File is the spec's base name, and Command the command line that compiles it again for this target; both stand in
	// the header of every file written.
	File, Command string
	// Target is the name that image and jobs were chosen by.
	Target            string
	Name, Description string
	Triggers          *Triggers // nil: the spec has none, and the target's own default applies
	Vars              []Var     // of the pipeline
	Secrets           []Secret
	// Stages are those given, or those derived from the graph; empty when all jobs are on one level.
	Stages       []string
	StagesGiven  bool
	Environments []*Environment // all of the spec, used or not
	Bucket       *Bucket        // artifact_bucket, or nil
	Jobs         []*Job         // in declared order
	Omitted      []string       // jobs of the spec that the choice of jobs left out
	Notify       []Notify
	AppSpec      *AppSpec   // nil: none
	Bootstrap    *Bootstrap // nil: none
	// Options are the target's own block of the spec without jobs and raw; the zero Tree when the spec has none.
	Options Tree
	// Raw is merged into the output last.
	Raw Tree
	// Uses is every feature that the pipeline uses, in order of the spec.
	Uses []Use
}

// Job returns the job of that name, or nil.
func (p *Plan) Job(name string) *Job {
	for _, j := range p.Jobs {
		if j.Name == name {
			return j
		}
	}
	return nil
}

// Var is a variable that the shell sees.
type Var struct {
	Name  string
	Value Text
	At    diag.Range // of the value; zero when the compiler made the variable
}

// Secret is a value that the spec only names.
type Secret struct {
	Name      string
	At        diag.Range
	CI        bool   // kept in the settings of the target
	Parameter string // SSM Parameter Store
	Manager   *SecretsManager
	Shippable string // ciphertext
}

// SecretsManager is a value of AWS Secrets Manager; Key and Stage may be empty.
type SecretsManager struct{ ID, Key, Stage string }

// Bucket is a bucket and a prefix without slashes at its ends.
type Bucket struct{ Name, Prefix Text }

// Event is what can start a run.
type Event uint8

// The events, in the order of the language.
const (
	Push Event = iota + 1
	Tag
	MergeRequest
	Schedule
	Manual
)

// String is the event's name in the language.
func (e Event) String() string {
	return [...]string{"", "push", "tag", "merge_request", "schedule", "manual"}[e]
}

// Refs filters the ref of a run. An empty positive list admits every ref of its kind.
type Refs struct {
	Branches, NotBranches, Tags, NotTags, TargetBranches []string
}

// Cond is one alternative of a `when`, with its events written out: all parts must hold.
type Cond struct {
	// Events is never empty.
	Events []Event
	Refs
	// Paths and NotPaths restrict push and merge_request only.
	Paths, NotPaths []string
	At              diag.Range
}

// Has reports whether the alternative names the event.
func (c Cond) Has(e Event) bool {
	for _, x := range c.Events {
		if x == e {
			return true
		}
	}
	return false
}

// Triggers says which runs exist; what is nil does not start a run.
type Triggers struct {
	Push, Tag, MergeRequest *Cond
	Actions                 []string // of MergeRequest: opened, updated, merged; empty: opened and updated
	Schedules               []ScheduleEntry
	Manual                  bool
	At                      diag.Range
}

// ScheduleEntry is one cron line (five fields, UTC).
type ScheduleEntry struct {
	Cron, Branch, Description string
	At                        diag.Range
}

// Environment is a place that jobs deploy to.
type Environment struct {
	Name, Account, Region string
	// AssumeRole and ExecutionRole are ARNs, or empty.
	AssumeRole, ExecutionRole string
	// OidcRole is an ARN, or empty; Audience is set with it.
	OidcRole, Audience string
	URL                Text
	Tier               string // production, staging, testing, development, other; empty when not given
	Vars               []Var
	Refs               *Refs // nil: anywhere
	Approval           *Gate
	Serial             bool
	SerialWritten      bool // the author wrote `serial: true`
	Ephemeral          *Ephemeral
	At                 diag.Range
}

// Ephemeral makes an environment one per branch or merge request.
type Ephemeral struct {
	PerMergeRequest bool
	AutoStop        *Duration // nil: never by itself
	// Job is the job that stops an instance: `stop-<environment>`. It is not among Plan.Jobs.
	Job *Job
	// Deploy is the job that deploys there.
	Deploy *Job
}

// Gate holds a job until a person agrees.
type Gate struct {
	Message   string
	Approvers []string
	Timeout   *Duration
	At        diag.Range
	Path      string // where it was written: "environments.prod.approval"
}

// Duration is a length of time as written, and in seconds.
type Duration struct {
	Text    string
	Seconds int
	At      diag.Range
}

// Image is a container image.
type Image struct {
	Name       Text
	Entrypoint []string // nil: the image's own; empty: none
	// EntrypointSet tells an empty entrypoint from none written.
	EntrypointSet bool
	Pull          string
	At            diag.Range
	Path          string
	// FromDefaults reports whether the job took it from `defaults`.
	FromDefaults bool
}

// Runtime is a language version that the job needs.
type Runtime struct {
	Lang    string
	Version Text
	At      diag.Range
}

// Runner chooses the machine.
type Runner struct {
	Tags          []string
	Compute, Arch string
}

// Checkout is how the repository is fetched.
type Checkout struct {
	None bool // no checkout at all: written, or no step needs a file
	// Depth is 0 for everything, -1 for the target's default.
	Depth           int
	Submodules, LFS bool
}

// Service is a container beside the job.
type Service struct {
	Image Text
	Alias string
	Vars  []Var
	Ports []int
	At    diag.Range
}

// Cache keeps files between runs. Paths are relative to the repository.
type Cache struct {
	At     diag.Range
	Key    Text     // empty when Files is set, or when no key was written
	Files  []string // whose contents make the key
	Prefix Text
	// Fallbacks are keys of other caches to begin with where there is none of the key, the best first.
	Fallbacks []Text
	Paths     []string
}

// Artifacts are the files that a job hands on. Paths are relative to the repository.
type Artifacts struct {
	// Paths are all of them; those of Secondary are the last.
	Paths []string
	// Secondary are files under names of their own, for targets that keep files apart.
	Secondary []NamedPaths
	When      string // success, failure, always
	ExpireIn  *Duration
	Name      Text
	At        diag.Range
}

// Primary are the paths without those that have names of their own.
func (a *Artifacts) Primary() []string {
	n := len(a.Paths)
	for _, s := range a.Secondary {
		n -= len(s.Paths)
	}
	return a.Paths[:n]
}

// NamedPaths are paths under a name.
type NamedPaths struct {
	Name  string
	Paths []string
}

// Reports are files that a target reads and shows.
type Reports struct {
	JUnit, Cobertura []string
	Dotenv           string
}

// Retry is how often a failed job starts again, and for which class of failure: failure, infrastructure, timeout.
type Retry struct {
	Max  int
	When []string // empty: every class
}

// Matrix is the combinations of a job.
type Matrix struct {
	Axes []Axis // empty when written with include
	// Instances are all combinations, in order; each has the same number of variables as written.
	Instances [][]Var
}

// Axis is a variable and its values.
type Axis struct {
	Name   string
	Values []string
}

// Need is a predecessor.
type Need struct {
	Job       *Job
	Artifacts bool // files flow along it; false also when the predecessor has none
	// ArtifactsOff reports whether the author wrote `artifacts: false`.
	ArtifactsOff bool
	Optional     bool
	Matrix       []Var // one instance only; empty: all
	At           diag.Range
	Path         string // "jobs.deploy.needs[0]"
}

// Job is one job.
type Job struct {
	Name, Description string
	Stage             string // empty when Plan.Stages is empty
	Level             int    // longest chain of predecessors, 0 first
	Needs             []Need
	NeedsGiven        bool // `needs` was written, perhaps empty
	// Dangling: a need or the stage names nothing that is there, which is reported; what the job waits for is not known.
	Dangling bool
	// When is the alternatives that `when`, or else the environment's refs, give; empty: every run.
	When []Cond
	// Env lends account, region, roles and vars; Deploys tells `environment` from `access`.
	Env          *Environment
	Deploys      bool
	Gate         *Gate // the job's own and the environment's, as one
	Image        *Image
	Runtime      []Runtime
	Shell        string // sh or bash
	Runner       Runner
	Docker       bool // a docker daemon must be there
	Services     []Service
	Vars         []Var // environment's and the job's, in order of precedence, each name once; without the pipeline's
	Secrets      []string
	Matrix       *Matrix
	Cache        *Cache
	Artifacts    *Artifacts
	Reports      *Reports
	Retry        *Retry
	Timeout      *Duration
	AllowFailure bool
	Checkout     Checkout
	Dir          string // relative to the repository; empty: its root
	// Install and Before run first; credentials come between them.
	Install, Before, Steps       []Step
	OnSuccess, OnFailure, Always []Step
	Credentials                  *Credentials // nil: none
	// Region is exported as AWS_REGION and AWS_DEFAULT_REGION when not empty.
	Region string
	// Logins are registries to log in to before the first step.
	Logins []Command
	At     diag.Range // of the job's name
	Path   string     // "jobs.deploy"
}

// Credentials is how a job gets, or checks, its AWS identity. Exactly one of the three is meant.
type Credentials struct {
	// AssumeRole is the ARN of a role to assume with the runner's own identity.
	AssumeRole string
	// OidcRole is the ARN of a role to assume with the job's ID token of that audience.
	OidcRole, Audience string
	// CheckAccount is the account that the caller must already be in.
	CheckAccount string
	// Commands do it, and fail the job if it cannot be done.
	Commands []Command
}

// Step is one step.
type Step struct {
	Name string
	// Dir (relative to the job's; empty: the job's), Vars and ContinueOnError are as written. Commands carry them out
	// already: a target must not apply them again.
	Dir             string
	Vars            []Var
	ContinueOnError bool
	Shell           string // sh or bash
	// Commands are the shell text, in order: for a run step as written, for a typed step what it was lowered to. A step
	// with dir, vars or continue_on_error is one command in a subshell.
	Commands []Command
	// Action is the typed action, for targets that have it natively; nil for a run step.
	Action Action
	// Args are the places of the action's arguments; see Arg.
	Args []ArgPlace
	At   diag.Range
	Path string // "jobs.deploy.steps[0]"
	// State is what the step leaves behind for later ones in the same shell.
	State State
}

// State is what a step's shell text does to the shell it runs in.
type State struct {
	Cd, Assigns, Exports, Options, Functions bool
}

// Any reports whether anything is left behind.
func (s State) Any() bool { return s.Cd || s.Assigns || s.Exports || s.Options || s.Functions }

// Notify tells a channel about the pipeline.
type Notify struct {
	Name        string
	Webhook     string // a secret's name, or empty
	Channel     string
	Integration string // of Shippable
	Channels    []string
	Events      []string // start, success, failure, fixed, always
	Branches    []string
	NotBranches []string
	At          diag.Range
}
