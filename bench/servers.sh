# Sourced by benches: servers of our own on loopback, ended with the run. Uses $work.

# serve NAME DB…: sets `url`.
serve() {
  local server=$1 db=$2
  shift 2
  : >"$work/$server.address"
  build/release/qinqing serve --listen 127.0.0.1:0 --db "$db" --keys "$work/$server.keys" "$@" \
    >"$work/$server.address" 2>"$work/$server.log" &
  echo $! >"$work/$server.pid"
  until [ -s "$work/$server.address" ]; do
    kill -0 "$(cat "$work/$server.pid")" || { cat "$work/$server.log" >&2; return 1; }
    sleep 0.1
  done
  url=$(head -n 1 "$work/$server.address")
}

# stop NAME
stop() {
  local pid
  pid=$(cat "$work/$1.pid")
  kill "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  rm "$work/$1.pid"
}

# Starts a PostgreSQL in $work with its own settings and sets `postgresql` to an empty database.
postgresql() {
  local bin=/usr/lib/postgresql/15/bin as=() port
  chmod 755 "$work"
  mkdir "$work/postgresql"
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$work/postgresql"
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  fi
  port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  "${as[@]}" "$bin/initdb" -D "$work/postgresql/data" -U qinqing -A trust -E UTF8 --no-locale >/dev/null
  "${as[@]}" "$bin/postgres" -D "$work/postgresql/data" -h 127.0.0.1 -p "$port" -k "$work/postgresql" \
    >"$work/postgresql/log" 2>&1 &
  echo $! >"$work/postgresql.pid"
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do sleep 0.1; done
  "$bin/createdb" -h 127.0.0.1 -p "$port" -U qinqing qinqing
  postgresql="postgresql://qinqing@127.0.0.1:$port/qinqing"
}
