package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// language is what the tests of a project run with.
type language struct {
	name  string
	file  string // that says so; empty when a person said so
	image string // on Docker Hub
	sam   string // SAM's build image of it
	tests []string
}

// languages is those that init knows, with what they need where no file says more.
var languages = []language{
	{name: "go", file: "go.mod", image: "golang:1.26", sam: "provided.al2023", tests: []string{"go vet ./...", "go test ./..."}},
	{name: "node", file: "package.json", image: "node:22", sam: "nodejs22.x", tests: []string{"npm ci", "npm test"}},
	{name: "python", file: "requirements.txt", image: "python:3.12", sam: "python3.12", tests: []string{"pip install -r requirements.txt pytest", "python -m pytest"}},
	{name: "python", file: "pyproject.toml", image: "python:3.12", sam: "python3.12", tests: []string{"pip install . pytest", "python -m pytest"}},
	{name: "python", file: "requirements-dev.txt", image: "python:3.12", sam: "python3.12", tests: []string{"pip install -r requirements-dev.txt pytest", "python -m pytest"}},
	{name: "python", file: "Pipfile", image: "python:3.12", sam: "python3.12", tests: []string{"pip install pipenv", "pipenv install --dev", "pipenv run pytest"}},
	{name: "java", file: "pom.xml", image: "maven:3-eclipse-temurin-21", sam: "java21", tests: []string{"mvn --batch-mode verify"}},
	{name: "java", file: "gradlew", image: "eclipse-temurin:21", sam: "java21", tests: []string{"./gradlew check"}},
	{name: "ruby", file: "Gemfile", image: "ruby:3.4", sam: "ruby3.4", tests: []string{"bundle install", "bundle exec rake"}},
	{name: "rust", file: "Cargo.toml", image: "rust:1", sam: "provided.al2023", tests: []string{"cargo test --locked"}},
	{name: "php", file: "composer.json", image: "composer:2", sam: "provided.al2023", tests: []string{"composer install --no-interaction", "composer test"}},
}

// other is a project of which nothing is known.
var other = language{name: "other", image: "alpine:3.22", sam: "python3.12", tests: []string{`echo "Put the commands of your tests here"`}}

var (
	goLine   = regexp.MustCompile(`(?m)^go (1\.\d+)`)
	nodeLine = regexp.MustCompile(`^v?(\d+)`)
)

// spoken returns the language that a file of the directory tells of, with its version and its way to install, or nil.
func spoken(dir string) *language {
	p := place{dir: dir}
	for _, l := range languages {
		if !isFile(filepath.Join(dir, l.file)) {
			continue
		}
		switch l.name {
		case "go":
			if m := goLine.FindStringSubmatch(p.text("go.mod")); m != nil {
				l.image = "golang:" + m[1]
			}
		case "node":
			p.node(&l)
		case "python":
			if v := pinnedVenv.FindString(p.text(".python-version")); v != "" {
				l.image, l.sam = "python:"+v, "python"+v
			}
		}
		return &l
	}
	return nil
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}

// node finds the version of Node.js and the package manager. `npm ci` fails without a lock file.
func (p *place) node(l *language) {
	if m := nodeLine.FindStringSubmatch(strings.TrimSpace(p.text(".nvmrc"))); m != nil {
		l.image, l.sam = "node:"+m[1], "nodejs"+m[1]+".x"
	}
	test := "npm test"
	switch {
	case p.has("pnpm-lock.yaml") != "":
		l.tests, test = []string{"corepack enable", "pnpm install --frozen-lockfile"}, "pnpm test"
	case p.has("yarn.lock") != "":
		l.tests, test = []string{"corepack enable", "yarn install --frozen-lockfile"}, "yarn test"
	case p.has("package-lock.json", "npm-shrinkwrap.json") != "":
		l.tests = []string{"npm ci"}
	default:
		l.tests = []string{"npm install"}
	}
	var pack struct{ Scripts map[string]string }
	if json.Unmarshal([]byte(p.text("package.json")), &pack) == nil && pack.Scripts["test"] == "" {
		test = "npm test --if-present"
	}
	l.tests = append(l.tests, test)
}
