package shippable

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// language is a value of `language` and the key that holds its versions (Shippable documentation, "Supported languages").
type language struct{ name, key, env string }

var languages = map[string]language{
	"python": {"python", "python", "SHIPPABLE_PYTHON_VERSION"},
	"node":   {"node_js", "node_js", "SHIPPABLE_NODE_VERSION"},
	"java":   {"java", "jdk", "SHIPPABLE_JDK_VERSION"},
	"go":     {"go", "go", "SHIPPABLE_GO_VERSION"},
	"ruby":   {"ruby", "rvm", "SHIPPABLE_RUBY_VERSION"},
	"php":    {"php", "php", "SHIPPABLE_PHP_VERSION"},
}

// runtime is the first runtime of the build that Shippable has a language for.
func (b *build) runtime() (plan.Runtime, bool) {
	for _, j := range b.jobs {
		for _, r := range j.Runtime {
			if _, ok := languages[r.Lang]; ok {
				return r, true
			}
		}
	}
	return plan.Runtime{}, false
}

// language is always written, and so is a version where one is known: without it Shippable takes ruby.
func (b *build) language() (language, []string) {
	r, ok := b.runtime()
	if !ok {
		return language{name: "none"}, nil
	}
	lang := languages[r.Lang]
	if axis := b.runtimeAxis(); axis != nil {
		return lang, versions(lang, axis.Values)
	}
	if b.included() { // each entry of matrix.include names its version
		return lang, nil
	}
	return lang, versions(lang, []string{r.Version.Must()})
}

// versions names versions as Shippable does; its JDKs have a vendor in front.
func versions(l language, all []string) []string {
	out := slices.Clone(all)
	for i, v := range out {
		if l.key == "jdk" && v != "" && v[0] >= '0' && v[0] <= '9' {
			out[i] = "openjdk" + strings.TrimPrefix(v, "1.")
		}
	}
	return out
}

// runtimeAxis is the matrix variable that is the runtime's version, or nil.
func (b *build) runtimeAxis() *plan.Axis {
	name := b.runtimeVariable()
	m := b.jobs[0].Matrix
	if name == "" || m == nil {
		return nil
	}
	for i := range m.Axes {
		if m.Axes[i].Name == name {
			return &m.Axes[i]
		}
	}
	return nil
}

// runtimeVariable is the matrix variable that the runtime's version is, as a whole.
func (b *build) runtimeVariable() string {
	r, ok := b.runtime()
	if ok && len(r.Version) == 1 && r.Version[0].Var == plan.MatrixValue {
		return r.Version[0].Name
	}
	return ""
}

// included reports whether the matrix was written as a list of combinations.
func (b *build) included() bool {
	m := b.jobs[0].Matrix
	return m != nil && len(m.Axes) == 0 && len(m.Instances) > 0
}

// knownServices are the services that Shippable starts itself, under the name that an image of Docker Hub has.
var knownServices = map[string]string{
	"cassandra": "cassandra", "couchdb": "couchdb", "elasticsearch": "elasticsearch", "memcached": "memcached",
	"mongo": "mongodb", "mongodb": "mongodb", "mysql": "mysql", "neo4j": "neo4j", "postgres": "postgres",
	"postgresql": "postgres", "rabbitmq": "rabbitmq", "redis": "redis", "rethinkdb": "rethinkdb", "riak": "riak",
	"selenium": "selenium", "sqlite": "sqlite",
}

// serviceName is Shippable's service for an image, or "".
func serviceName(s plan.Service) string {
	image := s.Image.String()
	image, _, _ = strings.Cut(image, "@")
	image = image[strings.LastIndex(image, "/")+1:]
	image, _, _ = strings.Cut(image, ":")
	return knownServices[image]
}

func (b *build) services() []string {
	var out []string
	for _, j := range b.jobs {
		for _, s := range j.Services {
			if n := serviceName(s); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}
