package random

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

const account, region = "123456789012", "eu-west-1"

func (g *gen) environments() emit.Value {
	chance := map[Shape]int{One: 30, Chain: 25, Rich: 85, Aws: 80}[g.shape]
	if !g.odds(chance) && !g.roles {
		return nil
	}
	var m emit.Map
	n := 1
	if g.shape >= Rich {
		n += g.below(2)
	}
	for i := range n {
		e := env{name: strings.ToLower(g.name("place"))}
		m.Add(e.name, g.environment(&e, i))
		g.envs = append(g.envs, e)
	}
	return m
}

func (g *gen) environment(e *env, i int) emit.Value {
	o := g.object()
	if g.odds(80) || g.shape == Aws {
		o.add("account", pick(g, []emit.Value{emit.Str(account), emit.Raw(account)}))
		if g.odds(90) {
			o.add("region", emit.Str(region))
		}
		switch {
		case g.shape == Rich && g.odds(20):
			o.add("oidc", g.object().add("role", emit.Str("shop-ci")).may(60, "audience", str("https://gitlab.example.com")).m)
		case g.odds(70) || g.roles:
			e.role = true
			o.add("roles", g.object().add("assume", emit.Str("ci-deploy")).may(40, "execution", str("ci-cloudformation")).m)
		}
	}
	o.may(30, "url", g.some("https://shop.example", "https://${{ name }}.example/a"))
	o.may(30, "tier", g.some("production", "staging", "testing", "development", "other"))
	if v := g.varMap(&e.vars, "E", 2); v != nil {
		o.add("vars", v)
	}
	if g.shape == Rich && g.odds(40) {
		e.ephemeral = true
		o.add("ephemeral", g.object().add("per", emit.Str("branch")).may(60, "auto_stop", g.week).
			add("stop", emit.Seq{emit.Map{{Key: "cloudformation", Value: emit.Map{{Key: "action", Value: emit.Str("delete")}, {Key: "stack", Value: emit.Str("review")}}}}}).m)
		return o.m
	}
	if g.odds(35) || g.tags && g.shape == Rich && g.odds(90) {
		e.refs = true
		o.add("branches", emit.Str("main"))
		o.may(30, "not_branches", str("develop"))
		if g.tags && g.shape == Rich {
			o.may(90, "tags", str("v*")).may(90, "not_tags", str("*-rc*"))
		}
	}
	if g.shape == Rich || g.shape == Aws && g.odds(20) {
		o.may(35, "approval", g.gate)
	}
	o.may(12, "serial", g.flag)
	return o.m
}

func (g *gen) gate() emit.Value {
	if g.odds(30) {
		return emit.Bool(true)
	}
	return g.object().may(80, "message", g.some("Really?", "Deploy: yes", "it's \"time\"")).
		may(40, "approvers", func() emit.Value { return emit.Strs("release-managers") }).may(40, "timeout", str("1 day")).m
}

// pipelineJobs are the jobs, and the stages that they stand in.
type pipelineJobs struct {
	m      emit.Map
	stages []string
	names  []string
}

func (g *gen) jobs() pipelineJobs {
	var out pipelineJobs
	n := map[Shape]int{One: 1, Chain: 2 + g.below(2), Rich: 1 + g.below(4), Aws: 1 + g.below(2)}[g.shape]
	words := []string{"build", "test", "deploy", "unit-test", "lint", "Pack it", "a.b", "scan:all", "e2e/ui"}
	image := g.image()
	deployed := map[string]bool{}
	for i := range n {
		j := &job{gen: g, object: g.object(), index: i, last: i == n-1, before: out.names, deployed: deployed, image: image}
		j.name = pick(g, words)
		if slices.Contains(out.names, j.name) || g.shape == Chain {
			j.name = strings.ToLower(g.name("job"))
		}
		j.write()
		out.m.Add(j.name, j.m)
		out.names = append(out.names, j.name)
		if s := fmt.Sprintf("stage%d", i); true {
			j.stage = s
			out.stages = append(out.stages, s)
			m := out.m[i].Value.(emit.Map)
			out.m[i].Value = append(emit.Map{{Key: "stage", Value: emit.Str(s)}}, m...)
		}
	}
	g.jobNames = out.names
	return out
}

// job is a job under construction.
type job struct {
	*gen
	*object
	name, stage string
	index       int
	last        bool
	before      []string // the jobs above
	deployed    map[string]bool
	image       emit.Value // of all jobs of a chain

	env      *env
	axes     []string
	vars     []string
	secrets  []string
	exported []string
	docker   bool
	inHook   bool
	state    bool       // a step left a directory behind
	apart    bool       // the step leaves nothing behind
	pending  emit.Value // the step that must come next
}

func (j *job) write() {
	g := j.gen
	rich := g.shape == Rich
	j.may(15, "description", g.some("Unit tests", "a: b", "say \"hi\""))
	if j.index > 0 {
		j.needs()
	} else {
		j.may(4, "needs", func() emit.Value { return emit.Seq{} })
	}
	j.place()
	if j.env == nil && g.shape != Chain && g.odds(24) {
		j.add("when", g.when())
	}
	if rich {
		j.may(12, "gate", g.gate)
	}
	if g.shape == Chain {
		j.add("image", j.image)
	} else {
		j.may(85, "image", g.image)
	}
	j.may(12, "runtime", g.runtime)
	if g.bash {
		j.add("shell", emit.Str("bash"))
	} else {
		j.may(10, "shell", str("sh"))
	}
	j.may(12, "runner", g.runner)
	if j.docker = g.odds(12); j.docker {
		j.add("docker", emit.Bool(true))
	}
	if g.odds(10) {
		j.add("services", g.services())
		j.m = without(j.m, "image").(emit.Map)
		j.add("image", emit.Map{{Key: "gitlab", Value: emit.Str("node:22")}, {Key: "codebuild", Value: emit.Str("aws/codebuild/standard:7.0")}})
	}
	if v := g.varMap(&j.vars, "J", 2); v != nil {
		j.add("vars", v)
	}
	if len(g.secrets) > 0 && g.odds(60) {
		j.secrets = append(j.secrets, pick(g, g.secrets))
	}
	if listed := j.secrets; g.keys || len(listed) > 0 {
		if g.keys {
			listed = append(listed, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
		}
		j.add("secrets", emit.Strs(listed...))
	}
	if g.shape != Chain && !g.pipeline && g.odds(map[Shape]int{One: 10, Aws: 8, Rich: 32}[g.shape]) {
		j.add("matrix", j.matrix())
	}
	j.may(15, "cache", g.cache)
	if g.shape == Rich || j.last {
		j.may(22, "artifacts", g.artifacts)
	}
	j.may(15, "reports", func() emit.Value { return g.reports() })
	j.may(12, "retry", g.retry)
	j.may(15, "timeout", g.duration)
	j.may(map[Shape]int{One: 4, Rich: 12}[g.shape], "allow_failure", g.flag)
	j.may(10, "checkout", g.checkout)
	j.may(14, "dir", g.some("services/api", "web", "a b"))
	j.may(25, "install", func() emit.Value { return j.steps(1 + g.below(2)) })
	j.may(15, "before", func() emit.Value { return j.steps(1) })
	if j.get("install") == nil || !g.odds(6) {
		j.add("steps", j.steps(1+g.below(4)))
	}
	j.inHook, j.exported = true, nil
	for _, hook := range []string{"on_success", "on_failure", "always"} {
		j.may(14, hook, func() emit.Value { return j.hooks() })
	}
}

func (j *job) needs() {
	g := j.gen
	if g.odds(15) {
		return
	}
	var out emit.Seq
	for i, name := range j.before {
		if i < len(j.before)-1 && g.odds(60) {
			continue
		}
		if g.odds(60) && g.shape == Rich {
			out = append(out, emit.Str(name))
			continue
		}
		need := g.object().add("job", emit.Str(name)).may(70, "artifacts", func() emit.Value { return emit.Bool(g.shape == Rich && g.odds(50)) }).may(40, "optional", g.flag)
		if len(g.rows[name]) > 0 && g.odds(70) {
			need.add("matrix", g.rows[name])
		}
		out = append(out, need.m)
	}
	j.add("needs", out)
}

// place lets the job deploy somewhere, or borrow an environment.
func (j *job) place() {
	g := j.gen
	if len(g.envs) == 0 || !g.odds(70) {
		return
	}
	e := pick(g, g.envs)
	j.env = &e
	if e.ephemeral && j.deployed[e.name] || g.odds(35) && !e.ephemeral {
		j.add("access", emit.Str(e.name))
		return
	}
	j.deployed[e.name] = true
	j.add("environment", emit.Str(e.name))
}

func (g *gen) when() emit.Value {
	cond := func() emit.Value {
		o := g.object()
		kind := g.below(5)
		if g.tags && g.odds(50) {
			kind = 2
		}
		switch kind {
		case 0:
			events := []string{"push", "manual"}
			if g.mergeRequests {
				events = append(events, "merge_request")
			}
			o.add("event", g.oneOrList(events...)())
		case 1:
			o.add("branches", g.oneOrList("main")()).may(40, "not_branches", str("wip"))
			o.may(30, "event", str("push")).may(15, "paths", g.oneOrList("src/**", "go.mod")).may(15, "not_paths", str("docs/**"))
		case 2:
			if !g.tags {
				o.add("not_branches", emit.Str("wip")).may(50, "paths", g.oneOrList("src/**")).may(50, "not_paths", str("docs/**"))
				break
			}
			o.add("tags", emit.Str("v*")).may(70, "not_tags", str("*-rc*"))
		default:
			if !g.mergeRequests {
				o.add("event", emit.Str("push"))
				break
			}
			o.add("target_branches", emit.Str("main"))
			o.may(40, "paths", g.oneOrList("src/**", "go.mod")).may(20, "not_paths", str("docs/**"))
		}
		return o.m
	}
	if g.odds(70) {
		return cond()
	}
	return emit.Seq{cond(), cond()}
}

func (g *gen) image() emit.Value {
	ref := func() emit.Value {
		if g.odds(75) {
			return emit.Str(pick(g, []string{"golang:1.24", "node:22", "public.ecr.aws/sam/build-python3.12:1"}))
		}
		return g.object().add("name", emit.Str("public.ecr.aws/aws-cli/aws-cli:2.22.0")).
			may(60, "entrypoint", func() emit.Value { return emit.Flow{Value: emit.Strs("")} }).may(40, "pull", g.some("always", "if-not-present")).m
	}
	if g.odds(70) {
		return ref()
	}
	return g.object().add("gitlab", ref()).may(60, "codebuild", str("aws/codebuild/standard:7.0")).may(60, "shippable", ref).m
}

func (g *gen) runtime() emit.Value {
	o := g.object()
	for _, r := range [][2]string{{"python", "3.12"}, {"node", "22"}, {"java", "corretto21"}, {"go", "1.24"}, {"ruby", "3.3"}, {"php", "8.3"}, {"dotnet", "8.0"}, {"docker", "20"}} {
		o.may(25, r[0], raw(r[1]))
	}
	if o.m == nil {
		o.add("python", emit.Raw("3.10"))
	}
	return o.m
}

func (g *gen) runner() emit.Value {
	return g.object().may(60, "tags", func() emit.Value { return emit.Strs("linux") }).
		may(50, "compute", g.some("small", "medium", "large", "2xlarge")).may(30, "arch", g.some("amd64", "arm64")).m
}

func (g *gen) services() emit.Value {
	if g.odds(40) {
		return emit.Strs(pick(g, []string{"redis:7", "postgres:17"}))
	}
	return emit.Seq{g.object().add("image", emit.Str(pick(g, []string{"postgres:17", "mysql:8", "redis:7"}))).may(60, "alias", str("db")).
		may(60, "vars", func() emit.Value { return emit.Map{{Key: "POSTGRES_PASSWORD", Value: g.value()}} }).
		may(50, "ports", func() emit.Value { return emit.Seq{emit.Int(5432)} }).m}
}

// plain are the values without a dollar, which a matrix does not take.
var plain = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" || strings.ContainsAny(s, "$") })

func (j *job) matrix() emit.Value {
	g := j.gen
	a, b := g.name("M"), g.name("M")
	texts := func() emit.Seq {
		first := g.below(len(plain))
		return emit.Seq{emit.Str(plain[first]), emit.Str(plain[(first+7)%len(plain)] + "2")}
	}
	j.axes = append(j.axes, a)
	if g.odds(60) {
		j.axes = append(j.axes, b)
		row := func() emit.Value {
			return emit.Map{{Key: a, Value: emit.Str(g.name("v"))}, {Key: b, Value: emit.Str(pick(g, plain))}}
		}
		first := row().(emit.Map)
		g.rows[j.name] = first
		return emit.Map{{Key: "include", Value: emit.Seq{first, row()}}}
	}
	m := emit.Map{{Key: a, Value: texts()}}
	if g.odds(40) {
		j.axes = append(j.axes, b)
		m.Add(b, emit.Flow{Value: emit.Seq{emit.Raw("1.23"), emit.Raw("3.10")}})
	}
	return m
}

func (g *gen) cache() emit.Value {
	o := g.object()
	o.may(70, "key", func() emit.Value {
		if g.odds(50) {
			return emit.Str(pick(g, []string{"go", "${{ git.sha }}", "a b"}))
		}
		return g.object().add("files", emit.Strs("go.sum")).may(50, "prefix", str("go")).m
	})
	if g.extra() {
		o.add("fallback_keys", []emit.Value{emit.Str("go-main"), emit.Flow{Value: emit.Strs("go-main", "go")}}[g.extras%2])
	}
	return o.add("paths", emit.Strs(".cache/go", "node_modules")).m
}

func (g *gen) artifacts() emit.Value {
	o := g.object().add("paths", emit.Strs("dist", "*.tgz")).may(30, "when", g.some("success", "failure", "always")).
		may(40, "expire_in", g.week).may(30, "name", str("packages"))
	if g.extra() {
		o.add("secondary", emit.Map{{Key: "docs", Value: emit.Str("site/")}})
	}
	return o.m
}

func (g *gen) reports() emit.Value {
	o := g.object().may(70, "junit", g.oneOrList("report.xml", "out/*.xml")).may(50, "cobertura", g.oneOrList("coverage.xml"))
	if g.shape == Rich {
		o.may(30, "dotenv", str("build.env"))
	}
	if o.m == nil {
		o.add("junit", emit.Str("report.xml"))
	}
	return o.m
}

func (g *gen) retry() emit.Value {
	if g.odds(40) {
		return emit.Int(g.below(3))
	}
	return g.object().add("max", emit.Int(1+g.below(2))).may(60, "when", func() emit.Value {
		return emit.Flow{Value: emit.Strs(pick(g, [][]string{{"infrastructure"}, {"failure", "timeout"}})...)}
	}).m
}

func (g *gen) checkout() emit.Value {
	if g.odds(20) {
		return emit.Bool(g.odds(50))
	}
	return g.object().may(60, "depth", func() emit.Value { return emit.Int(g.below(20)) }).may(40, "submodules", g.flag).may(40, "lfs", g.flag).m
}

func (g *gen) defaults() emit.Value {
	o := g.object()
	o.may(30, "image", g.image).may(20, "runtime", g.runtime)
	if g.bash {
		o.add("shell", emit.Str("bash"))
	} else {
		o.may(20, "shell", str("sh"))
	}
	o.add("region", emit.Str(region))
	o.may(25, "timeout", g.duration).may(20, "retry", g.retry).may(20, "runner", g.runner).may(20, "cache", g.cache)
	o.may(25, "roles", func() emit.Value {
		return g.object().add("assume", emit.Str("arn:aws:iam::"+account+":role/ci-default")).may(50, "execution", str("ci-cloudformation")).m
	})
	if g.shape == Rich && o.get("roles") == nil {
		o.may(40, "oidc", func() emit.Value {
			return g.object().add("role", emit.Str("shop-ci")).may(50, "audience", str("https://gitlab.com")).m
		})
	} else {
		o.may(2, "oidc", func() emit.Value { return emit.Map{{Key: "role", Value: emit.Str("shop-ci")}} })
	}
	o.may(20, "checkout", g.checkout)
	o.may(20, "install", func() emit.Value { return emit.Strs("make tools") })
	return o.m
}
