package rules

import (
	"strconv"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// changeSet is one step that makes or runs a change set.
type changeSet struct {
	job         *plan.Job
	step        *plan.Step
	n           int // of the step in the job
	stack, name string
}

// changeSets checks that each change set that is executed is made before, and that each that is made is executed.
func (c *planner) changeSets() {
	var made, run []changeSet
	for _, j := range c.p.Jobs {
		n := 0
		for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
			for i := range list {
				n++
				f, ok := list[i].Action.(*plan.CloudFormation)
				if !ok {
					continue
				}
				s := changeSet{j, &list[i], n, f.Stack.String(), f.ChangeSet.String()}
				switch f.Op {
				case "create-change-set":
					made = append(made, s)
				case "execute-change-set":
					run = append(run, s)
				}
			}
		}
	}
	byKey := map[string][]changeSet{}
	byStack := map[string][]changeSet{}
	for _, m := range made {
		byKey[m.stack+"\n"+m.name] = append(byKey[m.stack+"\n"+m.name], m)
		byStack[m.stack] = append(byStack[m.stack], m)
	}
	executed := map[string]bool{}
	for _, r := range run {
		executed[r.stack] = true
		c.execution(r, byKey[r.stack+"\n"+r.name], byStack[r.stack], made)
	}
	for _, m := range made {
		if !executed[m.stack] {
			at, path := m.step.Arg("change_set")
			c.warn("change-set-unused", at, path, "no job executes change set "+m.name+" of stack "+m.stack, "add a step: cloudformation: {action: execute-change-set, stack: "+m.stack+", change_set: "+m.name+"}")
		}
	}
}

func (c *planner) execution(r changeSet, same, ofStack, all []changeSet) {
	at, path := r.step.Arg("change_set")
	if len(same) == 0 {
		c.error("unknown-change-set", at, path, "no job makes a change set "+r.name+" for stack "+r.stack, c.closest(r, ofStack, all))
		return
	}
	var late changeSet
	for _, m := range same {
		switch {
		case m.job == r.job && m.n < r.n, m.job != r.job && c.waitsFor(r.job, m.job):
			c.otherAccount(r, m)
			return
		}
		late = m
	}
	if late.job != r.job && c.dangling[r.job] {
		return
	}
	message, help := "job "+late.job.Name+" makes it"+lineOf(late)+", and "+r.job.Name+" does not wait for "+late.job.Name, "add to "+r.job.Name+": needs: ["+late.job.Name+"]"
	if late.job == r.job {
		message, help = "it is made only after this step"+lineOf(late), "make it first"
	}
	c.error("change-set-order", at, path, message, help)
}

func lineOf(s changeSet) string {
	at, _ := s.step.Arg("change_set")
	return line(at)
}

// otherAccount: a change set exists only in the account in which it was made.
func (c *planner) otherAccount(r, m changeSet) {
	a, b := r.job.Env, m.job.Env
	if a == nil || b == nil || a == b || a.Account == b.Account && a.Region == b.Region {
		return
	}
	at, path := r.step.Arg("change_set")
	c.error("change-set-order", at, path, "job "+m.job.Name+" makes it in environment "+b.Name+", and this job works in "+a.Name+", where it does not exist",
		"use the same environment in both; `access: "+a.Name+"` in "+m.job.Name+" borrows its account without deploying")
}

// closest says what was probably meant.
func (c *planner) closest(r changeSet, ofStack, all []changeSet) string {
	if len(ofStack) > 0 {
		m := ofStack[0]
		help := "job " + m.job.Name + " makes " + m.name + lineOf(m)
		if m.job != r.job && !c.waitsFor(r.job, m.job) {
			help += "; then " + r.job.Name + " must also need " + m.job.Name
		}
		return help
	}
	for _, m := range all {
		if m.name == r.name {
			return "job " + m.job.Name + " makes it for stack " + strconv.Quote(m.stack) + lineOf(m)
		}
	}
	return "add a job before it with action: create-change-set"
}
