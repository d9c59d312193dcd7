package event

import "github.com/cdc-dev/cdc/compiler/plan"

// Set is a set of runs. The zero Set is empty. Sets of different Spaces must not be mixed.
type Set struct {
	cells []int32   // ascending
	files []*change // of each cell, which files must have changed; nil: whatever changed
	id    int       // of an interned set; 0 for others, and for the set of all runs
}

// Empty reports whether no run is in the set.
func (a Set) Empty() bool { return len(a.cells) == 0 }

// or is the union.
func (a Set) or(b Set) Set {
	var out Set
	for len(a.cells) > 0 || len(b.cells) > 0 {
		switch {
		case len(b.cells) == 0 || len(a.cells) > 0 && a.cells[0] < b.cells[0]:
			out.cells, out.files = append(out.cells, a.cells[0]), append(out.files, a.files[0])
			a.cells, a.files = a.cells[1:], a.files[1:]
		case len(a.cells) == 0 || b.cells[0] < a.cells[0]:
			out.cells, out.files = append(out.cells, b.cells[0]), append(out.files, b.files[0])
			b.cells, b.files = b.cells[1:], b.files[1:]
		default:
			out.cells, out.files = append(out.cells, a.cells[0]), append(out.files, either(a.files[0], b.files[0]))
			a.cells, a.files, b.cells, b.files = a.cells[1:], a.files[1:], b.cells[1:], b.files[1:]
		}
	}
	return out
}

// either is the path condition that holds when one of two does.
func either(a, b *change) *change {
	switch {
	case a == nil || b == nil:
		return nil
	case a == b || within(b.files, a.files):
		return a
	case within(a.files, b.files):
		return b
	}
	return &change{files: merge(a.files, b.files), text: a.text + " or " + b.text}
}

func (a Set) keep(f func(i int) bool) Set {
	var out Set
	for i := range a.cells {
		if f(i) {
			out.cells, out.files = append(out.cells, a.cells[i]), append(out.files, a.files[i])
		}
	}
	return out
}

// Meets reports whether some run is in both sets. Files of two classes can change in one push, so path conditions never
// keep two sets apart.
func (a Set) Meets(b Set) bool {
	x, y := a.cells, b.cells
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] == y[0]:
			return true
		case x[0] < y[0]:
			x = x[1:]
		default:
			y = y[1:]
		}
	}
	return false
}

// Has reports whether a run of the event is in the set.
func (s *Space) Has(a Set, e plan.Event) bool {
	for _, id := range a.cells {
		if s.cells[id].event == e {
			return true
		}
	}
	return false
}

// Only reports whether every run of the set is of the event, and there is one.
func (s *Space) Only(a Set, e plan.Event) bool {
	for _, id := range a.cells {
		if s.cells[id].event != e {
			return false
		}
	}
	return len(a.cells) > 0
}

// On splits off the runs of a kind: those on a branch (push, schedule, manual), those on a tag, or those of a merge
// request.
func (s *Space) On(a Set, k Kind) Set {
	return a.keep(func(i int) bool { return s.cells[a.cells[i]].kind() == k })
}

// Kind is the kind of a run's ref.
type Kind uint8

// The kinds.
const (
	OnBranch Kind = iota + 1
	OnTag
	OnMergeRequest
)

func (c *cell) kind() Kind {
	switch {
	case c.event == plan.MergeRequest:
		return OnMergeRequest
	case c.onTag:
		return OnTag
	}
	return OnBranch
}

// Less returns the runs of a that are not in b. Where only paths tell them apart, the run stays when some change of files
// starts the run and is in a and not in b.
func (s *Space) Less(a, b Set) Set {
	var out Set
	x, y := b.cells, b.files
	for i, id := range a.cells {
		for len(x) > 0 && x[0] < id {
			x, y = x[1:], y[1:]
		}
		if len(x) > 0 && x[0] == id && !s.escapes(a.files[i], y[0], s.cells[id].needs) {
			continue
		}
		out.cells, out.files = append(out.cells, id), append(out.files, a.files[i])
	}
	return out
}

// escapes reports whether files can change so that `in` and `needs` hold and `of` does not.
func (s *Space) escapes(in, of, needs *change) bool {
	return of != nil && (in == nil || !within(in.files, of.files)) && (needs == nil || !within(needs.files, of.files))
}

// Whatever returns the set without its path conditions: the runs that are in it for some change of files.
func (s *Space) Whatever(a Set) Set {
	return Set{cells: a.cells, files: make([]*change, len(a.cells))}
}

// Union returns the runs that are in either set.
func (s *Space) Union(a, b Set) Set {
	if a.id != 0 && a.id == b.id {
		return a
	}
	return a.or(b)
}

// Twins returns the runs of another event on the same refs as those of one event in the set, whatever changed: the builds
// that a target takes for the same when it cannot tell the two events apart.
func (s *Space) Twins(a Set, of, as plan.Event) Set {
	var out Set
	for _, id := range a.cells {
		c := &s.cells[id]
		if c.event != of {
			continue
		}
		for i := range s.cells { // few: the classes of the spec's own globs
			if t := &s.cells[i]; t.event == as && t.onTag == c.onTag && t.branch == c.branch && t.tag == c.tag {
				out = out.or(Set{cells: []int32{int32(i)}, files: []*change{nil}})
			}
		}
	}
	return out
}

// AnyBranch reports whether the set has a push to, or a manual run on, a branch that the spec does not speak of.
func (s *Space) AnyBranch(a Set) bool {
	for _, id := range a.cells {
		c := &s.cells[id]
		if (c.event == plan.Push || c.event == plan.Manual) && !c.onTag && !s.branches.literal[c.branch] && s.branches.from[c.branch] == "" {
			return true
		}
	}
	return false
}
