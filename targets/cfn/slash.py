import base64, hashlib, hmac, json, os, time, urllib.parse
import boto3


def handler(event, _):
    body = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body).decode()
    headers = event.get("headers") or {}
    sent = headers.get("x-slack-request-timestamp", "")
    if not (sent.isascii() and sent.isdigit()) or abs(time.time() - int(sent)) > 300:
        return {"statusCode": 401}
    key = boto3.client("secretsmanager").get_secret_value(SecretId=os.environ["SECRET_ID"])["SecretString"]
    ours = "v0=" + hmac.new(key.encode(), f"v0:{sent}:{body}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(ours.encode(), headers.get("x-slack-signature", "").encode()):
        return {"statusCode": 401}
    projects = json.loads(os.environ["PROJECTS"])
    branch = urllib.parse.parse_qs(body).get("text", [""])[0].strip() or next(iter(projects))
    if branch not in projects:
        return {"statusCode": 200, "body": "No project builds that branch."}
    codebuild = boto3.client("codebuild")
    if os.environ.get("BATCH"):
        build = codebuild.start_build_batch(projectName=projects[branch], sourceVersion=branch)["buildBatch"]
    else:
        build = codebuild.start_build(projectName=projects[branch], sourceVersion=branch)["build"]
    return {"statusCode": 200, "body": "Started " + build["id"]}
