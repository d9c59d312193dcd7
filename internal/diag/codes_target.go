package diag

// Codes about what a target cannot hold (targets/*).
var targetCodes = []Info{}
