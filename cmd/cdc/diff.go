package main

import (
	"bytes"
	"fmt"
	"strings"
)

// unified returns the unified diff between two texts, with three lines around each change; empty when they are the same.
// A nil text is a file that is not there.
func unified(name string, before, after []byte) []byte {
	a, b := lines(before), lines(after)
	edits := match(a, b)
	var out bytes.Buffer
	for i := 0; i < len(edits); {
		if edits[i].same() {
			i++
			continue
		}
		from, to := hunk(edits, i)
		if out.Len() == 0 {
			fmt.Fprintf(&out, "--- %s\n+++ %s\n", label("a/", name, before), label("b/", name, after))
		}
		writeHunk(&out, a, b, edits[from:to])
		i = to
	}
	return out.Bytes()
}

func label(side, name string, data []byte) string {
	if data == nil {
		return "/dev/null"
	}
	return side + name
}

// lines splits a text behind each line end. A last line without one carries the remark that patch expects.
func lines(data []byte) []string {
	if len(data) == 0 {
		return nil
	}
	out := strings.SplitAfter(string(data), "\n")
	if last := len(out) - 1; out[last] == "" {
		return out[:last]
	} else {
		out[last] += "\n\\ No newline at end of file\n"
	}
	return out
}

// edit is one line of a diff: in both texts, or in one (the other index is -1).
type edit struct{ a, b int }

func (e edit) same() bool { return e.a >= 0 && e.b >= 0 }

// hunk returns the edits around the change at i: up to three same lines on both sides, and further changes that are near.
func hunk(edits []edit, i int) (from, to int) {
	const around = 3
	from = max(0, i-around)
	last := i
	for to = i; to < len(edits) && to <= last+2*around; to++ {
		if !edits[to].same() {
			last = to
		}
	}
	return from, min(len(edits), last+around+1)
}

func writeHunk(out *bytes.Buffer, a, b []string, edits []edit) {
	var body bytes.Buffer
	na, nb, starta, startb := 0, 0, -1, -1
	for _, e := range edits {
		if e.a >= 0 {
			if na++; starta < 0 {
				starta = e.a
			}
		}
		if e.b >= 0 {
			if nb++; startb < 0 {
				startb = e.b
			}
		}
		switch {
		case e.same():
			body.WriteString(" " + a[e.a])
		case e.a >= 0:
			body.WriteString("-" + a[e.a])
		default:
			body.WriteString("+" + b[e.b])
		}
	}
	fmt.Fprintf(out, "@@ -%s +%s @@\n", span(starta, na), span(startb, nb))
	out.Write(body.Bytes())
}

func span(start, n int) string {
	if n == 1 {
		return fmt.Sprint(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, n)
}

// match lines up two texts: what both begin and end with, then the lines that occur once in each (Bram Cohen's patience
// diff, which keeps whole jobs together), and the rest between those as removed and added.
func match(a, b []string) []edit {
	var out []edit
	i, j := 0, 0
	for _, p := range append(anchors(a, b), edit{len(a), len(b)}) {
		if p.a < i || p.b < j { // already taken while extending the one before
			continue
		}
		ea, eb := p.a, p.b // extend the anchor backward
		for ea > i && eb > j && a[ea-1] == b[eb-1] {
			ea, eb = ea-1, eb-1
		}
		for i < ea && j < eb && a[i] == b[j] {
			out, i, j = append(out, edit{i, j}), i+1, j+1
		}
		for ; i < ea; i++ {
			out = append(out, edit{i, -1})
		}
		for ; j < eb; j++ {
			out = append(out, edit{-1, j})
		}
		for i < len(a) && j < len(b) && a[i] == b[j] { // the anchor and what follows it
			out, i, j = append(out, edit{i, j}), i+1, j+1
		}
	}
	return out
}

// anchors returns the longest rising run of lines that occur exactly once in each text.
func anchors(a, b []string) []edit {
	count := map[string][2]int{}
	at := map[string]int{}
	for _, l := range a {
		c := count[l]
		c[0]++
		count[l] = c
	}
	for j, l := range b {
		c := count[l]
		c[1]++
		count[l], at[l] = c, j
	}
	var pairs []edit
	for i, l := range a {
		if count[l] == [2]int{1, 1} {
			pairs = append(pairs, edit{i, at[l]})
		}
	}
	return rising(pairs)
}

// rising returns a longest subsequence in which b rises too (patience sorting).
func rising(pairs []edit) []edit {
	var tops []int // index of the pair on top of each pile
	before := make([]int, len(pairs))
	for k, p := range pairs {
		lo, hi := 0, len(tops)
		for lo < hi {
			if mid := (lo + hi) / 2; pairs[tops[mid]].b < p.b {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before[k] = -1
		if lo > 0 {
			before[k] = tops[lo-1]
		}
		tops = append(tops[:lo], append([]int{k}, tops[min(lo+1, len(tops)):]...)...)
	}
	if len(tops) == 0 {
		return nil
	}
	out := make([]edit, len(tops))
	for k, n := tops[len(tops)-1], len(tops)-1; k >= 0; k, n = before[k], n-1 {
		out[n] = pairs[k]
	}
	return out
}
