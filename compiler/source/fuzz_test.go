package source

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzParse holds that any bytes are read or reported: no panic, no place outside the file, nothing dropped without a
// finding, and, where nothing is reported, the tree that yaml.v3 reads. yaml.v3 may refuse what cdc reads.
func FuzzParse(f *testing.F) {
	names, err := filepath.Glob("testdata/hostile/*.yaml")
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(manyJobs(2))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, found := Parse("cdc.yaml", data)
		sound(t, data, doc, found)
		if len(found) > 0 {
			return
		}
		other, err := otherShape(data)
		if err == nil && other != shape(doc.Root) && !oldQuestion(data) {
			t.Errorf("cdc reads %s\nyaml.v3 reads %s", shape(doc.Root), other)
		}
	})
}

// oldQuestion reports whether a text may have a "?" in a flow collection, where yaml.v3 sees a key's mark without a space
// behind it too, as YAML 1.1 did: it reads [?a] as a map, which YAML 1.2 reads as the text "?a".
func oldQuestion(data []byte) bool {
	open := bytes.IndexAny(data, "{[")
	return open >= 0 && bytes.IndexByte(data[open:], '?') >= 0
}
