package event

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Missing describes the runs in which job exists and pred does not: "a merge request or a push to another branch than
// main". It reports false when there is none.
func (s *Space) Missing(pred, job *plan.Job) (string, bool) {
	a, b := s.Exists(job), s.Exists(pred)
	if b.id == 0 || a.id == b.id && a.id != 0 {
		return "", false // pred has no conditions, or the same ones
	}
	gap := s.Less(a, b)
	if gap.Empty() {
		return "", false
	}
	return s.Describe(gap, b), true
}

// Describe says which runs are in gap, for a reader who knows the spec. In cells that are also in partly, the runs are
// those whose changed files do not meet partly's path conditions.
func (s *Space) Describe(gap, partly Set) string {
	var out, sharing []string
	var files *change
	flush := func() {
		if len(sharing) > 0 {
			text := join(sharing, "or")
			if files != nil {
				text += " that changes nothing in " + files.text
			}
			out = append(out, text)
		}
		sharing = nil
	}
	for _, g := range s.groups(gap, partly) {
		if g.files != files {
			flush()
		}
		files = g.files
		sharing = append(sharing, g.text)
	}
	flush()
	if len(out) > 1 && strings.Contains(strings.Join(out[:len(out)-1], ""), " that changes ") {
		return strings.Join(out, ", or ")
	}
	return join(out, "or")
}

// group is the cells of one event that share a path condition.
type group struct {
	event plan.Event
	onTag bool
	files *change
	ids   []int32
	text  string
}

// order is the order in which events are told: the surprising ones first.
var order = []struct {
	event plan.Event
	onTag bool
}{{plan.MergeRequest, false}, {plan.Push, false}, {plan.Tag, true}, {plan.Schedule, false}, {plan.Manual, false}, {plan.Manual, true}}

// groups sorts the cells of gap into what is told in one breath. What can be started by hand only where a push or a tag
// starts it, too, is left out: saying so adds nothing.
func (s *Space) groups(gap, partly Set) []group {
	var out []group
	told := map[bool]string{}
	for _, o := range order {
		for _, g := range s.split(gap, partly, o.event, o.onTag) {
			refs := s.refs(g)
			if g.event == plan.Manual && told[g.onTag] == refs+"." {
				continue
			}
			if (g.event == plan.Push || g.event == plan.Tag) && g.files == nil {
				told[g.onTag] = refs + "."
			}
			g.text = noun(g.event, g.onTag, refs)
			out = append(out, g)
		}
	}
	if n := len(out); n > 1 && out[n-1].text == "a manual run on a tag" && out[n-2].text == "a manual run on a branch" {
		out = out[:n-1]
		out[n-2].text = "a manual run"
	}
	return out
}

// split sorts the cells of one event by path condition.
func (s *Space) split(gap, partly Set, e plan.Event, onTag bool) []group {
	var groups []group
	for _, id := range gap.cells {
		c := &s.cells[id]
		if c.event != e || c.onTag != onTag {
			continue
		}
		var files *change
		if i, ok := slices.BinarySearch(partly.cells, id); ok {
			files = partly.files[i]
		}
		at := slices.IndexFunc(groups, func(g group) bool { return g.files == files })
		if at < 0 {
			at = len(groups)
			groups = append(groups, group{event: e, onTag: onTag, files: files})
		}
		groups[at].ids = append(groups[at].ids, id)
	}
	return groups
}

// noun names the runs of an event on the refs.
func noun(e plan.Event, onTag bool, refs string) string {
	switch e {
	case plan.Push:
		if refs == "" {
			return "a push"
		}
		return "a push to " + refs
	case plan.Tag:
		if refs == "" {
			return "a tag"
		}
		return refs
	case plan.MergeRequest:
		if refs == "" {
			return "a merge request"
		}
		return "a merge request " + refs
	case plan.Schedule:
		if refs == "" {
			return "a schedule"
		}
		return "a schedule on " + refs
	}
	switch {
	case refs != "":
		return "a manual run on " + refs
	case onTag:
		return "a manual run on a tag"
	}
	return "a manual run on a branch"
}

// refs names the refs of a group; "" when they are all that the event has.
func (s *Space) refs(g group) string {
	switch g.event {
	case plan.MergeRequest:
		return s.mergeRefs(g)
	case plan.Schedule:
		return s.scheduleRefs(g)
	}
	all, names, what := s.push, s.branches, "branch"
	switch {
	case g.event == plan.Tag:
		all, names, what = s.tag, s.tags, "tag"
	case g.onTag:
		all, names, what = s.manualTag, s.tags, "tag"
	case g.event == plan.Manual:
		all = s.manualBranch
	}
	return names.name(g.ids, all, what)
}

// name names the classes whose cells are ids, out of all cells of the event.
func (c *classes) name(ids, all []int32, what string) string {
	var in, out []int
	for class, id := range all {
		if id < 0 {
			continue
		}
		if _, ok := slices.BinarySearch(ids, id); ok {
			in = append(in, class)
		} else {
			out = append(out, class)
		}
	}
	if len(out) == 0 {
		return ""
	}
	spoken := func(class int) bool { return c.literal[class] || c.from[class] != "" }
	if !slices.ContainsFunc(out, func(class int) bool { return !spoken(class) }) && slices.ContainsFunc(in, func(class int) bool { return !spoken(class) }) {
		return "another " + what + " than " + list(c.labels(out), "or")
	}
	labels := c.labels(in)
	if len(labels) == 1 && !c.literal[in[0]] {
		return "a " + what + " like " + labels[0]
	}
	if what == "tag" {
		return "tag " + list(labels, "or")
	}
	return list(labels, "or")
}

// labels names classes: a name of the spec as it is, any other by the glob it was made for.
func (c *classes) labels(in []int) []string {
	var out []string
	for _, class := range in {
		switch {
		case c.literal[class]:
			out = append(out, c.witness[class])
		case c.from[class] != "":
			out = append(out, c.from[class])
		default:
			out = append(out, "another name")
		}
	}
	return unique(out)
}

// mergeRefs names the target and source branches of merge requests.
func (s *Space) mergeRefs(g group) string {
	all := make([]int32, len(s.merge))
	var ids []int32
	var sources []string
	for t, of := range s.merge {
		all[t] = -1
		if of == nil {
			continue
		}
		all[t] = int32(t)
		if slices.ContainsFunc(of, func(id int32) bool { _, ok := slices.BinarySearch(g.ids, id); return ok }) {
			ids = append(ids, all[t])
			if s.bySource {
				sources = append(sources, s.branches.name(g.ids, of, "branch"))
			}
		}
	}
	var out []string
	switch sources = unique(sources); {
	case len(sources) > 1:
		out = append(out, "from certain branches")
	case len(sources) == 1 && sources[0] != "":
		out = append(out, "from "+sources[0])
	}
	if name := s.targets.name(ids, all, "branch"); name != "" {
		out = append(out, "to "+name)
	}
	return strings.Join(out, " ")
}

func (s *Space) scheduleRefs(g group) string {
	if len(g.ids) == len(s.schedules) {
		return ""
	}
	var names []string
	for _, id := range g.ids {
		names = append(names, orDefault(s.cells[id].schedule))
	}
	return list(unique(names), "or")
}

func orDefault(branch string) string {
	if branch == "" {
		return "the default branch"
	}
	return branch
}

// list joins names as in a sentence; a long list is cut.
func list(in []string, word string) string {
	const most = 4
	if len(in) > most {
		return strings.Join(in[:most-1], ", ") + " " + word + " others"
	}
	return join(in, word)
}

// join joins texts as in a sentence.
func join(in []string, word string) string {
	if len(in) < 2 {
		return strings.Join(in, "")
	}
	return strings.Join(in[:len(in)-1], ", ") + " " + word + " " + in[len(in)-1]
}
