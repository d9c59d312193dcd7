package conformance

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/cdc-dev/cdc/compiler/source"
	"github.com/cdc-dev/cdc/compiler/spec"
	"github.com/cdc-dev/cdc/conformance/executor"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/cdc-dev/cdc/internal/golden"
)

// heldNote is how target codebuild names the jobs of its files when the others are actions of the pipeline that target cfn
// writes.
var heldNote = regexp.MustCompile(`note\[pipeline-action\].*the buildspecs? holds? (.*) only`)

// held are the jobs that a file of one build holds where that is not every job of the pipeline; nil: all.
func held(name, target string) []string {
	data, err := os.ReadFile(filepath.Join(goldenRoot(), name, "want", target, "diagnostics.txt"))
	if err != nil {
		return nil
	}
	m := heldNote.FindStringSubmatch(string(data))
	if m == nil {
		return nil
	}
	return strings.Split(strings.ReplaceAll(m[1], " and ", ", "), ", ")
}

// webhook is where messages go: what a team is told is each target's own business.
const webhook = "https://hooks.example/T/B/X"

// environment is the same for all executors: the secrets of the spec, each of which is a webhook if it is none of AWS's,
// and what the project sets.
func environment(t *testing.T, name string) map[string]string {
	t.Helper()
	return environmentOf(specOf(t, name))
}

func specOf(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(goldenRoot(), name, "cdc.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func environmentOf(data []byte) map[string]string {
	env := map[string]string{"APP_S3_BUCKET": "app-bucket"}
	doc, _ := source.Parse("cdc.yaml", data)
	for _, secret := range spec.Decode(doc.Root).Secrets {
		env[secret.Key.V] = webhook
	}
	env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"] = "AKIAEXAMPLE", "example"
	return env
}

// stubs makes the programs that the scripts of the jobs call. AWS says that the credentials are of the account that the
// scripts expect.
func stubs(t *testing.T, jobs []executor.Job) string {
	t.Helper()
	account := "123456789012"
	var scripts []executor.Script
	for _, j := range jobs {
		scripts = append(scripts, j.Scripts...)
	}
	for _, s := range scripts {
		if m := accountCheck.FindStringSubmatch(s.Text); m != nil {
			account = m[1]
		}
	}
	bin, err := os.MkdirTemp("", "cdc-bin-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(bin) })
	known := append([]executor.Answer{{Pattern: "aws sts get-caller-identity*", Output: account}}, answers...)
	if err := executor.Stubs(bin, known, scripts); err != nil {
		t.Fatal(err)
	}
	return bin
}

var accountCheck = regexp.MustCompile(`!= "?([0-9]{12})`)

// answers are what AWS says when all is well.
var answers = []executor.Answer{
	{Pattern: "git log -1 --format=*", Output: "a title"},
	{Pattern: "aws sts assume-role*", Output: "ASIAEXAMPLE\texample/secret+key\texample-token=="},
	{Pattern: "aws ecr get-login-password*", Output: "a-password"},
	{Pattern: "aws ecs describe-services*PRIMARY*", Output: "arn:aws:ecs:us-east-1:123456789012:task-definition/orders:8"},
	{Pattern: "aws ecs describe-services*taskDefinition*", Output: "arn:aws:ecs:us-east-1:123456789012:task-definition/orders:7"},
	{Pattern: "aws ecs describe-task-definition*", Output: `{"family": "orders", "containerDefinitions": [{"name": "orders"}]}`},
	{Pattern: "aws ecs register-task-definition*", Output: "arn:aws:ecs:us-east-1:123456789012:task-definition/orders:8"},
	{Pattern: "aws deploy create-deployment*", Output: "d-EXAMPLE11"},
	{Pattern: "aws codebuild start-build*", Output: "orders-e2e:41"},
	{Pattern: "aws codebuild batch-get-builds*", Output: "SUCCEEDED"},
	{Pattern: "aws lambda publish-version*", Output: "3"},
	{Pattern: "aws cloudformation describe-change-set*ExecutionStatus*", Output: "AVAILABLE"},
	{Pattern: "aws cloudformation describe-change-set*StatusReason*", Output: "The submitted information didn't contain changes."},
	{Pattern: "aws cloudformation describe-stacks*StackStatus*", Output: "UPDATE_COMPLETE"},
	{Pattern: "jq*", Output: `{"family": "orders", "containerDefinitions": [{"name": "orders", "image": "new"}]}`},
}

// unit is what must behave alike: the jobs that a target runs one after another for the same part of the spec.
type unit struct {
	target string // with the executor's shell
	jobs   []executor.Job
	bin    string // the stubs
	env    map[string]string
	event  executor.Event
	main   string // the branch of most events
	batch  bool   // one of several builds
	file   []byte // of GitLab, whose rules choose the jobs of a run; of Shippable, whose branches choose the runs
}

// present are the jobs that a run for the event has, and whether there is a run at all; another target asks in its scripts.
func (u unit) present(t *testing.T) (jobs []executor.Job, some bool) {
	t.Helper()
	if u.file == nil || u.target == "shippable" {
		return u.jobs, true
	}
	p, err := executor.GitLabPipeline(u.file, "bash", executor.World{Event: u.event, Main: u.main})
	if err != nil {
		t.Fatalf("%s: %v", u.target, err)
	}
	for _, j := range u.jobs {
		if p.Has(j.Name) {
			jobs = append(jobs, j)
		}
	}
	return jobs, len(p.Jobs) > 0
}

// outcome is what a run of a unit did.
type outcome struct {
	calls  []string      // those that every target must make
	raw    []int         // the number of each among all calls of the run, from 1
	means  map[int]means // the target's own calls by their numbers
	passed bool
	log    string
}

var (
	runs    atomic.Int64
	pairsIn [len(eventNames)]atomic.Int64 // how many pairs were compared in each event, with a call at least
)

// eventNames are as many as there are events.
var eventNames = [...]executor.Event{executor.Push, executor.Tag, executor.Schedule, executor.Change, executor.Manual, executor.Branch, executor.Merge}

// run runs the unit with the given call failing. A job that fails keeps those behind it from starting.
func (u unit) run(t *testing.T, fail int) outcome {
	t.Helper()
	out := outcome{passed: true, means: map[int]means{}}
	count, seen := 0, map[string]bool{}
	jobs, _ := u.present(t)
	for _, j := range jobs {
		if !out.passed {
			break
		}
		dir, err := os.MkdirTemp("", "cdc-run-")
		if err != nil {
			t.Fatal(err)
		}
		res, err := j.Run(executor.World{Dir: dir, Bin: u.bin, Env: u.env, Fail: max(fail-count, 0), Event: u.event, Main: u.main})
		os.RemoveAll(dir)
		if err != nil {
			t.Fatalf("%s: %v", u.target, err)
		}
		runs.Add(1)
		for _, c := range res.Calls {
			count++
			m := meansOf(c)
			if m == role {
				if line := spaced(c); !seen[line] {
					seen[line], m = true, none
				}
			}
			if m != none {
				out.means[count] = m
				continue
			}
			out.calls = append(out.calls, spaced(c))
			out.raw = append(out.raw, count)
		}
		out.passed = res.Passed
		out.log += res.Log
	}
	return out
}

// spaced is a call to compare. The programs of jq stand in blocks that are indented differently, which means nothing to jq.
func spaced(c executor.Call) string {
	if c[0] == "jq" {
		c = slices.Clone(c)
		for i := range c {
			c[i] = strings.Join(strings.Fields(c[i]), " ")
		}
	}
	return plainCall(c)
}

// means is what a call of a target's own is for. GitLab has services and no channel, CodeBuild has EventBridge and no
// services, so these calls differ between targets.
type means int

const (
	none    means = iota
	message       // to the team or about the commit, or a report laid out for the target: its failure changes nothing
	service       // a container beside the job: without it the job fails
	carried       // what GitLab brings itself, files of earlier builds and the commit's message: without it the job fails
	role          // the same role again, for a hook that runs in a shell of its own
	asked         // whether an optional job made files: a no is no failure
)

// batchData are the calls with which builds of a batch hand each other files.
var batchData = regexp.MustCompile(`^aws codebuild batch-get-builds .*buildBatchArn|^tar -[cx]zf \S*/tmp/|^aws s3 cp --only-show-errors `)

func meansOf(c executor.Call) means {
	line := c.String()
	switch {
	case c[0] == "curl" && strings.Contains(line, webhook), c[0] == "cp" && strings.Contains(line, "shippable/"),
		line == "git log -1 --format=%an":
		return message
	case c[0] == "docker" && (strings.Contains(line, "--name cdc-") || strings.HasPrefix(line, "docker exec cdc-")),
		c[0] == "timeout" && strings.Contains(line, "docker exec cdc-"):
		return service
	case batchData.MatchString(line), strings.HasPrefix(line, "cp -R ") && strings.HasSuffix(line, "/. $WORK"),
		strings.HasPrefix(line, "git log -1 --format="): // GitLab knows who wrote what
		return carried
	case strings.HasPrefix(line, "aws s3 ls s3://") && strings.Contains(line, "/batch/"):
		return asked
	case credentials.MatchString(c.String()):
		return role
	}
	return none
}

// pair is two units of the same part of a case.
type pair struct {
	name, spec string
	a, b       unit
}

// TestEqualBehaviour is the promise: the same spec makes the same calls in the same order and ends with the same status
// on every target that takes it, with nothing failing and with each call failing in turn. The calls whose failure leaves
// a job green are listed for review.
func TestEqualBehaviour(t *testing.T) {
	tool(t, "dash")
	version := output(t, tool(t, "bash"), "-c", "echo bash $BASH_VERSION")
	start := time.Now()
	pairs := behaviourPairs(t)
	tolerated, ran := make([][]string, len(pairs)), make([]bool, len(pairs))
	done := make(chan string, len(pairs))
	t.Run("pairs", func(t *testing.T) {
		for i, p := range pairs {
			t.Run(p.name, func(t *testing.T) {
				t.Parallel()
				defer func() { done <- p.name }()
				ran[i] = true
				tolerated[i] = equal(t, p)
			})
		}
	})
	if slices.Contains(ran, false) {
		return // -run chose some
	}
	report(t, "executor models", fmt.Sprintf("dash, %s; %d runs", version, runs.Load()), len(done), len(pairs), start)
	for _, e := range eventNames {
		n := pairsIn[e].Load()
		t.Logf("%v: %d pairs make calls", e, n)
		if n == 0 && len(done) == len(pairs) {
			t.Errorf("%v: no pair makes a call, so nothing was compared", e)
		}
	}
	review := map[string][]string{} // by case; a case without such calls has no file
	for i, p := range pairs {
		review[p.spec] = append(review[p.spec], []string{}...)
		for _, call := range tolerated[i] {
			if !slices.Contains(review[p.spec], call) {
				review[p.spec] = append(review[p.spec], call)
			}
		}
	}
	for _, name := range sorted(review) {
		path := filepath.Join("testdata", "tolerated", name+".txt")
		if _, err := os.Stat(path); err != nil && len(review[name]) == 0 {
			continue
		}
		golden.Check(t, path, []byte(strings.Join(append(review[name], ""), "\n")))
	}
}

// equal compares the units of a pair in every run that GitLab's rules make, and returns the calls whose failure leaves the
// first one green. Where GitLab makes no pipeline the other target is not started either, or starts by itself and deploys
// nothing, which its own tests hold.
func equal(t *testing.T, p pair) (tolerated []string) {
	p.a.bin, p.b.bin = stubs(t, p.a.jobs), stubs(t, p.b.jobs)
	p.a.env = environment(t, p.spec)
	p.b.env = p.a.env
	p.a.main = mainBranch(p.a.file)
	p.b.main = p.a.main
	seen := map[string]bool{}
	for _, e := range executor.Events {
		p.a.event, p.b.event = e, e
		if e == executor.Merge && strings.HasPrefix(p.b.target, "codebuild") && len(p.b.run(t, 0).calls) == 0 {
			p.b.event = executor.Push // a merge is two events for CodeBuild, and GitLab runs the jobs of both in one pipeline
		}
		_, some := p.a.present(t)
		if !some && p.b.target == "shippable" && executor.ShippableStarts(p.b.file, executor.World{Event: e, Main: p.b.main}) {
			unlisted(t, p)
		}
		if some && !elsewhere(specOf(t, p.spec), p, e) && !foretold(p.b.target, e, goldenSays(p.spec)) {
			list, ok := equalIn(t, p, seen)
			if !ok {
				return nil
			}
			tolerated = append(tolerated, list...)
		}
	}
	if len(seen) == 0 {
		t.Skip("no event of this test starts the build")
	}
	return tolerated
}

// goldenSays tells which codes the golden of a case holds for a target.
func goldenSays(name string) func(string, diag.Code) bool {
	return func(target string, code diag.Code) bool {
		text, err := os.ReadFile(filepath.Join("..", "testdata", "golden", name, "want", target, "diagnostics.txt"))
		return err == nil && strings.Contains(string(text), "["+string(code)+"]")
	}
}

// deploys are calls that change something outside the build.
var deploys = regexp.MustCompile(`^aws |^docker push|deploy`)

// unlisted: Shippable starts builds that the spec does not list. They may test, and make no such call.
func unlisted(t *testing.T, p pair) {
	t.Helper()
	var doc map[string]yaml.Node
	if err := yaml.Unmarshal(p.a.file, &doc); err != nil {
		t.Fatal(err)
	}
	deploying, testing := p.a, p.a
	deploying.file, deploying.event, deploying.jobs = nil, executor.Push, nil
	testing.file, testing.event, testing.jobs = nil, executor.Push, nil
	for _, j := range p.a.jobs {
		var job struct{ Environment any }
		if node := doc[j.Name]; node.Decode(&job) == nil && job.Environment != nil {
			deploying.jobs = append(deploying.jobs, j)
		} else {
			testing.jobs = append(testing.jobs, j)
		}
	}
	also, unlisted := testing.run(t, 0).calls, p.b.run(t, 0).calls
	for _, call := range deploying.run(t, 0).calls {
		if deploys.MatchString(call) && slices.Contains(unlisted, call) && !slices.Contains(also, call) {
			t.Errorf("%v, which the spec does not list: shippable calls %s", p.b.event, call)
		}
	}
}

// apart are the runs in which a target is known to differ, by case, target and event, each with its reason.
var apart = map[string]string{
	"shippable-chain/shippable/change":        "the secret of a step is not there for a pull request, and a note says so",
	"shippable-chain-travis/shippable/change": "the secret of a step is not there for a pull request, and a note says so",
}

// foretold reports whether a finding of Shippable says that its runs for the event are others than those of the spec.
func foretold(target string, e executor.Event, says func(target string, code diag.Code) bool) bool {
	if target != "shippable" {
		return false
	}
	codes := map[executor.Event][]diag.Code{
		executor.Manual:   {"manual-as-push", "manual-lost", "manual-open", "merged-as-push"},
		executor.Schedule: {"schedule-lost", "no-triggers"},
	}
	return slices.ContainsFunc(codes[e], func(code diag.Code) bool { return says(target, code) })
}

// elsewhere reports whether the other target is not started by the event, or differs in it as its findings say.
func elsewhere(spec []byte, p pair, e executor.Event) bool {
	merged := bytes.Contains(spec, []byte("merged"))
	return e == executor.Merge && !merged ||
		e == executor.Push && merged && strings.HasPrefix(p.b.target, "codebuild") || // a merge is a push on GitLab (merged-as-push)
		e == executor.Schedule && p.b.batch || // no schedule starts a batch (schedule-lost)
		p.a.file == nil && e != executor.Push || // without GitLab's rules nothing here says which other runs there are
		apart[p.spec+"/"+p.b.target+"/"+e.String()] != ""
}

// equalIn compares them in one run: with nothing failing, and with each call failing unless a run before had the same calls.
func equalIn(t *testing.T, p pair, seen map[string]bool) (tolerated []string, ok bool) {
	a, b := p.a.run(t, 0), p.b.run(t, 0)
	if !same(t, p, "with nothing failing", a, b) {
		return nil, false
	}
	if !a.passed {
		t.Errorf("%s fails with nothing failing:\n%s", p.a.target, a.log)
		return nil, false
	}
	if len(a.calls) > 0 {
		pairsIn[p.a.event].Add(1)
	}
	if key := fmt.Sprint(a.calls, a.means, b.means); seen[key] {
		return nil, true
	} else {
		seen[key] = true
	}
	for i, call := range a.calls {
		failed := p.a.run(t, a.raw[i])
		if !same(t, p, "with this call failing: "+call, failed, p.b.run(t, b.raw[i])) {
			return nil, false
		}
		if failed.passed {
			tolerated = append(tolerated, call)
		}
	}
	ownCalls(t, p.a, a)
	ownCalls(t, p.b, b)
	return tolerated, true
}

// ownCalls: a message that is not delivered changes nothing; a service that does not start fails the job.
func ownCalls(t *testing.T, u unit, whole outcome) {
	for n, m := range whole.means {
		got := u.run(t, n)
		switch {
		case m == message && (got.passed != whole.passed || !slices.Equal(got.calls, whole.calls)):
			t.Errorf("%s: call %d is a message; its failure changes the job to passed=%v\n  %s", u.target, n, got.passed, strings.Join(got.calls, "\n  "))
		case m == service && got.passed:
			t.Errorf("%s: call %d starts a service; its failure leaves the job green", u.target, n)
		case m == carried && got.passed:
			t.Errorf("%s: call %d carries files; its failure leaves the job green", u.target, n)
		}
	}
}

func same(t *testing.T, p pair, how string, a, b outcome) bool {
	t.Helper()
	if a.passed == b.passed && slices.Equal(a.calls, b.calls) {
		return true
	}
	t.Errorf("%v, %s\n%s passed=%v\n  %s\n%s passed=%v\n  %s\nlogs:\n%s\n----\n%s", p.a.event, how,
		p.a.target, a.passed, strings.Join(a.calls, "\n  "), p.b.target, b.passed, strings.Join(b.calls, "\n  "), a.log, b.log)
	return false
}

// behaviourPairs compares bash with sh on GitLab, and GitLab with each other target that writes a file for the case.
func behaviourPairs(t *testing.T) []pair {
	t.Helper()
	var out []pair
	files := cases(t)
	for _, name := range sorted(files) {
		out = append(out, casePairs(t, name, files[name], needsBash(t, name), nil)...)
	}
	if len(out) == 0 {
		t.Skip("no case has an output that runs")
	}
	return out
}

// cases returns the golden files by case, target and path.
func cases(t *testing.T) map[string]map[string]map[string][]byte {
	t.Helper()
	files := map[string]map[string]map[string][]byte{}
	for _, f := range goldens(t, isYAML) {
		if files[f.Case] == nil {
			files[f.Case] = map[string]map[string][]byte{}
		}
		if files[f.Case][f.Target] == nil {
			files[f.Case][f.Target] = map[string][]byte{}
		}
		files[f.Case][f.Target][f.Path] = f.Data
	}
	return files
}

// casePairs returns the pairs of a case; only are the jobs of GitLab that count, nil being all.
func casePairs(t *testing.T, name string, targets map[string]map[string][]byte, bash bool, only []string) []pair {
	t.Helper()
	gitlab, file := map[string][]executor.Job{}, targets["gitlab"][".gitlab-ci.yml"]
	for _, shell := range []string{"bash", "sh"} {
		if file != nil {
			jobs, err := executor.GitLab(file, shell)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if only != nil {
				jobs = slices.DeleteFunc(jobs, func(j executor.Job) bool { return !slices.Contains(only, j.Name) })
			}
			gitlab[shell] = jobs
		}
	}
	var out []pair
	if !bash {
		for i, j := range gitlab["bash"] {
			out = append(out, pair{
				strings.TrimRight(fmt.Sprintf("%s/gitlab-sh/%s/%s", name, j.Name, j.Instance), "/"), name,
				unit{target: "gitlab with bash", jobs: gitlab["bash"][i : i+1], file: file}, unit{target: "gitlab with sh", jobs: gitlab["sh"][i : i+1], file: file},
			})
		}
	}
	for _, target := range sorted(targets) {
		jobs := targetJobs(t, name, target, targets[target])
		for i, j := range jobs {
			base := counterpart(name, target, jobs, i, gitlab["bash"])
			if len(base) == 0 && file != nil && only == nil {
				t.Errorf("%s/%s: nothing is compared with job %q %s", name, target, j.Name, j.Instance)
			}
			if len(base) > 0 {
				out = append(out, pair{
					strings.TrimRight(fmt.Sprintf("%s/%s/%s/%s", name, target, j.Name, j.Instance), "/"), name,
					unit{target: "gitlab with bash", jobs: base, file: file}, unit{target: j.Executor, jobs: jobs[i : i+1], batch: j.Name != "", file: targets[target]["shippable.yml"]},
				})
			}
		}
	}
	if file == nil {
		out = append(out, withoutGitLab(t, name, targets)...)
	}
	return out
}

// withoutGitLab compares the first two targets that take a case of one build that GitLab refuses.
func withoutGitLab(t *testing.T, name string, targets map[string]map[string][]byte) []pair {
	var units []unit
	for _, target := range sorted(targets) {
		if jobs := targetJobs(t, name, target, targets[target]); len(jobs) == 1 {
			units = append(units, unit{target: jobs[0].Executor, jobs: jobs})
		}
	}
	if len(units) < 2 {
		return nil
	}
	return []pair{{name + "/without-gitlab", name, units[0], units[1]}}
}

func targetJobs(t *testing.T, name, target string, files map[string][]byte) []executor.Job {
	t.Helper()
	var jobs []executor.Job
	var err error
	switch {
	case files["buildspec.yml"] != nil:
		jobs, err = executor.CodeBuild(files)
	case files["shippable.yml"] != nil:
		jobs, err = executor.Shippable(files["shippable.yml"])
	default: // the builds of a pipeline, which target cfn writes
		for _, path := range sorted(files) {
			part, ok := strings.CutPrefix(path, "buildspec/")
			if !ok || err != nil {
				continue
			}
			for _, row := range combinations(specOf(t, name), strings.TrimSuffix(part, ".yml")) {
				var one []executor.Job
				if one, err = executor.CodeBuild(map[string][]byte{"buildspec.yml": files[path]}); err != nil {
					break
				}
				one[0].Name = strings.TrimSuffix(part, ".yml")
				maps.Copy(one[0].Env, row) // the action sets them
				jobs = append(jobs, one[0])
			}
		}
	}
	if err != nil {
		t.Fatalf("%s/%s: %v", name, target, err)
	}
	return jobs
}

// counterpart returns the jobs of GitLab that do what build i of another target does: those of the same name; where the
// builds have no names, the same instance of the only job, or all jobs in their order.
func counterpart(name, target string, builds []executor.Job, i int, gitlab []executor.Job) []executor.Job {
	names := chosen(name, target)
	if builds[i].Name != "" {
		names = []string{builds[i].Name}
	}
	var all, sameName []executor.Job
	for _, j := range gitlab {
		if names == nil || slices.Contains(names, j.Name) || builds[i].Name != "" && fileName.ReplaceAllString(j.Name, "-") == builds[i].Name {
			all = append(all, j)
		}
	}
	for _, b := range builds[:i] {
		if b.Name == builds[i].Name {
			sameName = append(sameName, b)
		}
	}
	if single := len(all) > 0 && all[0].Name == all[len(all)-1].Name; single {
		n := len(sameName)
		if n >= len(all) {
			return nil
		}
		return all[n : n+1]
	}
	return all
}

// combinations are the variables of the builds of a job, whose name is that of a file.
func combinations(data []byte, name string) []map[string]string {
	out := []map[string]string{{}}
	doc, _ := source.Parse("cdc.yaml", data)
	for _, j := range spec.Decode(doc.Root).Jobs {
		if fileName.ReplaceAllString(j.Name.V, "-") != name || j.Matrix == nil {
			continue
		}
		for _, axis := range j.Matrix.Axes {
			var next []map[string]string
			for _, row := range out {
				for _, value := range axis.V {
					more := maps.Clone(row)
					more[axis.Key.V] = value.V
					next = append(next, more)
				}
			}
			out = next
		}
	}
	return out
}

// fileName is what no name of a buildspec holds.
var fileName = regexp.MustCompile(`[^A-Za-z0-9_.-]`)

// chosen returns the jobs that a file holds: those of --jobs in the args file beside it, or those that the note of the target names.
func chosen(name, target string) []string {
	if args, err := os.ReadFile(filepath.Join(goldenRoot(), name, "want", target, "args")); err == nil {
		if _, list, ok := strings.Cut(string(args), "--jobs "); ok {
			return strings.Split(strings.Fields(list)[0], ",")
		}
	}
	return held(name, target)
}

// needsBash reports whether the spec asks for bash, so that an image without it is no question.
func needsBash(t *testing.T, name string) bool {
	spec, err := os.ReadFile(filepath.Join(goldenRoot(), name, "cdc.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?m)^\s*shell:\s*bash`).Match(spec)
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
