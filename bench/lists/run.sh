# Sourced by bench/run lists. The reference is not another program but the promise: p95 under 100 ms
# for every kind of page. The slowest kind is what is reported; all of them go to build/lists-*.tsv.
. bench/servers.sh
filings=${FILINGS:-200000}
cmake --build --preset release --target qinqing lists_bench >/dev/null
machine
postgresql
for engine in sqlite postgresql; do
  db="sqlite:$work/lists.db"
  [ "$engine" = postgresql ] && db=$postgresql
  serve "$engine" "$db"
  stop "$engine"
  say "$engine：装入 $filings 件报备……"
  build/release/lists_bench seed "$db" "$filings"
  serve "$engine" "$db"
  node bench/lists/pages.mjs "$url" "${ROUNDS:-20}" >"build/lists-$engine.tsv"
  stop "$engine"
  head -n 5 "build/lists-$engine.tsv" | column -t -s "$(printf '\t')" >&2
  IFS=$'\t' read -r slowest p50 p95 worst _ <"build/lists-$engine.tsv"
  kinds=$(wc -l <"build/lists-$engine.tsv")
  if [ "$csv" = --csv ]; then
    [ -e "$work/header" ] || { echo "claim,subject,reference,kinds_of_page,slowest,p50_ms,p95_ms,worst_ms,ratio"; touch "$work/header"; }
    echo "lists,$engine,100 ms at p95,$kinds,$slowest,$p50,$p95,$worst,$(awk -v p="$p95" 'BEGIN { printf "%.2f", p / 100 }')"
  else
    echo "$engine  $kinds 种页面，最慢的是 $slowest：p50 $p50 ms  p95 $p95 ms  最长 $worst ms"
  fi
done
