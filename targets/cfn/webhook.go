package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// filterGroups are the builds that a webhook starts. Filters of a group must all hold, groups are alternatives, so each
// trigger is one group for each condition that some job has on it. Patterns are regular expressions without anchors of
// their own: refs/heads/main would match main-2 (AWS CodeBuild User Guide, "Filter GitHub webhook events").
func filterGroups(p *plan.Plan) emit.Seq {
	t := p.Triggers
	if t == nil {
		return nil
	}
	var out emit.Seq
	add := func(e plan.Event, g func(c *plan.Cond) emit.Seq) {
		for _, c := range conditionsOn(p, e) {
			out = appendNew(out, g(c))
		}
	}
	if t.Push != nil {
		add(plan.Push, func(c *plan.Cond) emit.Seq {
			g := heads(group("PUSH"), "HEAD_REF", "refs/heads/", t.Push.Branches, t.Push.NotBranches)
			return files(further(g, "HEAD_REF", "refs/heads/", c.Branches, c.NotBranches), t.Push, c)
		})
	}
	if t.Tag != nil {
		add(plan.Tag, func(c *plan.Cond) emit.Seq {
			g := heads(group("PUSH"), "HEAD_REF", "refs/tags/", t.Tag.Tags, t.Tag.NotTags)
			return further(g, "HEAD_REF", "refs/tags/", c.Tags, c.NotTags)
		})
	}
	if t.MergeRequest != nil {
		add(plan.MergeRequest, func(c *plan.Cond) emit.Seq {
			g := heads(group(pullRequestEvents(t.Actions)), "BASE_REF", "refs/heads/", t.MergeRequest.TargetBranches, nil)
			g = further(g, "BASE_REF", "refs/heads/", c.TargetBranches, nil)
			return files(further(g, "HEAD_REF", "refs/heads/", c.Branches, c.NotBranches), t.MergeRequest, c)
		})
	}
	return out
}

// conditionsOn are the conditions under which some job exists when the event happens; a job without conditions needs the
// event only, and then the others' change nothing.
func conditionsOn(p *plan.Plan, e plan.Event) []*plan.Cond {
	var out []*plan.Cond
	for _, j := range p.Jobs {
		if len(j.When) == 0 {
			return []*plan.Cond{{}}
		}
		for i := range j.When {
			if j.When[i].Has(e) {
				out = append(out, &j.When[i])
			}
		}
	}
	return out
}

// further adds what a job asks of the ref beyond the trigger.
func further(g emit.Seq, kind, prefix string, only, not []string) emit.Seq {
	if len(only) > 0 {
		g = appendNew(g, filter(kind, refPattern(prefix, only), false))
	}
	if len(not) > 0 {
		g = appendNew(g, filter(kind, refPattern(prefix, not), true))
	}
	return g
}

func pullRequestEvents(actions []string) string {
	if len(actions) == 0 {
		actions = []string{"opened", "updated"}
	}
	var out []string
	for _, a := range actions {
		switch a {
		case "opened":
			out = append(out, "PULL_REQUEST_CREATED", "PULL_REQUEST_REOPENED")
		case "updated":
			out = append(out, "PULL_REQUEST_UPDATED")
		case "merged":
			out = append(out, "PULL_REQUEST_MERGED")
		}
	}
	return strings.Join(out, ", ")
}

func group(events string) emit.Seq { return emit.Seq{filter("EVENT", events, false)} }

func filter(kind, pattern string, exclude bool) emit.Map {
	m := emit.Map{{Key: "Type", Value: emit.Str(kind)}, {Key: "Pattern", Value: emit.Str(pattern)}}
	if exclude {
		m.Add("ExcludeMatchedPattern", emit.Bool(true))
	}
	return m
}

// heads adds the filters of a ref.
func heads(g emit.Seq, kind, prefix string, only, not []string) emit.Seq {
	g = append(g, filter(kind, refPattern(prefix, only), false))
	if len(not) > 0 {
		g = append(g, filter(kind, refPattern(prefix, not), true))
	}
	return g
}

// files adds the filters of paths: the build starts when a changed file matches.
func files(g emit.Seq, all ...*plan.Cond) emit.Seq {
	for _, c := range all {
		if len(c.Paths) > 0 {
			g = appendNew(g, filter("FILE_PATH", refPattern("", c.Paths), false))
		}
		if len(c.NotPaths) > 0 {
			g = appendNew(g, filter("FILE_PATH", refPattern("", c.NotPaths), true))
		}
	}
	return g
}

// refPattern is an anchored regular expression for globs behind a prefix.
func refPattern(prefix string, patterns []string) string {
	if len(patterns) == 0 {
		return "^" + prefix + ".*$"
	}
	parts := make([]string, len(patterns))
	for i, p := range patterns {
		parts[i] = strings.TrimSuffix(strings.TrimPrefix(glob.Regexp(p), "^"), "$")
	}
	if len(parts) == 1 {
		return "^" + prefix + parts[0] + "$"
	}
	return "^" + prefix + "(" + strings.Join(parts, "|") + ")$"
}
