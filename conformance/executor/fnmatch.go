package executor

import "strings"

// Fnmatch is Ruby's File.fnmatch? with FNM_PATHNAME, FNM_DOTMATCH and FNM_EXTGLOB, by which GitLab compares rules:changes
// and rules:exists: a star stays within its part of the path, **/ is any number of directories, and ** before anything
// else is a star.
func Fnmatch(pattern, path string) bool {
	for _, p := range braces(pattern) {
		if fnmatch(p, path) {
			return true
		}
	}
	return false
}

// braces returns the patterns that {a,b} stands for.
func braces(pattern string) []string {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return []string{pattern}
	}
	depth, from := 0, open+1
	var parts []string
	for i := open; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '{':
			depth++
		case c == ',' && depth == 1:
			parts, from = append(parts, pattern[from:i]), i+1
		case c == '}':
			if depth--; depth == 0 {
				var out []string
				for _, part := range append(parts, pattern[from:i]) {
					out = append(out, braces(pattern[:open]+part+pattern[i+1:])...)
				}
				return out
			}
		}
	}
	return []string{pattern}
}

func fnmatch(pattern, path string) bool {
	if rest, ok := strings.CutPrefix(pattern, "**/"); ok {
		for {
			if fnmatch(rest, path) {
				return true
			}
			_, below, deeper := strings.Cut(path, "/")
			if !deeper {
				return false
			}
			path = below
		}
	}
	part, restPattern, more := strings.Cut(pattern, "/")
	name, restPath, deeper := strings.Cut(path, "/")
	return more == deeper && wildcard(part, name) && (!more || fnmatch(restPattern, restPath))
}

// wildcard matches one part of a path: stars, question marks, sets, and what a backslash takes the meaning from.
func wildcard(pattern, name string) bool {
	if pattern == "" {
		return name == ""
	}
	switch c := pattern[0]; {
	case c == '*':
		for i := 0; i <= len(name); i++ {
			if wildcard(strings.TrimLeft(pattern, "*"), name[i:]) {
				return true
			}
		}
		return false
	case name == "":
		return false
	case c == '?':
		return wildcard(pattern[1:], name[1:])
	case c == '[' && strings.IndexByte(pattern, ']') > 1:
		end := strings.IndexByte(pattern, ']')
		return inSet(pattern[1:end], name[0]) && wildcard(pattern[end+1:], name[1:])
	case c == '\\' && len(pattern) > 1:
		return pattern[1] == name[0] && wildcard(pattern[2:], name[1:])
	default:
		return c == name[0] && wildcard(pattern[1:], name[1:])
	}
}

func inSet(set string, c byte) bool {
	not := set[0] == '!' || set[0] == '^'
	if not {
		set = set[1:]
	}
	in := false
	for i := 0; i < len(set); i++ {
		if i+2 < len(set) && set[i+1] == '-' {
			in = in || set[i] <= c && c <= set[i+2]
			i += 2
			continue
		}
		in = in || set[i] == c
	}
	return in != not
}
