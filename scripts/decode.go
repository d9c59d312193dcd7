//go:build ignore

// Decode reads YAML with goccy/go-yaml into maps and does nothing else: what scripts/bench.go compares cdc with.
package main

import (
	"log"
	"os"

	"github.com/goccy/go-yaml"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var out any
	if err := yaml.Unmarshal(data, &out); err != nil {
		log.Fatal(err)
	}
}
