package lower

import (
	"regexp"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// docker builds an image once under all its names, tests it before anything is pushed, and pushes each name.
func (c Context) docker(a *plan.Docker) []plan.Command {
	build := &call{head: src("docker build")}
	if a.File != "" {
		build.opt("--file", c.file(a.File))
	}
	for _, v := range a.Args {
		build.arg(cat(src("--build-arg "), pair(v.Name+"=", v.Value)))
	}
	for _, t := range a.Tags {
		build.arg(cat(src("-t "), shell.DoubleQuoted(t)))
	}
	out := []plan.Command{one(build.arg(shell.Word(c.file(a.Context))).line())}
	if len(a.Tags) == 0 {
		return out
	}
	for _, t := range a.Test {
		out = append(out, one(cat(src("docker run --rm "), shell.DoubleQuoted(a.Tags[0]), src(" "), inContainer(t))))
	}
	if a.Push {
		for _, t := range a.Tags {
			out = append(out, one(cat(src("docker push "), shell.DoubleQuoted(t))))
		}
	}
	return out
}

// inContainer writes a command to run in a container: as it stands when it is a plain command, else through the
// container's sh, because the job's shell would take the operators for its own.
func inContainer(s plan.Script) plan.Script {
	if len(s) == 1 && s[0].Var == 0 && plain(s[0].Lit) {
		return s
	}
	if text, ok := literal(s); ok {
		return src("sh -c " + shell.Quote(text))
	}
	return s
}

// plain reports whether a command is words that no shell treats specially.
func plain(s string) bool {
	for _, word := range strings.Fields(s) {
		if shell.Quote(word) != word {
			return false
		}
	}
	return !strings.Contains(s, "\n")
}

func literal(s plan.Script) (string, bool) {
	var b strings.Builder
	for _, p := range s {
		if p.Var != 0 {
			return "", false
		}
		b.WriteString(p.Lit)
	}
	return b.String(), true
}

// ecrHost is the registry host of a private ECR repository (Amazon ECR User Guide, "Private registry authentication").
var ecrHost = regexp.MustCompile(`^[0-9]{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$`)

// Registry returns the registry host of an image name, without a tag; "" is Docker Hub.
func Registry(image string) string {
	host, _, ok := strings.Cut(image, "/")
	if ok && (strings.ContainsAny(host, ".:") || host == "localhost") {
		return host
	}
	return ""
}

// IsECR reports whether the host is a private ECR registry.
func IsECR(host string) bool { return ecrHost.MatchString(host) }

// Login logs in to the registry that a docker step pushes to. ECR hosts take a password from the AWS CLI; it is captured
// first, because in a pipe its failure would be lost. ok is false when the step brings no way to log in.
func Login(host string, a *plan.Docker) (cmd plan.Command, ok bool) {
	if m := ecrHost.FindStringSubmatch(host); m != nil {
		return sub(
			src("cdc_password=$(aws ecr get-login-password --region "+m[1]+")"),
			src(`printf '%s' "$cdc_password" | docker login --username AWS --password-stdin `+host),
		), true
	}
	if a.LoginPassword == "" {
		return plan.Command{}, false
	}
	k := cat(src(`printf '%s' "$`+a.LoginPassword+`" | docker login --username `), shell.Word(a.LoginUser), src(" --password-stdin"))
	if host != "" {
		k = cat(k, src(" "+shell.Quote(host)))
	}
	return one(k), true
}
