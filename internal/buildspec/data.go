package buildspec

import (
	"strings"

	"github.com/cdc-dev/cdc/compiler/glob"
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

// The builds of a batch share nothing but the source: order is all that depend-on gives. So declared artifacts travel
// through the artifact bucket, one archive for each build, under the batch's own id; two batches of one commit never mix.
// The calls are made as the build role, before the job takes another identity and after it gave that up.
//
// A declared file that is not there is told and left out, as GitLab does it: a job that misses it fails at the same step on
// every target.

// Store is the shell that finds where the builds of a batch hand each other files, the same in all of them: it sets
// cdc_batch to s3://BUCKET/PREFIX/batch/ID. It is empty without an artifact bucket.
func Store(b *plan.Bucket) string {
	if b == nil {
		return ""
	}
	key := plan.Join(plan.Lit("s3://"), b.Name)
	if !b.Prefix.Empty() {
		key = plan.Join(key, plan.Lit("/"), b.Prefix)
	}
	where := strings.TrimSuffix(shell.DoubleQuoted(plan.Join(key, plan.Lit("/batch/"))).Shell(Name), `"`)
	// The region is the build's own, whatever AWS_REGION says.
	return `cdc_region=$(echo "$CODEBUILD_BUILD_ARN" | cut -d: -f4)
cdc_batch=$(aws codebuild batch-get-builds --region "$cdc_region" --ids "$CODEBUILD_BUILD_ID" --query 'builds[0].buildBatchArn' --output text)
cdc_batch=` + where + `${cdc_batch##*:}"`
}

// HandsOver reports whether a later job can get files from this one. What a job keeps only when it fails is for people,
// unless the job may fail.
func HandsOver(j *plan.Job) bool {
	return j.Artifacts != nil && (j.Artifacts.When != "failure" || j.AllowFailure) || j.Reports != nil && j.Reports.Dotenv != ""
}

// Unsure reports whether the files of a need may be missing, because the job ran not or failed. To find out, the build must be
// allowed to list the bucket.
func Unsure(n plan.Need) bool { return n.Optional || n.Job.AllowFailure }

// handsLate reports whether the job's files go on behind its failure, too.
func handsLate(j *plan.Job) bool {
	return j.AllowFailure && j.Artifacts != nil && j.Artifacts.When != "success"
}

// handed are the paths that go on: the artifacts, and the dotenv report.
func (l *lowering) handed() []string {
	var out []string
	if a := l.j.Artifacts; a != nil && (a.When != "failure" || l.j.AllowFailure) {
		out = l.paths(a.Paths)
	}
	if l.j.Reports != nil && l.j.Reports.Dotenv != "" {
		out = append(out, l.path(l.j.Reports.Dotenv))
	}
	return out
}

// uploads hands the job's files to later builds of the batch.
func (l *lowering) uploads() []string {
	if !l.opt.Batch || l.opt.Store == "" || !l.opt.HandsOn || !HandsOver(l.j) {
		return nil
	}
	lines := []string{"set -e", `cd "$CODEBUILD_SRC_DIR"`}
	if c := l.j.Credentials; c != nil && c.AssumeRole != "" {
		lines = append(lines, "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
	}
	lines = append(lines, l.opt.Store)
	lines = append(lines, listing(l.handed())...)
	return []string{subshell(append(lines,
		`tar -czf "/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz" -T "/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.txt"`,
		`aws s3 cp --only-show-errors "/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz" "$cdc_batch/$CODEBUILD_BATCH_BUILD_IDENTIFIER.tgz"`))}
}

// listing lists what is there of some paths, a directory standing for all below it. The patterns are the language's, of
// which a shell knows neither `**` nor `{a,b}`.
func listing(paths []string) []string {
	const list = `"/tmp/$CODEBUILD_BATCH_BUILD_IDENTIFIER.txt"`
	var words, patterns []string
	for _, p := range paths {
		for _, all := range []string{"/**/*", "/**", "/"} {
			p = strings.TrimSuffix(p, all)
		}
		if name, ok := glob.Literal(p); ok {
			words = append(words, shell.Quote(name))
			continue
		}
		patterns = append(patterns, "find "+shell.Quote(folder(p))+" | grep -E "+shell.Quote(glob.Regexp("./"+p))+" >> "+list+
			" || echo "+shell.Quote("There is no "+p+" to hand on.")+" >&2")
	}
	first := ": > " + list
	if len(words) > 0 {
		first = "for cdc_path in " + strings.Join(words, " ") + `; do
  if [ -e "$cdc_path" ]; then echo "./$cdc_path"; else echo "There is no $cdc_path to hand on." >&2; fi
done > ` + list
	}
	return append([]string{first}, patterns...)
}

// folder is the directory below which all lies that a pattern matches: "./dist", or ".".
func folder(pattern string) string {
	before := "./" + pattern[:max(strings.IndexAny(pattern, "*?{"), 0)]
	return before[:strings.LastIndexByte(before, '/')]
}

// downloads fetches what earlier jobs hand over. In a pipeline each artifact lies in a directory of its own (AWS
// CodeBuild User Guide, "Multiple input sources").
func (l *lowering) downloads() []string {
	if l.opt.Pipeline {
		return l.fromPipeline()
	}
	if !l.opt.Batch || l.opt.Store == "" {
		return nil
	}
	lines := []string{"set -e", `cd "$CODEBUILD_SRC_DIR"`, l.opt.Store}
	none := len(lines)
	var ids []string
	unsure := false
	for _, n := range l.j.Needs {
		if !n.Artifacts || !HandsOver(n.Job) {
			continue
		}
		if may := Unsure(n); may != unsure {
			lines, ids, unsure = append(lines, fetch(ids, unsure)...), nil, may
		}
		ids = append(ids, NeededInstances(n)...)
	}
	if lines = append(lines, fetch(ids, unsure)...); len(lines) == none {
		return nil
	}
	return append([]string{subshell(lines)}, l.readDotenv()...)
}

// fetch unpacks archives, in order. Those of which it is unsure whether their builds ran or passed may be missing, which
// `aws s3 ls` tells by status 1; any other failure is one.
func fetch(ids []string, unsure bool) []string {
	get := func(id string) []string {
		return []string{`aws s3 cp --only-show-errors "$cdc_batch/` + id + `.tgz" "/tmp/` + id + `.tgz"`, `tar -xzf "/tmp/` + id + `.tgz"`}
	}
	switch {
	case len(ids) == 0:
		return nil
	case len(ids) == 1 && !unsure:
		return get(ids[0])
	}
	id := "$cdc_build"
	out := []string{"for cdc_build in " + strings.Join(ids, " ") + "; do"}
	if unsure {
		out = append(out, "  cdc_found=0",
			`  aws s3 ls "$cdc_batch/`+id+`.tgz" > /dev/null || cdc_found=$?`,
			`  case "$cdc_found" in`, "    0) ;;",
			`    1) echo "`+id+` handed over nothing." && continue ;;`, "    *) exit 1 ;;", "  esac")
	}
	for _, line := range get(id) {
		out = append(out, "  "+line)
	}
	return append(out, "done")
}

// subshell writes lines as one command in a shell of its own.
func subshell(lines []string) string {
	var b strings.Builder
	b.WriteString("(\n")
	for _, l := range lines {
		for line := range strings.Lines(l) {
			b.WriteString("  ")
			b.WriteString(line)
		}
		b.WriteByte('\n')
	}
	b.WriteByte(')')
	return b.String()
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
