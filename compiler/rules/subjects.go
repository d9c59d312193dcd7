package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// subjects: the trust of a role is the last guard of its environment. A wildcard in the subject of a guarded one may stand for
// nothing but the refs that deploy there.
func (c *planner) subjects() {
	if c.p.Bootstrap == nil || c.p.Bootstrap.Roles == nil {
		return
	}
	r := c.p.Bootstrap.Roles
	said := map[plan.Subject]bool{} // one for all environments is said once
	for _, e := range r.Environments {
		if !e.Guarded() {
			continue
		}
		for _, s := range r.SubjectsOf(e.Name) {
			who := openTo(s.Text, e.Refs)
			if who == "" || said[s] {
				continue
			}
			said[s] = true
			help := "name the branch or the tags that deploy there"
			if len(r.ByEnvironment) == 0 && len(r.Environments) > 1 {
				help += ", by environment: subjects: {" + e.Name + ": …}"
			}
			c.error("subject-wildcard", s.At, s.Path, who+" may assume the role of environment "+e.Name, help)
		}
	}
}

// openTo says who gets in by the wildcards of a subject beyond the refs of an environment; "" for nobody. GitLab's subjects
// are project_path:GROUP/PROJECT:ref_type:TYPE:ref:REF, GitHub's repo:OWNER/NAME:ref:refs/heads/BRANCH, among others.
func openTo(subject string, refs *plan.Refs) string {
	if !strings.ContainsAny(subject, "*?") {
		return ""
	}
	head, ref, _ := strings.Cut(subject, ":ref:")
	project, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(head, "project_path:"), "repo:"), ":")
	kind, ref, own := refKind(head, ref, refs)
	switch {
	case strings.HasPrefix(subject, "*"):
		return "every project of the provider"
	case strings.ContainsAny(project, "*?"):
		return "every project that matches " + project
	case strings.ContainsAny(strings.TrimSuffix(head, ":*"), "*?") || kind == "" && !strings.HasSuffix(subject, ":*"):
		return "every token that matches " + subject
	case kind == "":
		return "every branch, tag and merge request"
	case slices.ContainsFunc(own, func(g string) bool { return g == ref || strings.ReplaceAll(g, "**", "*") == ref }):
		return ""
	case ref == "*":
		return "every " + kind
	}
	return "every " + kind + " that matches " + ref
}

// refKind is what kind of ref a subject speaks of, which, and what the environment takes of that kind.
func refKind(head, ref string, refs *plan.Refs) (kind, name string, own []string) {
	if refs == nil {
		refs = &plan.Refs{}
	}
	for _, k := range []struct {
		kind, gitlab, github string
		own                  []string
	}{{"tag", ":ref_type:tag", "refs/tags/", refs.Tags}, {"branch", ":ref_type:branch", "refs/heads/", refs.Branches}} {
		switch name, short := strings.CutPrefix(ref, k.github); {
		case short || strings.HasSuffix(head, k.gitlab):
			return k.kind, name, k.own
		case ref == "" && strings.HasSuffix(head, k.gitlab+":*"):
			return k.kind, "*", k.own
		}
	}
	return "", ref, nil
}
