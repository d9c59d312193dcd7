set -euo pipefail
---
[ -n "$FLAG" ] && echo flag
---
if [[ $A == b ]]; then echo b; fi
---
f() { echo hi; }
---
f
---
export TOKEN=$(aws ssm get-parameter --name t --query Parameter.Value --output text)
---
exit 0
---
make
---
export VERSION=$(cat VERSION) NAME="$(basename "$PWD")" SHA=$(echo $CODEBUILD_RESOLVED_SOURCE_VERSION | cut -c1-7)
---
export $(printf "AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s" $(aws sts assume-role --role-arn $ROLE --role-session-name x --query "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]" --output text))
---
export $(grep -v '^#' .env | xargs)
---
! grep -r TODO src
---
! grep -r TODO src
echo clean
---
aws s3 ls | wc -l
---
aws ecr get-login-password | docker login --username AWS --password-stdin $HOST
---
IMAGE=$(docker build -q . | tail -1)
---
docker images | grep app
---
npm test 2>&1 | tee test.log
---
if aws s3 ls | grep -q x; then echo y; fi
---
curl -fsSL https://example.com/install.sh | bash
---
set -e
make all
make test
---
set -ex
make
---
set -x
---
set +e
make flaky
set -e
---
set +e
make flaky
---
npm start &
sleep 5
npm test
---
npm start &
PID=$!
npm test
kill $PID
---
wait $PID
---
echo $?
---
trap 'rm -rf tmp' EXIT
mkdir tmp
---
(
  trap 'rm -rf tmp' EXIT
  mkdir tmp
)
---
make test || exit 1
---
make test; rc=$?; docker compose down; exit $rc
---
cmd || exit 0
---
for f in *.sh; do [ -x "$f" ] && ./"$f"; done
---
[ "$BRANCH" = main ] && { make deploy; make tag; }
---
command -v jq >/dev/null && jq . x.json
---
[ -f requirements.txt ] && pip install -r requirements.txt
echo done
---
npm ci && npm test
---
test -z "$(gofmt -l .)"
---
echo "a\nb"
---
printf 'a\nb'
---
. .env
---
. venv/bin/activate
---
source venv/bin/activate
---
cat <<EOF > out.txt
$A ${B:-c}
EOF
---
docker run -v "$PWD:/code" image /code
---
aws cloudformation deploy --stack-name ${{ vars.STACK }} \
  --template-file t.yml  # ${{ git.sha }}
---
cat <<'EOF'
${{ vars.X }}
EOF
---
echo "\${{ vars.X }}"
---
echo $((${{ git.sha }} + 1))
---
exec ./server
---
time make
---
set -a
. ./.env
set +a
make
---
set -u
make
---
set -eu
---
if [[ -n $X ]]; then a; fi; [[ b ]]
