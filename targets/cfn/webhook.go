package cfn

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// filterGroups are the builds that a webhook starts. Filters of a group must all hold, groups are alternatives, so each
// trigger is one group. Patterns are regular expressions without anchors of their own: refs/heads/main would match main-2
// (AWS CodeBuild User Guide, "Filter GitHub webhook events").
func filterGroups(p *plan.Plan) emit.Seq {
	t := p.Triggers
	if t == nil {
		return nil
	}
	var out emit.Seq
	if t.Push != nil {
		g := group("PUSH")
		g = heads(g, "HEAD_REF", "refs/heads/", t.Push.Branches, t.Push.NotBranches)
		out = append(out, files(g, t.Push))
	}
	if t.Tag != nil {
		out = append(out, heads(group("PUSH"), "HEAD_REF", "refs/tags/", t.Tag.Tags, t.Tag.NotTags))
	}
	if t.MergeRequest != nil {
		g := heads(group(pullRequestEvents(t.Actions)), "BASE_REF", "refs/heads/", t.MergeRequest.TargetBranches, nil)
		out = append(out, files(g, t.MergeRequest))
	}
	return out
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
func files(g emit.Seq, c *plan.Cond) emit.Seq {
	if len(c.Paths) > 0 {
		g = append(g, filter("FILE_PATH", refPattern("", c.Paths), false))
	}
	if len(c.NotPaths) > 0 {
		g = append(g, filter("FILE_PATH", refPattern("", c.NotPaths), true))
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
