package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler"
	"github.com/cdc-dev/cdc/internal/diag"
	"github.com/urfave/cli/v2"
)

func (p *program) compileCommand() *cli.Command {
	return &cli.Command{
		Name: "compile", Usage: "check a spec and write the files of its targets",
		UsageText: "cdc compile [FILE|-] [-t TARGET[,…]|all] [-o DIR|-] [--jobs JOB[,…]]\n" +
			"            [--check] [--diff] [--force] [--strict] [--lossy] [-q]",
		Description: `Checks the spec and writes the files of every target that it names, or that -t names, next to the spec or
under -o DIR. Without FILE it takes the cdc.yaml of this directory, or of the closest one above it in the
repository. "-" reads standard input as if it were ./cdc.yaml, and "-o -" prints the files.

A target that cannot do what the spec says refuses: its errors are shown, it writes nothing, and the others
are written. Files that cdc did not write are left alone without --force; those that it once wrote for this
spec and no longer writes are removed. All files are written, or none.

  cdc compile                            every target that the spec names
  cdc compile -t gitlab -o -             look at the result, write nothing
  cdc compile --check --diff             in CI: exit 4 when a spec or a generated file was changed alone

With --format json, sarif, gitlab or junit the findings are one document, and nothing follows it: no progress, no last line.

Exit codes: 0 done; 1 findings, or a target that refused; 2 wrong use; 3 a file could not be read or
written; 4 files on disk are out of date (--check).`,
		Flags: []cli.Flag{
			targetFlag(),
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "`DIR|-`: where the files go; - prints them, several behind lines `# --- path`"},
			&cli.StringSliceFlag{Name: "jobs", Usage: "`JOB[,…]`: compile these jobs only; what they need must be among them"},
			&cli.BoolFlag{Name: "check", Usage: "write nothing, and exit 4 when a file on disk differs"},
			&cli.BoolFlag{Name: "diff", Usage: "write nothing, and print what would change as a unified diff"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite files that cdc did not write"},
			strictFlag(),
			&cli.BoolFlag{Name: "lossy", Usage: "pass over warned losses in silence; never lifts a refusal"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "print no progress, no notes and no last line"},
			formatFlag(),
			failOnFlag(),
			colorFlag(),
		},
		Action: p.compile,
	}
}

// job is one compilation: what was asked for, and what came of it.
type job struct {
	*program
	c       *cli.Context
	in      input
	spec    *compiler.Spec
	run     []compiler.Target
	whole   bool // everything that the spec names: neither targets nor jobs were chosen
	found   diag.List
	files   []compiler.File
	wrote   []compiler.Target // the targets that did not refuse
	changed int               // files written or removed
}

func (p *program) compile(c *cli.Context) error {
	if c.Args().Len() > 1 {
		return usagef("run it once for each", "compile takes one spec, not %d", c.Args().Len())
	}
	asked, err := p.asked(c.StringSlice("target"))
	if err != nil {
		return err
	}
	if c.String("output") == "-" && (c.Bool("check") || c.Bool("diff")) {
		return usagef("", "--check and --diff compare with files on disk, and -o - has none")
	}
	j := &job{program: p, c: c}
	if j.in, err = p.open(c.Args().First(), ""); err != nil {
		return err
	}
	j.spec = compiler.Load(j.in.base, j.in.data)
	if err := j.choose(asked); err != nil {
		return err
	}
	jobs := list(c.StringSlice("jobs"))
	if err := j.knows(jobs); err != nil {
		return err
	}
	j.whole = asked == nil && len(jobs) == 0
	j.compile(jobs)
	j.report()
	err = j.deliver()
	if err != nil {
		p.fail(err)
	}
	if !j.silent() {
		p.count(j.changed, "written", j.found)
	}
	return nil
}

// choose finds the targets of the run. A spec that cannot be loaded names none; its findings say more than that.
func (j *job) choose(asked []compiler.Target) error {
	if j.run = asked; asked != nil {
		return nil
	}
	j.run = j.named(j.spec)
	if len(j.run) == 0 && !j.spec.Findings().HasErrors() {
		return usagef("choose some with -t ("+strings.Join(append(j.targetNames(), "all"), ", ")+"), or add for example `targets: {gitlab: {}}` to the spec",
			"%s names no target", j.in.name)
	}
	j.sayAbsent(j.absent(j.spec))
	return nil
}

// knows checks that the jobs of --jobs exist. Of a spec with errors nobody can tell.
func (j *job) knows(jobs []string) error {
	if len(jobs) == 0 || j.spec.Findings().HasErrors() {
		return nil
	}
	names := j.spec.Jobs()
	for _, n := range jobs {
		if !slices.Contains(names, n) {
			return usagef(meant(n, names, "`cdc graph` shows the jobs"), "%s has no job %q", j.in.name, n)
		}
	}
	return nil
}

// compile plans and emits for each target, and keeps the files of those that do not refuse.
func (j *job) compile(jobs []string) {
	found := slices.Concat(j.spec.Findings(), j.spec.Scripts(j.in.beside))
	files := make([][]compiler.File, len(j.run))
	for i, t := range j.run {
		var more diag.List
		files[i], more = j.spec.Compile(t, compiler.Options{
			Jobs: jobs, Lossy: j.c.Bool("lossy"),
		})
		found = append(found, more...)
	}
	j.found = settle(j.spec, found, j.in.name, j.covers(j.spec, j.run) && len(jobs) == 0, j.c.Bool("strict"))
	have := map[string][]byte{}
	for i, t := range j.run {
		if j.refused(t.Name) {
			continue
		}
		j.wrote = append(j.wrote, t)
		for _, f := range files[i] {
			j.add(f, have)
		}
	}
}

// refused reports whether an error stands against a target: one of its own, or one of the language.
func (j *job) refused(target string) bool {
	return slices.ContainsFunc(j.found, func(d diag.Diagnostic) bool {
		return d.Level == diag.Error && (d.Target == "" || d.Target == target)
	})
}

// add keeps a file that it does not have yet. Targets may share one (appspec.yml), if they agree about it.
func (j *job) add(f compiler.File, have map[string][]byte) {
	if data, ok := have[f.Path]; ok {
		if !bytes.Equal(data, f.Data) {
			panic("two targets write different texts to " + f.Path)
		}
		return
	}
	have[f.Path] = f.Data
	j.files = append(j.files, f)
}

// report prints the findings.
func (j *job) report() {
	found := j.found
	if j.c.Bool("quiet") {
		found = quiet(found)
	}
	j.judge(found, j.c.String("fail-on"))
	f, _ := format(j.c.String("format"))
	j.program.err.Write(f.Print(diag.Report{
		Found: found, Files: []diag.File{text(j.in, j.spec)},
		Color: j.color(j.c.String("color"), j.errTTY), Version: buildOf().Version,
	}))
}

// deliver prints, compares or writes the files.
func (j *job) deliver() error {
	if j.c.String("output") == "-" {
		j.print()
		return nil
	}
	if len(j.wrote) == 0 {
		return nil
	}
	dry := j.c.Bool("check") || j.c.Bool("diff")
	dir := j.in.dir
	if o := j.c.String("output"); o != "" {
		dir = o
	}
	d, err := openDisk(dir, !dry && len(j.files) > 0)
	if err != nil {
		return err
	}
	defer d.close()
	changes, err := j.changes(d)
	if err != nil {
		return err
	}
	if dry {
		j.compare(d, changes)
		return nil
	}
	return j.write(d, changes)
}

func (j *job) print() {
	for _, f := range j.files {
		if len(j.files) > 1 {
			fmt.Fprintf(j.out, "# --- %s\n", f.Path)
		}
		j.out.Write(f.Data)
	}
	j.changed = len(j.files)
}

// changes lists what writing the files would change on disk, what is stale last.
func (j *job) changes(d *disk) ([]change, error) {
	var out []change
	for _, f := range j.files {
		c, err := d.change(f.Path, f.Data[:len(f.Data):len(f.Data)], j.in.base)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	stale, err := d.stale(j.owners(), out, j.in.base)
	return append(out, stale...), err
}

// compare tells which files are out of date, and how.
func (j *job) compare(d *disk, changes []change) {
	for _, c := range changes {
		if !c.differs() {
			continue
		}
		if j.c.Bool("check") {
			j.outdated = true
			j.say("%s", outOfDate(d.show(c.path), c))
		}
		if j.c.Bool("diff") {
			j.out.Write(unified(c.path, c.old, c.data))
		}
	}
}

func outOfDate(name string, c change) string {
	switch {
	case c.old == nil:
		return name + " is missing"
	case c.data == nil:
		return name + " is no longer generated from this spec"
	case c.foreign != "":
		return name + " differs, and " + c.foreign
	}
	return name + " is out of date"
}

// write makes the changes, unless one of them would overwrite somebody else's file.
func (j *job) write(d *disk, changes []change) error {
	var todo []change
	var errs []error
	for _, c := range changes {
		if c.foreign != "" && c.differs() && !j.c.Bool("force") {
			errs = append(errs, fmt.Errorf("%s is there and %s; nothing on disk has changed (move it away, or overwrite it with --force)", d.show(c.path), c.foreign))
		}
		if c.differs() {
			todo = append(todo, c)
		}
	}
	if len(errs) > 0 {
		for _, err := range errs[1:] {
			j.fail(err)
		}
		return errs[0]
	}
	release := hold()
	defer release()
	if err := d.commit(todo); err != nil {
		return err
	}
	for _, c := range changes {
		switch {
		case !c.differs():
			j.say("%s is up to date", d.show(c.path))
		case c.data == nil:
			j.say("removed %s: this spec no longer generates it", d.show(c.path))
		default:
			j.changed++
			j.say("wrote %s", d.show(c.path))
		}
	}
	return nil
}

// say tells of progress.
func (j *job) say(format string, args ...any) {
	if !j.silent() {
		fmt.Fprintf(j.program.err, format+"\n", args...)
	}
}

// silent reports whether nothing but findings goes to standard error: where they are one document, whatever followed it
// there would keep programs from reading it.
func (j *job) silent() bool { return j.c.Bool("quiet") || document(j.c.String("format")) }

// owners are the targets whose files of earlier runs may go: those that were written, and, when all that the spec names was
// compiled, those that it does not name any more. One that refuses keeps its files.
func (j *job) owners() []compiler.Target {
	out := slices.Clone(j.wrote)
	for _, t := range j.targets {
		if j.whole && !slices.ContainsFunc(j.run, func(r compiler.Target) bool { return r.Name == t.Name }) {
			out = append(out, t)
		}
	}
	return out
}
