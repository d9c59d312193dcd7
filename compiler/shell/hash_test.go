package shell

import "testing"

// TestHashInWord: a # in the middle of a word is no comment, and one behind a subshell is.
func TestHashInWord(t *testing.T) {
	for _, text := range []string{
		`"$(a ''#)"`, `$(a ${V}#x)`, `$(a $V#x) "$(b)"`, "$(a `x`#x)", `$(a $(b)#x)`, `$(a "x"##)`, "(a)#x\nb", `$(a ${V#x} "y"#z)`,
	} {
		if _, fault := parse(text, Sh); fault != nil {
			t.Errorf("%s: %+v", text, *fault)
		}
	}
	if _, fault := parse("$(a 'x'#", Sh); fault == nil || fault.Start != 0 || fault.End != 2 {
		t.Errorf("what is open is not said: %+v", fault)
	}
}
