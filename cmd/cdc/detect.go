package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// place is what can be found out about a directory that gets its first spec; what cannot is empty.
type place struct {
	dir        string
	name       string // of the pipeline
	host       string // of the remote, such as gitlab.com
	repository string // owner/name on that host; the name alone in CodeCommit
	branch     string // the one that releases come from
	guess      string // the branch that is checked out, when it may be any
	region     string
	template   string // of init, when a file says so
	because    string // that file
	ci         string // gitlab or codebuild
	language   *language
	sam        string // the SAM template
	samImage   string
	appspec    bool
	python     string
}

// look finds out what it can. Nothing is run, and nothing but files of the directory and of its .git is read.
func look(dir string) place {
	p := place{dir: dir}
	p.git()
	p.files()
	p.language = spoken(dir)
	if _, v, ok := strings.Cut(p.samImage, "build-python"); ok && p.language == nil { // the template says what its functions are
		v = strings.TrimSuffix(v, ":1")
		p.language = &language{name: "python", file: p.sam, image: "python:" + v, sam: "python" + v, tests: []string{"pip install pytest", "python -m pytest"}}
	}
	if p.name == "" {
		p.name = slug(filepath.Base(p.repository))
	}
	if p.name == "" {
		p.name = slug(filepath.Base(dir))
	}
	if p.name == "" {
		p.name = "app"
	}
	return p
}

// has reports whether there is a file of one of these names, and returns the first.
func (p *place) has(names ...string) string {
	for _, n := range names {
		if exists(filepath.Join(p.dir, n)) {
			return n
		}
	}
	return ""
}

// exists reports whether there is something at a path.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// text returns the beginning of a file, or "": what cannot be read says nothing.
func (p *place) text(name string) string { return beginning(filepath.Join(p.dir, name)) }

func beginning(path string) string {
	const most = 1 << 20
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(data[:min(len(data), most)])
}

var (
	serverless  = regexp.MustCompile(`(?m)^\s*Transform:.*AWS::Serverless|^\s*-\s*['"]?AWS::Serverless`)
	samRuntime  = regexp.MustCompile(`(?m)^\s*Runtime:\s*['"]?((?:python|nodejs|java|ruby|dotnet|provided\.)[\w.]+)`)
	configured  = regexp.MustCompile(`(?m)^\s*region\s*=\s*"([a-z]{2}(?:-[a-z]+)+-\d)"`)
	pinnedVenv  = regexp.MustCompile(`^3\.\d+`)
	notSlug     = regexp.MustCompile(`[^a-z0-9]+`)
	region      = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)
	plainBranch = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._/-]*$`)
)

// files says what the files of the directory say of template, target and region.
func (p *place) files() {
	for _, n := range []string{"template.yaml", "template.yml", "sam.yaml", "sam.yml"} {
		if text := p.text(n); p.sam == "" && serverless.MatchString(text) {
			p.sam = n
			if m := samRuntime.FindStringSubmatch(text); m != nil {
				p.samImage = "public.ecr.aws/sam/build-" + buildImage(m[1]) + ":1"
			}
		}
	}
	p.python = pinnedVenv.FindString(p.text(".python-version"))
	p.appspec = p.has("appspec.yml", "appspec.yaml") != ""
	switch {
	case p.has(".chalice") != "":
		p.template, p.because = "chalice", ".chalice"
		var config struct {
			Name string `json:"app_name"`
		}
		if json.Unmarshal([]byte(p.text(".chalice/config.json")), &config) == nil {
			p.name = slug(config.Name)
		}
	case p.sam != "":
		p.template, p.because = "sam", p.sam
	case p.appspec:
		p.template, p.because = "codedeploy", p.has("appspec.yml", "appspec.yaml")
	}
	if m := configured.FindStringSubmatch(p.text("samconfig.toml")); m != nil && p.region == "" {
		p.region = m[1]
	}
	if p.ci == "" && p.has(".gitlab-ci.yml") != "" {
		p.ci = "gitlab"
	} else if p.ci == "" && p.has("buildspec.yml") != "" {
		p.ci = "codebuild"
	}
}

// buildImage is the name that SAM's build image of a runtime has.
func buildImage(runtime string) string {
	if strings.HasPrefix(runtime, "nodejs") && !strings.HasSuffix(runtime, ".x") {
		return runtime + ".x"
	}
	return runtime
}

// slug makes a name of a pipeline: small letters, digits and "-", a letter first. It is short enough for the names of
// buckets and roles that are made of it.
func slug(s string) string {
	const most = 40
	s = strings.Trim(notSlug.ReplaceAllString(strings.ToLower(s), "-"), "-")
	s = strings.TrimLeft(s, "0123456789-")
	return strings.TrimRight(s[:min(len(s), most)], "-")
}

// git reads the remote and the branch.
func (p *place) git() {
	top := repository(p.dir)
	if top == "" {
		return
	}
	own, common := gitDirs(filepath.Join(top, ".git"))
	p.remote(beginning(filepath.Join(common, "config")))
	const heads = "refs/remotes/origin/"
	if b, ok := strings.CutPrefix(reference(filepath.Join(common, "refs", "remotes", "origin", "HEAD")), heads); ok && plainBranch.MatchString(b) {
		p.branch = b
		return
	}
	b, _ := strings.CutPrefix(reference(filepath.Join(own, "HEAD")), "refs/heads/")
	switch {
	case b == "main" || b == "master" || b == "trunk":
		p.branch = b
	case plainBranch.MatchString(b):
		p.guess = b
	}
}

// gitDirs returns the directory of a work tree's own state and the one that all work trees share (gitrepository-layout(5)).
func gitDirs(git string) (own, common string) {
	own = git
	if to, ok := strings.CutPrefix(strings.TrimSpace(beginning(git)), "gitdir: "); ok {
		if own = to; !filepath.IsAbs(own) {
			own = filepath.Join(filepath.Dir(git), to)
		}
	}
	common = strings.TrimSpace(beginning(filepath.Join(own, "commondir")))
	if common == "" {
		return own, own
	}
	if !filepath.IsAbs(common) {
		common = filepath.Join(own, common)
	}
	return own, common
}

// reference is what a symbolic reference points to, or "".
func reference(path string) string {
	to, _ := strings.CutPrefix(strings.TrimSpace(beginning(path)), "ref: ")
	return to
}

var (
	section  = regexp.MustCompile(`^\s*\[\s*remote\s+"(.*)"\s*\]`)
	urlLine  = regexp.MustCompile(`^\s*url\s*=\s*(.+?)\s*$`)
	urlForm  = regexp.MustCompile(`^(?:https?|ssh|git)://(?:[^@/]*@)?([\w.-]+)(?::\d+)?/(.+?)(?:\.git)?/?$`)
	scpForm  = regexp.MustCompile(`^(?:[\w.-]+@)?([\w.-]+):([^/].*?)(?:\.git)?/?$`)
	helper   = regexp.MustCompile(`^codecommit:(?::([a-z0-9-]+):)?//(?:[^@]*@)?([\w.-]+)$`)
	ccHost   = regexp.MustCompile(`^git-codecommit(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$`)
	goodPath = regexp.MustCompile(`^[\w.-]+(?:/[\w.-]+)+$`)
)

// remote finds host and repository in the URL of origin, or of the only remote. What is in front of an "@" may be a
// password, and is not kept.
func (p *place) remote(config string) {
	urls, last, name := map[string]string{}, "", ""
	for line := range strings.Lines(config) {
		switch m := section.FindStringSubmatch(line); {
		case m != nil:
			name = m[1]
		case strings.HasPrefix(strings.TrimSpace(line), "["):
			name = ""
		}
		if m := urlLine.FindStringSubmatch(line); m != nil && name != "" && urls[name] == "" {
			urls[name], last = strings.Trim(m[1], `"`), name
		}
	}
	url := urls["origin"]
	if url == "" && len(urls) == 1 {
		url = urls[last]
	}
	p.host, p.repository, p.region = parseRemote(url)
	switch {
	case p.repository == "":
	case strings.Contains(p.host, "gitlab"):
		p.ci = "gitlab"
	case p.host == "github.com" || p.host == "bitbucket.org" || p.host == codeCommit:
		p.ci = "codebuild"
	}
}

// codeCommit stands for the host of a repository in CodeCommit.
const codeCommit = "codecommit"

// parseRemote takes a URL of Git apart; region is that of a repository in CodeCommit.
func parseRemote(url string) (host, repository, region string) {
	if m := helper.FindStringSubmatch(url); m != nil {
		return codeCommit, m[2], m[1]
	}
	m := urlForm.FindStringSubmatch(url)
	if m == nil && !strings.Contains(url, "://") {
		m = scpForm.FindStringSubmatch(url)
	}
	if m == nil {
		return "", "", ""
	}
	host, repository = strings.ToLower(m[1]), m[2]
	if c := ccHost.FindStringSubmatch(host); c != nil {
		return codeCommit, filepath.Base(repository), c[1]
	}
	if !goodPath.MatchString(repository) {
		return "", "", ""
	}
	return host, repository, ""
}
