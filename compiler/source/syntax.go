package source

import (
	"fmt"
	"strings"

	"github.com/cdc-dev/cdc/internal/diag"
)

// The words of the faults of block style. Each says what stands there, what that means to YAML, and the smallest change.

// cannotStart reports a character that no plain text may begin with, and reads the rest of the line as text all the
// same, so that what follows is judged.
func (r *reader) cannotStart(c byte) *Node {
	from := r.off
	if len(r.brackets) > 0 {
		r.startFault(c, r.flowTextEnd())
		r.off++
		r.flowPlainLine()
		return r.scalar(Plain, r.text[from:r.off], r.span(from, r.off), nil)
	}
	r.startFault(c, r.commentStart(from))
	if r.inKey {
		r.off++
		r.plainLine()
		return r.scalar(Plain, r.text[from:r.off], r.span(from, r.off), nil)
	}
	r.off = r.textBefore(from, r.lineEnd(from))
	return r.scalar(Plain, r.text[from:r.off], r.span(from, r.off), nil)
}

// startFault reports the character c at off, the first of a plain text that ends at end.
func (r *reader) startFault(c byte, end int) {
	text := r.text[r.off:end]
	at := r.span(r.off, r.off+1)
	switch c {
	case '*':
		r.fault(at, "`*` begins an alias, the name of an anchor, and this is none", r.quoteHelp(text))
	case '|', '>':
		r.fault(at, fmt.Sprintf("%q cannot start a plain YAML value here", c), r.quoteHelp(text))
	case ',', ']', '}':
		r.fault(at, fmt.Sprintf("%q stands here with nothing that it ends", c), "delete it, or quote the text")
	default:
		r.fault(at, fmt.Sprintf("%q cannot start a plain YAML value", string(c)), r.quoteHelp(text))
	}
}

// tag reports a tag and passes it. cdc knows no tags: a value is what it looks like.
func (r *reader) tag() {
	from := r.off
	r.off++
	for r.off < len(r.text) && !r.blankAt(r.off) && !isFlowIndicator(r.text[r.off]) {
		r.off++
	}
	if r.full() {
		return
	}
	tag := r.text[from:r.off]
	help := "delete it; every value is read as it is written"
	if len(tag) == 1 || !strings.HasPrefix(tag, "!!") {
		help = "delete it, or quote the text if the `!` belongs to it: " + quote(r.text[from:r.textEnd(from)])
	}
	switch tag {
	case "!Ref", "!Sub", "!GetAtt", "!ImportValue", "!Join":
		help = "this is CloudFormation; a spec writes ${{ … }}, and templates stay in their own files"
	case "!reference":
		help = "this is GitLab; use an anchor (&name) and an alias (*name)"
	}
	r.report("yaml-tag", r.span(from, r.off), tag+" is a YAML tag, and a spec has none", help)
}

// twoAnchors reports a value with two names.
func (r *reader) twoAnchors(second *anchor) {
	r.fault(second.at, "a second anchor for the same value", "delete one of the two names, and use the other in all aliases")
}

// badAnchor reports an `&` that begins no usable anchor, and passes it.
func (r *reader) badAnchor(from int) *anchor {
	end := from + 1
	for !r.blankAt(end) && !isFlowIndicator(r.text[end]) {
		end++
	}
	word := r.text[from:end]
	r.fault(r.span(from, end), "`&` begins an anchor, and "+word+" is no name for one",
		"name it with letters, digits, - and _; or quote the text: "+quote(r.text[from:r.textEnd(from)]))
	r.off = end
	return nil
}

// trailing reports text behind a value that had already ended, from off on. The value began at from.
func (r *reader) trailing(n, from int, v *Node) *Node {
	whole := r.text[from:max(r.off, r.commentStart(r.off))]
	at := r.span(r.off, max(r.off+1, r.commentStart(r.off)))
	switch {
	case v.Kind == Bad:
	case v.Kind == Scalar && v.Style == Single && r.text[r.off-1] == '\'' && len(whole) > 2 && strings.HasSuffix(whole, "'") && !strings.Contains(whole, "''"):
		r.fault(at, "the text ended at the quote before this", "write an apostrophe inside single quotes twice: "+quote(whole[1:len(whole)-1]))
	case v.Kind == Scalar && v.Style != Plain:
		r.fault(at, "the text ended at the closing quote before this", r.quoteHelp(whole))
	case v.Kind == Seq && r.text[from] == '[':
		r.fault(at, "`[` began a list, which ended before this", r.quoteHelp(whole))
	case v.Kind == Map && r.text[from] == '{':
		r.fault(at, "`{` began a map, which ended before this", r.quoteHelp(whole))
	default:
		r.fault(at, "the value ended before this", r.quoteHelp(whole))
	}
	r.resync(n, at)
	return r.bad(at)
}

// inlineList reports `key: - item`.
func (r *reader) inlineList(n int) *Node {
	from := r.off
	r.fault(r.span(from, from+1), "a list cannot begin on the line of its key", "put the item on the next line, or write [ ]; if it is text, "+r.quoteHelp(r.text[from:r.commentStart(from)]))
	return r.resync(n, r.span(from, from+1))
}

// secondColon reports `key: text: more`.
func (r *reader) secondColon(n, from int) *Node {
	colon := r.off
	if key := r.path[len(r.path)-1]; r.inCommand() && key.key != "run" {
		if r.full() {
			return r.resync(n, r.span(colon, colon+1))
		}
		line := strings.TrimLeft(r.text[r.ls:max(colon, r.commentStart(colon))], " ")
		for strings.HasPrefix(line, "- ") {
			line = strings.TrimLeft(line[2:], " ")
		}
		if key.key != "" { // it is no key but a word of the command
			r.path = r.path[:len(r.path)-1]
			defer func() { r.path = append(r.path, key) }()
		}
		r.faultCode("command-is-map", r.span(colon, colon+1), "the colons and blanks of this command make keys of its words", r.quoteHelp(line))
		return r.resync(n, r.span(colon, colon+1))
	}
	whole := r.text[from:max(colon, r.commentStart(colon))]
	r.fault(r.span(colon, colon+1), "a second colon and blank on one line: this would make a key of "+quote(r.text[from:colon]),
		"quote the whole text: "+quote(whole))
	return r.resync(n, r.span(colon, colon+1))
}

// notText reports a key that is a list or a map.
func (r *reader) notText(n, from int, v *Node) *Node {
	if v.Kind != Bad {
		r.keyFault(r.span(from, r.off))
	}
	return r.resync(n, r.span(r.off, r.off+1))
}

// keyFault reports a key that is no text.
func (r *reader) keyFault(at diag.Range) {
	r.faultCode("key-not-text", at, "a key is a text, and this is a list or a map", "quote it if it is meant as a text")
}

// complexKey reports `? key`.
func (r *reader) complexKey(n int) *Node {
	at := r.span(r.off, r.off+1)
	r.faultCode("key-not-text", at, "`? ` begins a key of several lines, and a key is a text on one line", "write it as key: value, or quote the text")
	return r.resync(n, at)
}

// emptyKey reports a colon without a key.
func (r *reader) emptyKey() *Node {
	r.fault(r.span(r.off, r.off+1), "a colon without a key before it", "write a key before the colon, or quote the text")
	return nil
}

// missingColon reports a line among the keys of a map that is no key.
func (r *reader) missingColon(n, from int, v *Node) {
	end := r.commentStart(from)
	text := r.text[from:end]
	at := r.span(from, end)
	name, rest, has := strings.Cut(text, ":")
	switch {
	case v.Kind == Bad:
	case r.invisibleIndent(from):
	case has && !strings.ContainsAny(name, " \"'") && name != "" && Invisible(rest) != "":
		colon := from + len(name)
		size := len(rest) - len(strings.TrimLeftFunc(rest, func(c rune) bool { return invisible[c] != "" }))
		r.faultCode("missing-space", r.span(colon, colon+1+size), "what follows the colon is no blank but "+Invisible(rest)+", so "+quote(name)+" is no key", "write "+name+": "+Visible(rest))
	case has && !strings.ContainsAny(name, " \"'") && name != "":
		colon := from + len(name)
		r.faultCode("missing-space", r.span(colon, colon+1), "no blank follows this colon, so "+quote(name)+" is no key", "write "+name+": "+rest)
	case strings.HasPrefix(text, "-"):
		r.dashNoSpace(from)
	case strings.ContainsAny(text, " \"'[{"):
		r.fault(at, "a key is expected here, and no colon follows", "indent the line if it continues the text above, or write it as key: value")
	default:
		r.fault(at, "a key is expected here, and no colon follows", "write "+text+":")
	}
	r.resync(n, at)
}

// invisibleIndent reports a line that is indented, in part, by what is no blank, and whether it is one.
func (r *reader) invisibleIndent(from int) bool {
	name, size := firstInvisible(r.text[from:])
	if name != "" {
		r.faultCode("bad-indent", r.span(from, from+size), name+" stands in the indentation of this line, and YAML takes it for a letter", "write a blank instead, or delete it")
	}
	return name != ""
}

// itemAmongKeys reports a dash in the column of a map's keys.
func (r *reader) itemAmongKeys(n int) {
	at := r.span(r.off, r.off+1)
	r.fault(at, "a list item among the keys of a map: it belongs to no key", "indent it below its key, or give it a key")
	r.resync(n, at)
}

// keyAmongItems reports a line without a dash in the column of a list's dashes.
func (r *reader) keyAmongItems(n int, list *Node) {
	at := r.span(r.off, r.commentStart(r.off))
	if r.peek(0) == '-' {
		r.dashNoSpace(r.off)
		r.resync(n, at)
		return
	}
	if list.Broken { // the lines behind the first have the same cause
		r.faults++
		r.resync(n, at)
		return
	}
	help := "write - before it, or indent it as far as what it belongs to"
	if first := r.items[len(r.items)-1]; first.Kind == Map {
		help += fmt.Sprintf("; if the list was meant as a map, delete the dash of line %d", list.Range.Start.Line)
	}
	r.fault(at, "among the items of a list, a line that begins without a dash", help)
	r.resync(n, at)
}

// badIndent reports a line that stands between two levels: deeper than the lines of the level in column col, which
// are called what.
func (r *reader) badIndent(at, col int, what string) {
	place := r.span(r.off, r.commentStart(r.off))
	message := fmt.Sprintf("indented by %s, where the %s of this level are indented by %d", blanks(at), what, col)
	help := fmt.Sprintf("indent it by %d", col)
	if b := r.below; b.col > at {
		b.node.Broken = true // it may have been meant to go on
		message = fmt.Sprintf("indented by %s, between the %s above (%d) and the %s of this level (%d)", blanks(at), b.what, b.col, what, col)
		help = fmt.Sprintf("indent it by %d if it belongs to them, or by %d", b.col, col)
		if (b.what == "list items") == r.atDash() {
			help = fmt.Sprintf("indent it by %d", b.col)
		}
	}
	if !r.tabbed {
		r.faultCode("bad-indent", place, message, help)
	}
	r.resync(col, place)
}

func blanks(n int) string {
	if n == 1 {
		return "1 blank"
	}
	return fmt.Sprintf("%d blanks", n)
}

// keyInText reports a key below a text that the line above had given as the value.
func (r *reader) keyInText(from, at, end int) {
	first := strings.TrimSpace(r.text[from:r.lineEnd(from)])
	if len(first) > 40 {
		first = first[:strings.LastIndexByte(first[:40], ' ')+1] + "…"
	}
	key := r.text[at:end]
	switch {
	case r.tabbed:
		r.faults++
		return
	case key == "":
		r.emptyKey()
		return
	case r.invisibleIndent(at):
		return
	}
	r.fault(r.span(at, end), fmt.Sprintf("%s cannot be a key here: the value it is indented below is the text %s", quote(key), quote(first)),
		"indent it like its neighbours; or, if it continues the text, write the text after | or in quotes")
}

// dashInText reports a line that begins with a dash inside a text that began at from.
func (r *reader) dashInText(from, at int) {
	if p := r.pos(from); r.text[from] == '-' && p.Col == r.pos(at).Col {
		r.dashNoSpace(from)
		return
	}
	d := diag.New(diag.Warning, "joined-item", r.span(at, at+1), r.where(), "this dash begins no item: the line continues the text above it")
	r.add(d.WithHelp("indent it like the other items; if it is text, write the text after |"))
}

// dashNoSpace reports `-item`.
func (r *reader) dashNoSpace(from int) {
	end := r.commentStart(from)
	text := strings.TrimLeft(r.text[from:end], "-")
	help := "write - " + Visible(text)
	if name, size := firstInvisible(text); name != "" {
		r.faultCode("missing-space", r.span(from+1, from+1+size), "what follows the dash is no blank but "+name+", so it begins no list item", help)
		return
	}
	r.faultCode("missing-space", r.span(from, from+1), "no blank follows this dash, so it begins no list item", help)
}

// backslashInText warns about a shell's line continuation in a plain scalar, whose lines YAML joins.
func (r *reader) backslashInText(at int) {
	d := diag.New(diag.Warning, "joined-backslash", r.span(at, at+1), r.where(),
		"YAML joins this line and the next with a blank, and the shell then reads the backslash and that blank as one character")
	r.add(d.WithHelp("delete the backslash, or write the command after |"))
}

// tabInText warns about a tab inside an unquoted text.
func (r *reader) tabInText(from, end int) {
	i := from + strings.IndexByte(r.text[from:end], '\t')
	d := diag.New(diag.Warning, "tab-in-text", r.span(i, i+1), r.where(), "a tab inside an unquoted text, which some YAML readers drop")
	r.add(d.WithHelp("use a blank, or quote the text"))
}

// unclosedQuote reports a quote that its value does not close, and goes back to its line.
func (r *reader) unclosedQuote(from, ls, tabs, n int) {
	help := "close it on the line where the text ends; a text of several lines is indented below its key"
	r.faultCode("unclosed-quote", r.span(from, from+1), "the quote that opens here is not closed", help)
	r.off, r.ls, r.tabs = from, ls, tabs
}

// deepEmptyLine reports an empty line at the start of a block scalar that is indented by more than the text (YAML 1.2.2,
// 8.1.1.1): readers that allow it differ about the text.
func (r *reader) deepEmptyLine(from, indent, deeper int) {
	r.faultCode("bad-indent", r.span(from, from+1), fmt.Sprintf("an empty line before this text has %d blanks, and the text is indented by %d only", deeper, indent),
		"delete the blanks of the empty line")
}

// blockHeader reports text behind `|` or `>`.
func (r *reader) blockHeader(from int) *Node {
	end := r.textBefore(from, r.lineEnd(from))
	c := r.text[from]
	r.fault(r.span(from, from+1), fmt.Sprintf("%q begins a text on the lines below, and this line goes on", string(c)), r.quoteHelp(r.text[from:end]))
	r.off = end
	return r.scalar(Plain, r.text[from:end], r.span(from, end), nil)
}

// duplicate reports a key that its map already has.
func (r *reader) duplicate(key, other *Node) {
	if r.full() {
		return
	}
	help := "delete one of them"
	if key.Text == "<<" {
		help = "write one `<<` with a list: <<: [*first, *second]"
	}
	d := r.finding("duplicate-key", key.Range, fmt.Sprintf("the key %q stands here a second time, and only one of them could count", key.Text))
	d.Related = []diag.Related{{Range: other.Range, Message: "the first one is here"}}
	r.add(d.WithHelp(help))
}

// notMap reports a document that is a text or a list.
func (r *reader) notMap(root *Node) {
	help := "begin with `cdc: v1`, or run `cdc init`"
	r.report("not-a-map", diag.Range{Start: root.Range.Start, End: diag.Pos{Line: root.Range.Start.Line, Col: root.Range.Start.Col + 1}},
		"a spec is a map of keys such as `cdc`, `name` and `jobs`, and this file is "+kindName(root), help)
}
