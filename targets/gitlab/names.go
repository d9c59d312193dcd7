package gitlab

import (
	"regexp"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// names gives GitLab's variables for run-time values (CI/CD variables, "Predefined variables").
type names struct {
	// mergeRequests: the job can be in a merge request pipeline, where CI_COMMIT_BRANCH does not exist.
	mergeRequests bool
}

// shell is the variable that holds a run-time value in a script.
func (n names) shell(v plan.RunVar, matrix string) string {
	switch v {
	case plan.GitSHA:
		return "CI_COMMIT_SHA"
	case plan.GitShortSHA:
		return "CI_COMMIT_SHORT_SHA" // eight characters
	case plan.GitBranch:
		if n.mergeRequests {
			return "CI_COMMIT_REF_NAME" // the branch; in a merge request pipeline its source branch
		}
		return "CI_COMMIT_BRANCH"
	case plan.GitBranchSlug:
		return "CI_COMMIT_REF_SLUG"
	case plan.GitTag:
		return "CI_COMMIT_TAG"
	case plan.GitRepo:
		return "CI_PROJECT_PATH"
	case plan.GitMessage:
		return "CI_COMMIT_TITLE"
	case plan.GitAuthor:
		return "CI_COMMIT_AUTHOR"
	case plan.RunID:
		return "CI_PIPELINE_ID"
	case plan.RunNumber:
		return "CI_PIPELINE_IID"
	case plan.RunURL:
		return "CI_PIPELINE_URL"
	case plan.Workspace:
		return "CI_PROJECT_DIR"
	case plan.SessionName:
		return "CI_JOB_ID"
	case plan.IDToken:
		return idToken
	}
	return matrix
}

// yaml writes a text for a place that GitLab or the runner expands.
func (n names) yaml(t plan.Text) emit.Str { return emit.Str(n.expand(t, n.shell, false)) }

// slug is yaml for a place where a slash has a meaning: a cache key, an archive's name.
func (n names) slug(t plan.Text) emit.Str {
	name := func(v plan.RunVar, matrix string) string {
		if v == plan.GitBranch {
			v = plan.GitBranchSlug
		}
		return n.shell(v, matrix)
	}
	return emit.Str(strings.ReplaceAll(n.expand(t, name, false), "/", "-"))
}

// expand writes references as $NAME, or ${NAME} where what follows would prolong the name. escape doubles the `$` of
// literal characters.
func (n names) expand(t plan.Text, name func(plan.RunVar, string) string, escape bool) string {
	var b strings.Builder
	for i, p := range t {
		switch {
		case p.Var == 0 && escape:
			b.WriteString(strings.ReplaceAll(p.Lit, "$", "$$"))
		case p.Var == 0:
			b.WriteString(p.Lit)
		case i+1 < len(t) && prolongs(t[i+1]):
			b.WriteString("${" + name(p.Var, p.Name) + "}")
		default:
			b.WriteString("$" + name(p.Var, p.Name))
		}
	}
	return b.String()
}

func prolongs(p plan.Part) bool {
	if p.Var != 0 || p.Lit == "" {
		return false
	}
	c := p.Lit[0]
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// percent is a reference in the form of Windows, which GitLab expands on every system: `%Y%m` is the variable Y and an m.
var percent = regexp.MustCompile(`%[A-Za-z_][A-Za-z0-9_]*%`)

// variable is a variable's value. GitLab expands it, so a literal `$` is doubled; a text with a %NAME% in it can only be
// kept by switching the expansion off (CI/CD YAML reference, variables:expand).
func (n names) variable(t plan.Text) emit.Value {
	if s, ok := t.Literal(); ok && strings.IndexByte(s, '%') >= 0 && percent.MatchString(s) {
		return emit.Map{{Key: "value", Value: emit.Str(s)}, {Key: "expand", Value: emit.Bool(false)}}
	}
	return emit.Str(n.expand(t, n.shell, true))
}

func (n names) variableMap(vars []plan.Var) emit.Map {
	var m emit.Map
	for _, v := range vars {
		m.Add(v.Name, n.variable(v.Value))
	}
	return m
}
