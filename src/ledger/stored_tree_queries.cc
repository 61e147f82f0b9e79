#include <bit>

#include "ledger/rows.h"
#include "ledger/stored_tree.h"

namespace qinqing::ledger {
namespace {

constexpr std::string_view kLeaves =
    "SELECT leaf FROM ledger_entry WHERE n >= :first AND n < :end ORDER BY n";
constexpr std::string_view kRoots =
    "SELECT root FROM ledger_subtree WHERE level = :level AND n >= :first AND n < :end ORDER BY n";

}  // namespace

std::uint64_t StoredTree::size() const {
  return static_cast<std::uint64_t>(
      sql_.number("SELECT coalesce(max(n) + 1, 0) FROM ledger_entry"));
}

Hash StoredTree::subtree(int level, std::uint64_t n) const {
  const int kept = level / kLevelStep * kLevelStep;
  const auto below = static_cast<unsigned>(level - kept);
  const auto first = static_cast<std::int64_t>(n << below);
  const std::int64_t end = first + (std::int64_t{1} << below);
  Tree tree;
  for (const auto& [text] : kept == 0 ? sql_.rows<std::string>(kLeaves, first, end)
                                      : sql_.rows<std::string>(kRoots, kept, first, end)) {
    const auto hash = hash_from_hex(text);
    if (!hash) throw Broken();
    tree.append(*hash);
  }
  if (tree.size() != std::uint64_t{1} << below) throw Broken();
  return tree.root();
}

Tree StoredTree::tree() const {
  const std::uint64_t size = this->size();
  std::vector<Hash> peaks;
  std::uint64_t begin = 0;
  for (int level = 63; level >= 0; --level) {
    const std::uint64_t leaves = std::uint64_t{1} << static_cast<unsigned>(level);
    if ((size & leaves) == 0) continue;
    peaks.push_back(subtree(level, begin >> static_cast<unsigned>(level)));
    begin += leaves;
  }
  return *Tree::resume(size, std::move(peaks));
}

}  // namespace qinqing::ledger
