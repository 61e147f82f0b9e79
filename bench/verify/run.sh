# Sourced by bench/run verify: the whole record verified by `qinqing ledger verify`, at three sizes,
# against SQLite alone reading and hashing the same rows; then how far the sealer is behind while
# 10,000 events a second are written, and what sealing costs those who write.
. bench/servers.sh
sizes=${SIZES:-200000 1000000 2000000} rate=${RATE:-10000}
cmake --build --preset release --target qinqing verify_bench verify_reference >/dev/null
machine
say "对照：SQLite $(dpkg-query -W -f '${Version}' libsqlite3-0) 按键的次序读同样的行，逐行 SHA-256"
db="sqlite:$work/verify.db" keys="$work/verify.keys"
serve verify "$db"
stop verify
for size in $sizes; do
  say "装到 $size 个事件……"
  build/release/verify_bench seed "$db" "$keys" "$size"
  sqlite3 "$work/verify.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
  rm -f "$work/ours" "$work/theirs"
  for _ in $(seq "${VERIFY_ROUNDS:-2}"); do
    build/release/verify_reference "$work/verify.db" >>"$work/theirs"
    build/release/verify_bench watch build/release/qinqing ledger verify --db "$db" --keys "$keys" --json \
      >"$work/said" 2>/dev/null
    grep -q '"ok":true' "$work/said" && tail -n 1 "$work/said" >>"$work/ours"
  done
  ours=$(cut -d' ' -f1 "$work/ours" | median) theirs=$(cut -d' ' -f1 "$work/theirs" | median)
  memory=$(cut -d' ' -f2 "$work/ours" | sort -n | tail -n 1)
  mapped=$(cut -d' ' -f3 "$work/ours" | sort -n | tail -n 1)
  awk -v n="$size" -v a="$ours" -v b="$theirs" -v m="$memory" -v f="$mapped" -v csv="$csv" 'BEGIN {
    form = csv == "--csv" ? "verify,%d events,SQLite reading and hashing,%d,%d,%.2f,%d,%d\n" \
                          : "%d events verified  %d/s   SQLite reading and hashing the same rows  %d/s   ratio %.2f   memory at most %d MiB, with the mapped file %d MiB\n"
    printf form, n, n / a, n / b, b / a, m / 1024, f / 1024 }'
done
say "封存落后多少：每秒 $rate 个事件，${seconds} 秒"
lag() { # NAME URL
  build/release/verify_bench lag "$2" "$keys" "$seconds" "$rate" | awk -v name="$1" -v csv="$csv" '{
    form = csv == "--csv" ? "sealing lag,%s,,%d,,,%d,%d,%d\n" \
                          : "%s: %d events/s written, sealed p50 %d ms  p99 %d ms  worst %d ms after their commit\n"
    printf form, name, $1, $2 / 1e6, $3 / 1e6, $4 / 1e6 }'
}
lag "SQLite" "$db"
postgresql
build/release/qinqing serve --listen 127.0.0.1:0 --db "$postgresql" --keys "$keys" --empty >"$work/first" 2>&1 &
echo $! >"$work/first.pid"
until grep -q http "$work/first"; do kill -0 "$(cat "$work/first.pid")"; sleep 0.1; done
stop first
lag "PostgreSQL" "$postgresql"
for engine in SQLite PostgreSQL; do
  url=$db
  [ "$engine" = PostgreSQL ] && url=$postgresql
  rm -f "$work/on" "$work/off"
  for _ in $(seq "$rounds"); do
    build/release/verify_bench writes "$url" "$keys" "$seconds" off >>"$work/off"
    build/release/verify_bench writes "$url" "$keys" "$seconds" on >>"$work/on"
  done
  report "$work/on" "$work/off" "64 writers, sealing on, $engine" "the same, sealing off"
done
stop postgresql
