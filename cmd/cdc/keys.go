package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/internal/near"
	"github.com/cdc-dev/cdc/schema"
)

var (
	quoted  = regexp.MustCompile(`\[\s*["']?([A-Za-z_][^"'\]]*)["']?\s*\]`) // jobs["build"]
	aName   = regexp.MustCompile(`<[^>]*>|\{[^}]*\}`)                       // jobs.<name>
	numbers = regexp.MustCompile(`\[[^\]]*\]|[./][0-9]+\b`)                 // steps[0], steps[], steps[*], steps.0
)

// plainPath writes a path of keys as the language does: jobs["build"].steps[0] and jobs/build/steps are jobs.build.steps.
func plainPath(word string) string {
	word = quoted.ReplaceAllString(strings.TrimSpace(word), ".$1")
	word = numbers.ReplaceAllString(aName.ReplaceAllString(word, "*"), "")
	return strings.Trim(strings.ReplaceAll(word, "/", "."), ".: ")
}

// findKey returns the paths that a word may mean, best first: itself; with the names of the user's own put in where they
// were left out (jobs.steps); the keys that end like it (docker.tags). More than one: it does not say which.
func findKey(word string) []string {
	path := plainPath(word)
	if path == "" {
		return nil
	}
	if full := withNames(path); full != "" {
		return []string{full}
	}
	if _, ok := schema.Explain(path); ok {
		return []string{path}
	}
	var ends []string
	for _, k := range schema.Keys(true) {
		if strings.HasSuffix(k.Path, "."+path) {
			ends = append(ends, k.Path)
		}
	}
	if slices.ContainsFunc(ends, func(e string) bool { return strings.HasPrefix(e, "jobs.*.steps.") }) {
		return slices.DeleteFunc(ends, otherSteps.MatchString)
	}
	return ends
}

// otherSteps is the places of steps other than jobs.*.steps, where the same keys stand.
var otherSteps = regexp.MustCompile(`\.(install|before|stop|on_success|on_failure|always)\.`)

// withNames is a path in which "*" was left out: jobs.steps is jobs.*.steps, because a key of a job is more likely meant
// than a job of that name. Empty when nothing was left out.
func withNames(path string) string {
	parts, changed := strings.Split(path, "."), false
	for i := 1; i < len(parts); i++ {
		full := slices.Concat(parts[:i], []string{"*", parts[i]})
		if slices.ContainsFunc(schema.Keys(false), func(k schema.Key) bool { return k.Path == strings.Join(full, ".") }) {
			parts, changed = slices.Concat(full, parts[i+1:]), true
			i++
		}
	}
	full := strings.Join(parts, ".")
	if _, ok := schema.Explain(full); ok && changed {
		return full
	}
	return ""
}

// meantKey is the help for a word that is neither a code nor a key: what is most like it.
func meantKey(word string) string {
	var codes []string
	for _, i := range sortedCodes() {
		codes = append(codes, string(i.Code))
	}
	if best := near.Nearest(strings.ToLower(word), codes); best != "" {
		return "did you mean " + best + "?"
	}
	if plainPath(word) == "" {
		return ""
	}
	// The longest beginning that is there, and the key below it that is most like what follows.
	parts := strings.Split(plainPath(word), ".")
	for i := len(parts) - 1; i >= 0; i-- {
		above := strings.Join(parts[:i], ".")
		if best := near.Nearest(parts[i], below(above)); best != "" {
			return "did you mean " + strings.TrimPrefix(above+"."+best, ".") + "?"
		}
		if full := findKey(above); len(full) == 1 && i > 0 {
			if best := near.Nearest(parts[i], below(full[0])); best != "" {
				return "did you mean " + full[0] + "." + best + "?"
			}
			return "see `cdc explain '" + full[0] + "'`"
		}
	}
	var last []string
	for _, k := range schema.Keys(false) {
		last = append(last, k.Path[strings.LastIndexByte(k.Path, '.')+1:])
	}
	if best := near.Nearest(parts[len(parts)-1], last); best != "" {
		return "did you mean " + best + "?"
	}
	return ""
}

// below is the keys right below a path; the user's own names in it count as "*".
func below(path string) []string {
	var out []string
	if path != "" {
		path += "."
	}
	for _, k := range schema.Keys(true) {
		rest, ok := strings.CutPrefix(k.Path, path)
		if !ok && path != "" {
			rest, ok = cutLike(k.Path, path)
		}
		if ok && !strings.Contains(rest, ".") && rest != "*" && rest != "x-*" {
			out = append(out, rest)
		}
	}
	return out
}

// cutLike is strings.CutPrefix with "*" of the path for any name.
func cutLike(path, prefix string) (string, bool) {
	have, want := strings.Split(path, "."), strings.Split(strings.TrimSuffix(prefix, "."), ".")
	if len(have) <= len(want) {
		return "", false
	}
	for i, w := range want {
		if have[i] != w && have[i] != "*" {
			return "", false
		}
	}
	return strings.Join(have[len(want):], "."), true
}
