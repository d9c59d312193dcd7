package judge

import _ "embed" // the schema is a file of its own, so that editors can read it

//go:embed codebuild.schema.json
var codebuildSchema []byte

// codebuild is the schema of a buildspec, written from the AWS CodeBuild User Guide ("Build specification reference" and
// "Batch build buildspec reference"), because AWS publishes none. A file of version 0.1 may only have the keys of 0.1.
var codebuild = document{name: "codebuild", text: codebuildSchema, words: "a buildspec of this version"}
