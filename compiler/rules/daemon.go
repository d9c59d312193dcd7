package rules

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// daemonless are the commands of the docker client that ask no daemon.
const daemonless = " --version -v --help help login logout context manifest completion buildx "

// daemon warns of a step that calls docker in a job for which nothing starts a daemon. A job's container has none of its own
// (GitLab Docs, "Use Docker to build Docker images"); a build of CodeBuild has one in privileged mode only (AWS CodeBuild User
// Guide, "Docker sample"). Builds of Shippable always have one. Without an image the machine may be the runner's own, of which
// nobody knows what it has.
func (c *checker) daemon(j *spec.Job, lines []shellLine) {
	if j == nil || c.hasDaemon(j) {
		return
	}
	for i := range lines {
		l := &lines[i]
		facts := l.read.Facts()
		for _, call := range facts.Calls {
			if call.Name != "docker" && call.Name != "docker-compose" || named(facts.Functions, call.Name) {
				continue
			}
			if sub, _, _ := strings.Cut(strings.TrimSpace(l.text.V[min(call.End, len(l.text.V)):]), " "); sub == "" || strings.Contains(daemonless, " "+sub+" ") {
				continue
			}
			level, message := diag.Note, "no Docker daemon is started for "+j.Name.V+": its machine must have one"
			if j.Image != nil || c.s.Defaults != nil && c.s.Defaults.Image != nil {
				level, message = diag.Warning, "no Docker daemon is started for "+j.Name.V+", and its container has none"
			}
			c.out.Add(diag.New(level, "docker-missing", l.at(call.Span), l.path, message).WithHelp("write `docker: true` in the job, or use a `docker` step"))
			return
		}
	}
}

// hasDaemon reports whether the job asks for a daemon, names one, or runs where there always is one.
func (c *checker) hasDaemon(j *spec.Job) bool {
	if j.Docker.V || c.outer(j, "DOCKER_HOST") {
		return true
	}
	for _, s := range j.Services {
		if strings.Contains(s.Image.V, "docker") || strings.Contains(s.Image.V, "dind") {
			return true
		}
	}
	for _, key := range sections {
		for _, s := range section(j, key) {
			if s.ActionKey.V == "docker" {
				return true
			}
		}
	}
	for _, t := range c.s.Targets {
		if t.Raw != nil { // which may bring a service
			return true
		}
		if t.Name.V != "shippable" {
			return false
		}
	}
	return len(c.s.Targets) > 0
}
