// Package model holds the shape of the language as Go can walk it: schema/pipeline.cue, read by package gen and written
// down as Go values, so that nothing has to be parsed when cdc starts.
package model

// Type is what may stand at one place of a spec: one of its alternatives.
type Type struct {
	// Name is the definition's name without "#"; empty for a type that is written in place.
	Name string
	// Doc is the definition's comment.
	Doc Doc
	// Texts, Bool, Int, List, Maps and Any are the alternatives, those of other definitions included.
	Texts []Text
	Bool  bool
	Int   *Int
	List  *List
	Maps  []*Map
	Any   bool
	// Owners are the keys that tell Maps apart, where there are several: each stands for one of them.
	Owners []Owner
	// Number and Boolean say that the file as it lies there may have one where text is wanted.
	Number, Boolean bool
	// Parts are the alternatives as they are written in CUE.
	Parts []Part
	// Unit says that a map here is judged by itself, and that Stand stands for it where its parent is judged.
	Unit bool
}

// Doc is what the comment above a key or definition says.
type Doc struct {
	Text    string
	Default string
	Example string
	Words   []Word
}

// Word is one allowed word and what it means.
type Word struct{ Word, Text string }

// Text is one alternative that is text.
type Text struct {
	// Def is the definition that wrote it, such as "Duration"; empty when none did.
	Def string
	// Const is the only text allowed, when IsConst.
	Const   string
	IsConst bool
	// Match are the patterns that must match, Not those that must not; Filled forbids the empty text, Max limits the
	// characters.
	Match, Not []string
	Filled     bool
	Max        int
}

// Int is a whole number within bounds, both included.
type Int struct {
	Def            string
	Min, Max       int
	HasMin, HasMax bool
}

// Owner is a key that only one map of a union has, and must have.
type Owner struct {
	Key string
	Map int
}

// List is a list of at least Min items; Min is 0 or 1.
type List struct {
	Elem *Type
	Min  int
}

// Map is one definition of a map. It is closed unless Open.
type Map struct {
	Name   string
	Doc    Doc
	Fields []Field
	// Key and Value are the entries that are named by the user; Value is nil when there are none.
	Key   *Type
	Value *Type
	// Entry documents such an entry.
	Entry Doc
	// KeyCUE is the pattern of such a key as it is written in CUE.
	KeyCUE string
	Open   bool
	// Filled says that it has at least one entry.
	Filled bool
}

// Field is one key of a map.
type Field struct {
	Name     string
	Required bool
	Type     *Type
	Doc      Doc
}

// Part is one alternative as it is written in CUE.
type Part struct {
	CUE  string
	Uses []*Type
	// Maps are the maps that this part allows; a part without any allows a scalar or a list.
	Maps []*Map
}

// Field returns the index of a key of the map, or -1.
func (m *Map) Field(name string) int {
	for i := range m.Fields {
		if m.Fields[i].Name == name {
			return i
		}
	}
	return -1
}
