// Package appspec writes appspec.yml, the file that CodeDeploy reads from the root of a revision. GitLab, CodeBuild and
// Shippable all hand such revisions to CodeDeploy, so the file is written in one place and names no target.
package appspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
	"github.com/cdc-dev/cdc/internal/raw"
)

// Path is the only name under which CodeDeploy looks for the file, at the root of the bundle (CodeDeploy User Guide,
// "AppSpec file reference").
const Path = "appspec.yml"

// File writes the spec's appspec; ok is false when it has none.
func File(p *plan.Plan) (f compiler.File, ok bool) {
	if p.AppSpec == nil {
		return compiler.File{}, false
	}
	return compiler.File{Path: Path, Data: emit.YAML(p.Header("cdc compile"), document(p.AppSpec))}, true
}

// document is the file in the order of the manual. The version is the number 0.0: the agent refuses the text "0.0".
func document(a *plan.AppSpec) emit.Map {
	var m emit.Map
	m.Add("version", emit.Raw("0.0"))
	switch {
	case !a.Ecs.IsZero():
		return append(m, asWritten(a.Ecs)...)
	case !a.Lambda.IsZero():
		return append(m, asWritten(a.Lambda)...)
	case a.Server != nil:
		return append(m, server(a.Server)...)
	}
	return m
}

// asWritten is CodeDeploy's own words: the language takes Resources and Hooks over as they are. Numbers stay numbers where
// CodeDeploy wants them; everything else is text, though `CurrentVersion: 1` was typed without quotes.
func asWritten(t plan.Tree) emit.Map {
	m, _ := raw.Value(texts(t, "")).(emit.Map)
	return m
}

// numbers are the keys of an AppSpec whose values are whole numbers (CodeDeploy User Guide, "AppSpec 'resources' section").
var numbers = []string{"ContainerPort", "Base", "Weight"}

// order is the order of an AppSpec's keys in the manual, which an output has whatever the order in the spec.
var order = []string{"Resources", "Hooks", "Type", "Properties", "Name", "Alias", "CurrentVersion", "TargetVersion", "TaskDefinition",
	"LoadBalancerInfo", "ContainerName", "ContainerPort", "PlatformVersion", "NetworkConfiguration", "Subnets", "SecurityGroups",
	"AssignPublicIp", "CapacityProviderStrategy", "CapacityProvider", "Base", "Weight"}

func place(e plan.TreeEntry) int {
	if i := slices.Index(order, e.Key); i >= 0 {
		return i
	}
	return len(order)
}

func texts(t plan.Tree, key string) plan.Tree {
	t.Quoted = t.Quoted || t.Kind == plan.TreeScalar && !slices.Contains(numbers, key)
	t.Map, t.Seq = slices.Clone(t.Map), slices.Clone(t.Seq)
	slices.SortStableFunc(t.Map, func(a, b plan.TreeEntry) int { return place(a) - place(b) })
	for i := range t.Map {
		t.Map[i].Value = texts(t.Map[i].Value, t.Map[i].Key)
	}
	for i := range t.Seq {
		t.Seq[i] = texts(t.Seq[i], key)
	}
	return t
}

func server(s *plan.AppSpecServer) emit.Map {
	var m emit.Map
	m.Add("os", emit.Str(s.OS))
	if len(s.Files) > 0 {
		var files emit.Seq
		for _, f := range s.Files {
			files = append(files, emit.Map{{Key: "source", Value: emit.Str(f.Source)}, {Key: "destination", Value: emit.Str(f.Destination)}})
		}
		m.Add("files", files)
	}
	if s.FileExists != "" {
		m.Add("file_exists_behavior", emit.Str(strings.ToUpper(s.FileExists)))
	}
	if len(s.Permissions) > 0 {
		var all emit.Seq
		for _, p := range s.Permissions {
			all = append(all, permission(p))
		}
		m.Add("permissions", all)
	}
	if hooks := serverHooks(s.Hooks); len(hooks) > 0 {
		m.Add("hooks", hooks)
	}
	return m
}

// permission writes one entry. The mode is quoted: a YAML 1.1 reader takes 0644 for the octal number.
func permission(p plan.AppSpecPermission) emit.Map {
	m := emit.Map{{Key: "object", Value: emit.Str(p.Object)}}
	text := func(key, value string) {
		if value != "" {
			m.Add(key, emit.Str(value))
		}
	}
	list := func(key string, values []string) {
		if len(values) > 0 {
			m.Add(key, emit.Strs(values...))
		}
	}
	text("pattern", p.Pattern)
	list("except", p.Except)
	text("owner", p.Owner)
	text("group", p.Group)
	if p.Mode != "" {
		m.Add("mode", emit.Str(p.Mode))
	}
	list("acls", p.ACLs)
	if p.ContextType != "" {
		m.Add("context", context(p))
	}
	list("type", p.Type)
	return m
}

// context is the SELinux context. The manual calls its first key "user"; the agent reads "name" (aws-codedeploy-agent,
// application_specification/context_info.rb), so both are written.
func context(p plan.AppSpecPermission) emit.Map {
	var m emit.Map
	if p.ContextUser != "" {
		m.Add("user", emit.Str(p.ContextUser))
		m.Add("name", emit.Str(p.ContextUser))
	}
	m.Add("type", emit.Str(p.ContextType))
	if p.ContextRange != "" {
		m.Add("range", emit.Str(p.ContextRange))
	}
	return m
}

// Lifecycle is the events of an EC2/on-premises deployment that may run scripts, in the order in which they run
// (CodeDeploy User Guide, "AppSpec 'hooks' section").
var Lifecycle = []string{"BeforeBlockTraffic", "AfterBlockTraffic", "ApplicationStop", "BeforeInstall", "AfterInstall",
	"ApplicationStart", "ValidateService", "BeforeAllowTraffic", "AfterAllowTraffic"}

// serverHooks are written in the order in which they run, so that a reader sees the deployment from top to bottom.
func serverHooks(events []plan.AppSpecEvent) emit.Map {
	var m emit.Map
	for _, name := range Lifecycle {
		for _, e := range events {
			if e.Event == name && len(e.Hooks) > 0 {
				m.Add(name, scripts(e.Hooks))
			}
		}
	}
	return m
}

func scripts(hooks []plan.AppSpecHook) emit.Seq {
	var out emit.Seq
	for _, h := range hooks {
		m := emit.Map{{Key: "location", Value: emit.Str(h.Location)}}
		if h.Timeout > 0 {
			m.Add("timeout", emit.Int(h.Timeout))
		}
		if h.RunAs != "" {
			m.Add("runas", emit.Str(h.RunAs))
		}
		out = append(out, m)
	}
	return out
}
