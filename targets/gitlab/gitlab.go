// Package gitlab writes .gitlab-ci.yml.
//
// The file is a model in print order: what stands first in the file is made first here. keys.go says which keys GitLab
// has and in which order they are written; rules.go says which pipelines exist and which jobs are in them; job.go is one
// job; raw.go puts the author's own GitLab keys in, last.
package gitlab

import (
	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/appspec"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Path is the only name under which GitLab finds the file by itself (CI/CD YAML syntax reference).
const Path = ".gitlab-ci.yml"

// Target is GitLab CI/CD.
var Target = compiler.Target{
	Name:  "gitlab",
	Doc:   "GitLab CI/CD: .gitlab-ci.yml",
	URL:   "https://docs.gitlab.com/ci/yaml/",
	Rows:  rows,
	Check: check,
	Emit:  write,
	Owns:  func(path string) bool { return path == Path || path == appspec.Path },
}

// write makes the files of a plan.
func write(p *plan.Plan) ([]compiler.File, diag.List) {
	doc, found := override(p, document(p))
	head := p.Header(p.Command)
	files := []compiler.File{{Path: Path, Data: emit.YAML(head, doc)}}
	if f, ok := appspec.File(p); ok {
		files = append(files, f)
	}
	return files, found
}
