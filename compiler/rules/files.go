package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// maker is a job that makes a file.
type maker struct {
	job   *plan.Job
	typed bool // a typed step writes it; else it is only listed under `artifacts`
}

// files checks that the files that typed steps read are handed to their jobs. Files flow only through artifacts, and only
// to jobs that need their maker; stage order carries none.
func (c *planner) files() {
	makers := c.makers()
	for _, j := range c.p.Jobs {
		c.shellReads(j, makers)
		own := map[string]bool{} // made in this job so far
		shell := false           // a shell step came before, which may have made anything
		for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
			for i := range list {
				s := &list[i]
				if s.Action == nil {
					shell = true
					continue
				}
				for _, r := range readsOf(s.Action) {
					if f := clean(r.file); f != "" && !own[f] && !shell {
						c.file(j, s, r.key, f, makers)
					}
				}
				for _, f := range writesOf(s.Action) {
					own[clean(f)] = true
				}
			}
		}
	}
}

// read is a file that a typed step reads, and the argument that names it.
type read struct{ key, file string }

func readsOf(a plan.Action) []read {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return []read{{"template", a.Template}}
	case *plan.Sam:
		return []read{{"template", a.Template}}
	case *plan.Lambda:
		return []read{{"zip", a.Zip}}
	case *plan.S3Sync:
		if !strings.HasPrefix(a.From, "s3://") {
			return []read{{"from", a.From}}
		}
	case *plan.CodeDeploy:
		if !a.GitHub && a.Source != "." {
			return []read{{"revision.s3.source", a.Source}}
		}
	}
	return nil
}

func writesOf(a plan.Action) []string {
	switch a := a.(type) {
	case *plan.CloudFormation:
		return []string{a.Output, a.Outputs}
	case *plan.Sam:
		return []string{a.Output}
	}
	return nil
}

func clean(f string) string { return strings.TrimSuffix(strings.TrimPrefix(f, "./"), "/") }

// makers finds who makes which file, by exact name; artifacts without wildcards count as made.
func (c *planner) makers() map[string][]maker {
	out := map[string][]maker{}
	for _, j := range c.p.Jobs {
		for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
			for i := range list {
				if list[i].Action == nil {
					continue
				}
				for _, f := range writesOf(list[i].Action) {
					if f = clean(f); f != "" {
						out[f] = append(out[f], maker{j, true})
					}
				}
			}
		}
		if j.Artifacts == nil {
			continue
		}
		for _, a := range j.Artifacts.Paths {
			// Every folder above a kept file is made, too: `s3_sync: {from: dist}` reads dist/app.tgz.
			for a = clean(a); a != "" && a != "."; a = parent(a) {
				if _, lit := glob.Literal(a); lit {
					out[a] = append(out[a], maker{job: j})
				}
			}
		}
	}
	return out
}

func parent(f string) string {
	if i := strings.LastIndexByte(f, '/'); i >= 0 {
		return f[:i]
	}
	return ""
}

// file checks one file that job j reads.
func (c *planner) file(j *plan.Job, s *plan.Step, key, f string, makers map[string][]maker) {
	made := makers[f]
	if len(made) == 0 {
		return // of the repository, as far as the spec tells
	}
	for i := range j.Needs {
		if n := &j.Needs[i]; n.Artifacts && covers(n.Job.Artifacts, f) {
			if n.Job.Artifacts.When == "failure" {
				at, path := s.Arg(key)
				c.error("file-not-passed", at, path, n.Job.Name+" keeps "+f+" only when it fails, and then "+j.Name+" does not run", "delete `when: failure` of its artifacts")
			}
			return
		}
	}
	m, ok := c.culprit(j, made)
	if !ok {
		return
	}
	at, path := s.Arg(key)
	for i := range j.Needs {
		n := &j.Needs[i]
		if n.Job != m.job {
			continue
		}
		if n.ArtifactsOff {
			c.error("file-not-passed", at, path, f+" is made in job "+m.job.Name+", whose files "+j.Name+" refuses with `artifacts: false`", "delete it at "+strings.TrimSuffix(n.Path, ".job")+line(n.At))
			return
		}
		c.notListed(at, path, f, m.job)
		return
	}
	if m.typed && !covers(m.job.Artifacts, f) {
		c.notListed(at, path, f, m.job)
		return
	}
	if j.Dangling {
		return
	}
	message := f + " is made in job " + m.job.Name + ", which " + j.Name + " does not need"
	if c.staged(j) && c.stage[m.job.Stage] < c.stage[j.Stage] {
		message += "; an earlier stage alone hands over no files"
	}
	level := diag.Error
	if !m.typed {
		level = diag.Warning // the repository may have the file as well
	}
	c.out.Add(diag.New(level, "file-not-passed", at, path, message).WithHelp("add to " + j.Name + ": needs: [" + strings.Join(append(needNames(j), m.job.Name), ", ") + "]"))
}

func (c *planner) notListed(at diag.Range, path, f string, by *plan.Job) {
	help := "add to " + by.Name + ": artifacts: {paths: [" + f + "]}"
	if by.Artifacts != nil {
		help = "add " + f + " to the artifacts of " + by.Name + line(by.Artifacts.At)
	}
	c.error("file-not-passed", at, path, f+" is made in job "+by.Name+", which does not list it under `artifacts`", help)
}

func needNames(j *plan.Job) []string {
	var out []string
	for _, n := range j.Needs {
		out = append(out, n.Job.Name)
	}
	return out
}

// culprit picks the maker that the author most likely meant: one that the job needs, else one that runs with it.
func (c *planner) culprit(j *plan.Job, made []maker) (maker, bool) {
	for _, m := range made {
		for _, n := range j.Needs {
			if n.Job == m.job {
				return m, true
			}
		}
	}
	const most = 100 // makers of one file that are looked at
	set := c.space.Exists(j)
	for _, m := range made[:min(most, len(made))] {
		if m.job != j && set.Meets(c.space.Exists(m.job)) && !c.waitsFor(m.job, j) {
			return m, true
		}
	}
	return maker{}, false
}

// covers reports whether the artifacts hold the file, or something in the folder.
func covers(a *plan.Artifacts, f string) bool {
	if a == nil {
		return false
	}
	for _, p := range a.Paths {
		p = clean(p)
		if p == f || strings.HasPrefix(f, p+"/") || strings.HasPrefix(p, f+"/") || glob.Match(p, f) {
			return true
		}
	}
	return false
}

// buckets checks that what packages has somewhere to upload to. The store of a pipeline is somewhere; a target without one
// says so.
func (c *planner) buckets() {
	for _, j := range c.p.Jobs {
		for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
			for i := range list {
				s := &list[i]
				f, isCfn := s.Action.(*plan.CloudFormation)
				m, isSam := s.Action.(*plan.Sam)
				if isCfn && f.Op == "package" && f.Bucket == nil || isSam && m.Op == "package" && m.Bucket == nil {
					at, path := s.Arg("")
					c.error("no-bucket", at, path, "there is no bucket to upload to", "set `bucket` here, or `artifact_bucket` for all jobs")
				}
			}
		}
	}
}
