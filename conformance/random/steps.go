package random

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/internal/emit"
)

// steps writes steps that leave to each other what the language promises: directory and exported variables.
func (j *job) steps(n int) emit.Value {
	var out emit.Seq
	for range n {
		out = append(out, j.step())
		if j.pending != nil {
			out = append(out, j.pending)
			j.pending = nil
		}
	}
	return out
}

// hooks writes steps that do not rely on the job.
func (j *job) hooks() emit.Value {
	var out emit.Seq
	exported := j.exported
	j.exported = nil
	for range 1 + j.gen.below(2) {
		out = append(out, j.step())
	}
	j.exported = exported
	return out
}

func (j *job) step() emit.Value {
	g := j.gen
	switch {
	case g.odds(42):
		return emit.Str(j.text())
	case g.odds(45):
		o := g.object()
		j.common(o)
		if g.odds(70) {
			o.add("run", emit.Str(j.text()))
		} else {
			o.add("run", emit.Strs(j.text(), j.text()))
		}
		if g.bash {
			o.may(40, "shell", str("bash"))
		} else {
			o.may(15, "shell", str("sh"))
		}
		return o.m
	case j.inHook && (len(g.channel) == 0 || g.odds(50)):
		return emit.Str(j.text())
	}
	o := g.object()
	j.common(o)
	j.apart = false
	if j.inHook || len(g.channel) > 0 && g.odds(40) {
		j.tell(o)
	} else {
		j.action(o)
	}
	return o.m
}

// common writes what every step may have beside its action. In a subshell nothing is left behind, so nothing that the
// step exports may be counted on.
func (j *job) common(o *object) {
	g := j.gen
	o.may(30, "name", g.some("Unit tests", "it's: fine", "# no comment"))
	n := len(o.m)
	o.may(18, "dir", g.some("sub", "a b"))
	o.may(18, "vars", func() emit.Value { return emit.Map{{Key: "S" + fmt.Sprint(g.below(3)), Value: g.value()}} })
	o.may(18, "continue_on_error", g.flag)
	j.apart = len(o.m) > n
}

// word is one word of shell text.
func (j *job) word() string {
	g := j.gen
	refs := []string{"git.sha", "git.short_sha", "git.repo", "workspace", "name"}
	if g.shape == One {
		refs = append(refs, "run.id")
	}
	for _, v := range g.vars {
		refs = append(refs, "vars."+v)
	}
	for _, a := range j.axes {
		refs = append(refs, "matrix."+a, "matrix."+a)
	}
	if j.env != nil {
		for _, v := range j.env.vars {
			refs = append(refs, "environment.vars."+v)
		}
	}
	ref := "${{ " + pick(g, refs) + " }}"
	names := append(append([]string{}, g.vars...), j.vars...)
	names = append(names, j.exported...)
	names = append(names, j.axes...)
	if j.env != nil {
		names = append(names, j.env.vars...)
	}
	switch n := g.below(14); {
	case n < 4:
		return pick(g, []string{"all", "unit", "-k", "x=1", "'a b'", `"it's"`, `\$HOME`, "./...", "'$HOME'", `""`, "--flag=v"})
	case n < 6:
		return ref
	case n == 6:
		return `"` + ref + `"`
	case n == 7:
		return "'" + ref + "'"
	case n == 8:
		return "--to=" + ref + "/x"
	case n == 9:
		return `"a ` + ref + ` b"`
	case n < 13 && len(names) > 0:
		return `"$` + pick(g, names) + `"`
	}
	return "end"
}

// text is the text of a step.
func (j *job) text() string {
	g := j.gen
	a, b := j.word(), j.word()
	file := g.name("f") + ".txt"
	fn, v := g.name("fn"), strings.ToUpper(g.name("x"))
	bash := []string{
		"if [[ " + a + " == " + b + " ]]; then make same; else make other; fi",
		"list=(" + a + " " + b + ")\nmake \"${list[@]}\"",
		"printf '%s\\n' " + a + " | cat > " + file + "\nmake " + b,
		"make " + a + " | cat\nmake after",
	}
	all := []string{
		"make " + a, "make " + a + " " + b, "make " + a + " && make " + b, "make " + a + " || make " + b,
		"make " + a + "\nmake " + b + "\nmake third",
		"if make " + a + "; then make yes; else make " + b + "; fi",
		"for i in 1 2; do make \"$i\" " + a + "; done",
		"cat > " + file + " <<TEXT\n" + unquoted(a) + " and $$" + "\nTEXT\nmake read",
		v + "=$(printf %s " + a + ")\nmake \"$" + v + "\" " + b,
		"(make " + a + "; make " + b + ")",
		fn + "() { make in \"$@\"; }\n" + fn + " " + a,
		"case " + a + " in *x*) make x ;; *) make " + b + " ;; esac",
		"make " + a + " > out.log 2>&1\nmake " + b,
		"printf '%s\\n' " + a + " " + b + " > " + file + "\nmake \"$(cat " + file + ")\"",
		"set -- " + a + " " + b + "\nmake \"$#\" \"$@\"",
		"make " + a + " # a note\nmake " + b,
		"{ make " + a + "; make " + b + "; }",
		"if ! make " + a + "; then make " + b + "; fi",
		"# first a comment\nmake " + a,
		"make \"$(printf '%s' " + a + ")\"",
		"while read -r line; do make \"$line\" < /dev/null; done <<TEXT\none\ntwo\nTEXT",
		"make long \\\n  " + a + " \\\n  " + b,
		"test -n \"x\" && make " + a + " || make no",
	}
	if g.bash && g.odds(40) {
		return pick(g, bash)
	}
	apart := j.apart
	j.apart = false
	if !apart && !j.inHook && g.odds(14) {
		name := g.name("OUT")
		j.exported = append(j.exported, name)
		return "export " + name + "=" + a
	}
	if !apart && !j.inHook && !j.state && g.odds(6) {
		j.state = true
		return "mkdir -p deep && cd deep"
	}
	return pick(g, all)
}

// unquoted is a word for a here-document, where quotes mean nothing.
func unquoted(word string) string {
	return strings.NewReplacer("'", "", `"`, "", `\`, "").Replace(word)
}

// action writes one typed action.
func (j *job) action(o *object) {
	g := j.gen
	stack := pick(g, []string{"orders", "orders-${{ name }}", "orders-${{ git.short_sha }}"})
	arg := func(p int, key string, all ...string) func(*object) {
		return func(o *object) { o.may(p, key, g.some(all...)) }
	}
	params := func(o *object) {
		o.may(50, "parameters", func() emit.Value {
			return emit.Map{{Key: "Stage", Value: g.value()}, {Key: "Size", Value: emit.Raw("1.10")}}
		})
		o.may(50, "capabilities", func() emit.Value {
			return emit.Flow{Value: emit.Strs(pick(g, []string{"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"}))}
		})
	}
	tags := func(o *object) {
		o.may(40, "tags", func() emit.Value { return emit.Map{{Key: "team", Value: g.value()}} })
	}
	empty := arg(40, "on_empty", "succeed", "fail")
	make := func(parts ...func(*object)) emit.Map {
		in := g.object()
		for _, p := range parts {
			p(in)
		}
		return in.m
	}
	must := func(key, text string) func(*object) {
		return func(o *object) { o.add(key, emit.Str(text)) }
	}
	on := func(key string, p int) func(*object) { return func(o *object) { o.may(p, key, g.flag) } }
	kinds := []string{"docker", "cloudformation", "cloudformation", "cloudformation", "sam", "sam", "codedeploy", "ecs", "lambda", "s3_sync", "start_build"}
	switch kind := pick(g, kinds); kind {
	case "docker":
		o.add(kind, j.dockerAction())
	case "cloudformation":
		var v emit.Map
		switch g.below(4) {
		case 0:
			v = make(must("action", "package"), must("template", "app.yml"), arg(40, "bucket", "acme-artifacts"), arg(40, "prefix", "ci/x"), must("output", "packaged.yml"))
		case 1:
			v = make(must("action", "deploy"), must("stack", stack), must("template", "packaged.yml"), params, tags, empty)
		case 2:
			v = make(must("action", "create-change-set"), must("stack", stack), must("template", "packaged.yml"), must("change_set", "release-${{ git.short_sha }}"), params, tags, empty)
			if g.odds(60) {
				run := make(must("action", "execute-change-set"), must("stack", stack), must("change_set", "release-${{ git.short_sha }}"), arg(50, "outputs", "outputs.json"))
				j.pending = emit.Map{{Key: "cloudformation", Value: run}}
			}
		default:
			v = make(must("action", "delete"), must("stack", stack))
		}
		o.add(kind, v)
	case "sam":
		o.add(kind, []func() emit.Map{
			func() emit.Map {
				return make(must("action", "build"), arg(50, "template", "sam.yml"), on("container", 40))
			},
			func() emit.Map {
				return make(must("action", "package"), arg(50, "template", "sam.yml"), arg(50, "bucket", "acme-artifacts"), must("output", "packaged.yml"))
			},
			func() emit.Map {
				return make(must("action", "deploy"), must("stack", stack), arg(50, "template", "packaged.yml"), params, arg(50, "bucket", "acme-artifacts"), empty)
			},
			func() emit.Map { return make(must("action", "delete"), must("stack", stack)) },
		}[g.below(4)]())
	case "codedeploy":
		revision := func(o *object) {
			if g.odds(50) {
				o.add("revision", emit.Map{{Key: "s3", Value: make(must("bucket", "acme-releases"), must("key", "orders/${{ git.sha }}.zip"), arg(60, "source", "dist", "."))}})
				return
			}
			o.add("revision", emit.Map{{Key: "github", Value: make(must("repository", "acme/orders"), arg(60, "commit", "${{ git.sha }}"))}})
		}
		o.add(kind, make(must("application", "Orders"), must("group", "Fleet"), revision, arg(40, "config", "CodeDeployDefault.OneAtATime"), on("wait", 50), arg(40, "description", "it's $5", "a b")))
	case "ecs":
		o.add(kind, make(must("cluster", "production"), must("service", "orders"), arg(50, "container", "orders"), must("image", "acme/orders:${{ git.short_sha }}"), on("wait", 50)))
	case "lambda":
		code := must("zip", "dist/orders.zip")
		if g.odds(40) {
			code = must("image", account+".dkr.ecr.eu-west-1.amazonaws.com/orders:1.4")
		}
		alias := func(o *object) {
			if g.odds(50) {
				o.add("publish", emit.Bool(true)).may(60, "alias", str("live"))
			}
		}
		o.add(kind, make(must("function", "orders"), code, alias))
	case "s3_sync":
		o.add(kind, make(must("from", "dist"), must("to", "s3://acme-web/app"), on("delete", 50), arg(40, "acl", "private", "bucket-owner-full-control"), arg(40, "cache_control", "max-age=3600, public")))
	case "start_build":
		o.add(kind, make(must("project", "orders-e2e"), arg(50, "branch", "main", "${{ git.sha }}"), on("wait", 50)))
	}
}

func (j *job) tell(o *object) {
	g := j.gen
	text := pick(g, []string{"live: ${{ git.short_sha }}", "it's \"done\"", "a\\b `c` <d> & e", "日本"})
	o.add("notify", emit.Map{{Key: "via", Value: emit.Str(pick(g, g.channel))}, {Key: "message", Value: emit.Str(text)}})
}

func (j *job) dockerAction() emit.Value {
	g := j.gen
	ecr := account + ".dkr.ecr.eu-west-1.amazonaws.com/orders:"
	o := g.object().add("build", emit.Str(pick(g, []string{".", "docker"}))).may(40, "file", str("docker/Dockerfile"))
	push := g.odds(50)
	if push {
		o.add("tags", emit.Strs(ecr+"${{ git.short_sha }}", ecr+"latest"))
	} else {
		o.add("tags", emit.Strs("acme/orders:${{ git.sha }}"))
	}
	if push || g.odds(30) {
		o.add("push", emit.Bool(push))
	}
	o.may(40, "args", func() emit.Value {
		return emit.Map{{Key: "VERSION", Value: emit.Raw("1.10")}, {Key: "NAME", Value: g.value()}}
	})
	o.may(40, "test", func() emit.Value { return emit.Strs("npm test", "echo \"$HOME\"") })
	if len(j.secrets) > 0 && !push && g.odds(70) {
		o.add("push", emit.Bool(true))
		o.m = dedupe(o.m)
		o.add("login", emit.Map{{Key: "user", Value: emit.Str("ci")}, {Key: "password", Value: emit.Str(j.secrets[0])}})
	}
	return o.m
}

// dedupe keeps the last of equal keys.
func dedupe(m emit.Map) emit.Map {
	var out emit.Map
	for i, e := range m {
		last := true
		for _, later := range m[i+1:] {
			last = last && later.Key != e.Key
		}
		if last {
			out = append(out, e)
		}
	}
	return out
}
