package gitlab

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// valueOf makes what stands behind a keyword of a job; nil for nothing.
type valueOf func(*job) emit.Value

// job is one job while it is written.
type job struct {
	*plan.Job
	file *file
	names
	// stop: the job stops an instance of an ephemeral environment.
	stop bool
	// shared is the hidden job that holds what the environment's jobs have in common; nil for none.
	shared *hidden
	// container is the image; nil leaves it to the runner.
	container emit.Value
	// lowered are the rules; none for GitLab's default.
	lowered []rule
	// start and end are messages about the pipeline, where it has no job but this one.
	start, end []string
}

// value writes the job: each keyword that has something to say, in the order of the table.
func (j *job) value() emit.Map {
	m := j.file.scratch[:0]
	for i := range jobKeys {
		if k := &jobKeys[i]; k.value != nil {
			if v := k.value(j); v != nil {
				m = append(m, emit.Entry{Key: k.name, Value: v})
			}
		}
	}
	j.file.scratch = m
	return slices.Clone(m)
}

// str is a text, or nothing.
func str(s string) emit.Value {
	if s == "" {
		return nil
	}
	return emit.Str(s)
}

// list is a list of texts, or nothing.
func list(texts []string) emit.Value {
	if len(texts) == 0 {
		return nil
	}
	return emit.Strs(texts...)
}

// mapping is a map, or nothing.
func mapping(m emit.Map) emit.Value {
	if len(m) == 0 {
		return nil
	}
	return m
}

// oneOrList is a text alone, several as a list.
func oneOrList(texts []string) emit.Value {
	if len(texts) == 1 {
		return emit.Str(texts[0])
	}
	return emit.Strs(texts...)
}

func (j *job) extends() emit.Value {
	if j.shared == nil {
		return nil
	}
	return emit.Str(j.shared.name)
}

func (j *job) stage() emit.Value { return str(j.Stage) }

func (j *job) tags() emit.Value {
	if tagsKey(j.Job) == j.file.defaultTags {
		return nil
	}
	return list(j.Runner.Tags)
}

func (j *job) image() emit.Value {
	if sameValue(j.container, j.file.defaultImage) {
		return nil
	}
	return j.container
}

// needs are the predecessors. A job without any waits for the stages before its own, which needs no key; but one that
// says so (`needs: []`) starts at once.
func (j *job) needs() emit.Value {
	if len(j.Needs) == 0 {
		if j.stop || j.NeedsGiven && j.file.stage[j.Stage] > 0 {
			return emit.Seq{}
		}
		return nil
	}
	out := make(emit.Seq, len(j.Needs))
	for i := range j.Needs {
		out[i] = need(&j.Needs[i])
	}
	return out
}

// need is a plain name where GitLab's defaults say the same: all artifacts, must be there.
func need(n *plan.Need) emit.Value {
	off := n.ArtifactsOff && (n.Job.Artifacts != nil || n.Job.Reports != nil)
	if !off && !n.Optional && len(n.Matrix) == 0 {
		return emit.Str(n.Job.Name)
	}
	m := emit.Map{{Key: "job", Value: emit.Str(n.Job.Name)}}
	if off {
		m.Add("artifacts", emit.Bool(false))
	}
	if n.Optional {
		m.Add("optional", emit.Bool(true))
	}
	if len(n.Matrix) > 0 {
		var row emit.Map
		for _, v := range n.Matrix {
			row.Add(v.Name, emit.Strs(v.Value.Must()))
		}
		flat(row)
		m.Add("parallel", emit.Map{{Key: "matrix", Value: emit.Seq{row}}})
	}
	return m
}

// flat writes the lists of a map on one line each.
func flat(m emit.Map) {
	for i := range m {
		m[i].Value = emit.Flow{Value: m[i].Value}
	}
}

// dependencies stops GitLab from handing a job the files of all earlier stages: files flow along `needs` only.
func (j *job) dependencies() emit.Value {
	if len(j.Needs) > 0 || j.NeedsGiven || j.stop || j.file.stage[j.Stage] <= j.file.firstFiles {
		return nil
	}
	return emit.Seq{}
}

func (j *job) parallel() emit.Value {
	if j.Matrix == nil {
		return nil
	}
	var rows emit.Seq
	if len(j.Matrix.Axes) > 0 {
		var row emit.Map
		for _, a := range j.Matrix.Axes {
			row.Add(a.Name, matrixValues(a.Values))
		}
		flat(row)
		rows = emit.Seq{row}
	} else {
		for _, instance := range j.Matrix.Instances {
			var row emit.Map
			for _, v := range instance {
				row.Add(v.Name, emit.Str(strings.ReplaceAll(v.Value.Must(), "$", "$$")))
			}
			rows = append(rows, row)
		}
	}
	return emit.Map{{Key: "matrix", Value: rows}}
}

func matrixValues(values []string) emit.Seq {
	out := make(emit.Seq, len(values))
	for i, v := range values {
		out[i] = emit.Str(strings.ReplaceAll(v, "$", "$$"))
	}
	return out
}

func (j *job) timeout() emit.Value {
	if j.Timeout == nil || j.Timeout.Text == j.file.defaultTimeout {
		return nil
	}
	return emit.Str(j.Timeout.Text)
}

func (j *job) retry() emit.Value {
	if j.Retry == nil || retryKey(j.Retry) == j.file.defaultRetry {
		return nil
	}
	return retryValue(j.Retry)
}

// retryKey is equal for retries that mean the same.
func retryKey(r *plan.Retry) string { return string(rune('0'+r.Max)) + strings.Join(r.When, ",") }

// classes are GitLab's failure reasons for each class of the language (CI/CD YAML reference, retry:when).
var classes = map[string][]string{
	"failure":        {"script_failure"},
	"infrastructure": {"runner_system_failure", "scheduler_failure"},
	"timeout":        {"stuck_or_timeout_failure", "job_execution_timeout"},
}

func retryValue(r *plan.Retry) emit.Value {
	if len(r.When) == 0 {
		return emit.Int(r.Max)
	}
	var when []string
	for _, class := range r.When {
		for _, reason := range classes[class] {
			if !slices.Contains(when, reason) {
				when = append(when, reason)
			}
		}
	}
	return emit.Map{{Key: "max", Value: emit.Int(r.Max)}, {Key: "when", Value: emit.Strs(when...)}}
}

// manual reports whether the job waits for a person.
func (j *job) manual() bool { return j.Gate != nil || j.stop }

func (j *job) rules() emit.Value {
	switch {
	case len(j.lowered) == 0:
		return nil
	case len(j.When) == 0 && !j.manual():
		return j.file.everywhereRules
	}
	return values(j.lowered, j.manual(), j.stop)
}

// values writes rules.
func values(rules []rule, gate, stop bool) emit.Seq {
	out := make(emit.Seq, len(rules))
	for i, r := range rules {
		out[i] = r.value(gate, stop)
	}
	return out
}

// when is a gate on a job without rules. There a manual job would not block, unless it must not fail (CI/CD YAML
// reference, when:manual).
func (j *job) when() emit.Value {
	if j.manual() && len(j.lowered) == 0 {
		return emit.Str("manual")
	}
	return nil
}

func (j *job) allowFailure() emit.Value {
	switch {
	case j.manual() && len(j.lowered) == 0:
		return emit.Bool(j.stop)
	case j.AllowFailure:
		return emit.Bool(true)
	}
	return nil
}

func (j *job) confirmation() emit.Value {
	if j.Gate == nil || j.stop {
		return nil
	}
	return str(j.Gate.Message)
}
