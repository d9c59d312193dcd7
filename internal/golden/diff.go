package golden

import "strings"

// Diff shows two texts line by line: what only the first has with "-", what only the second has with "+", and three
// lines around each change.
func Diff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	lo := 0
	for lo < len(x) && lo < len(y) && x[lo] == y[lo] {
		lo++
	}
	hx, hy := len(x), len(y)
	for hx > lo && hy > lo && x[hx-1] == y[hy-1] {
		hx, hy = hx-1, hy-1
	}
	var out strings.Builder
	put := func(sign string, lines []string) {
		for _, l := range lines {
			out.WriteString(sign + l + "\n")
		}
	}
	put("  ", x[max(0, lo-3):lo])
	put("- ", x[lo:hx])
	put("+ ", y[lo:hy])
	put("  ", x[hx:min(len(x), hx+3)])
	return out.String()
}
