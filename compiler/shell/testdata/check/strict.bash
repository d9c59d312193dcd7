set -euo pipefail
make
---
[[ -n $X ]] && echo y
---
a=(x y); echo "${a[@]}" | cat
---
aws s3 ls | wc -l
---
source ./x; pushd y
---
export X=$(aws s3 ls)
---
shopt -s globstar
ls **/*.go
---
echo -e "a\tb" {1..3} $RANDOM
---
echo "${AWS::AccountId} ${AWS::StackName}" '${AWS::Region}'
