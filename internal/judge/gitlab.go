package judge

import _ "embed"

// gitlabSchema is .gitlab-ci.yml as the CI/CD YAML syntax reference describes it, strictly: GitLab's own schema lets
// unknown keys of hidden jobs, caches and inheritance pass.
//
//go:embed gitlab.schema.json
var gitlabSchema []byte

var gitlab = document{name: "gitlab", text: gitlabSchema, words: "GitLab"}
