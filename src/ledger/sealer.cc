#include "ledger/sealer.h"

#include "ledger/sealer_queries.h"
#include "ledger/stored_tree.h"

namespace qinqing::ledger {
namespace {

constexpr int kBatch = 500;

}  // namespace

int Sealer::seal() {
  return database_.aside([](store::Sql& sql) {
    if (!take_turn(sql)) return 0;
    const auto events = unsealed(sql, kBatch);
    if (events.empty()) return 0;
    Tree tree = StoredTree(sql).tree();
    const auto first = static_cast<std::int64_t>(tree.size());
    std::vector<EntryRow> entries;
    std::vector<SubtreeRow> subtrees;
    for (const auto& [id, body] : events) {
      const Hash leaf = leaf_hash(body);
      entries.push_back(
          {.n = static_cast<std::int64_t>(tree.size()), .event = id, .leaf = to_hex(leaf)});
      tree.append(leaf, [&](int level, std::uint64_t n, const Hash& root) {
        if (level > 0 && level % kLevelStep == 0)
          subtrees.push_back(
              {.level = level, .n = static_cast<std::int64_t>(n), .root = to_hex(root)});
      });
    }
    add(sql, entries);
    add(sql, subtrees);
    forget_unsealed(sql, first);
    return static_cast<int>(events.size());
  });
}

bool Sealer::sign_head() {
  return database_.aside([&](store::Sql& sql) {
    if (!take_turn(sql)) return false;
    const Tree tree = StoredTree(sql).tree();
    if (tree.size() == 0 || tree.size() == last_head_size(sql)) return false;
    const Head head{
        .size = tree.size(), .root = tree.root(), .at = base::instant_text(clock_.now())};
    add(sql, HeadRow{.size = static_cast<std::int64_t>(head.size),
                     .root = to_named(head.root),
                     .at = head.at,
                     .signature = sign_(text_of(head))});
    return true;
  });
}

bool all_signed(store::Sql& sql) {
  return unsealed(sql, 1).empty() && last_head_size(sql) == count_of_entries(sql);
}

}  // namespace qinqing::ledger
