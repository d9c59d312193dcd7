package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/internal/emit"
)

// env is the variables. An entry of a plain list would be a build of its own, so they stand under `global`; only the
// matrix has entries that multiply.
func (b *build) env() emit.Map {
	var global, matrix emit.Seq
	for _, v := range b.variables() {
		if s, ok := v.Value.Literal(); ok {
			global = append(global, emit.Str(v.Name+"="+quoteEnv(s)))
		}
	}
	for _, s := range b.secrets() {
		global = append(global, emit.Map{{Key: "secure", Value: emit.Str(s.Shippable)}})
	}
	if m := b.jobs[0].Matrix; m != nil && len(m.Axes) > 0 {
		for _, row := range b.rows(m) {
			matrix = append(matrix, emit.Str(assignments(row)))
		}
	}
	var out emit.Map
	if len(global) > 0 {
		out.Add("global", global)
	}
	if len(matrix) > 0 {
		out.Add("matrix", matrix)
	}
	return out
}

// rows are the combinations of the axes that are not the runtime, each once.
func (b *build) rows(m *plan.Matrix) [][]plan.Var {
	skip := ""
	if a := b.runtimeAxis(); a != nil {
		skip = a.Name
	}
	var out [][]plan.Var
	var seen []string
	for _, inst := range m.Instances {
		var row []plan.Var
		for _, v := range inst {
			if v.Name != skip {
				row = append(row, v)
			}
		}
		if text := assignments(row); len(row) > 0 && !slices.Contains(seen, text) {
			seen = append(seen, text)
			out = append(out, row)
		}
	}
	return out
}

// include is the combinations that the author listed one by one.
func (b *build) include() emit.Seq {
	if !b.included() {
		return nil
	}
	lang, _ := b.language()
	var out emit.Seq
	for _, inst := range b.jobs[0].Matrix.Instances {
		var m emit.Map
		var rest []plan.Var
		for _, v := range inst {
			if v.Name == b.runtimeVariable() {
				m.Add(lang.key, emit.Str(versions(lang, []string{v.Value.Must()})[0]))
			} else {
				rest = append(rest, v)
			}
		}
		if len(rest) > 0 {
			m.Add("env", emit.Str(assignments(rest)))
		}
		out = append(out, m)
	}
	return out
}

func assignments(vars []plan.Var) string {
	var out []string
	for _, v := range vars {
		out = append(out, v.Name+"="+quoteEnv(v.Value.Must()))
	}
	return strings.Join(out, " ")
}

// variables are the literal and run-time variables of the build, the regions last.
func (b *build) variables() []plan.Var {
	out := slices.Clone(b.plan.Vars)
	for _, j := range b.jobs {
		for _, v := range j.Vars {
			if i := slices.IndexFunc(out, func(o plan.Var) bool { return o.Name == v.Name }); i >= 0 {
				out[i] = v
			} else {
				out = append(out, v)
			}
		}
	}
	if r := b.region(); r != "" {
		out = append(out, plan.Var{Name: "AWS_DEFAULT_REGION", Value: plan.Lit(r)}, plan.Var{Name: "AWS_REGION", Value: plan.Lit(r)})
	}
	return out
}

func (b *build) region() string {
	for _, j := range b.jobs {
		if j.Region != "" {
			return j.Region
		}
	}
	return ""
}

// exports are the variables that only the run knows; Shippable expands nothing of its own in `env` reliably, so the first
// command of the build sets them.
func (b *build) exports() []string {
	var out []string
	if name := b.runtimeVariable(); name != "" && b.reads(name) {
		lang, _ := b.language()
		out = append(out, "export "+name+`="$`+lang.env+`"`)
	}
	for _, v := range b.variables() {
		if _, ok := v.Value.Literal(); !ok {
			out = append(out, "export "+v.Name+"="+shell.Word(v.Value).Shell(names))
		}
	}
	return out
}

// reads reports whether a command of the build names a variable.
func (b *build) reads(name string) bool {
	for _, j := range b.jobs {
		for _, s := range slices.Concat(j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always) {
			for _, c := range s.Commands {
				text := c.Script.Shell(names)
				if strings.Contains(text, "$"+name) || strings.Contains(text, "${"+name) {
					return true
				}
			}
		}
	}
	return false
}

// secrets are those that the build's jobs list, and those of its notifications.
func (b *build) secrets() []plan.Secret {
	var out []plan.Secret
	for _, s := range b.plan.Secrets {
		if s.Shippable != "" && wanted(b.plan, b.jobs, s.Name) {
			out = append(out, s)
		}
	}
	return out
}

// wanted reports whether a job of the build, or a webhook, reads the secret.
func wanted(p *plan.Plan, jobs []*plan.Job, name string) bool {
	for _, j := range jobs {
		if slices.Contains(j.Secrets, name) {
			return true
		}
	}
	return slices.ContainsFunc(p.Notify, func(n plan.Notify) bool { return n.Webhook == name })
}

// quoteEnv writes a value as Shippable evaluates it, in double quotes of a shell: it runs backquotes and $( ), expands $X
// and drops quotes.
func quoteEnv(s string) string {
	if s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,@%+=") == "" {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(s) + `"`
}

// names is the shell variable of each run-time value (Shippable documentation, "Environment variables").
func names(v plan.RunVar, matrix string) string {
	switch v {
	case plan.GitSHA:
		return "COMMIT"
	case plan.GitBranch:
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

// preamble computes the run-time values that Shippable has no variable for.
func (b *build) preamble() []string {
	var out []string
	if b.uses(plan.GitShortSHA) {
		out = append(out, `cdc_short_sha=$(echo "$COMMIT" | cut -c1-8)`)
	}
	if b.uses(plan.GitBranchSlug) {
		out = append(out, `cdc_branch_slug=$(printf '%s' "$BRANCH" | tr 'A-Z' 'a-z' | tr -c 'a-z0-9' '-' | cut -c1-63 | sed 's/^-*//; s/-*$//')`)
	}
	return out
}

func (b *build) uses(v plan.RunVar) bool {
	for _, x := range b.variables() {
		if x.Value.Uses(v) {
			return true
		}
	}
	for _, j := range b.jobs {
		for _, c := range j.Logins {
			if c.Script.Uses(v) {
				return true
			}
		}
		for _, s := range slices.Concat(j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always) {
			if slices.ContainsFunc(s.Commands, func(c plan.Command) bool { return c.Script.Uses(v) }) {
				return true
			}
		}
	}
	return false
}
