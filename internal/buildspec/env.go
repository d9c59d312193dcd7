package buildspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// env writes what is known before the build. CodeBuild takes env.variables literally, so `a$HOME` stays `a$HOME`; a
// value that is known at run time only is exported by the first command instead.
func (l *lowering) env() {
	env := &l.file.Env
	for _, v := range l.vars() {
		if text, ok := v.Value.Literal(); ok {
			env.Variables = append(env.Variables, Pair{v.Name, text})
		}
	}
	if l.j.Region != "" {
		env.Variables = append(env.Variables, Pair{"AWS_DEFAULT_REGION", l.j.Region}, Pair{"AWS_REGION", l.j.Region})
	}
	for _, s := range l.secrets() {
		switch {
		case s.Parameter != "":
			env.ParameterStore = append(env.ParameterStore, Pair{s.Name, s.Parameter})
		case s.Manager != nil:
			env.SecretsManager = append(env.SecretsManager, Pair{s.Name, reference(s.Manager)})
		}
	}
	if l.opt.Version != "0.1" && l.usesBash() {
		env.Shell = "bash"
	}
	if l.opt.Version == "0.1" {
		return
	}
	if l.opt.Told {
		env.Exported = append(env.Exported, CommitVar, AuthorVar)
	}
	if l.j.Reports != nil {
		env.Exported = append(env.Exported, l.exported()...)
	}
}

// CommitVar and AuthorVar are the variables that a build exports for a notifier outside: the event that it hears has the
// exported variables, names whoever started the build, and that is the forge's hook and not the author of the commit.
const (
	CommitVar = "cdc_commit"
	AuthorVar = "cdc_author_name" // without the address, which nobody else needs to hear
)

// commitLines set them. They never fail: an image without git, or a source without its history, has no author to tell.
var commitLines = []string{
	CommitVar + "=$CODEBUILD_RESOLVED_SOURCE_VERSION " + AuthorVar + "=$(git log -1 --format=%an 2> /dev/null) || true",
	"export " + CommitVar + " " + AuthorVar,
}

// exported are the variables of the dotenv report, but for those that CodeBuild refuses to export: secrets and AWS_
// variables (AWS CodeBuild User Guide, "Build specification reference": env/exported-variables).
func (l *lowering) exported() []string {
	return slices.DeleteFunc(DotenvNames(l.j), func(name string) bool {
		secret := slices.ContainsFunc(l.p.Secrets, func(s plan.Secret) bool { return s.Name == name })
		return secret || strings.HasPrefix(name, "AWS_")
	})
}

// reference is a value of AWS Secrets Manager as CodeBuild names it: secret-id:json-key:version-stage.
func reference(m *plan.SecretsManager) string {
	switch {
	case m.Stage != "":
		return m.ID + ":" + m.Key + ":" + m.Stage
	case m.Key != "":
		return m.ID + ":" + m.Key
	}
	return m.ID
}

// vars are the variables of the pipeline and the job, each name once with its last value, without those of the matrix,
// which the batch sets.
func (l *lowering) vars() []plan.Var {
	var out []plan.Var
	at := map[string]int{}
	for _, list := range [][]plan.Var{l.p.Vars, l.j.Vars} {
		for _, v := range list {
			if i, ok := at[v.Name]; ok {
				out[i].Value = v.Value
				continue
			}
			at[v.Name] = len(out)
			out = append(out, v)
		}
	}
	return out
}

// runTimeVars are the variables that only the build itself knows.
func (l *lowering) runTimeVars() []plan.Var {
	var out []plan.Var
	for _, v := range l.vars() {
		if _, ok := v.Value.Literal(); !ok {
			out = append(out, v)
		}
	}
	return out
}

func exportLines(vars []plan.Var) []string {
	var out []string
	for _, v := range vars {
		out = append(out, "export "+v.Name+"="+shell.DoubleQuoted(v.Value).Shell(Name))
	}
	return out
}

// secrets are those that the job lists, and those that it tells a channel with.
func (l *lowering) secrets() []plan.Secret {
	wanted := map[string]bool{}
	for _, name := range l.j.Secrets {
		wanted[name] = true
	}
	if l.opt.Tell {
		for _, n := range l.p.Notify {
			wanted[n.Webhook] = true
		}
	}
	var out []plan.Secret
	for _, s := range l.p.Secrets {
		if wanted[s.Name] {
			out = append(out, s)
		}
	}
	return out
}

func (l *lowering) usesBash() bool {
	j := l.j
	if j.Shell == shell.Bash {
		return true
	}
	for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always} {
		for i := range list {
			if list[i].Shell == shell.Bash {
				return true
			}
		}
	}
	return false
}

// runtimes are the languages that the image is to select. An image that is not CodeBuild's own has none to select and
// ignores them with a warning, so they are left out there.
func (l *lowering) runtimes() []Pair {
	var out []Pair
	instance := l.opt.Instance
	if instance == nil {
		instance = Instances(l.j)[0]
	}
	image := ImageOf(l.j, instance)
	if image != "" && !Managed(image) {
		return nil
	}
	for _, r := range l.j.Runtime {
		if r.Lang == "docker" {
			continue // every current image has one, and none lets it be chosen
		}
		key, version := Runtime(r.Lang, r.Version.Expand(func(p plan.Part) string { return "$" + Name(p.Var, p.Name) }))
		out = append(out, Pair{key, version})
	}
	return out
}
