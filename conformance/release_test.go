package conformance

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestRelease has goreleaser judge the configuration of the release, and make one of a clean clone: programs, archives,
// checksums, SBOMs and images. Only the sending is left out, and for want of a registry the images stand on a shell instead
// of Alpine. A model of docker (testdata/docker) has buildah build them.
func TestRelease(t *testing.T) {
	t.Parallel()
	goreleaser, buildah := goTool(t, "goreleaser"), tool(t, "buildah")
	tool(t, "busybox")
	if os.Getuid() != 0 {
		missing(t, "root", "buildah needs its rights to build and run an image")
	}
	since := time.Now()
	p := &project{T: t, home: t.TempDir()}
	clone, rev := cleanClone(t, p)
	p.run(clone, "git", "tag", "v9.8.7")
	p.run(clone, "git", "remote", "add", "origin", "https://github.com/cdc-dev/cdc") // goreleaser wants to know where it would publish
	p.run(clone, goreleaser, "check")

	store := t.TempDir()
	shim, err := filepath.Abs("testdata/docker")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(goreleaser, "release", "--snapshot", "--clean")
	cmd.Dir = clone
	cmd.Env = append(os.Environ(), "PATH="+shim+":"+os.Getenv("PATH"), "STORE="+store)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	r := &release{t, filepath.Join(clone, "dist"), ""}
	r.about("v9.8.7", rev)
	r.checksums()
	for _, platform := range []string{"linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64", "windows_arm64"} {
		r.archive(platform)
		r.sbom(platform)
	}
	for _, arch := range []string{"amd64", "arm64"} {
		i := &image{r, func(args ...string) *exec.Cmd {
			root := filepath.Join(store, arch)
			return exec.Command(buildah, slices.Concat([]string{"--storage-driver", "vfs", "--root", root, "--runroot", root + "-run"}, args)...)
		}, arch}
		i.look()
		if arch == strings.TrimSpace(output(t, "go", "env", "GOARCH")) {
			i.use()
		}
	}
	version := regexp.MustCompile(`v\d+\.\d+\.\d+`).FindString(output(t, goreleaser, "--version"))
	report(t, "goreleaser", version, 1, 1, since)
}

// release is what goreleaser has made.
type release struct {
	*testing.T
	dir, version string
}

func (r *release) read(name string) []byte {
	r.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.Fatal(err)
	}
	return data
}

// about learns the version, and holds that it is of the commit.
func (r *release) about(tag, rev string) {
	r.Helper()
	var meta struct{ Tag, Version, Commit string }
	if err := json.Unmarshal(r.read("metadata.json"), &meta); err != nil || meta.Tag != tag || meta.Commit != rev || meta.Version == "" {
		r.Fatalf("%v: %+v, want %s of %s", err, meta, tag, rev)
	}
	r.version = meta.Version
}

// checksums holds that checksums.txt has each archive and each SBOM, with its sum.
func (r *release) checksums() {
	lines := strings.Split(strings.TrimSpace(string(r.read("checksums.txt"))), "\n")
	if len(lines) != 12 {
		r.Errorf("checksums of %d files, not of 6 archives and 6 SBOMs:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		if got := sha256.Sum256(r.read(name)); hex.EncodeToString(got[:]) != sum {
			r.Errorf("%s has another sum than %s", name, sum)
		}
	}
}

// archive holds what an archive has, and that the program of Linux needs nothing but the kernel.
func (r *release) archive(platform string) {
	r.Helper()
	var files map[string][]byte
	program := "cdc"
	if strings.HasPrefix(platform, "windows") {
		program = "cdc.exe"
		files = r.unzip("cdc_" + r.version + "_" + platform + ".zip")
	} else {
		files = r.untar("cdc_" + r.version + "_" + platform + ".tar.gz")
	}
	for _, name := range []string{program, "LICENSE", "README.md", "CHANGELOG.md", "completions/cdc.bash", "completions/cdc.zsh",
		"completions/cdc.fish", "completions/cdc.powershell", "completions/cdc.1"} {
		if len(files[name]) == 0 {
			r.Errorf("%s: the archive has no %s", platform, name)
		}
	}
	if len(files) != 9 {
		r.Errorf("%s: the archive has %d files", platform, len(files))
	}
	if strings.HasPrefix(platform, "linux") {
		r.static(platform, files[program])
	}
}

func (r *release) static(platform string, program []byte) {
	r.Helper()
	f, err := elf.NewFile(bytes.NewReader(program))
	if err != nil {
		r.Errorf("%s: %v", platform, err)
		return
	}
	libraries, _ := f.ImportedLibraries()
	if f.Section(".interp") != nil || len(libraries) > 0 {
		r.Errorf("%s: the program needs %q and a loader", platform, libraries)
	}
	if bytes.Contains(program, []byte(filepath.Dir(r.dir))) {
		r.Errorf("%s: the program holds the path where it was built", platform)
	}
}

func (r *release) untar(name string) map[string][]byte {
	r.Helper()
	z, err := gzip.NewReader(bytes.NewReader(r.read(name)))
	if err != nil {
		r.Fatal(err)
	}
	out := map[string][]byte{}
	for archive := tar.NewReader(z); ; {
		h, err := archive.Next()
		if err == io.EOF {
			return out
		}
		if err == nil {
			out[h.Name], err = io.ReadAll(archive)
		}
		if err != nil {
			r.Fatal(name, err)
		}
	}
}

func (r *release) unzip(name string) map[string][]byte {
	r.Helper()
	data := r.read(name)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.Fatal(name, err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err == nil {
			out[f.Name], err = io.ReadAll(in)
		}
		if err != nil {
			r.Fatal(name, err)
		}
	}
	return out
}

// sbom holds that the SBOM of a program is of that program; release_test.go at the root compares its components.
func (r *release) sbom(platform string) {
	r.Helper()
	var b struct {
		BomFormat string
		Metadata  struct {
			Component struct{ Name, Version string }
		}
		Components []struct{ Name, Version string }
	}
	if err := json.Unmarshal(r.read("cdc_"+r.version+"_"+platform+".cdx.json"), &b); err != nil || b.BomFormat != "CycloneDX" || len(b.Components) < 5 {
		r.Errorf("%s: %v: %+v", platform, err, b)
	}
	for _, c := range append(b.Components, b.Metadata.Component) {
		if c.Name == "" || c.Version == "" {
			r.Errorf("%s: %+v has no name or version", platform, c)
		}
	}
}

// image is the image of one platform, in a store of its own.
type image struct {
	*release
	buildah func(args ...string) *exec.Cmd
	arch    string
}

func (i *image) name() string { return "ghcr.io/cdc-dev/cdc:" + i.version + "-" + i.arch }

func (i *image) run(args ...string) string {
	i.Helper()
	cmd := i.buildah(args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		i.Errorf("%s: %v\n%s%s", strings.Join(args, " "), err, out, &stderr)
	}
	return strings.TrimSpace(string(out))
}

// look holds what the image says of itself.
func (i *image) look() {
	i.Helper()
	got := i.run("inspect", "--type", "image", "--format",
		`{{.OCIv1.Architecture}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.WorkingDir}} {{index .OCIv1.Config.Labels "org.opencontainers.image.version"}}`, i.name())
	if want := i.arch + " [/usr/bin/cdc] /work " + i.version; got != want {
		i.Errorf("%s is %q, not %q", i.name(), got, want)
	}
}

// use runs the image as a person would, and as a job of GitLab CI, which brings a script for a shell.
func (i *image) use() {
	i.Helper()
	work := i.TempDir()
	if err := os.WriteFile(filepath.Join(work, "cdc.yaml"), []byte(hooked), 0o644); err != nil {
		i.Fatal(err)
	}
	from := i.run("from", "--pull-never", i.name())
	in := func(args ...string) string {
		return i.run(slices.Concat([]string{"run", "--isolation", "chroot", "--volume", work + ":/work", from, "--"}, args)...)
	}
	if got := in("/usr/bin/cdc", "version"); !strings.HasPrefix(got, "cdc v"+i.version+" ") || !strings.HasSuffix(got, "linux/"+i.arch) {
		i.Errorf("in the image: %q", got)
	}
	in("sh", "-c", "cdc lint && cdc compile -q")
	if data, err := os.ReadFile(filepath.Join(work, ".gitlab-ci.yml")); err != nil || !regexp.MustCompile(`(?m)^    - make test$`).Match(data) {
		i.Errorf("the image has compiled %q, %v", data, err)
	}
}
