package executor

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// gitlabKeys are the top-level keys of .gitlab-ci.yml that are no jobs.
var gitlabKeys = strings.Fields("spec include stages default workflow variables image services before_script after_script cache pages")

// gitlabRun are the variables of a run, as GitLab's manual lists them ("Predefined CI/CD variables reference").
func gitlabRun(work string, w World) map[string]string {
	main := cmp.Or(w.Main, "main")
	vars := map[string]string{
		"CI": "true", "GITLAB_CI": "true", "CI_COMMIT_SHA": Revision, "CI_COMMIT_SHORT_SHA": Revision[:8],
		"CI_COMMIT_BRANCH": main, "CI_COMMIT_REF_NAME": main, "CI_COMMIT_REF_SLUG": main, "CI_DEFAULT_BRANCH": main,
		"CI_PIPELINE_SOURCE": "push", "CI_PIPELINE_ID": "41", "CI_PIPELINE_IID": "41", "CI_JOB_ID": "41",
		"CI_PIPELINE_URL": "https://ci.example/41", "CI_PROJECT_PATH": "owner/name", "CI_PROJECT_DIR": work,
		"CI_COMMIT_TITLE": "a title", "CI_COMMIT_AUTHOR": "An Author <author@example.com>", "CI_REGISTRY": "registry.example.com",
	}
	switch w.Event {
	case Tag:
		delete(vars, "CI_COMMIT_BRANCH")
		vars["CI_COMMIT_TAG"], vars["CI_COMMIT_REF_NAME"], vars["CI_COMMIT_REF_SLUG"] = "v1.2.0", "v1.2.0", "v1-2-0"
	case Branch:
		vars["CI_COMMIT_BRANCH"], vars["CI_COMMIT_REF_NAME"], vars["CI_COMMIT_REF_SLUG"] = "feature", "feature", "feature"
	case Schedule:
		vars["CI_PIPELINE_SOURCE"] = "schedule"
	case Manual:
		vars["CI_PIPELINE_SOURCE"] = "web"
	case Change:
		delete(vars, "CI_COMMIT_BRANCH")
		vars["CI_PIPELINE_SOURCE"], vars["CI_MERGE_REQUEST_IID"], vars["CI_COMMIT_REF_NAME"] = "merge_request_event", "7", "feature"
		vars["CI_COMMIT_REF_SLUG"], vars["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "feature", main
		vars["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = "feature"
	}
	return vars
}

// GitLab returns the jobs of a .gitlab-ci.yml in the order of their stages, one for each instance of a matrix. The shell
// is bash or sh: the runner takes bash where the image has it.
func GitLab(data []byte, shell string) ([]Job, error) {
	doc, err := parse(data)
	if err != nil {
		return nil, err
	}
	stages := gitlabStages(doc)
	var jobs []Job
	order := map[string]int{}
	for _, name := range doc.keys() {
		if slices.Contains(gitlabKeys, name) || strings.HasPrefix(name, ".") {
			continue
		}
		job, err := extended(doc, name, 0)
		if err != nil {
			return nil, err
		}
		stage := "test"
		if s := job.get("stage").text(); s != "" {
			stage = s
		}
		for _, row := range gitlabMatrix(job) {
			order[name] = slices.Index(stages, stage)
			jobs = append(jobs, gitlabJob(doc, job, name, shell, row))
		}
	}
	slices.SortStableFunc(jobs, func(a, b Job) int { return order[a.Name] - order[b.Name] })
	return jobs, nil
}

func gitlabStages(doc node) []string {
	stages := doc.get("stages").texts()
	if stages == nil {
		stages = []string{"build", "test", "deploy"}
	}
	return slices.Concat([]string{".pre"}, stages, []string{".post"})
}

func gitlabJob(doc, job node, name, shell string, row map[string]string) Job {
	section := func(key string) []Script {
		for _, n := range []node{job.get(key), doc.get("default", key), doc.get(key)} {
			if n.Node != nil {
				return n.scripts(name + "." + key)
			}
		}
		return nil
	}
	main := append(section("before_script"), section("script")...)
	after := section("after_script")
	j := Job{
		Name: name, Executor: "gitlab/" + shell, Instance: instance(row), Shell: shell,
		Scripts: slices.Concat(main, after),
		Env:     merge(doc.get("variables").vars(), job.get("variables").vars(), row),
	}
	for _, token := range job.get("id_tokens").keys() {
		j.Env[token] = "token-of-" + token
	}
	j.run = func(s *session) bool {
		vars := merge(j.Env)
		for name := range s.world.Project { // outranks the file ("CI/CD variable precedence")
			delete(vars, name)
		}
		env := expanded(vars, merge(gitlabRun(s.work, s.world), s.world.Env, s.world.Project))
		passed := s.shell(gitlabScript(main, shell), s.work, env)
		if len(after) > 0 {
			env["CI_JOB_STATUS"] = map[bool]string{true: "success", false: "failed"}[passed]
			s.shell(gitlabScript(after, shell), s.work, env)
		}
		return passed
	}
	return j
}

// gitlabScript is what the runner makes of a script: one text for one shell, with errexit and, in bash, pipefail
// (gitlab-runner, shells/bash.go: BashWriter.Finish).
func gitlabScript(scripts []Script, shell string) string {
	options := "set -e\n"
	if shell == "bash" {
		options = "set -e -o pipefail\n"
	}
	return options + "set +o noclobber\n: | eval " + quote(strings.Join(text(scripts), "\n")+"\n") + "\nexit 0\n"
}

// extended merges what the job extends below it: maps deep, all else replaced.
func extended(doc node, name string, depth int) (node, error) {
	job := doc.get(name)
	if !job.is(yaml.MappingNode) || depth > 10 {
		return node{}, fmt.Errorf("job %s is not there, not a map, or extends itself", name)
	}
	out := node{&yaml.Node{Kind: yaml.MappingNode}}
	for _, parent := range job.get("extends").texts() {
		base, err := extended(doc, parent, depth+1)
		if err != nil {
			return node{}, err
		}
		out = overlay(out, base)
	}
	return overlay(out, job), nil
}

func overlay(below, above node) node {
	out := &yaml.Node{Kind: yaml.MappingNode}
	for _, n := range []node{below, above} {
		for _, key := range n.keys() {
			v := n.get(key)
			if at := slices.Index(node{out}.keys(), key); at >= 0 {
				if old := (node{out.Content[2*at+1]}); old.is(yaml.MappingNode) && v.is(yaml.MappingNode) {
					v = overlay(old, v)
				}
				out.Content[2*at+1] = v.Node
				continue
			}
			out.Content = append(out.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, v.Node)
		}
	}
	return node{out}
}

func gitlabMatrix(job node) []map[string]string {
	rows := job.get("parallel", "matrix").items()
	if len(rows) == 0 {
		return []map[string]string{{}}
	}
	var out []map[string]string
	for _, row := range rows {
		var axes []axis
		for _, key := range row.keys() {
			axes = append(axes, axis{key, row.get(key).texts()})
		}
		out = append(out, product(axes)...)
	}
	return out
}

var reference = regexp.MustCompile(`\$\$|\$(\w+)|\$\{(\w+)\}`)

// expanded replaces the references in the file's variables, as GitLab does before a shell sees them; $$ is a dollar.
func expanded(vars, run map[string]string) map[string]string {
	var value func(name string, depth int) string
	value = func(name string, depth int) string {
		v, ok := vars[name]
		if !ok || depth > 10 {
			return run[name]
		}
		return reference.ReplaceAllStringFunc(v, func(ref string) string {
			if ref == "$$" {
				return "$"
			}
			return value(strings.Trim(ref, "${}"), depth+1)
		})
	}
	out := merge(run)
	for name := range vars {
		out[name] = value(name, 0)
	}
	return out
}
