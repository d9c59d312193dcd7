package schema

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
)

// badPath says what is wrong with a path that is not below the root of the repository, or that waits for a shell.
func badPath(n *source.Node, at place) fault {
	s := n.Text
	switch {
	case s == "":
		return emptyText(n, at)
	case strings.HasPrefix(s, "~"):
		message := "~ is not expanded"
		if rest := strings.TrimPrefix(s, "~"); strings.HasPrefix(rest, "/") {
			message += ", and /root" + rest + " is outside the workspace"
		}
		return fault{code: "path-outside", message: message, help: insideHelp(s, at)}
	case strings.HasPrefix(s, "/"):
		message := s + " is outside the workspace"
		if in(at, "artifacts") || in(at, "reports") {
			message += "; GitLab keeps only files inside it"
		}
		return fault{code: "path-outside", message: message, help: insideHelp(s, at)}
	case matches(`(^|/)\.\.(/|$)`, s):
		return fault{code: "path-outside", message: s + " is outside the workspace", help: "a path begins at the root of the repository and stays below it"}
	}
	start, end := variableAt(s)
	name := s[start:end]
	f := fault{code: "shell-variable", at: n.Sub(start, end),
		message: "no shell reads a path, so " + name + " stays as it is on CodeBuild and may be empty on GitLab",
		help:    "a path is relative to the repository; for the workspace write ${{ workspace }} in a step"}
	if w := strings.Trim(name, "${}"); w == "CI_PROJECT_DIR" || w == "CODEBUILD_SRC_DIR" || w == "SHIPPABLE_BUILD_DIR" || w == "PWD" {
		f.help = "write " + strings.TrimLeft(s[end:], "/") + ": a path is relative to the repository already"
	}
	return f
}

func in(at place, key string) bool {
	return strings.Contains("."+at.path, "."+key+".")
}

// toolCaches are the caches that tools keep in the home directory, and the variable that moves each.
var toolCaches = []struct{ dir, move string }{
	{".m2", "MAVEN_OPTS=-Dmaven.repo.local=.m2"}, {".gradle", "GRADLE_USER_HOME=.gradle"}, {".npm", "npm_config_cache=.npm"},
	{".cache/pip", "PIP_CACHE_DIR=.cache/pip"}, {".cache/go-build", "GOCACHE=$PWD/.cache/go-build"}, {"go/pkg/mod", "GOMODCACHE=$PWD/.cache/go"},
	{".cargo", "CARGO_HOME=.cargo"}, {".cache/yarn", "YARN_CACHE_FOLDER=.cache/yarn"}, {".composer", "COMPOSER_HOME=.composer"},
	{".bundle", "BUNDLE_PATH=vendor/bundle"}, {".nuget", "NUGET_PACKAGES=.nuget"},
}

// insideHelp says how to get the files into the workspace.
func insideHelp(s string, at place) string {
	s = strings.TrimRight(s, "/")
	base := s[strings.LastIndexByte(s, '/')+1:]
	switch {
	case in(at, "cache"):
		for _, c := range toolCaches {
			if strings.HasSuffix(s, "/"+c.dir) || strings.Contains(s, "/"+c.dir+"/") {
				return "point the tool into the workspace: " + c.move
			}
		}
		return "point the tool into the workspace, and cache that directory"
	case (in(at, "artifacts") || in(at, "reports")) && base != "" && base != "~" && !strings.ContainsAny(s, "* "):
		return "copy it first: cp -r " + s + " " + base
	}
	return "write a path below the root of the repository"
}
