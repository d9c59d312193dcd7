package rules

import "github.com/cdc-dev/cdc/internal/near"

// guesser finds the name that the author may have meant.
type guesser struct{ asked int }

// maxGuesses bounds the search: whoever has so many wrong names has another problem.
const maxGuesses = 50

// near returns the known name most like name, or nothing.
func (g *guesser) near(name string, known []string) string {
	if g.asked++; g.asked > maxGuesses {
		return ""
	}
	return near.Nearest(name, known)
}
