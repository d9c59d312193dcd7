package conformance

// Traps of pipelines in CloudFormation.
var cfnTraps = []trapCase{}
