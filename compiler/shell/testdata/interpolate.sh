deploy ${{ v }}
---
deploy --env=${{ v }} --tag app:${{ v }}
---
deploy "${{ v }}" 'x ${{ v }}'
---
X=${{ v }} deploy
---
echo "$NAME${{ v }}" $NAME${{ v }}x
---
cat <<END
$NAME${{ v }}
END
---
cat <<'END'
${{ v }}
END
---
make # ${{ v }}
---
echo $((${{ v }} + 1))
---
${{ v }}=1
---
echo "${X:-${{ v }}}" ${X%${{ v }}}
---
echo `echo ${{ v }}`
---
case $X in ${{ v }}) ;; esac
---
make >${{ v }}.log 2>&1
---
make ${{ v }}>log
---
echo "\${{ v }}"
---
echo $${{ v }}
---
if ${{ v }}
---
${{ v }} --version
---
echo $'a${{ v }}b'
---
if [ "${{ v }}" = main ]; then echo; fi
