#include "ledger/tree.h"

#include <openssl/sha.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace qinqing::ledger {
namespace {

constexpr std::string_view kNamed = "sha256:";

constexpr std::uint8_t kLeaf = 0;
constexpr std::uint8_t kNode = 1;

Hash sha256(const std::uint8_t* bytes, std::size_t size) {
  Hash out;
  ::SHA256(bytes, size, out.data());
  return out;
}

// The largest power of two below `size`; requires size > 1.
std::uint64_t split(std::uint64_t size) {
  return std::bit_floor(size - 1);
}

// MTH of the `size` leaves from `begin`, which is a multiple of the power of two not below `size`.
Hash range_root(std::uint64_t begin, std::uint64_t size, const Subtree& subtree) {
  if (std::has_single_bit(size)) {
    const int level = std::countr_zero(size);
    return subtree(level, begin >> static_cast<unsigned>(level));
  }
  const std::uint64_t k = split(size);
  return node_hash(range_root(begin, k, subtree), range_root(begin + k, size - k, subtree));
}

void add_path(std::uint64_t index, std::uint64_t begin, std::uint64_t size, const Subtree& subtree,
              std::vector<Hash>& proof) {
  if (size <= 1) return;
  const std::uint64_t k = split(size);
  if (index < k) {
    add_path(index, begin, k, subtree, proof);
    proof.push_back(range_root(begin + k, size - k, subtree));
  } else {
    add_path(index - k, begin + k, size - k, subtree, proof);
    proof.push_back(range_root(begin, k, subtree));
  }
}

// SUBPROOF; `known`: the verifier has the root of what is left of the earlier tree.
void add_subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t size, bool known,
                  const Subtree& subtree, std::vector<Hash>& proof) {
  if (from == size) {
    if (!known) proof.push_back(range_root(begin, size, subtree));
    return;
  }
  const std::uint64_t k = split(size);
  if (from <= k) {
    add_subproof(from, begin, k, known, subtree, proof);
    proof.push_back(range_root(begin + k, size - k, subtree));
  } else {
    add_subproof(from - k, begin + k, size - k, false, subtree, proof);
    proof.push_back(range_root(begin, k, subtree));
  }
}

}  // namespace

Hash leaf_hash(std::string_view data) {
  // One call over one piece is quicker than a context for two.
  constexpr std::size_t kShort = 4096;
  if (data.size() < kShort) {
    std::array<std::uint8_t, kShort> bytes;
    bytes[0] = kLeaf;
    std::memcpy(bytes.data() + 1, data.data(), data.size());
    return sha256(bytes.data(), data.size() + 1);
  }
  std::string bytes(1, static_cast<char>(kLeaf));
  bytes += data;
  return sha256(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> bytes;
  bytes[0] = kNode;
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 33);
  return sha256(bytes.data(), bytes.size());
}

std::string to_hex(const Hash& hash) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(hash.size() * 2);
  for (const std::uint8_t byte : hash) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::optional<Hash> hash_from_hex(std::string_view text) {
  Hash hash{};
  if (text.size() != hash.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      digit = static_cast<unsigned>(c - 'a') + 10U;
    else
      return std::nullopt;
    hash[i / 2] = static_cast<std::uint8_t>((hash[i / 2] << 4U) | digit);
  }
  return hash;
}

std::string to_named(const Hash& hash) {
  return std::string(kNamed) + to_hex(hash);
}

std::optional<Hash> hash_from_named(std::string_view text) {
  return text.starts_with(kNamed) ? hash_from_hex(text.substr(kNamed.size())) : std::nullopt;
}

std::optional<Tree> Tree::resume(std::uint64_t size, std::vector<Hash> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) return std::nullopt;
  Tree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks);
  return tree;
}

void Tree::append(const Hash& leaf, const Whole& whole) {
  peaks_.push_back(leaf);
  if (whole) whole(0, size_, leaf);
  const int completed = std::countr_one(size_);  // how many levels this leaf makes whole
  ++size_;
  for (int level = 1; level <= completed; ++level) {
    const Hash right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = node_hash(peaks_.back(), right);
    if (whole) whole(level, (size_ >> static_cast<unsigned>(level)) - 1, peaks_.back());
  }
}

Hash Tree::root() const {
  if (peaks_.empty()) return sha256(nullptr, 0);
  Hash root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = node_hash(peaks_[i], root);
  return root;
}

Hash root_of(std::uint64_t size, const Subtree& subtree) {
  return size == 0 ? Tree().root() : range_root(0, size, subtree);
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const Subtree& subtree) {
  std::vector<Hash> proof;
  add_path(index, 0, size, subtree, proof);
  return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const Subtree& subtree) {
  std::vector<Hash> proof;
  if (from == 0 || from == to) return proof;
  add_subproof(from, 0, to, true, subtree, proof);
  return proof;
}

bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                 const std::vector<Hash>& proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && r == root;
}

bool is_consistent(std::uint64_t from, const Hash& from_root, std::uint64_t to, const Hash& to_root,
                   const std::vector<Hash>& proof) {
  if (from > to) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == Tree().root();
  std::uint64_t fn = from - 1;
  std::uint64_t sn = to - 1;
  while ((fn & 1U) != 0) {
    fn >>= 1U;
    sn >>= 1U;
  }
  std::size_t i = 0;
  // A whole earlier tree is where its own proof begins.
  Hash fr = from_root;
  if (!std::has_single_bit(from)) {
    if (proof.empty()) return false;
    fr = proof[i++];
  }
  Hash sr = fr;
  for (; i < proof.size(); ++i) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      fr = node_hash(proof[i], fr);
      sr = node_hash(proof[i], sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = node_hash(sr, proof[i]);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == from_root && sr == to_root;
}

}  // namespace qinqing::ledger
