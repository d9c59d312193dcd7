package shippable

import (
	"path"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Shippable reads reports from two fixed folders (Shippable documentation, "Test and code coverage visualization").
const (
	testDir     = "shippable/testresults"
	coverageDir = "shippable/codecoverage"
)

// report is a file to be copied into a folder.
type report struct{ file, dir string }

// elsewhere are the reports that do not stand in Shippable's folders already.
func (b *build) elsewhere() []report {
	var out []report
	for _, j := range b.jobs {
		if j.Reports == nil {
			continue
		}
		for _, f := range j.Reports.JUnit {
			if path.Dir(f) != testDir {
				out = append(out, report{f, testDir})
			}
		}
		for _, f := range j.Reports.Cobertura {
			if path.Dir(f) != coverageDir {
				out = append(out, report{f, coverageDir})
			}
		}
	}
	return out
}

// reportDirs are the folders that reports are copied to.
func (b *build) reportDirs() []string {
	var out []string
	for _, r := range b.elsewhere() {
		if !slices.Contains(out, r.dir) {
			out = append(out, r.dir)
		}
	}
	return out
}

// copyReports copies whatever is there, after failed tests most of all. Files of one name in several directories keep
// apart: a copy is named after its whole path.
func (b *build) copyReports() commands {
	all := b.elsewhere()
	count := map[string]int{}
	for _, r := range all {
		count[r.dir+"/"+path.Base(r.file)]++
	}
	var out commands
	loose := map[string]string{} // by folder
	for _, r := range all {
		plain := !strings.ContainsAny(path.Dir(r.file), "*?{[") && !strings.Contains(r.file, "**")
		switch {
		case plain && count[r.dir+"/"+path.Base(r.file)] == 1:
			out = append(out, `cp "$SHIPPABLE_BUILD_DIR"/`+wildcards(r.file)+` "$SHIPPABLE_BUILD_DIR"/`+r.dir+"/")
		default:
			loose[r.dir] += " " + wildcards(r.file)
		}
	}
	for _, dir := range []string{testDir, coverageDir} {
		if files := loose[dir]; files != "" {
			out = append(out, "(\n  cd \"$SHIPPABLE_BUILD_DIR\"\n  shopt -s globstar nullglob\n  for cdc_file in"+files+"; do\n"+
				"    cp \"$cdc_file\" "+dir+"/\"$(echo \"$cdc_file\" | tr / -)\"\n  done\n)")
		}
	}
	return out
}

// wildcards quotes a path but for its wildcards.
func wildcards(file string) string {
	var b strings.Builder
	for file != "" {
		i := strings.IndexAny(file, "*?{,}")
		if i < 0 {
			i = len(file)
		}
		if i > 0 {
			b.WriteString(shell.Quote(file[:i]))
		}
		if i < len(file) {
			b.WriteByte(file[i])
			i++
		}
		file = file[i:]
	}
	return b.String()
}

// told posts to the Slack webhooks that want an event of the pipeline. Success and failure are told by hooks.
func (b *build) told(event string) commands {
	verb := map[string]string{"start": "started", "success": "succeeded", "failure": "failed"}[event]
	var out commands
	for _, n := range b.plan.Notify {
		if n.Webhook == "" || !slices.Contains(n.Events, event) && !(event != "start" && slices.Contains(n.Events, "always")) {
			continue
		}
		text := plan.Join(plan.Lit(b.plan.Name+": build "), plan.Run(plan.RunNumber), plan.Lit(" "+verb+" ("), plan.Run(plan.GitSHA), plan.Lit(") "), plan.Run(plan.RunURL))
		out = append(out, b.onBranches(n, lower.Slack(n.Webhook, n.Channel, text).Render(b.name, false)))
	}
	return out
}

// onBranches tells about the branches of a notification only, about a build in which a job ran, and never about a pull
// request: that of a fork cannot read the webhook.
func (b *build) onBranches(n plan.Notify, text string) string {
	cond := all(b.ran(), among("BRANCH", n.Branches), outOf("BRANCH", n.NotBranches))
	if !alwaysExcludes(b.ran()) {
		cond = all(b.ran(), notPullRequest, among("BRANCH", n.Branches), outOf("BRANCH", n.NotBranches))
	}
	return "if " + cond + "; then\n" + shell.Indent(text) + "\nfi"
}

// ran is the test for a build in which one of the jobs runs; without one there is no pipeline to tell of.
func (b *build) ran() string {
	var tests []string
	for _, j := range b.jobs {
		cond := b.condition(j)
		if cond == "" || cond == notPullRequest {
			return ""
		}
		if len(b.jobs) == 1 && strings.Contains(cond, " || ") {
			return `[ "$cdc_run" ]`
		}
		for _, t := range b.alternatives(j.When) {
			if !slices.Contains(tests, t) {
				tests = append(tests, t)
			}
		}
	}
	return oneOf(tests)
}

// integrations are Shippable's own notifications.
func (b *build) integrations() emit.Seq {
	var out emit.Seq
	for _, n := range b.plan.Notify {
		if n.Integration == "" {
			continue
		}
		m := emit.Map{{Key: "integrationName", Value: emit.Str(n.Integration)}, {Key: "type", Value: emit.Str("slack")}}
		if len(n.Channels) > 0 {
			m.Add("recipients", emit.Strs(n.Channels...))
		}
		var filter emit.Map
		if len(n.Branches) > 0 && !everything(n.Branches) {
			filter.Add("only", globs(n.Branches))
		}
		if len(n.NotBranches) > 0 {
			filter.Add("except", globs(n.NotBranches))
		}
		if len(filter) > 0 {
			m.Add("branches", filter)
		}
		if slices.Contains(n.Events, "start") {
			m.Add("on_start", emit.Str("always"))
		}
		m.Add("on_success", emit.Str(success(n)))
		m.Add("on_failure", emit.Str(when(n, "failure", "always", "never")))
		m.Add("on_pull_request", emit.Str("never")) // the events are the pipeline's; Shippable's default is always
		out = append(out, m)
	}
	return out
}

func when(n plan.Notify, event, yes, no string) string {
	if slices.Contains(n.Events, event) || event != "start" && slices.Contains(n.Events, "always") {
		return yes
	}
	return no
}

// success: `change` is Shippable's word for the first success after a failure.
func success(n plan.Notify) string {
	if slices.Contains(n.Events, "fixed") && when(n, "success", "y", "n") == "n" {
		return "change"
	}
	return when(n, "success", "always", "never")
}
