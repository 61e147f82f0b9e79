#!/usr/bin/env bash
# Every C++ file stands as .clang-format says.
set -euo pipefail
git ls-files '*.cc' '*.h' | xargs -r clang-format-19 --dry-run -Werror
