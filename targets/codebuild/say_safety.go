package codebuild

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What stands here is refused: dropped in silence it would deploy what somebody gated, or under another identity, or
// leave something running.

// gateLost: a build runs from its first command to its last.
func gateLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, group := range byPlace(uses) {
		u := group[0]
		held := jobNames(group)
		if u.Env != nil && strings.HasPrefix(u.Path, "environments.") {
			held = nil
			for _, j := range l.builds {
				if j.Env == u.Env && j.Deploys {
					held = append(held, j.Name)
				}
			}
		}
		help := "add `bootstrap.pipeline` and compile with `--target cfn`: the approval becomes a Manual action"
		if others := l.free(); others != "" {
			help = "choose the other jobs with `--jobs " + others + "`, or add `bootstrap.pipeline` and compile with `--target cfn`"
		}
		if l.pipeline {
			help = "hold a job that becomes an action of the pipeline, such as the one that executes the change set"
		}
		out.Add(find(diag.Error, "gate-lost", u, "a buildspec cannot wait for a person: "+list(held)+" would run at once").WithHelp(help))
	}
	return out
}

// maxNamed is how many jobs a help lists; with more the reader chooses better than we.
const maxNamed = 4

// free names the jobs that CodeBuild can run without anything refused, and without those that need others; "" when that
// is none, all or many.
func (l layout) free() string {
	bad := map[*plan.Job]bool{}
	for range len(l.builds) { // needs can stand in any order; a chain is as long as the jobs at most
		before := len(bad)
		for _, j := range l.builds {
			if refused(j) || slices.ContainsFunc(j.Needs, func(n plan.Need) bool { return bad[n.Job] }) {
				bad[j] = true
			}
		}
		if len(bad) == before {
			break
		}
	}
	if rest := len(l.builds) - len(bad); rest == 0 || rest > maxNamed || len(bad) == 0 {
		return ""
	}
	var names []string
	for _, j := range l.builds {
		if !bad[j] {
			names = append(names, j.Name)
		}
	}
	return strings.Join(names, ",")
}

// refused reports whether the job is refused for what it is, whatever else it lacks.
func refused(j *plan.Job) bool {
	return j.Gate != nil || j.Credentials != nil && j.Credentials.OidcRole != "" || j.Env != nil && j.Env.Ephemeral != nil
}

// reviewAppLost: nothing tells CodeBuild that a branch is gone.
func reviewAppLost(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		what := "its branch goes away"
		if u.Env != nil && u.Env.Ephemeral != nil && u.Env.Ephemeral.PerMergeRequest {
			what = "its merge request is closed"
		}
		out.Add(find(diag.Error, "review-app-lost", u, "CodeBuild has no environments, so nothing would stop a review app when "+what).
			WithHelp("choose the other jobs with `--jobs`, or compile for gitlab"))
	}
	return out
}

// oidcLost: a build has a role of its own, and no token that another could trust.
func oidcLost(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, group := range byPlace(uses) {
		var jobs []string
		role := ""
		for _, j := range l.builds {
			if j.Credentials == nil || j.Credentials.OidcRole == "" {
				continue
			}
			if slices.ContainsFunc(group, func(u plan.Use) bool { return u.Env == j.Env }) {
				jobs, role = append(jobs, j.Name), name(j.Credentials.OidcRole)
			}
		}
		if len(jobs) == 0 {
			continue
		}
		out.Add(find(diag.Error, "oidc-lost", group[0], "CodeBuild issues no ID token, so "+list(jobs)+" could not assume "+role).
			WithHelp("let " + role + " trust the build role and write `roles: {assume: " + role + "}` instead"))
	}
	return out
}

// concurrencyLost: a project can limit its builds, a buildspec cannot; where the author asked for it, two deployments at
// once are not what was written.
func concurrencyLost(_ layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if u.Env != nil && u.Env.SerialWritten {
			out.Add(find(diag.Error, "concurrency-lost", u, "CodeBuild does not hold one build back for another: two pushes would deploy to "+
				u.Env.Name+" at once").
				WithHelp("delete `serial: true` and give the project a ConcurrentBuildLimit of 1, or compile for gitlab or cfn"))
		}
	}
	return out
}

// awsKeys are the variables that the AWS CLI takes its identity from. A build has one already.
var awsKeys = []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}

// ciSecrets: CodeBuild keeps no secrets itself.
func ciSecrets(l layout, uses []plan.Use) diag.List {
	var out diag.List
	var replaced []plan.Use
	var account string
	for _, u := range uses {
		users := l.usersOf(u.Detail)
		switch {
		case len(users) == 0:
		case slices.Contains(awsKeys, u.Detail):
			replaced = append(replaced, u)
			for _, j := range users {
				if j.Credentials != nil && j.Credentials.CheckAccount != "" {
					account = j.Credentials.CheckAccount
				}
			}
		default:
			out.Add(find(diag.Error, "secret-unreachable", u, "CodeBuild has no secrets of its own: $"+u.Detail+" would be empty in "+list(names(users))).
				WithHelp("put the value into Parameter Store or Secrets Manager and write `" + u.Detail + ": {ssm: /path}` or `{secretsmanager: {id: name, key: key}}`"))
		}
	}
	if len(replaced) == 0 {
		return out
	}
	u := replaced[0]
	for _, r := range replaced[1:] {
		u.Path += ", " + r.Path
	}
	message := "left out: the build role supplies the credentials"
	if account != "" {
		message += ", and each build checks that they are of account " + account
	}
	out.Add(find(diag.Warning, "secret-replaced", u, message))
	return out
}

// usersOf are the builds that get a secret.
func (l layout) usersOf(secret string) []*plan.Job {
	var out []*plan.Job
	for _, j := range l.builds {
		told := l.tell && slices.ContainsFunc(l.plan.Notify, func(n plan.Notify) bool { return n.Webhook == secret })
		if told || slices.Contains(j.Secrets, secret) {
			out = append(out, j)
		}
	}
	return out
}

func names(jobs []*plan.Job) []string {
	out := make([]string, len(jobs))
	for i, j := range jobs {
		out[i] = j.Name
	}
	return out
}

// dataLost: the builds of a batch share nothing but the source.
func dataLost(l layout, uses []plan.Use) diag.List {
	if !l.batch {
		return nil
	}
	if b := l.plan.Bucket; b != nil {
		at := plan.Use{Path: "artifact_bucket"}
		where := b.Name.String()
		if !b.Prefix.Empty() {
			where += "/" + b.Prefix.String()
		}
		rights := "let the build role read and write s3://" + where + "/batch/*"
		if slices.ContainsFunc(uses, func(u plan.Use) bool {
			return slices.ContainsFunc(u.Job.Needs, func(n plan.Need) bool { return n.Artifacts && buildspec.Unsure(n) })
		}) {
			rights += ", list s3://" + b.Name.String() // without it S3 does not tell a missing file from a forbidden one
		}
		return diag.List{find(diag.Note, "set-outside", at, "files between jobs travel through it: "+rights+" and call codebuild:BatchGetBuilds")}
	}
	var out diag.List
	for _, u := range uses {
		if refused(u.Job) {
			continue // said already
		}
		out.Add(find(diag.Error, "data-lost", u, "CodeBuild hands no files from one build of a batch to another: "+u.Job.Name+
			" would run without what "+u.Detail+" makes").
			WithHelp("set `artifact_bucket`, or write `{job: " + u.Detail + ", artifacts: false}` when it needs none of them"))
	}
	return out
}

// services: they run in docker on the build's machine, so it must have docker, and their ports must be known.
func services(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		out = append(out, serviceFaults(l, u)...)
	}
	return out
}
