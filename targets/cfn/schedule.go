package cfn

import (
	"strconv"
	"strings"

	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/internal/emit"
)

// schedules start the project at the times of the triggers. A scheduled rule cannot start a batch (AWS CodeBuild User
// Guide, "Batch builds"), so a batch has none; the buildspec's target says so.
func (p *project) schedules() {
	t := p.plan.Triggers
	if t == nil || len(t.Schedules) == 0 || p.batch() {
		return
	}
	p.t.resource("ScheduleRole", "AWS::IAM::Role", emit.Map{
		{Key: "AssumeRolePolicyDocument", Value: document(trustService(emit.Str("events.amazonaws.com")))},
		{Key: "Policies", Value: emit.Seq{policy("start", statement{actions: []string{"codebuild:StartBuild"},
			resources: []emit.Value{getAtt("Project", "Arn")}})}},
	})
	for i, s := range t.Schedules {
		p.t.resource("Schedule"+strconv.Itoa(i+1), "AWS::Events::Rule", scheduleRule(s, emit.Map{
			{Key: "Id", Value: emit.Str("build")}, {Key: "Arn", Value: getAtt("Project", "Arn")},
			{Key: "RoleArn", Value: getAtt("ScheduleRole", "Arn")},
		}, s.Branch), s.Description)
	}
}

// scheduleRule starts a target at the times of a cron line; branch is the source version, or empty.
func scheduleRule(s plan.ScheduleEntry, target emit.Map, branch string) emit.Map {
	if branch != "" {
		target.Add("Input", emit.Str(`{"sourceVersion": "`+branch+`"}`))
	}
	return emit.Map{{Key: "ScheduleExpression", Value: emit.Str("cron(" + eventCron(s.Cron) + ")")},
		{Key: "Targets", Value: emit.Seq{target}}}
}

// eventCron turns five fields into the six of EventBridge: one of day of month and day of week must be `?`, days of the
// week count from 1 for Sunday, and the year comes last (Amazon EventBridge User Guide, "Cron expressions").
func eventCron(cron string) string {
	f := strings.Fields(cron)
	if len(f) != 5 {
		return cron
	}
	day, week := f[2], f[4]
	switch {
	case week == "*" || week == "?":
		week = "?"
	case day == "*" || day == "?":
		day, week = "?", weekdays(week)
	default:
		week = weekdays(week)
	}
	return strings.Join([]string{f[0], f[1], day, f[3], week, "*"}, " ")
}

// weekdays moves 0–7 (Sunday is 0 and 7) to 1–7 (Sunday is 1); names stay.
func weekdays(field string) string {
	var b strings.Builder
	step := false
	for _, c := range field {
		switch {
		case c >= '0' && c <= '7' && !step:
			b.WriteString(strconv.Itoa(int(c-'0')%7 + 1))
		default:
			b.WriteRune(c)
		}
		step = c == '/'
	}
	return b.String()
}
