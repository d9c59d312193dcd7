package diag

// Codes about the shape of the language (schema).
var shapeCodes = []Info{}
