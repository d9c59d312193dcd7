package shippable

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// name is the shell variable of each run-time value (Shippable documentation, "Environment variables").
func (b *build) name(v plan.RunVar, matrix string) string {
	switch v {
	case plan.GitSHA:
		return "COMMIT"
	case plan.GitBranch:
		if b.sources() {
			return "cdc_branch"
		}
		return "BRANCH"
	case plan.GitTag:
		return "GIT_TAG_NAME"
	case plan.GitRepo:
		return "REPO_FULL_NAME" // $REPO_NAME is the short name
	case plan.GitMessage:
		return "COMMIT_MESSAGE"
	case plan.GitAuthor:
		return "COMMITTER"
	case plan.RunID:
		return "BUILD_ID"
	case plan.RunNumber, plan.SessionName:
		return "BUILD_NUMBER"
	case plan.RunURL:
		return "BUILD_URL"
	case plan.Workspace:
		return "SHIPPABLE_BUILD_DIR"
	case plan.MatrixValue:
		return matrix
	case plan.GitShortSHA:
		return "cdc_short_sha"
	case plan.GitBranchSlug:
		return "cdc_branch_slug"
	}
	return "cdc_unknown"
}

// sources reports whether builds of pull requests are the spec's: git.branch is then the branch that wants to be merged,
// where $BRANCH is the one that it wants to enter.
func (b *build) sources() bool {
	t := b.plan.Triggers
	if t != nil && t.MergeRequest == nil {
		return false
	}
	opened, _ := actions(t)
	return opened
}

// preamble computes the run-time values that Shippable has no variable for.
func (b *build) preamble(j *plan.Job) commands {
	branch := "$BRANCH"
	var out commands
	if b.uses(j, plan.GitShortSHA) {
		out = append(out, `cdc_short_sha=$(echo "$COMMIT" | cut -c1-8)`)
	}
	if b.sources() {
		branch = "${HEAD_BRANCH:-$BRANCH}"
		if b.uses(j, plan.GitBranch) {
			out = append(out, "cdc_branch="+branch)
		}
	}
	if b.uses(j, plan.GitBranchSlug) {
		out = append(out, `cdc_branch_slug=$(printf '%s' "`+branch+`" | tr 'A-Z' 'a-z' | tr -c 'a-z0-9' '-' | cut -c1-63 | sed 's/^-*//; s/-*$//')`)
	}
	return out
}

func (b *build) uses(j *plan.Job, v plan.RunVar) bool {
	for _, x := range b.variables(j) {
		if x.Value.Uses(v) {
			return true
		}
	}
	uses := func(c plan.Command) bool { return c.Script.Uses(v) }
	if slices.ContainsFunc(j.Logins, uses) || j.Credentials != nil && slices.ContainsFunc(j.Credentials.Commands, uses) {
		return true
	}
	return slices.ContainsFunc(everyStep(j), func(s plan.Step) bool { return slices.ContainsFunc(s.Commands, uses) })
}
