package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// dindVersion is the Docker that a job gets whose image does not say which (docker:28 is the stable line of 2025-02).
const dindVersion = "28"

// runtimes are the images that bring a language (Docker Hub, official images).
var runtimes = map[string]string{
	"python": "python", "node": "node", "go": "golang", "ruby": "ruby", "php": "php", "docker": "docker",
	"java": "eclipse-temurin", "dotnet": "mcr.microsoft.com/dotnet/sdk",
}

// imageOf is the job's image: its own, else the one that brings its only runtime or Docker. Nil leaves the choice to the
// runner.
func (n names) imageOf(j *plan.Job) emit.Value {
	switch {
	case j.Image != nil:
		return n.written(j.Image)
	case len(j.Runtime) == 1:
		r := j.Runtime[0]
		version := string(n.yaml(r.Version))
		if v, ok := strings.CutPrefix(version, "corretto"); ok && r.Lang == "java" {
			return emit.Str("amazoncorretto:" + v)
		}
		return emit.Str(runtimes[r.Lang] + ":" + version)
	case j.Docker:
		return emit.Str("docker:" + dindVersion)
	}
	return nil
}

func (n names) written(i *plan.Image) emit.Value {
	name := n.yaml(i.Name)
	entrypoint := i.Entrypoint
	if !i.EntrypointSet && hasEntrypoint(string(name)) || i.EntrypointSet && len(entrypoint) == 0 {
		entrypoint = []string{""}
	}
	if len(entrypoint) == 0 && i.Pull == "" {
		return name
	}
	m := emit.Map{{Key: "name", Value: name}}
	if len(entrypoint) > 0 {
		m.Add("entrypoint", emit.Flow{Value: emit.Strs(entrypoint...)})
	}
	if i.Pull != "" {
		m.Add("pull_policy", emit.Str(i.Pull))
	}
	return m
}

// programs are images that start a program instead of a shell. The runner hands such a program its shell's words, and the
// job ends with a message about unknown arguments (GitLab Runner, Docker executor, "Override a Docker image's
// ENTRYPOINT").
var programs = []string{"amazon/aws-cli", "public.ecr.aws/aws-cli/aws-cli", "hashicorp/terraform", "hashicorp/packer",
	"curlimages/curl", "alpine/git", "alpine/helm", "bitnami/kubectl", "gcr.io/kaniko-project/executor", "mikefarah/yq",
	"koalaman/shellcheck", "koalaman/shellcheck-alpine", "hadolint/hadolint", "sonarsource/sonar-scanner-cli"}

func hasEntrypoint(image string) bool {
	return slices.Contains(programs, repository(image))
}

// repository is an image's name without registry of Docker Hub, tag and digest.
func repository(image string) string {
	image = strings.TrimPrefix(image, "docker.io/")
	image, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndexByte(image, ':'); i > strings.LastIndexByte(image, '/') {
		image = image[:i]
	}
	return image
}

func (j *job) services() emit.Value {
	var out emit.Seq
	own := false
	for _, s := range j.Services {
		own = own || repository(string(j.yaml(s.Image))) == "docker"
		out = append(out, j.service(s))
	}
	if j.Docker && !own {
		out = append(out, emit.Str("docker:"+j.dind()+"-dind"))
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (j *job) service(s plan.Service) emit.Value {
	if s.Alias == "" && len(s.Vars) == 0 {
		return j.yaml(s.Image)
	}
	m := emit.Map{{Key: "name", Value: j.yaml(s.Image)}}
	if s.Alias != "" {
		m.Add("alias", emit.Str(s.Alias))
	}
	if len(s.Vars) > 0 {
		m.Add("variables", j.variableMap(s.Vars))
	}
	return m
}

// dind is the version of the Docker daemon: the one of a docker:N image, because client and daemon of different years may
// not understand each other.
func (j *job) dind() string {
	if j.Image == nil {
		return dindVersion
	}
	name, _ := j.Image.Name.Literal()
	version, ok := strings.CutPrefix(strings.TrimPrefix(name, "docker.io/"), "docker:")
	version, _, _ = strings.Cut(version, "-")
	if !ok || version == "" || version[0] < '0' || version[0] > '9' {
		return dindVersion
	}
	return version
}

// dockerVariables connect any client to the daemon over TLS: the docker image works them out itself, others need all four
// (GitLab, "Use Docker to build Docker images", Docker-in-Docker with TLS).
var dockerVariables = emit.Map{
	{Key: "DOCKER_HOST", Value: emit.Str("tcp://docker:2376")},
	{Key: "DOCKER_TLS_CERTDIR", Value: emit.Str("/certs")},
	{Key: "DOCKER_TLS_VERIFY", Value: emit.Str("1")},
	{Key: "DOCKER_CERT_PATH", Value: emit.Str("/certs/client")},
}

// variables are the job's own: those that the hidden job does not give it, Docker's, and the checkout's.
func (j *job) variables() emit.Value {
	var m emit.Map
	has := func(name string) bool {
		for _, v := range j.Vars {
			if v.Name == name {
				return true
			}
		}
		return false
	}
	for _, v := range j.Vars {
		if value := j.variable(v.Value); j.shared == nil || !j.shared.gives(v.Name, value) {
			m.Add(v.Name, value)
		}
	}
	if j.Docker {
		for _, e := range dockerVariables {
			if !has(e.Key) {
				m = append(m, e)
			}
		}
	}
	for _, e := range checkout(j.Checkout) {
		if !has(e.Key) {
			m = append(m, e)
		}
	}
	return mapping(m)
}

// checkout is how the runner fetches the repository (GitLab Runner, "Configure runner behavior with variables").
func checkout(c plan.Checkout) emit.Map {
	var m emit.Map
	if c.None {
		m.Add("GIT_STRATEGY", emit.Str("none"))
		return m
	}
	if c.Depth >= 0 {
		m.Add("GIT_DEPTH", emit.Str(itoa(c.Depth)))
	}
	if c.Submodules {
		m.Add("GIT_SUBMODULE_STRATEGY", emit.Str("recursive"))
	}
	return m // LFS needs nothing: the runner fetches what it finds
}

// idToken is the variable that holds the job's OIDC token.
const idToken = "cdc_id_token"

func (j *job) idTokens() emit.Value {
	if j.shared != nil && j.shared.token {
		return nil
	}
	return tokenOf(j.Job)
}

func tokenOf(j *plan.Job) emit.Value {
	if j.Credentials == nil || j.Credentials.OidcRole == "" {
		return nil
	}
	return emit.Map{{Key: idToken, Value: emit.Map{{Key: "aud", Value: emit.Str(j.Credentials.Audience)}}}}
}
