package resolve

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// scope is what references in a text may mean.
type scope struct {
	env  *spec.Environment
	job  *spec.Job
	step *spec.Step
	// depth ends variables that refer to each other in a circle; the rules report them.
	depth int
}

const maxDepth = 16

// text resolves a text value.
func (r *resolver) text(t spec.Text, sc scope) plan.Text {
	if !strings.Contains(t.V, "${{") {
		return plan.Lit(t.V)
	}
	var parts []plan.Text
	at := 0
	for _, f := range ref.Find(t.V) {
		parts = append(parts, plan.Lit(t.V[at:f.Start]), r.value(f, t.V, sc))
		at = f.End
	}
	r.bomb(t)
	return plan.Join(append(parts, plan.Lit(t.V[at:]))...)
}

// literal resolves a text that must not hold run-time values.
func (r *resolver) literal(t spec.Text, sc scope) string { return r.text(t, sc).Must() }

// value is what a reference means; a reference that means nothing stays as written, and so do all when they make too much.
func (r *resolver) value(f ref.Ref, src string, sc scope) plan.Text {
	if f.Fault == ref.None && sc.depth < maxDepth && r.spent < maxSpent {
		sc.depth++
		if sc.depth > 1 {
			r.spent += perRef
		}
		if t, ok := r.meaning(f, sc); ok {
			for _, part := range t {
				r.spent += len(part.Lit)
			}
			return t
		}
	}
	return plan.Lit(src[f.Start:f.End])
}

// A few lines of variables that refer to each other many times stand for more text than any machine holds, like YAML's billion
// laughs. maxSpent bounds, in bytes, what all references of a spec become; one in a variable counts as perRef more. Fifty
// thousand jobs with ten references each need half of it.
const (
	maxSpent = 64 << 20
	perRef   = 256
)

// bomb reports the text in which the references of the spec became too much.
func (r *resolver) bomb(t spec.Text) {
	if r.spent < maxSpent || r.bombed || r.opts.Target != "" {
		return
	}
	r.bombed = true
	r.out.Add(diag.New(diag.Error, "reference-bomb", t.At(), "", "references make this spec more than 64 MiB").
		WithHelp("write the long text once, into a file of the repository, and read it there"))
}

func (r *resolver) meaning(f ref.Ref, sc scope) (plan.Text, bool) {
	switch n := len(f.Path); f.Path[0] {
	case "name":
		return plan.Lit(r.spec.Name.V), n == 1
	case "vars":
		if n == 2 {
			return r.lookup(f.Path[1], sc)
		}
	case "environment":
		if sc.env != nil {
			return r.member(sc.env, f.Path[1:], sc)
		}
	case "environments":
		if n > 2 {
			if e := r.spec.Environment(f.Path[1]); e != nil {
				return r.member(e, f.Path[2:], sc)
			}
		}
	case "matrix":
		return plan.Text{{Var: plan.MatrixValue, Name: f.Path[n-1]}}, n == 2
	default:
		if v, ok := plan.RunVarNamed(f.Name()); ok {
			return plan.Run(v), true
		}
	}
	return nil, false
}

// lookup finds a variable as the shell would see it: the step's own first, then the job's, the environment's, the
// pipeline's.
func (r *resolver) lookup(name string, sc scope) (plan.Text, bool) {
	var levels [4][]spec.KV
	if sc.step != nil {
		levels[0] = sc.step.Vars
	}
	if sc.job != nil {
		levels[1] = sc.job.Vars
	}
	if sc.env != nil {
		levels[2] = sc.env.Vars
	}
	levels[3] = r.spec.Vars
	for _, vars := range levels {
		if v, ok := find(vars, name); ok {
			return r.text(v, sc), true
		}
	}
	return nil, false
}

func find(vars []spec.KV, name string) (spec.Text, bool) {
	for i := range vars {
		if vars[i].Key.V == name {
			return vars[i].V, true
		}
	}
	return spec.Text{}, false
}

// member is a member of an environment, as the language calls it: name, account, region, url, tier, vars.X.
func (r *resolver) member(e *spec.Environment, path []string, sc scope) (plan.Text, bool) {
	sc.env = e
	if len(path) == 2 && path[0] == "vars" {
		v, ok := find(e.Vars, path[1])
		return r.text(v, sc), ok
	}
	if len(path) != 1 {
		return nil, false
	}
	switch path[0] {
	case "name":
		return plan.Lit(e.Name.V), true
	case "account":
		return r.text(e.Account, sc), e.Account.Set()
	case "region":
		region := r.region(e, sc)
		return region, len(region) > 0
	case "url":
		return r.text(e.URL, sc), e.URL.Set()
	case "tier":
		return plan.Lit(e.Tier.V), e.Tier.Set()
	}
	return nil, false
}

// script resolves shell text: each reference is written for the place where it stands. A value that cannot be written
// there is a finding; one that no value could be is one of the rules as well, with the same words, and is said once.
func (r *resolver) script(t spec.Text, path string, sc scope) plan.Script {
	src := strings.TrimRight(t.V, "\n")
	if !strings.Contains(src, "${{") {
		return plan.Script{{Lit: src}}
	}
	refs := ref.Find(src)
	values := make([]plan.Text, len(refs))
	for i, f := range refs {
		values[i] = r.value(f, src, sc)
	}
	r.bomb(t)
	script, problems := shell.Interpolate(src, refs, values)
	for _, p := range problems {
		if r.opts.Target != "" {
			break // said of the spec already, for every target at once
		}
		r.out.Add(diag.New(p.Level, p.Code, t.Node.Sub(p.Start, p.End), path, p.Message).WithHelp(p.Help))
	}
	return script
}

// vars resolves variables, in order.
func (r *resolver) vars(kvs []spec.KV, sc scope) []plan.Var {
	if len(kvs) == 0 {
		return nil
	}
	out := make([]plan.Var, len(kvs))
	for i, kv := range kvs {
		out[i] = plan.Var{Name: kv.Key.V, Value: r.text(kv.V, sc), At: kv.V.At()}
	}
	return out
}

// override returns base with the variables of top: a name that both have keeps its place and takes top's value.
func override(base, top []plan.Var) []plan.Var {
	if len(base) == 0 {
		return top
	}
	out := slices.Clone(base)
	for _, v := range top {
		if i := slices.IndexFunc(out, func(o plan.Var) bool { return o.Name == v.Name }); i >= 0 {
			out[i] = v
		} else {
			out = append(out, v)
		}
	}
	return out
}

// tree keeps a value whose keys the compiler does not know.
func tree(n *source.Node, path string) plan.Tree {
	if n == nil {
		return plan.Tree{}
	}
	t := plan.Tree{At: n.Range, Path: path, Text: n.Text}
	switch n.Kind {
	case source.Null:
		t.Kind = plan.TreeNull
	case source.Scalar:
		t.Kind, t.Quoted = plan.TreeScalar, n.Style != source.Plain
	case source.Map:
		t.Kind = plan.TreeMap
		for _, e := range n.Entries {
			t.Map = append(t.Map, plan.TreeEntry{Key: e.Key.Text, KeyAt: e.Key.Range, Value: tree(e.Value, path+"."+e.Key.Text)})
		}
	case source.Seq:
		t.Kind = plan.TreeSeq
		for i, item := range n.Items {
			t.Seq = append(t.Seq, tree(item, index(path, i)))
		}
	}
	return t
}
