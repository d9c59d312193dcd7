package conformance

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// editor is yaml-language-server over stdio: what VS Code's YAML extension, Neovim and many others ask.
type editor struct {
	*testing.T
	in      io.WriteCloser
	asked   int
	answers chan rpc
	told    map[string][]diagnostic // by URI
	files   int
}

type rpc struct {
	ID     *int            `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  json.RawMessage `json:"error,omitempty"`
}

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type diagnostic struct {
	Range struct {
		Start position `json:"start"`
		End   position `json:"end"`
	} `json:"range"`
	Message string `json:"message"`
}

// item is what completion offers.
type item struct {
	Label         string `json:"label"`
	InsertText    string `json:"insertText"`
	Documentation any    `json:"documentation"`
	TextEdit      struct {
		NewText string `json:"newText"`
	} `json:"textEdit"`
}

// startEditor starts the server with cdc's schema for every file.
func startEditor(t *testing.T) *editor {
	t.Helper()
	server := module(t, "yaml-language-server/bin/yaml-language-server")
	cmd := exec.Command(tool(t, "node"), server, "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	e := &editor{T: t, in: in, answers: make(chan rpc, 64), told: map[string][]diagnostic{}}
	go read(bufio.NewReader(out), e.answers)
	t.Cleanup(func() {
		in.Close()
		cmd.Process.Kill()
		cmd.Wait()
	})
	e.ask("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{
		"workspace": map[string]any{"configuration": true},
		"textDocument": map[string]any{
			"completion": map[string]any{"completionItem": map[string]any{"snippetSupport": true, "documentationFormat": []string{"markdown"}}},
			"hover":      map[string]any{"contentFormat": []string{"markdown"}},
		}}}, nil)
	e.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	e.send(map[string]any{"method": "workspace/didChangeConfiguration", "params": map[string]any{"settings": map[string]any{"yaml": settings()}}})
	for range 50 { // until it has read the schema
		if len(e.diagnose("cdc: v2\n")[0]) > 0 {
			return e
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the server does not take the schema")
	return nil
}

func settings() map[string]any {
	path, _ := filepath.Abs("../schema/pipeline.schema.json")
	return map[string]any{"validate": true, "hover": true, "completion": true,
		"schemas": map[string]any{"file://" + path: []string{"*.yaml"}}, "schemaStore": map[string]any{"enable": false}}
}

// read hands over the server's messages until it ends.
func read(r *bufio.Reader, to chan<- rpc) {
	defer close(to)
	for {
		head, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, _ := strconv.Atoi(head.Get("Content-Length"))
		body := make([]byte, n)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m rpc
		if json.Unmarshal(body, &m) == nil {
			to <- m
		}
	}
}

func (e *editor) send(m map[string]any) {
	e.Helper()
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err == nil {
		_, err = fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	if err != nil {
		e.Fatal(err)
	}
}

// until handles messages until one is what is waited for.
func (e *editor) until(found func(m rpc) bool) rpc {
	e.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case m, ok := <-e.answers:
			if !ok {
				e.Fatal("the server has ended")
			}
			e.handle(m)
			if found(m) {
				return m
			}
		case <-late:
			e.Fatal("the server does not answer")
		}
	}
}

// handle answers the server's own questions and keeps its diagnostics.
func (e *editor) handle(m rpc) {
	switch {
	case m.Method == "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Diagnostics []diagnostic
		}
		if err := json.Unmarshal(m.Params, &p); err != nil {
			e.Fatal(err)
		}
		e.told[p.URI] = p.Diagnostics
	case m.Method == "workspace/configuration":
		var p struct{ Items []struct{ Section string } }
		json.Unmarshal(m.Params, &p)
		var out []any
		for _, i := range p.Items {
			if i.Section == "yaml" {
				out = append(out, settings())
			} else {
				out = append(out, nil)
			}
		}
		e.send(map[string]any{"id": *m.ID, "result": out})
	case m.Method != "" && m.ID != nil:
		e.send(map[string]any{"id": *m.ID, "result": nil})
	}
}

// ask sends a request and waits for its result.
func (e *editor) ask(method string, params, result any) {
	e.Helper()
	e.asked++
	id := e.asked
	e.send(map[string]any{"id": id, "method": method, "params": params})
	m := e.until(func(m rpc) bool { return m.Method == "" && m.ID != nil && *m.ID == id })
	if m.Error != nil {
		e.Fatalf("%s: %s", method, m.Error)
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			e.Fatalf("%s: %v", method, err)
		}
	}
}

// open opens a text and returns its URI.
func (e *editor) open(text string) string {
	e.files++
	uri := fmt.Sprintf("file:///nowhere/%d.yaml", e.files)
	e.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": text}}})
	return uri
}

// diagnose returns what the server has to say about each text. It looks at a text a while after it came, so all are
// opened first.
func (e *editor) diagnose(texts ...string) [][]diagnostic {
	e.Helper()
	var uris []string
	for _, text := range texts {
		uris = append(uris, e.open(text))
	}
	var out [][]diagnostic
	for _, uri := range uris {
		if e.told[uri] == nil {
			e.until(func(rpc) bool { return e.told[uri] != nil })
		}
		out = append(out, e.told[uri])
	}
	return out
}

// at is a text without the cursor "‸" in it, and where that stood.
func at(text string) (string, position) {
	before, after, _ := strings.Cut(text, "‸")
	line := strings.Count(before, "\n")
	return before + after, position{line, len(before) - strings.LastIndexByte(before, '\n') - 1}
}

// complete returns what the server offers at the cursor.
func (e *editor) complete(text string) []item {
	e.Helper()
	text, pos := at(text)
	var list struct{ Items []item }
	e.ask("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": e.open(text)}, "position": pos}, &list)
	return list.Items
}

// hover returns what the server shows at the cursor.
func (e *editor) hover(text string) string {
	e.Helper()
	text, pos := at(text)
	var h struct{ Contents struct{ Value string } }
	e.ask("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": e.open(text)}, "position": pos}, &h)
	return h.Contents.Value
}
