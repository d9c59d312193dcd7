package lower

import (
	"github.com/cdc-dev/cdc/compiler/plan"
	"github.com/cdc-dev/cdc/compiler/shell"
)

const credentialsQuery = "--query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]'"

// adopt takes the three words of cdc_creds as the job's identity and forgets the helpers.
func adopt(helpers string) plan.Script {
	return lines(
		src(`set -- $cdc_creds`),
		src(`export AWS_ACCESS_KEY_ID="$1" AWS_SECRET_ACCESS_KEY="$2" AWS_SESSION_TOKEN="$3"`),
		src(`set --`),
		src(`unset `+helpers),
	)
}

// AssumeRole makes the job another role. The widespread `export $(… aws sts assume-role …)` goes on with the runner's own
// identity when the call fails; here the assignment's status is the call's, and the job ends.
func AssumeRole(c Context, arn, session string) plan.Command {
	k := c.aws("sts assume-role").opt("--role-arn", plan.Lit(arn)).
		arg(cat(src("--role-session-name "), shell.DoubleQuoted(plan.Join(plan.Lit(session), plan.Run(plan.SessionName))))).
		raw(credentialsQuery).raw("--output text")
	return one(lines(capture("cdc_creds", k.block()), adopt("cdc_creds")))
}

// AssumeWithToken does the same with the job's ID token, which passes through a file that only the job can read.
func AssumeWithToken(c Context, arn, session string) plan.Command {
	k := c.aws("sts assume-role-with-web-identity").opt("--role-arn", plan.Lit(arn)).
		arg(cat(src("--role-session-name "), shell.DoubleQuoted(plan.Join(plan.Lit(session), plan.Run(plan.SessionName))))).
		raw(`--web-identity-token "file://$cdc_token"`).raw(credentialsQuery).raw("--output text")
	return one(lines(
		src(`cdc_token=$(umask 077 && mktemp)`),
		cat(src(`printf '%s' `), shell.DoubleQuoted(plan.Run(plan.IDToken)), src(` > "$cdc_token"`)),
		cat(capture("cdc_creds", k.block()), src(` || { rm -f "$cdc_token"; exit 1; }`)),
		src(`rm -f "$cdc_token"`),
		adopt("cdc_creds cdc_token cdc_id_token"),
	))
}

// CheckAccount fails the job when its identity is of another account than the environment's.
func CheckAccount(c Context, account, environment string) plan.Command {
	k := c.aws("sts get-caller-identity").raw("--query Account --output text")
	return sub(
		capture("cdc_account", k.line()),
		src(`if [ "$cdc_account" != `+account+` ]; then`),
		src(`  echo "These credentials are of account $cdc_account; `+environment+` is account `+account+`." >&2`),
		src(`  exit 1`),
		src(`fi`),
	)
}
