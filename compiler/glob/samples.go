package glob

import (
	"slices"
	"strings"
)

// maxStates bounds the search of Samples, and maxWork its states times their positions. A dozen globs with a wildcard or
// two need some hundreds of states.
const (
	maxStates = 8192
	maxWork   = 2 << 20
)

// Samples returns names so that every combination of verdicts which the globs can give to one name is given to one of
// them: with `release/*` and `*/1` a name that both match, one for each alone and one for neither. A name is not empty,
// does not begin or end with a slash and has no two in a row. Each sample is a shortest one.
//
// The search goes through the automaton of all globs at once, and so is exact; complete is false when it was cut short
// because the globs have too many states in common.
func Samples(globs []Glob) (samples []string, complete bool) {
	a := newAutomaton(globs)
	first := node{state: a.closure(a.start), parent: -1}
	nodes := []node{first}
	seen := map[string]bool{first.key(): true}
	verdicts := map[string]bool{}
	limit := min(maxStates, maxWork/max(1, len(a.positions)))
	for i := 0; i < len(nodes); i++ {
		if n := nodes[i]; n.parent >= 0 && n.char != '/' {
			if v := a.verdict(n.state); !verdicts[v] {
				verdicts[v] = true
				samples = append(samples, spell(nodes, i))
			}
		}
		for _, c := range a.alphabet {
			if c == '/' && (nodes[i].parent < 0 || nodes[i].char == '/') {
				continue
			}
			next := node{state: a.closure(a.step(nodes[i].state, c)), parent: i, char: c}
			if k := next.key(); !seen[k] {
				if len(nodes) >= limit {
					return samples, false
				}
				seen[k] = true
				nodes = append(nodes, next)
			}
		}
	}
	return samples, true
}

// node is a state of the search and how it was reached.
type node struct {
	state  []uint64
	parent int
	char   rune
}

// key tells states apart; what may follow a slash differs from what may follow another character.
func (n node) key() string {
	var b strings.Builder
	for _, w := range n.state {
		for s := 0; s < 64; s += 8 {
			b.WriteByte(byte(w >> s))
		}
	}
	if n.char == '/' || n.parent < 0 {
		b.WriteByte('/')
	}
	return b.String()
}

// spell returns the characters that lead to a node.
func spell(nodes []node, i int) string {
	var out []rune
	for ; nodes[i].parent >= 0; i = nodes[i].parent {
		out = append(out, nodes[i].char)
	}
	slices.Reverse(out)
	return string(out)
}

// automaton reads a text for all globs at once. A position is a place in one alternative of one glob; a state is the set
// of positions that the text read so far can be at.
type automaton struct {
	positions []position
	start     []uint64
	accepting []uint64
	owner     []int // of an accepting position: its glob
	globs     int
	alphabet  []rune
}

// position is what the next character may be, and where that leads: to the next position, or to the same one.
type position struct {
	kind kind
	char rune // of a literal
	end  bool // nothing may follow
	// inside: in the middle of what `**/` stands for.
	inside bool
}

func newAutomaton(globs []Glob) *automaton {
	a := &automaton{globs: len(globs)}
	used := map[rune]bool{'/': true}
	for i, g := range globs {
		for _, alt := range g.alts {
			a.add(i, alt, used)
		}
	}
	fresh := 'x'
	for used[fresh] {
		fresh++
	}
	used[fresh] = true
	for c := range used {
		a.alphabet = append(a.alphabet, c)
	}
	// The fresh character first, so that a sample shows what is free in it; then in order, so that nothing is random.
	slices.SortFunc(a.alphabet, func(x, y rune) int {
		switch {
		case x == y:
			return 0
		case x == fresh || y != fresh && x < y:
			return -1
		}
		return 1
	})
	words := len(a.positions)/64 + 1
	a.start, a.accepting = grow(a.start, words), grow(a.accepting, words)
	return a
}

// add appends the positions of one alternative.
func (a *automaton) add(glob int, alt []piece, used map[rune]bool) {
	a.start = set(a.start, len(a.positions))
	put := func(p position) { a.positions, a.owner = append(a.positions, p), append(a.owner, glob) }
	for _, p := range alt {
		switch p.kind {
		case literal:
			for _, c := range p.text {
				used[c] = true
				put(position{kind: literal, char: c})
			}
		case dirs:
			put(position{kind: dirs})
			put(position{kind: dirs, inside: true})
		default:
			put(position{kind: p.kind})
		}
	}
	a.accepting = set(a.accepting, len(a.positions))
	put(position{end: true})
}

// closure adds the positions that are reached without reading anything.
func (a *automaton) closure(state []uint64) []uint64 {
	for i := range a.positions {
		if !has(state, i) || a.positions[i].end {
			continue
		}
		switch p := a.positions[i]; {
		case p.kind == anyRun || p.kind == anything:
			state = set(state, i+1)
		case p.kind == dirs && !p.inside:
			state = set(set(state, i+1), i+2)
		}
	}
	return state
}

// step reads one character.
func (a *automaton) step(state []uint64, c rune) []uint64 {
	out := make([]uint64, len(state))
	for i, p := range a.positions {
		if !has(state, i) || p.end {
			continue
		}
		switch p.kind {
		case literal:
			if p.char == c {
				out = set(out, i+1)
			}
		case anyChar:
			if c != '/' {
				out = set(out, i+1)
			}
		case anyRun:
			if c != '/' {
				out = set(out, i)
			}
		case anything:
			out = set(out, i)
		case dirs:
			if p.inside {
				out = set(out, i)
				if c == '/' {
					out = set(out, i+1)
				}
			}
		}
	}
	return out
}

// verdict tells for each glob whether it matches a text that ends in the state.
func (a *automaton) verdict(state []uint64) string {
	v := make([]byte, a.globs)
	for i := range a.positions {
		if has(state, i) && has(a.accepting, i) {
			v[a.owner[i]] = 1
		}
	}
	return string(v)
}

func has(s []uint64, i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 == 1 }

func set(s []uint64, i int) []uint64 {
	s = grow(s, i/64+1)
	s[i/64] |= 1 << (i % 64)
	return s
}

func grow(s []uint64, words int) []uint64 {
	for len(s) < words {
		s = append(s, 0)
	}
	return s
}
