package schema

import _ "embed"

//go:embed pipeline.schema.json
var jsonSchema []byte

// JSONSchema returns the language as a JSON Schema of draft-07, for editors. The caller must not change it.
func JSONSchema() []byte { return jsonSchema }
