package buildspec

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// readDotenv exports the variables that the needed jobs wrote into their dotenv reports: lines of NAME=value, taken
// literally, as GitLab takes them.
func (l *lowering) readDotenv() []string {
	var files []string
	for _, n := range l.j.Needs {
		r := n.Job.Reports
		if !n.Artifacts || r == nil || r.Dotenv == "" {
			continue
		}
		for _, i := range Instances(n.Job) {
			if file := inInstance(r.Dotenv, i); matches(i, n.Matrix) && !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	for i, file := range files {
		files[i] = exportDotenv(file)
	}
	return files
}

// exportDotenv reads one such file. A job that wrote none hands over none, which is no failure.
func exportDotenv(path string) string {
	file := `"$CODEBUILD_SRC_DIR` + slashDir(path) + `"`
	return "if [ -f " + file + ` ]; then
  while IFS='=' read -r cdc_name cdc_value || [ -n "$cdc_name" ]; do
    case "$cdc_name" in '' | '#'*) continue ;; esac
    export "$cdc_name=$cdc_value"
  done < ` + file + `
fi`
}

// loadDotenv makes the values of the job's own dotenv report variables of the build, so that CodeBuild can export them.
func (l *lowering) loadDotenv(d *draft) {
	if len(DotenvNames(l.j)) > 0 && l.opt.Version != "0.1" {
		d.add(exportDotenv(l.path(l.j.Reports.Dotenv)))
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
