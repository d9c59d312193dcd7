package main

import (
	"fmt"
	"sync"
	"time"
)

// progress is a line on the terminal that counts, once the work has lasted a second. On anything but a terminal it is
// silent: a log needs no counter.
type progress struct {
	mu          sync.Mutex
	p           *program
	verb        string
	done, total int
	begin, last time.Time
	shown       bool
}

func (p *program) progress(verb string, total int, quiet bool) *progress {
	if quiet || !p.errTTY {
		return &progress{}
	}
	return &progress{p: p, verb: verb, total: total, begin: time.Now()}
}

func (g *progress) step() {
	if g.p == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.done++
	if now := time.Now(); now.Sub(g.begin) > time.Second && now.Sub(g.last) > 100*time.Millisecond {
		fmt.Fprintf(g.p.err, "\rcdc: %s %d of %d", g.verb, g.done, g.total)
		g.last, g.shown = now, true
	}
}

func (g *progress) stop() {
	if g.shown {
		fmt.Fprint(g.p.err, "\r\x1b[K")
	}
}
