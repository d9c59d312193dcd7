package executor

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Pipeline is what GitLab makes of a file for one run: the jobs that are in it, in the order of their stages. None: GitLab
// makes no pipeline.
type Pipeline struct{ Jobs []Planned }

// Planned is a job of a pipeline.
type Planned struct {
	Job
	When         string // on_success, on_failure, always, manual or delayed
	AllowFailure bool
	Waits        []string // the jobs that it waits for
	Fetches      []string // the jobs whose artifacts it gets
	Environment  string
	Action       string // of the environment: start, stop, …
	OnStop       string

	graph     bool // it has needs, so that a job that does not run keeps it from running
	checkout  bool
	artifacts node
}

// Has reports whether the pipeline has a job.
func (p Pipeline) Has(name string) bool {
	return slices.ContainsFunc(p.Jobs, func(j Planned) bool { return j.Name == name })
}

// GitLabPipeline reads a .gitlab-ci.yml for a run: workflow:rules, rules, only and except, needs, dependencies (GitLab's manual,
// "CI/CD YAML syntax reference"). An error is GitLab's: it makes no pipeline and says why.
func GitLabPipeline(data []byte, shell string, w World) (Pipeline, error) {
	doc, err := parse(data)
	if err != nil {
		return Pipeline{}, err
	}
	f := &gitlabFile{doc: doc, world: w, stages: gitlabStages(doc), vars: merge(doc.get("variables").vars(), gitlabRun("", w), w.Env, w.Project), jobs: map[string]node{}}
	for name, text := range f.vars {
		if strings.HasPrefix(name, "CI_") && text == "" {
			delete(f.vars, name) // a test takes it away
		}
	}
	jobs, err := GitLab(data, shell)
	if err != nil {
		return Pipeline{}, err
	}
	for _, j := range jobs {
		if f.jobs[j.Name], err = extended(doc, j.Name, 0); err != nil {
			return Pipeline{}, err
		}
	}
	if err := f.sound(); err != nil {
		return Pipeline{}, err
	}
	if rules := doc.get("workflow", "rules"); rules.Node != nil {
		r, err := f.decide(rules, f.vars)
		if err != nil || r == nil || r.get("when").text() == "never" {
			return Pipeline{}, err
		}
	}
	return f.pipeline(jobs)
}

// gitlabFile is a file that is read for one run.
type gitlabFile struct {
	doc    node
	world  World
	vars   map[string]string
	stages []string
	jobs   map[string]node
}

func (f *gitlabFile) stage(name string) int {
	stage := f.jobs[name].get("stage").text()
	if stage == "" {
		stage = "test"
	}
	return slices.Index(f.stages, stage)
}

// sound is what GitLab holds against a file before it looks at a run (lib/gitlab/ci/yaml_processor.rb, and the entries of
// lib/gitlab/ci/config).
func (f *gitlabFile) sound() error {
	for name, job := range f.jobs {
		if job.get("script").Node == nil && job.get("trigger").Node == nil {
			return fmt.Errorf("jobs:%s config should implement the script:, run:, or trigger: keyword", name)
		}
		if f.stage(name) < 0 {
			return fmt.Errorf("%s job: chosen stage %s does not exist", name, job.get("stage").text())
		}
		for _, key := range []string{"needs", "dependencies"} {
			for _, need := range names(job.get(key)) {
				if _, there := f.jobs[need]; !there {
					return fmt.Errorf("%s job: undefined %s: %s", name, strings.TrimSuffix(key, "s"), need)
				}
				if f.stage(need) > f.stage(name) || key == "dependencies" && f.stage(need) == f.stage(name) {
					return fmt.Errorf("%s job: %s %s is not defined in current or prior stages", name, strings.TrimSuffix(key, "s"), need)
				}
			}
		}
		if err := f.stops(name, job.get("environment")); err != nil {
			return err
		}
	}
	return nil
}

func (f *gitlabFile) stops(name string, environment node) error {
	stop := environment.get("on_stop").text()
	if stop == "" {
		return nil
	}
	job, there := f.jobs[stop]
	switch {
	case !there:
		return fmt.Errorf("%s job: on_stop job %s is not defined", name, stop)
	case environmentName(job) != environment.get("name").text():
		return fmt.Errorf("%s job: on_stop job %s have different environment name", name, stop)
	case job.get("environment", "action").text() != "stop":
		return fmt.Errorf("%s job: on_stop job %s needs to have action stop defined", name, stop)
	}
	return nil
}

// names are the jobs that needs or dependencies list, as texts or as maps.
func names(list node) (out []string) {
	for _, item := range list.items() {
		if item.is(yaml.MappingNode) {
			item = item.get("job")
		}
		out = append(out, item.text())
	}
	return out
}

func environmentName(job node) string {
	if e := job.get("environment"); e.is(yaml.ScalarNode) {
		return e.text()
	}
	return job.get("environment", "name").text()
}

// pipeline chooses the jobs of the run and connects them.
func (f *gitlabFile) pipeline(all []Job) (Pipeline, error) {
	var p Pipeline
	for _, j := range all {
		planned, in, err := f.planned(j)
		if err != nil {
			return Pipeline{}, fmt.Errorf("%s: %w", j.Name, err)
		}
		if in {
			p.Jobs = append(p.Jobs, planned)
		}
	}
	for i := range p.Jobs {
		if err := f.connect(p, &p.Jobs[i]); err != nil {
			return Pipeline{}, err
		}
	}
	return p, nil
}

// planned is a job and whether the run has it: when and allow_failure come from the rule that holds, else from the job. A
// manual job is optional where no rule makes it manual ("when: manual", "allow_failure").
func (f *gitlabFile) planned(j Job) (p Planned, in bool, err error) {
	job := f.jobs[j.Name]
	p = Planned{
		Job: j, When: job.get("when").text(), Environment: environmentName(job), Action: job.get("environment", "action").text(),
		OnStop: job.get("environment", "on_stop").text(), artifacts: job.get("artifacts"),
	}
	vars := merge(f.doc.get("variables").vars(), j.Env, f.vars)
	p.Environment = expanded(map[string]string{"": p.Environment}, vars)[""]
	p.checkout = f.first(job, "GIT_STRATEGY") != "none"
	p.AllowFailure = p.When == "manual"
	allow := job.get("allow_failure")
	if rules := job.get("rules"); rules.Node != nil {
		r, err := f.decide(rules, vars)
		if err != nil || r == nil {
			return p, false, err
		}
		if when := r.get("when").text(); when != "" {
			p.When = when
		}
		if own := r.get("allow_failure"); own.Node != nil {
			allow = own
		}
	} else if !f.admitted(job) {
		return p, false, nil
	}
	if allow.Node != nil {
		p.AllowFailure = allow.text() == "true" || allow.is(yaml.MappingNode)
	}
	if p.When == "" {
		p.When = "on_success"
	}
	return p, p.When != "never", nil
}

func (f *gitlabFile) first(job node, variable string) string {
	for _, vars := range []node{job.get("variables"), f.doc.get("variables")} {
		if v := vars.get(variable).text(); v != "" {
			return v
		}
	}
	return ""
}

// connect finds whom a job waits for and whose files it gets. A need that the run does not have is an error, unless it is
// optional.
func (f *gitlabFile) connect(p Pipeline, j *Planned) error {
	job := f.jobs[j.Name]
	for _, other := range p.Jobs {
		if f.stage(other.Name) < f.stage(j.Name) && !slices.Contains(j.Waits, other.Name) {
			j.Waits = append(j.Waits, other.Name)
		}
	}
	j.Fetches = j.Waits
	if needs := job.get("needs"); needs.Node != nil {
		j.graph, j.Waits, j.Fetches = true, nil, nil
		for _, need := range needs.items() {
			name := need.text()
			if need.is(yaml.MappingNode) {
				name = need.get("job").text()
			}
			switch {
			case !p.Has(name) && need.get("optional").text() == "true":
				continue
			case !p.Has(name):
				return fmt.Errorf("'%s' job needs '%s' job, but '%s' does not exist in the pipeline", j.Name, name, name)
			}
			j.Waits = append(j.Waits, name)
			if need.get("artifacts").text() != "false" {
				j.Fetches = append(j.Fetches, name)
			}
		}
	}
	if list := job.get("dependencies"); list.Node != nil {
		j.Fetches = slices.DeleteFunc(names(list), func(name string) bool { return !p.Has(name) })
	}
	return nil
}
