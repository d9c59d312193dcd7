package plan

import "github.com/cdc-dev/cdc/internal/diag"

// ArgPlace is where an argument of a typed step was written.
type ArgPlace struct {
	// Key is the argument's name in the language ("template", "revision.s3.key"); empty for the action as a whole.
	Key string
	At  diag.Range
	// Text is the argument as it was written, with its references; empty for lists and maps.
	Text string
}

// Written returns the text of an argument as it was written; empty for what is not there.
func (s *Step) Written(key string) string {
	for _, a := range s.Args {
		if a.Key == key && key != "" {
			return a.Text
		}
	}
	return ""
}

// Arg returns the place and the path of an argument of a typed step; those of the action, or of the step, when it was not
// written.
func (s *Step) Arg(key string) (diag.Range, string) {
	path := s.Path
	if s.Action != nil {
		path += "." + s.Action.Kind()
	}
	at := s.At
	for _, a := range s.Args {
		switch {
		case a.Key == key && key != "":
			return a.At, path + "." + key
		case a.Key == "":
			at = a.At
		}
	}
	return at, path
}
