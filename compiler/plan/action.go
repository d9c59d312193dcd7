package plan

import "github.com/cdc-dev/cdc/internal/diag"

// Action is a typed step with its arguments resolved: one of *Docker, *CloudFormation, *Sam, *CodeDeploy, *Ecs, *Lambda,
// *S3Sync, *StartBuild, *Message.
type Action interface {
	// Kind is the action's key in the language.
	Kind() string
}

// Docker builds, tests and pushes an image.
type Docker struct {
	Context, File string
	Tags          []Text
	Push          bool
	Args          []Var
	Test          []Script
	LoginUser     Text
	LoginPassword string // a secret's name
}

// CloudFormation is a step on a stack. Op is one of package, deploy, create-change-set, execute-change-set, delete.
type CloudFormation struct {
	Op, Template, Output, Outputs string
	Stack, ChangeSet              Text
	Parameters                    []Var
	Capabilities                  []string
	Tags                          []Var
	FailOnEmpty                   bool
	Bucket                        *Bucket // nil: none known
	ChangeSetAt                   diag.Range
}

// Sam is a step of the SAM CLI. Op is one of build, package, deploy, delete.
type Sam struct {
	Op, Template, Output string
	Stack                Text
	Container            bool
	Parameters           []Var
	Capabilities         []string
	FailOnEmpty          bool
	Bucket               *Bucket
}

// CodeDeploy makes a deployment and waits for it. Exactly one of Key (with Bucket) and Commit is set.
type CodeDeploy struct {
	Application, Group, Config, Description Text
	Bucket, Key                             Text
	Source                                  string
	GitHub                                  bool
	Repository, Commit                      Text
	Wait                                    bool
	RevisionAt                              diag.Range // of the key s3 or github
}

// Ecs puts a new image into a service.
type Ecs struct {
	Cluster, Service, Container, Image Text
	Wait                               bool
}

// Lambda puts new code into a function.
type Lambda struct {
	Function, Image, Alias Text
	Zip                    string
	Publish                bool
}

// S3Sync copies a folder to a bucket.
type S3Sync struct {
	From              string
	To                Text
	ACL, CacheControl Text
	Delete            bool
}

// StartBuild starts another CodeBuild project.
type StartBuild struct {
	Project, Branch Text
	Wait            bool
}

// Message tells a channel something.
type Message struct {
	Via  Notify
	Text Text
}

// Kind is "docker".
func (*Docker) Kind() string { return "docker" }

// Kind is "cloudformation".
func (*CloudFormation) Kind() string { return "cloudformation" }

// Kind is "sam".
func (*Sam) Kind() string { return "sam" }

// Kind is "codedeploy".
func (*CodeDeploy) Kind() string { return "codedeploy" }

// Kind is "ecs".
func (*Ecs) Kind() string { return "ecs" }

// Kind is "lambda".
func (*Lambda) Kind() string { return "lambda" }

// Kind is "s3_sync".
func (*S3Sync) Kind() string { return "s3_sync" }

// Kind is "start_build".
func (*StartBuild) Kind() string { return "start_build" }

// Kind is "notify".
func (*Message) Kind() string { return "notify" }
