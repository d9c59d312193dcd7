package schema

import (
	"encoding/binary"
	"slices"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// The shape of a value is everything about it that CUE's verdict can depend on, and nothing else: of a text, which
// alternatives it satisfies; of a number, whether it is within bounds; of a list, whether it is empty and which shapes
// its items have; of a map, which keys it has, each with the shape of its value. The language has no rule that compares
// two places, so values of one shape get one verdict, and CUE judges one of them.
//
// Equal shapes have equal numbers: each shape is written down once, in terms of the numbers of its parts.

// unit is one value that CUE judges by itself.
type unit struct {
	typ *model.Type
	arm int
	n   *source.Node
	id  uint32 // of its shape
}

func (u unit) definition() *model.Map { return u.typ.Maps[u.arm] }

func (u unit) key() unitKey { return unitKey{u.definition(), u.id} }

type unitKey struct {
	m  *model.Map
	id uint32
}

type shaper struct {
	memory *memory
	ids    map[string]uint32 // the part of the memory that this spec has met, which needs no lock
	buf    []byte
	seen   map[unitKey]bool
	units  []unit
	// broken says that something could not be read, so that CUE cannot judge the whole.
	broken bool
}

func newShaper() *shaper {
	return &shaper{memory: remembered(), ids: map[string]uint32{}, seen: map[unitKey]bool{}}
}

// Shapes that have no parts.
const (
	shapeAny = iota + 1
	shapeUnit
	shapeBool
	shapeIn    // a number within bounds
	shapeOut   // and one that is not
	shapeWrong // a kind that the place does not allow
	firstShape
)

// intern returns the number of the shape written in buf[at:], and takes it off.
func (s *shaper) intern(at int) uint32 {
	id, ok := s.ids[string(s.buf[at:])]
	if !ok {
		text := string(s.buf[at:])
		id = s.memory.number(text)
		s.ids[text] = id
	}
	s.buf = s.buf[:at]
	return id
}

// shape returns the number of n's shape at a place of type t, and notes the units in it.
func (s *shaper) shape(t *model.Type, n *source.Node) uint32 {
	if t.Any {
		return shapeAny
	}
	s.broken = s.broken || n.Broken
	switch n.Kind {
	case source.Bad:
		s.broken = true
	case source.Scalar:
		return s.scalar(t, n)
	case source.Seq:
		if t.List != nil {
			return s.list(t.List, n)
		}
	case source.Map:
		if len(t.Maps) > 0 {
			return s.union(t, n)
		}
	}
	return shapeWrong
}

func (s *shaper) scalar(t *model.Type, n *source.Node) uint32 {
	if len(t.Texts) > 0 {
		at := len(s.buf)
		s.buf = binary.AppendUvarint(append(s.buf, 't'), class(t, n.Text))
		return s.intern(at)
	}
	if _, ok := boolean(n); ok && t.Bool {
		return shapeBool
	}
	if t.Int != nil {
		if v, ok := integer(n); ok && inBounds(t.Int, v) {
			return shapeIn
		} else if ok {
			return shapeOut
		}
	}
	return shapeWrong
}

func (s *shaper) list(l *model.List, n *source.Node) uint32 {
	var few [8]uint64
	items := few[:0]
	for _, item := range n.Items {
		items = addShape(items, uint64(s.shape(l.Elem, item)))
	}
	return s.set('l', items)
}

// union is the shape of a map. A unit is noted for judgement, and its parent only learns that it is one.
func (s *shaper) union(t *model.Type, n *source.Node) uint32 {
	i := arm(t, n)
	id := s.entries(t.Maps[i], n)
	if !t.Unit {
		if len(t.Maps) == 1 {
			return id
		}
		at := len(s.buf)
		s.buf = binary.AppendUvarint(append(s.buf, 'u', byte(i)), uint64(id))
		return s.intern(at)
	}
	if u := (unit{t, i, n, id}); !s.seen[u.key()] {
		s.seen[u.key()] = true
		s.units = append(s.units, u)
	}
	return shapeUnit
}

// Keys that are no key of the map.
const (
	keyUnknown = 1 << 16
	keyNamed   = 1 << 17 // named by the user; its class is added
)

func (s *shaper) entries(m *model.Map, n *source.Node) uint32 {
	var few [40]uint64
	items := few[:0]
	s.broken = s.broken || n.Broken
	if m.Open {
		return s.set('m', items)
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if f := m.Field(e.Key.Text); f >= 0 {
			items = addShape(items, uint64(f)<<32|uint64(s.shape(m.Fields[f].Type, e.Value)))
		} else if m.Value == nil {
			items = addShape(items, keyUnknown<<32)
		} else if c := class(m.Key, e.Key.Text); c == 0 {
			items = addShape(items, keyUnknown<<32)
		} else {
			items = addShape(items, (keyNamed|c)<<32|uint64(s.shape(m.Value, e.Value)))
		}
	}
	return s.set('m', items)
}

// addShape adds to a set; what was added just before is the most likely repetition.
func addShape(set []uint64, v uint64) []uint64 {
	if slices.Contains(set[max(0, len(set)-4):], v) {
		return set
	}
	return append(set, v)
}

// set is the shape of a set of shapes, whatever their order.
func (s *shaper) set(kind byte, items []uint64) uint32 {
	slices.Sort(items)
	items = slices.Compact(items)
	at := len(s.buf)
	s.buf = append(s.buf, kind)
	for _, v := range items {
		s.buf = binary.AppendUvarint(s.buf, v)
	}
	return s.intern(at)
}
