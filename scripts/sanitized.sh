#!/usr/bin/env bash
# Unit tests under a sanitizer: sanitized.sh asan | tsan
set -euo pipefail
preset=$1
cmake --preset "$preset"
cmake --build --preset "$preset" --target tests
for binary in build/"$preset"/*_test; do "$binary" --gtest_brief=1; done
