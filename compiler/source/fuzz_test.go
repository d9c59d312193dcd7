package source

import (
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
		if other, err := otherShape(data); err == nil && other != shape(doc.Root) {
			t.Errorf("cdc reads %s\nyaml.v3 reads %s", shape(doc.Root), other)
		}
	})
}
