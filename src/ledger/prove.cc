#include "ledger/proof.h"
#include "ledger/proof_queries.h"
#include "ledger/stored_tree.h"

namespace qinqing::ledger {

base::Result<Proof> prove(store::Sql& sql, const std::string& event, std::string_view public_key) {
  const auto row = sql.find<store::EventRow>(event);
  base::Faults faults;
  if (!row) {
    faults.add("proof.no_event", "", "没有这个事件");
    return faults;
  }
  const auto entry = entry_of_event(sql, event);
  const auto head = last_head(sql);
  if (!entry || !head || entry->n >= head->size) {
    faults.add("proof.not_sealed", "", "这个事件还没有封存", "下一个账头会有它，通常几秒钟");
    return faults;
  }
  const StoredTree tree(sql);
  const auto size = static_cast<std::uint64_t>(head->size);
  Proof proof{.format = "qinqing-proof/1",
              .body = row->body,
              .n = entry->n,
              .path = {},
              .head = text_of(*head),
              .signature = head->signature,
              .key = std::string(public_key)};
  for (const Hash& step :
       inclusion_proof(static_cast<std::uint64_t>(entry->n), size,
                       [&](int level, std::uint64_t n) { return tree.subtree(level, n); }))
    proof.path.push_back(to_hex(step));
  return proof;
}

}  // namespace qinqing::ledger
