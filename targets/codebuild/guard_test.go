package codebuild_test

import "testing"

// TestGuard starts the build of a guarded job in every way that CodeBuild can, and holds whether the job runs.
func TestGuard(t *testing.T) {
	p, ok := tryPlan(t, "../../testdata/golden/codebuild-guard/cdc.yaml")
	if !ok {
		t.Fatal("the case has faults")
	}
	files, found := compile(p)
	if found.HasErrors() {
		t.Fatal(findings(found))
	}
	out := map[string][]byte{}
	for _, f := range files {
		out[f.Path] = f.Data
	}
	const runs, skipped, refused = "make tools | make release | make clean; ok", "ok", "failed"
	webhook := func(trigger, base string) map[string]string {
		return map[string]string{"CODEBUILD_WEBHOOK_TRIGGER": trigger, "CODEBUILD_WEBHOOK_BASE_REF": base}
	}
	started := func(version, by string) map[string]string {
		return map[string]string{"CODEBUILD_WEBHOOK_TRIGGER": "", "CODEBUILD_WEBHOOK_HEAD_REF": "", "CODEBUILD_SOURCE_VERSION": version, "CODEBUILD_INITIATOR": by}
	}
	for _, c := range []struct {
		name string
		env  map[string]string
		want string
	}{
		{"a push to main", webhook("branch/main", ""), runs},
		{"a push to main-2", webhook("branch/main-2", ""), skipped},
		{"a push to release/1", webhook("branch/release/1", ""), runs},
		{"a push to release/1/2", webhook("branch/release/1/2", ""), skipped},
		{"a tag v1", webhook("tag/v1", ""), runs},
		{"a tag v1-rc1", webhook("tag/v1-rc1", ""), skipped},
		{"a tag main", webhook("tag/main", ""), skipped},
		{"a pull request to main", webhook("pr/7", "refs/heads/main"), runs},
		{"a pull request to other", webhook("pr/7", "refs/heads/other"), skipped},
		{"the schedule", started("", "rule/nightly"), runs},
		{"a person on main", started("refs/heads/main", "ann"), runs},
		{"a person on main, as the console says it", started("refs/heads/main^{8f14e45f}", "ann"), runs},
		{"a person on other", started("refs/heads/other", "ann"), skipped},
		{"a person on a tag", started("refs/tags/v1", "ann"), skipped},
		{"a person with a commit only", started("8f14e45f", "ann"), refused},
		{"a person with nothing", started("", "ann"), refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := run(t, out, c.env, 0); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
