package diag

import "strings"

// head and tail frame the examples of this file: a spec that is right in all else.
const (
	sourceHead = "cdc: v1\nname: app\n"
	sourceJobs = sourceHead + "jobs:\n  build:\n    steps:\n"
	sourceGood = sourceJobs + "      - make\n"
)

// Codes about bytes and YAML (compiler/source).
var sourceCodes = []Info{
	{
		Code: "file-too-large", Level: Error,
		Title: "The file is larger than a spec may be.",
		Why: "A spec has at most 8 MiB, which is room for 20,000 jobs. What is larger is another file, named by mistake, or the " +
			"output of a program that went wrong. There is no example: it would not fit here.",
		Good: sourceGood,
	},
	{
		Code: "binary-file", Level: Error,
		Title: "The file is no text.",
		Why:   "Nothing of it was read. An archive or an image was named instead of the spec.",
		Bad:   "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", Good: sourceGood,
	},
	{
		Code: "not-utf8", Level: Error,
		Title: "The file is not UTF-8.",
		Why: "YAML 1.2.2 (5.2) knows UTF-8 and UTF-16, most tools know UTF-8 only, and a byte of another encoding has no " +
			"meaning that two readers share. Text with such a byte would reach a target as something else.",
		Bad: sourceHead + "description: caf\xe9\njobs: {build: {steps: [make]}}\n", Good: sourceHead + "description: café\njobs: {build: {steps: [make]}}\n",
	},
	{
		Code: "byte-order-mark", Level: Warning,
		Title: "The file starts with a byte order mark.",
		Why: "Some editors write one. YAML allows it, but several readers make it a part of the first key, which is then no " +
			"longer `cdc`. cdc skips it; other tools that look at the file may not.",
		Bad: "\ufeff" + sourceGood, Good: sourceGood,
	},
	{
		Code: "line-end", Level: Error,
		Title: "A character that ends the line for some readers only.",
		Why: "A lone carriage return ends a line for YAML and not for git or most editors; U+0085, U+2028 and U+2029 end it for " +
			"YAML 1.1 and not for YAML 1.2. What stands in which line would depend on who reads.",
		Bad: sourceHead + "description: a\u2028b\njobs: {build: {steps: [make]}}\n", Good: sourceHead + "description: \"a\\u2028b\"\njobs: {build: {steps: [make]}}\n",
	},
	{
		Code: "control-character", Level: Error,
		Title: "A character that nobody sees.",
		Why: "Control characters may not stand in YAML (1.2.2, 5.1), and those that turn the direction of text make a command do " +
			"something else than the reviewer reads. Where one is wanted, an escape in double quotes shows it.",
		Bad: sourceJobs + "      - echo a\u202eb\n", Good: sourceJobs + "      - \"echo a\\u202eb\"\n",
	},
	{
		Code: "empty-file", Level: Error,
		Title: "The file holds no spec.",
		Why:   "It is empty, or holds comments only.",
		Bad:   "# to be written\n", Good: sourceGood,
	},
	{
		Code: "not-a-map", Level: Error,
		Title: "The file is a list or a text.",
		Why:   "A spec is a map whose first key is `cdc`. A list or a text is another kind of file.",
		Bad:   "- make\n- make test\n", Good: sourceGood,
	},
	{
		Code: "two-documents", Level: Error,
		Title: "The file holds a second YAML document.",
		Why: "`---` starts another document, and `...` ends one. Most tools read only the first and drop the rest without a word, so " +
			"jobs behind the marker would never run.",
		Bad: sourceGood + "---\ncdc: v1\n", Good: sourceGood,
	},
	{
		Code: "yaml-directive", Level: Error,
		Title: "The file starts with a YAML directive.",
		Why: "`%YAML 1.1` changes how the same characters are read, and `%TAG` gives tags a meaning. A spec is read in one way: YAML " +
			"1.2, where text is text as written.",
		Bad: "%YAML 1.1\n---\n" + sourceGood, Good: sourceGood,
	},
	{
		Code: "yaml-tag", Level: Error,
		Title: "A value has a YAML tag.",
		Why: "`!` at the start of a value is a tag, which tells a reader to make something else of the value. A spec has none. Most " +
			"often a command that begins with `!` was meant.",
		Bad: sourceJobs + "      - ! grep -r TODO src\n", Good: sourceJobs + "      - '! grep -r TODO src'\n",
	},
	{
		Code: "tab-indent", Level: Error,
		Title: "A tab indents a line.",
		Why: "YAML forbids it (1.2.2, 6.1), because a tab is as wide as the editor likes. Only the first such line is reported; the " +
			"rest is read as if each tab were two blanks.",
		Bad: sourceHead + "jobs:\n\tbuild:\n\t\tsteps: [make]\n", Good: sourceGood,
	},
	{
		Code: "tab-in-text", Level: Warning,
		Title: "An unquoted text holds a tab.",
		Why:   "YAML keeps it, but several readers drop it and join the words around it. In quotes all readers agree.",
		Bad:   sourceJobs + "      - make\tall\n", Good: sourceJobs + "      - make all\n",
	},
	{
		Code: "yaml-syntax", Level: Error,
		Title: "The text is not YAML.",
		Why: "A character means something to YAML that the author did not mean: a bracket, a quote, a colon, or a sign such as `@` " +
			"that no unquoted text may begin with. What follows the fault is read all the same, so that one run shows all faults.",
		Bad: sourceJobs + "      - @make all\n", Good: sourceJobs + "      - '@make all'\n",
	},
	{
		Code: "missing-space", Level: Error,
		Title: "A colon or a dash is not followed by a blank.",
		Why: "`stage:build` is one word to YAML and no key with a value, and `-make` is no list item. Between brackets readers " +
			"even differ about it.",
		Bad:  sourceHead + "jobs:\n  build:\n    steps: [make]\n    timeout:5 minutes\n",
		Good: sourceHead + "jobs:\n  build:\n    steps: [make]\n    timeout: 5 minutes\n",
	},
	{
		Code: "bad-indent", Level: Error,
		Title: "A line stands between two levels.",
		Why: "Its indentation fits neither the lines above it nor those around them, so nobody can say what it belongs to. It was " +
			"not read.",
		Bad: sourceJobs + "      - make\n     - make test\n", Good: sourceJobs + "      - make\n      - make test\n",
	},
	{
		Code: "unclosed-quote", Level: Error,
		Title: "A quote is not closed.",
		Why: "The text would run on over all lines below. A quoted text of several lines is indented below its key (YAML 1.2.2, " +
			"7.3.1), which is how the line of the forgotten quote is known.",
		Bad: sourceJobs + "      - \"make all\n      - make test\n", Good: sourceJobs + "      - \"make all\"\n      - make test\n",
	},
	{
		Code: "unclosed-bracket", Level: Error,
		Title: "A bracket is not closed.",
		Why: "The list or map would run on over all lines below. The lines of a list in brackets are indented below its key, which " +
			"is how the forgotten bracket is known.",
		Bad:  sourceHead + "jobs:\n  build:\n    steps: [make, make test\n    timeout: 5 minutes\n",
		Good: sourceHead + "jobs:\n  build:\n    steps: [make, make test]\n    timeout: 5 minutes\n",
	},
	{
		Code: "bad-escape", Level: Error,
		Title: "A backslash in double quotes begins no escape.",
		Why: "In double quotes a backslash begins an escape (YAML 1.2.2, 5.7), and this one is none. In single quotes a backslash " +
			"is a backslash.",
		Bad: sourceJobs + "      - \"grep 'a\\.b' file\"\n", Good: sourceJobs + "      - \"grep 'a\\\\.b' file\"\n",
	},
	{
		Code: "key-not-text", Level: Error,
		Title: "A key is a list, a map or several lines.",
		Why: "YAML allows it, no tool of this world expects it. Most often a text that begins with `{{` or `[` stands where quotes " +
			"were needed.",
		Bad: sourceJobs + "      - make\n    vars:\n      ? A\n      : b\n", Good: sourceJobs + "      - make\n    vars:\n      A: b\n",
	},
	{
		Code: "duplicate-key", Level: Error,
		Title: "A key stands twice in one map.",
		Why: "Only one of the two could count, and readers differ about which. A second job of the same name would replace the " +
			"first, or be merged with it, without a word.",
		Bad:  sourceGood + "  build:\n    steps: [make test]\n",
		Good: sourceGood + "  test:\n    steps: [make test]\n",
	},
	{
		Code: "unknown-alias", Level: Error,
		Title: "An alias names no anchor above it.",
		Why: "`*name` stands for the value that `&name` marks, which must come first. Most often the name is misspelt, or a text " +
			"that begins with `*` stands where quotes were needed.",
		Bad:  sourceHead + "x-steps: &steps [make]\njobs:\n  build: {steps: *step}\n",
		Good: sourceHead + "x-steps: &steps [make]\njobs:\n  build: {steps: *steps}\n",
	},
	{
		Code: "alias-cycle", Level: Error,
		Title: "An alias stands inside its own anchor.",
		Why:   "What it stands for would contain itself and have no end.",
		Bad:   sourceHead + "x-steps: &steps [make, *steps]\njobs:\n  build: {steps: *steps}\n",
		Good:  sourceHead + "x-steps: &steps [make]\njobs:\n  build: {steps: *steps}\n",
	},
	{
		Code: "alias-bomb", Level: Error,
		Title: "Aliases make the file too large.",
		Why: "Ten lines of aliases to aliases can stand for more values than any machine holds (the billion laughs). Aliases may " +
			"make a file as large as 10,000 plus 20 times the values written in it.",
		Bad: sourceHead + "x-a: &a [a, a, a, a, a, a, a, a, a]\nx-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n" +
			"x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nx-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n" +
			"x-e: [*d, *d, *d, *d, *d, *d, *d, *d, *d]\njobs: {build: {steps: [make]}}\n",
		Good: sourceHead + "x-a: &a [make, make test]\njobs: {build: {steps: *a}}\n",
	},
	{
		Code: "merge-not-map", Level: Error,
		Title: "`<<` is given something other than maps.",
		Why:   "`<<` takes over the keys of a map, or of each map of a list (https://yaml.org/type/merge.html). A text has no keys.",
		Bad:   sourceHead + "x-steps: &steps [make]\njobs:\n  build: {<<: *steps, steps: [make]}\n",
		Good:  sourceHead + "x-build: &build {steps: [make]}\njobs:\n  build: {<<: *build}\n",
	},
	{
		Code: "too-deep", Level: Error,
		Title: "Maps and lists are nested too deeply.",
		Why:   "A spec needs about ten levels, and at most 200 are read, aliases followed. What is deeper was written to break readers.",
		Bad:   sourceHead + "x-a: " + strings.Repeat("[", 201) + strings.Repeat("]", 201) + "\njobs: {build: {steps: [make]}}\n",
		Good:  sourceHead + "x-a: [[a]]\njobs: {build: {steps: [make]}}\n",
	},
	{
		Code: "unclear-text", Level: Error,
		Title: "Two YAML readers disagree about a text.",
		Why: "Where a text has to be worked out, because its lines are joined or it has escapes, cdc reads it twice, with two " +
			"readers that share no code. Here they differ, and so might your editor.",
		Bad:  sourceHead + "description: one\n ---\n  two\njobs: {build: {steps: [make]}}\n",
		Good: sourceHead + "description: one --- two\njobs: {build: {steps: [make]}}\n",
	},
	{
		Code: "joined-item", Level: Warning,
		Title: "A list item is read as the end of the item above.",
		Why: "A line that is indented further than its neighbours continues their text (YAML 1.2.2, 7.3.3), dash and all. `make` and " +
			"`- test` become the one command `make - test`.",
		Bad: sourceJobs + "      - make\n        - make test\n", Good: sourceJobs + "      - make\n      - make test\n",
	},
	{
		Code: "joined-backslash", Level: Warning,
		Title: "A backslash joins lines that YAML had joined already.",
		Why: "YAML joins the lines of an unquoted text with a blank. The shell then sees a backslash before that blank, and takes both " +
			"for a character of the next word: `\\ --rm` is no option.",
		Bad: sourceJobs + "      - docker run \\\n        --rm alpine\n", Good: sourceJobs + "      - docker run\n        --rm alpine\n",
	},
}
