package executor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Outcome is what became of a job of a pipeline.
type Outcome struct {
	Job    string
	Status string // success, failed, warning (a failure that may be), skipped, manual (nobody started it) or waiting (for a manual one)
	Calls  []Call
	Log    string
}

// Run runs a pipeline: a job starts when those before it are done, as GitLab's manual has it for stages, needs, when and manual
// jobs. Somebody starts the manual jobs that are given. Every job has a directory of its own below that of the world, with
// the repository's files and the artifacts that it gets.
func (p Pipeline) Run(w World, started ...string) ([]Outcome, error) {
	r := &pipelineRun{world: w, started: started, status: map[string]string{}, files: map[string]map[string]string{}}
	var out []Outcome
	for _, j := range p.Jobs {
		o, err := r.run(j)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
		r.note(j.Name, o.Status)
	}
	return out, nil
}

type pipelineRun struct {
	world   World
	started []string
	count   int                          // of calls
	status  map[string]string            // of a job; of a matrix, the worst
	files   map[string]map[string]string // the artifacts of a job
}

// worst is the order of statuses: what a job with several instances has when they differ.
var worst = []string{"", "success", "warning", "optional", "skipped", "manual", "waiting", "failed"}

func (r *pipelineRun) note(job, status string) {
	if slices.Index(worst, status) > slices.Index(worst, r.status[job]) {
		r.status[job] = status
	}
}

func (r *pipelineRun) any(j Planned, status string) bool {
	return slices.ContainsFunc(j.Waits, func(name string) bool { return r.status[name] == status })
}

// run decides whether a job starts. A manual job that need not be started holds a stage back no more than one that is
// not there; a job that needs it is skipped. One that must be started holds everything behind it.
func (r *pipelineRun) run(j Planned) (Outcome, error) {
	failed := r.any(j, "failed")
	switch {
	case r.any(j, "manual") || r.any(j, "waiting"):
		return Outcome{Job: j.Name, Status: "waiting"}, nil
	case j.graph && (r.any(j, "skipped") || r.any(j, "optional")) && j.When != "always",
		failed && j.When != "on_failure" && j.When != "always",
		!failed && j.When == "on_failure":
		return Outcome{Job: j.Name, Status: "skipped"}, nil
	case j.When == "manual" && !slices.Contains(r.started, j.Name) && j.AllowFailure:
		return Outcome{Job: j.Name, Status: "optional"}, nil
	case j.When == "manual" && !slices.Contains(r.started, j.Name):
		return Outcome{Job: j.Name, Status: "manual"}, nil
	}
	return r.start(j)
}

func (r *pipelineRun) start(j Planned) (Outcome, error) {
	w := r.world
	dir, err := os.MkdirTemp(w.Dir, "job-")
	if err != nil {
		return Outcome{}, err
	}
	w.Dir, w.Files = dir, map[string]string{}
	if w.Fail > 0 {
		w.Fail = max(w.Fail-r.count, -1)
	}
	failed := map[bool]string{true: "warning", false: "failed"}[j.AllowFailure]
	if j.checkout {
		if w.Gone {
			return Outcome{Job: j.Name, Status: failed, Log: "fatal: couldn't find remote ref"}, nil
		}
		w.Files = merge(r.world.Files)
	}
	for _, from := range j.Fetches {
		w.Files = merge(w.Files, r.files[from])
	}
	j.bare = !j.checkout
	res, err := j.Job.Run(w)
	if err != nil {
		return Outcome{}, err
	}
	r.count += len(res.Calls)
	out := Outcome{Job: j.Name, Status: "success", Calls: res.Calls, Log: res.Log}
	if !res.Passed {
		out.Status = failed
	}
	if when := j.artifacts.get("when").text(); when == "always" || res.Passed == (when != "on_failure") {
		r.files[j.Name], err = collected(filepath.Join(dir, "work"), j.artifacts.get("paths").texts(), r.files[j.Name])
	}
	return out, err
}

// collected reads the files below a directory that the paths of artifacts name: a file, all of a directory, or a pattern.
func collected(work string, paths []string, into map[string]string) (map[string]string, error) {
	out := merge(into)
	err := filepath.WalkDir(work, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(work, path)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(paths, func(p string) bool {
			p = strings.TrimSuffix(p, "/")
			return name == p || strings.HasPrefix(name, p+"/") || Fnmatch(p, name)
		}) {
			return nil
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // a link to nowhere
			return nil
		}
		out[name] = string(data)
		return err
	})
	return out, err
}

// Stop is what GitLab runs when the branch of a deployed environment is deleted: the job that the environment names to be
// stopped by, if the pipeline has it.
func (p Pipeline) Stop(w World, done []Outcome) ([]Outcome, error) {
	var out []Outcome
	for _, j := range p.Jobs {
		deployed := slices.ContainsFunc(done, func(o Outcome) bool { return o.Job == j.Name && (o.Status == "success" || o.Status == "warning") })
		if j.OnStop == "" || !deployed {
			continue
		}
		for _, stop := range p.Jobs {
			if stop.Name == j.OnStop {
				w.Gone = true
				r := &pipelineRun{world: w, started: []string{stop.Name}, status: map[string]string{}, files: map[string]map[string]string{}}
				o, err := r.start(stop)
				if err != nil {
					return nil, err
				}
				out = append(out, o)
			}
		}
	}
	return out, nil
}
