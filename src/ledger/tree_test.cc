#include "ledger/tree.h"

#include <gtest/gtest.h>

#include <map>

namespace qinqing::ledger {
namespace {

// The leaves and roots that Certificate Transparency's own programs are tested with
// (google/certificate-transparency, merkletree/merkle_tree_test.cc).
const std::vector<std::string> kLeaves{
    std::string(),
    std::string("\x00", 1),
    std::string("\x10", 1),
    std::string("\x20\x21", 2),
    std::string("\x30\x31", 2),
    std::string("\x40\x41\x42\x43", 4),
    std::string("\x50\x51\x52\x53\x54\x55\x56\x57", 8),
    std::string("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16)};
const std::vector<std::string> kRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

struct Grown {
  std::map<std::pair<int, std::uint64_t>, Hash> whole;
  std::vector<Hash> leaves;
  std::vector<Hash> roots;  // by size

  explicit Grown(std::uint64_t size) {
    Tree tree;
    roots.push_back(tree.root());
    for (std::uint64_t i = 0; i < size; ++i) {
      leaves.push_back(leaf_hash(i < kLeaves.size() ? kLeaves[i] : std::to_string(i)));
      tree.append(leaves.back(), [&](int level, std::uint64_t n, const Hash& root) {
        EXPECT_TRUE(whole.emplace(std::pair(level, n), root).second) << "each once";
      });
      roots.push_back(tree.root());
    }
  }
  Subtree subtree() const {
    return [this](int level, std::uint64_t n) { return whole.at({level, n}); };
  }
};

TEST(Tree, HasThePublishedRoots) {
  const Grown grown(8);
  for (std::size_t size = 0; size <= 8; ++size) {
    EXPECT_EQ(to_hex(grown.roots[size]), kRoots[size]);
    EXPECT_EQ(root_of(size, grown.subtree()), grown.roots[size]);
  }
}

TEST(Tree, GivesThePublishedProofs) {
  const Grown grown(8);
  const auto hex = [](const std::vector<Hash>& proof) {
    std::vector<std::string> out;
    for (const Hash& hash : proof) out.push_back(to_hex(hash));
    return out;
  };
  EXPECT_EQ(hex(inclusion_proof(0, 8, grown.subtree())),
            (std::vector<std::string>{
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hex(consistency_proof(6, 8, grown.subtree())),
            (std::vector<std::string>{
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
}

// Every leaf of every tree up to 70, and nothing else: not with another leaf, place, size, root,
// nor with a hash changed, added or taken away.
TEST(Tree, ProvesWhatIsInAndNothingElse) {
  const Grown grown(70);
  for (std::uint64_t size = 1; size <= 70; ++size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      auto proof = inclusion_proof(i, size, grown.subtree());
      const Hash& leaf = grown.leaves[i];
      const Hash& root = grown.roots[size];
      EXPECT_TRUE(is_included(leaf, i, size, proof, root));
      EXPECT_FALSE(is_included(grown.roots[0], i, size, proof, root));
      EXPECT_FALSE(is_included(leaf, i + 1, size, proof, root));
      EXPECT_FALSE(is_included(leaf, i, size, proof, grown.roots[size - 1]));
      EXPECT_FALSE(is_included(leaf, i, i, proof, root));
      for (Hash& hash : proof) {
        hash[7] ^= 1U;
        EXPECT_FALSE(is_included(leaf, i, size, proof, root));
        hash[7] ^= 1U;
      }
      proof.push_back(leaf);
      EXPECT_FALSE(is_included(leaf, i, size, proof, root));
      proof.pop_back();
      if (proof.empty()) continue;
      proof.pop_back();
      EXPECT_FALSE(is_included(leaf, i, size, proof, root));
    }
  }
}

TEST(Tree, ProvesThatItOnlyGrew) {
  const Grown grown(70);
  for (std::uint64_t to = 0; to <= 70; ++to) {
    for (std::uint64_t from = 0; from <= to; ++from) {
      auto proof = consistency_proof(from, to, grown.subtree());
      const Hash& a = grown.roots[from];
      const Hash& b = grown.roots[to];
      EXPECT_TRUE(is_consistent(from, a, to, b, proof)) << from << " " << to;
      Hash other = a;
      other[0] ^= 1U;
      EXPECT_FALSE(is_consistent(from, other, to, b, proof)) << from << " " << to;
      if (from > 0) {
        other = b;
        other[31] ^= 1U;
        EXPECT_FALSE(is_consistent(from, a, to, other, proof)) << from << " " << to;
      }
      for (Hash& hash : proof) {
        hash[3] ^= 1U;
        EXPECT_FALSE(is_consistent(from, a, to, b, proof));
        hash[3] ^= 1U;
      }
      proof.push_back(a);
      EXPECT_FALSE(is_consistent(from, a, to, b, proof)) << from << " " << to;
      EXPECT_FALSE(is_consistent(to + 1, a, to, b, {}));
    }
  }
}

TEST(Tree, GoesOnWhereItStopped) {
  const Grown grown(70);
  Tree tree;
  for (std::uint64_t i = 0; i < 70; ++i) {
    auto resumed = Tree::resume(tree.size(), tree.peaks());
    ASSERT_TRUE(resumed);
    tree = *resumed;
    tree.append(grown.leaves[i]);
    EXPECT_EQ(tree.root(), grown.roots[i + 1]);
  }
  EXPECT_FALSE(Tree::resume(3, {grown.leaves[0]}));
}

TEST(Hashes, AreReadAsTheyAreWritten) {
  const Hash hash = leaf_hash("x");
  EXPECT_EQ(hash_from_hex(to_hex(hash)), hash);
  std::string upper = to_hex(hash);
  upper[upper.find_first_of("abcdef")] = 'F';
  for (const std::string& bad : {std::string(), upper, to_hex(hash) + "0", to_hex(hash).substr(1)})
    EXPECT_EQ(hash_from_hex(bad), std::nullopt) << bad;
  EXPECT_EQ(hash_from_named(to_named(hash)), hash);
  EXPECT_EQ(hash_from_named(to_hex(hash)), std::nullopt) << "without its algorithm's name";
  EXPECT_EQ(hash_from_named("sm3:" + to_hex(hash)), std::nullopt);
  EXPECT_NE(leaf_hash(std::string(4095, 'x')), leaf_hash(std::string(4096, 'x')));
}

}  // namespace
}  // namespace qinqing::ledger
