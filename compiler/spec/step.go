package spec

import "github.com/cdc-dev/cdc/compiler/source"

// Step is one step of a job: shell text, or exactly one typed action. A step written as a plain text has Run with that
// one text and no other key.
type Step struct {
	Node            *source.Node
	Name            Text
	Dir             Text
	Vars            []KV
	ContinueOnError Bool
	Shell           Text
	// Run is the shell text, one entry for each item when it was written as a list. Empty for a typed step.
	Run []Text
	// Action is the typed action, or nil. ActionKey is its key: "docker".
	Action    Action
	ActionKey Text
}

// Action is one of *Docker, *CloudFormation, *Sam, *CodeDeploy, *Ecs, *Lambda, *S3Sync, *StartBuild, *Message.
type Action interface{ action() }

// Docker builds, tests and pushes an image.
type Docker struct {
	Node        *source.Node
	Build, File Text
	Tags        []Text
	Push        Bool
	Args        []KV
	Test        []Text
	Login       *Login
}

// Login is how a registry other than ECR is entered. Password is a secret's name.
type Login struct {
	Node           *source.Node
	User, Password Text
}

// CloudFormation is a step on stacks. Action is one of package, deploy, create-change-set, execute-change-set, delete.
type CloudFormation struct {
	Node                    *source.Node
	Action, Stack, Template Text
	ChangeSet               Text
	Parameters              []KV
	Capabilities            []Text
	Tags                    []KV
	OnEmpty                 Text
	Bucket, Prefix          Text
	Output, Outputs         Text
}

// Sam is a step of the SAM CLI. Action is one of build, package, deploy, delete.
type Sam struct {
	Node                    *source.Node
	Action, Stack, Template Text
	Container               Bool
	Bucket, Output          Text
	Parameters              []KV
	Capabilities            []Text
	OnEmpty                 Text
}

// CodeDeploy makes a deployment and waits for it.
type CodeDeploy struct {
	Node                *source.Node
	Application, Group  Text
	S3                  *S3Revision
	GitHub              *GitHubRevision
	Config, Description Text
	Wait                Bool
}

// S3Revision is a bundle that the step uploads.
type S3Revision struct {
	Node                *source.Node
	Bucket, Key, Source Text
}

// GitHubRevision is a commit that CodeDeploy reads itself.
type GitHubRevision struct {
	Node               *source.Node
	Repository, Commit Text
}

// Ecs puts a new image into a service.
type Ecs struct {
	Node                               *source.Node
	Cluster, Service, Container, Image Text
	Wait                               Bool
}

// Lambda puts new code into a function.
type Lambda struct {
	Node                        *source.Node
	Function, Zip, Image, Alias Text
	Publish                     Bool
}

// S3Sync copies a folder to a bucket.
type S3Sync struct {
	Node                        *source.Node
	From, To, ACL, CacheControl Text
	Delete                      Bool
}

// StartBuild starts another CodeBuild project.
type StartBuild struct {
	Node            *source.Node
	Project, Branch Text
	Wait            Bool
}

// Message tells a channel of `notify` something.
type Message struct {
	Node      *source.Node
	Via, Text Text
}

func (*Docker) action()         {}
func (*CloudFormation) action() {}
func (*Sam) action()            {}
func (*CodeDeploy) action()     {}
func (*Ecs) action()            {}
func (*Lambda) action()         {}
func (*S3Sync) action()         {}
func (*StartBuild) action()     {}
func (*Message) action()        {}
