package gitlab

import (
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/emit"
)

// Limits of GitLab (CI/CD YAML reference; GitLab application limits).
const (
	maxNeeds   = 50
	maxJobName = 255
)

// check says what no single feature can: what GitLab would refuse, and what would not be there when the file runs.
func check(p *plan.Plan) diag.List {
	var out diag.List
	taken := map[string]bool{}
	for _, j := range p.Jobs {
		taken[j.Name] = true
		out.Add(checkJob(j)...)
	}
	for i := range p.Notify {
		out.Add(checkNotices(&p.Notify[i], taken)...)
	}
	out.Add(checkVars(p.Vars, "vars")...)
	out.Add(checkTwice(p)...)
	out.Add(checkTools(p)...)
	out.Add(checkAppBucket(p)...)
	return append(out, checkChangeSets(p)...)
}

func checkJob(j *plan.Job) diag.List {
	var out diag.List
	if reserved(j.Name) {
		out.Add(diag.New(diag.Error, "reserved-job-name", j.At, j.Path, "GitLab does not take "+j.Name+" for a job: it is a word of the file format").
			WithHelp("call it " + j.Name + "-job"))
	}
	if j.Gate != nil && j.AllowFailure {
		out.Add(diag.New(diag.Error, "gate-lost", j.At, j.Path+".allow_failure",
			"a manual job that may fail holds nothing back on GitLab: all that follows would run before anyone agrees").
			WithHelp("delete `allow_failure`, or the gate"))
	}
	if n := len(j.Needs); n > maxNeeds {
		out.Add(diag.New(diag.Warning, "needs-limit", j.At, j.Path+".needs",
			"it has "+itoa(n)+" needs; GitLab refuses a pipeline with more than 50 in one job, unless an administrator raised the limit").
			WithHelp("leave `needs` out and let the job wait for its stage"))
	}
	if j.Matrix != nil {
		out.Add(checkMatrix(j)...)
	}
	return append(out, checkVars(j.Vars, j.Path+".vars")...)
}

// checkMatrix holds the names that GitLab makes: `job: [a, b]`. Their number is bounded by the language.
func checkMatrix(j *plan.Job) diag.List {
	for _, instance := range j.Matrix.Instances {
		values := make([]string, len(instance))
		for i, v := range instance {
			values[i] = v.Value.Must()
		}
		name := j.Name + ": [" + strings.Join(values, ", ") + "]"
		if utf8.RuneCountInString(name) > maxJobName {
			return diag.List{diag.New(diag.Error, "matrix-name", j.At, j.Path+".matrix",
				"GitLab would call a job "+name[:40]+"…, which is longer than the 255 characters that it allows").
				WithHelp("use shorter values, and look the long ones up in a step")}
		}
	}
	return nil
}

// checkNotices finds jobs that have the name of one that cdc makes.
func checkNotices(n *plan.Notify, taken map[string]bool) diag.List {
	var out diag.List
	for _, t := range tellings(n) {
		if name := noticeName(n, t.event); taken[name] {
			out.Add(diag.New(diag.Error, "name-taken", n.At, "notify."+n.Name,
				"GitLab tells it in a job called "+name+", and the spec has a job of that name").WithHelp("rename that job"))
		}
	}
	return out
}

// checkVars finds values that GitLab would expand although nobody asked for it, and that cannot be protected because
// they also hold a value of the run.
func checkVars(vars []plan.Var, path string) diag.List {
	var out diag.List
	for _, v := range vars {
		if _, ok := v.Value.Literal(); ok {
			continue
		}
		for _, p := range v.Value {
			if p.Var == 0 && percent.MatchString(p.Lit) {
				out.Add(diag.New(diag.Error, "variable-expansion", v.At, path+"."+v.Name,
					"GitLab reads "+percent.FindString(p.Lit)+" as a variable, and puts nothing in its place").
					WithHelp("make two variables of it, and join them in a step"))
			}
		}
	}
	return out
}

// checkAppBucket finds steps that read the bucket's name which only the pipeline made by target cfn hands to CodeBuild.
func checkAppBucket(p *plan.Plan) diag.List {
	name := appBucket(p)
	if name == "" || defined(p, name) {
		return nil
	}
	var out diag.List
	for _, j := range p.Jobs {
		for _, list := range sections(j) {
			for i := range list {
				s := &list[i]
				if at, ok := reads(s, name); ok && !definedIn(j, s, name) {
					out.Add(diag.New(diag.Warning, "variable-outside", at, s.Path, "nothing sets $"+name+
						" on GitLab; `--target cfn` makes that bucket and gives its name to CodeBuild only").
						WithHelp("define " + name + " in Settings > CI/CD > Variables"))
				}
			}
		}
	}
	return out
}

func appBucket(p *plan.Plan) string {
	if p.Bootstrap == nil || p.Bootstrap.Pipeline == nil {
		return ""
	}
	b := p.Bootstrap.Pipeline
	switch {
	case b.AppBucketVar != "":
		return b.AppBucketVar
	case b.AppBucket || strings.HasPrefix(b.Style, "chalice"):
		return "APP_S3_BUCKET"
	}
	return ""
}

func defined(p *plan.Plan, name string) bool {
	for _, s := range p.Secrets {
		if s.Name == name {
			return true
		}
	}
	return hasVar(p.Vars, name)
}

func definedIn(j *plan.Job, s *plan.Step, name string) bool {
	return hasVar(j.Vars, name) || hasVar(s.Vars, name)
}

func hasVar(vars []plan.Var, name string) bool {
	for _, v := range vars {
		if v.Name == name {
			return true
		}
	}
	return false
}

// reads returns the place of $name in a step of the author's; the step's own where the text cannot be found again.
func reads(s *plan.Step, name string) (diag.Range, bool) {
	if s.Action != nil {
		return diag.Range{}, false
	}
	for _, c := range s.Commands {
		text := c.Script.Shell(func(plan.RunVar, string) string { return "" })
		for _, form := range []string{"${" + name + "}", "$" + name} {
			i := strings.Index(text, form)
			if i < 0 || form[1] != '{' && i+len(form) < len(text) && wordByte(text[i+len(form)]) && text[i+len(form)] != '/' &&
				text[i+len(form)] != '.' && text[i+len(form)] != '-' {
				continue
			}
			return within(s.At, text, i, len(form)), true
		}
	}
	return diag.Range{}, false
}

// within is the place of text[at:at+n] in a scalar on one line, plain or quoted without escapes.
func within(r diag.Range, text string, at, n int) diag.Range {
	width := r.End.Col - r.Start.Col
	quotes := width - utf8.RuneCountInString(text)
	if r.Start.Line != r.End.Line || quotes != 0 && quotes != 2 {
		return r
	}
	col := r.Start.Col + quotes/2 + utf8.RuneCountInString(text[:at])
	return diag.Range{Start: diag.Pos{Line: r.Start.Line, Col: col}, End: diag.Pos{Line: r.Start.Line, Col: col + n}}
}

// checkChangeSets finds change sets whose name is the same in every run, or in every run of a branch. Outside CodePipeline
// there is no action that replaces one (CloudFormation API, CreateChangeSet: AlreadyExistsException).
func checkChangeSets(p *plan.Plan) diag.List {
	var out diag.List
	for _, j := range p.Jobs {
		for i := range j.Steps {
			a, _ := j.Steps[i].Action.(*plan.CloudFormation)
			if a == nil || a.Op != "create-change-set" || lower.OfOneCommit(a.ChangeSet) {
				continue
			}
			uses := "the name does not change with the commit or the run"
			if name, constant := a.ChangeSet.Literal(); constant {
				uses = "every run uses the name " + name
			}
			at := a.ChangeSetAt
			if at.IsZero() {
				at = j.Steps[i].At
			}
			out.Add(diag.New(diag.Warning, "change-set-constant", at, j.Steps[i].Path+".cloudformation.change_set",
				uses+", and one left behind by a failed or empty run makes the next create-change-set fail (AlreadyExistsException)").
				WithHelp("add ${{ run.id }} to it, here" + others(p, j, a)))
		}
	}
	return out
}

// others names the steps that use the same change set.
func others(p *plan.Plan, j *plan.Job, a *plan.CloudFormation) string {
	var places []string
	for _, o := range p.Jobs {
		for i := range o.Steps {
			b, _ := o.Steps[i].Action.(*plan.CloudFormation)
			if b == nil || b == a || b.ChangeSet.String() != a.ChangeSet.String() || b.Stack.String() != a.Stack.String() {
				continue
			}
			path := o.Steps[i].Path
			if o == j {
				path = strings.TrimPrefix(path, j.Path+".")
			}
			places = append(places, path)
		}
	}
	if len(places) == 0 {
		return ""
	}
	return " and in " + sentence(places)
}

// textOf is the name of an image value.
func textOf(v emit.Value) string {
	switch v := v.(type) {
	case emit.Str:
		return string(v)
	case emit.Map:
		return textOf(v[0].Value)
	}
	return ""
}
