// Package emit writes YAML and JSON that every reader reads alike, in the form an expert would commit.
//
// The value types keep order: no map reaches a writer.
package emit

// Value is one of Str, Raw, Int, Bool, Null, Map, Seq, Flow, Tag, Noted, Shared.
type Value interface{ value() }

// Str is a text. The writer chooses its style: plain only where every reader of YAML 1.1 and 1.2 takes it for this very
// text, a literal block for several lines where that is safe, else quoted.
type Str string

// Raw is written as it is: a number such as 0.2 or 0.0 whose form matters. The caller answers for it.
type Raw string

// Int is a whole number.
type Int int64

// Bool is true or false.
type Bool bool

// Null is the null value.
type Null struct{}

// Map is an ordered map. Keys are unique; the writer does not check it.
type Map []Entry

// Seq is a sequence.
type Seq []Value

// Flow writes what it holds on one line, in flow style: ["15", "17"].
type Flow struct{ Value Value }

// Tag writes a local tag before the value: !Ref AWS::AccountId. JSON has no tags; writing one there is a fault of the
// caller.
type Tag struct {
	Name  string // with its "!"
	Value Value
}

// Noted is an item of a sequence with a comment behind its first line. JSON leaves the comment out.
type Noted struct {
	Value Value
	Line  string
}

// Shared is a value that stands in several places of a document: written out with an anchor where it comes first, and as
// an alias behind that. Two with the same name hold the same value, which the caller answers for. JSON has no aliases, and
// every place has the value.
type Shared struct {
	Name  string // letters, digits, - and _
	Value Value
}

// Entry is a key and its value.
type Entry struct {
	Key   string
	Value Value
	// Blank writes an empty line before the entry; not before the first of its parent, nor at the start of a file.
	Blank bool
	// Head is comment lines above the entry, without "# "; Line is a comment behind it. JSON has no comments and leaves
	// them out.
	Head []string
	Line string
}

func (Str) value()    {}
func (Raw) value()    {}
func (Int) value()    {}
func (Bool) value()   {}
func (Null) value()   {}
func (Map) value()    {}
func (Seq) value()    {}
func (Flow) value()   {}
func (Tag) value()    {}
func (Noted) value()  {}
func (Shared) value() {}

// Add appends an entry and returns the map, so that a model can be written in print order.
func (m *Map) Add(key string, v Value) { *m = append(*m, Entry{Key: key, Value: v}) }

// Section appends an entry with an empty line before it.
func (m *Map) Section(key string, v Value) { *m = append(*m, Entry{Key: key, Value: v, Blank: true}) }

// Strs makes a sequence of texts.
func Strs(texts ...string) Seq {
	out := make(Seq, len(texts))
	for i, s := range texts {
		out[i] = Str(s)
	}
	return out
}
