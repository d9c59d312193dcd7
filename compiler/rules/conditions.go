package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// conditions checks the patterns of triggers, conditions and environments, and parts of conditions that no run can meet.
func (c *checker) conditions() {
	if t := c.s.Triggers; t != nil {
		c.filter(t.Push, "triggers.push")
		c.filter(t.Tag, "triggers.tag")
		c.filter(t.MergeRequest, "triggers.merge_request")
	}
	for _, e := range c.s.Environments {
		c.filter(e.Refs, "environments."+e.Name.V)
	}
	for _, j := range c.s.Jobs {
		for i, f := range j.When {
			path := "jobs." + j.Name.V + ".when"
			if len(j.When) > 1 {
				path = index(path, i)
			}
			c.filter(f, path)
			c.mixed(f, path)
			c.unlisted(f, path)
			c.idlePaths(f, path)
		}
	}
	for i, n := range c.s.Notify {
		c.refNames(n.Branches, index("notify", i)+".branches")
		c.refNames(n.NotBranches, index("notify", i)+".not_branches")
	}
}

func (c *checker) filter(f *spec.Filter, path string) {
	if f == nil {
		return
	}
	c.refNames(f.Branches, path+".branches")
	c.refNames(f.NotBranches, path+".not_branches")
	c.refNames(f.Tags, path+".tags")
	c.refNames(f.NotTags, path+".not_tags")
	c.refNames(f.TargetBranches, path+".target_branches")
	c.globs(f.Paths, path+".paths")
	c.globs(f.NotPaths, path+".not_paths")
}

// refNames checks patterns of branches or tags, which cannot hold what git allows in no name.
func (c *checker) refNames(globs []spec.Text, path string) {
	for i, g := range globs {
		if c.glob(g, listPath(globs, path, i)) {
			c.noRef(g, listPath(globs, path, i))
		}
	}
}

// noRef reports a pattern with what cannot be in the name of a ref (git-check-ref-format(1)).
func (c *checker) noRef(g spec.Text, path string) {
	if g.Node == nil {
		return
	}
	at := strings.IndexAny(g.V, "[ ~^:")
	switch {
	case at < 0:
	case g.V[at] == '[':
		c.error("bad-pattern", g.Node.Sub(at, at+1), path, "a pattern has no classes, and git allows no [ in a name, so this matches nothing",
			"write ? for one character, or the alternatives: {a,b}")
	default:
		c.error("bad-pattern", g.Node.Sub(at, at+1), path, "git allows no "+quote(g.V[at:at+1])+" in the name of a branch or tag, so this matches nothing", "take it away")
	}
}

func (c *checker) globs(globs []spec.Text, path string) {
	for i, g := range globs {
		c.glob(g, listPath(globs, path, i))
	}
}

// glob checks one pattern, and reports whether it is sound.
func (c *checker) glob(g spec.Text, path string) bool {
	if g.Node == nil || g.V == "" || strings.Contains(g.V, "${{") {
		return false // said already
	}
	if _, fault := glob.Parse(g.V); fault != nil {
		message, help := fault.Message, fault.Help
		if strings.HasPrefix(g.V[fault.At:], "{{") || fault.At > 0 && strings.HasPrefix(g.V[fault.At-1:], "{{") {
			message, help = "a pattern is taken as written, and its braces hold alternatives; nothing replaces {{ }} here", "write the value itself"
		}
		c.error("bad-pattern", g.Node.Sub(fault.At, min(fault.At+1, len(g.V))), path, message, help)
		return false
	}
	if c.regexp(g, path) || c.dollar(g, path) {
		return false
	}
	for _, prefix := range []string{"refs/heads/", "refs/tags/", "./", "/"} {
		if rest, ok := strings.CutPrefix(g.V, prefix); ok {
			c.error("bad-pattern", g.Node.Sub(0, len(prefix)), path, "patterns are matched against the short name, so one that begins with "+quote(prefix)+" never matches",
				"write "+rest)
			return false
		}
	}
	return true
}

// regexp reports a pattern that was written as a regular expression, which every other CI takes: the ^, the $ and what
// stands in brackets would be characters of the name.
func (c *checker) regexp(g spec.Text, path string) bool {
	s := g.V
	slashed := len(s) > 2 && s[0] == '/' && s[len(s)-1] == '/'
	if g.Node == nil || !slashed && !strings.HasPrefix(s, "^") && !strings.HasSuffix(s, "$") {
		return false
	}
	if slashed {
		s = s[1 : len(s)-1]
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "^"), "$")
	s = strings.NewReplacer(`\/`, "/", `\.`, ".", ".*", "*", ".+", "*").Replace(s)
	help := "* stands for anything up to a slash, ** for anything"
	if s != "" && !strings.ContainsAny(s, `\()[]|+?^$`) {
		help = "write " + s
	}
	c.error("bad-pattern", g.Node.Range, path, "a pattern is no regular expression: this would match no name", help)
	return true
}

// dollar reports a pattern that names a variable.
func (c *checker) dollar(g spec.Text, path string) bool {
	for i := strings.IndexByte(g.V, '$'); i >= 0 && i < len(g.V); i++ {
		if g.V[i] != '$' {
			continue
		}
		if end, name := variable(g.V, i); name != "" {
			c.error("shell-variable", g.Node.Sub(i, end), path, "a pattern is taken as written, so $"+name+" stands for these letters", "write the value itself")
			return true
		}
	}
	return false
}

// listPath is the path of an item; a single text stands for a list of one.
func listPath(items []spec.Text, path string, i int) string {
	if len(items) == 1 {
		return path
	}
	return index(path, i)
}

// mixed reports an alternative that asks for two kinds of ref at once.
func (c *checker) mixed(f *spec.Filter, path string) {
	branches, tags := append(f.Branches[:len(f.Branches):len(f.Branches)], f.NotBranches...), append(f.Tags[:len(f.Tags):len(f.Tags)], f.NotTags...)
	if len(branches) > 0 && len(tags) > 0 {
		c.error("condition-mixed", tags[0].At(), path, "all parts of a condition must hold, and no run is on a branch and on a tag",
			"write two alternatives: when: [{branches: ...}, {tags: ...}]")
	}
	if len(tags) > 0 && len(f.TargetBranches) > 0 {
		c.error("condition-mixed", f.TargetBranches[0].At(), path, "all parts of a condition must hold, and a merge request is not on a tag", "write two alternatives")
	}
}

// idlePaths reports paths in an alternative none of whose events knows what changed.
func (c *checker) idlePaths(f *spec.Filter, path string) {
	var names []string
	for _, e := range f.Events {
		if e.V == "push" || e.V == "merge_request" {
			return
		}
		names = append(names, e.V)
	}
	for i, globs := range [][]spec.Text{f.Paths, f.NotPaths} {
		if len(globs) > 0 && len(names) > 0 {
			key := [...]string{"paths", "not_paths"}[i]
			c.warn("paths-idle", globs[0].At(), path+"."+key, "a "+list(names, "or")+" run compares no files, so `"+key+"` restricts nothing here", "delete it, or name push or merge_request under `event`")
		}
	}
}

// unlisted reports an event that the triggers do not list, where another event of the alternative is listed. (Where none
// is, the job never runs, which is said of the job.)
func (c *checker) unlisted(f *spec.Filter, path string) {
	t := c.s.Triggers
	if t == nil {
		c.assumed(f, path)
		return
	}
	var dead []spec.Text
	for _, e := range f.Events {
		if !c.starts(t, e.V) {
			dead = append(dead, e)
		}
	}
	if len(dead) == len(f.Events) {
		return
	}
	for _, e := range dead {
		c.warn("event-never", e.At(), path+".event", "triggers do not list "+e.V+", so no such run exists", "add `"+e.V+"` to `triggers`"+line(t.Node.Range)+", or delete it here")
	}
}

func (c *checker) starts(t *spec.Triggers, event string) bool {
	switch event {
	case "push":
		return t.Push != nil
	case "tag":
		return t.Tag != nil
	case "merge_request":
		return t.MergeRequest != nil
	case "schedule":
		return len(t.Schedule) > 0
	case "manual":
		return t.Manual.Or(true)
	}
	return true
}

// assumed reports a condition on an event of which only `triggers` could say whether it starts a run.
func (c *checker) assumed(f *spec.Filter, path string) {
	for _, e := range f.Events {
		if e.V == "merge_request" || e.V == "schedule" {
			c.warn("trigger-assumed", e.At(), path+".event", "the spec has no `triggers`, so each target decides whether a "+strings.ReplaceAll(e.V, "_", " ")+" starts a run",
				"add `triggers` with every event that should start one, such as: triggers: {push: {}, "+e.V+": "+map[string]string{"merge_request": "{}", "schedule": "[...]"}[e.V]+"}")
		}
	}
}

// onTag reports whether the job can run on a tag, as far as the kinds of its conditions tell.
func (c *checker) onTag(j *spec.Job) bool {
	if t := c.s.Triggers; t != nil && t.Tag == nil && (t.Push != nil || t.MergeRequest != nil || len(t.Schedule) > 0 || !t.Manual.Or(true)) {
		return false
	}
	if len(j.When) == 0 {
		e := c.envs[j.Environment.V]
		if e == nil || e.Refs == nil {
			return true
		}
		return len(e.Refs.Tags)+len(e.Refs.NotTags) > 0
	}
	for _, f := range j.When {
		branches, tags := len(f.Branches)+len(f.NotBranches) > 0, len(f.Tags)+len(f.NotTags) > 0
		if len(f.TargetBranches) > 0 || branches && !tags {
			continue
		}
		if len(f.Events) == 0 {
			if tags || len(f.Paths)+len(f.NotPaths) == 0 {
				return true
			}
			continue
		}
		for _, e := range f.Events {
			if e.V == "tag" || e.V == "manual" {
				return true
			}
		}
	}
	return false
}
