package resolve

import (
	"slices"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// allSteps resolves the sections of a job. Hooks start in the job's directory again, in a shell of their own.
func (r *resolver) allSteps(j *spec.Job, d *spec.Defaults, sc scope, out *plan.Job) {
	install, path := d.Install, "defaults.install"
	if j.InstallNode != nil {
		install, path = j.Install, out.Path+".install"
	}
	moved := whereabouts{moved: j.Dir.Set()}
	out.Install = r.steps(install, path, sc, out, &moved)
	out.Before = r.steps(j.Before, out.Path+".before", sc, out, &moved)
	out.Steps = r.steps(j.Steps, out.Path+".steps", sc, out, &moved)
	hook := func(steps []*spec.Step, name string) []plan.Step {
		moved := whereabouts{moved: j.Dir.Set()}
		return hooks(r.steps(steps, out.Path+name, sc, out, &moved))
	}
	out.OnSuccess = hook(j.OnSuccess, ".on_success")
	out.OnFailure = hook(j.OnFailure, ".on_failure")
	out.Always = hook(j.Always, ".always")
	logins(out)
}

// hooks makes each hook step that can fail in its middle one command in a subshell, which errexit ends there. The steps
// behind it run all the same. What a step exports, and where it goes, would be lost in a subshell.
func hooks(steps []plan.Step) []plan.Step {
	for i := range steps {
		s := &steps[i]
		if len(s.Commands) == 0 || s.Action != nil || s.State.Exports || s.State.Cd || len(s.Commands) == 1 && s.Commands[0].Subshell {
			continue
		}
		text := s.Commands[0].Script.Shell(func(plan.RunVar, string) string { return "cdc_value" })
		if len(s.Commands) > 1 || shell.FlowOf(text).Several {
			s.Commands = []plan.Command{lower.Scope(s.Commands, nil, nil, false)}
			s.State = plan.State{}
		}
	}
	return steps
}

// whereabouts is where the shell may be: moved from the repository's root, and by a step from the job's directory too.
type whereabouts struct{ moved, wandered bool }

// steps resolves one section; at says where the shell is before it, and then behind it.
func (r *resolver) steps(steps []*spec.Step, path string, sc scope, job *plan.Job, at *whereabouts) []plan.Step {
	if len(steps) == 0 {
		return nil
	}
	out := make([]plan.Step, 0, len(steps))
	for i, s := range steps {
		step := r.step(s, index(path, i), sc, job, *at)
		if step.State.Cd {
			*at = whereabouts{moved: true, wandered: true}
		}
		out = append(out, step)
	}
	return out
}

func (r *resolver) step(s *spec.Step, path string, sc scope, job *plan.Job, at whereabouts) plan.Step {
	sc.step = s
	out := plan.Step{
		Name: s.Name.V, Dir: r.literal(s.Dir, sc), Vars: r.vars(s.Vars, sc), ContinueOnError: s.ContinueOnError.V,
		Shell: s.Shell.Or(job.Shell), Path: path,
	}
	if s.Node != nil {
		out.At = s.Node.Range
	}
	if s.Action != nil {
		out.Action, out.Args = r.action(s.Action, path, sc), args(s)
		if _, ok := out.Action.(*plan.Docker); ok {
			job.Docker = true
		}
		out.Commands = lower.Step(out.Action, r.context(job, !at.moved && out.Dir == ""))
	}
	for _, t := range s.Run {
		out.Commands = append(out.Commands, plan.Command{Script: r.script(t, path, sc)})
		out.State = plus(out.State, shell.State(t.V, out.Shell))
	}
	if out.Dir != "" || len(out.Vars) > 0 || out.ContinueOnError {
		out.Commands = []plan.Command{lower.Scope(out.Commands, stepDir(out.Dir, job, at), out.Vars, out.ContinueOnError)}
		out.State = plan.State{}
	}
	return out
}

// stepDir is the directory of a step. It is relative to the job's, from which an earlier step may have gone away.
func stepDir(dir string, job *plan.Job, at whereabouts) plan.Text {
	if dir == "" || !at.wandered {
		return plan.Lit(dir)
	}
	if job.Dir != "" {
		dir = job.Dir + "/" + dir
	}
	return plan.Join(plan.Run(plan.Workspace), plan.Lit("/"+dir))
}

func plus(a, b plan.State) plan.State {
	return plan.State{Cd: a.Cd || b.Cd, Assigns: a.Assigns || b.Assigns, Exports: a.Exports || b.Exports,
		Options: a.Options || b.Options, Functions: a.Functions || b.Functions}
}

// context is what a typed step takes from its job.
func (r *resolver) context(job *plan.Job, inRoot bool) lower.Context {
	c := lower.Context{Region: r.region(nil, scope{}).Must(), InRoot: inRoot}
	if job.Env != nil {
		c.Region, c.ExecutionRole = job.Env.Region, job.Env.ExecutionRole
	}
	return c
}

// logins writes one login for each registry that the job's docker steps push to.
func logins(job *plan.Job) {
	var done []string
	for _, s := range slices.Concat(job.Install, job.Before, job.Steps) {
		d, ok := s.Action.(*plan.Docker)
		if !ok || !d.Push && d.LoginPassword == "" {
			continue
		}
		for _, tag := range d.Tags {
			host := lower.Registry(tag.String())
			if slices.Contains(done, host) {
				continue
			}
			done = append(done, host)
			if cmd, ok := lower.Login(host, d); ok {
				job.Logins = append(job.Logins, cmd)
			}
		}
	}
}
