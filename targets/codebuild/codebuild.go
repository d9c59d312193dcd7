// Package codebuild writes buildspecs for AWS CodeBuild.
//
// One job is one buildspec.yml. Several are a build graph: a buildspec.yml that lists them, and one file for each under
// buildspec/. What a buildspec says is made by internal/buildspec; here stand which files there are (layout.go), what a
// buildspec cannot hold and what is then lost, refused or set elsewhere (rows.go and the say_ files), and the author's own
// keys (raw.go).
package codebuild

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/appspec"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Path is the name under which a project looks for its buildspec unless told otherwise (AWS CodeBuild User Guide,
// "Build specification reference").
const Path = "buildspec.yml"

// Target is AWS CodeBuild.
var Target = compiler.Target{
	Name:  "codebuild",
	Doc:   "AWS CodeBuild: buildspec.yml, version 0.2 or 0.1",
	URL:   "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
	Rows:  rows,
	Check: check,
	Emit:  write,
	Owns:  owns,
}

func owns(path string) bool {
	return path == Path || path == appspec.Path ||
		strings.HasPrefix(path, "buildspec/") && strings.HasSuffix(path, ".yml") && strings.Count(path, "/") == 1
}

// output is a file on its way: its model, and the job that it builds.
type output struct {
	path string
	job  *plan.Job // nil: the graph
	doc  emit.Map
}

// write makes the files of a plan. Without the author's own keys each model is let go as soon as it is written.
func write(p *plan.Plan) ([]compiler.File, diag.List) {
	l := layoutOf(p)
	head := p.Header(p.Command)
	var files []compiler.File
	var y emit.Printer
	put := func(o output) { files = append(files, compiler.File{Path: o.path, Data: y.YAML(head, o.doc)}) }
	var found diag.List
	if p.Raw.IsZero() {
		l.outputs(put)
	} else {
		var all []output
		l.outputs(func(o output) { all = append(all, o) })
		all, found = override(p, l, all)
		for _, o := range all {
			put(o)
		}
	}
	if f, ok := appspec.File(p); ok {
		files = append(files, f)
	}
	return files, found
}

// outputs makes the files, the one that CodeBuild reads first in front.
func (l layout) outputs(yield func(output)) {
	if l.batch {
		graph := &buildspec.File{Version: l.version, Batch: &buildspec.Batch{Tasks: l.tasks()}}
		yield(output{Path, nil, graph.Value()})
	}
	guards := buildspec.NewGuards(l.plan, l.batch)
	handing := l.handing()
	store := buildspec.Store(l.plan.Bucket)
	for _, j := range l.builds {
		opt := buildspec.Options{Version: l.version, Batch: l.batch, HandsOn: handing[j], Pipeline: l.pipeline, Tell: l.tell, Told: l.told,
			Guard: guards.Needed(j), Store: store}
		for _, i := range buildspec.Files(j) {
			opt.Instance = i
			yield(output{l.path(j, i), j, buildspec.Job(l.plan, j, opt).Value()})
		}
	}
}
