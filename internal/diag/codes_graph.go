package diag

// Codes about jobs, needs, conditions, environments, gates.
var graphCodes = []Info{}
