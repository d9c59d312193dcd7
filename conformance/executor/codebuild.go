package executor

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// codebuildRun are the variables of a build that a webhook or an EventBridge rule started (CodeBuild user guide,
// "Environment variables in build environments").
func codebuildRun(work string, w World) map[string]string {
	main := cmp.Or(w.Main, "main")
	vars := map[string]string{
		"CODEBUILD_RESOLVED_SOURCE_VERSION": Revision, "CODEBUILD_SOURCE_VERSION": Revision, "CODEBUILD_SRC_DIR": work,
		"CODEBUILD_SOURCE_REPO_URL": "https://github.com/owner/name.git", "CODEBUILD_BUILD_ID": "41", "CODEBUILD_BUILD_NUMBER": "41",
		"CODEBUILD_BUILD_SUCCEEDING": "1", "CODEBUILD_INITIATOR": "GitHub-Hookshot/1",
		"CODEBUILD_BUILD_ARN": "arn:aws:codebuild:eu-west-1:123456789012:build/x:41", "CODEBUILD_BATCH_BUILD_IDENTIFIER": "this",
		"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
	}
	hook := func(event, head, trigger string) {
		vars["CODEBUILD_WEBHOOK_EVENT"], vars["CODEBUILD_WEBHOOK_HEAD_REF"], vars["CODEBUILD_WEBHOOK_TRIGGER"] = event, head, trigger
	}
	switch w.Event {
	case Push:
		hook("PUSH", "refs/heads/"+main, "branch/"+main)
	case Branch:
		hook("PUSH", "refs/heads/feature", "branch/feature")
	case Tag:
		hook("PUSH", "refs/tags/v1.2.0", "tag/v1.2.0")
	case Schedule:
		vars["CODEBUILD_INITIATOR"], vars["CODEBUILD_SOURCE_VERSION"] = "rule/nightly", main
	case Manual:
		vars["CODEBUILD_INITIATOR"], vars["CODEBUILD_SOURCE_VERSION"] = "somebody", "refs/heads/"+main
	case Change, Merge:
		hook(map[Event]string{Change: "PULL_REQUEST_CREATED", Merge: "PULL_REQUEST_MERGED"}[w.Event], "refs/heads/feature", "pr/7")
		vars["CODEBUILD_WEBHOOK_BASE_REF"], vars["CODEBUILD_SOURCE_VERSION"] = "refs/heads/"+main, "pr/7"
	}
	return vars
}

// phases in their order; the build goes on behind a failed one only from build to post_build (user guide, "Build phase
// transitions").
var phases = []string{"install", "pre_build", "build", "post_build"}

// CodeBuild returns the builds of a buildspec.yml: one, or those of its batch, whose buildspecs stand in files too. The
// files go by their paths from the output directory.
func CodeBuild(files map[string][]byte) ([]Job, error) {
	main := files["buildspec.yml"]
	if main == nil {
		return nil, fmt.Errorf("no buildspec.yml")
	}
	doc, err := parse(main)
	if err != nil {
		return nil, err
	}
	tasks := doc.get("batch", "build-graph").items()
	if len(tasks) == 0 {
		return []Job{codebuildJob(doc, "", nil)}, nil
	}
	var jobs []Job
	for _, task := range tasks {
		file := task.get("buildspec").text()
		spec := doc
		if file != "" {
			if spec, err = parse(files[file]); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
		row := task.get("env", "variables").vars()
		jobs = append(jobs, codebuildJob(spec, jobOf(file, row), row))
	}
	return jobs, nil
}

// jobOf is the job that a file was made for: its name, without the values of the combination where each has a file.
func jobOf(file string, row map[string]string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	for range row {
		for _, value := range row {
			name = strings.TrimSuffix(name, "-"+value)
		}
	}
	return name
}

func codebuildJob(doc node, name string, row map[string]string) Job {
	version := doc.get("version").text()
	j := Job{Name: name, Executor: "codebuild " + version, Instance: instance(row), Shell: "sh", Apart: version == "0.1"}
	if strings.HasSuffix(doc.get("env", "shell").text(), "bash") {
		j.Shell = "bash"
	}
	j.Env = merge(doc.get("env", "variables").vars(), doc.get("environment_variables", "plaintext").vars(), row)
	var secrets []string
	for _, kind := range []string{"parameter-store", "secrets-manager"} {
		for _, secret := range doc.get("env", kind).keys() {
			j.Env[secret] = "secret-of-" + secret
			secrets = append(secrets, secret)
		}
	}
	for _, phase := range phases {
		for _, list := range []string{"commands", "finally"} {
			j.Scripts = append(j.Scripts, doc.get("phases", phase, list).scripts("phases."+phase+"."+list)...)
		}
	}
	j.run = func(s *session) bool {
		a := &agent{session: s, fresh: j.Apart, env: merge(codebuildRun(s.work, s.world), s.world.Env, j.Env, s.world.Project)}
		for _, secret := range secrets { // the store has what the test says
			if value, ok := s.world.Env[secret]; ok {
				a.env[secret] = value
			}
		}
		if s.err = a.save(); s.err != nil {
			return false
		}
		return a.build(doc)
	}
	return j
}

// agent runs the commands of one build.
type agent struct {
	*session
	fresh bool // version 0.1: each command starts from the same variables and directory
	env   map[string]string
}

// build runs the phases and reports whether all of them passed.
func (a *agent) build(doc node) bool {
	passed := true
	for _, phase := range phases {
		spec := doc.get("phases", phase)
		if !spec.is(yaml.MappingNode) {
			continue
		}
		ok := a.commands(spec.get("commands"), passed)
		if !a.commands(spec.get("finally"), passed && ok) {
			ok = false
		}
		if ok {
			continue
		}
		passed = false
		if phase != "build" && !strings.EqualFold(spec.get("on-failure").text(), "continue") {
			break
		}
	}
	return passed
}

// commands runs them until one fails.
func (a *agent) commands(list node, succeeding bool) bool {
	return !slices.ContainsFunc(list.texts(), func(command string) bool { return !a.command(command, succeeding) })
}

// command runs one command in a new shell. In version 0.2 it starts in the directory and with the variables that the last
// one left, all of them exported; functions, options and positional parameters are gone. There is no errexit, and what
// follows an exit, the saving of the variables too, does not happen.
func (a *agent) command(command string, succeeding bool) bool {
	flag := "CODEBUILD_BUILD_SUCCEEDING=" + map[bool]string{true: "1", false: "0"}[succeeding] + "\n"
	if a.fresh {
		return a.shell("export "+flag+command+"\n", a.work, a.env)
	}
	state, dir := quote(a.path("state")), quote(a.path("dir"))
	return a.shell(". "+state+"\ncd \"$(cat "+dir+")\"\nset -a\n"+flag+command+"\ncdc_code=$?\n"+
		"export -p > "+state+"\npwd > "+dir+"\nexit $cdc_code\n", a.work, nil)
}

// save writes the variables and the directory that the first command meets.
func (a *agent) save() error {
	var b strings.Builder
	for k, v := range a.env {
		fmt.Fprintf(&b, "export %s=%s\n", k, quote(v))
	}
	if err := os.WriteFile(a.path("dir"), []byte(a.work+"\n"), 0o600); err != nil {
		return err
	}
	return os.WriteFile(a.path("state"), []byte(b.String()), 0o600)
}
