#!/usr/bin/env bash
# clang-tidy over every source file, with the database of the release build.
set -euo pipefail
find src -name '*.cc' | xargs -n 1 -P 2 clang-tidy-19 --quiet -p build/release
