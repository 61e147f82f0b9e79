# Sourced by ./test and bench/run: a Node that is new enough for today's tools.

NODE_MAJOR_MIN=20

# Debian 12's own Node is 18 with npm 9; a newer one comes from npm into the build folder.
install_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  [ "${major:-0}" -ge "$NODE_MAJOR_MIN" ] && return 0
  local home="$PWD/build/node"
  if [ ! -x "$home/node_modules/.bin/node" ]; then
    say "装一个新的 Node（系统自带的太旧）……"
    mkdir -p "$home"
    (cd "$home" && npm install --silent --no-fund --no-audit --prefix . node@22 npm@11) || return 1
  fi
  export PATH="$home/node_modules/.bin:$PATH"
}

# The packages that a folder's package-lock.json names, once.
npm_install() {
  local folder=$1
  [ -d "$folder/node_modules" ] && [ "$folder/node_modules" -nt "$folder/package-lock.json" ] && return 0
  say "装 $folder 的 npm 包……"
  (cd "$folder" && npm ci --silent --no-fund --no-audit) && touch "$folder/node_modules"
}
