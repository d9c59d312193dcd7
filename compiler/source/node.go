// Package source reads the bytes of a spec into a tree in which everything keeps its place. It is the only package that
// knows goccy, and the only one that sees YAML: what comes out has no aliases, no merge keys and no tags left.
//
// Bytes pass a guard (size, encoding, characters), then one reader that takes each character once. The reader is written
// by hand because the libraries cannot do what a compiler of pipelines needs: goccy's parser takes time quadratic in the
// keys of a map and has no bound for brackets or aliases, drops tabs, and miscounts places behind comments and CRLF;
// yaml.v3 stops at the first fault and has no place for what is inside a text. It reads YAML 1.2.2 without tags,
// directives, several documents and keys of several lines, which are findings here.
//
// What keeps it honest: a text that is not simply a part of the file is read again by goccy, at run time, and the two must
// agree (second.go); whole trees are compared with yaml.v3 in the tests and by FuzzParse.
//
// After a fault, reading goes on at the next line that is indented no further than what the fault stands in, so that one
// run shows every fault, and the rest of the tree can still be judged.
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
	// first key or item, dash or bracket to the end of its last. An empty value is the place behind its colon or dash.
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
	// Lines is the text, line by line, without line ends: what a report shows above its caret. Control characters are
	// replaced, so that no terminal obeys them. It is nil when the file is no text.
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
