“pytest”
---
pytest -k “not slow” && echo “done”
---
make –verbose
---
make test
---
echo ‘all’ "it’s" 'done' > “log”
---
git commit -m "“quoted” – and fine"
---
cat <<EOF2
“text” for people
EOF2
---
grep don’t file
---
X=“a”
