package source

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/diag"
)

// finding makes an error at the path that is being read.
func (r *reader) finding(code diag.Code, at diag.Range, message string) diag.Diagnostic {
	return diag.New(diag.Error, code, at, r.where(), message)
}

// add adds a finding, unless there are so many that nobody reads them.
func (r *reader) add(d diag.Diagnostic) {
	if r.said[d.Level]++; r.said[d.Level] <= maxFindings {
		r.found.Add(d)
	}
}

// full reports whether no further error is taken, so that its words need not be made.
func (r *reader) full() bool { return r.said[diag.Error] >= maxFindings }

// report adds an error.
func (r *reader) report(code diag.Code, at diag.Range, message, help string) {
	r.add(r.finding(code, at, message).WithHelp(help))
}

// fault adds a syntax error of the common code.
func (r *reader) fault(at diag.Range, message, help string) {
	r.faultCode("yaml-syntax", at, message, help)
}

// faultCode adds a syntax error, and counts it.
func (r *reader) faultCode(code diag.Code, at diag.Range, message, help string) {
	r.faults++
	if r.faults == maxFaults {
		message += fmt.Sprintf("; this is the %dth fault, and nothing behind it was read", maxFaults)
	}
	if r.tabs == 0 { // else the tabs of this line are the cause, and were reported
		r.report(code, at, message, help)
	}
}

// resync goes to the next line that is not indented by more than n: what a fault leaves unread. It returns a Bad node.
func (r *reader) resync(n int, at diag.Range) *Node {
	for {
		r.off = r.lineEnd(r.off)
		if r.off >= len(r.text) {
			return r.bad(at)
		}
		r.newline()
		i, tabs := r.ls, 0
		for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t') {
			if r.text[i] == '\t' {
				tabs++
			}
			i++
		}
		if i >= len(r.text) || r.text[i] == '\n' || r.text[i] == '#' {
			continue
		}
		if i-r.ls+tabs <= n || r.markerAt(r.ls) {
			return r.bad(at)
		}
	}
}

// markerAt reports whether a document marker stands at the offset of a line.
func (r *reader) markerAt(ls int) bool {
	save := r.off
	r.off = ls
	is := r.marker()
	r.off = save
	return is
}

// quote writes a text as a YAML scalar in single quotes; a long one is cut, since it only shows the way.
func quote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 100 || strings.Contains(s, "\n") {
		return "put the whole text in single quotes"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// quoteHelp proposes quotes for a text; it calls a step a command.
func (r *reader) quoteHelp(s string) string {
	q := quote(s)
	if !strings.HasPrefix(q, "'") {
		return q
	}
	if r.inCommand() {
		return "quote the command: " + q
	}
	return "quote it: " + q
}

// inCommand reports whether what is being read is an item of a list of steps.
func (r *reader) inCommand() bool {
	for i := len(r.path) - 1; i > 0; i-- {
		if r.path[i].key != "" && i < len(r.path)-1 {
			break
		}
		if r.path[i].key != "" {
			continue
		}
		switch r.path[i-1].key {
		case "steps", "install", "before", "on_success", "on_failure", "always", "run", "stop", "test":
			return true
		}
	}
	return len(r.path) > 0 && r.path[len(r.path)-1].key == "run"
}

// commentStart is the end of the text on the line of an offset: before a comment, or at the line end. It looks no
// further than what a finding shows.
func (r *reader) commentStart(from int) int {
	return r.textBefore(from, r.shownLine(from))
}

// shownLine is the end of the line of an offset, or of as much of it as a finding shows.
func (r *reader) shownLine(from int) int {
	end := min(len(r.text), from+200)
	if i := strings.IndexByte(r.text[from:end], '\n'); i >= 0 {
		return from + i
	}
	for range utf8.UTFMax - 1 { // whole characters
		if end < len(r.text) && r.text[end]&0xc0 == 0x80 {
			end++
		}
	}
	return end
}

// textBefore is the end of text[from:end] without a comment and blanks.
func (r *reader) textBefore(from, end int) int {
	if i := strings.Index(r.text[from:end], " #"); i >= 0 {
		end = from + i
	}
	for end > from+1 && (r.text[end-1] == ' ' || r.text[end-1] == '\t') {
		end--
	}
	return end
}

// textEnd is where the text that begins at an offset of this line was meant to end.
func (r *reader) textEnd(from int) int {
	if len(r.brackets) == 0 {
		return r.commentStart(from)
	}
	end := r.commentStart(from)
	if i := strings.IndexAny(r.text[from:end], ",]}"); i >= 0 {
		end = from + i
	}
	return end
}

// flowTextEnd is where a faulty text inside brackets ends.
func (r *reader) flowTextEnd() int {
	end := r.shownLine(r.off)
	if i := strings.IndexAny(r.text[r.off:end], ",]}"); i >= 0 {
		end = r.off + i
	}
	return end
}
