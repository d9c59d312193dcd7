import json, os, urllib.request
import boto3

WORDS = {"IN_PROGRESS": "started", "STARTED": "started", "SUCCEEDED": "succeeded", "STOPPED": "stopped",
         "CANCELED": "stopped", "SUPERSEDED": "was overtaken"}


def of_build(info):
    said = {v.get("name"): v.get("value") for v in info.get("exported-environment-variables") or [] if v}
    return said.get("cdc_commit") or info.get("source-version"), said.get("cdc_author_name"), info.get("initiator")


def of_run(detail):
    commit = author = None
    try:
        wanted = {"pipelineName": detail["pipeline"], "filter": {"pipelineExecutionId": detail["execution-id"]}}
        for page in boto3.client("codepipeline").get_paginator("list_action_executions").paginate(**wanted):
            for action in page.get("actionExecutionDetails", []):
                said = (action.get("output") or {}).get("outputVariables") or {}
                if action.get("stageName") == "Source":
                    commit, author = commit or said.get("CommitId"), author or said.get("AuthorDisplayName")
        if commit and os.environ.get("REPOSITORY"):
            found = boto3.client("codecommit").get_commit(repositoryName=os.environ["REPOSITORY"], commitId=commit)
            author = found["commit"]["author"]["name"]
    except Exception as e:  # the message matters more than whose commit it is about
        print(repr(e))
    starter = (detail.get("execution-trigger") or {}).get("trigger-detail") or ""
    return commit, author, starter.split(":")[-1] if starter.startswith("arn:") else None


def words(detail):
    run = detail.get("execution-id")
    if run:
        text = f'{detail.get("pipeline") or "a pipeline"}: execution {run[:8]} {WORDS.get(detail.get("state"), "failed")}'
        commit, author, starter = of_run(detail)
    else:
        info = detail.get("additional-information") or {}
        number = int(float(info.get("build-number") or 0))
        text = f'{detail.get("project-name") or "a project"}: build {number} {WORDS.get(detail.get("build-status"), "failed")}'
        commit, author, starter = of_build(info)
    about = [commit[:8] if len(commit) == 40 else commit] if commit else []
    about += ["by " + author] if author else []
    if about:
        text += f" ({' '.join(about)})"
    if starter and not author:
        text += f", started by {starter}"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # an author may be called <!channel>


def handler(event, _):
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET_ID"])["SecretString"]
    key = os.environ.get("SECRET_KEY")
    url = json.loads(secret)[key] if key else secret
    message = {"text": words(event.get("detail") or {})}
    if os.environ.get("CHANNEL"):
        message["channel"] = os.environ["CHANNEL"]
    data = json.dumps(message).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5)
