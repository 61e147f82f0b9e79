# Sourced by ./run and ./test: installs what packages.txt names, saying what it does.

say() { printf '── %s\n' "$*" >&2; }

# The packages under the given headings of packages.txt ("build and run", "test", "measure").
packages_of() {
  local wanted=" $* "
  awk -v wanted="$wanted" '
    /^# --- to / { heading = substr($0, 10); next }
    /^#/ || !NF { next }
    index(wanted, heading) { print $1 }' packages.txt
}

install_packages() {
  local missing=()
  local package
  for package in $(packages_of "$@"); do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null; then
    say "这里不是 Debian，请自行安装：${missing[*]}"
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { say "需要 root 或 sudo 来安装：${missing[*]}"; return 1; }
    as_root=(sudo)
  fi
  say "安装 ${#missing[@]} 个软件包：${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  # Without a terminal apt's progress bar is noise; its own lines are enough.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o Dpkg::Progress-Fancy=$([ -t 2 ] && echo 1 || echo 0) "${missing[@]}" |
    awk 'NR % 50 == 0 { printf "   … %d 行\n", NR > "/dev/stderr" }'
  say "软件包装好了"
}
