package diag

// Code is the name of a kind of finding.
type Code string

// Info is what `cdc explain CODE` and docs/findings.md say about a code.
type Info struct {
	Code Code
	// Level is the level that the code has by default.
	Level Level
	// Title is one short sentence, with a capital and a full stop: what the finding says, in general.
	Title string
	// Why is the consequence in the real world, in one to four sentences, with the platform's rule and its manual.
	Why string
	// Bad is a whole spec that has the finding; Good is the same spec mended. Both are run by a test.
	Bad, Good string
	// Target is the target to lint Bad for, when the finding is about one.
	Target string
}

// All lists every code, grouped by the stage that finds it. A test holds that each code in use stands here.
func All() []Info {
	var all []Info
	for _, group := range [][]Info{
		sourceCodes, shapeCodes, textCodes, secretCodes, graphCodes, conditionCodes, environmentCodes, gateCodes, dataCodes, shellCodes,
		targetCodes, lostCodes, gitlabCodes, shippableCodes, cfnCodes, appspecCodes, ignoreCodes, codebuildCodes,
	} {
		all = append(all, group...)
	}
	return all
}

// Lookup returns what is known about a code.
func Lookup(code Code) (Info, bool) {
	for _, i := range All() {
		if i.Code == code {
			return i, true
		}
	}
	return Info{}, false
}
