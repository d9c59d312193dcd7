package schema

import (
	"sync"
	"sync/atomic"
)

// memory is what one process knows of shapes: their numbers, and those of units that CUE has accepted. A thousand specs of
// one company have a few dozen shapes among them, so that linting them all asks CUE a few dozen times; asked for each spec,
// CUE took two thirds of the time. A unit that CUE refused is not remembered: its spec is walked for its faults anyway.
type memory struct {
	mu       sync.Mutex
	numbers  map[string]uint32
	accepted map[unitKey]bool
}

// latest is the memory that the next spec gets. Nothing of a spec is in it but its shapes.
var latest atomic.Pointer[memory]

// manyShapes is how many shapes a memory takes before the next spec begins a new one. The specs of the golden files have
// 1,100; at some thirty bytes each this many are 2 MB.
const manyShapes = 1 << 16

// remembered returns the memory of this process. A spec keeps the one that it began with: numbers of two memories are not
// comparable.
func remembered() *memory {
	if m := latest.Load(); m != nil && m.size() < manyShapes {
		return m
	}
	m := newMemory()
	latest.Store(m)
	return m
}

func newMemory() *memory {
	return &memory{numbers: map[string]uint32{}, accepted: map[unitKey]bool{}}
}

func (m *memory) size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.numbers)
}

// number is the number of a shape, which is written in numbers of this memory.
func (m *memory) number(shape string) uint32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	id, ok := m.numbers[shape]
	if !ok {
		id = uint32(len(m.numbers) + firstShape)
		m.numbers[shape] = id
	}
	return id
}

// strange returns the units that CUE has not judged yet.
func (m *memory) strange(units []unit) []unit {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []unit
	for _, u := range units {
		if !m.accepted[u.key()] {
			out = append(out, u)
		}
	}
	return out
}

func (m *memory) accept(units []unit) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, u := range units {
		m.accepted[u.key()] = true
	}
}
