package event

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// Space is every run that a pipeline can have.
type Space struct {
	plan                           *plan.Plan
	branches, tags, targets, paths *classes
	// bySource: some condition asks for the source branch of a merge request.
	bySource bool
	cells    []cell
	// The cells of each event by class; -1 where the triggers admit none.
	push, tag, manualBranch, manualTag []int32
	merge                              [][]int32 // [target][source]; one source when none asks
	schedules                          []int32
	changes                            map[string]*change // interned path conditions
	sets                               map[string]Set     // by the signature of a `when`
	everything                         Set
}

// cell is the runs that no ref condition tells apart.
type cell struct {
	event               plan.Event
	onTag               bool
	branch, tag, target int32
	// needs is the path condition of the trigger, nil when it has none.
	needs *change
	// schedule is the branch of a schedule, as it is called in a report.
	schedule string
}

// change is an interned path condition: the classes of files of which one must have changed.
type change struct {
	files []int32
	text  string // "services/api/**"
}

// New makes the space of a pipeline.
func New(p *plan.Plan) *Space {
	s := &Space{plan: p, changes: map[string]*change{}, sets: map[string]Set{}}
	s.learn()
	t := p.Triggers
	if t == nil {
		t = s.assumed()
	}
	s.addRefs(t)
	for i := range s.cells {
		s.everything.cells = append(s.everything.cells, int32(i))
		s.everything.files = append(s.everything.files, nil)
	}
	return s
}

// learn collects the globs of the spec and makes the classes.
func (s *Space) learn() {
	var branches, tags, targets, paths, names []string
	done := map[*plan.Cond]bool{}
	cond := func(c *plan.Cond) {
		if c == nil || done[c] {
			return
		}
		done[c] = true
		branches = append(append(branches, c.Branches...), c.NotBranches...)
		tags = append(append(tags, c.Tags...), c.NotTags...)
		targets = append(targets, c.TargetBranches...)
		paths = append(append(paths, c.Paths...), c.NotPaths...)
	}
	if t := s.plan.Triggers; t != nil {
		cond(t.Push)
		cond(t.Tag)
		cond(t.MergeRequest)
		for _, x := range t.Schedules {
			names = append(names, x.Branch)
		}
	}
	for _, e := range s.plan.Environments {
		if e.Refs != nil {
			cond(&plan.Cond{Refs: *e.Refs})
		}
	}
	for _, j := range s.plan.Jobs {
		for i := range j.When {
			c := &j.When[i]
			cond(c)
			s.bySource = s.bySource || c.Has(plan.MergeRequest) && hasBranches(&c.Refs)
		}
	}
	s.branches = newClasses(branches, append(names, defaultBranch(s.plan)))
	s.tags = newClasses(tags, nil)
	s.targets = newClasses(targets, nil)
	s.paths = newClasses(paths, nil)
}

// defaultBranch guesses the name of the branch that a schedule without a branch runs on: the first plain name under
// triggers.push.branches, else "main".
func defaultBranch(p *plan.Plan) string {
	if p.Triggers != nil && p.Triggers.Push != nil {
		for _, g := range p.Triggers.Push.Branches {
			if name, ok := glob.Literal(g); ok {
				return name
			}
		}
	}
	return "main"
}

// assumed is the triggers of a spec that has none.
func (s *Space) assumed() *plan.Triggers {
	t := &plan.Triggers{Push: &plan.Cond{}, Tag: &plan.Cond{}, Manual: true}
	for _, j := range s.plan.Jobs {
		for i := range j.When {
			if j.When[i].Has(plan.MergeRequest) {
				t.MergeRequest = &plan.Cond{}
			}
			if j.When[i].Has(plan.Schedule) && len(t.Schedules) == 0 {
				t.Schedules = []plan.ScheduleEntry{{}}
			}
		}
	}
	return t
}

// addRefs makes the cells that the triggers admit.
func (s *Space) addRefs(t *plan.Triggers) {
	s.push, s.manualBranch = absent(s.branches), absent(s.branches)
	s.tag, s.manualTag = absent(s.tags), absent(s.tags)
	if t.Push != nil {
		for _, b := range s.branches.pick(t.Push.Branches, t.Push.NotBranches) {
			s.push[b] = s.add(cell{event: plan.Push, branch: b, needs: s.change(t.Push)})
		}
	}
	if t.Tag != nil {
		for _, g := range s.tags.pick(t.Tag.Tags, t.Tag.NotTags) {
			s.tag[g] = s.add(cell{event: plan.Tag, onTag: true, tag: g})
		}
	}
	if t.MergeRequest != nil {
		s.addMergeRequests(t.MergeRequest)
	}
	for _, e := range t.Schedules {
		branch := e.Branch
		if branch == "" {
			branch = defaultBranch(s.plan)
		}
		s.schedules = append(s.schedules, s.add(cell{event: plan.Schedule, branch: s.branches.classOf[branch], schedule: e.Branch}))
	}
	branches, tags := ManualOn(t)
	if branches != nil {
		for _, b := range s.branches.pick(branches.Branches, branches.NotBranches) {
			s.manualBranch[b] = s.add(cell{event: plan.Manual, branch: b})
		}
	}
	if tags != nil {
		for _, g := range s.tags.pick(tags.Tags, tags.NotTags) {
			s.manualTag[g] = s.add(cell{event: plan.Manual, onTag: true, tag: g})
		}
	}
}

func (s *Space) addMergeRequests(c *plan.Cond) {
	s.merge = make([][]int32, len(s.targets.witness))
	sources := 1
	if s.bySource {
		sources = len(s.branches.witness)
	}
	for _, t := range s.targets.pick(c.TargetBranches, nil) {
		s.merge[t] = make([]int32, sources)
		for b := range s.merge[t] {
			s.merge[t][b] = s.add(cell{event: plan.MergeRequest, branch: int32(b), target: t, needs: s.change(c)})
		}
	}
}

func absent(c *classes) []int32 {
	out := make([]int32, len(c.witness))
	for i := range out {
		out[i] = -1
	}
	return out
}

func (s *Space) add(c cell) int32 {
	s.cells = append(s.cells, c)
	return int32(len(s.cells) - 1)
}

// change interns the path condition of c; nil when it has none, or one that every file meets. (A push that changes no
// file at all is then taken for one that does: an empty commit is no reason to forbid `paths: "**"`.)
func (s *Space) change(c *plan.Cond) *change {
	if len(c.Paths)+len(c.NotPaths) == 0 {
		return nil
	}
	key := strings.Join(c.Paths, "\n") + "\x00" + strings.Join(c.NotPaths, "\n")
	if x, ok := s.changes[key]; ok {
		return x
	}
	x := &change{files: s.paths.pick(c.Paths, c.NotPaths), text: pathText(c)}
	if len(x.files) == len(s.paths.witness) {
		x = nil
	}
	s.changes[key] = x
	return x
}

func pathText(c *plan.Cond) string {
	switch {
	case len(c.NotPaths) == 0:
		return list(c.Paths, "or")
	case len(c.Paths) == 0:
		return "anything but " + list(c.NotPaths, "and")
	}
	return list(c.Paths, "or") + " except " + list(c.NotPaths, "and")
}

// Default is the runs of a job without conditions: all of them.
func (s *Space) Default() Set { return s.everything }

// Exists returns the runs that the job exists in.
func (s *Space) Exists(j *plan.Job) Set {
	if len(j.When) == 0 {
		return s.everything
	}
	key := signature(j.When)
	if set, ok := s.sets[key]; ok {
		return set
	}
	var set Set
	for i := range j.When {
		set = set.or(s.Cond(&j.When[i]))
	}
	set.id = len(s.sets) + 1
	s.sets[key] = set
	return set
}

// signature is equal for conditions that hold in the same runs, as far as the writing goes.
func signature(when []plan.Cond) string {
	var b strings.Builder
	for i := range when {
		c := &when[i]
		for _, e := range c.Events {
			b.WriteByte('0' + byte(e))
		}
		for _, l := range [][]string{c.Branches, c.NotBranches, c.Tags, c.NotTags, c.TargetBranches, c.Paths, c.NotPaths} {
			b.WriteByte(0)
			for _, g := range l {
				b.WriteString(g)
				b.WriteByte('\n')
			}
		}
		b.WriteByte(1)
	}
	return b.String()
}

// Cond returns the runs that one alternative of a `when` holds in.
func (s *Space) Cond(c *plan.Cond) Set {
	var cells []int32
	for _, e := range c.Events {
		cells = append(cells, s.cellsOf(c, e)...)
	}
	slices.Sort(cells)
	set := Set{cells: slices.Compact(cells)}
	x := s.change(c)
	set.files = make([]*change, len(set.cells))
	for i, id := range set.cells {
		if e := s.cells[id].event; e == plan.Push || e == plan.MergeRequest {
			set.files[i] = x
		}
	}
	if x != nil && len(x.files) == 0 {
		set = set.keep(func(i int) bool { return set.files[i] == nil })
	}
	return set
}

// cellsOf returns the cells of one event that the refs of the condition admit.
func (s *Space) cellsOf(c *plan.Cond, e plan.Event) []int32 {
	onBranch := func(of []int32) []int32 {
		if !wantsBranch(&c.Refs) {
			return nil
		}
		return choose(of, s.branches.pick(c.Branches, c.NotBranches))
	}
	onTag := func(of []int32) []int32 {
		if !wantsTag(&c.Refs) {
			return nil
		}
		return choose(of, s.tags.pick(c.Tags, c.NotTags))
	}
	switch e {
	case plan.Push:
		return onBranch(s.push)
	case plan.Tag:
		return onTag(s.tag)
	case plan.Manual:
		return append(onBranch(s.manualBranch), onTag(s.manualTag)...)
	case plan.MergeRequest:
		return s.mergeCells(c)
	}
	if !wantsBranch(&c.Refs) {
		return nil
	}
	picked := s.branches.pick(c.Branches, c.NotBranches)
	var out []int32
	for _, id := range s.schedules {
		if _, ok := slices.BinarySearch(picked, s.cells[id].branch); ok {
			out = append(out, id)
		}
	}
	return out
}

func (s *Space) mergeCells(c *plan.Cond) []int32 {
	if s.merge == nil || hasTags(&c.Refs) && !hasBranches(&c.Refs) {
		return nil
	}
	sources := []int32{0}
	if s.bySource {
		sources = s.branches.pick(c.Branches, c.NotBranches)
	}
	var out []int32
	for _, t := range s.targets.pick(c.TargetBranches, nil) {
		if s.merge[t] != nil {
			out = append(out, choose(s.merge[t], sources)...)
		}
	}
	return out
}

// choose returns the cells of the classes, without those that do not exist.
func choose(of, classes []int32) []int32 {
	var out []int32
	for _, c := range classes {
		if of[c] >= 0 {
			out = append(out, of[c])
		}
	}
	return out
}
