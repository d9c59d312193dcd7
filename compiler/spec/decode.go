package spec

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/source"
)

// Decode reads a spec from its tree. It makes no findings: a value of the wrong kind counts as not written, and the
// schema reports it. Items of lists of maps are kept even then, with nothing but their Node, so that the third step
// stays the third.
func Decode(root *source.Node) *Spec {
	s := &Spec{Node: root}
	each(root, func(key string, k, v *source.Node) {
		switch key {
		case "cdc":
			s.Version = text(v)
		case "name":
			s.Name = text(v)
		case "description":
			s.Description = text(v)
		case "vars":
			s.Vars = vars(v)
		case "secrets":
			s.Secrets = named(v, secret)
		case "defaults":
			s.Defaults = defaults(v)
		case "triggers":
			s.Triggers = triggers(v)
		case "stages":
			s.Stages, s.StagesNode = texts(v), v
		case "environments":
			each(v, func(_ string, k, v *source.Node) { s.Environments = append(s.Environments, environment(k, v)) })
		case "artifact_bucket":
			s.ArtifactBucket = bucket(v)
		case "jobs":
			s.JobsNode = v
			s.Jobs = make([]*Job, 0, len(v.Entries))
			each(v, func(_ string, k, v *source.Node) { s.Jobs = append(s.Jobs, job(k, v)) })
		case "notify":
			s.Notify = list(v, notify)
		case "appspec":
			s.AppSpec = appSpec(v)
		case "bootstrap":
			s.Bootstrap = bootstrap(v)
		case "targets":
			s.TargetsNode = v
			each(v, func(_ string, k, v *source.Node) { s.Targets = append(s.Targets, target(k, v)) })
		}
	})
	return s
}

// each calls f for every entry of a map; a node of another kind has none.
func each(n *source.Node, f func(key string, k, v *source.Node)) {
	for i := range n.Entries {
		e := &n.Entries[i]
		f(e.Key.Text, e.Key, e.Value)
	}
}

// text reads a text: the characters of any scalar.
func text(n *source.Node) Text {
	if n.Kind != source.Scalar {
		return Text{}
	}
	return Text{V: n.Text, Node: n}
}

// key reads a key.
func key(n *source.Node) Text { return Text{V: n.Text, Node: n} }

// texts reads a list of texts; a single text stands for a list of one.
func texts(n *source.Node) []Text {
	if n.Kind == source.Scalar {
		return []Text{text(n)}
	}
	var out []Text
	for _, item := range n.Items {
		if t := text(item); t.Set() {
			out = append(out, t)
		}
	}
	return out
}

// boolean reads `true` or `false`, unquoted.
func boolean(n *source.Node) Bool {
	if !n.IsPlain() || n.Text != "true" && n.Text != "false" {
		return Bool{}
	}
	return Bool{V: n.Text == "true", Node: n}
}

// integer reads a whole number, unquoted.
func integer(n *source.Node) Int {
	if !n.IsPlain() {
		return Int{}
	}
	i, err := strconv.Atoi(n.Text)
	if err != nil {
		return Int{}
	}
	return Int{V: i, Node: n}
}

// vars reads a map of texts.
func vars(n *source.Node) []KV {
	var out []KV
	each(n, func(_ string, k, v *source.Node) {
		if t := text(v); t.Set() {
			out = append(out, KV{Key: key(k), V: t})
		}
	})
	return out
}

// named reads a map whose values are all of one kind.
func named[T any](n *source.Node, read func(*source.Node) T) []Named[T] {
	var out []Named[T]
	each(n, func(_ string, k, v *source.Node) { out = append(out, Named[T]{Key: key(k), V: read(v)}) })
	return out
}

// list reads a list whose items are all of one kind.
func list[T any](n *source.Node, read func(*source.Node) T) []T {
	var out []T
	for _, item := range n.Items {
		out = append(out, read(item))
	}
	return out
}

func secret(n *source.Node) *Secret {
	s := &Secret{Node: n}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "from":
			s.From = text(v)
		case "ssm":
			s.SSM = text(v)
		case "secretsmanager":
			s.SecretsManager = &SecretsManager{Node: v, ID: text1(v, "id"), Key: text1(v, "key"), Stage: text1(v, "stage")}
		case "shippable":
			s.Shippable = text(v)
		}
	})
	return s
}

// text1 reads the text under one key.
func text1(n *source.Node, name string) Text {
	if v := n.Get(name); v != nil {
		return text(v)
	}
	return Text{}
}

// texts1 reads the texts under one key.
func texts1(n *source.Node, name string) []Text {
	if v := n.Get(name); v != nil {
		return texts(v)
	}
	return nil
}

// bool1 reads the boolean under one key.
func bool1(n *source.Node, name string) Bool {
	if v := n.Get(name); v != nil {
		return boolean(v)
	}
	return Bool{}
}

// int1 reads the whole number under one key.
func int1(n *source.Node, name string) Int {
	if v := n.Get(name); v != nil {
		return integer(v)
	}
	return Int{}
}

// vars1 reads the map of texts under one key.
func vars1(n *source.Node, name string) []KV {
	if v := n.Get(name); v != nil {
		return vars(v)
	}
	return nil
}

func bucket(n *source.Node) *Bucket {
	if n.Kind == source.Scalar {
		return &Bucket{Node: n, Name: text(n)}
	}
	return &Bucket{Node: n, Name: text1(n, "name"), Prefix: text1(n, "prefix")}
}

func triggers(n *source.Node) *Triggers {
	t := &Triggers{Node: n, Manual: bool1(n, "manual")}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "push":
			t.Push = filter(v)
		case "tag":
			t.Tag = filter(v)
		case "merge_request":
			t.MergeRequest = filter(v)
		case "schedule":
			t.ScheduleNode = v
			t.Schedule = list(v, func(n *source.Node) *Schedule {
				return &Schedule{Node: n, Cron: text1(n, "cron"), Branch: text1(n, "branch"), Description: text1(n, "description")}
			})
		}
	})
	return t
}

func filter(n *source.Node) *Filter {
	f := &Filter{Node: n}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "event":
			f.Events = texts(v)
		case "actions":
			f.Actions = texts(v)
		case "branches":
			f.Branches = texts(v)
		case "not_branches":
			f.NotBranches = texts(v)
		case "tags":
			f.Tags = texts(v)
		case "not_tags":
			f.NotTags = texts(v)
		case "target_branches":
			f.TargetBranches = texts(v)
		case "paths":
			f.Paths = texts(v)
		case "not_paths":
			f.NotPaths = texts(v)
		}
	})
	return f
}

func environment(k, n *source.Node) *Environment {
	e := &Environment{Node: n, Name: key(k)}
	each(n, func(key string, _, v *source.Node) {
		switch key {
		case "account":
			e.Account = text(v)
		case "region":
			e.Region = text(v)
		case "roles":
			e.Roles = roles(v)
		case "oidc":
			e.Oidc = oidc(v)
		case "url":
			e.URL = text(v)
		case "tier":
			e.Tier = text(v)
		case "vars":
			e.Vars = vars(v)
		case "branches", "not_branches", "tags", "not_tags":
			e.Refs = refs(n)
		case "approval":
			e.Approval = gate(v)
		case "serial":
			e.Serial = boolean(v)
		case "ephemeral":
			e.Ephemeral = &Ephemeral{Node: v, Per: text1(v, "per"), AutoStop: text1(v, "auto_stop")}
			if stop := v.Get("stop"); stop != nil {
				e.Ephemeral.Stop = list(stop, step)
			}
		}
	})
	return e
}

// refs reads the four keys that an environment has in common with a `when`.
func refs(n *source.Node) *Filter {
	return &Filter{
		Node: n, Branches: texts1(n, "branches"), NotBranches: texts1(n, "not_branches"),
		Tags: texts1(n, "tags"), NotTags: texts1(n, "not_tags"),
	}
}

func roles(n *source.Node) *Roles {
	return &Roles{Node: n, Assume: text1(n, "assume"), Execution: text1(n, "execution")}
}

func oidc(n *source.Node) *Oidc {
	return &Oidc{Node: n, Role: text1(n, "role"), Audience: text1(n, "audience")}
}

func gate(n *source.Node) *Gate {
	return &Gate{
		Node: n, Enabled: boolean(n), Message: text1(n, "message"), Approvers: texts1(n, "approvers"),
		Timeout: text1(n, "timeout"),
	}
}

func notify(n *source.Node) *Notify {
	t := &Notify{
		Node: n, Name: text1(n, "name"), Events: texts1(n, "events"), Branches: texts1(n, "branches"),
		NotBranches: texts1(n, "not_branches"),
	}
	if v := n.Get("slack"); v != nil {
		t.Slack = &Slack{
			Node: v, Webhook: text1(v, "webhook"), Channel: text1(v, "channel"),
			Integration: text1(v, "integration"), Channels: texts1(v, "channels"),
		}
	}
	return t
}

func target(k, n *source.Node) *Target {
	t := &Target{Node: n, Name: key(k)}
	each(n, func(name string, k, v *source.Node) {
		switch name {
		case "jobs":
			t.Jobs = texts(v)
		case "raw":
			t.Raw = v
		default:
			t.Options = append(t.Options, Named[*source.Node]{Key: key(k), V: v})
		}
	})
	return t
}
