# Sourced by bench/run http_check.
cmake --build --preset release --target qinqing >/dev/null
machine
say "对照：$(/usr/sbin/nginx -v 2>&1)"
build/release/qinqing --now 2026-11-24 serve --listen 127.0.0.1:0 >"$work/address" 2>"$work/log" &
echo $! >"$work/qinqing.pid"
until [ -s "$work/address" ]; do kill -0 "$(cat "$work/qinqing.pid")"; sleep 0.1; done
url=$(head -n 1 "$work/address")
node bench/http_check/situations.mjs "$url" >"$work/bodies"
# The static file has the size of a typical answer.
head -n 1 "$work/bodies" | curl -fsS -H 'Content-Type: application/json' --data-binary @- "$url/api/v1/checks" >"$work/answer.json"
say "答案 $(wc -c <"$work/answer.json") 字节，$(wc -l <"$work/bodies") 种不同的情形"
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
chmod 755 "$work"
cat >"$work/nginx.conf" <<NGINX
worker_processes $(nproc);
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  open_file_cache max=10; types { application/json json; }
  server { listen 127.0.0.1:$port reuseport; root $work; }
}
NGINX
/usr/sbin/nginx -c "$work/nginx.conf"
hit() { # FILE ENVIRONMENT… -- URL
  local into=$1; shift
  env "$@" 2>/dev/null | sed -n 's/^RESULT //p' | awk '{ if ($4 + $5 > 0) exit 1; print $1, $2, $3 }' >>"$into"
}
for _ in $(seq "$rounds"); do
  hit "$work/ours" BODIES="$work/bodies" TARGET=/api/v1/checks wrk -t2 -c64 -d"${seconds}s" -s bench/http_check/requests.lua "$url"
  hit "$work/nginx" LINES="$work/bodies" TARGET=/answer.json wrk -t2 -c64 -d"${seconds}s" -s bench/http_check/requests.lua "http://127.0.0.1:$port"
done
report "$work/ours" "$work/nginx" "JSON checks evaluated and explained over HTTP" "nginx static file"
