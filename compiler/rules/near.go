package rules

import "strings"

// guesser finds the name that the author may have meant.
type guesser struct{ asked int }

// maxGuesses bounds the search: whoever has so many wrong names has another problem.
const maxGuesses = 50

// near returns the known name most like name, or nothing.
func (g *guesser) near(name string, known []string) string {
	if g.asked++; g.asked > maxGuesses {
		return ""
	}
	best, least := "", max(1, len(name)/3)+1
	for _, k := range known {
		switch {
		case k == name:
			continue
		case same(k) == same(name):
			return k
		}
		d := distance(name, k, least)
		if len(name) >= 4 && len(k) >= 4 && (strings.HasPrefix(k, name[:4]) && abs(len(k)-len(name)) <= 4) {
			d = min(d, max(1, len(name)/3))
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

// same makes names equal that differ in case and separators only.
func same(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == '.' || r == ' ' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// distance is the number of characters to change, add, drop or swap, or most when there are that many.
func distance(a, b string, most int) int {
	if abs(len(a)-len(b)) >= most {
		return most
	}
	var last []int
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], last[j-2]+1)
			}
		}
		last, prev = prev, row
	}
	return min(prev[len(b)], most)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
