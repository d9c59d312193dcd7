package spec

import "github.com/cdc-dev/cdc/compiler/source"

// Bootstrap is what must exist in the accounts before the first run.
type Bootstrap struct {
	Node       *source.Node
	Roles      *BootRoles
	Bucket     *BootBucket
	Ecr        *BootEcr
	Pipeline   *BootPipeline
	CodeBuild  *BootCodeBuild
	CodeDeploy *BootCodeDeploy
}

// BootRoles are the runner's role and CloudFormation's execution role, in each environment's account.
type BootRoles struct {
	Node              *source.Node
	TrustNode         *source.Node
	Account           Text // trust by account
	Condition         []Named[[]KV]
	Oidc              *BootOidc // trust by OIDC
	Assume, Execution *Permissions
	Environments      []Text
}

// BootOidc is trust by an OIDC provider. Subjects hold for all environments; ByEnvironment for one each.
type BootOidc struct {
	Node               *source.Node
	Provider, Audience Text
	Subjects           []Text
	ByEnvironment      []Named[[]Text]
}

// Permissions are added to what the steps need.
type Permissions struct {
	Node                         *source.Node
	ManagedPolicies, Permissions []Text
	Boundary                     Text
}

// BootBucket is the shared artifact bucket.
type BootBucket struct {
	Node      *source.Node
	Versioned Bool
	Expire    Text
}

// BootEcr is the image repository.
type BootEcr struct {
	Node       *source.Node
	Repository Text
}

// BootPipeline is a CodePipeline.
type BootPipeline struct {
	Node          *source.Node
	Style         Text
	SourceNode    *source.Node
	CodeCommit    *CodeCommitSource
	GitHub        *GitHubSource
	Connection    *ConnectionSource
	BuildImage    Text
	Compute       Text
	AppBucket     Bool
	AppBucketVar  Text
	BuildSpec     Text // inline or file
	BuildSpecFile Text
}

// CodeCommitSource is a CodeCommit repository.
type CodeCommitSource struct {
	Node               *source.Node
	Repository, Branch Text
	Create             Bool
}

// GitHubSource is GitHub read with a personal token.
type GitHubSource struct {
	Node                *source.Node
	Owner, Repo, Branch Text
	TokenParameter      Text
	TokenSecretID       Text
	TokenSecretKey      Text
}

// ConnectionSource is any forge read through an AWS connection.
type ConnectionSource struct {
	Node                    *source.Node
	ARN, Repository, Branch Text
}

// BootCodeBuild is a CodeBuild project of its own. Forge is github, bitbucket, gitlab or codecommit.
type BootCodeBuild struct {
	Node       *source.Node
	Forge      Text
	Repository Text
	Image      Text
	Slack      *ChatOps
}

// ChatOps is a Slack slash command that starts builds. Projects maps a branch to a project.
type ChatOps struct {
	Node         *source.Node
	SlashCommand Text
	Projects     []KV
}

// BootCodeDeploy is the application and its deployment group.
type BootCodeDeploy struct {
	Node *source.Node
	Tags []KV
	Role Text
}

// AppSpec is CodeDeploy's own file. Exactly one of Server, Ecs and Lambda is set.
type AppSpec struct {
	Node   *source.Node
	Server *AppSpecServer
	// Ecs and Lambda are kept as trees: CodeDeploy defines their keys, schema/pipeline.cue checks them.
	Ecs, Lambda *source.Node
}

// AppSpecServer is the form for EC2 and on-premises machines.
type AppSpecServer struct {
	Node        *source.Node
	OS          Text
	Files       []*AppSpecFile
	FileExists  Text
	Permissions []*AppSpecPermission
	Hooks       []Named[[]*AppSpecHook]
}

// AppSpecFile copies source to destination.
type AppSpecFile struct {
	Node                *source.Node
	Source, Destination Text
}

// AppSpecPermission sets owner and mode of what was copied.
type AppSpecPermission struct {
	Node                                   *source.Node
	Object, Pattern, Owner, Group          Text
	Mode                                   Text
	Except, ACLs, Type                     []Text
	ContextUser, ContextType, ContextRange Text
	ContextNode                            *source.Node
}

// AppSpecHook is one script of a lifecycle event.
type AppSpecHook struct {
	Node            *source.Node
	Location, RunAs Text
	Timeout         Int
}
