# Sourced by ./test and bench/run: a Node that is new enough for today's tools.

NODE_MAJOR_MIN=20

# npm itself, for the first step: Debian's package of it brings four hundred others.
NPM_VERSION=10.9.2
NPM_SHA256=5cd1e5ab971ea6333f910bc2d50700167c5ef4e66da279b2a3efc874c6b116e4

# Debian 12's own Node is 18; a newer one comes from npm into the build folder.
install_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
  [ "${major:-0}" -ge "$NODE_MAJOR_MIN" ] && command -v npm >/dev/null && return 0
  local home="$PWD/build/node"
  if [ ! -x "$home/node_modules/.bin/node" ] || [ ! -x "$home/node_modules/.bin/npm" ]; then
    say "装一个新的 Node（系统自带的太旧）……"
    mkdir -p "$home/first"
    # Whoever stands behind a proxy of their own has told npm or node whom to trust.
    local registry=${npm_config_registry:-https://registry.npmjs.org}
    local trusted=${npm_config_cafile:-${NODE_EXTRA_CA_CERTS:-}}
    curl -fsSL ${trusted:+--cacert "$trusted"} -o "$home/first/npm.tgz" \
      "${registry%/}/npm/-/npm-$NPM_VERSION.tgz" || return 1
    echo "$NPM_SHA256  $home/first/npm.tgz" | sha256sum --check --quiet || return 1
    tar -xzf "$home/first/npm.tgz" -C "$home/first" || return 1
    # The package of Node calls npm by its name while it is installed.
    printf '#!/bin/sh\nexec node "%s/first/package/bin/npm-cli.js" "$@"\n' "$home" >"$home/first/npm"
    chmod 755 "$home/first/npm"
    (cd "$home" && PATH="$home/first:$PATH" npm install --silent --no-fund --no-audit --prefix . \
      node@22 npm@11) || return 1
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
