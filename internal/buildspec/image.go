package buildspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Image is a curated image of CodeBuild and the language versions that it can select (AWS CodeBuild User Guide,
// "Available runtimes"; the images' own runtimes.yml). The table is of 2026-04: an image that CodeBuild adds later is
// unknown here and is then not judged.
type Image struct {
	Name     string
	Current  bool // not among those that AWS has stopped to maintain
	runtimes []runtimes
}

type runtimes struct {
	lang     string // as the key of runtime-versions
	versions string // lowest first
}

var (
	wide = []runtimes{{"python", "3.9 3.10 3.11 3.12 3.13 3.14"}, {"nodejs", "18 20 22 24"},
		{"golang", "1.20 1.21 1.22 1.23 1.24 1.25 1.26"}, {"java", "corretto8 corretto11 corretto17 corretto21 corretto25"},
		{"ruby", "3.1 3.2 3.3 3.4 4.0"}, {"php", "8.2 8.3 8.4 8.5"}, {"dotnet", "6.0 8.0 10.0"}}
	wideArm = append(append([]runtimes{}, wide[:5]...), runtimes{"php", "8.1 8.2 8.3 8.4 8.5"}, wide[6])
	newest  = []runtimes{{"python", "3.10 3.11 3.12 3.13 3.14"}, {"nodejs", "22 24"}, {"golang", "1.24 1.25 1.26"},
		{"java", "corretto8 corretto11 corretto17 corretto21 corretto25"}, {"ruby", "3.3 3.4 4.0"}, {"php", "8.2 8.3 8.4 8.5"},
		{"dotnet", "8.0 10.0"}}
	year2022 = []runtimes{{"python", "3.9"}, {"nodejs", "16"}, {"golang", "1.18"}, {"java", "corretto17"}, {"ruby", "3.1"},
		{"php", "8.1"}, {"dotnet", "6.0"}}
	year2022u = []runtimes{{"python", "3.10"}, {"nodejs", "16"}, {"golang", "1.18"}, {"java", "corretto17"}, {"ruby", "3.1"},
		{"php", "8.1"}, {"dotnet", "6.0"}}
	year2021 = []runtimes{{"python", "3.7 3.8 3.9"}, {"nodejs", "12 14"}, {"golang", "1.15 1.16"}, {"java", "corretto8 corretto11"},
		{"ruby", "2.6 2.7"}, {"php", "7.3 7.4 8.0"}, {"dotnet", "3.1 5.0"}}
	year2020 = []runtimes{{"python", "3.7 3.8 3.9"}, {"nodejs", "10 12"}, {"golang", "1.12 1.13 1.14"},
		{"java", "corretto8 corretto11"}, {"ruby", "2.6 2.7"}, {"php", "7.3 7.4"}, {"dotnet", "3.1"}}
)

// images in the order in which they are proposed: the one to take today comes first.
var images = []Image{
	{"aws/codebuild/standard:7.0", true, wide},
	{"aws/codebuild/standard:8.0", true, newest},
	{"aws/codebuild/amazonlinux-x86_64-standard:5.0", true, wide},
	{"aws/codebuild/amazonlinux-x86_64-standard:6.0", true, newest},
	{"aws/codebuild/amazonlinux-aarch64-standard:3.0", true, wideArm},
	{"aws/codebuild/amazonlinux-aarch64-standard:4.0", true, newest},
	{"aws/codebuild/standard:6.0", true, year2022u},
	{"aws/codebuild/amazonlinux-x86_64-standard:4.0", true, year2022},
	{"aws/codebuild/standard:5.0", true, year2021},
	{"aws/codebuild/amazonlinux-aarch64-standard:2.0", true, year2020},
	{"aws/codebuild/amazonlinux-x86_64-standard:3.0", false, year2020},
	{"aws/codebuild/standard:4.0", false, year2020},
}

// Managed reports whether CodeBuild makes the image, so that it holds docker and obeys runtime-versions. The images of
// one language that came before (aws/codebuild/python:3.7.1) have no runtimes to select.
func Managed(image string) bool {
	name := strings.TrimPrefix(canonical(image), "aws/codebuild/")
	return name != canonical(image) && strings.Contains(name, "standard:")
}

// canonical is the image's name as in the table. AWS has two names for the Amazon Linux images (amazonlinux2,
// amazonlinux2023) and a public registry of the same images.
func canonical(image string) string {
	image = strings.Replace(image, "public.ecr.aws/codebuild/", "aws/codebuild/", 1)
	for _, old := range []string{"amazonlinux2023-", "amazonlinux2-"} {
		image = strings.Replace(image, "aws/codebuild/"+old, "aws/codebuild/amazonlinux-", 1)
	}
	return image
}

// Lookup returns what is known about an image.
func Lookup(image string) (Image, bool) {
	for _, i := range images {
		if i.Name == canonical(image) {
			return i, true
		}
	}
	return Image{}, false
}

// Versions returns the versions of a language that the image can select, lowest first. lang is the language's key in a
// pipeline ("node"), and so are the versions ("17", not "corretto17").
func (i Image) Versions(lang string) []string {
	key, _ := Runtime(lang, "")
	for _, r := range i.runtimes {
		if r.lang == key {
			return strings.Fields(strings.ReplaceAll(r.versions, "corretto", ""))
		}
	}
	return nil
}

// Has reports whether the image can select the version.
func (i Image) Has(lang, version string) bool {
	_, version = Runtime(lang, version)
	for _, v := range i.Versions(lang) {
		if _, v = Runtime(lang, v); v == version || version == "latest" || version == v+".x" ||
			strings.HasSuffix(version, ".x") && strings.HasPrefix(v, strings.TrimSuffix(version, "x")) {
			return true
		}
	}
	return false
}

// WithRuntime returns the first current image that can select the version, or "".
func WithRuntime(lang, version string) string {
	at := slices.IndexFunc(images, func(i Image) bool { return i.Current && i.Has(lang, version) })
	if at < 0 {
		return ""
	}
	return images[at].Name
}

// Runtime returns key and value of runtime-versions for a language version of a pipeline.
func Runtime(lang, version string) (key, value string) {
	switch lang {
	case "node":
		return "nodejs", version
	case "go":
		return "golang", version
	case "dotnet":
		if version != "" && !strings.Contains(version, ".") {
			version += ".0"
		}
	case "java":
		if version != "" && version[0] >= '0' && version[0] <= '9' {
			version = "corretto" + version
		}
	}
	return lang, version
}

// ImageOf is the image that a build of the job runs in, with the values of one instance; "" when the project decides.
func ImageOf(j *plan.Job, instance []plan.Var) string {
	if j.Image == nil {
		return ""
	}
	return j.Image.Name.Expand(func(p plan.Part) string {
		for _, v := range instance {
			if v.Name == p.Name {
				return v.Value.Must()
			}
		}
		return plan.Text{p}.String()
	})
}
