package conformance

// Traps of Shippable.
var shippableTraps = []trapCase{}
