// Package cfn compiles the spec's bootstrap to CloudFormation templates: the roles of the accounts, the artifact bucket,
// a pipeline, a CodeBuild project of its own.
//
// Least privilege is derived, not written: each typed step knows the actions and resources that it needs, a role holds
// their union, and a comment says which job asked (needs.go).
package cfn

import (
	"bytes"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Target is CloudFormation.
var Target = compiler.Target{
	Name: "cfn", RunsOn: "codebuild",
	Doc:  "CloudFormation templates: roles, artifact bucket, CodePipeline, CodeBuild project",
	URL:  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-reference.html",
	Rows: rows, Check: check, Emit: write, Owns: owns,
}

// part is one template: its name, and the function that makes it; nil when the spec does not ask for it.
type part struct {
	name string
	make func(*builder) *template
}

// parts are the templates, in the order in which they are deployed.
var parts = []part{{"roles", roles}, {"bucket", bucket}, {"ecr", ecr}, {"codebuild", codebuild}, {"codedeploy", codedeploy}, {"pipeline", pipeline}}

func owns(path string) bool {
	name, ok := strings.CutPrefix(path, "cfn/")
	if !ok {
		return false
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".yml"), ".json")
	for _, p := range parts {
		if p.name == name {
			return true
		}
	}
	return false
}

// builder is what the parts share.
type builder struct {
	plan *plan.Plan
	boot *plan.Bootstrap
	// ext is the extension of the files: yml or json.
	ext string
}

// asJSON reports whether templates are written as JSON.
func asJSON(p *plan.Plan) bool { return p.Options.Get("format").Or("yaml") == "json" }

// write makes the templates that the spec asks for.
func write(p *plan.Plan) ([]compiler.File, diag.List) {
	if p.Bootstrap == nil {
		return nil, nil
	}
	b := &builder{plan: p, boot: p.Bootstrap, ext: "yml"}
	if asJSON(p) {
		b.ext = "json"
	}
	var files []compiler.File
	var templates []*template
	for _, part := range parts {
		if t := part.make(b); t != nil {
			t.name = part.name
			passRoles(t)
			templates = append(templates, t)
		}
	}
	out := override(p, templates)
	for _, t := range templates {
		escape(t)
		f := b.file(t)
		out.Add(tooLarge(p, t, f)...)
		out.Add(largePolicies(p, t)...)
		files = append(files, f)
	}
	return files, out
}

// path is where a template is written.
func (b *builder) path(name string) string { return "cfn/" + name + "." + b.ext }

func (b *builder) file(t *template) compiler.File {
	head := append(b.plan.Header(b.plan.Command), t.head...)
	doc := t.document(b.ext == "json", head)
	if b.ext == "json" {
		return compiler.File{Path: b.path(t.name), Data: emit.JSON(doc)}
	}
	return compiler.File{Path: b.path(t.name), Data: emit.YAML(head, doc)}
}

// passRoles gives a template the parameter of the roles that a new task definition passes on where it refers to them, and only
// there: which template has the role of the ECS steps depends on their environments.
func passRoles(t *template) {
	used := bytes.Contains(emit.YAML(nil, t.resources), []byte("!Ref "+taskRoles))
	i := slices.IndexFunc(t.parameters, func(e emit.Entry) bool { return e.Key == taskRoles })
	const overrides = " --parameter-overrides"
	value := " " + taskRoles + "=ROLE_ARN,ROLE_ARN"
	for n, line := range t.head {
		if !strings.Contains(line, "aws cloudformation deploy ") {
			continue
		}
		line = strings.TrimSuffix(strings.Replace(line, value, "", 1), overrides)
		if used && !strings.Contains(line, overrides) {
			line += overrides
		}
		if used {
			line += value
		}
		t.head[n] = line
	}
	switch {
	case used && i < 0:
		t.parameter(taskRoles, "CommaDelimitedList", nil, "The task role and task execution role of the service, which a new task definition passes on")
	case !used && i >= 0:
		t.parameters = slices.Delete(t.parameters, i, i+1)
	}
}
