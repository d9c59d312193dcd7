package rules

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/spec"
)

// cronField is one of the five fields.
type cronField struct {
	name     string
	low, top int
	names    []string
}

var cronFields = []cronField{
	{"minute", 0, 59, nil},
	{"hour", 0, 23, nil},
	{"day of the month", 1, 31, nil},
	{"month", 1, 12, []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
	{"day of the week", 0, 7, []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}},
}

var cronNicknames = map[string]string{"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
	"@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *"}

// crons checks the schedules.
func (c *checker) crons() {
	if c.s.Triggers == nil {
		return
	}
	seen := map[string]bool{}
	for i, s := range c.s.Triggers.Schedule {
		path := index("triggers.schedule", i)
		if s.Cron.Set() {
			c.cron(s.Cron, path+".cron")
		}
		if key := s.Cron.V + "\n" + s.Branch.V; s.Cron.Set() && seen[key] {
			c.warn("name-twice", s.Cron.At(), path, "the same time on the same branch stands here twice, and starts two runs", "delete one of them")
		} else {
			seen[key] = true
		}
	}
}

// cron checks one cron line (POSIX.1-2017, crontab: five fields).
func (c *checker) cron(t spec.Text, path string) {
	if strings.Contains(t.V, "${{") {
		return
	}
	if five, ok := cronNicknames[strings.ToLower(t.V)]; ok {
		c.error("bad-cron", t.At(), path, t.V+" is not understood by every target", "write \""+five+"\"")
		return
	}
	fields, starts := cut(t.V)
	if len(fields) != 5 {
		help := "minute, hour, day of the month, month, day of the week, such as \"0 3 * * *\""
		switch {
		case strings.HasPrefix(t.V, "cron("):
			help = "that is AWS's own form; write the five fields of crontab, such as \"0 3 * * *\""
		case len(fields) == 6:
			help = "there is no field for seconds or for the year; " + help
		}
		c.error("bad-cron", t.At(), path, "a schedule has five fields, and this one has "+strconv.Itoa(len(fields)), help)
		return
	}
	sets := make([]map[int]bool, 5)
	for i, f := range fields {
		set, fault := cronSet(f, cronFields[i])
		if fault != "" {
			c.error("bad-cron", t.Node.Sub(starts[i], starts[i]+len(f)), path, cronFields[i].name+": "+fault, cronHelp(cronFields[i]))
			return
		}
		sets[i] = set
	}
	if at, message := neverComes(fields, sets); message != "" {
		c.error("bad-cron", t.Node.Sub(starts[at], starts[at]+len(fields[at])), path, message, "")
	}
}

func cronHelp(f cronField) string {
	return "it is " + strconv.Itoa(f.low) + " to " + strconv.Itoa(f.top) + ", `*`, a list (1,3), a range (1-5) or a step (*/2)"
}

// cut splits at blanks and keeps where each part begins.
func cut(s string) (parts []string, starts []int) {
	for i := 0; i < len(s); {
		if s[i] == ' ' || s[i] == '\t' {
			i++
			continue
		}
		end := i
		for end < len(s) && s[end] != ' ' && s[end] != '\t' {
			end++
		}
		parts, starts = append(parts, s[i:end]), append(starts, i)
		i = end
	}
	return parts, starts
}

// cronSet returns the values of a field, or what is wrong with it.
func cronSet(s string, f cronField) (map[int]bool, string) {
	set := map[int]bool{}
	for _, part := range strings.Split(s, ",") {
		body, stepText, stepped := strings.Cut(part, "/")
		step := 1
		if stepped {
			n, err := strconv.Atoi(stepText)
			if err != nil || n < 1 || n > f.top {
				return nil, quote(part) + " has a step that is no number from 1 to " + strconv.Itoa(f.top)
			}
			step = n
		}
		low, top := f.low, f.top
		if body != "*" {
			a, b, isRange := strings.Cut(body, "-")
			var ok bool
			if low, ok = cronValue(a, f); !ok {
				return nil, quote(part) + " is not one of its values"
			}
			if top = low; stepped {
				top = f.top
			}
			if isRange {
				if top, ok = cronValue(b, f); !ok {
					return nil, quote(part) + " is not one of its values"
				}
				if top < low {
					return nil, "the range " + body + " goes backwards"
				}
			}
		}
		for n := low; n <= top; n += step {
			set[n] = true
		}
	}
	return set, ""
}

func cronValue(s string, f cronField) (int, bool) {
	for i, name := range f.names {
		if strings.EqualFold(s, name) {
			return i + f.low, true
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && f.low <= n && n <= f.top && !strings.HasPrefix(s, "+")
}

// neverComes finds a date that no year has, such as 30 February. With a day of the week, too, either of the two days
// starts a run, so the date does not matter then.
func neverComes(fields []string, sets []map[int]bool) (field int, message string) {
	if fields[4] != "*" || fields[2] == "*" {
		return 0, ""
	}
	days := []int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	for m := range days {
		for d := 1; d <= days[m]; d++ {
			if sets[3][m+1] && sets[2][d] {
				return 0, ""
			}
		}
	}
	return 2, "no month of the fourth field has a day " + fields[2] + ", so this never starts a run"
}
