#!/usr/bin/env bash
# Each fuzz target for the given seconds, from its corpus where it has one: fuzz.sh 600
set -euo pipefail
seconds=$1
cmake --preset fuzz
cmake --build --preset fuzz --target fuzzers
for source in src/*/*_fuzz.cc; do
  target=$(basename "$source" .cc)
  corpus=$(mktemp -d)
  kept="$(dirname "$source")/testdata/${target}_corpus"
  [ -d "$kept" ] || kept="$(dirname "$source")/testdata/corpus"
  build/fuzz/"$target" -max_total_time="$seconds" -rss_limit_mb=4096 "$corpus" $([ -d "$kept" ] && echo "$kept")
  rm -rf "$corpus"
done
