package judge

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/xeipuuv/gojsonschema"

	"github.com/cdc-dev/cdc/internal/near"
)

// problem says one of the library's errors in our words. Errors that only sum up others are left out.
func problem(d *document, e gojsonschema.ResultError, known []string) (Problem, bool) {
	p := Problem{Path: pathOf(e.Context())}
	details := e.Details()
	property := fmt.Sprint(details["property"])
	switch e.Type() {
	case "condition_then", "condition_else", "number_all_of":
		return p, false
	case "additional_property_not_allowed":
		p.Path = append(p.Path, property)
		p.Message = d.words + " has no key " + property + " here"
		if meant := near.Nearest(property, known); meant != "" {
			p.Help = "did you mean " + meant + "?"
		}
	case "required":
		p.Message = "the key " + property + " is missing"
	case "invalid_type":
		p.Message = "this must be " + article(fmt.Sprint(details["expected"])) + ", and is " + article(fmt.Sprint(details["given"]))
		if details["expected"] == "string" && details["given"] != "null" {
			p.Help = "put it in quotes"
		}
	case "enum":
		p.Message = "this must be one of " + fmt.Sprint(details["allowed"])
	case "array_min_items":
		p.Message = "this list is empty"
	case "array_max_items":
		p.Message = fmt.Sprintf("at most %v entries are allowed", details["max"])
	case "array_min_properties":
		p.Message = "this map is empty"
	case "array_max_properties":
		p.Message = fmt.Sprintf("at most %v keys are allowed", details["max"])
	case "pattern":
		p.Message = "this does not have the form " + form(fmt.Sprint(details["pattern"]))
	case "invalid_property_name":
		p.Path = append(p.Path, property)
		p.Message = "this name is not allowed here"
	case "missing_dependency":
		p.Message = fmt.Sprintf("the key %v is missing, which another key needs", details["dependency"])
	case "number_one_of":
		p.Message = "exactly one of its kinds must be written"
	case "number_any_of":
		p.Message = "none of the keys is written that make it complete"
	case "number_not":
		p.Message = "keys are written together that exclude each other"
	case "number_lte":
		p.Message = fmt.Sprintf("this must be at most %v", details["max"])
	case "number_gte":
		p.Message = fmt.Sprintf("this must be at least %v", details["min"])
	case "string_gte":
		p.Message = "this text is empty"
	case "string_lte":
		p.Message = fmt.Sprintf("this text is longer than %v characters", details["max"])
	case "unique":
		p.Message = "an entry stands here twice"
	default:
		p.Message = "this value is not allowed here"
	}
	return p, true
}

// pathOf turns the library's context into keys.
func pathOf(c *gojsonschema.JsonContext) []string {
	const sep = "\x00"
	keys := strings.Split(c.String(sep), sep)
	return slices.Clone(keys[1:])
}

func article(kind string) string {
	switch kind {
	case "string":
		return "a text"
	case "object":
		return "a map"
	case "array":
		return "a list"
	case "null":
		return "empty"
	case "integer":
		return "a whole number"
	}
	if kinds := strings.Split(strings.Trim(kind, "[]"), ","); len(kinds) > 1 {
		for i, k := range kinds {
			kinds[i] = article(k)
		}
		return strings.Join(kinds[:len(kinds)-1], ", ") + " or " + kinds[len(kinds)-1]
	}
	return "a " + kind
}

// keysOf collects every key that a schema knows anywhere, for suggestions.
func keysOf(schema []byte) []string {
	var tree any
	if json.Unmarshal(schema, &tree) != nil {
		return nil
	}
	seen := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if props, ok := v["properties"].(map[string]any); ok {
				for k := range props {
					seen[k] = true
				}
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(tree)
	out := make([]string, 0, len(seen))
	for k := range seen {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// forms says in words what the patterns of the schemas ask for.
var forms = map[string]string{
	"^[$/]":                    "of an absolute directory: it begins with / or a variable",
	"--privileged":             "that Shippable needs: options of one's own must hold --privileged again",
	"^(/|[A-Za-z]:)":           "of an absolute directory",
	"^[0-7]{1,4}$":             "of a mode: one to four octal digits",
	"^[A-Za-z_][A-Za-z0-9_]*=": "NAME=VALUE",
	"^(d(efault)?:)?[ugmo][a-z]*:[^:]*:[rwx-]*$": "of an entry of an access list: user:NAME:rw",
	"^(ABORT|CONTINUE|RETRY|RETRY-.+)$":          "ABORT, CONTINUE, RETRY or RETRY-COUNT",
	"^CODEBUILD_":                                "of a name of one's own: CODEBUILD_ is CodeBuild's",
	"^[A-Za-z0-9_]+$":                            "of an identifier: letters, digits and _",
	"^[A-Za-z0-9_]{1,100}$":                      "of an identifier: at most 100 letters, digits and _",
	"^[A-Za-z_][A-Za-z0-9_]*$":                   "of a variable's name: letters, digits and _",
	"^[a-zA-Z_][a-zA-Z0-9_]*$":                   "of a variable's name: letters, digits and _",
	"^(https?://.+|\\$[A-Za-z_{].*)$":            "of an address: http://, https:// or a variable",
	"^https?://":                                 "of an address: http:// or https://",
	"^(pull-push|pull|push|\\$\\w{1,255})$":      "pull-push, pull, push or a variable",
	"^/.+/$":                                     "of a regular expression: /…/",
	"^[^/]*[^./][^/]*$":                          "of a cache key: no slash, and more than dots",
	"^sha256-":                                   "of a checksum: sha256-…",
}

func form(pattern string) string {
	if words := forms[pattern]; words != "" {
		return words
	}
	return pattern
}
