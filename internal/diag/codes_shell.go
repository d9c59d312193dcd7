package diag

// Codes about shell text (compiler/shell).
var shellCodes = []Info{}
