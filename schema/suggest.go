package schema

import "github.com/cdc-dev/cdc/internal/near"

// synonyms are words that people write for a key or value, far from it in letters but not in meaning.
var synonyms = map[string][]string{
	"parallel": {"matrix"}, "strategy": {"matrix"}, "env": {"vars"}, "variables": {"vars"}, "environment_variables": {"vars"},
	"depends_on": {"needs"}, "dependsOn": {"needs"}, "requires": {"needs"}, "needs_job": {"needs"},
	"script": {"steps", "run"}, "scripts": {"steps", "run"}, "commands": {"steps", "run"}, "cmd": {"run"}, "command": {"run"}, "exec": {"run"}, "sh": {"run"}, "shell_script": {"run"},
	"working_directory": {"dir"}, "working-directory": {"dir"}, "workdir": {"dir"}, "cwd": {"dir"}, "directory": {"dir"},
	"continue-on-error": {"continue_on_error"}, "ignore_failure": {"continue_on_error", "allow_failure"}, "allow_failure": {"continue_on_error"},
	"if": {"when"}, "condition": {"when"}, "only": {"when"}, "rules": {"when"}, "on": {"triggers"}, "trigger": {"triggers"},
	"approve": {"approval", "gate"}, "manual_approval": {"approval", "gate"}, "title": {"name"}, "displayName": {"name"},
	"repo": {"repository"}, "container_image": {"image"}, "container": {"image"}, "account_id": {"account"}, "accountId": {"account"},
	"aws_account": {"account"}, "aws_region": {"region"}, "stack_name": {"stack"}, "stack-name": {"stack"}, "StackName": {"stack"},
	"template_file": {"template"}, "template-file": {"template"}, "params": {"parameters"}, "parameter_overrides": {"parameters"},
	"changeset": {"change_set"}, "change-set": {"change_set"}, "change_set_name": {"change_set"}, "caps": {"capabilities"},
	"dockerfile": {"file"}, "context": {"build"}, "build_args": {"args"}, "build-args": {"args"}, "tag": {"tags"},
	"branch": {"branches"}, "except": {"not_branches"}, "branches-ignore": {"not_branches"}, "branches_ignore": {"not_branches"},
	"paths-ignore": {"not_paths"}, "paths_ignore": {"not_paths"}, "ignore_paths": {"not_paths"}, "changes": {"paths"}, "tags-ignore": {"not_tags"},
	"pull_request": {"merge_request"}, "pull_requests": {"merge_request"}, "pr": {"merge_request"}, "mr": {"merge_request"},
	"merge_requests": {"merge_request"}, "cron": {"schedule"}, "nightly": {"schedule"}, "schedules": {"schedule"},
	"workflow_dispatch": {"manual"}, "web": {"manual"}, "api": {"manual"}, "expire": {"expire_in"}, "expires": {"expire_in"}, "retention": {"expire_in"},
	"setup": {"install", "before"}, "before_script": {"before"}, "before_install": {"install"}, "after_script": {"always"}, "finally": {"always"}, "after": {"always"},
	"cloudformation_deploy": {"cloudformation"}, "cfn": {"cloudformation"}, "cloud_formation": {"cloudformation"}, "s3": {"s3_sync"}, "sync": {"s3_sync"},
	"code_deploy": {"codedeploy"}, "codebuild": {"start_build"}, "slack": {"notify"}, "function_name": {"function"}, "zip_file": {"zip"},
	"nodejs": {"node"}, "golang": {"go"}, "node_js": {"node"}, "jdk": {"java"}, "gitlab-ci": {"gitlab"}, "gitlab_ci": {"gitlab"},
	"cloudformation": {"cfn"}, "code_build": {"codebuild"}, "runs_on": {"runner"}, "entry_point": {"entrypoint"}, "concurrency": {"serial"},
	"review": {"ephemeral"}, "teardown": {"stop"}, "on_stop": {"stop"}, "auto_stop_in": {"auto_stop"}, "role": {"assume", "roles"}, "assume_role": {"assume"},
	"x86_64": {"amd64"}, "x64": {"amd64"}, "aarch64": {"arm64"}, "zsh": {"bash"}, "dash": {"sh"}, "/bin/sh": {"sh"}, "/bin/bash": {"bash"},
	"prod": {"production"}, "stage": {"staging"}, "dev": {"development"}, "test": {"testing"}, "on_success": {"success"}, "on_failure": {"failure"},
	"failed": {"failure"}, "error": {"failure"}, "succeeded": {"success"}, "script_failure": {"failure"}, "runner_system_failure": {"infrastructure"},
	"create-changeset": {"create-change-set"}, "execute-changeset": {"execute-change-set"}, "update": {"deploy"}, "create": {"deploy"}, "remove": {"delete"}, "destroy": {"delete"},
	"merge": {"merge_request", "merged"}, "yml": {"yaml"}, "max_attempts": {"max"}, "attempts": {"max"},
	"webhook_url": {"webhook"}, "url": {"webhook"}, "text": {"message"}, "channel": {"channels", "via"}, "restore_keys": {"key"}, "restore-keys": {"key"},
	"src": {"source", "from"}, "dest": {"destination", "to"}, "dst": {"destination"}, "target": {"to"}, "user": {"owner"}, "run_as": {"runas"}, "run-as": {"runas"},
}

// nearest returns the word that was probably meant: a synonym, or one that is like it in letters.
func nearest(word string, known []string) string {
	for _, s := range synonyms[word] {
		if contains(known, s) {
			return s
		}
	}
	return near.Nearest(word, known)
}
