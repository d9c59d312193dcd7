package source

import (
	"fmt"
	"strings"
)

// The words of the faults between brackets.

// unclosed reports the innermost bracket, which is not closed.
func (r *reader) unclosed() *Node {
	b := r.brackets[len(r.brackets)-1]
	open := b.off
	c := r.text[open]
	r.path = r.path[:b.path]
	closing := "]"
	if c == '{' {
		closing = "}"
	}
	r.faultCode("unclosed-bracket", r.span(open, open+1), fmt.Sprintf("the %q that opens here is not closed", string(c)),
		"write "+closing+" where it ends; or quote the text if the bracket belongs to it")
	return nil
}

// flowFault reports what stands where a comma or the closing bracket should.
func (r *reader) flowFault(closing byte) {
	at := r.span(r.off, r.off+1)
	c := r.peek(0)
	what := "list"
	if closing == '}' {
		what = "map"
	}
	switch {
	case c == ']' || c == '}':
		b := r.brackets[len(r.brackets)-1]
		r.path = r.path[:b.path]
		r.faultCode("unclosed-bracket", r.span(b.off, b.off+1), fmt.Sprintf("the %q that opens here is closed by %q", string(r.text[b.off]), string(c)),
			fmt.Sprintf("write %c where the %s ends", closing, what))
	case c == ',':
		r.fault(at, "a comma without a value before it", "delete it, or write \"\" for an empty text")
	case c == '{' || c == '[':
		r.fault(at, fmt.Sprintf("%q cannot stand inside an unquoted text between brackets", string(c)), "quote the text, or put the value on a line of its own")
	case c == ':':
		r.fault(at, "a colon where a comma is expected", "quote the text if the colon belongs to it")
	default:
		r.fault(at, fmt.Sprintf("a comma or %c is expected here, since the value before it has ended", closing), "write the comma, or quote the text as a whole")
	}
}

// flowStart reports `- `, `? ` or `: ` inside brackets.
func (r *reader) flowStart(c byte) *Node {
	at := r.span(r.off, r.off+1)
	switch c {
	case '-':
		r.fault(at, "inside brackets a list item has no dash", "delete the dash; items are separated by commas")
	case '?':
		r.faultCode("key-not-text", at, "`? ` begins a key of several lines, and a key is a text on one line", "write it as key: value")
	default:
		r.fault(at, "a colon without a key before it", "write a key before the colon, or quote the text")
	}
	return nil
}

// missingComma reports the key text[from:end], which begins a line without a comma before it.
func (r *reader) missingComma(from, end int) {
	r.fault(r.span(from, end), "a new entry begins here, and no comma ends the one before it", "write a comma at the end of the line above")
}

// tightColon reports `{a:}` and `{a:[b]}`, where some readers take the colon for a part of the key.
func (r *reader) tightColon(key *Node) {
	help := "write " + key.Text + ": and then the value"
	if strings.Contains(key.Text, " ") && r.inCommand() {
		help = r.quoteHelp(key.Text + ":")
	}
	r.report("missing-space", r.span(r.off, r.off+1), "no blank follows this colon, and some YAML readers take it for a part of the key "+quote(key.Text),
		help)
}

// referenceInFlow reports an unquoted `${{ }}` between brackets; the text is read on.
func (r *reader) referenceInFlow(from, end int) {
	text := r.text[from:end]
	if rest := strings.IndexAny(r.text[end:], ",]}\n"); rest > 0 {
		text += r.text[end : end+rest]
	}
	if text = strings.TrimSpace(text); strings.ContainsAny(text, `"\`) {
		text = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	} else {
		text = `"` + text + `"`
	}
	r.fault(r.span(from, end), "inside [ ] and { } a text with ${{ }} must be quoted: its braces would begin a map", "quote it: "+text)
}
