#!/usr/bin/env bash
# The same cases give the same bytes in two processes with other time zones and locales.
set -euo pipefail
program=${QINQING:-build/release/qinqing}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TZ=Asia/Shanghai LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 "$program" pack test policy/ningbo --receipts "$work/a"
TZ=America/Los_Angeles LC_ALL=tr_TR.UTF-8 LANG=C "$program" pack test policy/ningbo --receipts "$work/b"
[ "$(ls "$work/a" | wc -l)" -ge 150 ]
diff -r "$work/a" "$work/b"
