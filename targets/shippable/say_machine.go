package shippable

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// sayImage refuses an image that is another in each instance of a matrix: the file names one.
func sayImage(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		if _, ok := u.Job.Image.Name.Literal(); !ok {
			out.Add(finding(diag.Error, "image-varies", u, "Shippable's file names one image, and "+u.Detail+" is known only when the build runs",
				"write the name out, or take the version from `runtime`"))
		}
	}
	return out
}

func sayEntrypoint(p *plan.Plan, uses []plan.Use) diag.List {
	if dialect(p) == "travis" {
		return each(diag.Warning, "entrypoint-lost", "the old dialect takes an image by its name only", "use `dialect: build`")(p, uses)
	}
	var out diag.List
	for _, u := range uses {
		if len(u.Job.Image.Entrypoint) > 1 {
			out.Add(finding(diag.Error, "entrypoint-lost", u, "docker takes one program as an entrypoint, and here are "+fmt.Sprint(len(u.Job.Image.Entrypoint))+" words",
				"write `entrypoint: [\"\"]` and start the program in a step"))
		}
	}
	return out
}

func sayRuntime(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	seen := ""
	for _, u := range uses {
		lang := u.Path[strings.LastIndexByte(u.Path, '.')+1:]
		if _, ok := languages[lang]; !ok {
			out.Add(finding(diag.Warning, "runtime-lost", u, "Shippable has no language for "+lang+"; the build's image must bring it", "set `image.shippable`"))
		} else if seen != "" && seen != lang {
			out.Add(finding(diag.Warning, "runtime-lost", u, "a Shippable build has one language, here "+seen+"; "+lang+" is what the image brings", "set `image.shippable` to an image that has both"))
		} else {
			seen = lang
			out.Add(sayVersion(lang, u)...)
		}
	}
	return out
}

// newest is, for each language, the first version that came out after 3 May 2021, when the last of Shippable's images had
// been made (the release pages of the languages).
var newest = map[string][2]int{"python": {3, 10}, "node": {17, 0}, "java": {17, 0}, "go": {1, 17}, "ruby": {3, 1}, "php": {8, 1}}

var vendor = regexp.MustCompile(`^(corretto|temurin|zulu|liberica|sapmachine|graalvm)[-_]?`)

// sayVersion speaks of versions that Shippable's own images cannot have, and of JDKs that get another vendor.
func sayVersion(lang string, u plan.Use) diag.List {
	var out diag.List
	for _, v := range wantedVersions(lang, u) {
		version := vendor.ReplaceAllString(v, "")
		if version != v && lang == "java" {
			out.Add(finding(diag.Warning, "runtime-changed", u, "Shippable's JDKs are of OpenJDK and Oracle: "+v+" becomes "+versions(languages[lang], []string{v})[0],
				"set `image.shippable` to an image that has "+v))
		}
		var major, minor int
		if n, _ := fmt.Sscanf(strings.TrimPrefix(version, "openjdk"), "%d.%d", &major, &minor); n == 0 || u.Job.Image != nil {
			continue
		}
		if first := newest[lang]; major > first[0] || major == first[0] && minor >= first[1] {
			out.Add(finding(diag.Note, "runtime-newer", u, "Shippable's images are of May 2021 at the latest, and "+lang+" "+v+" is younger: the server must have an image of its own that brings it",
				"set `image.shippable`"))
		}
	}
	return out
}

// wantedVersions are the versions of a runtime in all instances of the job, each once.
func wantedVersions(lang string, u plan.Use) []string {
	var out []string
	for _, r := range u.Job.Runtime {
		if r.Lang != lang {
			continue
		}
		if !varies(r.Version) || u.Job.Matrix == nil {
			return []string{u.Detail}
		}
		for _, inst := range u.Job.Matrix.Instances {
			if v := r.Version.Expand(func(p plan.Part) string { return valueOf(inst, p.Name) }); !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	return out
}

func sayRunner(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		switch r := u.Job.Runner; {
		case len(r.Tags) > 0 && dialect(p) == "travis":
			out.Add(finding(diag.Warning, "runner-lost", u, "the old dialect cannot choose a node", "use `dialect: build`"))
		case r.Compute != "" || r.Arch != "" || len(r.Tags) > 1:
			out.Add(finding(diag.Warning, "runner-lost", u, "Shippable chooses a node by one pool: size, architecture and further tags are left out", ""))
		}
	}
	return out
}

// sayCheckout: depth and submodules can be written, in the old dialect submodules only.
func sayCheckout(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		c, lost := u.Job.Checkout, []string{}
		if c.None {
			lost = append(lost, "none")
		}
		if c.LFS {
			lost = append(lost, "lfs")
		}
		if c.Depth > 0 && dialect(p) == "travis" {
			lost = append(lost, "depth")
		}
		if first := p.Jobs[0].Checkout; c.Submodules && !first.Submodules {
			lost = append(lost, "submodules")
		}
		if len(lost) > 0 {
			out.Add(finding(diag.Warning, "checkout-lost", u, "Shippable checks the repository out in its own way: "+and(lost)+" is left out", ""))
		}
	}
	return out
}

// sayServices: Shippable starts services of its own, on localhost, in the version that its image has.
func sayServices(p *plan.Plan, uses []plan.Use) diag.List {
	var out diag.List
	for _, u := range uses {
		for _, s := range u.Job.Services {
			if s.At != u.At {
				continue
			}
			name := serviceName(s)
			if name == "" {
				out.Add(finding(diag.Error, "service-unknown", u, "Shippable has no service for "+s.Image.String()+", and the steps that use it would fail or test nothing",
					"start it in a step with docker run"))
				continue
			}
			out.Add(finding(diag.Warning, "service-changed", u, "becomes Shippable's own "+name+" on localhost: "+lostParts(p, u.Job, s)+" left out", ""))
		}
	}
	return out
}

func lostParts(p *plan.Plan, j *plan.Job, s plan.Service) string {
	parts := []string{"the version"}
	for _, piece := range s.Image {
		if piece.Var == plan.MatrixValue {
			parts[0] = "the version (so " + values(j, piece.Name) + " test the same server)"
		}
	}
	if dialect(p) == "travis" {
		parts = append(parts, "the name "+hostName(s))
	}
	for _, v := range s.Vars {
		parts = append(parts, v.Name)
	}
	if len(parts) == 1 {
		return parts[0] + " is"
	}
	return and(parts) + " are"
}

func values(j *plan.Job, axis string) string {
	if j.Matrix == nil { // the spec names a matrix that the job lacks, which the rules report
		return "all values of " + axis
	}
	for _, a := range j.Matrix.Axes {
		if a.Name == axis && len(a.Values) == 2 {
			return "both values of " + axis
		}
	}
	return "all values of " + axis
}
