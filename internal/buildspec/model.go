// Package buildspec is AWS CodeBuild's build specification: the model of the file in the order in which it is printed,
// and the lowering of a job of the plan into it. The project's own target writes it to files; the CloudFormation target
// puts it into projects.
//
// The facts are those of the AWS CodeBuild User Guide, "Build specification reference for CodeBuild" and "Batch build
// buildspec reference"; what each command may rely on is written where it matters.
package buildspec

import (
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

// File is a buildspec. What is empty is not written.
type File struct {
	Version   string // "0.1" or "0.2"
	Env       Env
	Batch     *Batch
	Phases    Phases
	Reports   []Report
	Artifacts *Artifacts
	Cache     *Cache
}

// Pair is a name and its text.
type Pair struct{ Name, Value string }

// Env is the variables of a build.
type Env struct {
	Shell          string // bash, or empty for the image's sh
	Variables      []Pair // taken literally: CodeBuild expands nothing in them
	ParameterStore []Pair // name of a parameter
	SecretsManager []Pair // secret-id:json-key:version-stage
	Exported       []string
}

// Phases are the four phases. A phase without commands is not written, install excepted when it has runtimes.
type Phases struct{ Install, PreBuild, Build, PostBuild Phase }

// Phase is one phase.
type Phase struct {
	OnFailure string // RETRY-2
	Runtimes  []Pair // of install only
	Commands  []string
	Finally   []string // run after the commands, whether they failed or not
}

// Empty reports whether there is nothing to write.
func (p Phase) Empty() bool {
	return len(p.Commands) == 0 && len(p.Runtimes) == 0 && len(p.Finally) == 0
}

// Report is one report group.
type Report struct {
	Name, Format string
	Files        []string
}

// Artifacts are the files that CodeBuild uploads.
type Artifacts struct {
	Type  string // zip; of 0.1 only
	Files []string
	Name  string
	// Secondary are kept apart, under identifiers that the project has as well.
	Secondary []Secondary
}

// Secondary is files under an identifier.
type Secondary struct {
	ID    string
	Files []string
}

// Cache are the files that CodeBuild keeps.
type Cache struct {
	Key string
	// Fallbacks are beginnings of keys, of which the newest cache is taken where there is none of the key.
	Fallbacks []string
	Paths     []string
}

// Batch is a build graph.
type Batch struct{ Tasks []Task }

// Task is one build of a graph.
type Task struct {
	Identifier, File     string
	Image, Type, Compute string
	Privileged           bool
	Variables            []Pair
	IgnoreFailure        bool
	DependOn             []string
}

// Value returns the file as the writer takes it.
func (f *File) Value() emit.Map {
	m := emit.Map{{Key: "version", Value: emit.Raw(f.Version)}}
	if env := f.env(); len(env) > 0 {
		if f.Version == "0.1" {
			m.Section("environment_variables", env)
		} else {
			m.Section("env", env)
		}
	}
	if f.Batch != nil {
		m.Section("batch", f.Batch.value())
	}
	if phases := f.Phases.value(); len(phases) > 0 {
		m.Section("phases", phases)
	}
	if len(f.Reports) > 0 {
		var reports emit.Map
		for _, r := range f.Reports {
			reports.Add(r.Name, emit.Map{{Key: "files", Value: emit.Strs(r.Files...)}, {Key: "file-format", Value: emit.Str(r.Format)}})
		}
		m.Section("reports", reports)
	}
	if f.Artifacts != nil {
		m.Section("artifacts", f.Artifacts.value())
	}
	if f.Cache != nil {
		var c emit.Map
		if f.Cache.Key != "" {
			c.Add("key", emit.Str(f.Cache.Key))
		}
		if len(f.Cache.Fallbacks) > 0 {
			c.Add("fallback-keys", emit.Strs(f.Cache.Fallbacks...))
		}
		c.Add("paths", emit.Strs(f.Cache.Paths...))
		m.Section("cache", c)
	}
	return m
}

func (f *File) env() emit.Map {
	var env emit.Map
	if f.Version == "0.1" {
		pairs(&env, "plaintext", f.Env.Variables)
		return env
	}
	if f.Env.Shell != "" {
		env.Add("shell", emit.Str(f.Env.Shell))
	}
	pairs(&env, "variables", f.Env.Variables)
	pairs(&env, "parameter-store", f.Env.ParameterStore)
	pairs(&env, "secrets-manager", f.Env.SecretsManager)
	if len(f.Env.Exported) > 0 {
		env.Add("exported-variables", emit.Strs(f.Env.Exported...))
	}
	return env
}

func pairs(m *emit.Map, key string, list []Pair) {
	if len(list) == 0 {
		return
	}
	var out emit.Map
	for _, p := range list {
		out.Add(p.Name, emit.Str(p.Value))
	}
	m.Add(key, out)
}

func (p Phases) value() emit.Map {
	var m emit.Map
	for _, x := range []struct {
		name  string
		phase Phase
	}{{"install", p.Install}, {"pre_build", p.PreBuild}, {"build", p.Build}, {"post_build", p.PostBuild}} {
		if !x.phase.Empty() {
			m.Add(x.name, x.phase.value())
		}
	}
	return m
}

func (p Phase) value() emit.Map {
	var m emit.Map
	if p.OnFailure != "" {
		m.Add("on-failure", emit.Str(p.OnFailure))
	}
	pairs(&m, "runtime-versions", p.Runtimes)
	if len(p.Commands) > 0 {
		m.Add("commands", commands(p.Commands))
	}
	if len(p.Finally) > 0 {
		m.Add("finally", commands(p.Finally))
	}
	return m
}

// commands ends each block with a line end, as people write blocks.
func commands(list []string) emit.Seq {
	out := make(emit.Seq, len(list))
	for i, c := range list {
		if strings.Contains(c, "\n") {
			c += "\n"
		}
		out[i] = emit.Str(c)
	}
	return out
}

func (a *Artifacts) value() emit.Map {
	var m emit.Map
	if a.Type != "" {
		m.Add("type", emit.Str(a.Type))
	}
	m.Add("files", emit.Strs(a.Files...))
	if a.Name != "" {
		m.Add("name", emit.Str(a.Name))
	}
	if len(a.Secondary) > 0 {
		var all emit.Map
		for _, s := range a.Secondary {
			all.Add(s.ID, emit.Map{{Key: "files", Value: emit.Strs(s.Files...)}})
		}
		m.Add("secondary-artifacts", all)
	}
	return m
}

func (b *Batch) value() emit.Map {
	var tasks emit.Seq
	for i := range b.Tasks {
		tasks = append(tasks, b.Tasks[i].value())
	}
	return emit.Map{{Key: "fast-fail", Value: emit.Bool(false)}, {Key: "build-graph", Value: tasks}}
}

func (t *Task) value() emit.Map {
	m := emit.Map{{Key: "identifier", Value: emit.Str(t.Identifier)}, {Key: "buildspec", Value: emit.Str(t.File)}}
	var env emit.Map
	add := func(key, text string) {
		if text != "" {
			env.Add(key, emit.Str(text))
		}
	}
	add("type", t.Type)
	add("compute-type", t.Compute)
	add("image", t.Image)
	if t.Privileged {
		env.Add("privileged-mode", emit.Bool(true))
	}
	pairs(&env, "variables", t.Variables)
	if len(env) > 0 {
		m.Add("env", env)
	}
	if t.IgnoreFailure {
		m.Add("ignore-failure", emit.Bool(true))
	}
	if len(t.DependOn) > 0 {
		m.Add("depend-on", emit.Strs(t.DependOn...))
	}
	return m
}
