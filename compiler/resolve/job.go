package resolve

import (
	"cmp"
	"strconv"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// job resolves one job, without its predecessors.
func (r *resolver) job(j *spec.Job) *plan.Job {
	d := r.spec.Defaults
	if d == nil {
		d = &spec.Defaults{}
	}
	sc := scope{job: j}
	out := &plan.Job{
		Name: j.Name.V, Description: j.Description.V, Stage: j.Stage.V, At: j.Name.At(), Path: "jobs." + j.Name.V,
		NeedsGiven: j.NeedsNode != nil, Secrets: strs(j.Secrets), Dir: r.literal(j.Dir, scope{job: j, env: r.envOf(j)}), AllowFailure: j.AllowFailure.V,
		Shell: j.Shell.Or(d.Shell.Or("sh")),
	}
	r.place(j, out, &sc)
	out.When = r.when(j, out.Env)
	if out.Env != nil {
		out.Vars = out.Env.Vars
	}
	out.Vars = override(out.Vars, r.vars(j.Vars, sc))
	r.machine(j, d, sc, out)
	limits(j, d, out)
	r.files(j, d, sc, out)
	r.matrix(j, out)
	r.allSteps(j, d, sc, out)
	out.Checkout = checkout(j, d, out)
	return out
}

// envOf is the environment that the job names, or nil.
func (r *resolver) envOf(j *spec.Job) *spec.Environment {
	if j.Environment.Set() {
		return r.spec.Environment(j.Environment.V)
	}
	if j.Access.Set() {
		return r.spec.Environment(j.Access.V)
	}
	return nil
}

// place is where the job works: its environment, its gate, its identity, its region.
func (r *resolver) place(j *spec.Job, out *plan.Job, sc *scope) {
	name := j.Access
	if j.Environment.Set() {
		name, out.Deploys = j.Environment, true
	}
	out.Gate = r.gate(j.Gate, out.Path+".gate", scope{job: j, env: r.envOf(j)})
	out.Env = r.envs[name.V]
	if out.Env == nil {
		out.Deploys = false
		return
	}
	sc.env = r.spec.Environment(name.V)
	out.Region = out.Env.Region
	if out.Deploys {
		out.Gate = merge(out.Gate, out.Env.Approval)
	}
	out.Credentials = r.credentials(out.Env)
}

// credentials is how jobs of the environment get, or check, their identity.
func (r *resolver) credentials(env *plan.Environment) *plan.Credentials {
	c := lower.Context{Region: env.Region}
	session := "cdc-"
	if r.opts.Target != "" {
		session = r.opts.Target + "-"
	}
	one := func(c plan.Command) []plan.Command { return []plan.Command{c} }
	switch {
	case env.OidcRole != "":
		return &plan.Credentials{OidcRole: env.OidcRole, Audience: env.Audience,
			Commands: one(lower.AssumeWithToken(c, env.OidcRole, session))}
	case env.AssumeRole != "":
		return &plan.Credentials{AssumeRole: env.AssumeRole, Commands: one(lower.AssumeRole(c, env.AssumeRole, session))}
	case env.Account != "":
		return &plan.Credentials{CheckAccount: env.Account, Commands: one(lower.CheckAccount(c, env.Account, env.Name))}
	}
	return nil
}

// machine is what the job runs on.
func (r *resolver) machine(j *spec.Job, d *spec.Defaults, sc scope, out *plan.Job) {
	if j.Image != nil {
		out.Image = r.image(j.Image, sc, out.Path+".image")
	} else if d.Image != nil {
		if out.Image = r.image(d.Image, sc, "defaults.image"); out.Image != nil {
			out.Image.FromDefaults = true
		}
	}
	runtime := d.Runtime
	if j.RuntimeNode != nil {
		runtime = j.Runtime
	}
	for _, kv := range runtime {
		out.Runtime = append(out.Runtime, plan.Runtime{Lang: kv.Key.V, Version: r.text(kv.V, sc), At: kv.V.At()})
	}
	runner := d.Runner
	if j.Runner != nil {
		runner = j.Runner
	}
	if runner != nil {
		out.Runner = plan.Runner{Tags: strs(runner.Tags), Compute: runner.Compute.V, Arch: runner.Arch.V}
	}
	out.Docker = j.Docker.V
	for _, s := range j.Services {
		out.Services = append(out.Services, r.service(s, sc))
	}
}

func (r *resolver) service(s *spec.Service, sc scope) plan.Service {
	out := plan.Service{Image: r.text(s.Image, sc), Alias: s.Alias.V, Vars: r.vars(s.Vars, sc), At: place(s.Node)}
	for _, p := range s.Ports {
		out.Ports = append(out.Ports, p.V)
	}
	return out
}

// image picks the target's image; nil when none is written for it.
func (r *resolver) image(i *spec.Image, sc scope, path string) *plan.Image {
	ref := i.All
	for _, t := range i.PerTarget {
		if t.Key.V == cmp.Or(r.opts.Image, r.opts.Target) {
			ref, path = t.V, path+"."+t.Key.V
		}
	}
	if ref == nil {
		return nil
	}
	return &plan.Image{
		Name: r.text(ref.Name, sc), Entrypoint: strs(ref.Entrypoint), EntrypointSet: ref.EntrypointNode != nil,
		Pull: ref.Pull.V, At: ref.Name.At(), Path: path,
	}
}

func limits(j *spec.Job, d *spec.Defaults, out *plan.Job) {
	timeout := j.Timeout
	if !timeout.Set() {
		timeout = d.Timeout
	}
	out.Timeout = duration(timeout)
	retry := d.Retry
	if j.Retry != nil {
		retry = j.Retry
	}
	if retry != nil && retry.Max.V > 0 {
		out.Retry = &plan.Retry{Max: retry.Max.V, When: strs(retry.When)}
	}
}

// files are what the job keeps, hands on and reports.
func (r *resolver) files(j *spec.Job, d *spec.Defaults, sc scope, out *plan.Job) {
	cache := d.Cache
	if j.Cache != nil {
		cache = j.Cache
	}
	if cache != nil {
		out.Cache = r.cache(cache, sc)
	}
	if a := j.Artifacts; a != nil && len(a.Paths) > 0 {
		out.Artifacts = &plan.Artifacts{
			Paths: r.literals(a.Paths, sc), When: a.When.Or("success"), ExpireIn: duration(a.ExpireIn), Name: r.text(a.Name, sc),
		}
		for _, s := range a.Secondary {
			paths := r.literals(s.V, sc)
			out.Artifacts.Paths = append(out.Artifacts.Paths, paths...)
			out.Artifacts.Secondary = append(out.Artifacts.Secondary, plan.NamedPaths{Name: s.Key.V, Paths: paths})
		}
		if a.Node != nil {
			out.Artifacts.At = a.Node.Range
		}
	}
	if p := j.Reports; p != nil {
		out.Reports = &plan.Reports{JUnit: r.literals(p.JUnit, sc), Cobertura: r.literals(p.Cobertura, sc), Dotenv: r.literal(p.Dotenv, sc)}
	}
}

func (r *resolver) cache(c *spec.Cache, sc scope) *plan.Cache {
	out := &plan.Cache{Paths: r.literals(c.Paths, sc)}
	if c.Node != nil {
		out.At = c.Node.Range
	}
	if k := c.Key; k != nil {
		out.Key, out.Files, out.Prefix = r.text(k.Text, sc), r.literals(k.Files, sc), r.text(k.Prefix, sc)
	}
	for _, t := range c.FallbackKeys {
		out.Fallbacks = append(out.Fallbacks, r.text(t, sc))
	}
	return out
}

func (r *resolver) literals(texts []spec.Text, sc scope) []string {
	if len(texts) == 0 {
		return nil
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = r.literal(t, sc)
	}
	return out
}

// maxInstances bounds what is multiplied out; the rules refuse far fewer.
const maxInstances = 10000

// matrix multiplies the axes in declared order, the last fastest.
func (r *resolver) matrix(j *spec.Job, out *plan.Job) {
	if j.Matrix == nil {
		return
	}
	m := &plan.Matrix{}
	for _, kvs := range j.Matrix.Include {
		m.Instances = append(m.Instances, r.vars(kvs, scope{job: j}))
	}
	count := 1
	for _, a := range j.Matrix.Axes {
		m.Axes = append(m.Axes, plan.Axis{Name: a.Key.V, Values: r.literals(a.V, scope{job: j})})
		count = min(count*len(a.V), maxInstances+1)
	}
	if len(m.Axes) > 0 && count <= maxInstances {
		m.Instances = product(m.Axes, count)
	}
	out.Matrix = m
}

func product(axes []plan.Axis, count int) [][]plan.Var {
	out := make([][]plan.Var, count)
	for i := range out {
		rest := i
		row := make([]plan.Var, len(axes))
		for k := len(axes) - 1; k >= 0; k-- {
			n := len(axes[k].Values)
			row[k] = plan.Var{Name: axes[k].Name, Value: plan.Lit(axes[k].Values[rest%n])}
			rest /= n
		}
		out[i] = row
	}
	return out
}

// checkout is what was written, or none where no step can read a file of the repository.
func checkout(j *spec.Job, d *spec.Defaults, out *plan.Job) plan.Checkout {
	c := j.Checkout
	if c == nil {
		c = d.Checkout
	}
	if c == nil {
		return plan.Checkout{Depth: -1, None: !readsFiles(out)}
	}
	if c.Enabled.Set() {
		return plan.Checkout{Depth: -1, None: !c.Enabled.V}
	}
	return plan.Checkout{Depth: c.Depth.Or(-1), Submodules: c.Submodules.V, LFS: c.LFS.V}
}

func readsFiles(j *plan.Job) bool {
	for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always} {
		for _, s := range list {
			if s.Action == nil || s.Dir != "" || lower.ReadsFiles(s.Action) {
				return true
			}
		}
	}
	return j.Dir != "" || j.Artifacts != nil || j.Cache != nil || j.Reports != nil
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
