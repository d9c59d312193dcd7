package buildspec

import (
	"regexp"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// The builds of a batch share nothing but the source: order is all that depend-on gives. So declared artifacts travel
// through the artifact bucket, one archive for each build, under the batch's own id; two batches of one commit never mix.
// The calls are made as the build role, before the job takes another identity and after it gave that up.

// batchID sets cdc_batch to s3://BUCKET/PREFIX/ID of this batch. The region is the build's own, whatever AWS_REGION says.
func (l *lowering) batchID() string {
	key := plan.Join(plan.Lit("s3://"), l.p.Bucket.Name)
	if !l.p.Bucket.Prefix.Empty() {
		key = plan.Join(key, plan.Lit("/"), l.p.Bucket.Prefix)
	}
	where := strings.TrimSuffix(shell.DoubleQuoted(plan.Join(key, plan.Lit("/batch/"))).Shell(Name), `"`)
	return `cdc_region=$(echo "$CODEBUILD_BUILD_ARN" | cut -d: -f4)
cdc_batch=$(aws codebuild batch-get-builds --region "$cdc_region" --ids "$CODEBUILD_BUILD_ID" --query 'builds[0].buildBatchArn' --output text)
cdc_batch=` + where + `${cdc_batch##*:}"`
}

// uploads hands the job's artifacts to later builds of the batch.
func (l *lowering) uploads() []string {
	if !l.opt.Batch || l.p.Bucket == nil || !l.opt.HandsOn {
		return nil
	}
	lines := []string{"set -e", `cd "$CODEBUILD_SRC_DIR"`}
	if c := l.j.Credentials; c != nil && c.AssumeRole != "" {
		lines = append(lines, "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
	}
	var words []string
	for _, path := range l.handed() {
		words = append(words, tarWord(path))
	}
	lines = append(lines, l.batchID(),
		`tar -czf "/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz" `+strings.Join(words, " "),
		`aws s3 cp --only-show-errors "/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz" "$cdc_batch/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz"`)
	return []string{"(\n" + indent(strings.Join(lines, "\n")) + "\n)"}
}

// handed are the paths that go on: the artifacts, and the dotenv report.
func (l *lowering) handed() []string {
	var out []string
	if l.j.Artifacts != nil {
		out = append(out, l.j.Artifacts.Paths...)
	}
	if l.j.Reports != nil && l.j.Reports.Dotenv != "" {
		out = append(out, l.j.Reports.Dotenv)
	}
	return out
}

// wildcards cuts a path into what the shell expands and what it must not.
var wildcards = regexp.MustCompile(`[*?]+|[^*?]+`)

// tarWord is a path as an argument: `*` and `?` are the shell's own; a directory and all below it is the directory.
func tarWord(path string) string {
	for _, all := range []string{"/**/*", "/**", "/"} {
		path = strings.TrimSuffix(path, all)
	}
	var b strings.Builder
	for _, part := range wildcards.FindAllString(path, -1) {
		if part[0] == '*' || part[0] == '?' {
			b.WriteString(part)
		} else {
			b.WriteString(shell.Quote(part))
		}
	}
	return b.String()
}

// downloads fetches what earlier jobs hand over. In a pipeline each artifact lies in a directory of its own (AWS
// CodeBuild User Guide, "Multiple input sources").
func (l *lowering) downloads() []string {
	if l.opt.Pipeline {
		return l.fromPipeline()
	}
	if !l.opt.Batch || l.p.Bucket == nil {
		return nil
	}
	var lines []string
	for _, n := range l.j.Needs {
		if !n.Artifacts {
			continue
		}
		for _, id := range NeededInstances(n) {
			lines = append(lines, fetch(id, n.Optional)...)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	lines = append([]string{"set -e", `cd "$CODEBUILD_SRC_DIR"`, l.batchID()}, lines...)
	return append([]string{"(\n" + indent(strings.Join(lines, "\n")) + "\n)"}, l.readDotenv()...)
}

// fetch unpacks one archive. An optional one may be missing, which `aws s3 ls` tells by status 1; any other failure is
// one.
func fetch(id string, optional bool) []string {
	get := []string{`aws s3 cp --only-show-errors "$cdc_batch/` + id + `.tgz" "/tmp/` + id + `.tgz"`, `tar -xzf "/tmp/` + id + `.tgz"`}
	if !optional {
		return get
	}
	return []string{"cdc_found=0",
		`aws s3 ls "$cdc_batch/` + id + `.tgz" > /dev/null || cdc_found=$?`,
		`case "$cdc_found" in`, "  0)", "    " + get[0], "    " + get[1], "    ;;",
		`  1) echo "` + id + ` handed over nothing." ;;`, "  *) exit 1 ;;", "esac"}
}

// NeededInstances are the identifiers of the builds that a need means: all combinations of the job, or those that the
// need names.
func NeededInstances(n plan.Need) []string {
	var out []string
	for _, i := range Instances(n.Job) {
		if matches(i, n.Matrix) {
			out = append(out, InstanceIdentifier(n.Job, i))
		}
	}
	return out
}

func matches(instance, wanted []plan.Var) bool {
	for _, w := range wanted {
		for _, v := range instance {
			if v.Name == w.Name && v.Value.Must() != w.Value.Must() {
				return false
			}
		}
	}
	return true
}

func (l *lowering) fromPipeline() []string {
	var out []string
	for _, n := range l.j.Needs {
		if !n.Artifacts {
			continue
		}
		for _, id := range NeededInstances(n) {
			out = append(out, `cp -R "$CODEBUILD_SRC_DIR_`+id+`/." "$CODEBUILD_SRC_DIR"`)
		}
	}
	return append(out, l.readDotenv()...)
}

// readDotenv exports the variables that the needed jobs wrote into their dotenv reports: lines of NAME=value, taken
// literally, as GitLab takes them.
func (l *lowering) readDotenv() []string {
	var out []string
	for _, n := range l.j.Needs {
		if r := n.Job.Reports; n.Artifacts && r != nil && r.Dotenv != "" {
			out = append(out, exportDotenv(r.Dotenv))
		}
	}
	return out
}

// exportDotenv reads one such file. A job that wrote none hands over none, which is no failure.
func exportDotenv(path string) string {
	file := `"$CODEBUILD_SRC_DIR` + slashDir(path) + `"`
	return "if [ -f " + file + ` ]; then
  while IFS='=' read -r cdc_name cdc_value; do
    case "$cdc_name" in '' | '#'*) continue ;; esac
    export "$cdc_name=$cdc_value"
  done < ` + file + `
fi`
}

// loadDotenv makes the values of the job's own dotenv report variables of the build, so that CodeBuild can export them.
func (l *lowering) loadDotenv(d *draft) {
	if len(DotenvNames(l.j)) > 0 && l.opt.Version != "0.1" {
		d.add(exportDotenv(l.j.Reports.Dotenv))
	}
}

var dotenvName = regexp.MustCompile(`(?:^|[\s"'])([A-Za-z_][A-Za-z0-9_]*)=`)

// DotenvNames are the variables that the job's steps visibly write into its dotenv report: `echo "NAME=…" >> FILE`.
// CodeBuild wants the names of exported variables in the file.
func DotenvNames(j *plan.Job) []string {
	if j.Reports == nil || j.Reports.Dotenv == "" {
		return nil
	}
	file := j.Reports.Dotenv[strings.LastIndexByte(j.Reports.Dotenv, '/')+1:]
	var out []string
	seen := map[string]bool{}
	for i := range j.Steps {
		for _, c := range j.Steps[i].Commands {
			for _, line := range strings.Split(c.Script.Shell(Name), "\n") {
				before, ok := strings.CutSuffix(strings.TrimRight(line, " \"'"), file)
				m := dotenvName.FindStringSubmatch(before)
				if !ok || m == nil || !strings.Contains(before, ">") || seen[m[1]] {
					continue
				}
				seen[m[1]] = true
				out = append(out, m[1])
			}
		}
	}
	return out
}
