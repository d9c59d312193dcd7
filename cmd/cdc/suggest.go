package main

// meant is the help for a word that is not there: "did you mean X?", or otherwise when nothing is like it.
func meant(word string, known []string, otherwise string) string {
	if best := closest(word, known); best != "" {
		return "did you mean " + best + "?"
	}
	return otherwise
}

// closest returns the known word that differs least from word: by one slip in short words, by a third of the letters in
// long ones. Empty when none is near.
func closest(word string, known []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, k := range known {
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, change, or swap with their neighbour (Damerau, optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
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
	return last[len(y)]
}
