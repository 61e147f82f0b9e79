#!/usr/bin/env bash
# A disk in memory that is soon full, and 64 clients who go on filing: full_disk.sh sqlite | postgresql
# The disk is seen by this process and its children alone and is gone with them.
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
if [ "${2:-}" != inside ]; then
  user=()
  [ "$(id -u)" -eq 0 ] || user=(--map-root-user)
  exec unshare --mount "${user[@]}" "$0" "$engine" inside
fi
# PostgreSQL's first files alone take 40 MB, its log 16 MB a piece.
mib=80
[ "$engine" = postgresql ] && mib=240
space=$(mktemp -d)
mount -t tmpfs -o "size=${mib}m,mode=0755" tmpfs "$space"
build/release/tests/full_disk --db "$engine" --space "$space"
