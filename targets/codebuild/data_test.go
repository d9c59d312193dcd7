package codebuild_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/conformance/executor"
)

// bucket is an `aws` whose S3 is a directory.
const bucket = `#!/bin/sh
case "$1 $2" in
"codebuild batch-get-builds") echo arn:aws:codebuild:eu-west-1:123456789012:build-batch/shop:7 ;;
"s3 ls") [ -f "$S3/${3#s3://}" ] ;;
"s3 cp")
	case $4 in
	s3://*) mkdir -p "$S3/$(dirname "${4#s3://}")" && cat "$S3/${4#s3://}" > "$5" ;;
	*) mkdir -p "$S3/$(dirname "${5#s3://}")" && cat "$4" > "$S3/${5#s3://}" ;;
	esac
	;;
*) exit 2 ;;
esac
`

// TestFilesTravel runs a batch with a real tar and a bucket that is a directory, and holds which files the last build has.
// A path may name what is not there: as on GitLab that is told, and the build goes on.
func TestFilesTravel(t *testing.T) {
	const made = "mkdir -p dist/a/b docs 'a dir' && touch dist/x.js dist/a/y.js dist/a/b/z.css docs/.hidden 'a dir/f' root.tgz"
	for _, c := range []struct {
		name, paths, more, step string // of the job that makes the files
		want                    string
	}{
		{"a file and a directory", "[root.tgz, docs/, 'a dir']", "", made, "a dir/f docs/.hidden root.tgz"},
		{"** crosses directories", "['dist/**/*.js']", "", made, "dist/a/y.js dist/x.js"},
		{"* does not", "['dist/*']", "", made, "dist/a/b/z.css dist/a/y.js dist/x.js"},
		{"* of files", "['dist/*.js', '*.tgz']", "", made, "dist/x.js root.tgz"},
		{"all below a directory", "['dist/a/**', 'docs/**/*']", "", made, "dist/a/b/z.css dist/a/y.js docs/.hidden"},
		{"alternatives", "['dist/**/*.{js,css}']", "", made, "dist/a/b/z.css dist/a/y.js dist/x.js"},
		{"the whole directory", "[.]", "", "touch x.txt", "x.txt"},
		{"a path with a dot in front", "[./dist]", "", made, "dist/a/b/z.css dist/a/y.js dist/x.js"},
		{"what is not there", "[none.txt, none/, 'dist/**/*.none', root.tgz]", "", made, "root.tgz"},
		{"nothing at all", "[none.txt]", "", made, ""},
		{"files of a job that may fail", "[root.tgz]", "allow_failure: true", "touch root.tgz; false", ""},
		{"files that it keeps anyway", "[root.tgz]", "allow_failure: true, when: always", "touch root.tgz; false", "root.tgz"},
		{"a value of the matrix", "['dist/${{ matrix.V }}.js']", "matrix: {V: [x, y]}", "mkdir dist; touch dist/$V.js dist/other.js", "dist/x.js dist/y.js"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			more, when := strings.Replace(c.more, ", when: always", "", 1), ""
			if more != c.more {
				when = ", when: always"
			}
			spec := "cdc: v1\nname: shop\nartifact_bucket: shop-artifacts\njobs:\n  make:\n    steps: [\"" + c.step + "\"]\n    artifacts: {paths: " + c.paths + when + "}\n    " + more +
				"\n  take:\n    needs: [make]\n    steps: ['find . -type f | sort | while read -r f; do note \"${f#./}\"; done']\n"
			if got := travel(t, spec); got != c.want {
				t.Errorf("the last build has %q, want %q", got, c.want)
			}
		})
	}
}

// travel returns the files that the last build of the batch notes.
func travel(t *testing.T, spec string) string {
	t.Helper()
	files, found := compile(planOf(t, spec))
	if found.HasErrors() {
		t.Fatal(findings(found))
	}
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Path] = f.Data
	}
	jobs, err := executor.CodeBuild(out)
	if err != nil {
		t.Fatal(err)
	}
	bin, store := t.TempDir(), t.TempDir()
	for _, j := range jobs {
		if err := executor.Stubs(bin, nil, j.Scripts); err != nil {
			t.Skip(err)
		}
	}
	for _, name := range []string{"tar", "gzip"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Skip(err)
		}
		os.Remove(filepath.Join(bin, name))
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	os.Remove(filepath.Join(bin, "aws"))
	if err := os.WriteFile(filepath.Join(bin, "aws"), []byte(bucket), 0o755); err != nil {
		t.Fatal(err)
	}
	var noted []string
	for i, j := range jobs {
		id := []string{"make", "take"}[min(i, 1)]
		if len(jobs) == 3 {
			id = []string{"make_x", "make_y", "take"}[i]
		}
		res, err := j.Run(executor.World{Dir: t.TempDir(), Bin: bin, Env: map[string]string{"S3": store, "CODEBUILD_BATCH_BUILD_IDENTIFIER": id}})
		if err != nil {
			t.Fatal(err)
		}
		if i == len(jobs)-1 && !res.Passed {
			t.Fatalf("the last build fails:\n%s", res.Log)
		}
		for _, call := range res.Calls {
			if call[0] == "note" {
				noted = append(noted, call[1])
			}
		}
	}
	slices.Sort(noted)
	return strings.Join(noted, " ")
}
