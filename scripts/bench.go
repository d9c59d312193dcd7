//go:build ignore

// Bench times whole processes: medians of 20 runs, and the most memory that one of them held. It prints a table in
// Markdown; with -w it puts the table into docs/design.md.
//
//	go run scripts/bench.go [-n 20] [-w]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	runs    = flag.Int("n", 20, "runs of each command; a slow one (over 2 s) runs three times")
	rewrite = flag.Bool("w", false, "put the table into docs/design.md")
)

func main() {
	log.SetFlags(0)
	flag.Parse()
	dir, err := os.MkdirTemp("", "cdc-bench")
	check(err)
	defer os.RemoveAll(dir)
	tools(dir)
	table := measure(dir)
	fmt.Print(table)
	if *rewrite {
		insert("docs/design.md", table)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// tools builds cdc and what it is compared with.
func tools(dir string) {
	sh("go", "build", "-o", filepath.Join(dir, "cdc"), "./cmd/cdc")
	sh("go", "build", "-o", filepath.Join(dir, "decode"), "scripts/decode.go")
	for _, peer := range []string{"cuelang.org/go/cmd/cue@v0.17.1", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"} {
		cmd := exec.Command("go", "install", peer)
		cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=")
		if out, err := cmd.CombinedOutput(); err != nil {
			log.Fatalf("%s: %v\n%s", peer, err, out)
		}
	}
}

func sh(name string, args ...string) {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		log.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// measure runs every command and returns the table.
func measure(dir string) string {
	in := func(name string) string { return filepath.Join(dir, name) }
	specs := map[string][]byte{
		"10": spec(10, long), "1k": spec(1000, long), "10k": spec(10_000, long),
		"short-10k": spec(10_000, short), "short-50k": spec(50_000, short),
	}
	for name, data := range specs {
		check(os.WriteFile(in(name+".cdc.yaml"), data, 0o644))
	}
	many := manyFiles(dir)
	specs["thousand"], specs["workflows"] = many.spec, many.workflow
	compile := func(name string) []string {
		return []string{in("cdc"), "compile", "-q", "-t", "gitlab", "-o", in("out-" + name), in(name + ".cdc.yaml")}
	}
	vet := func(name string) []string {
		return []string{in("cue"), "vet", "-d", "#Spec", "schema/pipeline.cue", in(name + ".cdc.yaml")}
	}
	rows := []struct {
		name string
		spec string
		args []string
	}{
		{"`cdc version`", "", []string{in("cdc"), "version"}},
		{"`cdc compile`, 10 jobs", "10", compile("10")},
		{"`cdc compile`, 1,000 jobs", "1k", compile("1k")},
		{"`cdc compile`, 10,000 jobs", "10k", compile("10k")},
		{"`cdc compile`, 10,000 short jobs", "short-10k", compile("short-10k")},
		{"`cdc compile`, 50,000 short jobs", "short-50k", compile("short-50k")},
		{"`cdc lint`, 10,000 jobs", "10k", []string{in("cdc"), "lint", "-q", in("10k.cdc.yaml")}},
		{"`cdc lint`, 1,000 files of 10 jobs", "10", append([]string{in("cdc"), "lint", "-q"}, slices.Repeat([]string{in("10.cdc.yaml")}, 1000)...)},
		{"`cdc lint`, 1,000 files, each different", "thousand", append([]string{in("cdc"), "lint", "-q"}, many.specs...)},
		{"`actionlint`, 1,000 workflows of the same jobs", "workflows", append([]string{in("actionlint"), "-shellcheck=", "-pyflakes="}, many.workflows...)},
		{"`cue vet` of the same schema, 10 jobs", "10", vet("10")},
		{"`cue vet` of the same schema, 1,000 jobs", "1k", vet("1k")},
		{"goccy/go-yaml decodes only, 1,000 jobs", "1k", []string{in("decode"), in("1k.cdc.yaml")}},
		{"goccy/go-yaml decodes only, 10,000 jobs", "10k", []string{in("decode"), in("10k.cdc.yaml")}},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d cores, %s; medians of %d runs of the whole process (3 where one lasts over 2 s).\n\n", machine(), runtime.NumCPU(), runtime.Version(), *runs)
	b.WriteString("| command | spec | time | memory |\n| --- | --: | --: | --: |\n")
	for _, r := range rows {
		size := ""
		if r.spec != "" {
			size = fmt.Sprintf("%.1f kB", float64(len(specs[r.spec]))/1000)
		}
		t, mem := time20(r.args)
		fmt.Fprintf(&b, "| %s | %s | %s | %d MiB |\n", r.name, size, round(t), mem>>10)
	}
	return b.String()
}

func round(t time.Duration) string {
	if t < 100*time.Millisecond {
		return fmt.Sprintf("%.1f ms", float64(t.Microseconds())/1000)
	}
	return fmt.Sprintf("%d ms", t.Milliseconds())
}

// time20 returns the median time and the largest resident set, in KiB, of several runs.
func time20(args []string) (time.Duration, int64) {
	var times []time.Duration
	var most int64
	n := *runs
	for i := 0; i < n; i++ {
		var stderr bytes.Buffer
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Stderr = &stderr
		begin := time.Now()
		err := cmd.Run()
		t := time.Since(begin)
		if err != nil {
			log.Printf("%s: %v\n%.400s", strings.Join(args, " "), err, stderr.String())
		}
		if t > 2*time.Second {
			n = min(n, 3)
		}
		times = append(times, t)
		most = max(most, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	slices.Sort(times)
	return times[len(times)/2], most
}

func machine() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// spec makes a spec of n jobs: groups of ten that need each other, of several shapes.
func spec(n int, job func(b *bytes.Buffer, i int)) []byte {
	var b bytes.Buffer
	b.WriteString("cdc: v1\nname: bench\ntriggers: {push: {}, merge_request: {}}\n")
	b.WriteString("environments:\n  staging: {account: 123456789012, region: eu-west-1, roles: {assume: ci}, serial: false}\n")
	b.WriteString("jobs:\n")
	for i := range n {
		job(&b, i)
	}
	b.WriteString("targets: {gitlab: {}}\n")
	return b.Bytes()
}

// long is a job of about 365 bytes, as in real files.
func long(b *bytes.Buffer, i int) {
	fmt.Fprintf(b, "  job-%05d:\n    description: Builds part %d of the product and tests what it built\n    image: %s\n", i, i, image(i))
	if i%10 > 0 {
		fmt.Fprintf(b, "    needs: [job-%05d]\n", i-1)
	}
	fmt.Fprintf(b, "    vars: {PART: part-%d, MODE: \"release\"}\n    timeout: %d minutes\n    steps:\n", i, 10+i%30)
	fmt.Fprintf(b, "      - go build -o bin/part-%d ./cmd/part-%d\n      - run: go test -count=1 ./internal/part-%d/...\n        name: test part %d\n", i, i, i, i)
	if i%10 == 9 {
		b.WriteString("    access: staging\n")
	}
	if i%3 == 0 {
		b.WriteString("    retry: {max: 1, when: [infrastructure]}\n")
	}
	if i%4 == 0 {
		fmt.Fprintf(b, "    artifacts: {paths: [bin/part-%d], expire_in: 1 week}\n", i)
	}
}

// image is what a job runs in: the one with a role needs the AWS CLI.
func image(i int) string {
	if i%10 == 9 {
		return "public.ecr.aws/sam/build-provided:1"
	}
	return "golang:1.26"
}

// short is a job of about 110 bytes: 50,000 of them stay under the 8 MiB that a spec may have.
func short(b *bytes.Buffer, i int) {
	fmt.Fprintf(b, "  job-%05d:\n    image: %s\n", i, image(i))
	if i%10 > 0 {
		fmt.Fprintf(b, "    needs: [job-%05d]\n", i-1)
	}
	if i%10 == 9 {
		b.WriteString("    access: staging\n")
	}
	fmt.Fprintf(b, "    steps: [go build ./cmd/part-%d, go test ./part-%d]\n", i, i)
}

// files is a thousand specs and a thousand GitHub workflows of the same jobs, with one of each as an example.
type files struct {
	specs, workflows []string
	spec, workflow   []byte
}

// manyFiles writes them: no two are alike, so that nobody is quick by remembering.
func manyFiles(dir string) (f files) {
	for i := range 1000 {
		f.spec = bytes.ReplaceAll(spec(10, long), []byte("part-"), fmt.Appendf(nil, "part-%d-", i))
		f.workflow = workflow(10, i)
		name := filepath.Join(dir, fmt.Sprintf("many-%d", i))
		check(os.WriteFile(name+".cdc.yaml", f.spec, 0o644))
		check(os.WriteFile(name+".yml", f.workflow, 0o644))
		f.specs, f.workflows = append(f.specs, name+".cdc.yaml"), append(f.workflows, name+".yml")
	}
	return f
}

// workflow is what long is, for GitHub Actions.
func workflow(n, file int) []byte {
	var b bytes.Buffer
	b.WriteString("name: bench\non: [push, pull_request]\njobs:\n")
	for i := range n {
		fmt.Fprintf(&b, "  job-%05d:\n    name: Builds part %d-%d of the product and tests what it built\n    runs-on: ubuntu-latest\n    container: golang:1.26\n", i, file, i)
		if i%10 > 0 {
			fmt.Fprintf(&b, "    needs: [job-%05d]\n", i-1)
		}
		fmt.Fprintf(&b, "    env: {PART: part-%d-%d, MODE: \"release\"}\n    timeout-minutes: %d\n    steps:\n      - uses: actions/checkout@v4\n", file, i, 10+i%30)
		fmt.Fprintf(&b, "      - run: go build -o bin/part-%d ./cmd/part-%d\n      - run: go test -count=1 ./internal/part-%d/...\n        name: test part %d\n", i, i, i, i)
		if i%4 == 0 {
			fmt.Fprintf(&b, "      - uses: actions/upload-artifact@v4\n        with: {name: part-%d, path: bin/part-%d, retention-days: 7}\n", i, i)
		}
	}
	return b.Bytes()
}

// insert puts the table between the marks of a document.
func insert(name, table string) {
	const begin, end = "<!-- bench -->\n", "<!-- /bench -->"
	data, err := os.ReadFile(name)
	check(err)
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		log.Fatalf("%s has no %s … %s", name, strings.TrimSpace(begin), end)
	}
	check(os.WriteFile(name, []byte(before+begin+"\n"+table+"\n"+end+after), 0o644))
}
