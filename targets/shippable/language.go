package shippable

import (
	"regexp"
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
	if axis := b.runtimeAxis(); axis != nil && !b.respelled() {
		return lang, versions(lang, axis.Values)
	}
	if varies(r.Version) { // each entry of matrix.include names its version
		return lang, nil
	}
	return lang, versions(lang, []string{r.Version.Must()})
}

// jdk is a version of Java with or without a vendor in front: corretto21, 17, openjdk11, 1.8.
var jdk = regexp.MustCompile(`^([a-z]*)(?:1\.)?([0-9]+)$`)

// versions names versions as Shippable does; its JDKs are openjdkN and oraclejdkN.
func versions(l language, all []string) []string {
	out := slices.Clone(all)
	for i, v := range out {
		if m := jdk.FindStringSubmatch(v); l.key == "jdk" && m != nil {
			if m[1] != "oraclejdk" {
				m[1] = "openjdk"
			}
			out[i] = m[1] + m[2]
		}
	}
	return out
}

// varies reports whether a version is another in each instance of the matrix.
func varies(v plan.Text) bool { return v.Uses(plan.MatrixValue) }

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

// listed reports whether the combinations must be written one by one: the author listed them, or the version is only
// partly a variable.
func (b *build) listed() bool {
	m := b.jobs[0].Matrix
	if m == nil {
		return false
	}
	r, ok := b.runtime()
	return len(m.Axes) == 0 || ok && varies(r.Version) && b.runtimeAxis() == nil || b.respelled()
}

// respelled reports whether the job reads a version that Shippable spells otherwise: its own variable would say openjdk11
// where the spec says 11.
func (b *build) respelled() bool {
	axis := b.runtimeAxis()
	if axis == nil {
		return false
	}
	r, _ := b.runtime()
	return !slices.Equal(versions(languages[r.Lang], axis.Values), axis.Values) && b.reads(b.jobs[0], axis.Name)
}

// knownServices are the services that Shippable starts itself, under the name that an image of Docker Hub has.
var knownServices = map[string]string{
	"cassandra": "cassandra", "couchdb": "couchdb", "elasticsearch": "elasticsearch", "memcached": "memcached",
	"mongo": "mongodb", "mongodb": "mongodb", "mysql": "mysql", "neo4j": "neo4j", "postgres": "postgres",
	"postgresql": "postgres", "rabbitmq": "rabbitmq", "redis": "redis", "rethinkdb": "rethinkdb", "riak": "riak",
	"selenium": "selenium", "sqlite": "sqlite",
}

// serviceName is Shippable's service for an image, or "".
func serviceName(s plan.Service) string { return knownServices[imageBase(s)] }

// imageBase is the last word of an image's name, without tag and digest.
func imageBase(s plan.Service) string {
	image := s.Image.String()
	image, _, _ = strings.Cut(image, "@")
	image = image[strings.LastIndex(image, "/")+1:]
	image, _, _ = strings.Cut(image, ":")
	return image
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
