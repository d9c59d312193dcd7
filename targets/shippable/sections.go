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

// setup is what every shell of a job needs first: the options of its commands, the values that only the run knows, and
// whether the job runs at all. A section of the file is a shell of its own and knows nothing of the one before it.
func (b *build) setup(j *plan.Job) commands {
	var out commands
	if pipes(j) {
		out = append(out, "set -o pipefail")
	}
	return slices.Concat(out, b.preamble(j), b.exports(j), b.decided(j))
}

// pipes reports whether a step that asks for bash has a pipe, in which a failure would be lost.
func pipes(j *plan.Job) bool {
	return slices.ContainsFunc(everyStep(j), func(s plan.Step) bool {
		return s.Shell == shell.Bash && slices.ContainsFunc(s.Commands, func(c plan.Command) bool {
			return shell.FlowOf(c.Script.Shell(plainName)).Pipe
		})
	})
}

// everyStep is the steps and hooks of a job.
func everyStep(j *plan.Job) []plan.Step {
	return slices.Concat(j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always)
}

// folders makes those that reports are copied to.
func (b *build) folders() commands {
	if dirs := b.reportDirs(); len(dirs) > 0 {
		return commands{"mkdir -p " + strings.Join(dirs, " ")}
	}
	return nil
}

// hosts gives the services, which Shippable starts in the build's own container, the names that the steps know them by.
// The old dialect's container may not let a build do that; a finding says so.
func (b *build) hosts() commands {
	var out commands
	for _, j := range b.jobs {
		for _, s := range j.Services {
			line := "echo '127.0.0.1 " + hostName(s) + "' >> /etc/hosts"
			if !b.travis() && serviceName(s) != "" && !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
}

// hostName is a service's alias, else the last word of its image, as on every target.
func hostName(s plan.Service) string {
	if s.Alias != "" {
		return s.Alias
	}
	return imageBase(s)
}

// enter goes to a job's directory from the root.
func enter(j *plan.Job) commands {
	if j.Dir == "" {
		return nil
	}
	return commands{"cd " + shell.Quote(j.Dir)}
}

// install is what brings tools; it runs before there are credentials, because it may bring the CLI that gets them. Behind
// it the start is told, because it may bring curl as well.
func (b *build) install(j *plan.Job) commands {
	risk, _, _ := guards(j)
	out := b.steps(j, j.Install, risk)
	if j == b.jobs[0] {
		out = append(out, b.told("start")...)
	}
	return out
}

// identity assumes or checks the job's identity and logs in to its registries. Builds of pull requests do neither: the
// file that they run is the changed one, and a fork's build has no secrets.
func (b *build) identity(j *plan.Job) commands {
	var out commands
	if j.Credentials != nil {
		for _, c := range j.Credentials.Commands {
			out = append(out, b.guarded(j, b.render(c, false), true))
		}
	}
	for _, c := range j.Logins {
		out = append(out, b.guarded(j, b.render(c, false), true))
	}
	return out
}

func (b *build) before(j *plan.Job) commands {
	_, risk, _ := guards(j)
	return b.steps(j, j.Before, risk)
}

func (b *build) work(j *plan.Job) commands {
	_, _, risk := guards(j)
	return b.steps(j, j.Steps, risk)
}

// steps writes steps; those with a risk skip pull requests.
func (b *build) steps(j *plan.Job, steps []plan.Step, risk []bool) commands {
	var out commands
	for i, s := range steps {
		for _, c := range s.Commands {
			out = append(out, b.guarded(j, b.render(c, false), risk[i]))
		}
	}
	return out
}

// render is a command as shell source. What it runs in a shell of its own is indented where that changes nothing.
func (b *build) render(c plan.Command, errexit bool) string {
	text := c.Render(b.name, errexit)
	body, ok := strings.CutPrefix(text, "(\n")
	if end := strings.LastIndex(body, "\n)"); ok && c.Subshell && end > 0 && body[0] != ' ' && shell.FlowOf(text).Indent {
		return "(\n" + shell.Indent(body[:end]) + body[end:]
	}
	return text
}

// whole is a job from its setup to its last step, for one shell.
func (b *build) whole(j *plan.Job) commands {
	return slices.Concat(b.setup(j), b.folders(), b.hosts(), enter(j), b.install(j), b.identity(j), b.before(j), b.work(j))
}

// buildSection is the form since 2016.
func (b *build) buildSection() emit.Map {
	var m emit.Map
	if boot := b.boot(); boot != nil {
		m.Add("pre_ci_boot", boot)
	}
	if len(b.jobs) > 1 {
		m.Add("ci", b.chained().value())
	} else {
		m.Add("ci", b.whole(b.jobs[0]).value())
	}
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

// travisSections is the form before 2016.
func (b *build) travisSections() emit.Map {
	var m emit.Map
	j := b.jobs[0]
	section := func(key string, all commands) {
		if len(all) > 0 {
			m.Section(key, all.value())
		}
	}
	if j.Image != nil {
		m.Section("build_image", emit.Str(j.Image.Name.Must()))
	}
	if len(b.cacheDirs()) > 0 {
		m.Section("cache", emit.Bool(true))
	}
	install, before, script := b.travisWork(j)
	section("install", install)
	section("before_script", before)
	section("script", script)
	section("after_success", b.onSuccess())
	section("after_failure", b.onFailure())
	section("after_script", b.always())
	return m
}

// travisWork spreads a job over the three sections that decide the status. Each is a shell of its own, so what the setup
// makes, and the job's directory, come again in each; what a step leaves behind for later ones cannot, and then all stand
// in the last. That one is never empty: Shippable would run the language's default command.
func (b *build) travisWork(j *plan.Job) (install, before, script commands) {
	if len(b.jobs) > 1 {
		return nil, nil, b.chained()
	}
	if sticky(j) {
		return nil, nil, b.whole(j)
	}
	install, before, script = b.install(j), slices.Concat(b.identity(j), b.before(j)), b.work(j)
	if len(script) == 0 {
		before, script = nil, before
	}
	if len(script) == 0 {
		install, script = nil, install
	}
	folders := b.folders() // once, in the first
	with := func(all commands) commands {
		if len(all) == 0 {
			return nil
		}
		out := slices.Concat(b.setup(j), folders, enter(j), all)
		folders = nil
		return out
	}
	return with(install), with(before), with(script)
}

// sticky reports whether a step of install or before, or the identity, leaves something behind that later steps need.
func sticky(j *plan.Job) bool {
	if j.Credentials != nil && j.Credentials.CheckAccount == "" {
		return true
	}
	return slices.ContainsFunc(slices.Concat(j.Install, j.Before), func(s plan.Step) bool { return s.State.Any() })
}

// boot is the image of the build.
func (b *build) boot() emit.Map {
	j := b.jobs[0]
	if j.Image == nil {
		return nil
	}
	name, tag := splitTag(j.Image.Name.Must())
	m := emit.Map{{Key: "image_name", Value: emit.Str(name)}, {Key: "image_tag", Value: emit.Str(tag)},
		{Key: "pull", Value: emit.Bool(j.Image.Pull != "if-not-present" && j.Image.Pull != "never")}}
	if j.Image.EntrypointSet {
		// Options of one's own replace Shippable's, --privileged among them (Shippable documentation, "pre_ci_boot").
		m.Add("options", emit.Str("--privileged --entrypoint="+shell.Quote(strings.Join(j.Image.Entrypoint, " "))))
	}
	return m
}

// splitTag cuts an image into what Shippable joins with a colon again. A digest's hash follows a colon, too.
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
			if p = cacheDir(p); p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// cacheDir is the directory that holds all that a path of a cache can match: a list of directories knows no wildcards.
func cacheDir(p string) string {
	if i := strings.IndexAny(p, "*?{["); i >= 0 {
		p = p[:strings.LastIndexByte(p[:i], '/')+1]
	}
	p = strings.Trim(strings.TrimPrefix(p, "./"), "/")
	if p == "" || p == "." {
		return "$SHIPPABLE_BUILD_DIR"
	}
	return "$SHIPPABLE_BUILD_DIR/" + p
}
