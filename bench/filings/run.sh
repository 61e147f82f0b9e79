# Sourced by bench/run filings: 64 clients file over HTTP, each filing durable with its event before
# it is answered; against SQLite alone committing the same rows one filing at a time.
. bench/servers.sh
cmake --build --preset release --target qinqing filings_bench >/dev/null
machine
say "对照：SQLite $(dpkg-query -W -f '${Version}' libsqlite3-0)，逐件提交同样的行"
sessions() { # URL
  node -e '
    const url = process.argv[1];
    (async () => {
      for (const login of ["ganbu", "ganbu2", "kezhang"]) {
        const answer = await fetch(url + "/api/v1/session", { method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ login, password: "亲清演示二〇二六" }) });
        if (!answer.ok) throw new Error(await answer.text());
        console.log(answer.headers.get("set-cookie").split(";")[0], (await answer.json()).csrf);
      }
    })();' "$1"
}
run_number=0
hit() { # NAME URL
  run_number=$((run_number + 1))
  RUN=$(printf '%02x' "$run_number") SESSIONS="$work/$1.sessions" \
    wrk -t2 -c64 -d"${seconds}s" -s bench/filings/requests.lua "$2" >"$work/wrk" 2>&1
  sed -n 's/^RESULT //p' "$work/wrk" | awk '{ if ($4 + $5 > 0) exit 1; print $1, $2, $3 }' >>"$work/$1.rates" ||
    { cat "$work/wrk" >&2; return 1; }
}
# One disk: NAME to report it by; everything that writes runs with what LD_PRELOAD says.
on_disk() {
  local disk=$1
  rm -f "$work"/*.rates "$work/filings.db"*
  serve sqlite "sqlite:$work/filings.db"
  local sqlite_url=$url
  sessions "$sqlite_url" >"$work/sqlite.sessions"
  postgresql
  serve on-postgresql "$postgresql"
  local postgresql_url=$url
  sessions "$postgresql_url" >"$work/on-postgresql.sessions"
  hit sqlite "$sqlite_url" && rm "$work/sqlite.rates"
  for _ in $(seq "$rounds"); do
    hit sqlite "$sqlite_url"
    build/release/filings_bench "$work/filings.db" "$work/bare.db" "$seconds" >>"$work/bare.rates"
    hit on-postgresql "$postgresql_url"
  done
  report "$work/sqlite.rates" "$work/bare.rates" "filings over HTTP, SQLite, $disk" "bare SQLite, one commit a filing"
  report "$work/on-postgresql.rates" "$work/bare.rates" "filings over HTTP, PostgreSQL, $disk" "bare SQLite, one commit a filing"
  stop sqlite
  stop on-postgresql
  stop postgresql
  rm -rf "$work/postgresql"
}
on_disk "this disk"
clang-19 -O2 -shared -fPIC -o "$work/slow_sync.so" bench/filings/slow_sync.c
export LD_PRELOAD="$work/slow_sync.so" SYNC_MS=5
on_disk "a sync of 5 ms"
unset LD_PRELOAD
