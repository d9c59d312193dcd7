package rules

import "strings"

// reads says who reads a text that no shell reads.
func (k kind) reads(what string) string {
	if k == forPath {
		return "no shell reads a path, so "
	}
	return "no shell reads " + what + ", so "
}

// shellVariable reports `$X` where nothing replaces it.
func (t *text) shellVariable() {
	s := t.n.Text
	for i := 0; i < len(s); i++ {
		if s[i] != '$' {
			continue
		}
		if strings.HasPrefix(s[i:], "${{") {
			end := strings.Index(s[i:], "}}")
			if end < 0 {
				return // said of the reference
			}
			i += end
			continue
		}
		end, name := variable(s, i)
		if name == "" {
			continue
		}
		t.oneShellVariable(i, end, name)
		i = end - 1
	}
}

// variable reads `$NAME` or `${NAME` at s[i:]. The name is empty when there is none; `$$` and `$1` are none.
func variable(s string, i int) (end int, name string) {
	start := i + 1
	if start < len(s) && s[start] == '{' {
		start++
	}
	end = start
	for end < len(s) && (s[end] == '_' || 'a' <= s[end]|0x20 && s[end]|0x20 <= 'z' || end > start && '0' <= s[end] && s[end] <= '9') {
		end++
	}
	name = s[start:end]
	if start > i+1 && end < len(s) && name != "" {
		if n := strings.IndexByte(s[end:], '}'); n >= 0 {
			end += n + 1
		}
	}
	if i > 0 && s[i-1] == '$' {
		return end, ""
	}
	return end, name
}

func (t *text) oneShellVariable(start, end int, name string) {
	instead := t.instead(name)
	if t.slot.kind == forVariable {
		// A variable's value is taken as it is. Most dollars in it are meant; those that name something known are not.
		if instead != "" {
			t.c.warn("shell-variable", t.n.Sub(start, end), t.path(),
				"variables hold their text as it is, so $"+name+" stays $"+name, "write "+instead)
		} else if t.c.secrets[name] {
			t.c.warn("shell-variable", t.n.Sub(start, end), t.path(),
				"variables hold their text as it is, so $"+name+" stays $"+name+", and no variable takes the value of a secret",
				"list it in the job, `secrets: ["+name+"]`, and read $"+name+" in its steps")
		}
		return
	}
	help := ""
	switch {
	case instead != "":
		help = "write " + instead
	case t.slot.kind == forPath:
		help = "a path is relative to the repository; for the workspace write ${{ workspace }} in a step"
	default:
		help = "write the value, or a `${{ }}` reference such as ${{ vars." + name + " }}"
	}
	message := t.slot.kind.reads(t.slot.what) + "$" + name + " stays as it is on CodeBuild and may be empty on GitLab"
	if t.slot.kind == forTarget && t.step == nil {
		if s := t.stepOf(); s != nil && s.ActionKey.V != "" {
			message = "the arguments of `" + s.ActionKey.V + "` are not shell text, so $" + name + " is not replaced"
		}
	}
	t.error("shell-variable", start, end, message, help)
}

// instead is the reference that means what $name was meant to, or nothing.
func (t *text) instead(name string) string {
	if t.isVar(name) && !t.isSelf(name) {
		return "${{ vars." + name + " }}"
	}
	if t.axis(name) && t.slot.allow&inMatrix != 0 {
		return "${{ matrix." + name + " }}"
	}
	if f := foreign[name]; f != "" && t.slot.allow&inRun != 0 {
		return "${{ " + f + " }}"
	}
	if (name == "AWS_REGION" || name == "AWS_DEFAULT_REGION") && t.env != nil && t.slot.allow&inEnv != 0 {
		return "${{ environment.region }}"
	}
	return ""
}

// isSelf reports whether the text is the value of that very variable.
func (t *text) isSelf(name string) bool {
	v, ok := t.lookup(name)
	return ok && v.Node == t.n
}
