package judge

import _ "embed" // the schema is a file of its own, so that editors can read it

//go:embed appspec.schema.json
var appspecSchema []byte

// appspec is the schema of CodeDeploy's appspec.yml, written from the CodeDeploy User Guide ("AppSpec file reference") and
// from what the agent refuses.
var appspec = document{name: "appspec", text: appspecSchema, words: "an AppSpec"}
