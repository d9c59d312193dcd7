package plan

import (
	"strconv"

	"github.com/cdc-dev/cdc/internal/diag"
)

// Tree is a value whose keys the compiler does not know: a target's options, its raw overrides, CodeDeploy's own
// objects. The zero Tree is absent.
type Tree struct {
	Kind   TreeKind
	Text   string // of a scalar, as typed
	Quoted bool   // the scalar was quoted, and so is a string whatever it looks like
	Map    []TreeEntry
	Seq    []Tree
	At     diag.Range
	Path   string
}

// TreeEntry is one key of a map.
type TreeEntry struct {
	Key   string
	KeyAt diag.Range
	Value Tree
}

// TreeKind is the shape of a tree.
type TreeKind uint8

// The shapes.
const (
	TreeNull TreeKind = iota + 1
	TreeScalar
	TreeMap
	TreeSeq
)

// Get returns the value of a key, or the zero Tree.
func (t Tree) Get(key string) Tree {
	for _, e := range t.Map {
		if e.Key == key {
			return e.Value
		}
	}
	return Tree{}
}

// IsZero reports whether the tree is absent.
func (t Tree) IsZero() bool { return t.Kind == 0 }

// Or returns the scalar's text, or def when the tree is absent.
func (t Tree) Or(def string) string {
	if t.Kind != TreeScalar {
		return def
	}
	return t.Text
}

// True reports whether the tree is the boolean true, as CUE and YAML 1.2 read it.
func (t Tree) True() bool { return t.Kind == TreeScalar && !t.Quoted && t.Text == "true" }

// Int returns the scalar as a whole number.
func (t Tree) Int() (int, bool) {
	if t.Kind != TreeScalar || t.Quoted {
		return 0, false
	}
	n, err := strconv.Atoi(t.Text)
	return n, err == nil
}
