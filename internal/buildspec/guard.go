package buildspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// Guards says which jobs must look at run time whether they exist in the run. CodeBuild filters whole builds only, in the
// project's webhook, and a person can start a build for any ref; so a job guards itself when its conditions name refs, or
// leave out runs that can happen. Paths are not looked at: a build cannot know what changed.
type Guards struct {
	space *event.Space
	plan  *plan.Plan
}

// NewGuards makes the guards of a plan. In a batch no schedule starts a run.
func NewGuards(p *plan.Plan, batch bool) Guards {
	q := *p
	if batch && p.Triggers != nil {
		t := *p.Triggers
		t.Schedules = nil
		q.Triggers = &t
	}
	q.Jobs = make([]*plan.Job, len(p.Jobs))
	for i, j := range p.Jobs {
		q.Jobs[i] = withoutPaths(j)
	}
	return Guards{event.New(&q), p}
}

func withoutPaths(j *plan.Job) *plan.Job {
	if !slices.ContainsFunc(j.When, func(c plan.Cond) bool { return len(c.Paths)+len(c.NotPaths) > 0 }) {
		return j
	}
	k := *j
	k.When = slices.Clone(j.When)
	for i := range k.When {
		k.When[i].Paths, k.When[i].NotPaths = nil, nil
	}
	return &k
}

// Needed reports whether the job must be guarded. In a pipeline it need not: one source starts all of it.
func (g Guards) Needed(j *plan.Job) bool {
	if len(j.When) == 0 || g.plan.Bootstrap != nil && g.plan.Bootstrap.Pipeline != nil {
		return false
	}
	for _, c := range j.When {
		if named(c.Refs) {
			return true
		}
	}
	return !g.space.Less(g.space.Default(), g.space.Exists(withoutPaths(j))).Empty()
}

func named(r plan.Refs) bool {
	return len(r.Branches)+len(r.NotBranches)+len(r.Tags)+len(r.NotTags)+len(r.TargetBranches) > 0
}

// alternative is one way for a run to be meant: of these refs, and not of those. Kinds are the prefixes of cdc_ref.
type alternative struct {
	kinds   []string
	yes, no []string
	target  []string // of a pull request
}

// guard writes the command that sets cdc_run. What was started without a ref, where a ref decides, ends the build: it
// might be meant to deploy, and nobody would see that it did not.
func guard(p *plan.Plan, j *plan.Job) string {
	alts := alternatives(p, j)
	lines := []string{"cdc_ref=" + startedFor}
	if tellsSchedule(p, j) {
		lines = append(lines, `case "$CODEBUILD_INITIATOR" in rule/*) cdc_ref=schedule/$cdc_ref ;; esac`)
	}
	lines = append(lines, "cdc_run=no")
	for _, a := range alts {
		lines = append(lines, a.test()...)
	}
	lines = append(lines, `case "$cdc_run:$cdc_ref" in`, `  yes:*) ;;`)
	known := "no:branch/* | no:tag/* | no:pr/* | no:refs/heads/* | no:refs/tags/* | no:schedule/*"
	if refsDecide(j) {
		lines = append(lines,
			"  "+known+") echo "+shell.Quote(j.Name+" does not run for this build.")+" ;;",
			"  *)",
			`    echo "The branch or tag is not known; start this build with --source-version refs/heads/NAME." >&2`,
			"    exit 1",
			"    ;;")
	} else {
		lines = append(lines, "  *) echo "+shell.Quote(j.Name+" does not run for this build.")+" ;;")
	}
	return strings.Join(append(lines, "esac"), "\n")
}

// tellsSchedule reports whether a schedule can start the build, or is asked about.
func tellsSchedule(p *plan.Plan, j *plan.Job) bool {
	return p.Triggers != nil && len(p.Triggers.Schedules) > 0 ||
		slices.ContainsFunc(j.When, func(c plan.Cond) bool { return c.Has(plan.Schedule) })
}

// refsDecide reports whether a build that a person or a rule starts is judged by its ref.
func refsDecide(j *plan.Job) bool {
	return slices.ContainsFunc(j.When, func(c plan.Cond) bool {
		return named(c.Refs) && (c.Has(plan.Manual) || c.Has(plan.Schedule))
	})
}

func alternatives(p *plan.Plan, j *plan.Job) []alternative {
	var out []alternative
	for _, c := range j.When {
		branchy := len(c.Branches)+len(c.NotBranches) > 0
		taggy := len(c.Tags)+len(c.NotTags) > 0
		onBranch := len(c.TargetBranches) == 0 && (branchy || !taggy)
		onTag := len(c.TargetBranches) == 0 && (taggy || !branchy)
		var branches, tags []string
		if c.Has(plan.Push) && onBranch {
			branches = append(branches, "branch/")
		}
		if c.Has(plan.Tag) && onTag {
			tags = append(tags, "tag/")
		}
		if c.Has(plan.Manual) && !named(c.Refs) {
			out = append(out, alternative{kinds: []string{"refs/", "manual"}})
		} else if c.Has(plan.Manual) {
			if onBranch {
				branches = append(branches, "refs/heads/")
			}
			if onTag {
				tags = append(tags, "refs/tags/")
			}
		}
		if len(branches) > 0 {
			out = append(out, alternative{kinds: branches, yes: c.Branches, no: c.NotBranches})
		}
		if len(tags) > 0 {
			out = append(out, alternative{kinds: tags, yes: c.Tags, no: c.NotTags})
		}
		if c.Has(plan.MergeRequest) && (branchy || !taggy) {
			out = append(out, alternative{kinds: []string{"pr/"}, yes: c.Branches, no: c.NotBranches, target: c.TargetBranches})
		}
		if c.Has(plan.Schedule) && onBranch && scheduleMeets(p, c.Refs) {
			out = append(out, alternative{kinds: []string{"schedule/"}})
		}
	}
	return out
}

// scheduleMeets decides at compile time, because each schedule names its branch in the spec.
func scheduleMeets(p *plan.Plan, r plan.Refs) bool {
	if len(r.Branches)+len(r.NotBranches) == 0 || p.Triggers == nil {
		return true
	}
	for _, s := range p.Triggers.Schedules {
		in := func(list []string) bool {
			return slices.ContainsFunc(list, func(g string) bool { return glob.Match(g, s.Branch) })
		}
		if (len(r.Branches) == 0 || in(r.Branches)) && !in(r.NotBranches) {
			return true
		}
	}
	return false
}

// test writes the lines that set cdc_run=yes when the alternative holds.
func (a alternative) test() []string {
	if slices.Equal(a.kinds, []string{"refs/", "manual"}) {
		return []string{`if [ -z "$CODEBUILD_WEBHOOK_TRIGGER" ] && [ "${cdc_ref#schedule/}" = "$cdc_ref" ]; then cdc_run=yes; fi`}
	}
	var conds []string
	if slices.Equal(a.kinds, []string{"pr/"}) {
		conds = append(conds, match("cdc_ref", a.kinds, nil))
		if len(a.target) > 0 {
			conds = append(conds, match("CODEBUILD_WEBHOOK_BASE_REF", []string{"refs/heads/"}, a.target))
		}
		a.kinds = []string{"refs/heads/"}
		conds = append(conds, a.refs("CODEBUILD_WEBHOOK_HEAD_REF")...)
	} else {
		if len(a.yes) == 0 {
			conds = append(conds, match("cdc_ref", a.kinds, nil))
		}
		conds = append(conds, a.refs("cdc_ref")...)
	}
	if len(conds) == 1 {
		conds[0] = strings.TrimSuffix(strings.TrimPrefix(conds[0], "{ "), "; }")
	}
	return []string{"if " + strings.Join(conds, " && ") + "; then cdc_run=yes; fi"}
}

func (a alternative) refs(variable string) (conds []string) {
	if len(a.yes) > 0 {
		conds = append(conds, match(variable, a.kinds, a.yes))
	}
	if len(a.no) > 0 {
		conds = append(conds, "! "+match(variable, a.kinds, a.no))
	}
	return conds
}

// match writes a test whether a variable begins with one of the kinds and goes on as one of the globs; no globs admit
// anything. Names are compared as they are; patterns by grep, because the `*` of a shell's case crosses a slash.
func match(variable string, kinds, globs []string) string {
	value := `"$` + variable + `"`
	names := make([]string, 0, len(kinds)*len(globs))
	for _, g := range globs {
		name, ok := glob.Literal(g)
		if !ok {
			return "printf '%s\\n' " + value + " | grep -Eq" + expressions(kinds, globs)
		}
		for _, k := range kinds {
			names = append(names, "[ "+value+" = "+shell.Quote(k+name)+" ]")
		}
	}
	if len(globs) == 0 {
		for _, k := range kinds {
			names = append(names, `[ "${`+variable+`#`+k+`}" != `+value+` ]`)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return "{ " + strings.Join(names, " || ") + "; }"
}

// expressions are the patterns as arguments of grep -E.
func expressions(kinds, globs []string) string {
	var b strings.Builder
	for _, g := range globs {
		for _, k := range kinds {
			b.WriteString(" -e " + shell.Quote(glob.Regexp(k+g)))
		}
	}
	return b.String()
}
