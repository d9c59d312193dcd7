// Package event knows which runs of a pipeline exist, and which jobs exist in each.
//
// A run is started by an event: a push to a branch, a tag, a merge request, a schedule on a branch, or a person or the
// API (manual) on a branch or a tag. Names of branches, tags and paths are endless, but a spec can tell apart only as
// many of them as its globs do. So the space of runs is finite: {events} × {classes of refs} × {classes of changed
// paths}, each class with a witness, a name that stands for all of its kind.
//
// The rules (docs/language.md, triggers and when):
//
//   - Triggers are closed: what is not listed starts nothing. Manual runs are on unless `manual: false`, on the branches
//     that `push` admits and the tags that `tag` admits; where nothing but `manual` is listed, on every ref.
//   - Without triggers the target's own default applies. Every target starts runs for branches and tags, by push and by
//     hand. None can be relied on to start one for a merge request or a schedule, so those runs are part of the space
//     only when a condition of the spec names them.
//   - Of a condition all parts must hold. `branches` is about the branch of a push, schedule or manual run, and of a merge
//     request's source; `tags` about the tag of a tag or manual run; `target_branches` about a merge request's target.
//     A run without the thing asked for does not match: a tag is on no branch. The one exception: where a condition has
//     both `branches` and `tags`, each speaks of its own kind of ref, because no run has both.
//   - `paths` restricts push and merge_request only. It holds when a changed file is in `paths` and not in `not_paths`.
//     A push with nothing to compare with (the first of a branch) counts as one that changed everything.
//   - A schedule runs on its branch; without one on the default branch, which the spec does not name: see
//     Space.defaultBranch.
//   - A merged merge request is a run of merge_request. A target that has no such event (GitLab, where it is a push to
//     the target branch) says so itself.
package event

import "github.com/cdc-dev/cdc/compiler/plan"

// Run is one concrete run.
type Run struct {
	Event plan.Event
	// Branch is the branch of a push, schedule or manual run, and the source branch of a merge request.
	Branch string
	// Tag is the tag of a tag run, or of a manual run on a tag.
	Tag string
	// Target is the branch that a merge request wants to enter.
	Target string
	// Changed is the changed files. Nil means that there is nothing to compare with: every path condition holds.
	Changed []string
}

// wantsBranch reports whether a run on a branch can match the filter, as far as the kind of its ref goes.
func wantsBranch(r *plan.Refs) bool {
	return len(r.TargetBranches) == 0 && (hasBranches(r) || !hasTags(r))
}

// wantsTag reports whether a run on a tag can match the filter, as far as the kind of its ref goes.
func wantsTag(r *plan.Refs) bool {
	return len(r.TargetBranches) == 0 && (hasTags(r) || !hasBranches(r))
}

func hasBranches(r *plan.Refs) bool { return len(r.Branches)+len(r.NotBranches) > 0 }

func hasTags(r *plan.Refs) bool { return len(r.Tags)+len(r.NotTags) > 0 }

// ManualOn returns the filters of the branches and the tags on which a manual run can be started; nil where none can.
func ManualOn(t *plan.Triggers) (branches, tags *plan.Refs) {
	switch {
	case t == nil:
		return &plan.Refs{}, &plan.Refs{}
	case !t.Manual:
		return nil, nil
	case t.Push == nil && t.Tag == nil && t.MergeRequest == nil && len(t.Schedules) == 0:
		return &plan.Refs{}, &plan.Refs{}
	}
	if t.Push != nil {
		branches = &t.Push.Refs
	}
	if t.Tag != nil {
		tags = &t.Tag.Refs
	}
	return branches, tags
}
