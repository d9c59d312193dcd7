package event

import (
	"encoding/binary"
	"slices"
	"sort"
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
)

// classes is the names of one kind (branches, tags, target branches, paths) as far as the spec's globs tell them apart.
type classes struct {
	// witness is one name of each class; class 0 is a name that no glob of the spec speaks of, if there is one.
	witness []string
	// from is the glob that a witness was made for; empty when the witness is a name that stands in the spec, and for
	// the name that no glob speaks of.
	from    []string
	literal []bool
	classOf map[string]int32   // of every name that stands in the spec
	members map[string][]int32 // of every glob
	picked  map[string][]int32 // memo of pick
}

// other is a name that a spec is unlikely to have. It has no character that a glob could mean by accident.
const other = "cdc-other-0"

// newClasses makes the classes of the names that the globs tell apart. names are further names that must have a class.
func newClasses(globs, names []string) *classes {
	c := &classes{classOf: map[string]int32{}, members: map[string][]int32{}, picked: map[string][]int32{}}
	globs = unique(globs)
	candidates, from := candidates(globs, names)
	hits := match(globs, candidates)
	seen := map[string]int32{}
	var key []byte
	for i, name := range candidates {
		key = key[:0]
		for _, g := range hits[i] {
			key = binary.AppendUvarint(key, uint64(g))
		}
		id, ok := seen[string(key)]
		if !ok {
			id = int32(len(c.witness))
			seen[string(key)] = id
			c.witness, c.from, c.literal = append(c.witness, name), append(c.from, from[i]), append(c.literal, i > 0 && from[i] == "")
			for _, g := range hits[i] {
				c.members[globs[g]] = append(c.members[globs[g]], id)
			}
		}
		c.classOf[name] = id
	}
	return c
}

// candidates returns names that between them fall into every class, and the glob that each was made for.
func candidates(globs, names []string) (out, from []string) {
	out, from = []string{other}, []string{""}
	have := map[string]bool{other: true}
	add := func(name, g string) {
		if name != "" && !have[name] {
			have[name], out, from = true, append(out, name), append(from, g)
		}
	}
	for _, n := range names {
		add(n, "")
	}
	var wild []string
	for _, g := range globs {
		if lit, ok := glob.Literal(g); ok {
			add(lit, "")
		} else {
			wild = append(wild, g)
		}
	}
	for _, g := range wild {
		for _, s := range samples(g) {
			add(s, g)
		}
	}
	if len(wild) <= maxExact && exact(wild, add) {
		return out, from
	}
	for i, a := range wild {
		if len(wild) > maxCrossed && i >= alwaysCrossed {
			break
		}
		for _, b := range wild[i+1:] {
			if s, ok := both(a, b); ok {
				add(s, a)
			}
		}
	}
	return out, from
}

// maxExact is how many globs with wildcards are handed to glob.Samples, whose search is exact and grows with the product of
// what they match.
const maxExact = 6

// exact adds a name for every combination of the globs that some name matches; it reports false when there are too many.
func exact(wild []string, add func(name, from string)) bool {
	var read []glob.Glob
	var names []string
	for _, w := range wild {
		if g, fault := glob.Parse(w); fault == nil {
			read, names = append(read, g), append(names, w)
		}
	}
	found, complete := glob.Samples(read)
	for _, name := range found {
		for i, g := range read {
			if g.Match(name) {
				add(name, names[i])
				break
			}
		}
	}
	return complete
}

// maxCrossed is how many globs with wildcards are crossed with each other in search of a name that two of them match. A
// spec has a handful. The search is quadratic, so of more only the first (those of the triggers, which every condition
// meets) are crossed with the rest.
const maxCrossed, alwaysCrossed = 48, 8

// match returns, for every name, the ascending numbers of the globs that match it. A glob is tried only on names that
// begin with its fixed beginning, so that ten thousand jobs with a path each stay linear.
func match(globs, names []string) [][]int32 {
	out := make([][]int32, len(names))
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return names[order[a]] < names[order[b]] })
	for gi, g := range globs {
		read, fault := glob.Parse(g)
		if fault != nil {
			continue
		}
		prefix := prefix(g)
		at := sort.Search(len(order), func(i int) bool { return names[order[i]] >= prefix })
		for ; at < len(order) && strings.HasPrefix(names[order[at]], prefix); at++ {
			if read.Match(names[order[at]]) {
				out[order[at]] = append(out[order[at]], int32(gi))
			}
		}
	}
	return out
}

// pick returns the classes that the positive globs admit (all when there are none) without those of the negative ones,
// ascending.
func (c *classes) pick(yes, no []string) []int32 {
	key := strings.Join(yes, "\n") + "\x00" + strings.Join(no, "\n")
	if out, ok := c.picked[key]; ok {
		return out
	}
	var out []int32
	for _, g := range yes {
		out = append(out, c.members[g]...)
	}
	if len(yes) == 0 {
		for i := range c.witness {
			out = append(out, int32(i))
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	for _, g := range no {
		out = without(out, c.members[g])
	}
	c.picked[key] = out
	return out
}

// without returns a without b; both are ascending.
func without(a, b []int32) []int32 {
	var out []int32
	for _, x := range a {
		for len(b) > 0 && b[0] < x {
			b = b[1:]
		}
		if len(b) == 0 || b[0] != x {
			out = append(out, x)
		}
	}
	return out
}

// within reports whether a is a subset of b; both are ascending.
func within(a, b []int32) bool { return len(without(a, b)) == 0 }

// merge returns the union; both are ascending.
func merge(a, b []int32) []int32 {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// unique returns the texts without repetitions, in order.
func unique(in []string) []string {
	seen := make(map[string]bool, len(in))
	var out []string
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
