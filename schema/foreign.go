package schema

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/schema/model"
)

// The keys of other pipeline languages, with what says the same here. People bring them along; a list of our own keys
// would not help them.

// other is one key of another tool. The help may hold VALUE for the value as written.
type other struct{ keys, tool, help string }

var foreignTop = []other{
	{"on", "GitHub Actions", "is `triggers` here: triggers: {push: {}}"},
	{"env", "GitHub Actions", "is `vars` here"},
	{"permissions concurrency run-name", "GitHub Actions", "has no key here: roles come from `environments`, and deployments run one at a time by themselves"},
	{"image cache default", "GitLab", "stands under `defaults` here, or in a job"},
	{"services", "GitLab", "is `services` of each job here"},
	{"before_script", "GitLab", "is `install` under `defaults` here, or `before` of a job"},
	{"after_script", "GitLab", "is `always` of a job here"},
	{"variables", "GitLab", "is `vars` here"},
	{"workflow", "GitLab", "is `triggers` here"},
	{"include", "GitLab", "does not exist here; a spec is one file, and YAML anchors under `x-…` keys share what repeats"},
	{"pages", "GitLab", "is a job under `jobs` here"},
	{"version", "another tool", "is `cdc: v1` here"},
	{"orbs", "CircleCI", "has no key here; what an orb does is written as steps"},
	{"workflows", "CircleCI", "is `needs` and `when` of the jobs here"},
	{"executors", "CircleCI", "is `defaults` here: {image: …}"},
	{"commands", "CircleCI", "does not exist here; YAML anchors under `x-…` keys share what repeats"},
	{"phases", "CodeBuild", "is `install`, `before` and `steps` of a job here"},
	{"batch run-as proxy", "CodeBuild", "is worked out by target codebuild; for other keys there is targets.codebuild.raw"},
	{"language python node_js rvm jdk php", "Travis and Shippable", "is `runtime` of a job here: runtime: {python: \"3.12\"}"},
	{"build", "Shippable", "is `install` and `steps` of a job here"},
	{"integrations", "Shippable", "is `notify` here"},
	{"resources", "Shippable", "has no key here: the jobs say what they use"},
	{"script before_install before_deploy after_success after_failure deploy", "Travis", "is `steps`, `install`, `on_success` or `on_failure` of a job here"},
	{"notifications", "Travis", "is `notify` here"},
	{"branches", "Travis", "is `triggers` here: triggers: {push: {branches: main}}"},
	{"matrix", "Travis", "is `matrix` of a job here"},
	{"sudo dist os addons", "Travis", "is `image` of a job here"},
	{"trigger pr", "Azure Pipelines", "is `triggers` here: triggers: {push: {branches: main}, merge_request: {}}"},
	{"schedules", "Azure Pipelines", "is `schedule` of `triggers` here"},
	{"pool", "Azure Pipelines", "is `runner` or `image` of a job here"},
	{"steps", "Azure Pipelines", "stands in a job here: jobs: {build: {steps: […]}}"},
	{"pipelines", "Bitbucket", "is `jobs` and `triggers` here"},
}

var foreignJob = []other{
	{"runs-on", "GitHub Actions", "is `image` or `runner` here"},
	{"uses", "GitHub Actions", "does not exist here; write what it does as steps"},
	{"with", "GitHub Actions", "does not exist here; write what the action does as steps"},
	{"if", "GitHub Actions", "is `when` here: when: {branches: main}"},
	{"env", "GitHub Actions", "is `vars` here"},
	{"strategy", "GitHub Actions", "is `matrix` here: matrix: {GO: [\"1.23\", \"1.24\"]}"},
	{"container", "GitHub Actions", "is `image` here"},
	{"continue-on-error", "GitHub Actions", "is `allow_failure` here"},
	{"timeout-minutes", "GitHub Actions", "is `timeout` here: timeout: VALUE minutes"},
	{"concurrency", "GitHub Actions", "is `environment` here: deployments to one run one at a time"},
	{"outputs", "GitHub Actions", "is `reports: {dotenv: build.env}` here, or `artifacts`"},
	{"permissions", "GitHub Actions", "is `oidc` or `roles` of the environment here"},
	{"script", "GitLab", "is `steps` here"},
	{"before_script", "GitLab", "is `before` here"},
	{"after_script", "GitLab", "is `always` here"},
	{"only", "GitLab", ""},
	{"except", "GitLab", ""},
	{"rules", "GitLab", "is `when` here: a list of alternatives, when: [{event: push, branches: main}]"},
	{"variables", "GitLab", "is `vars` here"},
	{"tags", "GitLab", "is `runner` here: runner: {tags: VALUE}"},
	{"dependencies", "GitLab", "is `needs` here; it hands artifacts over as well"},
	{"extends", "GitLab", "does not exist here; use a YAML anchor: build: {<<: *base}"},
	{"trigger", "GitLab", "does not exist here; a `start_build` step starts another CodeBuild project"},
	{"parallel", "GitLab", "is `matrix` here"},
	{"resource_group", "GitLab", "is `environment` here: deployments to one run one at a time"},
	{"id_tokens", "GitLab", "is `oidc` of the environment here"},
	{"interruptible coverage release inherit pages hooks", "GitLab", "has no key here; targets.gitlab.raw can set it for this job"},
	{"machine executor", "CircleCI", "is `image` or `runner` here"},
	{"resource_class", "CircleCI", "is `runner` here: runner: {compute: medium}"},
	{"parallelism", "CircleCI", "is `matrix` here"},
	{"working_directory", "CircleCI", "is `dir` here"},
	{"requires", "CircleCI", "is `needs` here"},
	{"parameters", "CircleCI", "does not exist here; `matrix` runs a job for several values"},
	{"phases", "CodeBuild", "is `install`, `before` and `steps` here"},
	{"commands", "CodeBuild", "is `steps` here"},
	{"pre_build", "CodeBuild", "is `before` here"},
	{"build", "CodeBuild", "is `steps` here"},
	{"post_build", "CodeBuild", "is `steps` here for what publishes, and `always` for what only tells"},
	{"finally", "CodeBuild", "is `always` here"},
	{"runtime-versions runtime_versions", "CodeBuild", "is `runtime` here"},
	{"on-failure", "CodeBuild", "is `allow_failure` or `retry` here"},
	{"pre_ci", "Shippable", "is `before` here"},
	{"ci", "Shippable", "is `steps` here"},
	{"post_ci", "Shippable", "is `steps` here"},
	{"pre_ci_boot", "Shippable", "is `image` here"},
	{"language python node_js rvm jdk", "Travis and Shippable", "is `runtime` here: runtime: {python: \"3.12\"}"},
	{"before_install", "Travis", "is `install` here"},
	{"after_success", "Travis", "is `on_success` here for what only tells; what deploys is a step"},
	{"after_failure", "Travis", "is `on_failure` here"},
	{"deploy", "Travis", "is a step here, such as codedeploy or cloudformation"},
	{"pool", "Azure Pipelines", "is `runner` or `image` here"},
	{"dependsOn", "Azure Pipelines", "is `needs` here"},
	{"condition", "Azure Pipelines", "is `when` here"},
	{"displayName", "Azure Pipelines", "is `description` here"},
	{"timeoutInMinutes", "Azure Pipelines", "is `timeout` here: timeout: VALUE minutes"},
	{"continueOnError", "Azure Pipelines", "is `allow_failure` here"},
}

// foreignStep are keys of steps, of steps with an action and of those without one.
var foreignStep = []other{
	{"uses", "GitHub Actions", ""},
	{"with", "GitHub Actions", "does not exist here; write what the action does as a command"},
	{"env", "GitHub Actions", "is `vars` here"},
	{"working-directory", "GitHub Actions", "is `dir` here"},
	{"continue-on-error", "GitHub Actions", "is `continue_on_error` here"},
	{"if", "GitHub Actions", "stands in the shell here, or is `when` of the job"},
	{"id", "GitHub Actions", "has no key here; the steps of a job share files and exported variables"},
	{"timeout-minutes", "GitHub Actions", "is `timeout` of the job here"},
	{"script", "GitLab and Azure Pipelines", "is `run` here"},
	{"commands", "CodeBuild", "is `run` here"},
	{"command", "CircleCI", "is `run` here"},
	{"working_directory", "CircleCI", "is `dir` here"},
	{"environment", "CircleCI", "is `vars` here"},
	{"checkout", "CircleCI", "is done by every target by itself; delete this step"},
	{"save_cache restore_cache", "CircleCI", "is `cache` of the job here"},
	{"store_artifacts persist_to_workspace attach_workspace", "CircleCI", "is `artifacts` of the job here, with `needs` where they are wanted"},
	{"store_test_results", "CircleCI", "is `reports` of the job here: reports: {junit: report.xml}"},
	{"setup_remote_docker", "CircleCI", "is `docker: true` of the job here"},
	{"bash", "Azure Pipelines", "is `run` with `shell: bash` here"},
	{"pwsh powershell", "Azure Pipelines", "does not exist here; the shells are sh and bash"},
	{"task", "Azure Pipelines", "does not exist here; write what the task does as a command"},
	{"inputs", "Azure Pipelines", "does not exist here; write what the task does as a command"},
	{"displayName", "Azure Pipelines", "is `name` here"},
	{"workingDirectory", "Azure Pipelines", "is `dir` here"},
}

// foreign is the help for a key of another tool, or empty when it is none.
func foreign(m *model.Map, e *source.Entry) string {
	table := foreignStep
	switch m {
	case &mSpec:
		if e.Value.Kind == source.Map && (e.Value.Get("script") != nil || e.Value.Get("steps") != nil || e.Value.Get("stage") != nil) {
			return "jobs stand under `jobs` here: jobs: {" + e.Key.Text + ": {steps: […]}}"
		}
		table = foreignTop
	case &mJob:
		table = foreignJob
	case &mTriggers:
		table = foreignEvents
	default:
		if m != &mStepCommon && !isStep(m) {
			return ""
		}
	}
	for _, o := range table {
		if hasWord(o.keys, e.Key.Text) {
			return o.say(e)
		}
	}
	return ""
}

var foreignEvents = []other{
	{"pull_request pull_request_target", "GitHub Actions", "is `merge_request` here"},
	{"workflow_dispatch repository_dispatch", "GitHub Actions", "is `manual` here, which is on by itself"},
	{"release", "GitHub Actions", "is `tag` here: tag: {tags: \"v*\"}"},
	{"branches", "Azure Pipelines", "stands under `push` here: push: {branches: VALUE}"},
}

func isStep(m *model.Map) bool {
	for _, s := range tStep.Maps {
		if s == m {
			return true
		}
	}
	return false
}

func (o other) say(e *source.Entry) string {
	switch {
	case e.Key.Text == "only" || e.Key.Text == "except":
		return onlyHelp(e)
	case e.Key.Text == "uses":
		return usesHelp(e.Value.Text)
	}
	value := flow(e.Value)
	if value == "" {
		value = "…"
	}
	tool := o.tool + "'s"
	if strings.HasSuffix(o.tool, "s") {
		tool = o.tool + "'"
	}
	return tool + " `" + e.Key.Text + "` " + strings.ReplaceAll(o.help, "VALUE", value)
}

// onlyHelp turns GitLab's lists of branches into a condition, where they are plain names.
func onlyHelp(e *source.Entry) string {
	key := "branches"
	if e.Key.Text == "except" {
		key = "not_branches"
	}
	value := flow(e.Value)
	if value == "" || strings.ContainsAny(value, "/@") {
		return "GitLab's `" + e.Key.Text + "` is `when` here: when: {" + key + ": main}"
	}
	was, now := value, value
	if e.Value.Kind == source.Seq && len(e.Value.Items) == 1 {
		now = flow(e.Value.Items[0])
	}
	cond := key + ": " + now
	switch e.Key.Text + " " + now {
	case "only tags":
		cond = "event: tag"
	case "only merge_requests":
		cond = "event: merge_request"
	case "except tags":
		cond = "event: [push, manual]"
	case "except merge_requests":
		cond = "event: [push, tag, manual]"
	}
	return "GitLab's `" + e.Key.Text + ": " + was + "` is `when: {" + cond + "}` here"
}

func usesHelp(action string) string {
	name, _, _ := strings.Cut(action, "@")
	switch {
	case name == "actions/checkout":
		return "every target checks the repository out by itself; delete this step"
	case strings.HasPrefix(name, "actions/setup-"):
		return "delete this step, and choose an `image` or `runtime` that has it"
	case name == "actions/cache":
		return "GitHub's actions/cache is `cache` of the job here"
	case name == "actions/upload-artifact" || name == "actions/download-artifact":
		return "it is `artifacts` of the job here, and `needs` where they are wanted"
	case name == "aws-actions/configure-aws-credentials":
		return "it is `environment` of the job here: its role is assumed before the first step"
	case name == "docker/build-push-action":
		return "it is a `docker` step here: docker: {build: ., tags: [name], push: true}"
	}
	return "GitHub's actions do not run elsewhere; write the command that it runs"
}

// hasWord reports whether a word is one of those in a list with spaces between them.
func hasWord(list, word string) bool {
	for list != "" {
		var one string
		if one, list, _ = strings.Cut(list, " "); one == word {
			return true
		}
	}
	return false
}

// flow is a short scalar or list of scalars on one line, else empty.
func flow(n *source.Node) string {
	switch n.Kind {
	case source.Scalar:
		if len(n.Text) > 40 || strings.ContainsAny(n.Text, "\n") {
			return ""
		}
		return asWritten(n)
	case source.Seq:
		var all []string
		for _, item := range n.Items {
			s := flow(item)
			if s == "" || item.Kind != source.Scalar || len(all) > 3 {
				return ""
			}
			all = append(all, s)
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return ""
}

// elsewhere says where a key stands that is known, but not here.
func elsewhere(m *model.Map, key string) string {
	switch m {
	case &mJob:
		switch {
		case mCond.Field(key) >= 0:
			return "it stands under `when`: when: {" + key + ": …}"
		case mEnvironment.Field(key) >= 0 && key != "serial":
			return "it stands in an environment: environments: {prod: {" + key + ": …}}, and the job names it by `environment: prod`"
		case owner(&tStep, key) >= 0:
			return "it is a step: steps: [{" + key + ": …}]"
		}
	case &mSpec:
		switch {
		case mDefaults.Field(key) >= 0:
			return "it stands in a job, or for all jobs under `defaults`"
		case mJob.Field(key) >= 0:
			return "it stands in a job: jobs: {NAME: {" + key + ": …}}"
		case mTargets.Field(key) >= 0:
			return "it stands under `targets`: targets: {" + key + ": {}}"
		case mBootstrap.Field(key) >= 0:
			return "it stands under `bootstrap`"
		}
	case &mMatrixInclude:
		return "`include` lists whole combinations and stands alone: give each of its items a " + key
	case &mEnvironment:
		if mRoles.Field(key) >= 0 {
			return "it stands under `roles`: roles: {" + key + ": …}"
		}
	}
	if isStep(m) {
		for _, f := range m.Fields {
			if len(f.Type.Maps) > 0 && f.Required {
				for _, inner := range f.Type.Maps {
					if inner.Field(key) >= 0 {
						return "it stands one level deeper, under `" + f.Name + "`"
					}
				}
			}
		}
		if mJob.Field(key) >= 0 {
			return "it is a key of the job, not of a step"
		}
	}
	return ""
}

// otherTool is the help for a value that another tool would understand at this key.
func otherTool(at place, n *source.Node) string {
	switch {
	case n.Kind == source.Map && strings.Contains(at.path, ".matrix.exclude["):
		return "nothing leaves combinations out here: list those that are meant, matrix: {include: […]}"
	case at.in == &mSpec && at.name() == "jobs" && n.Kind == source.Seq:
		return "jobs stand by name: jobs: {" + firstName(n) + ": {steps: [make test]}}"
	case at.in == &mJobs && n.Kind == source.Seq:
		return "the steps stand under `steps`: " + at.key.Text + ": {steps: […]}"
	case at.in == &mJobs:
		return "a job is a map: " + at.key.Text + ": {steps: [make test]}"
	case at.in == &mTriggers || at.in == &mSpec && at.name() == "triggers":
		return otherTriggers(at, n)
	case at.in != &mJob:
		return ""
	}
	text := n.Text
	switch name := at.name(); {
	case name == "when" && text == "manual":
		return "GitLab's `when: manual` is `gate: true` here"
	case name == "when" && (text == "always" || text == "on_failure"):
		return "GitLab's `when: " + text + "` has no equal for a job; `always` and `on_failure` hold steps"
	case name == "when" && contains([]string{"push", "tag", "merge_request", "schedule"}, text):
		return "write `when: {event: " + text + "}`"
	case name == "when" && n.Kind == source.Scalar:
		return "write `when: {branches: main}`; conditions are not written as expressions"
	case name == "environment" && n.Kind == source.Map && n.Get("name") != nil:
		return "define it under `environments`, and name it here: environment: " + n.Get("name").Text
	case name == "environment" && n.Kind == source.Map:
		return "variables stand under `vars`; `environment` names a place to deploy to"
	case name == "docker" && n.Kind != source.Scalar:
		return "`docker: true` gives the job a Docker daemon; the image stands under `image`, and what builds one is a docker step"
	case name == "secrets" && n.Kind == source.Map:
		return "list the names here, `secrets: [TOKEN]`, and say under the top-level `secrets` where each comes from"
	case name == "services" && n.Kind == source.Map:
		return "write a list: services: [{image: \"postgres:17\", alias: db}]"
	case name == "parallel":
		return "use `matrix`"
	}
	return ""
}

// otherTriggers is the help for events that are switched on, or listed, as other tools have it.
func otherTriggers(at place, n *source.Node) string {
	switch name := at.name(); {
	case name == "triggers":
		var events []string
		for _, item := range slices.Concat(n.Items, []*source.Node{n}) {
			if item.Kind == source.Scalar && mTriggers.Field(item.Text) >= 0 && item.Text != "schedule" {
				events = append(events, item.Text+": {}")
			}
		}
		if len(events) == max(1, len(n.Items)) {
			return "write `triggers: {" + strings.Replace(strings.Join(events, ", "), "manual: {}", "manual: true", 1) + "}`"
		}
	case name == "schedule" && n.Kind == source.Map:
		return "write a list: schedule: [{cron: …}]"
	case name == "schedule" || name == "manual":
	case n.Text == "true":
		return "write `" + name + ": {}`"
	case n.Text == "false":
		return "delete the key: what `triggers` does not list starts nothing"
	}
	return ""
}

// firstName is the name of the first of a list of named things.
func firstName(n *source.Node) string {
	for _, item := range n.Items {
		for _, key := range []string{"name", "job"} {
			if v := item.Get(key); v != nil && v.Kind == source.Scalar && named(&mJobs, v.Text) {
				return v.Text
			}
		}
	}
	return "test"
}
