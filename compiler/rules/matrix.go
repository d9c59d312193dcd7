package rules

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// maxInstances is the most jobs that GitLab makes of one (CI/CD YAML syntax reference, parallel:matrix).
const maxInstances = 200

// matrices checks each matrix: its size, its instances, its names.
func (c *checker) matrices() {
	for _, j := range c.s.Jobs {
		if j.Matrix == nil || j.Matrix.Node == nil {
			continue
		}
		path := "jobs." + j.Name.V + ".matrix"
		count := max(1, len(j.Matrix.Include))
		for _, a := range j.Matrix.Axes {
			c.axis(a, path+"."+a.Key.V)
			count = min(count*max(1, len(a.V)), 1_000_000)
		}
		if count > maxInstances {
			c.error("matrix-too-big", j.Matrix.Node.Range, path, strconv.Itoa(count)+" instances, and a job has at most 200: GitLab makes no more of one", "drop values, or split the job")
		}
		c.include(j.Matrix, path)
	}
}

func (c *checker) axis(a spec.Named[[]spec.Text], path string) {
	seen := map[string]bool{}
	for i, v := range a.V {
		if seen[v.V] {
			c.error("matrix-twice", v.At(), index(path, i), quote(v.V)+" stands here twice, and would make two equal jobs", "delete one of them")
		}
		seen[v.V] = true
	}
}

// include checks that no two instances are equal.
func (c *checker) include(m *spec.Matrix, path string) {
	seen := map[string]bool{}
	for i, kvs := range m.Include {
		var b strings.Builder
		for _, kv := range kvs {
			b.WriteString(kv.Key.V + "=" + kv.V.V + "\n")
		}
		if seen[b.String()] && len(kvs) > 0 {
			c.error("matrix-twice", kvs[0].Key.At(), index(path+".include", i), "the same instance stands here twice", "delete one of them")
		}
		seen[b.String()] = true
	}
}
