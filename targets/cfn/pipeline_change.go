package cfn

import (
	"github.com/cdc-dev/cdc/compiler/plan"
)

// Executing a change set deletes every other change set of the stack (CloudFormation API Reference, ExecuteChangeSet). A run
// that waited for its approval one stage behind the action that makes the change set would let the next run make one, which
// the first then deletes: somebody would approve what no longer exists. A stage belongs to one run at a time, so all from the
// making of a change set to its execution is one stage.

// changeSet is made by one job and executed by another, or the same.
type changeSet struct{ makes, executes *plan.Job }

// changeSets are the change sets that jobs of the pipeline make and execute.
func changeSets(p *plan.Plan, out map[*plan.Job]bool) []changeSet {
	makers := map[string][]*plan.Job{}
	var all []changeSet
	for _, op := range []string{"create-change-set", "execute-change-set"} {
		for _, j := range p.Jobs {
			if out[j] {
				continue
			}
			for i := range j.Steps {
				c, ok := j.Steps[i].Action.(*plan.CloudFormation)
				if !ok || c.Op != op {
					continue
				}
				where := changeSetOf(j, c)
				if op == "create-change-set" {
					makers[where] = append(makers[where], j)
					continue
				}
				for _, m := range makers[where] {
					all = append(all, changeSet{m, j})
				}
			}
		}
	}
	return all
}

// changeSetOf tells change sets apart: the name, in its stack, account and region.
func changeSetOf(j *plan.Job, c *plan.CloudFormation) string {
	account := ""
	if j.Env != nil {
		account = j.Env.Account
	}
	return account + " " + j.Region + " " + c.Stack.String() + " " + c.ChangeSet.String()
}

// stagesOf are the stages of the jobs: their own, except that a job that makes a change set, and what stands between it and
// the execution, is moved behind to the stage that executes it. A job may always come later, if those that need it do.
func stagesOf(p *plan.Plan, out map[*plan.Job]bool) map[*plan.Job]string {
	at := make(map[*plan.Job]string, len(p.Jobs))
	for _, j := range p.Jobs {
		at[j] = j.Stage
	}
	sets := changeSets(p, out)
	if len(sets) == 0 {
		return at
	}
	index := make(map[string]int, len(p.Stages))
	for i, s := range p.Stages {
		index[s] = i
	}
	needed := map[*plan.Job][]*plan.Job{}
	for _, j := range p.Jobs {
		for _, n := range j.Needs {
			needed[n.Job] = append(needed[n.Job], j)
		}
	}
	var move func(j *plan.Job, to string)
	move = func(j *plan.Job, to string) {
		if index[at[j]] >= index[to] {
			return
		}
		at[j] = to
		for _, k := range needed[j] {
			move(k, to)
		}
	}
	for moved := true; moved; { // a job that was moved may be one that executes a change set, too
		moved = false
		for _, s := range sets {
			if s.makes != s.executes && index[at[s.makes]] < index[at[s.executes]] {
				move(s.makes, at[s.executes])
				moved = true
			}
		}
	}
	return at
}
