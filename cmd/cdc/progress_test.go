package main

import (
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	count := func(tty, quiet bool, since time.Duration) string {
		var err strings.Builder
		p := &program{err: &err, terminal: terminal{errTTY: tty}}
		g := p.progress("checking", 20, quiet)
		g.begin = time.Now().Add(-since)
		g.step()
		g.step() // at once: not a line more
		g.stop()
		return err.String()
	}
	if got, want := count(true, false, 2*time.Second), "\rcdc: checking 1 of 20\r\x1b[K"; got != want {
		t.Errorf("after two seconds on a terminal: %q, want %q", got, want)
	}
	for name, got := range map[string]string{
		"in the first second": count(true, false, 0),
		"without a terminal":  count(false, false, time.Minute),
		"with -q":             count(true, true, time.Minute),
	} {
		if got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}
