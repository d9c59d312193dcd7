if true; then echo
---
echo "abc
---
echo 'abc
---
echo $(date
---
echo `date
---
for i in a b; echo $i; done
---
while true; do echo
---
fi
---
done
---
case x in a) echo ;;
---
echo a; ; echo b
---
&& echo
---
echo a &&
---
echo a |
---
(echo a
---
echo a)
---
{ echo a
---
}
---
f() 
---
cat <<EOF
abc
---
echo ${X
---
echo ${X!}
---
echo $((1 + ))
---
if [ a = b ] then echo; fi
---
foo(bar)
---
echo > 
---
((a); (b))
---
{{ x }}
---
curl -d '{"a": "it's"}' x
---
echo it's
---
<<EOF
x
EOF
---
else
---
then
---
;;
---
if; then x; fi
---
a=(b
---
if a
---
while a
---
[ a
---
a[1
---
x=${y
