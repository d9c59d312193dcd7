package executor

import (
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// decide returns the first rule that holds; nil: none does ("rules").
func (f *gitlabFile) decide(rules node, vars map[string]string) (*node, error) {
	for _, rule := range rules.items() {
		if condition := rule.get("if"); condition.Node != nil {
			is, err := holds(condition.text(), vars)
			if err != nil {
				return nil, err
			}
			if !is {
				continue
			}
		}
		if rule.get("changes").Node != nil && !f.changed(rule.get("changes"), vars) || rule.get("exists").Node != nil && !f.exists(rule.get("exists")) {
			continue
		}
		return &rule, nil
	}
	return nil, nil
}

// changed reports whether a file of the push or the merge request matches. Where there is nothing to compare with, for tags,
// schedules, pipelines by hand and the first push of a branch, every list matches ("rules:changes").
func (f *gitlabFile) changed(list node, vars map[string]string) bool {
	if list.is(yaml.MappingNode) {
		list = list.get("paths")
	}
	source := vars["CI_PIPELINE_SOURCE"]
	if f.world.Changed == nil || vars["CI_COMMIT_TAG"] != "" || source != "push" && source != "merge_request_event" {
		return true
	}
	return slices.ContainsFunc(f.world.Changed, func(path string) bool {
		return slices.ContainsFunc(list.texts(), func(pattern string) bool { return Fnmatch(pattern, path) })
	})
}

func (f *gitlabFile) exists(list node) bool {
	for path := range f.world.Files {
		if slices.ContainsFunc(list.texts(), func(pattern string) bool { return Fnmatch(pattern, path) }) {
			return true
		}
	}
	return false
}

// admitted is the older way: only, which without a word is branches and tags, and except.
func (f *gitlabFile) admitted(job node) bool {
	refs := func(key string) []string {
		if n := job.get(key); n.is(yaml.MappingNode) {
			return n.get("refs").texts()
		}
		return job.get(key).texts()
	}
	only := refs("only")
	if job.get("only").Node == nil {
		only = []string{"branches", "tags"}
	}
	return slices.ContainsFunc(only, f.isRef) && !slices.ContainsFunc(refs("except"), f.isRef)
}

// isRef reports whether the run is for a ref of only and except: a kind of run, a name, or a pattern.
func (f *gitlabFile) isRef(ref string) bool {
	source, branch, tag := f.vars["CI_PIPELINE_SOURCE"], f.vars["CI_COMMIT_BRANCH"], f.vars["CI_COMMIT_TAG"]
	change := source == "merge_request_event"
	switch ref {
	case "branches":
		return branch != "" && !change
	case "tags":
		return tag != ""
	case "merge_requests":
		return change
	case "pushes":
		return source == "push"
	case "schedules", "triggers":
		return source == strings.TrimSuffix(ref, "s")
	case "web", "api":
		return source == ref
	}
	if pattern, ok := strings.CutPrefix(ref, "/"); ok {
		re, err := regexp.Compile(pattern[:strings.LastIndex(pattern, "/")])
		return err == nil && !change && re.MatchString(branch+tag)
	}
	return !change && ref == branch+tag
}
