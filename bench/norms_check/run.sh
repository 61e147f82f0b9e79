# Sourced by bench/run norms_check.
cmake --build --preset release --target norms_check_bench >/dev/null
# Not `npm ci`: it wants the lock file to hold every platform's build, which registries that
# mirror only some platforms cannot give.
(cd bench/norms_check && npm install --no-save --silent --no-fund --no-audit)
machine
say "对照：GoRules ZEN $(node -p "require('./bench/norms_check/node_modules/@gorules/zen-engine/package.json').version")"
build/release/norms_check_bench emit "$work"
for _ in $(seq "$rounds"); do
  build/release/norms_check_bench table "$seconds" >>"$work/table"
  build/release/norms_check_bench judge "$seconds" >>"$work/judge"
  build/release/norms_check_bench receipt "$seconds" >>"$work/receipt"
  node bench/norms_check/zen.mjs "$work" "$seconds" >>"$work/zen"
done
report "$work/table" "$work/zen" "one table JSON to JSON explained" "GoRules ZEN with trace"
report "$work/judge" "$work/zen" "two conducts judged in process" "GoRules ZEN with trace (one table)"
report "$work/receipt" "$work/zen" "two conducts judged with receipt and hash" "GoRules ZEN with trace (one table)"
