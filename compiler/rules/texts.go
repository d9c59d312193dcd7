package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// text is one text of the spec, and what the names in it may mean.
type text struct {
	c    *checker
	n    *source.Node
	slot *slot
	at   *place
	job  *spec.Job         // nil outside jobs
	env  *spec.Environment // the job's, or the one that the text stands in
	step *spec.Step        // of a step with vars of its own
	// jobs says that the text stands in `defaults` and is read in every job.
	shared bool
	said   int
}

// maxSaid is how many faults of one text are reported: finding a place in a text costs its length.
const maxSaid = 20

func (t *text) error(code diag.Code, start, end int, message, help string) {
	if t.said++; t.said > maxSaid {
		return
	}
	t.c.error(code, t.n.Sub(start, end), t.path(), message, help)
}

// path is where the text stands. A step is named whole: its `run` is all that a plain step has.
func (t *text) path() string { return strings.TrimSuffix(t.at.String(), ".run") }

// texts checks every text of the spec: references, `$X` where no shell reads, credentials.
func (c *checker) texts() {
	for i := range c.s.Node.Entries {
		e := &c.s.Node.Entries[i]
		key, at := e.Key.Text, &place{key: e.Key.Text}
		switch {
		case key == "jobs":
			c.members(e.Value, at, func(name string) text { j := c.jobs[name]; return text{job: j, env: c.envOf(j)} }, jobSlot)
		case key == "environments":
			c.members(e.Value, at, func(name string) text { return text{env: c.envs[name]} }, environmentSlot)
		default:
			c.walk(e.Value, rootSlot.child(key), at, text{shared: key == "defaults"})
		}
	}
}

func (c *checker) envOf(j *spec.Job) *spec.Environment {
	if j == nil {
		return nil
	}
	e, _ := c.env(j)
	return e
}

// members walks the jobs or the environments, each with what its name means.
func (c *checker) members(n *source.Node, at *place, in func(string) text, s *slot) {
	if n.Kind != source.Map {
		return
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		c.walk(e.Value, s, &place{up: at, key: e.Key.Text}, in(e.Key.Text))
	}
}

func (c *checker) walk(n *source.Node, s *slot, at *place, in text) {
	in.c = c
	visit(n, s, at, func(n *source.Node, s *slot, at *place) {
		t := in
		t.n, t.slot, t.at = n, s, at
		t.check()
	})
}

func (t *text) check() {
	t.credential()
	if t.slot.kind == forPeople {
		return
	}
	if strings.Contains(t.n.Text, "{{") {
		t.step = t.stepOf()
		t.refs()
		t.noDollar()
		if t.slot.kind == forPath && t.said == 0 {
			t.pathBecomes()
		}
	}
	if t.slot.image {
		t.image()
	}
	if t.slot.kind != forShell && t.slot.kind != asIs && !t.slot.shaped && strings.IndexByte(t.n.Text, '$') >= 0 {
		t.shellVariable()
	}
	if t.slot.form != nil {
		t.named()
	}
}

// stepOf finds the step that the text stands in, for its vars.
func (t *text) stepOf() *spec.Step {
	if t.job == nil {
		return nil
	}
	for p := t.at; p != nil && p.up != nil; p = p.up {
		if p.key != "" || p.up.key == "" {
			continue
		}
		if steps := section(t.job, p.up.key); p.n < len(steps) {
			return steps[p.n]
		}
	}
	return nil
}

// section is the steps under a key of a job.
func section(j *spec.Job, key string) []*spec.Step {
	switch key {
	case "install":
		return j.Install
	case "before":
		return j.Before
	case "steps":
		return j.Steps
	case "on_success":
		return j.OnSuccess
	case "on_failure":
		return j.OnFailure
	case "always":
		return j.Always
	}
	return nil
}

func (t *text) refs() {
	for _, r := range ref.Find(t.n.Text) {
		switch r.Fault {
		case ref.Open:
			t.error("open-reference", r.Start, len(t.n.Text), "`${{` is not closed", "add ` }}`")
		case ref.Empty:
			t.error("malformed-reference", r.Start, r.End, "there is no name between the braces", "")
		case ref.Malformed:
			t.error("malformed-reference", r.Start, r.End, "only a name can stand between the braces; there are no operators and no functions",
				"work the value out in a step, or set it in `vars`")
		default:
			t.ref(r)
		}
	}
}

// noDollar reports `{{ vars.X }}`, which is how other tools write a reference. In shell text and variables it may be meant
// for one of them.
func (t *text) noDollar() {
	if t.slot.kind == asIs || t.slot.shaped {
		return // its own check says so
	}
	s, level := t.n.Text, diag.Error
	if t.slot.kind == forShell || t.slot.kind == forVariable {
		level = diag.Warning
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "{{")
		if i < 0 {
			return
		}
		start := at + i
		at = start + len("{{")
		if start > 0 && s[start-1] == '$' {
			continue
		}
		r := ref.Find("$" + s[start:min(start+longRef, len(s))])[0]
		if r.Fault != ref.None {
			continue
		}
		if _, known := contextOf(r); known && (len(r.Path) > 1 || level == diag.Error) {
			if t.said++; t.said > maxSaid {
				return
			}
			end := start + r.End - len("$")
			t.c.out.Add(diag.New(level, "missing-dollar", t.n.Sub(start, end), t.path(), "nothing replaces "+quote(s[start:end])+": a reference begins with a dollar").
				WithHelp("write ${{ " + r.Name() + " }}"))
		}
	}
}

// longRef is more than any reference is long, in bytes.
const longRef = 200

// ref checks one reference.
func (t *text) ref(r ref.Ref) {
	fail := func(code diag.Code, message, help string) { t.error(code, r.Start, r.End, message, help) }
	if r.Path[0] == "secrets" {
		t.secretRef(r)
		return
	}
	ctx, ok := contextOf(r)
	if !ok {
		t.unknown(r)
		return
	}
	if t.slot.kind == asIs {
		fail("wrong-context", t.slot.what+" is taken as written; nothing replaces `${{ "+r.Name()+" }}` here", "write the value itself")
		return
	}
	if ctx&t.slot.allow == 0 {
		fail("wrong-context", t.refused(ctx, r), "")
		return
	}
	switch ctx {
	case inVars:
		t.varRef(r)
	case inEnv:
		t.envRef(r)
	case inEnvs:
		t.envsRef(r)
	case inMatrix:
		t.matrixRef(r)
	case inRun:
		t.runRef(r)
	}
}

// contextOf is the context that a reference names.
func contextOf(r ref.Ref) (context, bool) {
	switch n := len(r.Path); r.Path[0] {
	case "name":
		return inName, n == 1
	case "vars":
		return inVars, n == 2
	case "environment":
		return inEnv, n == 2 || n == 3 && r.Path[1] == "vars"
	case "environments":
		return inEnvs, n == 3 || n == 4 && r.Path[2] == "vars"
	case "matrix":
		return inMatrix, n == 2
	}
	_, ok := plan.RunVarNamed(r.Name())
	return inRun, ok
}

// refused says why a context cannot stand in a slot.
func (t *text) refused(ctx context, r ref.Ref) string {
	name := "`" + r.Name() + "`"
	switch {
	case ctx == inRun:
		return name + " is known only when the pipeline runs, and " + t.slot.what + " must be known before"
	case ctx == inMatrix && t.job == nil:
		return name + " is known only in a job with a matrix"
	case ctx == inMatrix:
		return name + " differs between the instances of the job, and " + t.slot.what + " is the same for all"
	case ctx == inEnv:
		return name + " is the environment of a job, and " + t.slot.what + " belongs to none"
	}
	return name + " cannot stand in " + t.slot.what
}

// varRef checks `vars.X`: what the shell would see as $X in this place, the step's own first.
func (t *text) varRef(r ref.Ref) {
	v, ok := t.lookup(r.Path[1])
	if !ok {
		help := ""
		switch {
		case t.c.secrets[r.Path[1]]:
			t.secretRef(r)
			return
		case t.env != nil && t.axis(r.Path[1]):
			help = "for the matrix write ${{ matrix." + r.Path[1] + " }}"
		default:
			names := t.varNames()
			if help = didYouMean(t.c.guess.near(r.Path[1], names), "`vars.", "`"); help == "" {
				help = those("the variables here", names)
			}
			if len(names) == 0 {
				help = "define it: vars: {" + r.Path[1] + ": ...}"
			}
		}
		t.error("unknown-variable", r.Start, r.End, "`vars` holds no "+r.Path[1], help)
		return
	}
	t.follow(r, v)
}

func (t *text) axis(name string) bool {
	return t.job != nil && t.job.Matrix != nil && hasAxis(t.job.Matrix, name)
}

// lookup finds a variable from here: step, job, environment, pipeline.
func (t *text) lookup(name string) (spec.Text, bool) {
	if t.step != nil {
		if v, ok := find(t.step.Vars, name); ok {
			return v, true
		}
	}
	if t.job != nil {
		if v, ok := find(t.job.Vars, name); ok {
			return v, true
		}
	}
	if t.env != nil {
		if v, ok := find(t.env.Vars, name); ok {
			return v, true
		}
	}
	v, ok := t.c.vars[name]
	return v, ok
}

func (t *text) varNames() []string {
	var out []string
	for _, kvs := range [][]spec.KV{t.jobVars(), t.envVars(), t.c.s.Vars} {
		for _, kv := range kvs {
			if !contains(out, kv.Key.V) {
				out = append(out, kv.Key.V)
			}
		}
	}
	return out
}

func (t *text) jobVars() []spec.KV {
	if t.job == nil {
		return nil
	}
	return t.job.Vars
}

func (t *text) envVars() []spec.KV {
	if t.env == nil {
		return nil
	}
	return t.env.Vars
}

func find(kvs []spec.KV, name string) (spec.Text, bool) {
	for i := range kvs {
		if kvs[i].Key.V == name {
			return kvs[i].V, true
		}
	}
	return spec.Text{}, false
}

// follow looks at what a variable holds in turn: a circle, or a value that is known too late for this place.
func (t *text) follow(r ref.Ref, v spec.Text) {
	if v.Node == nil || !strings.Contains(v.V, "${{") {
		return
	}
	seen := map[*source.Node]bool{t.n: t.slot.kind == forVariable}
	late, circle := t.through(v, seen, 0)
	switch {
	case circle != "":
		if t.slot.kind == forVariable && !t.c.circled[t.n] {
			for n := range seen {
				t.c.circled[n] = true // one circle is said once
			}
			help := "write one of the values out"
			if v.Node == t.n {
				circle, help = "", "it hides the one of the same name further out: give it another name"
			}
			t.error("variable-cycle", r.Start, r.End, "refers to itself"+circle, help)
		}
	case late != "" && t.slot.allow&inRun == 0:
		t.error("wrong-context", r.Start, r.End, "`"+r.Name()+"` holds `"+late+"`, which is known only when the pipeline runs, and "+t.slot.what+" must be known before", "")
	}
}

// through walks the references of a variable. late is a run-time value among them; circle is not empty when the walk
// comes back to where it started.
func (t *text) through(v spec.Text, seen map[*source.Node]bool, depth int) (late, circle string) {
	if v.Node == nil || depth > 32 {
		return "", ""
	}
	if started, ok := seen[v.Node]; ok {
		if started {
			return "", " "
		}
		return "", ""
	}
	seen[v.Node] = false
	for _, r := range ref.Find(v.V) {
		if r.Fault != ref.None {
			continue
		}
		next, ok := spec.Text{}, false
		switch ctx, known := contextOf(r); {
		case !known:
		case ctx == inRun || ctx == inMatrix:
			late = r.Name()
		case ctx == inVars:
			next, ok = t.lookup(r.Path[1])
		case ctx == inEnv && len(r.Path) == 3 && t.env != nil:
			next, ok = find(t.env.Vars, r.Path[2])
		}
		if ok {
			l, c := t.through(next, seen, depth+1)
			if l != "" {
				late = l
			}
			if c != "" {
				circle = " through " + "`" + r.Name() + "`"
			}
		}
	}
	return late, circle
}

// didYouMean makes the help of a guess.
func didYouMean(guess, before, after string) string {
	if guess == "" {
		return ""
	}
	return "did you mean " + before + guess + after + "?"
}
