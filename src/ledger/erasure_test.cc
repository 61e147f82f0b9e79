// What is known of a person is gone, the tree stays, and nothing else may be gone.
#include <gtest/gtest.h>

#include "ledger/testing/sealed.h"
#include "ledger/verify.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

using store::EventPrivateRow;
using store::testing::Note;
using store::testing::note;

class ErasureTest : public testing::SealedTest {
 protected:
  std::optional<Finding> look() {
    const VerifyOptions options{.is_signed =
                                    [this](std::string_view text, std::string_view signature) {
                                      return is_signed(text, signature, public_key());
                                    },
                                .against = {},
                                .derived = {},
                                .progress = {}};
    return database().read(
        [&](store::Sql& sql) { return verify(sql, database().tables(), options).wrong; });
  }
  std::string forget(const std::string& id) {
    return database().write([&](store::Unit& unit) {
      std::string event = unit.event({.kind = "note.forget", .subject = id});
      auto row = *unit.sql().find<Note>(id);
      unit.erase(row);
      return event;
    });
  }
  Note row(const std::string& id) {
    return database().read([&](store::Sql& sql) { return *sql.find<Note>(id); });
  }
  std::vector<EventPrivateRow> parts(const std::string& event) {
    return database().read([&](store::Sql& sql) {
      return sql.select<EventPrivateRow>("WHERE event = :event ORDER BY n", event);
    });
  }
  void expect(const Finding& wanted) {
    const auto wrong = look();
    ASSERT_TRUE(wrong) << "not found: " << wanted.table << " " << wanted.key;
    EXPECT_EQ(wrong->table, wanted.table);
    EXPECT_EQ(wrong->key, wanted.key);
    EXPECT_EQ(wrong->kind, wanted.kind);
  }
};
STORE_ON_BOTH(ErasureTest);

TEST_P(ErasureTest, DestroysTheRowsPayloadAndAllItsPast) {
  const std::string first = act("a1");
  change("a1", "第二句");
  act("a2");
  seal_and_sign();
  const auto leaves = all<EntryRow>("ORDER BY n");
  forget("a1");
  EXPECT_EQ(row("a1").words, "");
  EXPECT_EQ(row("a1").phone, std::nullopt);
  EXPECT_EQ(row("a1").version, 3);
  EXPECT_EQ(row("a2").words, "话a2");
  int gone = 0;
  for (const auto& part : all<EventPrivateRow>("ORDER BY event, n")) {
    EXPECT_EQ(part.salt.has_value(), part.value.has_value());
    if (!part.salt) ++gone;
  }
  EXPECT_EQ(gone, 4) << "two values of two images; the erased row's own and the other row stay";
  EXPECT_EQ(parts(first).size(), 2U) << "each part keeps its place";
  seal_and_sign();
  EXPECT_FALSE(look());
  const auto now = all<EntryRow>("ORDER BY n");
  for (std::size_t n = 0; n < leaves.size(); ++n) EXPECT_EQ(now[n].leaf, leaves[n].leaf);
}

TEST_P(ErasureTest, TakesItsOwnPartsOutOfAnEventOfSeveralRows) {
  const std::string event = database().write([&](store::Unit& unit) {
    std::string id = unit.event({.kind = "note.add"});
    for (const char* name : {"a1", "a2", "a3"}) unit.insert(note(name, std::string("话") + name));
    return id;
  });
  forget("a2");
  const auto kept = parts(event);
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept[0].value, "\"话a1\"");
  EXPECT_EQ(kept[1].value, std::nullopt);
  EXPECT_EQ(kept[2].value, "\"话a3\"");
  EXPECT_FALSE(look());
}

TEST_P(ErasureTest, LifeGoesOnAndMayBeErasedAgain) {
  act("a1");
  forget("a1");
  change("a1", "新的");
  EXPECT_FALSE(look());
  forget("a1");
  EXPECT_EQ(row("a1").words, "");
  EXPECT_FALSE(look());
}

TEST_P(ErasureTest, WhatIsGoneWithoutAnErasureIsNamed) {
  const std::string first = act("a1");
  change("a1", "第二句");
  act("a2");
  by_hand("UPDATE event_private SET salt = NULL, value = NULL WHERE event = :event AND n = 1",
          {first});
  expect({"event_private", first + "/1", Wrong::removed});
  forget("a2");
  expect({"event_private", first + "/1", Wrong::removed});
}

TEST_P(ErasureTest, WhatComesAfterAnErasureIsNotErasedByIt) {
  act("a1");
  const std::string erasing = forget("a1");
  by_hand("UPDATE event_private SET salt = NULL, value = NULL WHERE event = :event", {erasing});
  expect({"event_private", erasing + "/0", Wrong::removed});
}

TEST_P(ErasureTest, WhatWasPutBackIsNamed) {
  const std::string first = act("a1");
  act("a2");
  const auto before = parts(first);
  forget("a1");
  by_hand("UPDATE event_private SET salt = :salt, value = :value WHERE event = :event AND n = 1",
          {*before[1].salt, *before[1].value, first});
  expect({"event_private", first + "/1", Wrong::added});
  by_hand("UPDATE event_private SET salt = NULL WHERE event = :event AND n = 1", {first});
  expect({"event_private", first + "/1", Wrong::altered});
}

TEST_P(ErasureTest, IsAnEventOfItsOwnOnTheRowAsItIs) {
  act("a1");
  EXPECT_THROW(database().write([](store::Unit& unit) {
    auto row = *unit.sql().find<Note>("a1");
    unit.erase(row);
  }),
               std::logic_error);
  EXPECT_THROW(database().write([](store::Unit& unit) {
    unit.event({.kind = "note.forget"});
    unit.insert(note("a2"));
    auto row = *unit.sql().find<Note>("a1");
    unit.erase(row);
  }),
               std::logic_error);
  auto stale = row("a1");
  change("a1", "第二句");
  EXPECT_THROW(database().write([&](store::Unit& unit) {
    unit.event({.kind = "note.forget"});
    unit.erase(stale);
  }),
               store::Conflict);
  EXPECT_EQ(stale.words, "话a1") << "what was not erased is not shown as erased";
  EXPECT_EQ(row("a1").words, "第二句");
  EXPECT_FALSE(look());
}

}  // namespace
}  // namespace qinqing::ledger
