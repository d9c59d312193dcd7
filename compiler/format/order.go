package format

import (
	"sort"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema"
)

// bind finds the anchor that each alias stands for: the last of its name before it.
func (f *formatter) bind() {
	f.bound = make([]int, len(f.layout.Marks))
	named := map[string]int{}
	f.twice = map[string]bool{}
	for i, m := range f.layout.Marks {
		f.bound[i] = -1
		if m.Alias {
			f.bound[i] = named[m.Name]
			continue
		}
		if _, again := named[m.Name]; again {
			f.twice[m.Name] = true
		}
		named[m.Name] = i
	}
}

// marks are the indices of the anchors and aliases in text[from:to].
func (f *formatter) marks(from, to int) (first, end int) {
	at := func(off int) int {
		return sort.Search(len(f.layout.Marks), func(i int) bool { return f.layout.Marks[i].Off >= off })
	}
	return at(from), at(to)
}

// piece is an entry that may be moved: its rank, and its marks.
type piece struct {
	rank, from, to int
	waits          []int // pieces that must stay before it
}

// sorted returns the entries of a block in canonical order.
func (f *formatter) sorted(b *block) []*entry {
	keys := f.order[b.Node]
	if b.Seq || len(keys) == 0 {
		return b.entries
	}
	pieces := make([]piece, len(b.entries))
	for i, e := range b.entries {
		end := len(f.text)
		if e.Last+1 < len(f.starts) {
			end = f.starts[e.Last+1]
		}
		pieces[i].rank = rank(keys, e.Key)
		pieces[i].from, pieces[i].to = f.marks(e.From, end)
	}
	out := make([]*entry, len(pieces))
	for i, k := range f.arrange(pieces) {
		out[i] = b.entries[k]
	}
	return out
}

// rank is the place of a key: what is merged in comes first, what the language does not know last.
func rank(keys []string, key string) int {
	if key == "<<" {
		return -1
	}
	if strings.HasPrefix(key, "x-") {
		key = schema.Holders
	}
	for i, k := range keys {
		if k == key {
			return i
		}
	}
	return len(keys)
}

// arrange returns the order of pieces by rank, in which no alias comes before its anchor and each still means the same
// anchor.
func (f *formatter) arrange(pieces []piece) []int {
	f.wait(pieces)
	out := make([]int, 0, len(pieces))
	done := make([]bool, len(pieces))
	ready := func(p *piece) bool {
		for _, w := range p.waits {
			if !done[w] {
				return false
			}
		}
		return true
	}
	for len(out) < len(pieces) {
		best := -1
		for i := range pieces {
			if !done[i] && (best < 0 || pieces[i].rank < pieces[best].rank) && ready(&pieces[i]) {
				best = i
			}
		}
		done[best] = true
		out = append(out, best)
	}
	return out
}

// wait finds which pieces must stay before which: an anchor before its aliases, and all that use a name which the text
// gives twice in their order.
func (f *formatter) wait(pieces []piece) {
	user := map[string]int{}
	for i := range pieces {
		p := &pieces[i]
		for m := p.from; m < p.to; m++ {
			name := f.layout.Marks[m].Name
			if before, used := user[name]; f.twice[name] && used && before != i {
				p.waits = append(p.waits, before)
			}
			user[name] = i
			for k := 0; k < i && f.bound[m] >= 0; k++ {
				if f.bound[m] >= pieces[k].from && f.bound[m] < pieces[k].to {
					p.waits = append(p.waits, k)
				}
			}
		}
	}
}

// sortFlow brings the entries of maps in braces that stand on one line into their order, in place. What parts them stays
// where it is.
func (f *formatter) sortFlow(b *source.Block) {
	for i := range b.Parts {
		if below := b.Parts[i].Block; below != nil {
			f.sortFlow(below)
		}
	}
	if keys := f.order[b.Node]; b.Flow && !b.Seq && len(keys) > 0 && f.onLine(b) {
		f.swap(b, keys)
	}
}

// onLine reports whether a map in braces can be sorted: it stands on one line, and every entry has a value.
func (f *formatter) onLine(b *source.Block) bool {
	if len(b.Parts) < 2 || f.lineOf(b.Parts[0].From) != f.lineOf(b.Parts[len(b.Parts)-1].To) {
		return false
	}
	for i := range b.Parts {
		if b.Parts[i].Null {
			return false
		}
	}
	return true
}

func (f *formatter) swap(b *source.Block, keys []string) {
	pieces := make([]piece, len(b.Parts))
	texts := make([]string, len(b.Parts))
	for i := range b.Parts {
		p := &b.Parts[i]
		pieces[i].rank = rank(keys, p.Key)
		pieces[i].from, pieces[i].to = f.marks(p.From, p.To)
		texts[i] = string(f.text[p.From:p.To])
	}
	at := b.Parts[0].From
	var line []byte
	for i, k := range f.arrange(pieces) {
		line = append(line, texts[k]...)
		if i+1 < len(b.Parts) {
			line = append(line, f.text[b.Parts[i].To:b.Parts[i+1].From]...)
		}
	}
	copy(f.text[at:], line)
}
