// Package near finds the word that was probably meant by one that is not known: the "did you mean" of every finding.
package near

import "strings"

// longest is the length of a word, in bytes, behind which no guess is made: it is no slip, and the search would cost.
const longest = 64

// Nearest returns the known word that was probably meant, or "": the same word but for case and separators, one that
// begins alike, or else the one that differs in the fewest letters, by no more than about a third of them. Of words that
// differ as much, the first of known is taken. The word itself is never returned.
func Nearest(word string, known []string) string {
	if len(word) > longest || strings.Trim(word, "0123456789.") == "" {
		return ""
	}
	small, bare := strings.ToLower(word), plain(word)
	best, least := "", slips(word)+1
	for _, k := range known {
		if k == word || len(k) > 2*longest {
			continue
		}
		if plain(k) == bare {
			return k
		}
		lower := strings.ToLower(k)
		d := distance(small, lower, least)
		if begins(small, lower) {
			d = min(d, slips(word))
		}
		if d < least && d < len(word) {
			best, least = k, d
		}
	}
	return best
}

// slips is how many letters a word may be off: none in two letters, one in three, another for each further three, at most four.
func slips(word string) int {
	if len(word) < 3 {
		return 0
	}
	return min(4, (len(word)+1)/3)
}

// begins reports whether both words begin with the same four letters or more, which are all of the known word (prod, of
// production), all of the unknown one before a dash, or more than half of the longer one.
func begins(small, known string) bool {
	same := 0
	for same < len(small) && same < len(known) && small[same] == known[same] {
		same++
	}
	return same >= 4 && (2*same > max(len(small), len(known)) || same == len(known) ||
		same == len(small) && strings.HasPrefix(known[same:], "-"))
}

// plain is the word without what people leave out or put in: case, and what separates its parts.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// distance counts the letters to insert, delete, replace or swap with their neighbour (Damerau, optimal string alignment)
// to get from a to b; it returns most when there are that many.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= most || len(y)-len(x) >= most {
		return most
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], most)
}
