package conformance

// Traps of AWS's own services and of its command line.
var awsTraps = []trapCase{}
