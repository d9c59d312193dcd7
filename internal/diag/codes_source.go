package diag

// Codes about bytes and YAML (compiler/source).
var sourceCodes = []Info{}
