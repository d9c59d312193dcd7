package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// curlImage is what a job that only tells something runs in (curl's own image, a release of 2025).
const curlImage = "curlimages/curl:8.14.1"

// notice is a job that tells a channel about the pipeline.
type notice struct {
	name  string
	value emit.Map
}

// notify tells the channels. A pipeline of one job does it in that job; of several, jobs before all others and behind
// them do, because only they know how the pipeline ended.
func (f *file) notify() {
	for i := range f.plan.Notify {
		n := &f.plan.Notify[i]
		if n.Webhook == "" {
			continue // a Slack integration, which GitLab has in its settings
		}
		if len(f.jobs) == 1 && toldInJob(*n) {
			f.inJob(f.jobs[0], n)
			continue
		}
		for _, t := range tellings(n) {
			f.notices = append(f.notices, notice{noticeName(n, t.event), f.notice(n, t)})
		}
	}
}

// toldInJob reports whether the only job of a pipeline tells the channel.
func toldInJob(n plan.Notify) bool { return n.Webhook != "" && len(n.Branches)+len(n.NotBranches) == 0 }

// telling is one message of a channel: on which event, in which stage and with which `when`, in which words.
type telling struct{ event, stage, when, words string }

func tellings(n *plan.Notify) []telling {
	always := slices.Contains(n.Events, "always")
	var out []telling
	for _, t := range []telling{
		{"start", ".pre", "", "started"}, {"success", ".post", "", "succeeded"},
		{"failure", ".post", "on_failure", "failed"}, {"always", ".post", "always", "ended"},
	} {
		ends := t.event == "success" || t.event == "failure"
		if slices.Contains(n.Events, t.event) && !(always && ends) {
			out = append(out, t)
		}
	}
	return out
}

func noticeName(n *plan.Notify, event string) string { return "notify-" + n.Name + "-" + event }

// noticeBase is the hidden job that all notices extend. No environment can have such a name, so no other hidden job has.
const noticeBase = ".cdc_notify"

// base is what the notices share: they fetch nothing, wait for no file, and turn no pipeline red.
func (f *file) base() emit.Map {
	out := emit.Map{
		{Key: "image", Value: emit.Map{{Key: "name", Value: emit.Str(curlImage)}, {Key: "entrypoint", Value: emit.Flow{Value: emit.Strs("")}}}},
		{Key: "dependencies", Value: emit.Seq{}},
		{Key: "variables", Value: checkout(plan.Checkout{None: true})},
		{Key: "allow_failure", Value: emit.Bool(true)},
	}
	if f.defaultCache != "" {
		out.Add("cache", emit.Seq{})
	}
	return out
}

// notice is such a job, without what the notices share.
func (f *file) notice(n *plan.Notify, t telling) emit.Map {
	m := emit.Map{{Key: "extends", Value: emit.Str(noticeBase)}, {Key: "stage", Value: emit.Str(t.stage)}}
	rules := f.noticeRules(n)
	if t.when != "" && len(rules) == 0 {
		m.Add("when", emit.Str(t.when))
	}
	if len(rules) > 0 {
		out := make(emit.Seq, len(rules))
		for i, r := range rules {
			v := r.value(false, false).(emit.Map)
			if t.when != "" {
				v.Add("when", emit.Str(t.when))
			}
			out[i] = v
		}
		m.Add("rules", out)
	}
	m.Add("script", script([]string{f.message(n, t.words)}))
	return m
}

// noticeRules are those of a job without conditions, or those of the branches that the channel hears about.
func (f *file) noticeRules(n *plan.Notify) []rule {
	if len(n.Branches)+len(n.NotBranches) == 0 {
		return f.lowering.job(nil)
	}
	return f.lowering.job([]plan.Cond{{
		Events: []plan.Event{plan.Push, plan.Schedule, plan.Manual},
		Refs:   plan.Refs{Branches: n.Branches, NotBranches: n.NotBranches},
	}})
}

// message is the command that tells.
func (f *file) message(n *plan.Notify, words string) string {
	text := plan.Join(plan.Lit(f.plan.Name+": pipeline "), plan.Run(plan.RunNumber), plan.Lit(" "+words+" ("),
		plan.Run(plan.GitShortSHA), plan.Lit(") "), plan.Run(plan.RunURL))
	return lower.Slack(n.Webhook, n.Channel, text).Render(names{}.shell, false)
}

// status stands in a message for the job's status, which is known in after_script only.
const status = "@status@"

// inJob lets the only job tell.
func (f *file) inJob(j *job, n *plan.Notify) {
	if slices.Contains(n.Events, "start") {
		j.start = append(j.start, f.message(n, "started"))
	}
	success, failure := slices.Contains(n.Events, "success"), slices.Contains(n.Events, "failure")
	switch {
	case slices.Contains(n.Events, "always") || success && failure:
		tell := strings.ReplaceAll(f.message(n, status), status, "$CI_JOB_STATUS")
		j.end = append(j.end, `case "$CI_JOB_STATUS" in`+"\n  success | failed)\n"+indent(tell, "    ")+"\n    ;;\nesac")
	case success:
		j.end = append(j.end, branch(onlySuccess, []string{f.message(n, "succeeded")}, "fi"))
	case failure:
		j.end = append(j.end, branch(onlyFailure, []string{f.message(n, "failed")}, "fi"))
	}
}
