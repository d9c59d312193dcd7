package diag

// Codes about references, contexts and secrets in text.
var textCodes = []Info{}
