package cfn

import (
	"github.com/cdc-dev/cdc/internal/emit"
)

// template is one CloudFormation template, in the order of the manual ("Template sections").
type template struct {
	name        string   // "roles"
	head        []string // comment lines behind the generated-by lines: how to deploy it
	description string
	parameters  emit.Map
	conditions  emit.Map
	rules       emit.Map
	resources   emit.Map
	outputs     emit.Map
}

// document is the template as it is written. JSON knows no comments, so there the head stands in Metadata, where
// CloudFormation ignores it.
func (t *template) document(json bool, head []string) emit.Map {
	var m emit.Map
	m.Add("AWSTemplateFormatVersion", emit.Str("2010-09-09"))
	m.Add("Description", emit.Str(t.description))
	if json {
		m.Add("Metadata", emit.Map{{Key: "cdc", Value: emit.Strs(head...)}})
	}
	for _, s := range []struct {
		key string
		all emit.Map
	}{{"Parameters", t.parameters}, {"Conditions", t.conditions}, {"Rules", t.rules}, {"Resources", spaced(t.resources)}, {"Outputs", t.outputs}} {
		if len(s.all) > 0 {
			m.Section(s.key, s.all)
		}
	}
	if json {
		return long(m).(emit.Map)
	}
	return m
}

// spaced puts an empty line between resources.
func spaced(m emit.Map) emit.Map {
	for i := range m {
		m[i].Blank = i > 0
	}
	return m
}

// resource adds a resource; about is what a comment above it says, or empty.
func (t *template) resource(id, kind string, props emit.Map, about ...string) {
	t.resources = append(t.resources, emit.Entry{Key: id, Head: about, Value: emit.Map{
		{Key: "Type", Value: emit.Str(kind)}, {Key: "Properties", Value: props},
	}})
}

// kept adds a resource that outlives its stack: what is in it cannot be made again.
func (t *template) kept(id, kind string, props emit.Map, about ...string) {
	t.resource(id, kind, props, about...)
	t.policies(id, "Retain")
}

// policies sets what becomes of a resource when its stack is deleted or it must be replaced.
func (t *template) policies(id, policy string) {
	r := &t.resources[len(t.resources)-1]
	body := r.Value.(emit.Map)
	r.Value = append(emit.Map{body[0],
		{Key: "DeletionPolicy", Value: emit.Str(policy)}, {Key: "UpdateReplacePolicy", Value: emit.Str(policy)}}, body[1:]...)
	_ = id
}

// condition makes the last resource depend on a condition.
func (t *template) condition(name string) {
	r := &t.resources[len(t.resources)-1]
	body := r.Value.(emit.Map)
	r.Value = append(emit.Map{body[0], {Key: "Condition", Value: emit.Str(name)}}, body[1:]...)
}

// parameter adds a parameter of type String; a nil default makes it one that must be given.
func (t *template) parameter(name, kind string, def *string, about string, more ...emit.Entry) {
	m := emit.Map{{Key: "Type", Value: emit.Str(kind)}}
	if def != nil {
		m.Add("Default", emit.Str(*def))
	}
	m = append(m, more...)
	m.Add("Description", emit.Str(about))
	t.parameters.Add(name, m)
}

// output adds an output.
func (t *template) output(name string, value emit.Value, about string) {
	var m emit.Map
	if about != "" {
		m.Add("Description", emit.Str(about))
	}
	m.Add("Value", value)
	t.outputs.Add(name, m)
}
