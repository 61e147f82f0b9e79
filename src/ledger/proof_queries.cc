#include "ledger/proof_queries.h"

#include "ledger/head.h"
#include "ledger/stored_tree.h"

namespace qinqing::ledger {

std::optional<EntryRow> entry_of_event(store::Sql& sql, const std::string& event) {
  auto found = sql.select<EntryRow>("WHERE event = :event", event);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<HeadRow> last_head(store::Sql& sql) {
  auto found = sql.select<HeadRow>("ORDER BY size DESC LIMIT 1");
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::string text_of(const HeadRow& row) {
  const auto root = hash_from_named(row.root);
  if (!root) throw StoredTree::Broken();
  return text_of(Head{.size = static_cast<std::uint64_t>(row.size), .root = *root, .at = row.at});
}

}  // namespace qinqing::ledger
