package judge

import _ "embed" // the schema is a file of its own, so that editors can read it

//go:embed shippable.schema.json
var shippableSchema []byte

// shippable is the schema of shippable.yml, written from Shippable's documentation of 2016 (`build`) and 2014 (the older
// dialect).
var shippable = document{name: "shippable", text: shippableSchema, words: "Shippable"}
