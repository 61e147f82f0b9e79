// The hash tree of RFC 6962 (Certificate Transparency), section 2.1: the root names every leaf and
// their order; a short proof shows that a leaf is in it, another that one tree is the beginning of
// a later one.
//
//   Tree tree;
//   for (const auto& event : events) tree.append(leaf_hash(event.body));
//   tree.root();
//
// A subtree is *whole* when it has 2^level leaves; the n-th of a level begins at leaf n·2^level.
// Whole subtrees never change, so that they can be kept and looked up.
//
// Thread-safety: pure functions; a Tree belongs to one thread at a time.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qinqing::ledger {

using Hash = std::array<std::uint8_t, 32>;  // SHA-256

Hash leaf_hash(std::string_view data);                     // SHA-256(0x00 ‖ data)
Hash node_hash(const Hash& left, const Hash& right);       // SHA-256(0x01 ‖ left ‖ right)
std::string to_hex(const Hash& hash);                      // 64 lower-case digits
std::optional<Hash> hash_from_hex(std::string_view text);  // nullopt unless it is just that
// As it stands in heads, beside its algorithm's name: "sha256:" and the 64 digits.
std::string to_named(const Hash& hash);
std::optional<Hash> hash_from_named(std::string_view text);

// A tree that only grows. It keeps no more than the roots of the largest whole subtrees it consists
// of, at most 64.
class Tree {
 public:
  // Called with each whole subtree as it becomes whole, lowest level first. Level 0 is a leaf.
  using Whole = std::function<void(int level, std::uint64_t n, const Hash& root)>;

  Tree() = default;
  // The tree as it was at that size; `peaks` are the roots of its largest whole subtrees, from the
  // left. nullopt unless there are as many of them as `size` has binary ones.
  static std::optional<Tree> resume(std::uint64_t size, std::vector<Hash> peaks);

  void append(const Hash& leaf, const Whole& whole = {});
  std::uint64_t size() const { return size_; }
  Hash root() const;  // of no leaf: SHA-256 of nothing
  const std::vector<Hash>& peaks() const { return peaks_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

// The root of a whole subtree that lies within the tree that is asked about.
using Subtree = std::function<Hash(int level, std::uint64_t n)>;

// MTH of the first `size` leaves.
Hash root_of(std::uint64_t size, const Subtree& subtree);

// PATH(index, D[size]), section 2.1.1. Requires index < size.
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const Subtree& subtree);
// PROOF(from, D[to]), section 2.1.2; empty where from is 0 or to. Requires from <= to.
std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const Subtree& subtree);

// RFC 9162, sections 2.1.3.2 and 2.1.4.2. False for whatever does not fit, of any length.
bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                 const std::vector<Hash>& proof, const Hash& root);
bool is_consistent(std::uint64_t from, const Hash& from_root, std::uint64_t to, const Hash& to_root,
                   const std::vector<Hash>& proof);

}  // namespace qinqing::ledger
