package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// each says the same about every use.
func each(uses []plan.Use, level diag.Level, code diag.Code, say func(plan.Use) (message, help string)) diag.List {
	var out diag.List
	for _, u := range uses {
		if message, help := say(u); message != "" {
			out.Add(diag.New(level, code, u.At, u.Path, message).WithHelp(help))
		}
	}
	return out
}

// sentence joins names as a sentence does: "a, b and c".
func sentence(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func sayNoTriggers(p *plan.Plan, uses []plan.Use) diag.List {
	var always []string
	for _, j := range p.Jobs {
		if len(j.When) == 0 {
			always = append(always, j.Name)
		}
	}
	who := sentence(always)
	switch {
	case len(always) == 0:
		who = "pipelines"
	case len(always) > 3:
		who = "the jobs without `when`"
	}
	return diag.List{diag.New(diag.Note, "no-triggers", uses[0].At, "",
		"no `triggers`: GitLab runs "+who+" for every branch and tag, and not for merge requests")}
}

func sayMerged(p *plan.Plan, uses []plan.Use) diag.List {
	out := each(uses, diag.Note, "merged-as-push", func(plan.Use) (string, string) {
		return "GitLab has no event for a merge: every push to the target branch counts as one, a direct push too, and runs the jobs for both",
			"forbid direct pushes in Settings > Repository > Protected branches"
	})
	for _, j := range p.Jobs {
		for _, c := range j.When {
			if c.Has(plan.MergeRequest) && len(c.Branches)+len(c.NotBranches) > 0 {
				out.Add(diag.New(diag.Warning, "merged-as-push", c.At, j.Path+".when",
					"GitLab does not know the source branch of a push that ends a merge: "+j.Name+" runs while the merge request is open, and not when it is merged").
					WithHelp("use `target_branches`"))
			}
		}
	}
	return out
}

func saySchedules(p *plan.Plan, uses []plan.Use) diag.List {
	var lines []string
	for _, s := range p.Triggers.Schedules {
		branch := s.Branch
		if branch == "" {
			branch = "the default branch"
		}
		lines = append(lines, "one for "+branch+` with "`+s.Cron+`"`)
	}
	return diag.List{diag.New(diag.Note, "trigger-outside", uses[0].At, uses[0].Path,
		"GitLab keeps schedules outside the file: create "+sentence(lines)+" (Build > Pipeline schedules)")}
}

// sayPaths speaks of not_paths only: rules:changes can list what must have changed, and no exceptions. A rule with `never`
// would be another thing: it leaves a push out that changed one of these files and others as well.
func sayPaths(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		c := filterAt(p, u)
		if c == nil || len(c.NotPaths) == 0 {
			continue
		}
		level, what := diag.Warning, "the pipeline"
		deploys := slices.ContainsFunc(p.Jobs, func(j *plan.Job) bool { return j.Deploys })
		if u.Job != nil {
			what, deploys = u.Job.Name, u.Job.Deploys
		}
		if deploys {
			level = diag.Error
		}
		if name, ok := strings.CutSuffix(u.Path, ".paths"); ok {
			u.At, u.Path = c.NotPathsAt, name+".not_paths"
		}
		out.Add(diag.New(level, "paths-lost", u.At, u.Path, "GitLab's rules:changes has no exceptions: "+what+
			" would also run when only "+sentence(c.NotPaths)+" changed").WithHelp("list what it depends on under `paths`"))
	}
	return out
}

// filterAt is the condition that a use of paths is in.
func filterAt(p *plan.Plan, u plan.Use) *plan.Cond {
	if u.Job == nil {
		if strings.HasPrefix(u.Path, "triggers.merge_request") {
			return p.Triggers.MergeRequest
		}
		return p.Triggers.Push
	}
	for i := range u.Job.When {
		if c := &u.Job.When[i]; inside(u.At, c.At) {
			return c
		}
	}
	return nil
}

// inside reports whether a place is in another.
func inside(inner, outer diag.Range) bool {
	before := func(a, b diag.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col <= b.Col }
	return before(outer.Start, inner.Start) && before(inner.End, outer.End)
}

func sayGates(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Note, "set-outside", func(u plan.Use) (string, string) {
		if !strings.HasPrefix(u.Path, "environments.") || len(u.Env.Approval.Approvers) > 0 {
			return "", ""
		}
		return "who may press the button is set in GitLab (Settings > CI/CD > Protected environments), not in this file", ""
	})
}

func sayApprovers(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Note, "set-outside", func(u plan.Use) (string, string) {
		g, where := u.Job.Gate, "may merge to the branch (Settings > Repository > Protected branches)"
		if strings.HasPrefix(u.Path, "environments.") {
			g, where = u.Env.Approval, "may deploy to "+u.Env.Name+" (Settings > CI/CD > Protected environments)"
		}
		return "who may press the button is set in GitLab, not in this file: see that only " + sentence(g.Approvers) + " " + where, ""
	})
}

func sayGateTimeout(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Warning, "gate-timeout", func(u plan.Use) (string, string) {
		return "a manual job of GitLab waits without limit; nothing gives up after " + u.Detail, "delete `timeout` here"
	})
}

// fromCI reports whether the spec says itself that GitLab keeps the secret.
func fromCI(p *plan.Plan, name string) bool {
	return slices.ContainsFunc(p.Secrets, func(s plan.Secret) bool { return s.Name == name && s.CI })
}

// sayStored: a package step without a bucket uploads to the pipeline that bootstrap.pipeline makes, which GitLab is not.
func sayStored(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Error, "no-bucket", func(plan.Use) (string, string) {
		return "there is no bucket to upload to: the store of the pipeline exists for its own builds only", "set `bucket` here, or `artifact_bucket` for all jobs"
	})
}

// sayAssume tells once where the credentials come from that take the roles: a role is taken with an identity, and the file has
// none where the jobs have no keys among their secrets.
func sayAssume(p *plan.Plan, uses []plan.Use) diag.List {
	keys := slices.ContainsFunc(p.Secrets, func(s plan.Secret) bool { return s.Name == "AWS_ACCESS_KEY_ID" })
	taken := slices.ContainsFunc(p.Jobs, func(j *plan.Job) bool { return j.Credentials != nil && j.Credentials.AssumeRole != "" })
	if keys || !taken {
		return nil
	}
	u := uses[0]
	return diag.List{diag.New(diag.Note, "set-outside", u.At, u.Path,
		"a job takes its role with AWS credentials that the runner has and this file does not give; they must be allowed sts:AssumeRole").
		WithHelp("give the runner's machine a role, or use `oidc` instead of roles.assume: it needs no credentials")}
}

func saySecretsSSM(p *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Note, "secret-outside", func(u plan.Use) (string, string) {
		if fromCI(p, u.Detail) {
			return "", ""
		}
		return "GitLab does not read the SSM Parameter Store; define " + u.Detail + " in Settings > CI/CD > Variables, masked", ""
	})
}

func saySecretsManager(p *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Note, "secret-outside", func(u plan.Use) (string, string) {
		if fromCI(p, u.Detail) {
			return "", ""
		}
		return "GitLab reads AWS Secrets Manager in Premium only; define " + u.Detail + " in Settings > CI/CD > Variables, masked", ""
	})
}

// sayGitHub refuses a revision that nobody named: CodeDeploy would look for the GitLab project's path on GitHub.
func sayGitHub(_ *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		a, _ := actionAt(u).(*plan.CodeDeploy)
		if a == nil || !a.Repository.Uses(plan.GitRepo) {
			continue
		}
		at := a.RevisionAt
		if at.IsZero() {
			at = u.At
		}
		out.Add(diag.New(diag.Error, "revision-unreachable", at, u.Path+".codedeploy.revision.github",
			"the repository of a GitLab pipeline is on GitLab, and CodeDeploy reads from GitHub or S3 only").
			WithHelp("set `repository: OWNER/NAME` if GitHub has a mirror, or use `revision: {s3: ...}`"))
	}
	return out
}

// actionAt is the typed action of the step that a use is about.
func actionAt(u plan.Use) plan.Action {
	if u.Job == nil {
		return nil
	}
	for _, list := range sections(u.Job) {
		for i := range list {
			if list[i].Path == u.Path {
				return list[i].Action
			}
		}
	}
	return nil
}

// sections are all steps of a job, in the order in which they run.
func sections(j *plan.Job) [][]plan.Step {
	return [][]plan.Step{j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always}
}

func sayIntegration(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Warning, "integration-lost", func(u plan.Use) (string, string) {
		return "GitLab's file cannot use the Slack integration " + u.Detail + ": nothing is told from there",
			"use `slack: {webhook: SECRET}`, or turn on Settings > Integrations > GitLab for Slack app"
	})
}

func sayFixed(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Warning, "event-lost", func(plan.Use) (string, string) {
		return "a GitLab job cannot know how the pipeline before it ended: nobody is told that it is fixed",
			"use success"
	})
}

// sayRuntimes refuses to guess an image for several languages.
func sayRuntimes(_ *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	var done []*plan.Job
	for _, u := range uses {
		if u.Job == nil || u.Job.Image != nil || len(u.Job.Runtime) < 2 || slices.Contains(done, u.Job) {
			continue
		}
		done = append(done, u.Job)
		var langs []string
		for _, r := range u.Job.Runtime {
			langs = append(langs, r.Lang)
		}
		out.Add(diag.New(diag.Error, "runtime-image", u.At, u.Path,
			"GitLab takes languages from the image, and no official image has "+sentence(langs)).
			WithHelp("name an image that has them: jobs." + u.Job.Name + ".image"))
	}
	return out
}

func sayRunner(_ *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	seen := map[diag.Range]bool{}
	for _, u := range uses {
		if u.Job == nil || len(u.Job.Runner.Tags) > 0 || seen[u.At] {
			continue
		}
		seen[u.At] = true
		size, arch := u.Job.Runner.Compute, u.Job.Runner.Arch
		if size == "" {
			size = "small"
		}
		if arch == "" {
			arch = "amd64"
		}
		out.Add(diag.New(diag.Note, "set-outside", u.At, u.Path, "GitLab chooses the machine by the runner's tags").
			WithHelp("on GitLab.com write `tags: [saas-linux-" + size + "-" + arch + "]`"))
	}
	return out
}

func sayCacheKeys(_ *plan.Plan, uses []plan.Use) diag.List {
	return each(uses, diag.Warning, "cache-key", func(u plan.Use) (string, string) {
		if u.Job == nil || u.Job.Cache == nil || len(u.Job.Cache.Files) <= maxKeyFiles {
			return "", ""
		}
		return "GitLab makes a cache key of two files at most: " + sentence(u.Job.Cache.Files[maxKeyFiles:]) +
			" will not renew the cache", "name the two files that say what the cache holds"
	})
}
