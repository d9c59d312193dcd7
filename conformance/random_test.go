package conformance

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/conformance/random"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/judge"
	"github.com/cdc-dev/cdc/schema"
	"github.com/cdc-dev/cdc/targets"
)

var (
	randomSpecs = flag.Int("specs", 0, "how many random specs the tests make; 0: 2,500 where every judge must be there, else 200")
	randomSeed  = flag.Uint64("seed", 1, "the seed of the first random spec")
)

// compiled is a random spec with what every target makes of it.
type compiled struct {
	random.Spec
	files    map[string]map[string][]byte // by target that takes it, and path
	said     map[string]diag.List         // by target that takes it
	refused  map[string]diag.List         // by target that does not
	jobs     []string
	pipeline bool // jobs become actions of a pipeline, so that CodeBuild holds some of them only
}

// says reports whether a target that takes the spec has a finding of the code.
func (c compiled) says(target string, code diag.Code) bool {
	return slices.ContainsFunc(c.said[target], func(d diag.Diagnostic) bool { return d.Code == code })
}

// enough is how many valid specs the tests want where every judge must be there.
const enough = 2000

// wholly reports whether the promise is tested on as many specs as it asks for.
func wholly() bool { return *randomSpecs == 0 && some(1, 0) == 1 && !testing.Short() }

// randomly makes the specs once, and drops those that the language refuses: the generator knows little of what is meaningful.
func randomly(t *testing.T) (out []compiled, made int) {
	t.Helper()
	n := *randomSpecs
	if n == 0 {
		n = some(2500, 200)
	}
	if testing.Short() {
		n = min(n, 150)
	}
	t.Logf("%d specs, seeds %d to %d; one alone: go test ./conformance -run %s -specs 1 -seed N", n, *randomSeed, *randomSeed+uint64(n)-1, t.Name())
	once.Do(func() {
		all := make([]compiled, n)
		each(n, func(i int) { all[i] = compileRandom(*randomSeed + uint64(i)) })
		valid = slices.DeleteFunc(all, func(c compiled) bool { return c.files == nil })
	})
	return valid, n
}

var (
	once  sync.Once
	valid []compiled
)

// compileRandom makes the spec of a seed and compiles it for every target; one that is not valid has no files.
func compileRandom(seed uint64) compiled {
	sp := random.Make(seed)
	s := compiler.Load("cdc.yaml", sp.Text)
	if s.Findings().HasErrors() {
		return compiled{}
	}
	c := compiled{Spec: sp, files: map[string]map[string][]byte{}, said: map[string]diag.List{}, refused: map[string]diag.List{}}
	c.pipeline = s.Plan.Bootstrap != nil && s.Plan.Bootstrap.Pipeline != nil
	for _, j := range s.Plan.Jobs {
		c.jobs = append(c.jobs, j.Name)
	}
	for _, target := range targets.All {
		files, found := s.Compile(target, compiler.Options{})
		if found.HasErrors() {
			c.refused[target.Name] = found
			continue
		}
		c.files[target.Name], c.said[target.Name] = map[string][]byte{}, found
		for _, f := range files {
			c.files[target.Name][f.Path] = f.Data
		}
	}
	return c
}

// TestRandomKeys: the specs hold every key of the language often enough, and no target refuses too many: else the tests
// below would see less than they say.
func TestRandomKeys(t *testing.T) {
	specs, made := randomly(t)
	keys, refused := map[string]int{}, map[string]int{}
	for _, c := range specs {
		doc, _ := source.Parse("cdc.yaml", c.Text)
		schema.Census(doc.Root, func(name string, _ *source.Entry) { keys[name]++ })
		for target := range c.refused {
			refused[target]++
		}
	}
	t.Logf("%d of %d specs are valid", len(specs), made)
	if len(specs)*10 < made*8 || wholly() && len(specs) < enough {
		t.Errorf("only %d of %d specs are valid", len(specs), made)
	}
	for _, target := range targets.All {
		t.Logf("%s refuses %d of %d", target.Name, refused[target.Name], len(specs))
		if refused[target.Name]*10 > len(specs)*6 {
			t.Errorf("%s refuses more than 60 of 100", target.Name)
		}
	}
	names, rarest := schema.CensusNames(), ""
	for _, name := range names {
		if rarest == "" || keys[name] < keys[rarest] {
			rarest = name
		}
		if keys[name] < 20 && wholly() {
			t.Errorf("%s occurs %d times; 20 are wanted", name, keys[name])
		}
	}
	t.Logf("%d keys; the rarest, %s, occurs %d times", len(names), rarest, keys[rarest])
}

// schemaOf is cdc's own schema of a file, by its path.
func schemaOf(target, path string) string {
	switch {
	case path == "appspec.yml":
		return "appspec"
	case target == "cfn":
		return ""
	}
	return target
}

// TestRandomYAML: every output is the same tree for every reader, and obeys the schema of its format.
func TestRandomYAML(t *testing.T) {
	specs, _ := randomly(t)
	var docs [][]byte
	var want, names []string
	seen := map[string]bool{}
	for _, c := range specs {
		for _, target := range sorted(c.files) {
			for _, path := range sorted(c.files[target]) {
				data := c.files[target][path]
				if seen[string(data)] {
					continue
				}
				seen[string(data)] = true
				if strings.HasSuffix(path, ".json") {
					if !json.Valid(data) {
						t.Errorf("seed %d, %s: %s is no JSON", c.Seed, target, path)
					}
					continue
				}
				docs, want = append(docs, data), append(want, yaml3Tree(data))
				names = append(names, fmt.Sprintf("seed %d, %s: %s", c.Seed, target, path))
				if goccy := goccyTree(data); goccy != want[len(want)-1] {
					t.Errorf("%s: goccy reads\n  %s\nyaml.v3\n  %s", names[len(names)-1], readable(goccy), readable(want[len(want)-1]))
				}
				obeys(t, names[len(names)-1], schemaOf(target, path), data)
			}
		}
	}
	t.Logf("%d files", len(docs))
	agree(t, slices.DeleteFunc(readers(), func(r reader) bool { return r.name == "goccy" || r.name == "yaml.v3" }), docs, want, func(i int) string { return names[i] })
}

func obeys(t *testing.T, name, format string, data []byte) {
	t.Helper()
	for _, p := range problems(format, data) {
		t.Errorf("%s: %s\n%s", name, p, data)
	}
}

// problems are where a file breaks the schema of its format; without a format there are none.
func problems(format string, data []byte) (out []string) {
	if format == "" {
		return nil
	}
	var tree any
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return []string{err.Error()}
	}
	text, err := json.Marshal(tree)
	if err != nil {
		return []string{err.Error()}
	}
	for _, p := range judge.Check(format, text) {
		out = append(out, p.Where()+": "+p.Message)
	}
	return out
}

// TestRandomBehaviour is the promise at random: every target that takes a spec makes the same calls in the same order and
// ends with the same status, with nothing failing and with one call failing.
func TestRandomBehaviour(t *testing.T) {
	t.Parallel()
	tool(t, "dash")
	tool(t, "bash")
	start := time.Now()
	specs, _ := randomly(t)
	work := make(chan compiled)
	var wg sync.WaitGroup
	var mu sync.Mutex
	pairs, failed := map[string]int{}, 0
	for range 4 {
		wg.Go(func() {
			for c := range work {
				count, problems := behave(t, c)
				mu.Lock()
				for target, n := range count {
					pairs[target] += n
				}
				if len(problems) > 0 {
					if failed++; failed <= 10 {
						t.Errorf("seed %d: %s\n%s", c.Seed, strings.Join(problems, "\n"), c.Text)
					}
				}
				mu.Unlock()
			}
		})
	}
	for _, c := range specs {
		work <- c
	}
	close(work)
	wg.Wait()
	if failed > 0 {
		t.Errorf("%d of %d specs do not behave alike", failed, len(specs))
	}
	t.Logf("%d specs, pairs %v, %d runs in %.0f s", len(specs), pairs, runs.Load(), time.Since(start).Seconds())
	for _, executor := range []string{"gitlab with sh", "codebuild 0.1", "codebuild 0.2", "shippable"} {
		if pairs[executor] < 5 && wholly() {
			t.Errorf("%s is compared with GitLab %d times only", executor, pairs[executor])
		}
	}
}

// memory keeps what the units of one spec did, so that no run happens twice.
type memory map[string]outcome

func (m memory) run(t *testing.T, u unit, fail int) outcome {
	key := fmt.Sprint(u.target, u.event, fail)
	for _, j := range u.jobs {
		key += "\x00" + j.Executor + "\x00" + j.Name + "\x00" + j.Instance
	}
	out, ok := m[key]
	if !ok {
		out = u.run(t, fail)
		m[key] = out
	}
	return out
}

// behave compares the targets of a spec pair by pair, and returns how many pairs ran and what differs. That bash and sh
// agree on what GitLab gets, which is the most frequent pair, is asked of every third spec.
func behave(t *testing.T, c compiled) (count map[string]int, problems []string) {
	count = map[string]int{}
	rest := map[string]map[string][]byte{}
	for target, files := range c.files {
		if target != "cfn" && (target != "codebuild" || !c.pipeline) {
			rest[target] = files
		}
	}
	env, known := environmentOf(c.Text), memory{}
	pairs := casePairs(t, fmt.Sprintf("seed-%d", c.Seed), rest, c.Bash || c.Seed%3 != 0, c.jobs)
	var all []executor.Job
	for _, p := range pairs {
		all = slices.Concat(all, p.a.jobs, p.b.jobs)
	}
	bin := stubs(t, all)
	defer os.RemoveAll(bin)
	for _, p := range pairs {
		p.a.env, p.b.env, p.a.bin, p.b.bin = env, env, bin, bin
		problem, ran := alike(t, p, known, c)
		if ran {
			count[p.b.target]++
		}
		if problem != "" {
			problems = append(problems, p.name+": "+problem)
		}
	}
	return count, problems
}

// alike runs a pair with nothing failing, for one event that starts it and one that the seed chooses, and with one call
// failing that the seed chooses, too.
func alike(t *testing.T, p pair, known memory, c compiled) (problem string, ran bool) {
	e := executor.Events[c.Seed/7%uint64(len(executor.Events))]
	p.a.event, p.b.event = e, e
	if _, some := p.a.present(t); some && !foretold(p.b.target, e, c.says) &&
		!(p.b.target == "shippable" && e == executor.Change) && // builds of pull requests do not deploy, as every compile says
		!elsewhere(c.Text, p, e) && e != executor.Merge {
		if d := difference(p, e.String()+", with nothing failing", known.run(t, p.a, 0), known.run(t, p.b, 0)); d != "" {
			return d, true
		}
	}
	i := slices.IndexFunc(executor.Events, func(e executor.Event) bool {
		p.a.event, p.b.event = e, e
		if e == executor.Change && p.b.target == "shippable" { // whose builds of pull requests do not deploy, as a note says
			return false
		}
		b := known.run(t, p.b, 0)
		return len(b.calls) > 0 && len(known.run(t, p.a, 0).calls) > 0
	})
	if i < 0 { // no event of these starts it, or it does nothing
		return "", false
	}
	a, b := known.run(t, p.a, 0), known.run(t, p.b, 0)
	if d := difference(p, "with nothing failing", a, b); d != "" {
		return d, true
	}
	if !a.passed {
		return p.a.target + " fails with nothing failing:\n" + a.log, true
	}
	if len(a.calls) == 0 {
		return "", true
	}
	k := int(c.Seed % uint64(len(a.calls)))
	return difference(p, "with this call failing: "+a.calls[k], known.run(t, p.a, a.raw[k]), known.run(t, p.b, b.raw[k])), true
}

func difference(p pair, how string, a, b outcome) string {
	if a.passed == b.passed && slices.Equal(a.calls, b.calls) {
		return ""
	}
	return fmt.Sprintf("%s\n%s passed=%v\n  %s\n%s passed=%v\n  %s\nlogs:\n%s----\n%s", how,
		p.a.target, a.passed, strings.Join(a.calls, "\n  "), p.b.target, b.passed, strings.Join(b.calls, "\n  "), a.log, b.log)
}
