package conformance

import (
	"os/exec"
	"testing"
)

// TestGoreleaser lets goreleaser judge the configuration of the release. It is not among the tools of setup.sh, because
// building it takes longer than all other judges together:
//
//	go install github.com/goreleaser/goreleaser/v2@v2.15.4
func TestGoreleaser(t *testing.T) {
	path, err := exec.LookPath("goreleaser")
	if err != nil {
		t.Skip("goreleaser is missing; go install github.com/goreleaser/goreleaser/v2@v2.15.4")
	}
	cmd := exec.Command(path, "check")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("goreleaser check: %v\n%s", err, out)
	}
}
