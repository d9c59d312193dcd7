package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// graph checks needs: that the jobs exist, that no edge goes backwards, that nothing waits for itself.
func (c *checker) graph() {
	order := map[string]int{}
	for i, s := range c.s.Stages {
		order[s.V] = i
	}
	for _, j := range c.s.Jobs {
		var seen map[string]bool
		if len(j.Needs) > 1 {
			seen = make(map[string]bool, len(j.Needs))
		}
		for i, n := range j.Needs {
			c.need(j, n, i, seen, order)
		}
	}
	c.cycles()
}

// needPath is the path of the name of a need, which may be written alone or under `job`.
func needPath(j *spec.Job, i int) string {
	path := index("jobs."+j.Name.V+".needs", i)
	if n := j.Needs[i]; n.Node != nil && n.Node.Kind == source.Map {
		return path + ".job"
	}
	return path
}

func (c *checker) need(j *spec.Job, n *spec.Need, i int, seen map[string]bool, order map[string]int) {
	name := n.Job.V
	pred := c.jobs[name]
	switch {
	case name == "":
		return
	case name == j.Name.V:
		c.error("needs-self", n.Job.At(), needPath(j, i), "a job cannot wait for itself", "delete this entry")
		return
	case pred == nil:
		c.unknownJob(j, n.Job, needPath(j, i))
		return
	}
	if key := name + matrixKey(n.Matrix); seen != nil {
		if seen[key] || seen[name] {
			c.error("needs-twice", n.Job.At(), needPath(j, i), name+" is needed twice", "delete one of them")
		}
		seen[key] = true
	}
	a, okA := order[pred.Stage.V]
	b, okB := order[j.Stage.V]
	if okA && okB && a > b {
		c.error("stage-order", n.Job.At(), needPath(j, i),
			name+" is in stage "+pred.Stage.V+", which comes after "+j.Stage.V+", and a job cannot wait for a later stage",
			"move "+j.Name.V+" to stage "+pred.Stage.V+" or later")
	}
	c.needMatrix(n, pred, strings.TrimSuffix(needPath(j, i), ".job"))
}

func matrixKey(kvs []spec.KV) string {
	var b strings.Builder
	for _, kv := range kvs {
		b.WriteString("\n" + kv.Key.V + "=" + kv.V.V)
	}
	return b.String()
}

// unknownJob reports a need of job j on nobody.
func (c *checker) unknownJob(j *spec.Job, name spec.Text, path string) {
	help := ""
	if c.guess.asked <= maxGuesses {
		var known []string
		for _, o := range c.s.Jobs {
			if o != j {
				known = append(known, o.Name.V)
			}
		}
		if g := c.guess.near(name.V, known); g != "" {
			help = "did you mean " + quote(g) + line(c.jobs[g].Name.At()) + "?"
		} else {
			help = those("the other jobs", known)
		}
	}
	for _, e := range c.s.Environments {
		if e.Ephemeral != nil && name.V == "stop-"+e.Name.V {
			help = "cdc makes the job that stops environment " + e.Name.V + "; nothing can wait for it"
		}
	}
	c.error("unknown-job", name.At(), path, "there is no job "+quote(name.V), help)
}

// needMatrix checks that the instance that is waited for exists.
func (c *checker) needMatrix(n *spec.Need, pred *spec.Job, path string) {
	if len(n.Matrix) == 0 {
		return
	}
	if pred.Matrix == nil {
		c.error("unknown-instance", n.Matrix[0].Key.At(), path+".matrix", "job "+pred.Name.V+" has no matrix", "delete `matrix`")
		return
	}
	for _, kv := range n.Matrix {
		values := valuesOf(pred.Matrix, kv.Key.V)
		switch {
		case values == nil:
			c.error("unknown-instance", kv.Key.At(), path+".matrix."+kv.Key.V, "the matrix of "+pred.Name.V+" has no "+kv.Key.V, c.guess.instead(kv.Key.V, "its variables", axes(pred.Matrix), `"`))
		case !contains(values, kv.V.V):
			c.error("unknown-instance", kv.V.At(), path+".matrix."+kv.Key.V, "the matrix of "+pred.Name.V+" has no instance with "+kv.Key.V+" "+quote(kv.V.V),
				"its values are "+list(values, "and"))
		}
	}
}

// valuesOf is the values of a matrix variable, nil when it has none.
func valuesOf(m *spec.Matrix, name string) []string {
	var out []string
	for _, a := range m.Axes {
		if a.Key.V == name {
			for _, v := range a.V {
				out = append(out, v.V)
			}
		}
	}
	for _, kvs := range m.Include {
		if v, ok := find(kvs, name); ok && !contains(out, v.V) {
			out = append(out, v.V)
		}
	}
	return out
}

func contains(in []string, s string) bool {
	for _, x := range in {
		if x == s {
			return true
		}
	}
	return false
}

// cycles reports circles of needs, each once, written out, at the need that closes it. Circles that share a need share
// their root cause: a need that was said is not followed again, so no need is said twice and each is followed once.
func (c *checker) cycles() {
	next := make(map[*spec.Job]int, len(c.s.Jobs)) // the first need of a job that was not followed
	at := map[*spec.Job]int{}                      // the place of a job on the way
	var way []*spec.Job
	for _, start := range c.s.Jobs {
		if next[start] == len(start.Needs) {
			continue
		}
		way = append(way, start)
		at[start] = 0
		for len(way) > 0 {
			j := way[len(way)-1]
			i := next[j]
			if i == len(j.Needs) {
				delete(at, j)
				way = way[:len(way)-1]
				continue
			}
			next[j]++
			pred := c.jobs[j.Needs[i].Job.V]
			if pred == nil || pred == j {
				continue
			}
			if from, met := at[pred]; met {
				c.cycle(way[from:], j.Needs[i].Job.At(), needPath(j, i))
				for _, said := range way[from+1:] {
					delete(at, said)
				}
				way = way[:from+1]
			} else if next[pred] < len(pred.Needs) {
				at[pred] = len(way)
				way = append(way, pred)
			}
		}
	}
}

// cycle reports the circle of jobs of which each waits for the next one, and the last one for the first.
func (c *checker) cycle(jobs []*spec.Job, at diag.Range, path string) {
	var names []string
	for _, j := range jobs {
		names = append(names, j.Name.V)
	}
	first, last := names[0], names[len(names)-1]
	if len(names) > 8 {
		names = append(append(names[:4:4], "..."), names[len(names)-3:]...)
	}
	c.error("needs-cycle", at, path, "these jobs wait for each other, so none ever starts: "+strings.Join(names, " needs ")+" needs "+first,
		"delete one of these needs, for example "+first+" from "+last)
}

// stages checks that the stages that jobs name exist, and that each has a job.
func (c *checker) stages() {
	used := map[string]bool{}
	known := map[string]bool{}
	var names []string
	for i, s := range c.s.Stages {
		if known[s.V] {
			c.error("name-twice", s.At(), index("stages", i), "stage "+quote(s.V)+" stands here twice, and a job in it could belong to either place", "delete one of them")
			used[s.V] = true
			continue
		}
		known[s.V] = true
		names = append(names, s.V)
	}
	free, wanted := false, c.wantedStages()
	for _, j := range c.s.Jobs {
		used[j.Stage.V] = true
		switch {
		case !j.Stage.Set():
			free = true
		case j.Stage.V == "": // said of its shape
		case c.s.StagesNode == nil:
			c.error("unknown-stage", j.Stage.At(), "jobs."+j.Name.V+".stage", "the spec has no `stages`, so a job cannot be in one",
				"delete the key, or add `stages: ["+strings.Join(wanted, ", ")+"]`")
		case !known[j.Stage.V]:
			c.error("unknown-stage", j.Stage.At(), "jobs."+j.Name.V+".stage", "there is no stage "+quote(j.Stage.V), c.guess.instead(j.Stage.V, "the stages", names, `"`))
		}
	}
	for i, s := range c.s.Stages {
		if !used[s.V] && !free && len(c.s.Jobs) > 0 {
			c.warn("stage-unused", s.At(), index("stages", i), "no job is in stage "+s.V, "delete it")
		}
	}
}

// axes is the names of the variables that a matrix sets anywhere.
func axes(m *spec.Matrix) []string {
	var out []string
	for _, a := range m.Axes {
		out = append(out, a.Key.V)
	}
	for _, kvs := range m.Include {
		for _, kv := range kvs {
			if !contains(out, kv.Key.V) {
				out = append(out, kv.Key.V)
			}
		}
	}
	return out
}

// wantedStages is the stages that jobs name in a spec without any.
func (c *checker) wantedStages() []string {
	if c.s.StagesNode != nil {
		return nil
	}
	var out []string
	seen := map[string]bool{"": true}
	for _, j := range c.s.Jobs {
		if !seen[j.Stage.V] && len(out) < few {
			out = append(out, j.Stage.V)
		}
		seen[j.Stage.V] = true
	}
	return out
}
