package gitlab

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

func itoa(n int) string { return strconv.Itoa(n) }

// maxKeyFiles is how many files can make a cache's key (CI/CD YAML reference, cache:key:files).
const maxKeyFiles = 2

// cache is the job's own where it differs from that of `default:`, which an empty list switches off.
func (j *job) cache() emit.Value {
	switch own := j.file.defaultCache; {
	case j.Cache == nil && own != "":
		return emit.Seq{}
	case j.Cache == nil || own != "" && cacheKey(j) == own:
		return nil
	}
	return j.ownCache()
}

func (j *job) ownCache() emit.Value {
	c := j.Cache
	var m emit.Map
	switch {
	case len(c.Files) > 0:
		key := emit.Map{{Key: "files", Value: emit.Strs(c.Files[:min(len(c.Files), maxKeyFiles)]...)}}
		if !c.Prefix.Empty() {
			key.Add("prefix", j.slug(c.Prefix))
		}
		m.Add("key", key)
	case !c.Key.Empty():
		m.Add("key", j.slug(c.Key))
	}
	if len(c.Fallbacks) > 0 {
		var keys emit.Seq
		for _, k := range c.Fallbacks {
			keys = append(keys, j.slug(k))
		}
		m.Add("fallback_keys", keys)
	}
	m.Add("paths", emit.Strs(instancePaths(c.Paths)...))
	return m
}

func (j *job) artifacts() emit.Value {
	var m emit.Map
	if a := j.Artifacts; a != nil {
		if !a.Name.Empty() {
			m.Add("name", j.slug(a.Name))
		}
		m.Add("paths", emit.Strs(instancePaths(a.Paths)...))
		if a.When == "failure" || a.When == "always" {
			m.Add("when", emit.Str(map[string]string{"failure": "on_failure", "always": "always"}[a.When]))
		}
		if a.ExpireIn != nil {
			m.Add("expire_in", emit.Str(a.ExpireIn.Text))
		}
	}
	if r := j.reports(); len(r) > 0 {
		m.Add("reports", r)
	}
	return mapping(m)
}

// reports are uploaded whether the job passes or not (CI/CD YAML reference, artifacts:reports).
func (j *job) reports() emit.Map {
	r := j.Reports
	if r == nil {
		return nil
	}
	var m emit.Map
	if len(r.JUnit) > 0 {
		m.Add("junit", oneOrList(instancePaths(r.JUnit)))
	}
	if len(r.Cobertura) > 0 {
		all := instancePaths(r.Cobertura)
		path := all[0]
		if len(all) > 1 { // one text only, in which the runner reads alternatives
			path = "{" + strings.Join(all, ",") + "}"
		}
		m.Add("coverage_report", emit.Map{{Key: "coverage_format", Value: emit.Str("cobertura")}, {Key: "path", Value: emit.Str(path)}})
	}
	if r.Dotenv != "" {
		m.Add("dotenv", emit.Str(r.Dotenv))
	}
	return m
}

// instancePaths names the variable of a matrix where a path differs from instance to instance: the runner expands it (CI/CD
// variables, "Where variables can be used").
func instancePaths(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = plan.MatrixPath(p, func(name string) string { return "${" + name + "}" })
	}
	return out
}
