package cdc_test

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// goreleaser is what a release must have, of .goreleaser.yaml.
type goreleaser struct {
	Version int
	Before  struct{ Hooks []string }
	Builds  []struct {
		Main, Binary             string
		Env, Goos, Goarch, Flags []string
		Ldflags                  []string
		ModTimestamp             string `yaml:"mod_timestamp"`
	}
	Archives []struct {
		Files []struct{ Src string }
	}
	Checksum struct{ Algorithm string }
	Sboms    []struct {
		Artifacts, Cmd string
		Args           []string
	}
	Images []struct {
		Dockerfile string
		Platforms  []string
	} `yaml:"dockers_v2"`
}

// TestRelease holds .goreleaser.yaml to what a release promises, and builds the program as it says: static, without paths of
// this machine, with the version of the release, and an SBOM of all that is linked in. `goreleaser check` judges the form
// (conformance).
func TestRelease(t *testing.T) {
	data, err := os.ReadFile(".goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var r goreleaser
	if err := yaml.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != 2 || len(r.Builds) != 1 || len(r.Sboms) != 1 || len(r.Images) != 1 || len(r.Archives) != 1 || r.Checksum.Algorithm != "sha256" {
		t.Fatalf("build, archive, checksums, SBOM and image are needed: %+v", r)
	}
	b := r.Builds[0]
	if !slices.Equal(b.Goos, []string{"linux", "darwin", "windows"}) || !slices.Equal(b.Goarch, []string{"amd64", "arm64"}) {
		t.Errorf("built for %v on %v", b.Goos, b.Goarch)
	}
	if !slices.Contains(b.Env, "CGO_ENABLED=0") || !slices.Contains(b.Flags, "-trimpath") || b.ModTimestamp == "" {
		t.Errorf("the build is not static, or not the same everywhere: %+v", b)
	}
	for _, f := range []string{r.Images[0].Dockerfile, "scripts/release-files", r.Archives[0].Files[0].Src} {
		if _, err := os.Stat(f); err != nil {
			t.Error(err)
		}
	}
	if testing.Short() {
		t.Skip("a build is too long for -short")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, b.Binary)
	// Without -s -w and -trimpath the build cache of the other tests serves; what is looked at is the same.
	ldflags := strings.NewReplacer("-s -w ", "", "{{ .Version }}", "9.8.7").Replace(strings.Join(b.Ldflags, " "))
	build := exec.Command("go", "build", "-buildvcs=false", "-ldflags", ldflags, "-o", program, b.Main)
	build.Env = append(os.Environ(), b.Env...)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if said, err := exec.Command(program, "version").Output(); err != nil || !strings.HasPrefix(string(said), "cdc v9.8.7 ") {
		t.Errorf("version says %q, %v", said, err)
	}
	sbom(t, program, filepath.Join(dir, "cdc.json"))
}

// sbom holds the SBOM to what the program says of itself.
func sbom(t *testing.T, program, file string) {
	t.Helper()
	if out, err := exec.Command("go", "run", "scripts/sbom.go", program, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b struct {
		BomFormat, SpecVersion string
		Components             []struct{ Name, Version, Purl string }
	}
	if err := json.Unmarshal(data, &b); err != nil || b.BomFormat != "CycloneDX" || b.SpecVersion != "1.5" {
		t.Fatalf("%v: %+v", err, b)
	}
	var has []string
	for _, c := range b.Components {
		has = append(has, c.Name+"@"+c.Version)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"stdlib@" + strings.TrimPrefix(info.GoVersion, "go")}
	for _, d := range info.Deps {
		want = append(want, d.Path+"@"+d.Version)
	}
	if !slices.Equal(has, want) || len(want) < 5 {
		t.Errorf("the SBOM holds %v, the program %v", has, want)
	}
}
