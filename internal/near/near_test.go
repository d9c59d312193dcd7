package near

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"steps", "stage", "needs", "create-change-set", "deploy-production", "continue_on_error", "eu-west-1", "eu-west-2", "äöü", "ab", "fmt", "--fail-on"}
	for _, c := range []struct{ word, want string }{
		{"stpes", "steps"},                         // two letters swapped
		{"step", "steps"},                          // one left out
		{"Steps", "steps"},                         // case
		{"continueOnError", "continue_on_error"},   // separators
		{"continue-on-error", "continue_on_error"}, //
		{"create", "create-change-set"},            // the beginning
		{"deploy-prod", "deploy-production"},       // the beginning, however long the rest
		{"deploy-producti", "deploy-production"},   //
		{"eu-wst-2", "eu-west-2"},                  // the nearest, not the first
		{"eu-west-3", "eu-west-1"},                 // the first of two that are as near
		{"äöu", "äöü"},                             // letters are characters, not bytes
		{"createx", ""},                            // and only with a dash behind it
		{"steperby", ""},                           // four letters of eight are no beginning
		{"stagecoaches", "stage"},                  // all of the known word
		{"ftm", "fmt"},
		{"--failon", "--fail-on"},
		{"-x", ""},
		{"steps", ""},                   // the word itself
		{"ac", ""},                      // half a word is no slip
		{"111111111111", ""},            // a number is no slip
		{"something", ""},               //
		{"", ""},                        //
		{string(make([]byte, 100)), ""}, // too long to search for
	} {
		if got := Nearest(c.word, known); got != c.want {
			t.Errorf("%q: %q, want %q", c.word, got, c.want)
		}
	}
}
