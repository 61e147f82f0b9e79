# Sourced by bench/run dmn.
cmake --build --preset release --target dmn_bench >/dev/null
# Not `npm ci`: see bench/norms_check/run.sh.
(cd bench/dmn && npm install --no-save --silent --no-fund --no-audit)
machine
for package in @gorules/zen-engine json-rules-engine feelin; do
  say "对照：$package $(node -p "require('./bench/dmn/node_modules/$package/package.json').version")"
done
build/release/dmn_bench emit "$work"
# feelin reads the expression at every evaluation: to prove all its answers takes minutes, once.
for reference in zen json_rules feelin; do node "bench/dmn/$reference.mjs" "$work" prove; done
for _ in $(seq "$rounds"); do
  for mode in json process packs feel; do build/release/dmn_bench "$mode" "$seconds" >>"$work/$mode"; done
  for reference in zen json_rules feelin; do
    node "bench/dmn/$reference.mjs" "$work" "$seconds" >>"$work/$reference"
  done
done
report "$work/json" "$work/zen" "20 rules JSON to JSON explained" "GoRules ZEN with trace"
report "$work/json" "$work/json_rules" "20 rules JSON to JSON explained" "json-rules-engine with results"
report "$work/process" "$work/zen" "20 rules in process with trace" "GoRules ZEN with trace"
report "$work/packs" "$work/zen" "20 rules in process by the packs' engine with every rule's state" "GoRules ZEN with trace"
report "$work/feel" "$work/feelin" "FEEL over a list JSON to JSON" "feelin"
