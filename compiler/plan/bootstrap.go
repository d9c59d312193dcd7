package plan

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Bootstrap is what must exist in the accounts before the first run. A nil member was not asked for.
type Bootstrap struct {
	Roles      *BootRoles
	Bucket     *BootBucket
	Ecr        *BootEcr
	Pipeline   *BootPipeline
	CodeBuild  *BootCodeBuild
	CodeDeploy *BootCodeDeploy
	At         diag.Range
}

// BootRoles are the runner's role and CloudFormation's execution role in each environment's account.
type BootRoles struct {
	// Account, with Conditions, is trust by account; empty when Provider is set.
	Account    string
	AccountAt  diag.Range
	Conditions []Condition
	// Provider is an OIDC issuer without scheme ("gitlab.com").
	Provider, Audience string
	Subjects           []Subject     // for every environment
	ByEnvironment      []EnvSubjects // for one each
	Assume, Execution  Permissions
	Environments       []*Environment
	At                 diag.Range
}

// Condition is one operator of an IAM condition, with its keys.
type Condition struct {
	Operator string
	Keys     []KV
}

// KV is a literal key and value.
type KV struct{ Key, Value string }

// EnvSubjects are the OIDC subjects that may enter one environment.
type EnvSubjects struct {
	Environment string
	Subjects    []Subject
}

// Subject is the subject of an OIDC token, as the trust of a role names it; `*` and `?` in it stand for any text.
type Subject struct {
	Text string
	At   diag.Range
	Path string // "bootstrap.roles.trust.oidc.subjects.prod[0]"
}

// Wild reports whether the subject is that of many tokens.
func (s Subject) Wild() bool { return strings.ContainsAny(s.Text, "*?") }

// SubjectsOf are the subjects that may enter an environment.
func (r *BootRoles) SubjectsOf(environment string) []Subject {
	for _, s := range r.ByEnvironment {
		if s.Environment == environment {
			return s.Subjects
		}
	}
	return r.Subjects
}

// Permissions are added to what the steps need.
type Permissions struct {
	Managed, Actions     []string
	ManagedAt, ActionsAt []diag.Range // of each
	Boundary             string
	At                   diag.Range // of managed_policies[0], or of the block
	Path                 string
}

// BootBucket is the shared artifact bucket; its name is Plan.Bucket's.
type BootBucket struct {
	Versioned bool
	Expire    *Duration
	At        diag.Range
}

// BootEcr is the image repository; Repository is empty when it is to be derived from the docker steps.
type BootEcr struct {
	Repository string
	At         diag.Range // of `repository`, or of the block
}

// BootPipeline is a CodePipeline.
type BootPipeline struct {
	Style         string // jobs, chalice-v1, chalice-v2
	CodeCommit    *CodeCommitSource
	GitHub        *GitHubSource
	Connection    *ConnectionSource
	BuildImage    string
	Compute       string
	AppBucket     bool
	AppBucketVar  string
	Inline        bool
	BuildSpecFile string
	At, SourceAt  diag.Range
}

// CodeCommitSource is a CodeCommit repository.
type CodeCommitSource struct {
	Repository, Branch string
	Create             bool
}

// GitHubSource is GitHub read with a personal token.
type GitHubSource struct {
	Owner, Repo, Branch           string
	TokenParameter                string
	TokenSecretID, TokenSecretKey string
}

// ConnectionSource is any forge read through an AWS connection; ARN is empty when it is a parameter of the template.
type ConnectionSource struct{ ARN, Repository, Branch string }

// BootCodeBuild is a CodeBuild project of its own. Forge is github, bitbucket, gitlab or codecommit.
type BootCodeBuild struct {
	Forge, Repository, Image string
	SlashCommand             string
	Projects                 []KV // branch → project
	At, SourceAt             diag.Range
}

// BootCodeDeploy is the application and its deployment group.
type BootCodeDeploy struct {
	Tags []KV
	Role string
	At   diag.Range
}

// AppSpec is CodeDeploy's own file. Exactly one of Server, Ecs and Lambda is present.
type AppSpec struct {
	Server      *AppSpecServer
	Ecs, Lambda Tree
	At          diag.Range
}

// AppSpecServer is the form for EC2 and on-premises machines.
type AppSpecServer struct {
	OS, FileExists string
	Files          []AppSpecFile
	Permissions    []AppSpecPermission
	Hooks          []AppSpecEvent
}

// AppSpecFile copies Source to Destination.
type AppSpecFile struct {
	Source, Destination string
	At                  diag.Range
}

// AppSpecPermission sets owner and mode of what was copied.
type AppSpecPermission struct {
	Object, Pattern, Owner, Group, Mode    string
	Except, ACLs, Type                     []string
	ContextUser, ContextType, ContextRange string
}

// AppSpecEvent is the scripts of one lifecycle event.
type AppSpecEvent struct {
	Event string
	Hooks []AppSpecHook
	At    diag.Range
}

// AppSpecHook is one script; Timeout is 0 when not written.
type AppSpecHook struct {
	Location, RunAs string
	Timeout         int
	At              diag.Range
}
