#include "ledger/sealer.h"

#include <gtest/gtest.h>

#include <thread>

#include "ledger/stored_tree.h"
#include "ledger/testing/sealed.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

using store::EventRow;
using store::UnsealedRow;
using store::testing::note;

class SealerTest : public testing::SealedTest {
 protected:
  // The entries from 0 without a gap, each event once, the tree's rows as they follow from them.
  void expect_whole(std::size_t events) {
    const auto entries = all<EntryRow>("ORDER BY n");
    ASSERT_EQ(entries.size(), events);
    EXPECT_TRUE(all<UnsealedRow>("ORDER BY event").empty());
    std::map<std::string, std::string> bodies;
    for (auto& event : all<EventRow>("ORDER BY id")) bodies[event.id] = std::move(event.body);
    EXPECT_EQ(bodies.size(), events);
    Tree tree;
    std::map<std::pair<std::int64_t, std::int64_t>, std::string> whole;
    for (const EntryRow& entry : entries) {
      EXPECT_EQ(entry.n, static_cast<std::int64_t>(tree.size()));
      const Hash leaf = leaf_hash(bodies.at(entry.event));
      EXPECT_EQ(entry.leaf, to_hex(leaf));
      bodies.erase(entry.event);
      tree.append(leaf, [&](int level, std::uint64_t n, const Hash& root) {
        if (level > 0 && level % kLevelStep == 0)
          whole[{level, static_cast<std::int64_t>(n)}] = to_hex(root);
      });
    }
    const auto subtrees = all<SubtreeRow>("ORDER BY level, n");
    EXPECT_EQ(subtrees.size(), whole.size());
    for (const auto& row : subtrees) EXPECT_EQ((whole[{row.level, row.n}]), row.root);
    database().read([&](store::Sql& sql) {
      const StoredTree stored(sql);
      EXPECT_EQ(stored.tree().root(), tree.root());
      EXPECT_EQ(
          root_of(events, [&](int level, std::uint64_t n) { return stored.subtree(level, n); }),
          tree.root());
    });
  }
};
STORE_ON_BOTH(SealerTest);

TEST_P(SealerTest, PutsEveryEventInOrderOnce) {
  EXPECT_EQ(seal_all(), 0);
  act(3, "a");
  EXPECT_EQ(seal_all(), 3);
  EXPECT_EQ(seal_all(), 0);
  act(600, "b");  // more than a batch, and a subtree that is kept
  EXPECT_EQ(seal_all(), 600);
  expect_whole(603);
}

TEST_P(SealerTest, SignsWhatIsSealed) {
  Sealer sealer = this->sealer();
  EXPECT_FALSE(sealer.sign_head()) << "of nothing";
  act(5, "a");
  EXPECT_FALSE(sealer.sign_head()) << "nothing is sealed yet";
  seal_all();
  EXPECT_TRUE(sealer.sign_head());
  EXPECT_FALSE(sealer.sign_head()) << "it is signed";
  act(1, "b");
  seal_all();
  EXPECT_TRUE(sealer.sign_head());
  const auto heads = all<HeadRow>("ORDER BY size");
  ASSERT_EQ(heads.size(), 2U);
  for (const HeadRow& row : heads) {
    const auto root = hash_from_hex(row.root.substr(7));
    ASSERT_TRUE(root);
    Head head{.size = static_cast<std::uint64_t>(row.size), .root = *root, .at = row.at};
    EXPECT_TRUE(is_signed(text_of(head), row.signature, public_key()));
    head.size += 1;
    EXPECT_FALSE(is_signed(text_of(head), row.signature, public_key()));
  }
  for (const std::string& bad : {std::string(), std::string("ed25519.key."),
                                 "ed25519.other." + heads[0].signature.substr(12),
                                 "sm2.key." + heads[0].signature.substr(12)})
    EXPECT_FALSE(is_signed("{}", bad, public_key())) << bad;
}

// Whoever seals while others write and others seal: no event twice, none left out.
TEST_P(SealerTest, SealsWhileOthersWriteAndSeal) {
  constexpr int kWriters = 4;
  constexpr int kEach = 150;
  {
    std::vector<std::jthread> threads;
    std::atomic<int> busy = kWriters;
    for (int w = 0; w < kWriters; ++w)
      threads.emplace_back([&, w] {
        act(kEach, std::to_string(w) + "-");
        --busy;
      });
    for (int s = 0; s < 2; ++s)
      threads.emplace_back([&] {
        Sealer sealer = this->sealer();
        while (busy > 0) sealer.seal();
      });
  }
  seal_all();
  expect_whole(kWriters * kEach);
}

// SQLite has one writer: there no act can be held open while another is committed.
class TwoWritersTest : public SealerTest {};
INSTANTIATE_TEST_SUITE_P(Engines, TwoWritersTest, ::testing::Values(store::Dialect::postgresql));

// An act that began earlier and is committed later gets a later place, and one.
TEST_P(TwoWritersTest, AnActHeldOpenIsSealedWhenItIsCommitted) {
  const base::FixedClock earlier(base::Date::of(2026, 11, 23).value());
  base::SystemRandom random;
  auto other = store::Database::open(
      {.url = url(),
       .clock = &earlier,
       .random = &random,
       .schemas = {store::schema(), schema(), store::testing::note_schema()}});
  ASSERT_TRUE(other);
  std::atomic<int> step = 0;
  std::string early;
  std::jthread held([&] {
    (*other)->write([&](store::Unit& unit) {
      early = unit.event({.kind = "note.add", .subject = "early"});
      auto row = note("early");
      unit.insert(row);
      step = 1;
      step.notify_all();
      for (int now = step; now < 2; now = step) step.wait(now);
    });
  });
  for (int now = step; now < 1; now = step) step.wait(now);
  act("late");
  EXPECT_EQ(seal_all(), 1);
  step = 2;
  step.notify_all();
  held.join();
  EXPECT_EQ(seal_all(), 1);
  const auto entries = all<EntryRow>("ORDER BY n");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].event, early);
  EXPECT_LT(entries[1].event, entries[0].event) << "its id is the earlier one";
  expect_whole(2);
}

TEST_P(SealerTest, SealsNothingOverATreeWithAGap) {
  act(3, "a");
  seal_all();
  database().aside(
      [](store::Sql& sql) { return sql.change("DELETE FROM ledger_entry WHERE n = 1", {}); });
  act("b");
  Sealer sealer = this->sealer();
  EXPECT_THROW(sealer.seal(), StoredTree::Broken);
  EXPECT_THROW(sealer.sign_head(), StoredTree::Broken);
  EXPECT_EQ(all<UnsealedRow>("ORDER BY event").size(), 1U);
}

}  // namespace
}  // namespace qinqing::ledger
