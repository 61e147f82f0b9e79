#!/usr/bin/env bash
# clang-tidy over every source file, with the database of the release build.
set -euo pipefail
git ls-files 'src/*.cc' | xargs -r -n 1 -P 2 clang-tidy-19 --quiet -p build/release
