package rules

import (
	"slices"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/diag"
)

// readers are programs whose first operand is a file that must be there.
var readers = []string{"cat", "chmod", "cp", "mv", "rsync", "scp", "unzip"}

// shellReads finds commands that plainly read a file of a job in an earlier stage, where no `needs` hands it over: what
// works on GitLab without cdc, whose stages pass all artifacts on. It looks as far as nothing before can have made the
// file: the first commands of a job, in the root of the repository, and of those only the ones that a shell splits at blanks.
func (c *planner) shellReads(j *plan.Job, makers map[string][]maker) {
	if !c.staged(j) || len(j.Install)+len(j.Before) > 0 || len(makers) == 0 {
		return
	}
	for i := range j.Steps {
		s := &j.Steps[i]
		if s.Action != nil || s.State.Cd || s.Dir != "" {
			return
		}
		for _, command := range s.Commands {
			f, makesNone := fileRead(command.Script.Shell(func(plan.RunVar, string) string { return "$x" }))
			if m, found := c.earlier(j, f, makers); found {
				c.out.Add(diag.New(diag.Warning, "file-not-passed", s.At, s.Path, f+" is made in job "+m.Name+", which "+j.Name+
					" does not need; an earlier stage alone hands over no files").WithHelp("add to " + j.Name + ": needs: [" + m.Name + "]"))
				return
			}
			if !makesNone {
				return
			}
		}
	}
}

// fileRead is the file that a command reads, if that can be seen and it is one of the repository. makesNone says that it
// makes no file.
func fileRead(command string) (file string, makesNone bool) {
	words := strings.Fields(command)
	if len(words) == 0 || strings.ContainsAny(command, "\n|&;<>(){}$`'\"\\*?[#~=") {
		return "", false
	}
	if words[0] == "echo" {
		return "", true
	}
	makesNone = slices.Contains([]string{"cat", "chmod", "scp"}, words[0])
	if slices.Contains(readers, words[0]) {
		words = slices.DeleteFunc(words[1:], func(w string) bool { return strings.HasPrefix(w, "-") || strings.HasPrefix(w, "+") })
	}
	if len(words) == 0 || !strings.ContainsAny(words[0], "/.") || strings.HasPrefix(words[0], "/") {
		return "", makesNone
	}
	return clean(words[0]), makesNone
}

// earlier is the job of an earlier stage that keeps the file, which is known by its name or as part of a folder.
func (c *planner) earlier(j *plan.Job, f string, makers map[string][]maker) (*plan.Job, bool) {
	for p := f; p != ""; p = parent(p) {
		for _, m := range makers[p][:min(10, len(makers[p]))] {
			if c.stage[m.job.Stage] < c.stage[j.Stage] && covers(m.job.Artifacts, f) && c.space.Exists(j).Meets(c.space.Exists(m.job)) {
				return m.job, true
			}
		}
	}
	return nil, false
}
