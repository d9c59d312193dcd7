package buildspec

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
)

// outputs writes what CodeBuild does with files behind the phases.
func (l *lowering) outputs() {
	j, f := l.j, l.file
	if a := j.Artifacts; a != nil {
		f.Artifacts = l.artifacts(a)
	}
	if c := j.Cache; c != nil {
		f.Cache = &Cache{Paths: CachePaths(l.paths(c.Paths))}
		if l.opt.Version != "0.1" {
			f.Cache.Key = cacheKey(c)
			for _, k := range c.Fallbacks {
				f.Cache.Fallbacks = append(f.Cache.Fallbacks, Expanding(k))
			}
		}
	}
	if r := j.Reports; r != nil && l.opt.Version != "0.1" {
		if len(r.JUnit) > 0 {
			f.Reports = append(f.Reports, Report{"junit", "JUNITXML", expanded(l.paths(r.JUnit))})
		}
		if len(r.Cobertura) > 0 {
			f.Reports = append(f.Reports, Report{"coverage", "COBERTURAXML", expanded(l.paths(r.Cobertura))})
		}
	}
}

// artifacts are the files that CodeBuild uploads. The old version knows one artifact only, and an action of a pipeline has
// one, whose files all stand in `files` (AWS CodePipeline User Guide, "AWS CodeBuild build and test action reference": Output
// artifacts).
func (l *lowering) artifacts(a *plan.Artifacts) *Artifacts {
	if l.opt.Version == "0.1" {
		return &Artifacts{Type: "zip", Files: ArtifactFiles(l.paths(a.Paths))}
	}
	out := &Artifacts{Files: ArtifactFiles(l.paths(a.Paths)), Name: Expanding(a.Name)}
	if l.opt.Pipeline {
		return out
	}
	out.Files = ArtifactFiles(l.paths(a.Primary()))
	for _, s := range a.Secondary {
		out.Secondary = append(out.Secondary, Secondary{s.Name, ArtifactFiles(l.paths(s.Paths))})
	}
	return out
}

// cacheKey writes the key, which CodeBuild gives to a shell, where codebuild-hash-files makes the sum of files (AWS
// CodeBuild User Guide, "Build specification reference": cache/key).
func cacheKey(c *plan.Cache) string {
	if len(c.Files) == 0 {
		return Expanding(c.Key)
	}
	sum := "$(codebuild-hash-files " + strings.Join(c.Files, " ") + ")"
	if c.Prefix.Empty() {
		return sum
	}
	return Expanding(c.Prefix) + "-" + sum
}

// ArtifactFiles converts paths to CodeBuild's patterns, where the name of a directory means a file of that name. A path
// that may be either is written both ways; one with an extension is a file.
func ArtifactFiles(paths []string) []string {
	var out []string
	for _, p := range expanded(paths) {
		switch {
		case strings.HasSuffix(p, "/"):
			out = append(out, p+"**/*")
		case strings.HasSuffix(p, "/**"):
			out = append(out, p+"/*")
		case strings.ContainsAny(p, "*?") || extension(p):
			out = append(out, p)
		default:
			out = append(out, p, p+"/**/*")
		}
	}
	return out
}

// expanded writes out `{a,b}`, which the manual of CodeBuild's patterns does not know, and says of a directory "." what is in
// it.
func expanded(paths []string) []string {
	var out []string
	for _, p := range paths {
		for strings.HasPrefix(p, "./") {
			p = p[2:]
		}
		if p == "" || p == "." {
			p = "**/*"
		}
		if _, fault := glob.Parse(p); fault != nil {
			out = append(out, p)
			continue
		}
		out = append(out, glob.ExpandBraces(p)...)
	}
	return out
}

// CachePaths converts paths to CodeBuild's patterns. What people cache is directories, and a cache is not relied on.
func CachePaths(paths []string) []string {
	var out []string
	for _, p := range expanded(paths) {
		switch {
		case strings.HasSuffix(p, "/**"):
			out = append(out, p+"/*")
		case strings.ContainsAny(p, "*?") || extension(p):
			out = append(out, p)
		default:
			out = append(out, strings.TrimSuffix(p, "/")+"/**/*")
		}
	}
	return out
}

// extension reports whether the path's last part looks like a file's: app.zip, but not .npm.
func extension(path string) bool {
	base := path[strings.LastIndexByte(path, '/')+1:]
	return strings.LastIndexByte(base, '.') > 0
}
