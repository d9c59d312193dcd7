package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/event"
	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// runs is a set of kinds of pipeline, as far as GitLab's variables tell them apart.
type runs uint8

const (
	pushBranch runs = 1 << iota
	pushTag
	merges // merge requests
	merged // the push to the target branch that a merge ends with
	scheduled
	scheduledTag
	webBranch // Run pipeline, API, trigger token
	webTag

	onBranch = pushBranch | merged | scheduled | webBranch
	onTag    = pushTag | scheduledTag | webTag
)

// sources are the values of CI_PIPELINE_SOURCE, in the order in which a rule names them.
var sources = []struct {
	of   runs
	name string
}{
	{pushBranch | pushTag | merged, "push"},
	{merges, "merge_request_event"},
	{scheduled | scheduledTag, "schedule"},
	{webBranch | webTag, "web"},
	{webBranch | webTag, "api"},
	{webBranch | webTag, "trigger"},
}

// rule is one alternative of `rules`.
type rule struct {
	cond    string
	changes []string
}

// universe is the kinds of pipeline that can exist. Without triggers GitLab makes branch and tag pipelines for every
// source, and one for a merge request as soon as a job's rules match it (CI/CD YAML reference, workflow).
func universe(t *plan.Triggers) runs {
	if t == nil {
		return pushBranch | pushTag | merges | scheduled | scheduledTag | webBranch | webTag
	}
	var u runs
	if t.Push != nil {
		u |= pushBranch
	}
	if t.Tag != nil {
		u |= pushTag
	}
	if t.MergeRequest != nil {
		u |= mergeRuns(t.Actions)
	}
	if len(t.Schedules) > 0 {
		u |= scheduled
	}
	branches, tags := event.ManualOn(t)
	if branches != nil {
		u |= webBranch
	}
	if tags != nil {
		u |= webTag
	}
	return u
}

// mergeRuns is what the actions of triggers.merge_request mean: opened and updated unless said otherwise.
func mergeRuns(actions []string) runs {
	var u runs
	for _, a := range actions {
		if a == "merged" {
			u |= merged
		} else {
			u |= merges
		}
	}
	if len(actions) == 0 {
		return merges
	}
	return u
}

// kindsOf is the kinds of pipeline that an alternative speaks of, its refs aside.
func kindsOf(c *plan.Cond) runs {
	branches, tags := len(c.Branches)+len(c.NotBranches) > 0, len(c.Tags)+len(c.NotTags) > 0
	target := len(c.TargetBranches) > 0
	var k runs
	for _, e := range c.Events {
		switch e {
		case plan.Push:
			k |= pushBranch
		case plan.Tag:
			k |= pushTag
		case plan.MergeRequest:
			k |= merges | merged
		case plan.Schedule:
			k |= scheduled
		case plan.Manual:
			k |= webBranch | webTag
		}
	}
	if target || tags && !branches {
		k &^= onBranch &^ merged
	}
	if target || branches && !tags {
		k &^= onTag
	}
	if tags && !branches {
		k &^= merges | merged
	}
	return k
}

// lowering writes conditions as rules.
type lowering struct {
	all      runs // the universe
	triggers *plan.Triggers
}

// job writes when a job exists. No rules at all means GitLab's default: every branch and tag pipeline, no merge request.
func (l lowering) job(when []plan.Cond) []rule {
	if len(when) == 0 {
		if l.triggers == nil || l.all&merges == 0 {
			return nil
		}
		when = []plan.Cond{{Events: []plan.Event{plan.Push, plan.Tag, plan.MergeRequest, plan.Schedule, plan.Manual}}}
	}
	var out []rule
	for i := range when {
		for _, r := range l.cond(&when[i]) {
			if !slices.ContainsFunc(out, func(o rule) bool { return o.cond == r.cond && slices.Equal(o.changes, r.changes) }) {
				out = append(out, r)
			}
		}
	}
	if len(out) == 0 { // no pipeline that exists is meant; without rules the job would be in all of them
		return []rule{{cond: `$CI_PIPELINE_SOURCE == "none"`}}
	}
	return out
}

// kinds is the kinds of pipeline that a job can be in.
func (l lowering) kinds(when []plan.Cond) runs {
	if len(when) == 0 {
		if l.triggers == nil {
			return l.all &^ merges
		}
		return l.all
	}
	var k runs
	for i := range when {
		k |= kindsOf(&when[i])
	}
	return k & l.all
}

// cond writes one alternative. Paths stand only in rules that name push or merge requests: elsewhere `changes` is true
// whatever changed (CI/CD YAML reference, rules:changes).
func (l lowering) cond(c *plan.Cond) []rule {
	kinds := kindsOf(c) & l.all
	if len(c.Paths) == 0 {
		return l.group(c, kinds, nil)
	}
	touched := kinds & (pushBranch | merges | merged)
	return append(l.group(c, touched, changes(c.Paths)), l.group(c, kinds&^touched, nil)...)
}

// group writes the rules of some kinds that share their paths.
func (l lowering) group(c *plan.Cond, kinds runs, paths []string) []rule {
	branch := refExpr("$CI_COMMIT_BRANCH", c.Branches, c.NotBranches)
	tag := refExpr("$CI_COMMIT_TAG", c.Tags, c.NotTags)
	target := refExpr("$CI_MERGE_REQUEST_TARGET_BRANCH_NAME", c.TargetBranches, nil)
	free := branch == "$CI_COMMIT_BRANCH" && tag == "$CI_COMMIT_TAG" && target == "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
	if free && mixed(kinds) && l.bySource(kinds) {
		return []rule{{sourceExpr(kinds), paths}}
	}
	var out []rule
	if k := kinds & (onBranch &^ merged); k != 0 {
		named := paths != nil || branch == "$CI_COMMIT_BRANCH"
		out = append(out, rule{and(branch, l.limit(k, onBranch, named)), paths})
	}
	if k := kinds & onTag; k != 0 {
		out = append(out, rule{and(tag, l.limit(k, onTag, tag == "$CI_COMMIT_TAG")), paths})
	}
	if kinds&merges != 0 {
		out = append(out, rule{mergeExpr(c), paths})
	}
	if kinds&merged != 0 && len(c.Branches)+len(c.NotBranches) == 0 { // after the merge nobody knows its source branch
		out = append(out, rule{l.mergedExpr(c), paths})
	}
	return out
}

// mixed reports whether the kinds are on more than one kind of ref; a rule about one kind names the ref, too.
func mixed(kinds runs) bool {
	n := 0
	for _, of := range []runs{onBranch, onTag, merges} {
		if kinds&of != 0 {
			n++
		}
	}
	return n > 1
}

// bySource reports whether the pipeline's source alone tells these kinds from all others.
func (l lowering) bySource(kinds runs) bool {
	for _, s := range sources {
		if here := s.of & l.all; kinds&here != 0 && kinds&here != here {
			return false
		}
	}
	return true
}

// limit restricts the source of pipelines on one kind of ref, when some of those that exist there are not meant, or when
// the sources are to be named because nothing else is.
func (l lowering) limit(kinds, within runs, always bool) string {
	missing := l.all & within &^ kinds
	if kinds&pushBranch != 0 {
		missing &^= merged // a push, too: the two cannot be told apart
	}
	switch {
	case missing == 0 && !always:
		return ""
	case missing&^(scheduled|scheduledTag) == 0 && !always:
		return `$CI_PIPELINE_SOURCE != "schedule"`
	}
	return sourceExpr(kinds)
}

func sourceExpr(kinds runs) string {
	var out []string
	for _, s := range sources {
		if s.of&kinds != 0 {
			out = append(out, s.name)
		}
	}
	if len(out) == 1 {
		return `$CI_PIPELINE_SOURCE == "` + out[0] + `"`
	}
	return "$CI_PIPELINE_SOURCE =~ /^(" + strings.Join(out, "|") + ")$/"
}

func mergeExpr(c *plan.Cond) string {
	out := sourceExpr(merges)
	if e := refExpr("$CI_MERGE_REQUEST_TARGET_BRANCH_NAME", c.TargetBranches, nil); strings.Contains(e, " ") {
		out = and(out, e)
	}
	if e := refExpr("$CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", c.Branches, c.NotBranches); strings.Contains(e, " ") {
		out = and(out, e)
	}
	return out
}

// mergedExpr is a push to a branch that merge requests go to: GitLab has no event for the merge itself.
func (l lowering) mergedExpr(c *plan.Cond) string {
	targets := c.TargetBranches
	if len(targets) == 0 && l.triggers != nil && l.triggers.MergeRequest != nil {
		targets = l.triggers.MergeRequest.TargetBranches
	}
	return and(refExpr("$CI_COMMIT_BRANCH", targets, nil), sourceExpr(merged))
}

func and(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " && ")
}

// refExpr compares a variable with globs. The variable alone holds when there is such a ref at all; a negative condition
// starts with it, because `!=` holds for a variable that does not exist.
func refExpr(variable string, yes, no []string) string {
	var parts []string
	if !slices.Contains(yes, "**") && len(yes) > 0 {
		parts = append(parts, variable+" "+match(yes, "==", "=~"))
	} else {
		parts = append(parts, variable)
	}
	if len(no) > 0 {
		parts = append(parts, variable+" "+match(no, "!=", "!~"))
	}
	return and(parts...)
}

// match is an operator and what stands behind it: a text for one glob without wildcards, else an expression.
func match(globs []string, same, like string) string {
	if s, ok := glob.Literal(globs[0]); ok && len(globs) == 1 && !strings.Contains(s, `"`) {
		return same + ` "` + s + `"`
	}
	if len(globs) == 1 {
		return like + " /" + glob.SlashRegexp(globs[0]) + "/"
	}
	alternatives := make([]string, len(globs))
	for i, g := range globs {
		alternatives[i] = strings.TrimSuffix(strings.TrimPrefix(glob.SlashRegexp(g), "^"), "$")
	}
	return like + " /^(" + strings.Join(alternatives, "|") + ")$/"
}

// changes writes paths as rules:changes reads them: Ruby's File.fnmatch, in which `**` crosses slashes only as a whole
// part of the path and `dir/**` is one level.
func changes(paths []string) []string {
	var out []string
	for _, p := range paths {
		for _, s := range fnmatch(p) {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// fnmatch writes one glob.
func fnmatch(pattern string) []string {
	if !strings.Contains(pattern, "**") {
		return []string{fnmatchEscaper.Replace(pattern)}
	}
	var out []string
	for _, p := range glob.ExpandBraces(pattern) {
		out = append(out, fnmatchParts(strings.Split(fnmatchEscaper.Replace(p), "/"))...)
	}
	return out
}

var fnmatchEscaper = strings.NewReplacer("[", `\[`, "]", `\]`)

func fnmatchParts(parts []string) []string {
	first := fnmatchPart(parts[0])
	if len(parts) == 1 {
		if parts[0] == "**" {
			return []string{"**/*"}
		}
		return first
	}
	var out []string
	for _, rest := range fnmatchParts(parts[1:]) {
		for _, f := range first {
			out = append(out, f+"/"+rest)
		}
	}
	return out
}

// fnmatchPart writes one part of a path. A `**` among other characters (`a**b`) is written as the two things it can be:
// characters of that part, or characters, parts and characters.
func fnmatchPart(part string) []string {
	head, tail, found := strings.Cut(part, "**")
	if !found || part == "**" {
		return []string{part}
	}
	var out []string
	for _, t := range fnmatchPart(tail) {
		if head != "" {
			out = append(out, head+"*"+t, head+"*/**/*"+t)
		} else {
			out = append(out, "**/*"+t)
		}
	}
	return out
}

// value is the rule in the file. A gate's rule waits for a person; inside rules that blocks what follows (CI/CD YAML
// reference, when:manual). A stop job's waits, too, and blocks nothing.
func (r rule) value(gate, stop bool) emit.Value {
	m := emit.Map{{Key: "if", Value: emit.Str(r.cond)}}
	if len(r.changes) > 0 {
		m.Add("changes", emit.Strs(r.changes...))
	}
	if gate || stop {
		m.Add("when", emit.Str("manual"))
	}
	if stop {
		m.Add("allow_failure", emit.Bool(true))
	}
	return m
}
