make test
---
greet() { echo "hi $1 $USER"; }
greet
---
alias ll='ls -l'
---
X=1 Y=$(date)
export Z=2 X
echo "$X $Y $Z $HOME"
---
(cd sub && X=1; f() { :; })
---
cd build
---
echo $TOKEN
---
echo "$TOKEN" | docker login --password-stdin
---
printf '%s' "$TOKEN" > key.pem
---
curl -H "Authorization: $TOKEN" https://example.com
---
cat <<END
$TOKEN ${A:-$B}
END
---
env
---
printenv | sort
---
env FOO=1 make
---
set -x
export -p
---
if [ $? -ne 0 ]; then kill $!; fi
---
make || echo $?
---
npm start &
wait $!
---
exit 0
---
make; exit $?
---
cd a && make
---
! make
---
. ./lib.sh
---
read NAME < file
echo ${#NAME} $NAME > out.txt
---
for f in a b; do echo $f; done
---
eval "$(ssh-agent -s)"
---
set -e
umask 077
---
aws s3 cp "$(jq -r .key x.json)" - | tar x
---
echo ${{ vars.X }} $Y
---
if
