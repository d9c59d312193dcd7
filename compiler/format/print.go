package format

import (
	"sort"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
)

// notes writes comments.
func (f *formatter) notes(notes []note, indent int) {
	for _, n := range notes {
		if n.blank {
			f.gap()
		}
		f.put(spaces(indent) + n.text)
	}
}

// block writes a map or list. The sections of a spec and its jobs stand apart from each other where one of the two is
// longer than a line; anything else keeps its empty lines, at most one at a time.
func (f *formatter) block(b *block, indent int) {
	f.notes(b.header, indent)
	if len(b.header) > 0 {
		f.gap()
	}
	apart := b.up == nil || f.jobs != nil && b.Node == f.jobs
	entries := f.sorted(b)
	for i, e := range entries {
		switch {
		case i == 0:
		case e.blank || len(entries[i-1].foot) > 0 || apart && (long(e) || long(entries[i-1])):
			f.gap()
		}
		head := e.head
		if i == 0 && len(b.header) == 0 && len(head) > 0 && head[0].blank {
			head = append([]note{{head[0].text, 0, false}}, head[1:]...)
		}
		f.notes(head, indent)
		if e.loose {
			f.gap()
		}
		f.entry(e, indent)
		f.notes(e.foot, indent)
	}
	f.notes(b.foot, indent)
}

// long reports whether an entry is longer than a line.
func long(e *entry) bool { return e.last > e.first || e.below != nil }

// entry writes an entry without the comments around it.
func (f *formatter) entry(e *entry, indent int) {
	if e.below != nil && e.below.compact {
		from := len(f.out)
		f.block(e.below, indent+2)
		f.dash(from, indent)
		return
	}
	f.own(e, indent)
	if e.below != nil {
		f.block(e.below, indent+2)
	}
}

// dash turns the lines of a map or list into an item: its first line gets the dash, and comments above it, which came
// there with their entry, stand above the dash.
func (f *formatter) dash(from, indent int) {
	for ; f.out[from].comment; from++ {
		if l := &f.out[from]; l.text != "" {
			l.text = spaces(indent) + strings.TrimLeft(l.text, " ")
		}
	}
	l := &f.out[from]
	l.text = l.text[:indent] + "- " + l.text[indent+2:]
}

// own writes the lines of an entry itself.
func (f *formatter) own(e *entry, indent int) {
	key := strings.TrimRight(string(f.text[e.From:e.Sign]), " \t")
	rest := strings.TrimRight(f.line(e.first)[e.Sign+1-f.starts[e.first]:], " \t")
	if e.last > e.first {
		rest = trimEnd(f.line(e.first)[e.Sign+1-f.starts[e.first]:])
	}
	text := f.textOf(e)
	if text != nil && text.Open {
		rest = f.closed(e, rest, text)
	}
	f.put(spaces(indent) + joined(key, e.in.Seq, rest))
	if e.last == e.first {
		return
	}
	if text != nil {
		f.content(e, indent, text)
		f.keep = text.Keep
		return
	}
	f.more(e, indent, rest, e.last)
}

// joined is the line of an entry: its key, colon and value, or its dash and value.
func joined(key string, item bool, rest string) string {
	value := strings.TrimLeft(rest, " \t")
	switch {
	case value == "" && item:
		return "-"
	case item:
		return "- " + value
	}
	if key[0] == '*' {
		key += " " // else the colon would belong to the alias
	}
	switch {
	case value == "":
		return key + ":"
	case value[0] == '#' && !strings.Contains(rest, "\t"):
		return key + ":" + rest // comments may be aligned
	}
	return key + ": " + value
}

// textOf is the block scalar that is an entry's value, or nil.
func (f *formatter) textOf(e *entry) *source.TextBlock {
	if e.below != nil {
		return nil
	}
	i := sort.Search(len(f.layout.Texts), func(i int) bool { return f.layout.Texts[i].Head >= e.From })
	if i < len(f.layout.Texts) && f.lineOf(f.layout.Texts[i].Head) <= max(e.last, e.first) {
		return &f.layout.Texts[i]
	}
	return nil
}

// closed is the rest of an entry's line where the last line of its block scalar lacked an end, which it is about to get:
// the header must then say that the text has none. A header on a line of its own is for content to change.
func (f *formatter) closed(e *entry, rest string, text *source.TextBlock) string {
	text.Keep = false
	if f.lineOf(text.Head) != e.first {
		return rest
	}
	return stripped(rest, text.Head-e.Sign-1)
}

// stripped makes the header of a block scalar, which is at an offset of its line, say that the text ends without a line end.
func stripped(line string, at int) string {
	end := at + 1
	for end < len(line) && strings.IndexByte("+-0123456789", line[end]) >= 0 {
		end++
	}
	head := strings.NewReplacer("+", "", "-", "").Replace(line[at:end])
	return line[:at] + head + "-" + line[end:]
}

// content writes the lines of a block scalar, whose text stays as it is.
func (f *formatter) content(e *entry, indent int, text *source.TextBlock) {
	f.more(e, indent, "", text.First-1)
	if head := f.lineOf(text.Head); text.Open && head > e.first {
		l, was := &f.out[len(f.out)-text.First+head], f.line(head)
		moved := len(l.text) - len(strings.TrimLeft(l.text, " ")) - len(was) + len(strings.TrimLeft(was, " \t"))
		l.text = stripped(l.text, text.Head-f.starts[head]+moved)
	}
	to := indent + 2
	if text.Explicit {
		to = indent + text.Indent - e.in.Col
	}
	for i := text.First; i <= text.Last; i++ {
		l := f.line(i)
		if lead := len(l) - len(strings.TrimLeft(l, " ")); lead < text.Indent || len(l) == text.Indent || lead == len(l) && text.Indent == 0 {
			f.out = append(f.out, line{}) // an empty line of the text; one of blanks has no indentation where there are no others
			continue
		}
		f.out = append(f.out, line{text: spaces(to) + l[text.Indent:]})
	}
}

// more writes the further lines of an entry up to last: of a quoted text, of brackets, or what stands below its key.
func (f *formatter) more(e *entry, indent int, rest string, last int) {
	shift := indent - e.in.Col
	below := startsBelow(rest)
	for i := e.first + 1; i <= last; i++ {
		l := f.line(i)
		t := strings.TrimLeft(l, " \t")
		col := len(l) - len(t)
		if strings.TrimRight(t, " \t") == "" {
			f.out = append(f.out, line{})
			continue
		}
		if below && t[0] != '#' {
			shift, below = indent+2-col, false
		}
		to := max(col+shift, indent+1)
		switch {
		case below:
			to = indent + 2
		case t[0] == ']' || t[0] == '}':
			to = max(col+shift, indent)
		}
		if i == e.last {
			t = strings.TrimRight(t, " \t")
		}
		f.out = append(f.out, line{text: spaces(to) + trimEnd(t)})
	}
}

// startsBelow reports whether a value begins on a later line than its key: nothing but anchors and a comment stand there.
func startsBelow(rest string) bool {
	for _, word := range strings.Fields(rest) {
		if word[0] == '#' {
			return true
		}
		if word[0] != '&' {
			return false
		}
	}
	return true
}
