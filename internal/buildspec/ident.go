package buildspec

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
)

// Identifier is a job's name as CodeBuild and CodePipeline take it: letters, digits and "_" (AWS CodeBuild User Guide,
// "Batch build buildspec reference": identifier). Two jobs can get the same one; Collisions finds them.
func Identifier(name string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '_'
	}, name)
}

// InstanceIdentifier is the identifier of one combination of the job's matrix; of a job without one, the job's.
func InstanceIdentifier(j *plan.Job, instance []plan.Var) string {
	name := j.Name
	for _, v := range instance {
		name += "_" + v.Value.Must()
	}
	return Identifier(name)
}

// ByInstance reports whether each combination of the job's matrix needs a file of its own: nothing expands the paths of a
// buildspec, and one image selects runtimes where another knows none.
func ByInstance(j *plan.Job) bool {
	if j.Matrix == nil || len(j.Matrix.Instances) == 0 {
		return false
	}
	var paths []string
	if a := j.Artifacts; a != nil {
		paths = append(paths, a.Paths...)
	}
	if c := j.Cache; c != nil {
		paths = append(paths, c.Paths...)
	}
	if r := j.Reports; r != nil {
		paths = append(append(append(paths, r.JUnit...), r.Cobertura...), r.Dotenv)
	}
	if slices.ContainsFunc(paths, plan.HasMatrix) {
		return true
	}
	selects := func(i []plan.Var) bool { image := ImageOf(j, i); return image == "" || Managed(image) }
	return len(j.Runtime) > 0 && slices.ContainsFunc(j.Matrix.Instances, func(i []plan.Var) bool {
		return selects(i) != selects(j.Matrix.Instances[0])
	})
}

// Files are the combinations of the job's matrix that have a file of their own; one nil for all when they share it.
func Files(j *plan.Job) [][]plan.Var {
	if ByInstance(j) {
		return j.Matrix.Instances
	}
	return [][]plan.Var{nil}
}

// inInstance is a path in one combination of the matrix.
func inInstance(path string, instance []plan.Var) string {
	if !plan.HasMatrix(path) {
		return path
	}
	return plan.MatrixPath(path, func(name string) string {
		for _, v := range instance {
			if v.Name == name {
				return v.Value.Must()
			}
		}
		return "$" + name
	})
}

// path is a path in the combination that the file is for.
func (l *lowering) path(path string) string { return inInstance(path, l.opt.Instance) }

func (l *lowering) paths(list []string) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = l.path(p)
	}
	return out
}

// Path is where the buildspec of one of several jobs lies: that of one combination of its matrix, or of all.
func Path(j *plan.Job, instance []plan.Var) string {
	full := j.Name
	for _, v := range instance {
		full += "-" + v.Value.Must()
	}
	name := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, full)
	return "buildspec/" + name + ".yml"
}

// Instances are the combinations of a job; a job without a matrix has one, with no variables, and so has one whose matrix
// is faulty, which the rules report.
func Instances(j *plan.Job) [][]plan.Var {
	if j.Matrix == nil || len(j.Matrix.Instances) == 0 {
		return [][]plan.Var{nil}
	}
	return j.Matrix.Instances
}

// Collisions returns, for each job whose identifier or file an earlier job has already, that earlier job. Paths are
// compared without case, because some file systems do.
func Collisions(jobs []*plan.Job) [][2]*plan.Job {
	seen := map[string]*plan.Job{}
	var out [][2]*plan.Job
	for _, j := range jobs {
		var names []string
		for _, i := range Files(j) {
			names = append(names, "path "+strings.ToLower(Path(j, i)))
		}
		for _, i := range Instances(j) {
			names = append(names, InstanceIdentifier(j, i))
		}
		for _, n := range names {
			if other := seen[n]; other != nil {
				out = append(out, [2]*plan.Job{other, j})
				break
			}
			seen[n] = j
		}
	}
	return out
}

// Repeats reports whether two combinations of the job's matrix are equal in all values.
func Repeats(j *plan.Job) bool {
	seen := map[string]bool{}
	for _, i := range Instances(j) {
		key := ""
		for _, v := range i {
			key += v.Name + "=" + v.Value.String() + "\n"
		}
		if seen[key] {
			return true
		}
		seen[key] = true
	}
	return false
}

// TaskOf is one build of a graph, without its place in it.
func TaskOf(j *plan.Job, instance []plan.Var) Task {
	t := Task{Image: ImageOf(j, instance), Compute: ComputeType(j.Runner.Compute), IgnoreFailure: j.AllowFailure,
		Privileged: j.Docker || len(j.Services) > 0}
	if j.Runner.Arch == "arm64" {
		t.Type = "ARM_CONTAINER"
	}
	for _, v := range instance {
		t.Variables = append(t.Variables, Pair{v.Name, v.Value.Must()})
	}
	return t
}

// ComputeType is CodeBuild's name of a machine size, or "" for the project's own.
func ComputeType(size string) string {
	if size == "" {
		return ""
	}
	return "BUILD_GENERAL1_" + strings.ToUpper(size)
}

// RunValues reports whether the job's steps, hooks or variables use one of the run-time values.
func RunValues(p *plan.Plan, j *plan.Job, values ...plan.RunVar) bool {
	l := &lowering{p: p, j: j}
	u := used{}
	u.steps(j.Install, j.Before, j.Steps, j.OnSuccess, j.OnFailure, j.Always)
	for _, v := range l.vars() {
		for _, part := range v.Value {
			u[part.Var] = true
		}
	}
	for _, v := range values {
		if u[v] {
			return true
		}
	}
	return false
}
