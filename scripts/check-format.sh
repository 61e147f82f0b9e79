#!/usr/bin/env bash
# Every C++ file stands as .clang-format says. (By folder, not by git: a release archive has none.)
set -euo pipefail
find src bench \( -name '*.cc' -o -name '*.h' \) -not -path '*/node_modules/*' -print0 |
  xargs -0 clang-format-19 --dry-run -Werror
