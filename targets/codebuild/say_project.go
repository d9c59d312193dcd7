package codebuild

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/buildspec"
	"github.com/cdc-dev/cdc/internal/diag"
)

// What stands here lives in the project, not in its buildspec (AWS CodeBuild User Guide, "Create a build project").

func imageOutside(l layout, uses []plan.Use) diag.List {
	if l.batch || l.written {
		return nil
	}
	u := uses[0]
	return diag.List{find(diag.Note, "set-outside", u, "a buildspec names no image: run the project in "+u.Detail)}
}

func dockerOutside(l layout, uses []plan.Use) diag.List {
	if l.batch || l.written {
		return nil
	}
	return diag.List{find(diag.Note, "set-outside", uses[0], "a buildspec cannot ask for docker: switch on Privileged in the project's environment")}
}

func runnerOutside(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, group := range byPlace(uses) {
		u := group[0]
		r := u.Job.Runner
		if len(r.Tags) > 0 {
			out.Add(find(diag.Note, "set-outside", u, "CodeBuild chooses no machine by tags: "+strings.Join(r.Tags, ", ")+" is left out"))
		}
		if l.batch || l.written || r.Compute == "" && r.Arch == "" {
			continue
		}
		var want []string
		if r.Compute != "" {
			want = append(want, "compute type "+buildspec.ComputeType(r.Compute))
		}
		if r.Arch == "arm64" {
			want = append(want, "environment type ARM_CONTAINER")
		}
		if len(want) > 0 {
			out.Add(find(diag.Note, "set-outside", u, "a buildspec names no machine: give the project "+list(want)))
		}
	}
	return out
}

func checkoutOutside(l layout, uses []plan.Use) diag.List {
	return diag.List{find(diag.Note, "set-outside", uses[0], "how the source is fetched is set in the project (Source: Git clone depth, Git submodules)")}
}

// secondaryOutside: CodeBuild uploads a secondary artifact only where the project has one of that identifier (AWS CodeBuild
// User Guide, "Multiple input sources and output artifacts sample").
func secondaryOutside(l layout, uses []plan.Use) diag.List {
	if l.pipeline || l.version == "0.1" {
		return nil
	}
	var names []string
	for _, u := range uses {
		for _, s := range u.Job.Artifacts.Secondary {
			if !slices.Contains(names, s.Name) {
				names = append(names, s.Name)
			}
		}
	}
	return diag.List{find(diag.Note, "set-outside", uses[0], "CodeBuild keeps them where the project names them: add a secondary artifact with the identifier "+list(names))}
}

// Shortest and longest timeout of a build, in seconds (AWS CodeBuild User Guide, "Quotas": 5 to 2160 minutes).
const shortest, longest = 5 * 60, 2160 * 60

func timeouts(l layout, uses []plan.Use) diag.List {
	var out diag.List
	var most plan.Use
	for _, group := range byPlace(uses) {
		u := group[0]
		t := u.Job.Timeout
		if t == nil {
			continue
		}
		value := u
		value.At = t.At
		switch {
		case t.Seconds < shortest:
			out.Add(find(diag.Warning, "timeout-raised", value, "CodeBuild's shortest timeout is 5 minutes; 5 minutes is used"))
		case t.Seconds > longest:
			out.Add(find(diag.Error, "timeout-limit", value, "CodeBuild's longest timeout is 36 hours").WithHelp("write 36 hours or less, or split the job"))
		}
		if most.Job == nil || t.Seconds > most.Job.Timeout.Seconds {
			most = u
		}
	}
	if most.Job == nil || l.written || most.Job.Timeout.Seconds > longest {
		return out
	}
	text := most.Job.Timeout.Text
	if most.Job.Timeout.Seconds < shortest {
		text = "5 minutes"
	}
	message := "a buildspec has no timeout: set " + text + " in the project (Environment, Timeout)"
	if l.batch {
		message = "a batch has one timeout for all its builds: set " + text + " in the project (Batch configuration)"
	}
	out.Add(find(diag.Note, "set-outside", most, message))
	return out
}

func noTriggers(l layout, uses []plan.Use) diag.List {
	if l.written {
		return nil
	}
	return diag.List{find(diag.Note, "no-triggers", uses[0], "no `triggers`: what starts a build is set in the CodeBuild project")}
}

// pipelineAction says which jobs stand in no buildspec because the pipeline has an action for them.
func pipelineAction(l layout, _ []plan.Use) diag.List {
	if len(l.actions) == 0 {
		return nil
	}
	var paths []string
	for _, j := range l.actions {
		paths = append(paths, j.Path)
	}
	message := "actions of the pipeline that `--target cfn` writes"
	if len(paths) == 1 {
		message = "an action of the pipeline that `--target cfn` writes"
	}
	switch len(l.builds) {
	case 0:
		message += "; nothing is left for a buildspec"
	case 1:
		message += "; the buildspec holds " + l.builds[0].Name + " only"
	default:
		message += "; the buildspecs hold " + list(names(l.builds)) + " only"
	}
	return diag.List{diag.New(diag.Note, "pipeline-action", l.actions[0].At, strings.Join(paths, ", "), message)}
}

// serviceFaults says why a service cannot run beside the job.
func serviceFaults(l layout, u plan.Use) diag.List {
	at := slices.IndexFunc(u.Job.Services, func(s plan.Service) bool { return s.At == u.At })
	if at < 0 {
		return nil
	}
	var out diag.List
	s := u.Job.Services[at]
	if len(buildspec.ServicePorts(s)) == 0 {
		out.Add(find(diag.Error, "service-port", u, "which port "+s.Image.String()+" listens on is not known, and the job could not reach it").
			WithHelp("write it: {image: " + s.Image.String() + ", ports: [8080]}"))
	}
	if image := buildspec.ImageOf(u.Job, buildspec.Instances(u.Job)[0]); image != "" && !buildspec.Managed(image) {
		out.Add(find(diag.Error, "service-image", u, "services run in docker beside the job, and "+image+" is not an image of CodeBuild's that is known to hold docker").
			WithHelp("add `image: {codebuild: aws/codebuild/standard:7.0}` and choose the language with `runtime`"))
	}
	return out
}

// runtimes checks language versions against the dated table of images. It warns only: AWS adds versions to an image
// under the same name.
func runtimes(l layout, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		lang := u.Path[strings.LastIndexByte(u.Path, '.')+1:]
		for _, i := range buildspec.Instances(u.Job) {
			if d, ok := runtimeFault(u, lang, version(u, i), buildspec.ImageOf(u.Job, i)); ok {
				out.Add(d)
				break
			}
		}
	}
	return out
}

// version is the version that is asked for in one combination of the matrix.
func version(u plan.Use, instance []plan.Var) string {
	at := slices.IndexFunc(u.Job.Runtime, func(r plan.Runtime) bool { return r.At == u.At })
	if at < 0 {
		return u.Detail
	}
	return u.Job.Runtime[at].Version.Expand(func(p plan.Part) string {
		for _, v := range instance {
			if v.Name == p.Name {
				return v.Value.Must()
			}
		}
		return ""
	})
}

var languages = map[string]string{"python": "Python", "node": "Node.js", "java": "Java", "go": "Go", "ruby": "Ruby",
	"php": "PHP", "dotnet": ".NET", "docker": "docker"}

func runtimeFault(u plan.Use, lang, version, image string) (diag.Diagnostic, bool) {
	what := languages[lang] + " " + version
	if lang == "docker" || version == "" {
		return diag.Diagnostic{}, false
	}
	proposal := buildspec.WithRuntime(lang, version)
	if image == "" || !buildspec.Managed(image) {
		if image != "" {
			return find(diag.Note, "runtime-unused", u, image+" is not an image of CodeBuild's: it must bring "+what+" itself, and nothing selects it"), true
		}
		if proposal != "" {
			return diag.Diagnostic{}, false
		}
		return find(diag.Warning, "runtime-unavailable", u, "no current CodeBuild image has "+what).
			WithHelp("set `image.codebuild` to an image that has it and run the project in that image"), true
	}
	known, ok := buildspec.Lookup(image)
	if !ok || known.Has(lang, version) {
		return diag.Diagnostic{}, false
	}
	message := image + " has no " + what
	if has := known.Versions(lang); len(has) > 0 {
		message += ", only " + list(has)
	}
	help := "set `image.codebuild` to an image that has it and run the project in that image"
	if proposal != "" {
		help = "set `image.codebuild` to " + proposal + ", which has it"
	}
	return find(diag.Warning, "runtime-unavailable", u, message).WithHelp(help), true
}
