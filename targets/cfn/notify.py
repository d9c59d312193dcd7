import json, os, urllib.request
import boto3

WORDS = {"IN_PROGRESS": "started", "STARTED": "started", "SUCCEEDED": "succeeded", "STOPPED": "stopped",
         "CANCELED": "stopped", "SUPERSEDED": "was overtaken"}


def handler(event, _):
    detail = event["detail"]
    info = detail.get("additional-information", {})
    if "pipeline" in detail:
        text = f'{detail["pipeline"]}: execution {detail["execution-id"][:8]} {WORDS.get(detail["state"], "failed")}'
    else:
        number = int(float(info.get("build-number", 0)))
        text = f'{detail["project-name"]}: build {number} {WORDS.get(detail["build-status"], "failed")}'
    commit, author = info.get("source-version", ""), info.get("initiator", "")
    if commit:
        text += f" ({commit[:8] if len(commit) == 40 else commit})"
    if author:
        text += f", started by {author}"
    secret = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET_ID"])["SecretString"]
    key = os.environ.get("SECRET_KEY")
    url = json.loads(secret)[key] if key else secret
    message = {"text": text}
    if os.environ.get("CHANNEL"):
        message["channel"] = os.environ["CHANNEL"]
    data = json.dumps(message).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5)
