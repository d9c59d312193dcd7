package shell

import "strings"

// Simple reports whether the text is one plain command without variables, patterns or operators: it may stand behind
// another command, such as `docker run IMAGE`, and is the same to it as to a shell.
func Simple(src string) bool {
	return src != "" && !strings.ContainsAny(src, "\n$*?") && !strings.Contains(src, "${{") && isPlain(src) && strings.TrimSpace(src) != ""
}

// Block joins commands into one text that stops at the first failure, for executors that run each command in a shell of its
// own. They are joined by line breaks: behind `&&` a comment would swallow the rest and a here-document would end late.
func Block(commands []string) string {
	return "set -e\n" + strings.Join(commands, "\n")
}

// Indent moves the lines of a text to the right by two blanks, unless a line begins inside quotes or a here-document,
// where blanks count.
func Indent(src string) string {
	if strings.Contains(src, "\n") && !FlowOf(src).Indent {
		return src
	}
	lines := strings.Split(src, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "  " + l
		}
	}
	return strings.Join(lines, "\n")
}
