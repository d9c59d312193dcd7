package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cdc-dev/cdc/internal/golden"
)

// trapTitles say what happens in each trap; its number is the place, from 1.
var trapTitles = []string{
	// 1
	"In buildspec 0.1 every command starts in a fresh shell, so directories and variables are forgotten",
	"Commands joined by && lose all that follows a comment, and break here-documents",
	"In buildspec 0.2 functions, options and traps of one command are unknown to the next",
	"CodeBuild looks at the last line of a command only",
	"A test before && fails the step on some executors and not on others",
	"So does a negated command",
	"What fails in a pipe is seen by some shells only",
	"exit 0 ends a job, a command, or a script, depending on who runs it",
	"[[ is no command of sh, which then takes the other branch",
	// 10
	"Arrays, substrings and other forms of bash fail in sh, or silently mean something else",
	"export hides that the command inside it failed",
	"export without a name prints every variable, secrets too",
	"A role that could not be assumed leaves the job with the machine's own rights",
	"A plain assignment reaches child processes on one executor and not on another",
	"A background process cannot be awaited by a later command",
	"A trap on EXIT fires at the end of a command, or never",
	"GitLab's after_script starts in a new shell and in the project's root",
	"A command with a colon and a space is a map for YAML",
	"An image with an entrypoint of its own gets no shell from GitLab",
	// 20
	"CodeBuild runs post_build behind a build that failed",
	"A failing command of post_build fails the whole build",
	"CodeBuild tells nothing when install fails",
	"CodeBuild uploads artifacts of failed builds, too",
	"Shippable goes on behind a command that fails in on_success",
	"Shippable runs a default command where a section is empty, and Ruby where no language is named",
	"A job of GitLab that only installs has no script, and is refused",
	"A job's before_script replaces the one of default",
	"A merge key takes one level over, extends all of them",
	"A dollar in a variable means three things on three targets",
	// 30
	"Shippable's shell runs what stands in backquotes in a variable",
	"A list of variables is a list of builds for Shippable",
	"CodeBuild does not expand a path of the workspace in a variable",
	"Variables of the project outrank those of the file",
	"Versions, accounts and times are numbers for YAML",
	"A library's writer of YAML leaves texts plain that other readers take for numbers",
	"A short commit has eight characters on GitLab and seven elsewhere",
	"A branch's name is no name of a stack or host",
	"CodeBuild's ref has a prefix, and is empty where nobody pushed",
	"Shippable's name of the repository lacks its owner",
	// 40
	"Some names of variables belong to the executor",
	"AWS cuts off or refuses names that are too long",
	"A secret in a variable, or exported, is shown",
	"Shippable does not decrypt secrets for pull requests of forks",
	"GitLab refuses a pipeline in which a needed job is absent",
	"GitLab refuses a need that stands in a later stage",
	"A manual job of GitLab holds nothing back, unless a rule makes it manual",
	"The job that stops a review app would hold the pipeline back",
	"The job that stops a review app runs when its branch is gone",
	"Without artifacts there is nothing to fetch from a job",
	// 50
	"Rules in one job can make two pipelines of one push",
	"The push of a tag is a push",
	"A condition on changed files holds where there is nothing to compare",
	"dir/** is one level for GitLab",
	"A nightly run meets a condition on its branch",
	"A filter of paths can leave a merge request without a pipeline",
	"A webhook's filter matches names that merely contain it",
	"Filters of a group must all hold, groups stand for alternatives",
	"Shippable builds every pull request, with the file that it brings",
	"An identifier of a batch has no dash, so two names can meet",
	// 60
	"A batch has a matrix or a graph, not both",
	"Builds of a batch hand each other no files",
	"A schedule starts no batch",
	"A failure that may be is known to few targets",
	"A cached path is relative here and absolute there",
	"A directory as an artifact is a pattern on CodeBuild",
	"Artifacts of a pipeline go by the identifier of the job",
	"Shippable reads reports in two folders only",
	"A deployment that changes nothing is a failure for some releases of the AWS CLI",
	"A change set is made later than the call returns, and a stack under review is no stack yet",
	// 70
	"Parameters are written in three ways",
	"The role of an action is not the role of CloudFormation",
	"A pipeline over two accounts needs a key of its own, and roles that exist",
	"Docker on CodeBuild is a privilege of the project",
	"A client of Docker on GitLab needs four variables",
	"Options of one's own drop Shippable's privilege",
	"Only CodeBuild's own images choose runtimes",
	"An AppSpec's version is a number without quotes",
	"A lifecycle event of CodeDeploy has one hour in all",
	"Two builds with one key deploy one bundle",
	// 80
	"A timeout of CodeBuild has limits, and is the project's",
	"A call that fails inside a loop of polling is no failure",
	"A service of ECS is stable again after its deployment was rolled back",
}

// furtherTests look at a trap more closely, in this package or in others, as "package Test"; those whose cases carry numbers
// must have one of this number.
var furtherTests = map[int][]string{
	1:  {"targets/codebuild TestTraps"},
	2:  {"targets/codebuild TestTraps"},
	3:  {"targets/codebuild TestTraps"},
	4:  {"targets/codebuild TestTraps"},
	5:  {"targets/codebuild TestTraps", "conformance TestEqualBehaviour"},
	6:  {"targets/codebuild TestTraps"},
	7:  {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	8:  {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	9:  {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	10: {"targets/codebuild TestTraps", "compiler/shell TestCodes", "compiler/shell TestDash"},
	11: {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	12: {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	13: {"targets/codebuild TestTraps"},
	14: {"targets/codebuild TestTraps"},
	15: {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	16: {"targets/codebuild TestTraps", "compiler/shell TestCodes"},
	20: {"targets/codebuild TestTraps"},
	21: {"targets/codebuild TestTraps"},
	22: {"targets/codebuild TestTraps"},
	23: {"targets/codebuild TestTrapTexts"},
	25: {"targets/shippable TestTrapsInTheFile"},
	29: {"targets/codebuild TestTraps"},
	32: {"targets/codebuild TestTraps"},
	33: {"targets/codebuild TestTrapTexts"},
	34: {"targets/codebuild TestTrapTexts"},
	35: {"conformance TestNastyYAML", "internal/emit TestNasty"},
	36: {"targets/codebuild TestTraps"},
	37: {"targets/codebuild TestTraps"},
	38: {"targets/codebuild TestTraps"},
	42: {"targets/codebuild TestTrapTexts", "conformance TestPlantedSecrets"},
	44: {"compiler/event TestMissing"},
	50: {"conformance TestGitLabPipelines", "targets/gitlab TestTruth"},
	51: {"conformance TestGitLabPipelines", "targets/gitlab TestTruth"},
	52: {"conformance TestGitLabPipelines", "targets/gitlab TestTruth"},
	53: {"conformance TestGitLabPipelines", "targets/gitlab TestFnmatch"},
	54: {"conformance TestGitLabPipelines", "targets/gitlab TestTruth"},
	55: {"targets/gitlab TestNoRun"},
	58: {"targets/shippable TestPullRequests"},
	59: {"targets/codebuild TestTrapTexts"},
	60: {"targets/codebuild TestTrapTexts"},
	61: {"targets/codebuild TestTrapTexts"},
	62: {"targets/codebuild TestTrapTexts"},
	63: {"targets/codebuild TestTrapTexts"},
	64: {"targets/codebuild TestTrapTexts", "targets/shippable TestTrapsInTheFile"},
	65: {"targets/codebuild TestTrapTexts"},
	66: {"targets/codebuild TestTrapTexts"},
	68: {"conformance TestEmptyDeployments"},
	71: {"conformance TestTemplatePipelines"},
	72: {"conformance TestTemplatePolicies"},
	73: {"targets/codebuild TestTrapTexts"},
	75: {"targets/shippable TestTrapsInTheFile"},
	76: {"targets/codebuild TestTrapTexts"},
	77: {"targets/shippable TestTrapsInTheFile"},
	78: {"targets/shippable TestTrapsInTheFile"},
	79: {"targets/shippable TestTrapsInTheFile"},
	80: {"targets/codebuild TestTrapTexts"},
}

// TestTrapTable: every trap has a case, the further tests are there, and the table of docs/design.md is what the cases say.
func TestTrapTable(t *testing.T) {
	if len(trapTitles) != 82 {
		t.Fatalf("%d traps, want 82", len(trapTitles))
	}
	names, judges := map[int][]string{}, map[int][]string{}
	for _, c := range trapCases() {
		names[c.number] = append(names[c.number], fmt.Sprintf("%02d-%s", c.number, c.name))
		if !slices.Contains(judges[c.number], c.judge.name) {
			judges[c.number] = append(judges[c.number], c.judge.name)
		}
	}
	var table strings.Builder
	table.WriteString("| trap | what happens | cases of `TestTraps` | judge | further tests |\n| --- | --- | --- | --- | --- |\n")
	for i, title := range trapTitles {
		n := i + 1
		if len(names[n]) == 0 {
			t.Errorf("trap %d has no case", n)
		}
		for _, ref := range furtherTests[n] {
			exists(t, n, ref)
		}
		fmt.Fprintf(&table, "| %d | %s | %s | %s | %s |\n", n, title, code(names[n]), strings.Join(judges[n], ", "), code(furtherTests[n]))
	}
	path := "../docs/design.md"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const from, to = "<!-- traps, written by a test -->\n", "<!-- end of traps -->\n"
	before, rest, ok := strings.Cut(string(doc), from)
	_, after, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", path)
	}
	golden.Check(t, path, []byte(before+from+"\n"+table.String()+"\n"+to+after))
}

// code is names as a document shows them.
func code(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "`, `") + "`"
}

// exists finds a test by package and name.
func exists(t *testing.T, number int, ref string) {
	t.Helper()
	pkg, name, _ := strings.Cut(ref, " ")
	paths, _ := filepath.Glob(filepath.Join("..", filepath.FromSlash(pkg), "*_test.go"))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), "\nfunc "+name+"(t *testing.T)") {
			continue
		}
		if strings.Contains(name, "Trap") && !regexp.MustCompile(fmt.Sprintf(`\{"(\d+, )*%d(, \d+)*", "`, number)).Match(data) {
			t.Errorf("%s has no case of trap %d", ref, number)
		}
		return
	}
	t.Errorf("there is no test %s", ref)
}
