package spec

import "github.com/cdc-dev/cdc/compiler/source"

// Spec is a whole cdc.yaml. Node is set on everything that is a map in the file, so that a finding about a whole object
// has a place.
type Spec struct {
	Node           *source.Node
	Version        Text // cdc
	Name           Text
	Description    Text
	Vars           []KV
	Secrets        []Named[*Secret]
	Defaults       *Defaults // nil when absent
	Triggers       *Triggers // nil when absent
	Stages         []Text
	StagesNode     *source.Node // nil when absent
	Environments   []*Environment
	ArtifactBucket *Bucket
	Jobs           []*Job
	JobsNode       *source.Node
	Notify         []*Notify
	AppSpec        *AppSpec
	Bootstrap      *Bootstrap
	Targets        []*Target // those named under `targets:`, in order
	TargetsNode    *source.Node
}

// Job returns the job of that name, or nil.
func (s *Spec) Job(name string) *Job {
	for _, j := range s.Jobs {
		if j.Name.V == name {
			return j
		}
	}
	return nil
}

// Environment returns the environment of that name, or nil.
func (s *Spec) Environment(name string) *Environment {
	for _, e := range s.Environments {
		if e.Name.V == name {
			return e
		}
	}
	return nil
}

// Secret is where one secret comes from, per kind of store.
type Secret struct {
	Node           *source.Node
	From           Text // "ci"
	SSM            Text
	SecretsManager *SecretsManager
	Shippable      Text // ciphertext
}

// SecretsManager names one value of AWS Secrets Manager.
type SecretsManager struct {
	Node           *source.Node
	ID, Key, Stage Text
}

// Defaults are what jobs and environments use whole where they lack the key.
type Defaults struct {
	Node     *source.Node
	Image    *Image
	Runtime  []KV
	Shell    Text
	Region   Text
	Timeout  Text
	Retry    *Retry
	Runner   *Runner
	Cache    *Cache
	Roles    *Roles
	Oidc     *Oidc
	Checkout *Checkout
	Install  []*Step
	// InstallNode is nil when absent.
	InstallNode *source.Node
}

// Image is one image for all targets (All), or one per target.
type Image struct {
	Node      *source.Node
	All       *ImageRef
	PerTarget []Named[*ImageRef]
}

// ImageRef is a container image.
type ImageRef struct {
	Node       *source.Node
	Name       Text
	Entrypoint []Text
	// EntrypointNode is nil when absent; an empty list is written `[]`.
	EntrypointNode *source.Node
	Pull           Text
}

// Retry is how often a failed job starts again.
type Retry struct {
	Node *source.Node
	Max  Int
	When []Text
}

// Runner chooses the machine.
type Runner struct {
	Node          *source.Node
	Tags          []Text
	Compute, Arch Text
}

// Checkout is how the repository is fetched. Enabled is set when it was written as a boolean.
type Checkout struct {
	Node       *source.Node
	Enabled    Bool
	Depth      Int
	Submodules Bool
	LFS        Bool
}

// Cache keeps files between runs.
type Cache struct {
	Node *source.Node
	Key  *CacheKey
	// FallbackNode is nil when there are no fallback keys.
	FallbackKeys []Text
	FallbackNode *source.Node
	Paths        []Text
}

// CacheKey is a text, or files with a prefix.
type CacheKey struct {
	Node   *source.Node
	Text   Text
	Files  []Text
	Prefix Text
}

// Roles are the roles that jobs assume and pass on.
type Roles struct {
	Node              *source.Node
	Assume, Execution Text
}

// Oidc is the role that a job assumes with its ID token.
type Oidc struct {
	Node           *source.Node
	Role, Audience Text
}

// Triggers says which runs exist. A nil member was not listed.
type Triggers struct {
	Node         *source.Node
	Push         *Filter
	Tag          *Filter
	MergeRequest *Filter
	Schedule     []*Schedule
	ScheduleNode *source.Node
	Manual       Bool
}

// Filter is the conditions of one trigger, one alternative of a `when`, or an environment's refs.
type Filter struct {
	Node           *source.Node
	Events         []Text // `event` of a when
	Actions        []Text // of merge_request
	Branches       []Text
	NotBranches    []Text
	Tags           []Text
	NotTags        []Text
	TargetBranches []Text
	Paths          []Text
	NotPaths       []Text
}

// Schedule is one cron line.
type Schedule struct {
	Node                      *source.Node
	Cron, Branch, Description Text
}

// Environment is a place that jobs deploy to.
type Environment struct {
	Node      *source.Node
	Name      Text
	Account   Text
	Region    Text
	Roles     *Roles
	Oidc      *Oidc
	URL       Text
	Tier      Text
	Vars      []KV
	Refs      *Filter // branches, not_branches, tags, not_tags; nil when none is written
	Approval  *Gate
	Serial    Bool
	Ephemeral *Ephemeral
}

// Ephemeral makes an environment one per branch or merge request.
type Ephemeral struct {
	Node          *source.Node
	Per, AutoStop Text
	Stop          []*Step
}

// Gate holds a job until a person agrees.
type Gate struct {
	Node      *source.Node
	Enabled   Bool // set when written as a boolean
	Message   Text
	Approvers []Text
	Timeout   Text
}

// Bucket is the artifact bucket.
type Bucket struct {
	Node         *source.Node
	Name, Prefix Text
}

// Need is one predecessor of a job.
type Need struct {
	Node      *source.Node
	Job       Text
	Artifacts Bool
	Optional  Bool
	Matrix    []KV
}

// Job is one job.
type Job struct {
	Node        *source.Node
	Name        Text
	Description Text
	Stage       Text
	Needs       []*Need
	NeedsNode   *source.Node // nil when absent; `needs: []` means "no predecessor"
	When        []*Filter
	WhenNode    *source.Node
	Environment Text
	Access      Text
	Gate        *Gate
	Image       *Image
	Runtime     []KV
	RuntimeNode *source.Node
	Shell       Text
	Runner      *Runner
	Docker      Bool
	Services    []*Service
	Vars        []KV
	Secrets     []Text
	Matrix      *Matrix
	Cache       *Cache
	Artifacts   *Artifacts
	Reports     *Reports
	Retry       *Retry
	Timeout     Text
	// AllowFailure turns the job's failure into a warning.
	AllowFailure Bool
	Checkout     *Checkout
	Dir          Text
	Install      []*Step
	InstallNode  *source.Node
	Before       []*Step
	Steps        []*Step
	OnSuccess    []*Step
	OnFailure    []*Step
	Always       []*Step
}

// Service is a container beside the job.
type Service struct {
	Node  *source.Node
	Image Text
	Alias Text
	Vars  []KV
	Ports []Int
}

// Matrix runs a job once for each combination.
type Matrix struct {
	Node    *source.Node
	Axes    []Named[[]Text]
	Include [][]KV
}

// Artifacts are the files that a job hands on.
type Artifacts struct {
	Node                 *source.Node
	Paths                []Text
	When, ExpireIn, Name Text
	Secondary            []Named[[]Text]
	SecondaryNode        *source.Node // nil: none
}

// Reports are files that a target reads and shows.
type Reports struct {
	Node             *source.Node
	JUnit, Cobertura []Text
	Dotenv           Text
}

// Notify tells a channel about the pipeline.
type Notify struct {
	Node        *source.Node
	Name        Text
	Slack       *Slack
	Events      []Text
	Branches    []Text
	NotBranches []Text
}

// Slack is a webhook (a secret's name) or an integration of Shippable.
type Slack struct {
	Node             *source.Node
	Webhook, Channel Text
	Integration      Text
	Channels         []Text
}

// Target is the options of one target.
type Target struct {
	Node *source.Node
	Name Text
	Jobs []Text // empty: all
	// Options are the target's other keys: version, layout, dialect, chain, format.
	Options []Named[*source.Node]
	Raw     *source.Node
}
