package main

import (
	"bufio"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func (p *program) initCommand() *cli.Command {
	return &cli.Command{
		Name: "init", Usage: "write a first spec for this directory",
		UsageText: "cdc init [--template hello|sam|chalice|codedeploy|ecs] [--yes]",
		Description: `Writes cdc.yaml into the working directory, ready for cdc compile. The repository and the branch are read from
.git, language and template from files such as go.mod, package.json, .chalice, template.yaml and appspec.yml;
what no file says is asked for, one line each, and an empty answer takes what stands in brackets.

  hello       one job that runs the tests
  sam         a SAM application: package, staging, production behind an approval
  chalice     a Chalice application in a CodePipeline of its own
  codedeploy  an application on machines of its own, deployed by CodeDeploy
  ecs         a service in containers: ECR and ECS

--yes asks nothing, takes what it would propose, and says what that was. Without it, answers are read from
standard input, one a line, whether a person or a script gives them; when they end too early nothing is
written. A spec that is there is never overwritten.

Exit codes: 0 done; 2 wrong use: there is a spec already, or an answer is missing; 3 the file could not be
written.`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "template", Usage: "`" + strings.Join(templateNames, "|") + "`: what to start from, instead of what the files of the directory say"},
			&cli.BoolFlag{Name: "yes", Usage: "ask nothing, and take what init proposes"},
		},
		Action: p.initialize,
	}
}

var templateNames = []string{"hello", "sam", "chalice", "codedeploy", "ecs"}

// templates are whole specs: each lints clean as it is. initial.fill puts the words of a project in the place of theirs.
//
//go:embed templates/*.cdc.yaml
var templates embed.FS

func (p *program) initialize(c *cli.Context) error {
	if c.Args().Present() {
		return usagef("it writes cdc.yaml into the working directory", "init takes no argument")
	}
	there, err := candidate(".")
	if err == nil && there != "" {
		err = usagef("edit it, check it with `cdc lint`, or move it away first", "%s is there already, and init overwrites no spec", there)
	}
	if err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("cannot find the working directory: %w", cause(err))
	}
	stdin, isFile := p.in.(*os.File)
	i := &initial{typed: isFile && isTerminal(stdin), place: look(dir), program: p, in: bufio.NewReader(p.in), yes: c.Bool("yes")}
	if name := c.String("template"); name != "" {
		i.template, i.because = name, ""
	}
	i.tell()
	if err := i.ask(); err != nil {
		return err
	}
	in := input{name: discoverable[0], base: discoverable[0], dir: ".", found: true, data: []byte(i.fill())}
	files := i.check(in)
	if err := writeAlone(in.name, in.data); err != nil {
		return err
	}
	i.farewell(in.name, files)
	return nil
}

// initial is one run of init.
type initial struct {
	place
	*program
	in      *bufio.Reader
	yes     bool
	typed   bool     // a person answers, and sees what he types
	ended   bool     // standard input has no more answers
	missing []string // what it had none for
	assumed []string // what was taken without knowing
	asked   bool

	staging, production string // accounts
}

// tell says what was found, so that nobody wonders where it comes from.
func (i *initial) tell() {
	var found []string
	add := func(format, what string, args ...any) {
		if what != "" {
			found = append(found, fmt.Sprintf(format, append([]any{what}, args...)...))
		}
	}
	if i.host == codeCommit {
		add("repository %s in CodeCommit", i.repository)
	} else {
		add("repository %s on %s", i.repository, i.host)
	}
	add("branch %s", i.branch)
	if i.because != "" {
		add("%s", i.because)
	}
	if i.language != nil && i.template != "chalice" {
		add("%s", i.language.file)
	}
	if len(found) > 0 {
		fmt.Fprintf(i.err, "found: %s\n", strings.Join(found, ", "))
	}
}

// ask asks for everything that the template needs and no file says.
func (i *initial) ask() error {
	if i.template == "" {
		i.template = i.choice("template", "what to start from; hello runs the tests, the others also deploy to AWS", "hello", templateNames...)
	}
	deploys := i.template != "hello"
	switch {
	case i.template == "chalice":
		i.chalice()
	case i.ci == "":
		i.ci = i.choice("target", "what runs the pipeline: GitLab CI, or AWS CodeBuild and CodePipeline", "gitlab", "gitlab", "codebuild")
	}
	if deploys && i.repository == "" {
		i.repository = i.question("repository", "owner and name; what is made in AWS trusts this repository and no other", i.nobody(), repositoryPath)
	}
	if deploys && i.branch == "" {
		i.branch = i.question("branch", "the one that is deployed", or(i.guess, "main"), branchName)
	} else if i.branch == "" && i.template == "hello" { // its pushes are tested; those of others in their merge requests
		i.branch = "main"
		i.assumed = append(i.assumed, "branch main")
	}
	if i.language == nil && i.template != "chalice" {
		l := i.choice("language", "what the tests run with", other.name, languageNames()...)
		at := slices.IndexFunc(languages, func(known language) bool { return known.name == l })
		i.language = &other
		if at >= 0 {
			i.language = &languages[at]
		}
	}
	if deploys && i.region == "" {
		i.region = i.question("region", "the AWS region that is deployed to", "eu-west-1", regionName)
	}
	i.accounts()
	if len(i.missing) > 0 {
		return usagef("give the answers one a line, or take what init proposes with --yes",
			"standard input ended before init knew %s; nothing is written", joined(i.missing))
	}
	return nil
}

// chalice settles where the pipeline reads from: a repository in CodeCommit, as Chalice's own pipelines do, or one elsewhere
// through a connection of AWS.
func (i *initial) chalice() {
	i.ci = "codebuild"
	if i.repository == "" && i.choice("source", "where the repository is; a connection reads GitHub, GitLab and Bitbucket", codeCommit, codeCommit, "connection") == codeCommit {
		i.host, i.repository = codeCommit, i.name
	}
}

func (i *initial) accounts() {
	switch i.template {
	case "sam":
		if i.ci == "gitlab" {
			i.staging = i.question("account of staging", "the AWS account, 12 digits", "000000000001", accountNumber)
			i.production = i.question("account of prod", "the AWS account, 12 digits", "000000000002", accountNumber)
			return
		}
	case "hello":
		return
	case "chalice":
		if i.host == codeCommit { // that pipeline deploys where it stands
			return
		}
	}
	i.staging = i.question("account", "the AWS account that is deployed to, 12 digits", "000000000001", accountNumber)
}

// nobody is a repository that nobody can have: GitLab allows no name that begins with "-". A role that trusted a made-up
// name would trust whoever owns it.
func (i *initial) nobody() string {
	if i.ci == "gitlab" {
		return "-your-group-/" + i.name
	}
	return "your-team/" + i.name
}

// choice asks for one of several words.
func (i *initial) choice(name, why, proposed string, words ...string) string {
	return i.question(name, why+" ("+joined(words)+")", proposed, func(answer string) string {
		switch {
		case slices.Contains(words, answer):
			return ""
		case answer == "github" && slices.Contains(words, "codebuild"):
			return "GitHub Actions is no target; codebuild reads the repository from GitHub"
		}
		return meant(answer, words, "one of "+joined(words))
	})
}

// standsIn reports whether a proposal is only an example, which works for nobody.
func standsIn(proposed string) bool {
	return accountNumber(proposed) == "" || strings.HasPrefix(proposed, "-your-group-/") || strings.HasPrefix(proposed, "your-team/")
}

// question asks for one thing until the answer is good. An empty answer takes what is proposed.
func (i *initial) question(name, why, proposed string, wrong func(string) string) string {
	if i.yes {
		i.assumed = append(i.assumed, name+" "+proposed)
		return proposed
	}
	if !i.asked {
		fmt.Fprintln(i.err, "An empty answer takes what stands in brackets.")
		i.asked = true
	}
	for !i.ended {
		fmt.Fprintf(i.err, "%s: %s [%s] ", name, why, proposed)
		line, err := i.in.ReadString('\n')
		answer := strings.TrimSpace(line)
		if !i.typed {
			fmt.Fprintln(i.err, answer)
		}
		if i.ended = err != nil; i.ended && answer == "" {
			break
		}
		if answer == "" {
			if standsIn(proposed) {
				i.assumed = append(i.assumed, name+" "+proposed)
			}
			return proposed
		}
		if why := wrong(answer); why != "" {
			fmt.Fprintf(i.err, "  %q: %s\n", answer, why)
			continue
		}
		return answer
	}
	i.missing = append(i.missing, "the "+name)
	return proposed
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// fill puts the project's own words into the template.
func (i *initial) fill() string {
	l := i.language
	if l == nil {
		l = &other
	}
	text := i.source()
	if i.appspec {
		text = without(text, "appspec:")
	}
	image, source := l.image, "{connection: {repository: "+i.repository+"}}"
	if i.ci == "codebuild" { // Docker Hub counts the pulls of an address, and CodeBuild shares its addresses with others
		image = "public.ecr.aws/docker/library/" + image
	}
	if i.host == codeCommit {
		source = "{codecommit: {repository: " + i.repository + "}}"
	}
	host := "gitlab.com"
	if i.ci == "gitlab" && i.host != "" {
		host = i.host
	}
	return strings.NewReplacer(
		"{connection: {repository: my-team/my-app}}", source, "{codecommit: {repository: my-app}}", source, "my-team/my-app", i.repository, "my-app", i.name,
		"my-branch", i.branch, "111111111111", i.staging, "222222222222", i.production, "eu-west-1", i.region,
		"public.ecr.aws/sam/build-python3.12:1", or(i.samImage, "public.ecr.aws/sam/build-"+l.sam+":1"),
		"alpine:3.22", image, "      - make test\n", "      - "+strings.Join(l.tests, "\n      - ")+"\n",
		"template.yaml", or(i.sam, "template.yaml"), "python: 3.12", "python: "+or(i.python, "3.12"),
		"gitlab.com", host, "\n  gitlab: {}\n", "\n  "+i.ci+": {}\n",
	).Replace(text)
}

// source is the text of the template: the one for what runs the pipeline, or for where it reads from, if there are several.
func (i *initial) source() string {
	name := i.template + "-" + i.ci
	switch {
	case i.template == "hello":
		name = i.template
	case i.template == "chalice" && i.host == codeCommit:
		name = "chalice-" + codeCommit
	case i.template == "chalice":
		name = "chalice-connection"
	}
	data, err := templates.ReadFile("templates/" + name + ".cdc.yaml")
	if err != nil {
		panic("there is no template " + name)
	}
	return string(data)
}

// without drops the paragraph of a spec that begins with a key, and the comment above it.
func without(text, key string) string {
	paragraphs := strings.Split(text, "\n\n")
	return strings.Join(slices.DeleteFunc(paragraphs, func(p string) bool {
		return strings.HasPrefix(p, key) || strings.Contains(p, "\n"+key)
	}), "\n\n")
}

// check holds the spec to what init promises, before it is written: no error, and no warning but of what stands for the user's own values. It returns the files that
// compile will write.
func (i *initial) check(in input) []string {
	for _, d := range i.lintOne(in, nil, false).found {
		if d.Level != diag.Note && d.Code != "placeholder" {
			panic(fmt.Sprintf("template %s for %s has %s at %s", i.template, i.ci, d.Code, d.Path))
		}
	}
	spec := compiler.Load(in.base, in.data)
	var files []string
	for _, t := range i.named(spec) {
		out, _ := spec.Compile(t, compiler.Options{})
		for _, f := range out {
			if !slices.Contains(files, f.Path) {
				files = append(files, f.Path)
			}
		}
	}
	return files
}

// farewell says what was done, what to put right, and what comes next.
func (i *initial) farewell(name string, files []string) {
	fmt.Fprintf(i.err, "wrote %s from template %s\n", name, i.template)
	if len(i.assumed) > 0 {
		fmt.Fprintf(i.err, "assumed: %s; look at %s and put yours there\n", joined(i.assumed), name)
	}
	for _, f := range files {
		if from := generatedFrom(f, []byte(i.text(f))); exists(filepath.FromSlash(f)) && from == "" {
			fmt.Fprintf(i.err, "%s is there, and cdc did not write it: move it away before you compile, or it stays as it is\n", f)
		}
	}
	fmt.Fprintf(i.err, "next: `cdc compile` writes %s\n", joined(files))
}

// The questions' own judges: each returns what is wrong with an answer, or "".

func languageNames() []string {
	var names []string
	for _, l := range languages {
		if !slices.Contains(names, l.name) {
			names = append(names, l.name)
		}
	}
	return append(names, other.name)
}

func repositoryPath(s string) string {
	if goodPath.MatchString(s) {
		return ""
	}
	return "owner and name, such as acme/shop"
}

func branchName(s string) string {
	if plainBranch.MatchString(s) {
		return ""
	}
	return "the name of one branch, without wildcards"
}

func regionName(s string) string {
	if region.MatchString(s) {
		return ""
	}
	return "a region, such as eu-west-1"
}

func accountNumber(s string) string {
	if len(s) == 12 && strings.Trim(s, "0123456789") == "" {
		return ""
	}
	return "12 digits"
}
