package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// deployedStack is a stack that a step brings into a new state.
type deployedStack struct {
	job  *plan.Job
	step *plan.Step
	name plan.Text
}

func (s deployedStack) at() (diag.Range, string) { return s.step.Arg("stack") }

func (s deployedStack) line() string {
	at, _ := s.at()
	return line(at)
}

// stacks checks that what is deployed under one name is one thing: a stack is known by account, region and name.
func (c *planner) stacks() {
	var all []deployedStack
	for _, j := range c.p.Jobs {
		if j.Deploys && j.Env != nil && !c.space.Exists(j).Empty() {
			all = append(all, stacksOf(j)...)
		}
	}
	if len(all) == 0 {
		return
	}
	c.sharedStacks(all)
	for _, e := range c.p.Environments {
		if e.Ephemeral == nil || e.Ephemeral.Job == nil {
			continue
		}
		if mine := stacksOf(e.Ephemeral.Deploy); len(mine) > 0 && !c.sharedInstance(e, mine) {
			c.stopsOther(e, mine, all)
			c.slugClash(e, mine, all)
		}
	}
}

// stacksOf are the stacks that a job deploys. A change set changes nothing until it is executed.
func stacksOf(j *plan.Job) []deployedStack {
	var out []deployedStack
	for _, steps := range [][]plan.Step{j.Install, j.Before, j.Steps} {
		for i := range steps {
			switch a := steps[i].Action.(type) {
			case *plan.CloudFormation:
				if a.Op == "deploy" || a.Op == "execute-change-set" {
					out = append(out, deployedStack{j, &steps[i], a.Stack})
				}
			case *plan.Sam:
				if a.Op == "deploy" {
					out = append(out, deployedStack{j, &steps[i], a.Stack})
				}
			}
		}
	}
	return out
}

// deletedBy are the stacks that a job deletes.
func deletedBy(j *plan.Job) []deployedStack {
	var out []deployedStack
	for i := range j.Steps {
		switch a := j.Steps[i].Action.(type) {
		case *plan.CloudFormation:
			if a.Op == "delete" {
				out = append(out, deployedStack{j, &j.Steps[i], a.Stack})
			}
		case *plan.Sam:
			if a.Op == "delete" {
				out = append(out, deployedStack{j, &j.Steps[i], a.Stack})
			}
		}
	}
	return out
}

// samePlace reports whether two environments are known to be in one account and region.
func samePlace(a, b *plan.Environment) bool {
	known := func(s string) bool { return s != "" && !strings.Contains(s, "$") }
	return a == b || known(a.Account) && known(a.Region) && a.Account == b.Account && a.Region == b.Region
}

// sharedStacks: two environments that are one stack. In one run that is certainly not meant; apart, it may be two ways to one
// place.
func (c *planner) sharedStacks(all []deployedStack) {
	first := map[string]deployedStack{}
	said := map[string]bool{}
	for _, s := range all {
		name, literal := s.name.Literal()
		if !literal || name == "" || strings.Contains(name, "$") {
			continue
		}
		e := s.job.Env
		key := e.Account + "\n" + e.Region + "\n" + name
		f, seen := first[key]
		switch {
		case !seen:
			first[key] = s
		case f.job.Env != e && samePlace(f.job.Env, e) && !said[key+"\n"+e.Name]:
			said[key+"\n"+e.Name] = true
			c.sharedStack(f, s, name)
		}
	}
}

func (c *planner) sharedStack(f, s deployedStack, name string) {
	level := diag.Warning
	if c.space.Exists(f.job).Meets(c.space.Exists(s.job)) {
		level = diag.Error
	}
	a, b := f.job.Env, s.job.Env
	message := "stack " + name + " of account " + b.Account + " in " + b.Region + " is that of environment " + a.Name + ", too" + f.line() + ": whoever deploys to one deploys to both"
	if a.Approval != nil && b.Approval == nil {
		a, b = b, a
	}
	if a.Approval == nil && b.Approval != nil {
		message += ", and " + a.Name + " does not wait for the approval of " + b.Name
	}
	at, path := s.at()
	c.out.Add(diag.New(level, "shared-stack", at, path, message).WithHelp("give each a name of its own, such as " + name + "-${{ environment.name }}"))
}

// ofInstance reports whether a text differs between the instances of an environment.
func ofInstance(t plan.Text) bool {
	for _, p := range t {
		switch p.Var {
		case 0, plan.MatrixValue, plan.GitRepo, plan.Workspace, plan.PipelineStore:
		default:
			return true
		}
	}
	return false
}

// sharedInstance: the instances of an environment have one stack. Where the stop job deletes it, the first branch that ends
// takes it from all others.
func (c *planner) sharedInstance(e *plan.Environment, mine []deployedStack) bool {
	for _, s := range mine {
		if ofInstance(s.name) {
			return false
		}
	}
	if oneBranch(e) {
		return false
	}
	s := mine[0]
	per, own := "branch", s.name.String()+"-${{ git.branch_slug }}"
	if e.Ephemeral.PerMergeRequest {
		per = "merge request"
	}
	message := "every " + per + " deploys stack " + s.name.String() + " and overwrites that of the others"
	level := diag.Warning
	for _, d := range deletedBy(e.Ephemeral.Job) {
		if d.name.String() == s.name.String() {
			level = diag.Error
			message += "; the first that ends deletes it for all" + d.line()
			break
		}
	}
	if level == diag.Warning && byScript(e.Ephemeral.Deploy) {
		return false // which may deploy what is the instance's own
	}
	at, path := s.at()
	c.out.Add(diag.New(level, "shared-instance", at, path, message).WithHelp("name the branch in it, here and in `stop`: " + own))
	return true
}

// oneBranch reports whether an environment admits a single branch.
func oneBranch(e *plan.Environment) bool {
	if e.Refs == nil || len(e.Refs.Branches) != 1 || e.Ephemeral.PerMergeRequest {
		return false
	}
	_, literal := glob.Literal(e.Refs.Branches[0])
	return literal
}

// byScript reports whether a job may deploy with words of its own.
func byScript(j *plan.Job) bool {
	for _, steps := range [][]plan.Step{j.Before, j.Steps} {
		for i := range steps {
			for _, cmd := range steps[i].Commands {
				if !cmd.Typed {
					return true
				}
			}
		}
	}
	return false
}

// stopsOther: the stop job deletes another stack than the one that was deployed, which stays.
func (c *planner) stopsOther(e *plan.Environment, mine, all []deployedStack) {
	deployed := map[string]bool{}
	for _, s := range mine {
		deployed[s.name.String()] = true
	}
	gone := deletedBy(e.Ephemeral.Job)
	var wrong []deployedStack
	for _, d := range gone {
		if !deployed[d.name.String()] {
			wrong = append(wrong, d)
		}
		delete(deployed, d.name.String())
	}
	stays := ""
	for _, s := range mine {
		if deployed[s.name.String()] && ofInstance(s.name) {
			stays = s.name.String()
			break
		}
	}
	if len(wrong) == 0 || stays == "" {
		return
	}
	d := wrong[0]
	message := "deletes stack " + d.name.String() + ", and " + e.Ephemeral.Deploy.Name + " deploys " + stays + mine[0].line() + ", which stays"
	level, others := diag.Warning, false
	if !ofInstance(d.name) {
		level = diag.Error
		message += "; every branch that ends deletes " + d.name.String()
		for _, s := range all {
			if others = s.job.Env != e && samePlace(s.job.Env, e) && s.name.String() == d.name.String(); others {
				message += ", that of environment " + s.job.Env.Name + s.line()
				break
			}
		}
	}
	if !others && byScript(e.Ephemeral.Deploy) {
		return // a script may have made what is deleted here
	}
	at, path := d.at()
	c.out.Add(diag.New(level, "stop-mismatch", at, path, message).WithHelp("write stack: " + stays))
}

// slugs are the forms that git.branch_slug takes.
var slugs = lazily(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// slugClash: a branch whose slug makes the name of another stack of the spec.
func (c *planner) slugClash(e *plan.Environment, mine, all []deployedStack) {
	for _, s := range mine {
		prefix, suffix, ok := aroundSlug(s.name)
		if !ok {
			continue
		}
		for _, o := range all {
			name, literal := o.name.Literal()
			if !literal || o.job.Env == e || !samePlace(o.job.Env, e) || len(name) <= len(prefix)+len(suffix) || !strings.HasPrefix(name, prefix) || !strings.HasSuffix(name, suffix) {
				continue
			}
			slug := name[len(prefix) : len(name)-len(suffix)]
			if branch := c.branchOf(slug, s.job); slugs().MatchString(slug) && branch != "" {
				at, path := s.at()
				message := "a branch called " + branch + " deploys over stack " + name + " of environment " + o.job.Env.Name + o.line()
				if len(deletedBy(e.Ephemeral.Job)) > 0 {
					message += ", and its end deletes that"
				}
				raw := strings.Replace(s.step.Written("stack"), "${{", "review-${{", 1)
				c.warn("slug-clash", at, path, message, "put a word before the branch, here and in `stop`: "+raw)
				return
			}
		}
	}
}

// aroundSlug is what stands before and behind the slug of the branch in a text that is constant else.
func aroundSlug(t plan.Text) (prefix, suffix string, ok bool) {
	for _, p := range t {
		switch {
		case p.Var == plan.GitBranchSlug && !ok:
			ok = true
		case p.Var != 0:
			return "", "", false
		case ok:
			suffix += p.Lit
		default:
			prefix += p.Lit
		}
	}
	return prefix, suffix, ok
}

// branchOf is a branch of that slug on which the job runs, or nothing.
func (c *planner) branchOf(slug string, j *plan.Job) string {
	target := "main"
	for i := range j.When {
		if t := first(j.When[i].TargetBranches); t != "" {
			target = t
		}
	}
	if t := c.p.Triggers; t != nil && t.MergeRequest != nil && first(t.MergeRequest.TargetBranches) != "" {
		target = first(t.MergeRequest.TargetBranches)
	}
	for _, branch := range []string{slug, strings.Replace(slug, "-", "/", 1)} {
		for _, r := range []event.Run{{Event: plan.Push, Branch: branch}, {Event: plan.MergeRequest, Branch: branch, Target: target}} {
			if c.space.Why(j, r) == "" {
				return branch
			}
		}
	}
	return ""
}
