// Package source reads the bytes of a spec into a tree in which everything keeps its place. It is the only package that
// knows goccy, and the only one that sees YAML: what comes out has no aliases, no merge keys and no tags left.
package source

import "github.com/cdc-dev/cdc/internal/diag"

// Kind is the shape of a node.
type Kind uint8

// The kinds. Null is an absent value: nothing after the colon, `~` or `null`. Its Text is what was typed.
const (
	Null Kind = iota + 1
	Scalar
	Map
	Seq
	// Bad is a value that could not be read. The finding about it has been made: whoever meets one says nothing more.
	Bad
)

// Style is how a scalar was written.
type Style uint8

// The styles of YAML 1.2, chapter 7.3 and 8.1.
const (
	Plain Style = iota + 1
	Single
	Double
	Literal
	Folded
)

// Node is a value of the spec. Nodes are shared by every alias of an anchor and must not be changed.
type Node struct {
	Kind  Kind
	Style Style // of a scalar
	// Broken says that something of this map or sequence could not be read, so that the absence of a key proves nothing.
	Broken bool
	// Text is a scalar's characters: as typed for a plain one (`3.10` is "3.10", `yes` is "yes"), decoded for a quoted
	// or block one.
	Text string
	// Range is the value as written, without its anchor; of a block scalar, its content; of a map or sequence, from its
	// first key or item to the end of its last.
	Range   diag.Range
	Entries []Entry // of a map, in the order written; merged entries come last
	Items   []*Node // of a sequence
	// Joined: a command that YAML cut at its commas and the decoder put together again.
	Joined bool

	// at maps a byte offset of Text to its place; nil when Text stands on one line exactly as typed.
	at []segment
}

// Entry is a key and its value.
type Entry struct {
	Key    *Node
	Value  *Node
	Merged bool // came in through `<<`
}

// segment says that Text[off:] stands at pos in the file, up to the next segment. Within a segment one character of
// Text is one character of the file.
type segment struct {
	off int
	pos diag.Pos
}

// Get returns the value of a key, or nil. It may be called on a nil node and on a node that is no map.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key.Text == key {
			return n.Entries[i].Value
		}
	}
	return nil
}

// Key returns the node of a key itself, or nil.
func (n *Node) Key(key string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Entries {
		if n.Entries[i].Key.Text == key {
			return n.Entries[i].Key
		}
	}
	return nil
}

// IsPlain reports whether the node is an unquoted scalar: one that a YAML reader might take for a number or a boolean.
func (n *Node) IsPlain() bool { return n != nil && n.Kind == Scalar && n.Style == Plain }

// Doc is a spec as read.
type Doc struct {
	// Root is never nil. It is a map when Parse returned no error, and a Bad node when the file holds no map at all.
	Root *Node
	// Lines is the text, line by line, without line ends: what a report shows above its caret.
	Lines []string
	// Comments are all comments of the file, in order; the ignore comments are found among them.
	Comments []Comment
}

// Comment is one comment, without its `#`.
type Comment struct {
	Pos  diag.Pos
	Text string
	// Alone reports whether nothing else stands on the line.
	Alone bool
}
