# Sourced by bench/run index. COINr is an R package that Debian does not have. Quoted: 73 ms a replication is
# the least that was recorded for it (a smaller set-up), 119 to 125 ms for this very set-up (R 4.2.2,
# two cores, quiet).
cmake --build --preset release --target index_bench >/dev/null
machine
say "对照（引用，不在本次运行中测）：COINr 1.1.14 每次重复 73 ms（本设定 119–125 ms）"
echo "13.7 73000000 73000000" >"$work/coinr"
for _ in $(seq "$rounds"); do
  build/release/index_bench asem "$seconds" >>"$work/asem"
  build/release/index_bench reuse "$seconds" >>"$work/reuse"
done
report "$work/asem" "$work/coinr" "replication with every step recomputed" "COINr (quoted 73 ms)"
report "$work/reuse" "$work/coinr" "replication with only the dependent steps recomputed" "COINr (quoted 73 ms)"
say "2843 个单位 × 60 个指标 × 10000 次重复，每步重算，两个线程：$(build/release/index_bench large 2)"
say "同上，只重算受影响的步骤：$(build/release/index_bench large-reuse 2)"
