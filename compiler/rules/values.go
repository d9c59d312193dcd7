package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/ref"
	"github.com/cdc-dev/cdc/compiler/spec"
)

// unknownValue stands for a value that is known only when the pipeline runs, or differs between the instances of a matrix: one
// letter, which fits every place where such a value may stand. unknownRepo is git.repo, whose form is known.
const (
	unknownValue = "x"
	unknownRepo  = "x/x"
)

// value is the text with its references replaced as far as they are known now. ok is false when one of them means nothing,
// which is said of it.
func (t *text) value() (v string, ok bool) {
	left := maxRefs
	return t.valueOf(t.n.Text, &left)
}

// maxRefs bounds the references that are followed for one text, which may refer to each other in a circle.
const maxRefs = 100

// maxValue is longer than any path or name that is judged, in bytes.
const maxValue = 64 << 10

func (t *text) valueOf(s string, left *int) (string, bool) {
	if !strings.Contains(s, "${{") {
		return s, true
	}
	var b strings.Builder
	at := 0
	for _, r := range ref.Find(s) {
		if *left--; *left < 0 {
			return "", false
		}
		v, ok := t.refValue(r, left)
		if !ok {
			return "", false
		}
		b.WriteString(s[at:r.Start] + v)
		at = r.End
		if b.Len() > maxValue {
			return "", false
		}
	}
	return b.String() + s[at:], true
}

func (t *text) refValue(r ref.Ref, left *int) (string, bool) {
	if r.Fault != ref.None {
		return "", false
	}
	ctx, ok := contextOf(r)
	if !ok {
		return "", false
	}
	switch ctx {
	case inName:
		return t.c.s.Name.V, true
	case inVars:
		v, ok := t.lookup(r.Path[1])
		if !ok {
			return "", false
		}
		return t.valueOf(v.V, left)
	case inEnv:
		return t.memberValue(t.env, r.Path[1:], left)
	case inEnvs:
		return t.memberValue(t.c.envs[r.Path[1]], r.Path[2:], left)
	}
	if slices.Equal(r.Path, []string{"git", "repo"}) {
		return unknownRepo, true
	}
	return unknownValue, true
}

func (t *text) memberValue(e *spec.Environment, path []string, left *int) (string, bool) {
	if e == nil {
		return "", false
	}
	in := *t
	in.env = e
	if len(path) == 2 {
		v, ok := find(e.Vars, path[1])
		if !ok {
			return "", false
		}
		return in.valueOf(v.V, left)
	}
	switch path[0] {
	case "name":
		return e.Name.V, true
	case "account":
		return in.valueOf(e.Account.V, left)
	}
	return unknownValue, true
}

var upwards = lazily(`(^|/)\.\.(/|$)`)

// pathBecomes checks a path that is made of references; the shape judges those that are written out.
func (t *text) pathBecomes() {
	v, ok := t.value()
	why := ""
	switch {
	case !ok:
		return
	case v == "":
		why = "is no path"
	case strings.HasPrefix(v, "/"), strings.HasPrefix(v, "~"), upwards().MatchString(v):
		if strings.HasPrefix(v, "s3://") {
			return
		}
		why = "is outside the workspace"
	default:
		return
	}
	t.c.error("path-outside", t.n.Range, t.path(), "this becomes "+quote(v)+", which "+why, "a path begins at the root of the repository and stays below it")
}
