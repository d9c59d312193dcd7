package main

import "github.com/cdc-dev/cdc/internal/near"

// meant is the help for a word that is not there: "did you mean X?", or otherwise when nothing is like it.
func meant(word string, known []string, otherwise string) string {
	if best := near.Nearest(word, known); best != "" {
		return "did you mean " + best + "?"
	}
	return otherwise
}
