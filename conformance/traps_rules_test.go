package conformance

// Traps of conditions: which jobs a run of GitLab has, and which builds a webhook of CodeBuild starts.
var rulesTraps = []trapCase{}
