// Package spec is the pipeline as its author wrote it: every value typed, every value with its place, nothing resolved.
// Field for field it is schema/pipeline.cue; it is decoded leniently, so that the rules can still speak about a spec
// whose shape has faults elsewhere.
package spec

import (
	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/internal/diag"
)

// Val is a value and the node it was read from. The zero Val was not written.
type Val[T any] struct {
	V    T
	Node *source.Node
}

// Text is a text value, as typed.
type Text = Val[string]

// Bool is a boolean value.
type Bool = Val[bool]

// Int is a whole number.
type Int = Val[int]

// Set reports whether the value was written.
func (v Val[T]) Set() bool { return v.Node != nil }

// At is the place of the value, or the zero Range.
func (v Val[T]) At() diag.Range {
	if v.Node == nil {
		return diag.Range{}
	}
	return v.Node.Range
}

// Or returns the value, or def when it was not written.
func (v Val[T]) Or(def T) T {
	if v.Node == nil {
		return def
	}
	return v.V
}

// Named is an entry of a map: a key with its place, and a value.
type Named[T any] struct {
	Key Text
	V   T
}

// KV is an entry of a map of texts.
type KV = Named[Text]
