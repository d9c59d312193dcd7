package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// envRef checks `environment.X`: the environment that the job deploys to or borrows from.
func (t *text) envRef(r ref.Ref) {
	if t.env != nil {
		t.member(r, t.env, r.Path[1:])
		return
	}
	job := t.job
	if t.shared {
		for _, j := range t.c.s.Jobs {
			if _, set := t.c.env(j); !set {
				job = j
				break
			}
		}
	}
	if job == nil {
		return
	}
	if _, set := t.c.env(job); set {
		return // the environment is unknown, and that is said there
	}
	message := "job " + job.Name.V + " has no environment, so `" + r.Name() + "` means nothing in it"
	t.error("no-environment", r.Start, r.End, message, "add `environment:` to deploy there, or `access:` to borrow its account, region, roles and variables")
}

// envsRef checks `environments.NAME.X`.
func (t *text) envsRef(r ref.Ref) {
	e := t.c.envs[r.Path[1]]
	if e == nil {
		t.error("unknown-environment", r.Start, r.End, "there is no environment "+quote(r.Path[1]), t.c.envMeant(r.Path[1]))
		return
	}
	t.member(r, e, r.Path[2:])
}

// member checks one member of an environment.
func (t *text) member(r ref.Ref, e *spec.Environment, path []string) {
	if len(path) == 2 {
		v, ok := find(e.Vars, path[1])
		if !ok {
			var names []string
			for _, kv := range e.Vars {
				names = append(names, kv.Key.V)
			}
			help := t.c.guess.instead(path[1], "its variables", names, "`")
			if len(names) == 0 {
				help = "add `vars: {" + path[1] + ": ...}` to it" + line(e.Name.At())
			}
			t.error("unknown-variable", r.Start, r.End, "environment "+e.Name.V+" sets no "+path[1], help)
			return
		}
		in := *t
		in.env = e
		in.follow(r, v)
		return
	}
	set := false
	switch path[0] {
	case "name":
		set = true
	case "account":
		set = e.Account.Set()
	case "region":
		set = e.Region.Set() || t.c.s.Defaults != nil && t.c.s.Defaults.Region.Set()
	case "url":
		set = e.URL.Set()
	case "tier":
		set = e.Tier.Set()
	default:
		t.unknown(r)
		return
	}
	if !set {
		t.error("unknown-variable", r.Start, r.End, "environment "+e.Name.V+" sets no "+path[0], "add `"+path[0]+":` to it"+line(e.Name.At()))
	}
}

// matrixRef checks `matrix.X`: every instance of the job must have it.
func (t *text) matrixRef(r ref.Ref) {
	if t.job == nil {
		if !t.shared {
			t.error("wrong-context", r.Start, r.End, t.refused(inMatrix, r), "")
			return
		}
		for _, j := range t.c.s.Jobs {
			if j.Matrix == nil || !hasAxis(j.Matrix, r.Path[1]) {
				t.error("unknown-variable", r.Start, r.End, "job "+j.Name.V+", which uses this default, has no matrix with "+r.Path[1], "")
				return
			}
		}
		return
	}
	if t.job.Matrix == nil {
		t.error("unknown-variable", r.Start, r.End, "job "+t.job.Name.V+" has no matrix", "add `matrix: {"+r.Path[1]+": [...]}`")
		return
	}
	if !hasAxis(t.job.Matrix, r.Path[1]) {
		message, help := "the matrix of "+t.job.Name.V+" has no "+r.Path[1], ""
		if valuesOf(t.job.Matrix, r.Path[1]) != nil {
			message, help = message+" in every instance", "give it a value in every item of `include`"
		} else {
			help = t.c.guess.instead(r.Path[1], "its variables", axes(t.job.Matrix), "`")
		}
		t.error("unknown-variable", r.Start, r.End, message, help)
	}
}

// hasAxis reports whether every instance has the variable.
func hasAxis(m *spec.Matrix, name string) bool {
	for _, a := range m.Axes {
		if a.Key.V == name {
			return true
		}
	}
	for _, kvs := range m.Include {
		if _, ok := find(kvs, name); !ok {
			return false
		}
	}
	return len(m.Include) > 0
}

// runRef checks a run-time value: whether the job has it in every run, and whether it fits the place.
func (t *text) runRef(r ref.Ref) {
	v, _ := plan.RunVarNamed(r.Name())
	switch {
	case v == plan.GitBranch && t.job != nil && t.c.onTag(t.job):
		t.error("branch-on-tag", r.Start, r.End, "job "+t.job.Name.V+" can run on a tag, and a tag is on no branch: `git.branch` is empty there",
			"use `git.branch_slug`, or keep the job off tags: when: {branches: \"**\"}")
	case v == plan.GitBranch && t.slot.address:
		t.c.warn("raw-branch", t.n.Sub(r.Start, r.End), t.path(), "a branch name may hold a slash and capitals, which do not fit into "+t.slot.what,
			"use `git.branch_slug`")
	case v == plan.GitTag && t.job != nil && !t.c.onTag(t.job):
		t.error("tag-never", r.Start, r.End, "job "+t.job.Name.V+" never runs on a tag, so `git.tag` is always empty", "add `tags` to its `when`, and `tag` to the triggers")
	}
}

// foreign is what other systems call the run-time values.
var foreign = map[string]string{
	"github.sha": "git.sha", "github.ref_name": "git.branch", "github.head_ref": "git.branch", "github.ref": "git.branch",
	"github.repository": "git.repo", "github.run_id": "run.id", "github.run_number": "run.number", "github.actor": "git.author",
	"github.workspace": "workspace", "git.commit": "git.sha", "git.ref": "git.branch", "git.slug": "git.branch_slug",
	"git.branch-slug": "git.branch_slug", "git.repository": "git.repo", "run.build": "run.number",
	"CI_COMMIT_SHA": "git.sha", "CI_COMMIT_SHORT_SHA": "git.short_sha", "CI_COMMIT_BRANCH": "git.branch",
	"CI_COMMIT_REF_NAME": "git.branch", "CI_COMMIT_REF_SLUG": "git.branch_slug", "CI_COMMIT_TAG": "git.tag",
	"CI_PROJECT_PATH": "git.repo", "CI_COMMIT_TITLE": "git.message", "CI_COMMIT_MESSAGE": "git.message",
	"CI_COMMIT_AUTHOR": "git.author", "CI_PIPELINE_ID": "run.id", "CI_PIPELINE_IID": "run.number",
	"CI_PIPELINE_URL": "run.url", "CI_PROJECT_DIR": "workspace",
	"CODEBUILD_RESOLVED_SOURCE_VERSION": "git.sha", "CODEBUILD_BUILD_ID": "run.id", "CODEBUILD_BUILD_NUMBER": "run.number",
	"CODEBUILD_SRC_DIR": "workspace", "CODEBUILD_SOURCE_REPO_URL": "git.repo",
	"COMMIT": "git.sha", "BUILD_NUMBER": "run.number", "SHIPPABLE_BUILD_DIR": "workspace", "REPO_FULL_NAME": "git.repo",
}

var runNames = []string{"git.sha", "git.short_sha", "git.branch", "git.branch_slug", "git.tag", "git.repo", "git.message",
	"git.author", "run.id", "run.number", "run.url", "workspace", "name", "environment.name", "environment.account",
	"environment.region", "environment.url", "environment.tier"}

// parts is how the contexts go on that are no value themselves.
var parts = map[string]string{
	"vars": "write `vars.NAME`, of a variable", "matrix": "write `matrix.NAME`, of a variable of the matrix",
	"git":          "one of git.sha, git.short_sha, git.branch, git.branch_slug, git.tag, git.repo, git.message and git.author",
	"run":          "one of run.id, run.number and run.url",
	"environment":  "one of environment.name, .account, .region, .url, .tier and .vars.NAME",
	"environments": "write `environments.NAME.account`, or another of its values",
}

// unknown reports a reference to nothing.
func (t *text) unknown(r ref.Ref) {
	full, help := r.Name(), ""
	switch first := r.Path[0]; {
	case foreign[full] != "":
		help = "`" + foreign[full] + "` works for every target"
	case first == "env" && len(r.Path) == 2:
		help = "variables are `vars." + r.Path[1] + "`"
	case parts[full] != "":
		t.error("unknown-reference", r.Start, r.End, "`"+full+"` alone is no value; it has parts", parts[full])
		return
	case first == "environments" && len(r.Path) == 2 && t.c.envs[r.Path[1]] != nil:
		t.error("unknown-reference", r.Start, r.End, "`"+full+"` alone is no value; it has parts",
			"one of "+full+".account, .region, .url, .tier and .vars.NAME")
		return
	case len(r.Path) == 1 && t.isVar(first):
		help = "write `vars." + first + "`"
	case len(r.Path) == 2 && first == "environment" && t.env != nil && hasVar(t.env.Vars, r.Path[1]):
		help = "write `environment.vars." + r.Path[1] + "`"
	case first == "var" && len(r.Path) == 2:
		help = "did you mean `vars." + r.Path[1] + "`?"
	default:
		help = didYouMean(t.nearRun(full), "`", "`")
		if help == "" {
			help = "the contexts are name, vars, environment, environments, matrix, git, run and workspace"
		}
	}
	if strings.Contains(help, "`git.branch`") && t.slot.address {
		help += " In " + t.slot.what + " use `git.branch_slug`"
		help = strings.Replace(help, "target In", "target. In", 1)
	}
	t.error("unknown-reference", r.Start, r.End, "there is no `"+full+"`", help)
}

// nearRun is the run-time value that was probably meant: of the same context, when that is one.
func (t *text) nearRun(full string) string {
	context, name, dotted := strings.Cut(full, ".")
	var known []string
	for _, n := range runNames {
		if rest, ok := strings.CutPrefix(n, context+"."); ok && dotted {
			known = append(known, rest)
			if strings.HasPrefix(name, rest) {
				return n
			}
		}
	}
	if len(known) == 0 {
		return t.c.guess.near(full, runNames)
	}
	if near := t.c.guess.near(name, known); near != "" {
		return context + "." + near
	}
	return ""
}

func (t *text) isVar(name string) bool { _, ok := t.lookup(name); return ok }

func hasVar(kvs []spec.KV, name string) bool { _, ok := find(kvs, name); return ok }
