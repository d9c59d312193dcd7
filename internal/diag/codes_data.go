package diag

// Codes about files, change sets, names and limits.
var dataCodes = []Info{}
