package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cdc-dev/cdc/internal/diag"
)

// maxSize is the largest spec in bytes. Ten thousand jobs take four of these eight megabytes.
const maxSize = 8 << 20

// guard looks at the bytes before anything reads them as YAML. It returns the text with LF line ends and without a byte
// order mark; ok is false when there is nothing to read.
func guard(data []byte) (text string, found diag.List, ok bool) {
	if len(data) > maxSize {
		found.Add(diag.New(diag.Error, "file-too-large", first(), "",
			fmt.Sprintf("the file has %d bytes, and a spec has at most %d (8 MiB)", len(data), maxSize)).
			WithHelp("split it into several specs, or check that this is the file you meant"))
		return "", found, false
	}
	if d, bad := foreignEncoding(data); bad {
		return "", diag.List{d}, false
	}
	if rest, had := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); had {
		data = rest
		found.Add(diag.New(diag.Warning, "byte-order-mark", first(), "",
			"the file starts with a byte order mark, which some YAML readers take for a part of the first key").
			WithHelp("save it as UTF-8 without a byte order mark (`cdc fmt` does it)"))
	}
	text = string(data)
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	bad := strangeCharacters(text)
	found.Add(bad...)
	return text, found, strings.IndexByte(text, '\r') < 0 // with a lone one nobody can say what a line is
}

// first is the place of the first character.
func first() diag.Range {
	return diag.Range{Start: diag.Pos{Line: 1, Col: 1}, End: diag.Pos{Line: 1, Col: 2}}
}

// foreignEncoding recognises UTF-16, UTF-32 and files that are no text at all.
func foreignEncoding(data []byte) (diag.Diagnostic, bool) {
	utf16 := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	if !utf16 && len(data) >= 4 && data[0]|data[2] != 0 && data[1]|data[3] == 0 {
		utf16 = true // little-endian without a mark: every second byte of Latin text is zero
	}
	if !utf16 && len(data) >= 4 && data[0]|data[2] == 0 && data[1]|data[3] != 0 {
		utf16 = true
	}
	if utf16 {
		return diag.New(diag.Error, "not-utf8", first(), "", "the file is UTF-16, and a spec is UTF-8; nothing of it was read").
			WithHelp("convert it: iconv -f UTF-16 -t UTF-8"), true
	}
	head := data[:min(len(data), 1024)]
	odd := 0
	for _, b := range head {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != 0x1b {
			odd++
		}
	}
	if odd > 0 && odd*10 >= len(head) {
		return diag.New(diag.Error, "binary-file", first(), "", "this is no text file; nothing of it was read").
			WithHelp("name the cdc.yaml"), true
	}
	return diag.Diagnostic{}, false
}

// strangeCharacters finds what may not stand in a spec: bytes that are no UTF-8, control characters, and line ends that
// readers do not agree about. The first of each kind is one finding: the others have the same cause.
func strangeCharacters(text string) diag.List {
	var found diag.List
	seen := map[diag.Code]bool{}
	line, start := 1, 0
	for i := 0; i < len(text); {
		b := text[i]
		if b >= 0x20 && b < 0x7f || b == '\t' {
			i++
			continue
		}
		if b == '\n' {
			i++
			line, start = line+1, i
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		if d, bad := strange(c, size); bad && !seen[d.Code] {
			seen[d.Code] = true
			col := 1 + utf8.RuneCountInString(text[start:i])
			d.Range = diag.Range{Start: diag.Pos{Line: line, Col: col}, End: diag.Pos{Line: line, Col: col + 1}}
			found.Add(d)
		}
		i += size
	}
	return found
}

// strange judges one character outside printable ASCII.
func strange(c rune, size int) (diag.Diagnostic, bool) {
	at := diag.Range{}
	switch {
	case c == utf8.RuneError && size == 1:
		return diag.New(diag.Error, "not-utf8", at, "", "this byte is not UTF-8, so nobody can say which character is meant").
			WithHelp("save the file as UTF-8; from Latin-1: iconv -f ISO-8859-1 -t UTF-8"), true
	case c == '\r':
		return diag.New(diag.Error, "line-end", at, "", "a carriage return without a line feed: YAML ends the line here, editors and git do not").
			WithHelp("end lines with LF or CRLF"), true
	case c == 0x85 || c == 0x2028 || c == 0x2029:
		return diag.New(diag.Error, "line-end", at, "", fmt.Sprintf("U+%04X ends the line for some YAML readers and not for others", c)).
			WithHelp(fmt.Sprintf(`delete it, or write \u%04X in double quotes`, c)), true
	case c == 0xfeff:
		return diag.New(diag.Error, "control-character", at, "", "a byte order mark in the middle of the file, which no editor shows").
			WithHelp("delete it; it comes from joining files"), true
	case c == 0:
		return diag.New(diag.Error, "control-character", at, "", "the control character U+0000, which no text file holds").
			WithHelp("delete it; the file may be damaged"), true
	case c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0xfffe || c == 0xffff:
		return diag.New(diag.Error, "control-character", at, "", fmt.Sprintf("the control character U+%04X may not stand in YAML", c)).
			WithHelp(fmt.Sprintf(`delete it, or write \x%02x in double quotes`, c)), true
	case c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069:
		return diag.New(diag.Error, "control-character", at, "", fmt.Sprintf("U+%04X turns the direction of text around, so that the line does not do what it shows", c)).
			WithHelp(fmt.Sprintf(`delete it, or write \u%04X in double quotes`, c)), true
	}
	return diag.Diagnostic{}, false
}
