package gitlab

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// identities are the blocks that take or check an environment's identity, each under the name of its anchor.
type identities map[string]string

// anchor writes such a block once where jobs with commands of their own around it, or their hooks, have it again: an
// anchor where it stands first, aliases behind that (CI/CD YAML reference, "YAML anchors for scripts").
func (f *file) anchor(doc emit.Map) {
	named := f.identities()
	if len(named) == 0 {
		return
	}
	count := map[string]int{}
	blocks := func(visit func(lines emit.Seq, i int, block string)) {
		for i := range doc {
			eachBlock(doc[i].Value, visit)
		}
	}
	blocks(func(_ emit.Seq, _ int, block string) {
		if named[block] != "" {
			count[block]++
		}
	})
	blocks(func(lines emit.Seq, i int, block string) {
		if count[block] > 1 {
			lines[i] = emit.Shared{Name: named[block], Value: lines[i]}
		}
	})
}

// identities finds the blocks of all environments that jobs work in.
func (f *file) identities() identities {
	out := identities{}
	done := map[*plan.Environment]bool{} // all jobs of an environment have one identity
	for _, j := range f.jobs {
		if j.Env == nil || done[j.Env] || j.Credentials == nil || len(j.Credentials.Commands) != 1 {
			continue
		}
		done[j.Env] = true
		name := "cdc-" + j.Env.Name + "-role"
		if j.Credentials.CheckAccount != "" {
			name = "cdc-" + j.Env.Name + "-account"
		}
		out[j.commands(j.Credentials.Commands)[0]+"\n"] = name
	}
	return out
}

// eachBlock visits the lines of a job's scripts that are blocks.
func eachBlock(job emit.Value, visit func(lines emit.Seq, i int, block string)) {
	m, ok := job.(emit.Map)
	if !ok {
		return
	}
	for _, e := range m {
		if e.Key != "before_script" && e.Key != "script" && e.Key != "after_script" {
			continue
		}
		lines, _ := e.Value.(emit.Seq)
		for i, l := range lines {
			if s, ok := l.(emit.Str); ok && strings.HasSuffix(string(s), "\n") {
				visit(lines, i, string(s))
			}
		}
	}
}
