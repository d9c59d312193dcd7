package gitlab

import (
	"reflect"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// file is .gitlab-ci.yml while it is written.
type file struct {
	plan *plan.Plan
	lowering
	everywhere []rule // of a job without conditions
	// everywhereRules is everywhere as it is written, once for all jobs.
	everywhereRules emit.Seq
	stage           map[string]int // place of each stage
	// firstFiles is the place of the first stage with a job that hands files on; behind all stages when there is none.
	firstFiles int
	// What `default:` says; the zero value for nothing.
	defaultImage                 emit.Value
	defaultTimeout, defaultRetry string
	defaultTags, defaultCache    string // the keys of the values
	hidden                       []*hidden
	scratch                      emit.Map // a job under construction
	jobs                         []*job   // those of the plan, each stop job behind the job that deploys
	notices                      []notice
}

// document makes the whole file.
func document(p *plan.Plan) emit.Map {
	f := newFile(p)
	doc := make(emit.Map, 0, len(f.jobs)+len(f.hidden)+len(f.notices)+8)
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
		section(noticeBase, f.base())
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
	f.anchor(doc)
	return doc
}

func newFile(p *plan.Plan) *file {
	f := &file{plan: p, lowering: lowering{all: universe(p.Triggers), triggers: p.Triggers}, stage: map[string]int{}}
	f.everywhere = f.lowering.job(nil)
	f.everywhereRules = values(f.everywhere, false, false)
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
// value for it: one that has none must not get one. A stop job and the notices need no cache and say so; the tags of all
// jobs suit the notices, too.
func (f *file) chooseDefaults() {
	if len(f.plan.Jobs) == 0 {
		return
	}
	inDefaults := false
	var timeouts, retries, tags, caches []string
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
		if len(j.Runner.Tags) > 0 {
			tags = append(tags, tagsKey(j.Job))
		}
	}
	if !slices.ContainsFunc(f.plan.Jobs, func(j *plan.Job) bool { return j.Cache == nil }) {
		for _, j := range f.jobs {
			if !j.stop {
				caches = append(caches, cacheKey(j))
			}
		}
	}
	if all && inDefaults {
		f.defaultImage = image
	}
	f.defaultTimeout = common(timeouts, len(f.jobs))
	f.defaultRetry = common(retries, len(f.jobs))
	f.defaultTags = common(tags, len(f.jobs))
	f.defaultCache = common(caches, len(f.plan.Jobs))
}

// tagsKey is equal for jobs with the same tags.
func tagsKey(j *plan.Job) string { return strings.Join(j.Runner.Tags, "\n") }

// cacheKey is equal for jobs with the same cache.
func cacheKey(j *job) string { return string(emit.YAML(nil, j.ownCache())) }

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

// defaults is `default:`, its keys in the order of a job's.
func (f *file) defaults() emit.Value {
	var m emit.Map
	find := func(has func(*job) bool, key string, v func(*job) emit.Value) {
		if i := slices.IndexFunc(f.jobs, has); i >= 0 {
			m.Add(key, v(f.jobs[i]))
		}
	}
	if f.defaultTags != "" {
		find(func(j *job) bool { return tagsKey(j.Job) == f.defaultTags }, "tags", func(j *job) emit.Value { return list(j.Runner.Tags) })
	}
	if f.defaultImage != nil {
		m.Add("image", f.defaultImage)
	}
	if f.defaultTimeout != "" {
		m.Add("timeout", emit.Str(f.defaultTimeout))
	}
	if f.defaultRetry != "" {
		find(func(j *job) bool { return j.Retry != nil && retryKey(j.Retry) == f.defaultRetry }, "retry",
			func(j *job) emit.Value { return retryValue(j.Retry) })
	}
	if f.defaultCache != "" {
		find(func(j *job) bool { return j.Cache != nil && cacheKey(j) == f.defaultCache }, "cache", (*job).ownCache)
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
