package gitlab

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// instance is the environment's name, for an ephemeral one with what tells its instances apart.
func (j *job) instance() string {
	e := j.Env.Ephemeral
	switch {
	case e == nil:
		return j.Env.Name
	case e.PerMergeRequest:
		return j.Env.Name + "/$CI_MERGE_REQUEST_IID"
	}
	return j.Env.Name + "/$CI_COMMIT_REF_NAME"
}

// environment records the deployment. A job with `access` only borrows the account and records nothing.
func (j *job) environment() emit.Value {
	if j.Env == nil || !j.Deploys && !j.stop {
		return nil
	}
	m := emit.Map{{Key: "name", Value: emit.Str(j.instance())}}
	if j.stop {
		m.Add("action", emit.Str("stop"))
		return m
	}
	if !j.Env.URL.Empty() {
		m.Add("url", j.yaml(j.Env.URL))
	}
	if e := j.Env.Ephemeral; e != nil && e.Job != nil {
		m.Add("on_stop", emit.Str(e.Job.Name))
		if e.AutoStop != nil {
			m.Add("auto_stop_in", emit.Str(e.AutoStop.Text))
		}
	}
	if j.Env.Tier != "" {
		m.Add("deployment_tier", emit.Str(j.Env.Tier))
	}
	return m
}

// resourceGroup lets one job at a time into the environment, across pipelines; the stop job waits with the deploying one. What
// a branch deploys is named by its slug: branches of one slug, such as feature/a and feature-a, are one group. (A group's key has
// letters, digits and a few signs only, as a slug has and the name of a branch may not.)
func (j *job) resourceGroup() emit.Value {
	if j.Env == nil || !j.Deploys && !j.stop || !j.Env.Serial {
		return nil
	}
	if e := j.Env.Ephemeral; e != nil && !e.PerMergeRequest {
		return emit.Str(j.Env.Name + "/$CI_COMMIT_REF_SLUG")
	}
	return emit.Str(j.instance())
}

// hidden is a hidden job with what an environment's jobs have in common.
type hidden struct {
	name      string
	variables emit.Map
	token     bool
	before    []string
	value     emit.Map
}

// gives reports whether a job that extends this one has the variable already.
func (h *hidden) gives(name string, value emit.Value) bool {
	for _, e := range h.variables {
		if e.Key == name {
			return sameValue(e.Value, value)
		}
	}
	return false
}

// share makes the hidden jobs: one for each environment that several jobs work in and that gives them more than a region.
func (f *file) share() {
	users := map[*plan.Environment][]*job{}
	for _, j := range f.jobs {
		if j.Env != nil {
			users[j.Env] = append(users[j.Env], j)
		}
	}
	for _, env := range f.plan.Environments {
		jobs := users[env]
		if len(jobs) < 2 || len(env.Vars) == 0 && jobs[0].Credentials == nil {
			continue
		}
		h := hiddenOf(env, jobs)
		if h.value == nil {
			continue
		}
		f.hidden = append(f.hidden, h)
		for _, j := range jobs {
			j.shared = h
		}
	}
}

// hiddenOf makes the hidden job of an environment. Its before_script is left out when every job has steps of its own to
// put there: a job's list replaces the one it would inherit.
func hiddenOf(env *plan.Environment, jobs []*job) *hidden {
	h := &hidden{name: ".cdc-" + env.Name}
	n := jobs[0].names
	for _, j := range jobs {
		n.mergeRequests = n.mergeRequests || j.mergeRequests
	}
	if h.variables = n.variableMap(env.Vars); len(h.variables) > 0 {
		h.value.Add("variables", h.variables)
	}
	if t := tokenOf(jobs[0].Job); t != nil {
		h.token = true
		h.value.Add("id_tokens", t)
	}
	if before := jobs[0].identity(); len(before) > 0 && usedWhole(jobs) {
		h.before = before
		h.value.Add("before_script", script(before))
	}
	return h
}

func usedWhole(jobs []*job) bool {
	n := 0
	for _, j := range jobs {
		if !j.prepares() {
			n++
		}
	}
	return n > 1
}
