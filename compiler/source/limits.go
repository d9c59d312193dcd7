package source

import (
	"fmt"

	"github.com/cdc-dev/cdc/internal/diag"
)

// tooDeep reports a value nested too deeply and passes it.
func (r *reader) tooDeep(n int) *Node {
	at := r.span(r.off, r.off+1)
	r.deep(at)
	return r.resync(n, at)
}

// deep reports nesting beyond maxDepth.
func (r *reader) deep(at diag.Range) {
	path := r.path
	r.path = path[:min(len(path), 4)] // the rest is as long as it is deep
	defer func() { r.path = path }()
	r.faultCode("too-deep", at, fmt.Sprintf("more than %d maps and lists stand in each other", maxDepth), "a spec needs about ten levels; check what wrote this")
}

// tooMany reports a file of too many values, after which nothing more is read.
func (r *reader) tooMany() bool {
	if r.written <= maxNodes {
		return false
	}
	if r.faults < maxFaults {
		d := r.finding("file-too-large", r.span(r.off, r.off), fmt.Sprintf("the file has more than %d keys and values; nothing from here on was read", maxNodes))
		r.found.Add(d.WithHelp("split it into several specs"))
	}
	r.faults = maxFaults
	return true
}
