package conformance

// Traps of GitLab's graph: needs, stages, gates, and the job that stops a review app.
var graphTraps = []trapCase{}
