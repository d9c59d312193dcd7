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
	for _, v := range b.common() {
		global = append(global, emit.Str(v.Name+"="+quoteEnv(v.Value.Must())))
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
	if b.listed() {
		return nil
	}
	skip := ""
	if a := b.runtimeAxis(); a != nil {
		skip = a.Name
	}
	var out [][]plan.Var
	seen := map[string]bool{}
	for _, inst := range m.Instances {
		var row []plan.Var
		for _, v := range inst {
			if v.Name != skip {
				row = append(row, v)
			}
		}
		if text := assignments(row); len(row) > 0 && !seen[text] {
			seen[text] = true
			out = append(out, row)
		}
	}
	return out
}

// matrix is the combinations that are listed one by one, and those whose failure is not the build's.
func (b *build) matrix() emit.Map {
	j := b.jobs[0]
	var m emit.Map
	if j.Matrix == nil {
		return nil
	}
	if b.listed() {
		m.Add("include", b.combinations(j))
	}
	if j.AllowFailure {
		m.Add("allow_failures", b.combinations(j))
	}
	return m
}

// combinations are all instances of the matrix, each with its version and its variables.
func (b *build) combinations(j *plan.Job) emit.Seq {
	lang, _ := b.language()
	r, hasRuntime := b.runtime()
	whole := b.runtimeVariable()
	var out emit.Seq
	for _, inst := range j.Matrix.Instances {
		var m emit.Map
		var rest []plan.Var
		for _, v := range inst {
			if v.Name != whole || b.respelled() {
				rest = append(rest, v)
			}
		}
		if hasRuntime && varies(r.Version) {
			version := r.Version.Expand(func(p plan.Part) string { return valueOf(inst, p.Name) })
			m.Add(lang.key, emit.Str(versions(lang, []string{version})[0]))
		}
		if len(rest) > 0 {
			m.Add("env", emit.Str(assignments(rest)))
		}
		out = append(out, m)
	}
	return out
}

// valueOf is a variable's value in an instance.
func valueOf(inst []plan.Var, name string) string {
	for _, v := range inst {
		if v.Name == name {
			return v.Value.Must()
		}
	}
	return ""
}

func assignments(vars []plan.Var) string {
	var out []string
	for _, v := range vars {
		out = append(out, v.Name+"="+quoteEnv(v.Value.Must()))
	}
	return strings.Join(out, " ")
}

// variables are those of a job with those of the pipeline, its regions last.
func (b *build) variables(j *plan.Job) []plan.Var {
	out := slices.Clone(b.plan.Vars)
	out = slices.DeleteFunc(out, func(v plan.Var) bool { return axis(j, v.Name) })
	for _, v := range j.Vars {
		if axis(j, v.Name) {
			continue
		}
		if i := slices.IndexFunc(out, func(o plan.Var) bool { return o.Name == v.Name }); i >= 0 {
			out[i] = v
		} else {
			out = append(out, v)
		}
	}
	if j.Region != "" {
		out = append(out, plan.Var{Name: "AWS_DEFAULT_REGION", Value: plan.Lit(j.Region)}, plan.Var{Name: "AWS_REGION", Value: plan.Lit(j.Region)})
	}
	return out
}

// axis reports whether every instance of the job's matrix sets the variable, which then outranks all others.
func axis(j *plan.Job, name string) bool {
	return j.Matrix != nil && !slices.ContainsFunc(j.Matrix.Instances, func(inst []plan.Var) bool {
		return !slices.ContainsFunc(inst, func(v plan.Var) bool { return v.Name == name })
	})
}

// common are the literal variables that are the same in every job of the build.
func (b *build) common() []plan.Var {
	if b.shared == nil {
		b.shared = append([]plan.Var{}, b.findCommon()...)
	}
	return b.shared
}

func (b *build) findCommon() []plan.Var {
	out := slices.DeleteFunc(b.variables(b.jobs[0]), func(v plan.Var) bool { _, ok := v.Value.Literal(); return !ok })
	for _, j := range b.jobs[1:] {
		if len(out) == 0 {
			break
		}
		have := map[string]string{}
		for _, v := range b.variables(j) {
			have[v.Name] = v.Value.String()
		}
		out = slices.DeleteFunc(out, func(v plan.Var) bool { value, ok := have[v.Name]; return !ok || value != v.Value.String() })
	}
	return out
}

// exports are the variables that stand in no `env`: those that only the run knows, because Shippable expands nothing of
// its own there reliably, and in a chain those that are one job's.
func (b *build) exports(j *plan.Job) commands {
	var out commands
	if name := b.runtimeVariable(); name != "" && !b.respelled() && b.reads(j, name) {
		lang, _ := b.language()
		out = append(out, "export "+name+`="$`+lang.env+`"`)
	}
	common := b.common()
	for _, v := range b.variables(j) {
		if !slices.ContainsFunc(common, func(c plan.Var) bool { return c.Name == v.Name }) {
			out = append(out, "export "+v.Name+"="+shell.Word(v.Value).Shell(b.name))
		}
	}
	return out
}

// reads reports whether a command or a variable of the job names a variable.
func (b *build) reads(j *plan.Job, name string) bool {
	for _, v := range b.variables(j) {
		if slices.ContainsFunc(v.Value, func(p plan.Part) bool { return p.Name == name }) {
			return true
		}
	}
	for _, s := range everyStep(j) {
		for _, c := range s.Commands {
			if word(c.Script.Shell(b.name), name) {
				return true
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
		if slices.Contains(j.Secrets, name) || slices.ContainsFunc(everyStep(j), func(s plan.Step) bool { return tells(s.Action, name) }) {
			return true
		}
	}
	return slices.ContainsFunc(p.Notify, func(n plan.Notify) bool { return n.Webhook == name })
}

// tells reports whether a step posts to the webhook in that secret.
func tells(a plan.Action, secret string) bool {
	m, ok := a.(*plan.Message)
	return ok && m.Via.Webhook == secret
}

// quoteEnv writes a value as Shippable evaluates it, in double quotes of a shell: it runs backquotes and $( ), expands $X
// and drops quotes.
func quoteEnv(s string) string {
	if s != "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,@%+=") == "" {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(s) + `"`
}
