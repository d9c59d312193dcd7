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

// few is how many names a help lists. Of more, nobody picks the right one from a line.
const few = 8

// instead is the help for a name that nothing has: the one that was probably meant, or all there are when they are few. things
// is what they are, as it stands before a list; mark stands on both sides of the guess.
func (g *guesser) instead(name, things string, known []string, mark string) string {
	if guess := g.near(name, known); guess != "" {
		return didYouMean(guess, mark, mark)
	}
	return those(things, known)
}

// those lists what there is, when it is little.
func those(things string, known []string) string {
	switch n := len(known); {
	case n == 1:
		return "there is only " + known[0]
	case n > 1 && n <= few:
		return things + " are " + list(known, "and")
	}
	return ""
}
