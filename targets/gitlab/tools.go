package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/lower"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// contents are the programs of well-known images that typed steps may call. A repository that ends in "*" stands for all
// that begin so. Images that are not listed are not judged but named.
var contents = []struct {
	repository string
	tools      []string
}{
	{"public.ecr.aws/sam/build-*", []string{"aws", "sam", "curl", "jq", "zip", "bash"}},
	{"public.ecr.aws/aws-cli/aws-cli", []string{"aws", "bash", "curl"}},
	{"amazon/aws-cli", []string{"aws", "bash", "curl"}},
	{"docker", []string{"docker"}},
	{"alpine", nil},
	{"busybox", nil},
	{"python", []string{"curl", "bash"}},
	{"node", []string{"curl", "bash"}},
	{"golang", []string{"curl", "bash"}},
	{"ruby", []string{"curl", "bash"}},
	{"php", []string{"curl", "bash"}},
	{"eclipse-temurin", []string{"curl", "bash"}},
	{"debian", []string{"bash"}},
	{"ubuntu", []string{"bash"}},
}

// toolsOf returns what an image is known to have, and whether it is known.
func toolsOf(image string) ([]string, bool) {
	repo := repository(image)
	for _, c := range contents {
		prefix, open := strings.CutSuffix(c.repository, "*")
		if repo == c.repository || open && strings.HasPrefix(repo, prefix) {
			if strings.Contains(image, "alpine") && c.repository != "docker" {
				return nil, true
			}
			return c.tools, true
		}
	}
	return nil, false
}

// packages are the names under which an installation brings a program.
var packages = map[string][]string{
	"aws": {"awscli", "aws-cli", "awscliv2", "awscli-exe-linux-x86_64", "aws"}, "docker": {"docker", "docker.io", "docker-ce-cli", "docker-cli"},
	"jq": {"jq"}, "curl": {"curl"}, "sam": {"aws-sam-cli", "sam"}, "bash": {"bash"},
}

// installs reports whether the job's own commands speak of the program before they come to need it.
func installs(j *plan.Job, tool string) bool {
	for _, list := range [][]plan.Step{j.Install, j.Before, j.Steps} {
		for _, s := range list {
			if s.Action != nil {
				continue
			}
			for _, c := range s.Commands {
				for _, name := range packages[tool] {
					if mentions(c.Script, name) {
						return true
					}
				}
			}
		}
	}
	return false
}

// wants is what the typed steps of all jobs with one image call.
type wants struct {
	at            diag.Range
	path, image   string
	kinds         []string // of the steps, in order
	calls, lacks  []string
	jobs          []string
	known, absent bool // the image is known; there is none
}

// checkTools says which programs an image must have. It is silent when the image is known to have them, or when the job
// installs them.
func checkTools(p *plan.Plan) diag.List {
	var all []*wants
	byPlace := map[diag.Range]*wants{}
	for _, j := range p.Jobs {
		calls, kinds := callsOf(j)
		if len(calls) == 0 {
			continue
		}
		w := wantsOf(j)
		place := w.at
		if w.absent { // one default would mend them all
			place = diag.Range{}
		}
		if old := byPlace[place]; old != nil && (w.absent || !place.IsZero()) {
			w = old
		} else {
			byPlace[place] = w
			all = append(all, w)
		}
		w.jobs = addNew(w.jobs, j.Name)
		has, _ := toolsOf(w.image)
		for _, k := range kinds {
			w.kinds = addNew(w.kinds, k)
		}
		for _, c := range calls {
			w.calls = addNew(w.calls, c)
			if !slices.Contains(has, c) && !installs(j, c) {
				w.lacks = addNew(w.lacks, c)
			}
		}
	}
	var out diag.List
	for _, w := range all {
		if len(w.lacks) > 0 {
			out.Add(w.finding())
		}
	}
	if len(p.Jobs) == 1 && slices.ContainsFunc(p.Notify, toldInJob) {
		out.Add(checkTelling(p.Jobs[0])...)
	}
	return out
}

// checkTelling says that the only job of a pipeline, which tells the channels itself, needs a program for it.
func checkTelling(j *plan.Job) diag.List {
	w := wantsOf(j)
	has, _ := toolsOf(w.image)
	calls, _ := callsOf(j)
	const who = "the messages of notify are sent with curl"
	switch {
	case slices.Contains(has, "curl"), slices.Contains(calls, "curl"), installs(j, "curl"):
		return nil
	case w.absent:
		return diag.List{diag.New(diag.Note, "image-tools", w.at, w.path, who+"; no image is named, so the runner's own must have it")}
	case w.known:
		return diag.List{diag.New(diag.Warning, "image-tools", w.at, w.path, who+", and "+w.image+" does not have it: nobody would be told").
			WithHelp("install it first, or use an image that has it")}
	}
	return diag.List{diag.New(diag.Note, "image-tools", w.at, w.path, who+"; "+w.image+" must have it")}
}

func addNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func wantsOf(j *plan.Job) *wants {
	w := &wants{at: j.At, path: j.Path}
	if j.Image != nil {
		w.at, w.path, w.image = j.Image.At, j.Image.Path, j.Image.Name.String()
	} else if v := (names{}).imageOf(j); v != nil {
		w.image = textOf(v)
	} else {
		w.absent = true
	}
	_, w.known = toolsOf(w.image)
	return w
}

// callsOf returns the programs that the job's typed steps call, and the kinds of those steps.
func callsOf(j *plan.Job) (calls, kinds []string) {
	for _, list := range sections(j) {
		for i := range list {
			if a := list[i].Action; a != nil {
				kinds = addNew(kinds, a.Kind())
				for _, t := range lower.Tools(a) {
					calls = addNew(calls, t)
				}
			}
		}
	}
	if c := j.Credentials; c != nil && (len(calls) > 0 || c.CheckAccount == "") {
		calls = addNew(calls, "aws")
		if len(kinds) == 0 {
			kinds = []string{"role"}
		}
	}
	return calls, kinds
}

func (w *wants) finding() diag.Diagnostic {
	if len(w.kinds) > 1 {
		w.kinds = slices.DeleteFunc(w.kinds, func(k string) bool { return k == "role" })
	}
	who := "the " + sentence(w.kinds) + " steps call "
	if len(w.kinds) == 1 && w.kinds[0] == "role" {
		who = "taking the role calls "
	}
	who += sentence(w.calls)
	must := sentence(w.lacks)
	if len(w.lacks) == len(w.calls) {
		must = "it"
		if len(w.calls) > 1 {
			must = "them"
		}
	}
	switch {
	case w.absent && len(w.jobs) > 1:
		return diag.New(diag.Note, "image-tools", w.at, w.path, who+"; no image is named for "+sentence(w.jobs)+", so the runner's own must have "+must)
	case w.absent:
		return diag.New(diag.Note, "image-tools", w.at, w.path, who+"; no image is named, so the runner's own must have "+must)
	case w.known:
		return diag.New(diag.Warning, "image-tools", w.at, w.path, who+", and "+w.image+" does not have "+must+
			": the job would end with \"not found\"").WithHelp("install it first, or use an image that has it")
	}
	return diag.New(diag.Note, "image-tools", w.at, w.path, who+"; "+w.image+" must have "+must)
}

// sayBash names images that must have bash, and warns of those that do not: the runner would quietly take sh.
func sayBash(_ *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	seen := map[diag.Range]bool{}
	for _, u := range uses {
		w := wantsOf(u.Job)
		has, known := toolsOf(w.image)
		if slices.Contains(has, "bash") || installs(u.Job, "bash") || seen[u.At] {
			continue
		}
		seen[u.At] = true
		switch {
		case w.absent:
			out.Add(diag.New(diag.Note, "image-tools", u.At, u.Path, "the runner takes bash only if its own image has it"))
		case known:
			out.Add(diag.New(diag.Warning, "image-tools", u.At, u.Path, w.image+" has no bash: the runner takes sh, which reads the steps differently").
				WithHelp("use an image that has bash"))
		default:
			out.Add(diag.New(diag.Note, "image-tools", u.At, u.Path, "the runner takes bash only if "+w.image+" has it"))
		}
	}
	return out
}
