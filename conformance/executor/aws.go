package executor

import (
	"os"
	"os/exec"
	"path/filepath"
)

// aws is a stub of the AWS CLI with a small model of one stack and one service of ECS behind it, as the CloudFormation user
// guide, the ECS Developer Guide and the CLI's reference have them. CDC_STACK is the stack's status before the run, empty where there is none; CDC_EMPTY says
// that the template changes nothing; CDC_CLI is the major release of the CLI, 2 if empty.
//
//   - create-change-set returns before the set is made ("Creating a change set": CREATE_PENDING); a stack that does not exist or
//     is in REVIEW_IN_PROGRESS takes the type CREATE only, any other UPDATE only.
//     A set of that name must not be there (AlreadyExistsException); CDC_SET is one from before the run.
//   - delete-change-set takes one that is not there as well, but no stack that does not exist.
//   - wait change-set-create-complete makes it, and ends with 255 where it fails: a set without changes does.
//   - execute-change-set takes a set that is made, and no other (InvalidChangeSetStatus).
//   - deploy without changes ends with 255 in the first release of the CLI, and with 0 in the second, unless it has one of
//     --fail-on-empty-changeset and --no-fail-on-empty-changeset ("aws cloudformation deploy", both references).
//   - the service runs orders:7 until update-service names another; where CDC_BREAKER is not empty, its deployment circuit
//     breaker has gone back to orders:7 by the time it is stable.
const aws = `#!%SH%
"${0%/*}/.record/aws" "$@" > /dev/null || exit 254
at="$CDC_STUB/cloudformation"
[ -f "$at.stack" ] || { printf '%s\n' "$CDC_STACK" > "$at.stack"; printf '%s\n' "${CDC_SET:-none}" > "$at.set"; }
read -r stack < "$at.stack"
read -r set < "$at.set"
invalid() { echo "An error occurred (ValidationError): $1" >&2; exit 254; }
type=UPDATE flag= query= last= task=
for word; do
	case $last in --change-set-type) type=$word ;; --query) query=$word ;; --task-definition) task=$word ;; esac
	case $word in --no-fail-on-empty-changeset) flag=0 ;; --fail-on-empty-changeset) flag=255 ;; esac
	last=$word
done
case "$1 $2 $3" in
"cloudformation deploy "*)
	if [ "$CDC_EMPTY" ]; then
		[ "$flag" ] || case $CDC_CLI in 1) flag=255 ;; *) flag=0 ;; esac
		echo "No changes to deploy." >&2
		exit "$flag"
	fi
	;;
"cloudformation describe-stacks "*)
	[ "$stack" ] || invalid "the stack does not exist"
	echo "$stack"
	;;
"cloudformation create-change-set "*)
	case "$type:$stack" in
	CREATE: | CREATE:REVIEW_IN_PROGRESS) echo REVIEW_IN_PROGRESS > "$at.stack" ;;
	UPDATE:CREATE_COMPLETE | UPDATE:UPDATE_COMPLETE) ;;
	*) invalid "the stack is ${stack:-not there}, so the type is not $type" ;;
	esac
	[ "$set" = none ] || invalid "AlreadyExistsException: the change set is $set"
	echo CREATE_PENDING > "$at.set"
	;;
"cloudformation delete-change-set "*)
	[ "$stack" ] || invalid "the stack does not exist"
	echo none > "$at.set"
	;;
"cloudformation wait change-set-create-complete")
	[ "$set" != none ] || exit 255
	[ ! "$CDC_EMPTY" ] || { echo FAILED > "$at.set"; exit 255; }
	echo CREATE_COMPLETE > "$at.set"
	;;
"cloudformation describe-change-set "*)
	case $query:$set in
	ExecutionStatus:CREATE_COMPLETE) echo AVAILABLE ;;
	ExecutionStatus:*) echo UNAVAILABLE ;;
	StatusReason:FAILED) echo "The submitted information didn't contain changes. Submit different information to create a change set." ;;
	esac
	;;
"cloudformation execute-change-set "*)
	[ "$set" = CREATE_COMPLETE ] || invalid "InvalidChangeSetStatus: the change set is $set"
	echo executed > "$at.set"
	case $stack in REVIEW_IN_PROGRESS) echo CREATE_COMPLETE ;; *) echo UPDATE_COMPLETE ;; esac > "$at.stack"
	;;
"cloudformation wait stack-create-complete") [ "$stack" = CREATE_COMPLETE ] || exit 255 ;;
"cloudformation wait stack-update-complete") [ "$stack" = UPDATE_COMPLETE ] || exit 255 ;;
"ecs describe-services "*)
	[ -f "$CDC_STUB/ecs.service" ] || echo orders:7 > "$CDC_STUB/ecs.service"
	cat "$CDC_STUB/ecs.service"
	;;
"ecs describe-task-definition "*) echo '{"family": "orders", "containerDefinitions": [{"name": "orders"}]}' ;;
"ecs register-task-definition "*) echo orders:8 ;;
"ecs update-service "*) printf '%s\n' "$task" > "$CDC_STUB/ecs.service" ;;
"ecs wait services-stable") [ ! "$CDC_BREAKER" ] || echo orders:7 > "$CDC_STUB/ecs.service" ;;
"sts assume-role "*) printf 'ID\tKEY\tTOKEN\n' ;;
esac
exit 0
`

// docker is a stub of Docker's client, which reaches a daemon in a service of the job by four variables (GitLab's manual,
// "Use Docker to build Docker images", "Docker-in-Docker with TLS enabled"): the daemon listens on tcp://docker:2376 with
// the certificates that it makes below DOCKER_TLS_CERTDIR.
const docker = `#!%SH%
"${0%/*}/.record/docker" "$@" > /dev/null || exit 1
case $DOCKER_HOST in
tcp://docker:2376) ;;
"") echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock" >&2; exit 1 ;;
*) echo "Cannot connect to the Docker daemon at $DOCKER_HOST" >&2; exit 1 ;;
esac
[ "$DOCKER_TLS_CERTDIR" ] || { echo "nobody listens on 2376 without certificates" >&2; exit 1; }
[ "$DOCKER_TLS_VERIFY" = 1 ] || { echo "Client sent an HTTP request to an HTTPS server." >&2; exit 1; }
[ "$DOCKER_CERT_PATH" = "$DOCKER_TLS_CERTDIR/client" ] || { echo "could not read the certificates" >&2; exit 1; }
`

// Services replaces the stubs of aws and docker in a directory that Stubs filled by ones with a model of what answers them.
func Services(bin string) error {
	sh, err := exec.LookPath("dash")
	if err != nil {
		return err
	}
	record := filepath.Join(bin, ".record")
	if err := os.MkdirAll(record, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{"aws": aws, "docker": docker} {
		if err := symlink("../.stub", filepath.Join(record, name)); err != nil {
			return err
		}
		path := filepath.Join(bin, name)
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte("#!"+sh+text[len("#!%SH%"):]), 0o755); err != nil {
			return err
		}
	}
	return nil
}
