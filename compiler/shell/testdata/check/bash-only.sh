if [[ a == a ]]; then echo y; else echo n; fi
---
a=(x y); echo hi
---
echo ${a[0]}
---
echo ${#a[@]}
---
V=abc; echo ${V:0:2}; echo next
---
V=abc; echo ${V/a/b}
---
V=abc; echo ${V^^}
---
V=abc; echo ${V,,}
---
V=abc; echo ${V@Q}
---
V=HOME; echo ${!V}
---
echo ${!V*}
---
source ./x; echo go
---
pushd /; echo go
---
cat <(echo a)
---
echo {a,b} {1..3}
---
echo -e "a\tb"
---
echo -ne "a\tb"
---
echo -E a
---
echo "a\tb"
---
echo hi &>f; sleep 0.1; cat f
---
echo hi &>>f
---
echo hi >&f
---
function f { echo f; }; f
---
function f() { echo f; }; f
---
if [ a == a ]; then echo y; else echo n; fi
---
[ a == a ]
---
test a == a
---
[ a =~ a ]
---
[ -v HOME ]
---
echo $'a\tb'
---
echo $"abc"
---
let x=1; echo $x
---
((x=1)); echo $x
---
if ((1>0)); then echo y; else echo n; fi
---
for ((i=0;i<2;i++)); do echo $i; done
---
declare x=1; echo $x
---
typeset x=1
---
local x=1; echo $x
---
f() { local x="$1"; echo $x; }; f "a b"
---
f() { local x=$1; echo $x; }; f "a b"
---
f() { local -r x=1; echo $x; }; f
---
Y="a b"; export X=$Y; echo $X
---
export -f foo
---
export -n foo
---
readonly -a x
---
echo a b | read -a x
---
echo a | read -n 1 x
---
echo a | read -s x
---
echo a | read -t 1 x
---
echo a | read -d , x
---
echo a | read -u 0 x
---
echo a | { read -p x y; echo $y; }
---
echo a | read
---
cat <<< abc
---
echo a |& cat
---
case a in a) echo a;& b) echo b;; esac
---
select x in a b; do echo $x; done
---
A=a; A+=b; echo $A
---
printf -v X %s a; echo go $X
---
printf '%q\n' 'a b'
---
printf '%(%Y)T\n'
---
shopt -s nullglob; echo go
---
set -o pipefail; echo go
---
set -euo pipefail; echo go
---
set -E; echo go
---
echo r=$RANDOM u=$UID e=$EUID s=$SECONDS b=$BASH_VERSION l=$LINENO h=$HOSTNAME o=$OSTYPE p=$PPID f=$FUNCNAME B=$BASH_SOURCE P=$PWD O=$OLDPWD
---
echo ${PIPESTATUS[0]}
---
echo $PIPESTATUS x
---
type -P ls
---
type -t ls
---
wait -n
---
mapfile -t x
---
trap 'echo err' ERR; echo go
---
trap 'echo dbg' DEBUG; echo go
---
trap 'echo x' SIGTERM; echo go
---
trap 'echo x' INT TERM EXIT; echo go
---
trap - EXIT; echo go
---
exec -a x ls
---
builtin echo a
---
echo $[1+1]
---
echo $((i++))
---
echo $((i--))
---
echo $((++i)) $i
---
echo $((2**3))
---
echo $((1,2))
---
echo $((16#ff))
---
echo $((1>0?5:6))
---
echo $((x=4)) $x $((x+=2))
---
echo $(<list2)
---
time true
---
coproc cat
---
echo @(a|b)
---
echo a >| f; echo ok
---
f-g() { echo fg; }; f-g
---
f.g() { echo fg; }; f.g
---
kill -SIGTERM $$
---
kill -TERM $$
---
kill -s TERM $$
---
x=1 y=2 env | grep ^x
---
echo hi 10>f
---
ls {fd}>f
---
case b in [^a]) echo y;; *) echo n;; esac
---
case b in [!a]) echo y;; *) echo n;; esac
---
echo ~+
---
[ a \< b ] && echo y
---
[ a -nt b ]; echo $?
---
until true; do :; done; echo ok
---
hash -r; echo ok
---
ulimit -n 100; echo ok
---
umask -S
---
command -v ls
---
alias x=ls; echo ok
---
echo ${V:?msg}
---
unset -v x; unset -f x; echo ok
---
set -x; echo a
---
cd -P /; pwd -P
---
exit 0 1
---
echo $_
---
export $(true) | head -2
---
export $NONE | head -2
---
disown
---
dirs
---
[[ -n x ]] && echo y
---
[[ a == a ]] || echo or
---
x=$(true; exit 3); echo rc
---
sleep 0 & wait $!; echo $?
---
wait 99999
---
wait; echo $?
---
echo "${V:-'x'}"
---
printf '%s\n' "${@:1}"
---
echo ${@:1}
---
echo ${*}
---
getopts ab x; echo ok
---
echo "${AWS::AccountId} ${AWS::StackName}" '${AWS::Region}'
