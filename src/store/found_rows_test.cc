// A row read once in a transaction is what the database would say, whatever was done meanwhile.
#include <gtest/gtest.h>

#include <array>
#include <semaphore>
#include <thread>

#include "store/testing/databases.h"
#include "store/testing/notes.h"

namespace qinqing::store {
namespace {

using testing::Lease;
using testing::Note;
using testing::note;

class FoundRowsTest : public testing::DatabaseTest {
 protected:
  FoundRowsTest() { open({schema(), testing::note_schema()}); }
  void add(const std::string& id, const std::string& words) {
    database().write([&](Unit& unit) {
      unit.event({.kind = "note.add"});
      unit.insert(note(id, words));
    });
  }
};
STORE_ON_BOTH(FoundRowsTest);

std::optional<std::string> words_of(Sql& sql, const std::string& id) {
  const auto found = sql.find<Note>(id);
  return found ? std::optional(found->words) : std::nullopt;
}

TEST_P(FoundRowsTest, FollowWhatTheUnitWrites) {
  database().write([](Unit& unit) {
    Sql& sql = unit.sql();
    EXPECT_EQ(words_of(sql, "n1"), std::nullopt);
    unit.event({.kind = "note.add"});
    unit.insert(note("n1", "甲"));
    EXPECT_EQ(words_of(sql, "n1"), "甲");
    Note mine = *sql.find<Note>("n1");
    mine.words = "乙";
    unit.update(mine);
    EXPECT_EQ(words_of(sql, "n1"), "乙");
    EXPECT_EQ(sql.find<Note>("n1")->version, 2);

    unit.put(Lease{"h", 1});
    EXPECT_EQ(sql.find<Lease>("h")->until, 1);
    unit.put(Lease{"h", 2});
    EXPECT_EQ(sql.find<Lease>("h")->until, 2);
    EXPECT_EQ(unit.remove<Lease>("h"), 1);
    EXPECT_FALSE(sql.find<Lease>("h"));
  });
}

TEST_P(FoundRowsTest, AreReadAnewAfterAStatementOfAnyKind) {
  add("n1", "甲");
  database().write([](Unit& unit) {
    EXPECT_EQ(words_of(unit.sql(), "n1"), "甲");
    unit.sql().change("UPDATE note SET words = :w WHERE id = :i",
                      std::array<Value, 2>{std::string("乙"), std::string("n1")});
    EXPECT_EQ(words_of(unit.sql(), "n1"), "乙");
  });
}

// A refused update leaves the row as it was read, not as it was wished.
TEST_P(FoundRowsTest, KeepNothingOfARefusedChange) {
  add("n1", "甲");
  database().write([](Unit& unit) {
    unit.event({.kind = "note.change"});
    Note stale = *unit.sql().find<Note>("n1");
    stale.version = 7;
    stale.words = "乙";
    EXPECT_THROW(unit.update(stale), Conflict);
    EXPECT_EQ(words_of(unit.sql(), "n1"), "甲");
    EXPECT_EQ(unit.sql().find<Note>("n1")->version, 1);
  });
}

// Units that wait together are one transaction: what a refused one has written, the next must not
// find. The first holds the writer until the others stand in line.
TEST_P(FoundRowsTest, OfARefusedUnitAreForgotten) {
  std::binary_semaphore entered{0};
  std::binary_semaphore go{0};
  std::thread first([&] {
    database().write([&](Unit&) {
      entered.release();
      go.acquire();
    });
  });
  entered.acquire();
  std::thread refused([&] {
    EXPECT_THROW(database().write([](Unit& unit) {
      unit.event({.kind = "note.add"});
      unit.insert(note("n1", "甲"));
      throw std::runtime_error("later");
    }),
                 std::runtime_error);
  });
  std::vector<std::thread> others;
  for (int i = 0; i < 4; ++i)
    others.emplace_back([&] {
      database().write([](Unit& unit) { EXPECT_EQ(words_of(unit.sql(), "n1"), std::nullopt); });
    });
  go.release();
  first.join();
  refused.join();
  for (auto& other : others) other.join();
}

TEST_P(FoundRowsTest, AreOfOneTransaction) {
  add("n1", "甲");
  EXPECT_EQ(database().read([](Sql& sql) { return words_of(sql, "n1"); }), "甲");
  database().write([](Unit& unit) {
    Note mine = *unit.sql().find<Note>("n1");
    unit.event({.kind = "note.change"});
    mine.words = "乙";
    unit.update(mine);
  });
  EXPECT_EQ(database().read([](Sql& sql) { return words_of(sql, "n1"); }), "乙");
}

}  // namespace
}  // namespace qinqing::store
