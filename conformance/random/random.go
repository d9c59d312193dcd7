// Package random writes specs: valid ones of every part of the language, for tests that must not know beforehand what
// they look for. A seed always gives the same spec, on every machine and with every release of Go.
package random

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

// Spec is a spec, and what a test must know of it.
type Spec struct {
	Seed uint64
	Text []byte
	// Bash says that steps are written for bash.
	Bash bool
	// Shape is which kind of spec it is.
	Shape Shape
}

// Shape is a kind of spec. No target can do everything, so most specs stay within what several of them can.
type Shape uint8

// The shapes.
const (
	One   Shape = iota // one job
	Chain              // several jobs in one image, without files between them
	Rich               // all that GitLab can
	Aws                // with bootstrap: what cfn writes
)

func (s Shape) String() string { return [...]string{"one", "chain", "rich", "aws"}[s] }

// Make writes the spec of a seed.
func Make(seed uint64) Spec {
	g := &gen{rnd: source(seed*0x9e3779b97f4a7c15 + 0x1234567), rows: map[string]emit.Map{}}
	for range 8 {
		g.below(2) // neighbouring seeds begin alike
	}
	g.shape = pick(g, []Shape{One, One, One, One, One, One, Chain, Chain, Chain, Rich, Rich, Rich, Aws, Aws, Aws})
	doc := g.spec()
	head := []string{fmt.Sprintf("seed %d, shape %s", seed, g.shape)}
	return Spec{Seed: seed, Text: emit.YAML(head, doc), Bash: g.bash, Shape: g.shape}
}

// source is a xorshift generator.
type source uint64

func (r *source) next() uint64 {
	x := uint64(*r)
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*r = source(x)
	return x
}

// gen holds what the parts of one spec must agree about.
type gen struct {
	rnd   source
	shape Shape
	bash  bool

	pipeline, build, roles bool // bootstrap has them
	mergeRequests, tags    bool // triggers admit them
	keys                   bool // AWS keys are among the secrets
	vars, secrets, channel []string
	envs                   []env
	count                  int // of made-up names
	extras                 int
	jobNames               []string
	rows                   map[string]emit.Map // the first row of a matrix, by job
}

type env struct {
	name      string
	vars      []string
	ephemeral bool
	refs      bool
	role      bool
}

func (g *gen) below(n int) int { return int(g.rnd.next() % uint64(n)) }

// odds is true in p of 100 cases.
func (g *gen) odds(p int) bool { return g.below(100) < p }

// extra decides about keys that came to the language later, now and then and without touching what a seed gave before.
func (g *gen) extra() bool {
	g.extras++
	return (uint64(g.rnd)>>20+uint64(g.extras))%4 == 0
}

func pick[T any](g *gen, all []T) T { return all[g.below(len(all))] }

// name makes a name that the spec has not.
func (g *gen) name(base string) string {
	g.count++
	return fmt.Sprintf("%s%d", base, g.count)
}

// object is a map under construction: may adds a key in p of 100 cases.
type object struct {
	g *gen
	m emit.Map
}

func (g *gen) object() *object { return &object{g: g} }

func (o *object) add(key string, v emit.Value) *object {
	o.m.Add(key, v)
	return o
}

func (o *object) may(p int, key string, v func() emit.Value) *object {
	if o.g.odds(p) {
		o.m.Add(key, v())
	}
	return o
}

func str(s string) func() emit.Value { return func() emit.Value { return emit.Str(s) } }

func raw(s string) func() emit.Value { return func() emit.Value { return emit.Raw(s) } }

func (g *gen) some(words ...string) func() emit.Value {
	return func() emit.Value { return emit.Str(pick(g, words)) }
}

func (g *gen) flag() emit.Value { return emit.Bool(g.odds(60)) }

// oneOrList writes a text, or a list that begins with it.
func (g *gen) oneOrList(words ...string) func() emit.Value {
	return func() emit.Value {
		first := g.below(len(words))
		if g.odds(60) {
			return emit.Str(words[first])
		}
		out := emit.Strs(words[first])
		if g.odds(50) && len(words) > 1 {
			out = append(out, emit.Str(words[(first+1)%len(words)]))
		}
		return emit.Flow{Value: out}
	}
}

func (g *gen) duration() emit.Value {
	return emit.Str(pick(g, []string{"10 minutes", "45m", "2 hours", "90 seconds", "1 hour", "20 minutes"}))
}

func (g *gen) week() emit.Value {
	return emit.Str(pick(g, []string{"1 week", "30 days", "2d", "12 hours"}))
}

// spec writes the top of the file.
func (g *gen) spec() emit.Map {
	g.bash = g.odds(12)
	g.roles = g.shape == Aws && g.odds(60)
	g.pipeline = g.shape == Aws && g.odds(50)
	g.build = g.shape == Aws && !g.pipeline && g.odds(60)
	o := g.object().add("cdc", emit.Str("v1")).add("name", emit.Str(pick(g, []string{"orders", "shop-api", "x", "web-2"})))
	o.may(20, "description", g.some("Orders", "a: b # c", "it's \"fine\"", "über alles"))
	triggers := g.triggers()
	vars := g.varMap(&g.vars, "V", 3)
	secrets := g.secretMap()
	notify := g.notify()
	environments := g.environments()
	jobs := g.jobs()
	o.may(6, "x-note", func() emit.Value { return emit.Map{{Key: "any", Value: emit.Strs("thing")}} })
	if vars != nil {
		o.add("vars", vars)
	}
	if secrets != nil {
		o.add("secrets", secrets)
	}
	o.may(35, "defaults", g.defaults)
	if triggers != nil {
		o.add("triggers", triggers)
	}
	if g.shape == Rich && g.odds(40) && len(jobs.stages) > 0 {
		o.add("stages", emit.Flow{Value: emit.Strs(jobs.stages...)})
	} else {
		for i := range jobs.m {
			jobs.m[i].Value = without(jobs.m[i].Value, "stage")
		}
	}
	if environments != nil {
		o.add("environments", environments)
	}
	o.add("artifact_bucket", g.bucket())
	o.add("jobs", jobs.m)
	if notify != nil {
		o.add("notify", notify)
	}
	o.may(map[bool]int{true: 40, false: 15}[g.shape == Aws], "appspec", g.appspec)
	if g.shape == Aws {
		o.add("bootstrap", g.bootstrap())
	}
	o.may(60, "targets", g.targets)
	if g.shape == Chain && o.get("targets") == nil {
		o.add("targets", emit.Map{{Key: "shippable", Value: emit.Map{{Key: "chain", Value: emit.Bool(true)}}}})
	}
	return o.m
}

func (o *object) get(key string) emit.Value {
	for _, e := range o.m {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

func without(v emit.Value, key string) emit.Value {
	m, _ := v.(emit.Map)
	var out emit.Map
	for _, e := range m {
		if e.Key != key {
			out = append(out, e)
		}
	}
	return out
}

func (g *gen) bucket() emit.Value {
	if g.odds(60) {
		return emit.Str("acme-artifacts")
	}
	return g.object().add("name", emit.Str("acme-artifacts")).may(60, "prefix", g.some("ci", "a/b", "${{ name }}")).m
}

// values are texts that a careless compiler gets wrong.
var values = []string{
	"a", "a b", "it's", `say "hi"`, "$HOME", "${HOME}", "$(echo gone)", "`echo gone`", `back\slash`, `end\`, "a$", "$$", "*", "~", "a=b", "-n", "#no",
	"a #b", "{a,b}", "!x", "a;b", "a&b|c", "<a>", "(a)", "}", "é", "日本", "%s", "100%", `'"'`, "1:2:3", "007", "3.10", "yes", "null", ": x", "x: y", "- x", "@x",
	"&x", "*x", "[x]", "  lead", "trail  ", "tab\there", "", "line one\nline two", "\\n", "$1", "EOF", "//x", "a/b:c@d", "{{ x }}", "%VAR%", "&&", "0x1F", "1e3", ".5",
}

// varMap writes variables, and keeps their names.
func (g *gen) varMap(names *[]string, base string, most int) emit.Value {
	var m emit.Map
	for range g.below(most + 1) {
		name := g.name(base)
		*names = append(*names, name)
		m.Add(name, g.value())
	}
	if m == nil {
		return nil
	}
	return m
}

func (g *gen) value() emit.Value {
	switch g.below(12) {
	case 0:
		return emit.Raw(pick(g, []string{"3.10", "0755", "yes", "012345678901", "12:30", "1_000", "1e3", "true"})) // as typed
	case 1:
		return emit.Str(pick(g, []string{"${{ git.sha }}", "${{ workspace }}/out", "v-${{ git.short_sha }}", "${{ name }}", "$5 ${{ run.id }}"}))
	}
	return emit.Str(pick(g, values))
}

func (g *gen) secretMap() emit.Value {
	var m emit.Map
	for range g.below(3) {
		name := g.name("TOKEN")
		g.secrets = append(g.secrets, name)
		m.Add(name, g.secret())
	}
	if g.keys = g.odds(75); g.keys {
		for _, key := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
			m.Add(key, emit.Map{{Key: "from", Value: emit.Str("ci")}, {Key: "shippable", Value: emit.Str("RJ2zExampleCiphertext==")}})
		}
	}
	if m == nil {
		return nil
	}
	return m
}

func (g *gen) secret() emit.Value {
	o := g.object()
	o.may(map[bool]int{true: 80, false: 20}[g.shape == Rich], "from", str("ci"))
	if g.odds(60) {
		o.add("ssm", emit.Str("/ci/token"))
	} else {
		o.add("secretsmanager", g.object().add("id", emit.Str("ci/slack")).may(60, "key", str("webhook")).may(40, "stage", str("AWSPREVIOUS")).m)
	}
	o.may(95, "shippable", str("RJ2zExampleCiphertext=="))
	return o.m
}

func (g *gen) triggers() emit.Value {
	if g.odds(15) {
		return nil
	}
	o := g.object()
	o.add("push", g.object().may(60, "branches", g.oneOrList("main")).
		may(12, "not_branches", g.oneOrList("dependabot*", "wip")).may(10, "paths", g.oneOrList("src/**", "go.mod")).
		may(8, "not_paths", g.oneOrList("docs/**", "*.md")).m)
	if g.tags = g.odds(30); g.tags {
		o.add("tag", g.object().may(60, "tags", g.oneOrList("v*", "release-*")).may(30, "not_tags", g.oneOrList("*-rc*")).m)
	}
	if g.mergeRequests = g.odds(32); g.mergeRequests {
		o.add("merge_request", g.object().may(60, "target_branches", g.oneOrList("main")).
			may(30, "actions", func() emit.Value {
				return emit.Flow{Value: emit.Strs(pick(g, [][]string{{"opened", "updated"}, {"opened"}, {"opened", "updated", "merged"}})...)}
			}).may(15, "paths", g.oneOrList("web/**")).may(10, "not_paths", g.oneOrList("docs/**")).m)
	}
	o.may(15, "schedule", func() emit.Value {
		return emit.Seq{g.object().add("cron", emit.Str(pick(g, []string{"0 3 * * *", "*/15 8-18 * * 1-5"}))).
			may(70, "branch", str("main")).may(50, "description", str("nightly")).m}
	})
	o.may(15, "manual", g.flag)
	return o.m
}

func (g *gen) notify() emit.Value {
	if !g.odds(25) {
		return nil
	}
	var out emit.Seq
	for range 1 + g.below(2) {
		name := strings.ToLower(g.name("team"))
		o := g.object().add("name", emit.Str(name))
		if len(g.secrets) > 0 && g.odds(70) {
			g.channel = append(g.channel, name)
			o.add("slack", g.object().add("webhook", emit.Str(pick(g, g.secrets))).may(40, "channel", str("#deploys")).m)
		} else {
			o.add("slack", emit.Map{{Key: "integration", Value: emit.Str("slack")}, {Key: "channels", Value: emit.Strs("#ci")}})
		}
		o.add("events", emit.Flow{Value: emit.Strs(pick(g, [][]string{{"failure"}, {"success", "failure"}, {"start", "always"}, {"failure", "fixed"}})...)})
		o.may(20, "branches", g.oneOrList("main")).may(15, "not_branches", g.oneOrList("dependabot*"))
		out = append(out, o.m)
	}
	return out
}

// targets names options of the targets, and raw overrides that change nothing of the behaviour.
func (g *gen) targets() emit.Value {
	o := g.object()
	choice := func() emit.Value { return emit.Strs(g.jobNames...) }
	o.may(70, "gitlab", func() emit.Value {
		return g.object().may(12, "jobs", choice).may(25, "raw", func() emit.Value {
			return emit.Map{{Key: "default", Value: emit.Map{{Key: "interruptible", Value: emit.Bool(true)}}}}
		}).m
	})
	o.may(70, "codebuild", func() emit.Value {
		c, old := g.object(), true
		if g.shape == One && g.odds(25) && !g.bash && len(g.secrets) == 0 {
			c.add("version", emit.Str("0.1"))
		} else {
			c.may(30, "version", str("0.2"))
			old = false
		}
		c.may(12, "jobs", choice).may(12, "raw", func() emit.Value {
			if g.shape == Chain || g.shape == Rich || old || g.shape == Aws {
				return emit.Map{}
			}
			return emit.Map{{Key: g.jobNames[0], Value: emit.Map{{Key: "run-as", Value: emit.Str("root")}}}}
		})
		return c.may(20, "layout", g.some("auto", "batch")).m
	})
	ship := g.object().may(10, "jobs", choice).may(10, "raw", func() emit.Value {
		return emit.Map{{Key: "integrations", Value: emit.Map{{Key: "hub", Value: emit.Seq{emit.Map{{Key: "integrationName", Value: emit.Str("reg")}, {Key: "type", Value: emit.Str("dockerRegistryLogin")}}}}}}}
	}).may(25, "dialect", g.some("build", "travis"))
	if g.shape == Chain {
		ship.add("chain", emit.Bool(true))
	} else {
		ship.may(10, "chain", g.flag)
	}
	o.add("shippable", ship.m)
	return o.may(60, "cfn", func() emit.Value {
		return g.object().may(12, "jobs", choice).may(12, "raw", func() emit.Value { return emit.Map{} }).may(60, "format", g.some("yaml", "json")).m
	}).m
}
