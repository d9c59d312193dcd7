package buildspec

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// Name is the shell variable that holds a run-time value in a build. A name that begins with cdc_ must be set by the
// value's preamble first (AWS CodeBuild User Guide, "Environment variables in build environments").
func Name(v plan.RunVar, matrix string) string {
	switch v {
	case plan.GitSHA:
		return "CODEBUILD_RESOLVED_SOURCE_VERSION"
	case plan.GitShortSHA:
		return "cdc_short_sha"
	case plan.GitBranch:
		return "cdc_branch"
	case plan.GitBranchSlug:
		return "cdc_branch_slug"
	case plan.GitTag:
		return "cdc_tag"
	case plan.GitRepo:
		return "cdc_repo"
	case plan.GitMessage:
		return "cdc_message"
	case plan.GitAuthor:
		return "cdc_author"
	case plan.RunID:
		return "CODEBUILD_BUILD_ID"
	case plan.RunNumber:
		return "CODEBUILD_BUILD_NUMBER"
	case plan.RunURL:
		return "cdc_url"
	case plan.Workspace:
		return "CODEBUILD_SRC_DIR"
	case plan.SessionName:
		return "cdc_session"
	case plan.PipelineStore:
		return "cdc_store" // a variable of the project, which the template of the pipeline sets
	case plan.IDToken:
		return "cdc_id_token" // never set: OIDC is refused
	}
	return matrix
}

// cut8 is the length of a short commit name everywhere, as GitLab has it.
const cut8 = `$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c1-8)`

// ref is what the build was started for: branch/NAME, tag/NAME or pr/NUMBER by a webhook; refs/heads/NAME or
// refs/tags/NAME when the person or the rule that started it said so; else something that names no branch.
const startedFor = `${CODEBUILD_WEBHOOK_TRIGGER:-${CODEBUILD_SOURCE_VERSION%%^*}}`

// preambles sets the cdc_ variables, in the order in which they build on one another. A branch or tag that is needed and
// not known ends the build: an empty name would go on to the wrong stack.
var preambles = []struct {
	value  plan.RunVar
	source string
}{
	{plan.GitShortSHA, "cdc_short_sha=" + cut8},
	{plan.GitBranch, `cdc_branch=${CODEBUILD_WEBHOOK_HEAD_REF:-${CODEBUILD_SOURCE_VERSION%%^*}}
case "$cdc_branch" in
  refs/heads/*) cdc_branch=${cdc_branch#refs/heads/} ;;
  *)
    echo "The branch is not known; start this build with --source-version refs/heads/NAME." >&2
    exit 1
    ;;
esac`},
	{plan.GitBranchSlug, `cdc_branch_slug=$(echo "$cdc_branch" | tr 'A-Z' 'a-z' | tr -c 'a-z0-9\n' '-' | cut -c1-63 | sed 's/^-*//; s/-*$//')`},
	{plan.GitTag, `cdc_tag=` + startedFor + `
case "$cdc_tag" in
  tag/*) cdc_tag=${cdc_tag#tag/} ;;
  refs/tags/*) cdc_tag=${cdc_tag#refs/tags/} ;;
  branch/* | pr/* | refs/heads/*) cdc_tag= ;;
  *)
    case "$CODEBUILD_INITIATOR" in
      rule/*) cdc_tag= ;; # a schedule is on a branch
      *)
        echo "The tag is not known; start this build with --source-version refs/tags/NAME." >&2
        exit 1
        ;;
    esac
    ;;
esac`},
	{plan.GitRepo, `cdc_repo=${CODEBUILD_SOURCE_REPO_URL#*://*/}
cdc_repo=${cdc_repo%.git}`},
	{plan.GitMessage, `cdc_message=$(git log -1 --format=%s)`},
	{plan.GitAuthor, `cdc_author=$(git log -1 --format='%an <%ae>')`},
	{plan.RunURL, `cdc_url="https://console.aws.amazon.com/codebuild/home?region=$(echo "$CODEBUILD_BUILD_ARN" | cut -d: -f4)#/builds/$CODEBUILD_BUILD_ID/view/new"`},
	{plan.SessionName, `cdc_session=${CODEBUILD_BUILD_ID##*:}`},
}

// used is a set of run-time values.
type used map[plan.RunVar]bool

func (u used) script(s plan.Script) {
	for _, p := range s {
		if p.Var != 0 {
			u[p.Var] = true
		}
	}
	if u[plan.GitBranchSlug] {
		u[plan.GitBranch] = true
	}
}

func (u used) steps(lists ...[]plan.Step) {
	for _, list := range lists {
		for i := range list {
			u.commands(list[i].Commands)
		}
	}
}

func (u used) commands(list []plan.Command) {
	for _, c := range list {
		u.script(c.Script)
	}
}

// lenient writes the assignments for values that only hooks need: what is not known is empty, because a hook must not
// change what becomes of the job.
func (u used) lenient(done used) []string {
	var out []string
	for _, source := range u.preamble(done, "") {
		if at := strings.Index(source, "  *)\n"); at >= 0 {
			name, _, _ := strings.Cut(source, "=")
			source = source[:at] + "  *) " + name + "= ;;\nesac"
		}
		out = append(out, source)
	}
	return out
}

// preamble writes the assignments that the values need and that were not written yet. branch is the branch of a
// pipeline's source, or empty: no CodeBuild variable names it there.
func (u used) preamble(done used, branch string) []string {
	var out []string
	for _, p := range preambles {
		if !u[p.value] || done[p.value] {
			continue
		}
		done[p.value] = true
		source := p.source
		if p.value == plan.GitBranch && branch != "" {
			source = "cdc_branch=" + shell.Quote(branch)
		}
		out = append(out, source)
	}
	return out
}

// Expanding writes a text for a key that CodeBuild itself gives to a shell (artifacts/name, cache/key), where the
// variables of the commands do not exist.
func Expanding(t plan.Text) string {
	return t.Expand(func(p plan.Part) string {
		switch p.Var {
		case plan.GitShortSHA:
			return cut8
		case plan.GitBranch:
			return `$(echo "$CODEBUILD_WEBHOOK_HEAD_REF" | sed 's|^refs/heads/||')`
		case plan.GitBranchSlug:
			return `$(echo "$CODEBUILD_WEBHOOK_HEAD_REF" | sed 's|^refs/heads/||' | tr 'A-Z' 'a-z' | tr -c 'a-z0-9\n' '-' | cut -c1-63)`
		case plan.GitTag:
			return `$(echo "$CODEBUILD_WEBHOOK_TRIGGER" | sed 's|^tag/||')`
		}
		return "$" + Name(p.Var, p.Name)
	})
}
