package codebuild

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// check makes the findings that need the whole plan.
func check(p *plan.Plan) diag.List {
	l := layoutOf(p)
	out := triggers(l)
	out = append(out, old(l)...)
	out = append(out, identifiers(l)...)
	out = append(out, runValues(l)...)
	out = append(out, single(l)...)
	return out
}

// single: `layout: single` promises one buildspec, which is one build.
func single(l layout) diag.List {
	at := l.plan.Options.Get("layout")
	if at.Or("auto") != "single" {
		return nil
	}
	message, help := "", "delete `layout`: each combination becomes a build of a batch"
	for _, j := range l.builds {
		if j.Matrix != nil {
			message = "one buildspec is one build, and " + j.Name + " is one for each combination of its matrix"
		}
	}
	if len(l.builds) > 1 {
		message, help = "one buildspec runs one job, and there are "+list(names(l.builds)), "choose one with `--jobs`, or delete `layout`: several jobs become a batch"
	}
	if message == "" {
		return nil
	}
	return diag.List{diag.New(diag.Error, "single-layout", at.At, at.Path, message).WithHelp(help)}
}

// identifiers: two names that CodeBuild cannot tell apart would be one build.
func identifiers(l layout) diag.List {
	if !l.batch && len(l.builds) < 2 {
		return nil
	}
	var out diag.List
	for _, c := range buildspec.Collisions(l.builds) {
		a, b := c[0], c[1]
		if a == b && buildspec.Repeats(b) {
			continue // an equal combination, which is said of the matrix
		}
		message := "CodeBuild's identifiers have letters, digits and _ only, so it is " + buildspec.Identifier(b.Name) + ", as is job " + a.Name
		if a == b {
			message = "CodeBuild's identifiers have letters, digits and _ only, so two combinations of the matrix have the same one"
		}
		out.Add(diag.New(diag.Error, "identifier-collision", b.At, b.Path, message).WithHelp("rename one of them"))
	}
	return out
}

// runValues: a build's id and number are its own, so two builds of one batch do not agree on them.
func runValues(l layout) diag.List {
	if len(l.builds) < 2 {
		return nil
	}
	var users []*plan.Job
	for _, j := range l.builds {
		if buildspec.RunValues(l.plan, j, plan.RunID, plan.RunNumber) {
			users = append(users, j)
		}
	}
	if len(users) < 2 {
		return nil
	}
	return diag.List{diag.New(diag.Error, "run-value-differs", users[1].At, users[1].Path,
		"each build of a batch has an id and a number of its own, so run.id and run.number are not those of job "+users[0].Name).
		WithHelp("use git.sha or git.short_sha, which all of them share")}
}

// needs02 are the features that version 0.1 has no key for. Refused is what would run with an empty secret or another
// shell; the rest is only not shown or not kept.
var needs02 = []struct {
	feature plan.Feature
	level   diag.Level
	what    string
}{
	{plan.SeveralJobs, diag.Error, "cannot list several builds"},
	{plan.MatrixJobs, diag.Error, "cannot list several builds"},
	{plan.SecretsSSM, diag.Error, "cannot read secrets, so the variable would be empty"},
	{plan.SecretsManagerSecrets, diag.Error, "cannot read secrets, so the variable would be empty"},
	{plan.BashShell, diag.Error, "runs every command in the image's sh"},
	{plan.Runtimes, diag.Warning, "selects no runtime; the image must have this one"},
	{plan.JUnitReports, diag.Warning, "has no reports"},
	{plan.CoberturaReports, diag.Warning, "has no reports"},
	{plan.DotenvReports, diag.Warning, "exports no variables"},
	{plan.CacheKeys, diag.Warning, "has one cache for all builds"},
	{plan.SecondaryArtifacts, diag.Warning, "has one artifact, which holds these files as well"},
	{plan.Retries, diag.Warning, "does not start a build again"},
}

// old says what the spec asks of version 0.1 that only 0.2 has.
func old(l layout) diag.List {
	if l.version != "0.1" {
		return nil
	}
	var out diag.List
	if at := l.plan.Options.Get("layout"); at.Or("auto") == "batch" {
		out.Add(diag.New(diag.Error, "buildspec-version", at.At, at.Path, "buildspec 0.1 has no batch").
			WithHelp("delete `version: \"0.1\"` under targets.codebuild"))
	}
	for _, u := range l.plan.Uses {
		if u.Job != nil && l.isAction(u.Job) || u.Feature == plan.SeveralJobs && !l.batch {
			continue
		}
		if (u.Feature == plan.SecretsSSM || u.Feature == plan.SecretsManagerSecrets) && len(l.usersOf(u.Detail)) == 0 {
			continue
		}
		for _, n := range needs02 {
			if n.feature == u.Feature {
				out.Add(find(n.level, "buildspec-version", u, "buildspec 0.1 "+n.what).WithHelp("delete `version: \"0.1\"` under targets.codebuild"))
			}
		}
	}
	return out
}

// triggers says what the project's webhook must be given, because no buildspec can.
func triggers(l layout) diag.List {
	t := l.plan.Triggers
	if t == nil || l.written || len(l.builds) == 0 {
		return nil
	}
	var kinds []string
	at, path := t.At, "triggers"
	one := func(f plan.Feature, text string) {
		kinds = append(kinds, text)
		for _, u := range l.plan.Uses {
			if u.Feature == f && len(kinds) == 1 {
				at, path = u.At, u.Path
				break
			}
		}
	}
	if t.Push != nil {
		one(plan.PushTrigger, "push"+" to "+refs("refs/heads/", t.Push.Branches, t.Push.NotBranches)+files(t.Push))
	}
	if t.Tag != nil {
		one(plan.TagTrigger, "tags "+refs("refs/tags/", t.Tag.Tags, t.Tag.NotTags))
	}
	if t.MergeRequest != nil {
		one(plan.MergeRequestTrigger, requests(t.Actions)+" to "+refs("refs/heads/", t.MergeRequest.TargetBranches, nil)+files(t.MergeRequest))
	}
	if !l.batch {
		for _, s := range t.Schedules {
			kinds = append(kinds, "an EventBridge rule for `"+s.Cron+"`")
		}
	}
	switch len(kinds) {
	case 0:
		return nil
	case 1:
		if t.Push != nil {
			return diag.List{diag.New(diag.Note, "trigger-outside", at, path,
				"a buildspec starts nothing; give the webhook of the project the filters EVENT = PUSH and HEAD_REF = "+
					refs("refs/heads/", t.Push.Branches, t.Push.NotBranches)+files(t.Push))}
		}
	}
	return diag.List{diag.New(diag.Note, "trigger-outside", t.At, "triggers",
		"what starts a build is set in the project's webhook: "+strings.Join(kinds, ", ")).
		WithHelp("`bootstrap.codebuild` with `--target cfn` writes that webhook")}
}

func requests(actions []string) string {
	for _, a := range actions {
		if a != "merged" {
			return "pull requests"
		}
	}
	if len(actions) > 0 {
		return "merged pull requests"
	}
	return "pull requests"
}

// refs are the filter's patterns: anchored, because CodeBuild looks for them anywhere in the name (AWS CodeBuild User
// Guide, "GitHub webhook events").
func refs(kind string, yes, no []string) string {
	var out []string
	for _, g := range yes {
		out = append(out, glob.Regexp(kind+g))
	}
	text := list(out)
	if len(out) == 0 {
		text = "^" + kind
	}
	out = nil
	for _, g := range no {
		out = append(out, glob.Regexp(kind+g))
	}
	if len(out) > 0 {
		text += " but not " + list(out)
	}
	return text
}

func files(c *plan.Cond) string {
	var yes, no []string
	for _, g := range c.Paths {
		yes = append(yes, glob.Regexp(g))
	}
	for _, g := range c.NotPaths {
		no = append(no, glob.Regexp(g))
	}
	text := ""
	if len(yes) > 0 {
		text += " with FILE_PATH = " + list(yes)
	}
	if len(no) > 0 {
		text += " without FILE_PATH = " + list(no)
	}
	return text
}
