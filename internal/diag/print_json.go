package diag

import (
	"bytes"
	"encoding/json"
)

// jsonV1 is one finding of the format json-v1. The form is a contract: a change of it is a new version.
type jsonV1 struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Level     string `json:"level"`
	Code      Code   `json:"code"`
	Path      string `json:"path"`
	Target    string `json:"target"`
	Message   string `json:"message"`
	Help      string `json:"help"`
}

// JSON prints json-v1: an array with one finding on each line, places 1-based, every key always there.
func JSON(r Report) []byte {
	if len(r.Found) == 0 {
		return []byte("[]\n")
	}
	var b bytes.Buffer
	for i, d := range r.Found {
		at := d.At()
		b.WriteString(map[bool]string{true: "[\n  ", false: ",\n  "}[i == 0])
		b.Write(compactJSON(jsonV1{
			File: d.File, Line: at.Start.Line, Column: at.Start.Col, EndLine: at.End.Line, EndColumn: at.End.Col,
			Level: d.Level.String(), Code: d.Code, Path: d.Path, Target: d.Target, Message: d.Message, Help: d.Help,
		}))
	}
	b.WriteString("\n]\n")
	return b.Bytes()
}

// compactJSON writes a value on one line, with < > & as they are: these reports are no HTML.
func compactJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // structs of texts and numbers only
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func indentedJSON(v any) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, compactJSON(v), "", "  "); err != nil {
		panic(err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}
