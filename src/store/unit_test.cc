// What a unit of work promises, on both engines from one body.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/canonical.h"
#include "base/json.h"
#include "store/log_rows.h"
#include "store/testing/databases.h"
#include "store/testing/notes.h"

namespace qinqing::store {
namespace {

using testing::Colour;
using testing::Lease;
using testing::Note;
using testing::note;

class UnitTest : public testing::DatabaseTest {
 protected:
  UnitTest() { open({schema(), testing::note_schema()}); }

  void add(const std::string& id, const std::string& words = "话") {
    database().write([&](Unit& unit) {
      unit.event({.kind = "note.add", .account = "a1", .subject = id});
      unit.insert(note(id, words));
    });
  }
  std::int64_t count(const std::string& table) {
    return database().read([&](Sql& sql) { return sql.number("SELECT count(*) FROM " + table); });
  }
  std::optional<Note> find(const std::string& id) {
    return database().read([&](Sql& sql) { return sql.find<Note>(id); });
  }
};
STORE_ON_BOTH(UnitTest);

TEST_P(UnitTest, KeepsEveryKindOfColumn) {
  Note kept = note("n1", "亲清 'quote' \"x\" ; -- 𝒜");
  kept.phone = "13900000000";
  kept.day = base::Date::of(2026, 2, 28).value();
  kept.open = true;
  kept.colour = Colour::red_;
  kept.count = 9'007'199'254'740'993;  // more than a double can tell
  database().write([&](Unit& unit) {
    unit.event({.kind = "note.add"});
    unit.insert(kept);
  });
  const auto found = find("n1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->words, kept.words);
  EXPECT_EQ(found->phone, kept.phone);
  EXPECT_EQ(found->day, kept.day);
  EXPECT_TRUE(found->open);
  EXPECT_EQ(found->colour, Colour::red_);
  EXPECT_EQ(found->count, kept.count);
  EXPECT_EQ(found->version, 1);
  add("n2");
  EXPECT_EQ(find("n2")->phone, std::nullopt) << "null is not \"\"";
}

TEST_P(UnitTest, WritesTheEventWithTheChange) {
  add("n1", "王某");
  const auto events = database().read([](Sql& sql) { return sql.select<EventRow>("ORDER BY id"); });
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].at, "2026-11-24T04:00:00.000Z");
  const auto body = base::parse_json(events[0].body);
  ASSERT_TRUE(body);
  EXPECT_EQ(base::canonical_json(*body).value(), events[0].body) << "its bytes are canonical";
  const auto& change = body->at("changes").at(0);
  EXPECT_EQ(change.at("table").as_string(), "note");
  EXPECT_EQ(change.at("row").at("version").as_int64(), 1);
  EXPECT_TRUE(change.at("row").at("phone").is_null());
}

TEST_P(UnitTest, KeepsPersonalWordsOutOfTheEvent) {
  add("n1", "王某");
  const auto [body, salt, value] = database().read([](Sql& sql) {
    return *sql.row<std::string, std::string, std::string>(
        "SELECT e.body, p.salt, p.value FROM event e JOIN event_private p ON p.event = e.id");
  });
  EXPECT_EQ(body.find("王某"), std::string::npos);
  EXPECT_EQ(value, "\"王某\"");
  const auto parsed = base::parse_json(body);
  EXPECT_EQ(parsed->at("changes").at(0).at("row").at("words").at("commit").as_string(),
            base::named_hash("[\"" + salt + "\"," + value + "]"));
  add("n2", "王某");
  const auto salts = database().read(
      [](Sql& sql) { return sql.rows<std::string>("SELECT salt FROM event_private"); });
  EXPECT_NE(salts[0], salts[1]) << "equal words are not seen to be equal";
}

TEST_P(UnitTest, ChangesNoRecordWithoutAnEvent) {
  EXPECT_THROW(database().write([](Unit& unit) { unit.insert(note("n1")); }), std::logic_error);
  EXPECT_THROW(database().write([](Unit& unit) {
    unit.event({.kind = "note.add"});
    unit.put(note("n1"));
  }),
               std::logic_error);
  EXPECT_EQ(count("note"), 0);
  EXPECT_EQ(count("event"), 0);
}

TEST_P(UnitTest, RefusesAnUpdateOfWhatSomebodyChanged) {
  add("n1");
  const auto read = *find("n1");
  const auto change = [&](std::string words) {
    database().write([&](Unit& unit) {
      unit.event({.kind = "note.change"});
      Note mine = read;
      mine.words = words;
      unit.update(mine);
      EXPECT_EQ(mine.version, 2);
    });
  };
  change("甲");
  EXPECT_THROW(change("乙"), Conflict);
  EXPECT_EQ(find("n1")->words, "甲");
  EXPECT_EQ(count("event"), 2) << "the refused change left no event";
}

TEST_P(UnitTest, FilesAnIdOnce) {
  add("n1", "一");
  try {
    add("n1", "二");
    FAIL() << "a second row of one key";
  } catch (const Exists& exists) {
    EXPECT_EQ(exists.table, "note");
  }
  EXPECT_EQ(find("n1")->words, "一");
  EXPECT_EQ(count("event"), 1);
}

TEST_P(UnitTest, RollsBackWhatHasFaultsOrThrows) {
  const auto refused = database().write([](Unit& unit) -> base::Result<int> {
    unit.event({.kind = "note.add"});
    unit.insert(note("n1"));
    base::Faults faults;
    faults.add("refused", "", "不行");
    return faults;
  });
  EXPECT_FALSE(refused);
  EXPECT_THROW(database().write([](Unit& unit) {
    unit.event({.kind = "note.add"});
    unit.insert(note("n2"));
    throw std::runtime_error("later");
  }),
               std::runtime_error);
  EXPECT_EQ(count("note") + count("event") + count("event_private"), 0);
}

TEST_P(UnitTest, CountsMeasuresWithTheirEvent) {
  database().write([&](Unit& unit) {
    unit.event({.kind = "note.add", .place = "p"});
    unit.insert(note("n1"));
    unit.measure({.kind = "note.added", .place = "p", .day = clock_.today(), .value = 3});
    unit.event({.kind = "note.seen"});
    unit.measure({.kind = "note.seen", .place = "p", .day = clock_.today()});
  });
  EXPECT_EQ(count("event"), 2);
  EXPECT_EQ(database().read([](Sql& sql) { return sql.number("SELECT sum(value) FROM measure"); }),
            4);
  EXPECT_EQ(database().read([](Sql& sql) {
    return sql.number("SELECT sum(value) FROM measure WHERE kind = :k", "none");
  }),
            0);
}

TEST_P(UnitTest, KeepsTransientRowsWithoutEvents) {
  const auto put = [&](std::int64_t until) {
    database().write([&](Unit& unit) { unit.put(Lease{"h", until}); });
  };
  put(1);
  put(2);
  EXPECT_EQ(count("lease"), 1);
  EXPECT_EQ(database().read([](Sql& sql) { return sql.find<Lease>("h")->until; }), 2);
  EXPECT_EQ(database().write([](Unit& unit) { return unit.remove<Lease>("h"); }), 1);
  EXPECT_EQ(database().write([](Unit& unit) { return unit.remove<Lease>("h"); }), 0);
  EXPECT_EQ(count("event"), 0);
}

TEST_P(UnitTest, RefusesTextThatTheEnginesKeepDifferently) {
  EXPECT_THROW(add("n1", std::string("a\0b", 3)), std::invalid_argument);
  EXPECT_EQ(count("note"), 0);
}

TEST_P(UnitTest, ReadsASnapshot) {
  add("n1");
  database().read([&](Sql& sql) {
    EXPECT_EQ(sql.number("SELECT count(*) FROM note"), 1);
    std::thread([&] { add("n2"); }).join();
    EXPECT_EQ(sql.number("SELECT count(*) FROM note"), 1) << "what is read belongs together";
  });
  EXPECT_EQ(count("note"), 2);
}

TEST_P(UnitTest, MayNotWriteWhileReading) {
  EXPECT_ANY_THROW(
      database().read([](Sql& sql) { sql.change("DELETE FROM note", std::span<const Value>()); }));
  add("n1");
  EXPECT_EQ(count("note"), 1) << "the connection lives on";
}

// Each adds one to the same number, having read it: none may be lost.
TEST_P(UnitTest, OrdersUnitsThatTouchOneRow) {
  add("n1");
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        database().write([&](Unit& unit) {
          Note mine = *unit.sql().find<Note>("n1");
          ++mine.count;
          unit.event({.kind = "note.count"});
          unit.update(mine);
        });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(find("n1")->count, 80);
  EXPECT_EQ(count("event"), 81);
}

// One unit that is refused takes none of those that are committed with it along.
TEST_P(UnitTest, GroupsDoNotShareRefusals) {
  std::vector<std::thread> threads;
  std::atomic<int> refused = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string id = std::to_string(t) + "-" + std::to_string(i);
        try {
          add(i % 4 == 3 ? "taken" : id);
        } catch (const Exists&) {
          ++refused;
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 8 * 5 - 1);
  EXPECT_EQ(count("note"), 8 * 15 + 1);
  EXPECT_EQ(count("event"), 8 * 15 + 1);
}

}  // namespace
}  // namespace qinqing::store
