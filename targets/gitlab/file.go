package gitlab

import (
	"reflect"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// file is .gitlab-ci.yml while it is written.
type file struct {
	plan *plan.Plan
	lowering
	everywhere []rule         // of a job without conditions
	stage      map[string]int // place of each stage
	// firstFiles is the place of the first stage with a job that hands files on; behind all stages when there is none.
	firstFiles int
	// What `default:` says; the zero value for nothing.
	defaultImage                 emit.Value
	defaultTimeout, defaultRetry string
	hidden                       []*hidden
	jobs                         []*job // those of the plan, each stop job behind the job that deploys
	notices                      []notice
}

// document makes the whole file.
func document(p *plan.Plan) emit.Map {
	f := newFile(p)
	var doc emit.Map
	section := func(key string, v emit.Value) {
		if v != nil {
			doc.Section(key, v)
		}
	}
	section("workflow", workflow(p.Triggers))
	section("stages", list(p.Stages))
	section("default", f.defaults())
	section("variables", mapping(names{f.all&merges != 0 && p.Triggers != nil}.variableMap(p.Vars)))
	for _, h := range f.hidden {
		section(h.name, h.value)
	}
	if len(f.notices) > 0 {
		section(noticeBase, base())
	}
	for _, j := range f.jobs {
		section(j.Name, j.value())
		if text := strings.TrimSpace(j.Description); text != "" { // the format has no place for it
			doc[len(doc)-1].Head = strings.Split(text, "\n")
		}
	}
	for _, n := range f.notices {
		section(n.name, n.value)
	}
	return doc
}

func newFile(p *plan.Plan) *file {
	f := &file{plan: p, lowering: lowering{all: universe(p.Triggers), triggers: p.Triggers}, stage: map[string]int{}}
	f.everywhere = f.lowering.job(nil)
	for i, s := range p.Stages {
		f.stage[s] = i
	}
	stops := map[*plan.Job]*plan.Job{}
	for _, e := range p.Environments {
		if e.Ephemeral != nil && e.Ephemeral.Deploy != nil {
			stops[e.Ephemeral.Deploy] = e.Ephemeral.Job
		}
	}
	f.firstFiles = len(p.Stages)
	for _, j := range p.Jobs {
		f.jobs = append(f.jobs, f.job(j, false))
		if stop := stops[j]; stop != nil {
			f.jobs = append(f.jobs, f.job(stop, true))
		}
		if handsOn(j) {
			f.firstFiles = min(f.firstFiles, f.stage[j.Stage])
		}
	}
	f.chooseDefaults()
	f.notify()
	f.share()
	return f
}

func (f *file) job(j *plan.Job, stop bool) *job {
	out := &job{Job: j, file: f, names: names{mergeRequests: f.kinds(j.When)&merges != 0}, stop: stop, lowered: f.everywhere}
	if len(j.When) > 0 {
		out.lowered = f.lowering.job(j.When)
	}
	out.container = out.imageOf(j)
	return out
}

// handsOn reports whether later jobs get something from the job.
func handsOn(j *plan.Job) bool {
	return j.Artifacts != nil || j.Reports != nil && j.Reports.Dotenv != ""
}

// chooseDefaults finds what most jobs say alike. `default:` reaches every job, so a key is used only if every job has a
// value for it: one that has none must not get one.
func (f *file) chooseDefaults() {
	if len(f.plan.Jobs) == 0 {
		return
	}
	inDefaults := false
	var timeouts, retries []string
	var image emit.Value
	all := true
	for _, j := range f.jobs {
		v := j.container
		all = all && v != nil
		if j.Image != nil && j.Image.FromDefaults && !inDefaults {
			image, inDefaults = v, true
		}
		if j.Timeout != nil {
			timeouts = append(timeouts, j.Timeout.Text)
		}
		if j.Retry != nil {
			retries = append(retries, retryKey(j.Retry))
		}
	}
	if all && inDefaults {
		f.defaultImage = image
	}
	f.defaultTimeout = common(timeouts, len(f.jobs))
	f.defaultRetry = common(retries, len(f.jobs))
}

// common returns the text that is there most often, the first of equals, if all n jobs have one and two have that one.
func common(texts []string, n int) string {
	if len(texts) < n {
		return ""
	}
	count := map[string]int{}
	best := ""
	for _, t := range texts {
		count[t]++
	}
	for _, t := range texts {
		if count[t] > max(1, count[best]) {
			best = t
		}
	}
	return best
}

func (f *file) defaults() emit.Value {
	var m emit.Map
	if f.defaultImage != nil {
		m.Add("image", f.defaultImage)
	}
	if f.defaultTimeout != "" {
		m.Add("timeout", emit.Str(f.defaultTimeout))
	}
	for _, j := range f.jobs {
		if j.Retry != nil && f.defaultRetry == retryKey(j.Retry) {
			m.Add("retry", retryValue(j.Retry))
			break
		}
	}
	return mapping(m)
}

func sameValue(a, b emit.Value) bool {
	if x, ok := a.(emit.Str); ok {
		y, ok := b.(emit.Str)
		return ok && x == y
	}
	return reflect.DeepEqual(a, b)
}
