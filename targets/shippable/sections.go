package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/internal/emit"
)

// commands are the shell text of one section.
type commands []string

// value is the section as it is written; a block ends with a line break, as a text of lines does.
func (c commands) value() emit.Seq {
	out := make(emit.Seq, len(c))
	for i, text := range c {
		if strings.Contains(text, "\n") {
			text += "\n"
		}
		out[i] = emit.Str(text)
	}
	return out
}

// started is what the first commands of a build set up.
func (b *build) started() commands {
	out := append(commands(b.exports()), b.preamble()...)
	if dirs := b.reportDirs(); len(dirs) > 0 {
		out = append(out, "mkdir -p "+strings.Join(dirs, " "))
	}
	return out
}

// enter goes to a job's directory.
func enter(j *plan.Job, fromRoot bool) commands {
	switch {
	case j.Dir == "":
		return nil
	case fromRoot:
		return commands{"cd " + shell.Quote(j.Dir)}
	}
	return commands{`cd "$SHIPPABLE_BUILD_DIR"/` + shell.Quote(j.Dir)}
}

// install is what brings tools; it runs before there are credentials, because it may bring the CLI that gets them.
func (b *build) install(j *plan.Job) commands { return b.steps(j, j.Install) }

// identity assumes or checks the job's identity and logs in to its registries. Builds of pull requests do neither: the
// file that they run is the changed one, and a fork's build has no secrets.
func (b *build) identity(j *plan.Job) commands {
	var out commands
	if j.Credentials != nil {
		for _, c := range j.Credentials.Commands {
			out = append(out, b.guard(j, c.Render(names, false), true))
		}
	}
	for _, c := range j.Logins {
		out = append(out, b.guard(j, c.Render(names, false), true))
	}
	return out
}

// steps writes steps; those that deploy, and in a deploying job those that call a deployment tool, skip pull requests.
func (b *build) steps(j *plan.Job, steps []plan.Step) commands {
	var out commands
	for _, s := range steps {
		for _, c := range s.Commands {
			text := c.Render(names, false)
			out = append(out, b.guard(j, text, guarded(j, s, text)))
		}
	}
	return out
}

// guarded reports whether a step must not run for a pull request.
func guarded(j *plan.Job, s plan.Step, text string) bool {
	if len(j.Secrets) > 0 && slices.ContainsFunc(j.Secrets, func(n string) bool { return strings.Contains(text, n) }) {
		return true
	}
	switch a := s.Action.(type) {
	case nil:
		return (j.Deploys || j.Credentials != nil) && callsTool(text)
	case *plan.Docker:
		return a.Push
	case *plan.Message:
		return false
	}
	return true
}

// tools are the programs that change something outside the build.
var tools = []string{"aws", "sam", "cdk", "kubectl", "helm", "terraform", "serverless", "sls", "eb", "ecs-cli", "chalice"}

// callsTool reports whether a line of the text begins with a tool.
func callsTool(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) > 0 && slices.Contains(tools, f[0]) {
			return true
		}
	}
	return false
}

const notPullRequest = `[ "$IS_PULL_REQUEST" != true ]`

// guard wraps a command in the conditions of its job, and in the one that keeps pull requests out.
func (b *build) guard(j *plan.Job, text string, secret bool) string {
	cond := b.condition(j)
	if secret && !strings.Contains(cond, notPullRequest) {
		cond = strings.TrimPrefix(cond+" && "+notPullRequest, " && ")
	}
	if cond == "" {
		return text
	}
	return "if " + cond + "; then\n" + inner(text) + "\nfi"
}

// inner indents a command, but for an author's block whose lines may be inside quotes.
func inner(text string) string {
	if strings.Contains(text, "<<") || strings.Count(text, "'")%2 == 1 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "  " + l
		}
	}
	return strings.Join(lines, "\n")
}

// work is all commands whose failure counts, for a shell that stays the same from the first to the last.
func (b *build) work() commands {
	out := b.started()
	for i, j := range b.jobs {
		out = append(out, enter(j, i == 0)...)
		if i > 0 && j.Dir == "" && b.jobs[i-1].Dir != "" {
			out = append(out, `cd "$SHIPPABLE_BUILD_DIR"`)
		}
		out = append(out, b.install(j)...)
		out = append(out, b.identity(j)...)
		out = append(out, b.steps(j, j.Before)...)
		out = append(out, b.steps(j, j.Steps)...)
		out = append(out, b.sourceDotenv(j, i)...)
	}
	return out
}

// sourceDotenv hands the variables that a job of a chain reports to the jobs behind it.
func (b *build) sourceDotenv(j *plan.Job, i int) commands {
	if i+1 == len(b.jobs) || j.Reports == nil || j.Reports.Dotenv == "" {
		return nil
	}
	return commands{"set -a\n. \"$SHIPPABLE_BUILD_DIR\"/" + shell.Quote(j.Reports.Dotenv) + "\nset +a"}
}

// hooks writes one kind of hook. A hook starts in a shell of its own, so it sets again what it needs.
func (b *build) hooks(pick func(*plan.Job) []plan.Step) commands {
	var out commands
	for _, j := range b.jobs {
		steps := pick(j)
		if len(steps) == 0 {
			continue
		}
		out = append(out, enter(j, false)...)
		out = append(out, b.steps(j, steps)...)
	}
	if len(out) > 0 {
		out = append(append(commands(b.exports()), b.preamble()...), out...)
	}
	return out
}

func (b *build) onSuccess() commands {
	return append(b.hooks(func(j *plan.Job) []plan.Step { return j.OnSuccess }), b.told("success")...)
}

func (b *build) onFailure() commands {
	return append(b.hooks(func(j *plan.Job) []plan.Step { return j.OnFailure }), b.told("failure")...)
}

func (b *build) always() commands {
	return append(b.copyReports(), b.hooks(func(j *plan.Job) []plan.Step { return j.Always })...)
}

// buildSection is the form since 2016.
func (b *build) buildSection() emit.Map {
	var m emit.Map
	if boot := b.boot(); boot != nil {
		m.Add("pre_ci_boot", boot)
	}
	work := b.work()
	work = append(b.told("start"), work...)
	m.Add("ci", work.value())
	for _, s := range []struct {
		key string
		all commands
	}{{"on_success", b.onSuccess()}, {"on_failure", b.onFailure()}, {"always", b.always()}} {
		if len(s.all) > 0 {
			m.Add(s.key, s.all.value())
		}
	}
	if dirs := b.cacheDirs(); len(dirs) > 0 {
		m.Add("cache", emit.Bool(true))
		m.Add("cache_dir_list", emit.Strs(dirs...))
	}
	return m
}

// travisSections is the form before 2016. Each section is a shell of its own, so what the first commands set up, and the
// job's directory, come again in each.
func (b *build) travisSections() emit.Map {
	var m emit.Map
	j := b.jobs[0]
	setup := append(commands(b.exports()), b.preamble()...)
	section := func(key string, all commands) {
		if len(all) > 0 {
			m.Section(key, all.value())
		}
	}
	with := func(all commands) commands {
		if len(all) == 0 {
			return nil
		}
		return slices.Concat(setup, enter(j, true), all)
	}
	if j.Image != nil {
		m.Section("build_image", emit.Str(j.Image.Name.Must()))
	}
	if len(b.cacheDirs()) > 0 {
		m.Section("cache", emit.Bool(true))
	}
	before := slices.Concat(b.identity(j), b.steps(j, j.Before))
	if dirs := b.reportDirs(); len(dirs) > 0 {
		before = append(commands{"mkdir -p " + strings.Join(dirs, " ")}, before...)
	}
	script := b.steps(j, j.Steps)
	for i, next := range b.jobs[1:] {
		script = slices.Concat(script, b.sourceDotenv(b.jobs[i], i), commands{`cd "$SHIPPABLE_BUILD_DIR"`}, enter(next, false),
			b.install(next), b.identity(next), b.steps(next, next.Before), b.steps(next, next.Steps))
	}
	if len(script) == 0 { // Shippable would run the language's default command
		before, script = nil, before
	}
	install := append(b.told("start"), b.install(j)...)
	if len(script) == 0 {
		install, script = nil, install
	}
	section("install", with(install))
	section("before_script", with(before))
	section("script", with(script))
	section("after_success", b.onSuccess())
	section("after_failure", b.onFailure())
	section("after_script", b.always())
	if n := b.integrations(); len(n) > 0 {
		m.Section("integrations", emit.Map{{Key: "notifications", Value: n}})
	}
	return m
}

// boot is the image of the build.
func (b *build) boot() emit.Map {
	j := b.jobs[0]
	if j.Image == nil {
		return nil
	}
	name, tag := splitTag(j.Image.Name.Must())
	m := emit.Map{{Key: "image_name", Value: emit.Str(name)}, {Key: "image_tag", Value: emit.Str(tag)},
		{Key: "pull", Value: emit.Bool(j.Image.Pull != "if-not-present")}}
	if j.Image.EntrypointSet {
		// Options of one's own replace Shippable's, --privileged among them (Shippable documentation, "pre_ci_boot").
		m.Add("options", emit.Str("--privileged --entrypoint="+shell.Quote(strings.Join(j.Image.Entrypoint, " "))))
	}
	return m
}

func splitTag(image string) (name, tag string) {
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		return image[:i], image[i+1:]
	}
	return image, "latest"
}

// cacheDirs are the cached directories. Shippable wants them absolute, and has one cache for all branches.
func (b *build) cacheDirs() []string {
	var out []string
	for _, j := range b.jobs {
		if j.Cache == nil {
			continue
		}
		for _, p := range j.Cache.Paths {
			p = strings.TrimSuffix(strings.TrimSuffix(p, "/**"), "/")
			if d := "$SHIPPABLE_BUILD_DIR/" + p; !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}
