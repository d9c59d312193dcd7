package executor

import (
	"cmp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// shippableRun are the variables of a build (Shippable's "Standard environment variables").
func shippableRun(work string, w World) map[string]string {
	main := cmp.Or(w.Main, "main")
	vars := map[string]string{
		"CI": "true", "SHIPPABLE": "true", "COMMIT": Revision, "BRANCH": main, "BUILD_ID": "41", "BUILD_NUMBER": "41",
		"BUILD_URL": "https://ci.example/41", "REPO_NAME": "name", "REPO_FULL_NAME": "owner/name", "IS_PULL_REQUEST": "false",
		"IS_GIT_TAG": "false", "PULL_REQUEST": "false", "COMMIT_MESSAGE": "a title", "COMMITTER": "An Author",
		"SHIPPABLE_BUILD_DIR": work, "SHIPPABLE_REPO_DIR": work,
	}
	switch w.Event {
	case Branch:
		vars["BRANCH"] = "feature"
	case Tag:
		vars["IS_GIT_TAG"], vars["GIT_TAG_NAME"], vars["BRANCH"] = "true", "v1.2.0", "v1.2.0"
	case Change:
		vars["IS_PULL_REQUEST"], vars["PULL_REQUEST"], vars["BASE_BRANCH"], vars["HEAD_BRANCH"] = "true", "7", main, "feature"
	}
	return vars
}

// ShippableStarts reports whether a build starts by itself: for a push or a tag whose name the file's branches admit, and for
// every pull request to such a branch; by hand always, and by a schedule never ("Build and Test", "branches"). A star stands
// for anything.
func ShippableStarts(data []byte, w World) bool {
	doc, err := parse(data)
	if err != nil || w.Event == Schedule {
		return false
	}
	name := shippableRun("", w)["BRANCH"]
	admits := func(key string) bool {
		return slices.ContainsFunc(doc.get("branches", key).texts(), func(pattern string) bool { return wildcard(pattern, name) })
	}
	only := doc.get("branches", "only").Node == nil || admits("only")
	return w.Event == Manual || only && !admits("except")
}

// section is a list of commands for one shell.
type section struct {
	path    []string
	when    when
	ignored bool // its failures change nothing, and the command behind a failed one still runs
}

type when int

const (
	decides   when = iota // runs while nothing failed, and decides the status
	onSuccess             // runs after success
	onFailure             // runs after failure
	always
)

// The sections of both dialects. The old one is the one whose top level has script or install.
var (
	newSections = []section{
		{path: []string{"build", "pre_ci"}}, {path: []string{"build", "ci"}}, {path: []string{"build", "post_ci"}},
		{[]string{"build", "on_success"}, onSuccess, true}, {[]string{"build", "on_failure"}, onFailure, true},
		{[]string{"build", "always"}, always, true},
	}
	oldSections = []section{
		{path: []string{"before_install"}}, {path: []string{"install"}}, {path: []string{"before_script"}}, {path: []string{"script"}},
		{[]string{"after_success"}, onSuccess, true}, {[]string{"after_failure"}, onFailure, true}, {[]string{"after_script"}, always, true},
	}
)

// Shippable returns the build of a shippable.yml, once for each row of its env and runtime matrix.
func Shippable(data []byte) ([]Job, error) {
	doc, err := parse(data)
	if err != nil {
		return nil, err
	}
	sections := oldSections
	if doc.get("build").is(yaml.MappingNode) {
		sections = newSections
	}
	global := entries(doc.get("env", "global"))
	var jobs []Job
	for _, row := range doc.get("matrix", "include").items() {
		exports, values := global, map[string]string{}
		for _, key := range row.keys() {
			if key == "env" {
				exports = append(exports[:len(exports):len(exports)], row.get(key).text())
				values[""] = row.get(key).text()
			} else {
				name := versionVariable(key)
				values[name] = row.get(key).text()
				exports = append(exports[:len(exports):len(exports)], name+"="+quote(values[name]))
			}
		}
		jobs = append(jobs, shippableJob(doc, sections, exports, values))
	}
	if len(jobs) > 0 && len(doc.get("env", "matrix").items()) == 0 {
		return jobs, nil // the listed ones are all there are
	}
	var axes []axis
	if language := doc.get("language").text(); language != "" {
		if key := cmp.Or(versionKeys[language], language); len(doc.get(key).texts()) > 0 {
			axes = append(axes, axis{versionVariable(key), doc.get(key).texts()})
		}
	}
	rows := entries(doc.get("env", "matrix"))
	if doc.get("env").is(yaml.SequenceNode) { // a plain list is a matrix
		rows = entries(doc.get("env"))
	}
	if len(rows) > 0 {
		axes = append(axes, axis{"", rows})
	}
	for _, row := range product(axes) {
		exports := global
		for _, a := range axes {
			if a.name != "" {
				exports = append(exports[:len(exports):len(exports)], a.name+"="+quote(row[a.name]))
			}
		}
		if row[""] != "" {
			exports = append(exports[:len(exports):len(exports)], row[""])
		}
		jobs = append(jobs, shippableJob(doc, sections, exports, row))
	}
	return jobs, nil
}

// versionKeys are the keys of versions that are not the language's name, and versionNames what the variable of a version
// is called where it is not the key.
var (
	versionKeys  = map[string]string{"java": "jdk", "ruby": "rvm"}
	versionNames = map[string]string{"node_js": "NODE", "rvm": "RUBY"}
)

func versionVariable(key string) string {
	return "SHIPPABLE_" + cmp.Or(versionNames[key], strings.ToUpper(key)) + "_VERSION"
}

// entries returns the assignments of env, as they are written behind export. Those that are encrypted are left out: the
// test has their values.
func entries(list node) (out []string) {
	for _, item := range list.items() {
		if item.is(yaml.ScalarNode) {
			out = append(out, item.Value)
			continue
		}
		for _, key := range item.keys() {
			if key != "secure" {
				out = append(out, key+"="+item.get(key).text())
			}
		}
	}
	return out
}

func shippableJob(doc node, sections []section, exports []string, row map[string]string) Job {
	j := Job{Executor: "shippable", Instance: instance(row), Shell: "bash"}
	for _, sec := range sections {
		j.Scripts = append(j.Scripts, doc.get(sec.path...).scripts(strings.Join(sec.path, "."))...)
		for _, command := range defaults(doc, sec.path) {
			if len(doc.get(sec.path...).texts()) == 0 {
				j.Scripts = append(j.Scripts, Script{"default", command})
			}
		}
	}
	j.run = func(s *session) bool {
		passed := true
		for _, sec := range sections {
			commands := doc.get(sec.path...).texts()
			if len(commands) == 0 {
				commands = defaults(doc, sec.path)
			}
			if len(commands) == 0 || sec.when == onFailure && passed || sec.when <= onSuccess && !passed {
				continue
			}
			script := shippableScript(exports, commands, sec.ignored)
			if ok := s.shell(script, s.work, merge(shippableRun(s.work, s.world), s.world.Env)); !ok && sec.when == decides {
				passed = false
			}
		}
		return passed
	}
	return j
}

// defaults are what Shippable runs for a language where ci, or the old install, is empty ("Build and Test": each language's
// page); a file without a language is one of Ruby. Here are the languages that the tests need.
func defaults(doc node, path []string) []string {
	last := path[len(path)-1]
	if last != "ci" && (last != "install" || len(doc.get("script").texts()) > 0) {
		return nil
	}
	switch doc.get("language").text() {
	case "", "ruby":
		return []string{"bundle install"}
	case "python":
		return []string{"pip install -r requirements.txt"}
	case "node_js":
		return []string{"npm install", "npm test"}
	}
	return nil
}

// shippableScript is one bash with errexit and a trap, without pipefail; each command goes through eval (Shippable's
// execTemplates, task.sh). The values of env are the shell's to expand.
func shippableScript(exports, commands []string, ignored bool) string {
	var b strings.Builder
	b.WriteString("shippable_retry() { \"$@\"; }\n")
	for _, e := range exports {
		b.WriteString("export " + e + "\n")
	}
	if !ignored {
		b.WriteString("set -e\ntrap 'exit 1' ERR\n")
	}
	for _, c := range commands {
		b.WriteString("eval " + quote(c) + "\n")
	}
	return b.String()
}
