package diag

import "fmt"

// Summary is the last line of a run: "2 files written, 0 errors, 1 warning". Notes do not count.
func (l List) Summary(files int) string {
	return fmt.Sprintf("%s written, %s, %s", count(files, "file"), count(l.Count(Error), "error"), count(l.Count(Warning), "warning"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
