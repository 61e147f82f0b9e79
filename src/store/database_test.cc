// Opening, migrating, and what happens when the ground shakes.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "store/log_rows.h"
#include "store/testing/databases.h"
#include "store/testing/notes.h"

namespace qinqing::store {
namespace {

using testing::Note;
using testing::note;
using Reason = Unavailable::Reason;

class DatabaseOpenTest : public testing::DatabaseTest {
 protected:
  DatabaseOptions options(std::vector<Schema> schemas) {
    return {.url = url(), .clock = &clock_, .random = &random_, .schemas = std::move(schemas)};
  }
  std::string refusal(std::vector<Schema> schemas) {
    const auto opened = Database::open(options(std::move(schemas)));
    return opened ? "" : opened.faults()[0].code;
  }
  void add(const std::string& id, std::size_t size = 1) {
    database().write([&](Unit& unit) {
      unit.event({.kind = "note.add"});
      unit.insert(note(id, std::string(size, 'x')));
    });
  }
  std::int64_t count(const std::string& table) {
    return database().read([&](Sql& sql) { return sql.number("SELECT count(*) FROM " + table); });
  }
};
STORE_ON_BOTH(DatabaseOpenTest);

TEST_P(DatabaseOpenTest, ListsMigrationsBeforeAndAfter) {
  const auto schemas = std::vector{schema(), testing::note_schema()};
  const auto before = Database::migrations(options(schemas));
  ASSERT_TRUE(before);
  EXPECT_EQ((*before)[0].applied_at, "") << "looking applies none";
  // What only the other engine needs is no step of this one.
  EXPECT_EQ(std::ranges::count(*before, "search_grams", &MigrationState::name),
            GetParam() == Dialect::postgresql ? 1 : 0);
  open({schema()});
  open(schemas);
  const auto after = Database::migrations(options(schemas));
  ASSERT_EQ(after->size(), before->size());
  for (const MigrationState& state : *after)
    EXPECT_EQ(state.applied_at, "2026-11-24T04:00:00.000Z") << state.name;
  EXPECT_EQ(after->back().name, "lease");
}

TEST_P(DatabaseOpenTest, KeepsWhatIsThereWhenItIsOpenedAgain) {
  open({schema(), testing::note_schema()});
  add("n1");
  open({schema(), testing::note_schema()});
  EXPECT_EQ(count("note"), 1);
}

TEST_P(DatabaseOpenTest, RefusesWhatALaterProgramMigrated) {
  open({schema(), testing::note_schema()});
  close();
  EXPECT_EQ(refusal({schema()}), "db.newer");
}

TEST_P(DatabaseOpenTest, RefusesAMigrationThatReadsDifferentlyNow) {
  open({schema(), testing::note_schema()});
  close();
  Schema changed = testing::note_schema();
  changed.migrations[1].sql =
      "CREATE TABLE lease (holder text NOT NULL PRIMARY KEY, until bigint);\n";
  EXPECT_EQ(refusal({schema(), changed}), "db.changed");
}

TEST_P(DatabaseOpenTest, RefusesATableThatIsNotAsDescribed) {
  Schema other = testing::note_schema();
  other.migrations[1].sql =
      "CREATE TABLE lease (holder text NOT NULL PRIMARY KEY, till bigint NOT NULL);\n";
  const auto opened = Database::open(options({schema(), other}));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.faults()[0].code, "db.columns");
  EXPECT_NE(opened.faults()[0].what.find("lease"), std::string::npos);
}

TEST_P(DatabaseOpenTest, LeavesNothingOfAMigrationThatFails) {
  Schema broken = testing::note_schema();
  broken.migrations[1].sql = "CREATE TABLE lease (holder text);\nCREATE TABLE lease (x text);\n";
  EXPECT_ANY_THROW((void)Database::open(options({schema(), broken})));
  open({schema(), testing::note_schema()});
  EXPECT_EQ(count("lease"), 0);
}

// --- SQLite's own

class SqliteTest : public DatabaseOpenTest {};
INSTANTIATE_TEST_SUITE_P(Engines, SqliteTest, ::testing::Values(Dialect::sqlite));

// The disk is filled: what was answered is there, what was refused is not, and when there is room
// again the service goes on by itself.
TEST_P(SqliteTest, SurvivesAFullDisk) {
  open({schema(), testing::note_schema()}, {.sqlite_pages_max = 40});
  int kept = 0;
  bool full = false;
  for (int i = 0; i < 200 && !full; ++i) {
    try {
      add(std::to_string(i), 3000);
      ++kept;
    } catch (const Unavailable& failure) {
      EXPECT_EQ(failure.reason, Reason::full);
      full = true;
    }
  }
  ASSERT_TRUE(full);
  ASSERT_GT(kept, 0);
  EXPECT_EQ(count("note"), kept);
  EXPECT_EQ(count("event"), kept);
  EXPECT_EQ(count("event_private"), kept);
  EXPECT_THROW(add("again", 3000), Unavailable);
  open({schema(), testing::note_schema()});
  add("later", 3000);
  EXPECT_EQ(count("note"), kept + 1);
}

// The same under 64 writers: nobody is told that it is kept when it is not, and whoever was refused
// tries again with the same id when there is room.
TEST_P(SqliteTest, SurvivesAFullDiskUnderLoad) {
  open({schema(), testing::note_schema()}, {.sqlite_pages_max = 120});
  std::mutex mutex;
  std::set<std::string> kept;
  std::vector<std::string> refused;
  {
    std::vector<std::jthread> writers;
    for (int w = 0; w < 64; ++w)
      writers.emplace_back([&, w] {
        for (int n = 0;; ++n) {
          const std::string id = std::to_string(w) + "-" + std::to_string(n);
          try {
            add(id, 3000);
            const std::lock_guard lock(mutex);
            kept.insert(id);
          } catch (const Unavailable& failure) {
            EXPECT_EQ(failure.reason, Reason::full);
            const std::lock_guard lock(mutex);
            refused.push_back(id);
            return;
          }
        }
      });
  }
  EXPECT_EQ(refused.size(), 64U);
  const auto there = [&] {
    return database().read([](Sql& sql) {
      std::set<std::string> ids;
      for (const auto& [id] : sql.rows<std::string>("SELECT id FROM note")) ids.insert(id);
      return ids;
    });
  };
  EXPECT_EQ(there(), kept);
  EXPECT_EQ(count("event"), static_cast<std::int64_t>(kept.size()));
  open({schema(), testing::note_schema()});
  for (const std::string& id : refused) add(id, 3000);
  EXPECT_EQ(there().size(), kept.size() + refused.size());
}

TEST_P(SqliteTest, RefusesAFileThatIsNoDatabase) {
  const std::string path = url().substr(7);
  std::ofstream(path) << std::string(8192, 'x');
  EXPECT_EQ(refusal({schema()}), "db.open");
  EXPECT_EQ(std::filesystem::file_size(path), 8192U) << "it is left as it was";
}

TEST(DatabaseUrl, IsRefusedWithAWord) {
  base::SystemClock clock;
  base::SystemRandom random;
  for (const char* url : {"", "mysql://x", "sqlite:", "sqlite::memory:"}) {
    const auto opened =
        Database::open({.url = url, .clock = &clock, .random = &random, .schemas = {}});
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.faults()[0].code, "db.url") << url;
  }
  const auto nobody = Database::open({.url = "postgresql://x@127.0.0.1:1/x?connect_timeout=2",
                                      .clock = &clock,
                                      .random = &random,
                                      .schemas = {}});
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.faults()[0].code, "db.open");
}

// --- PostgreSQL's own

class PostgresqlTest : public DatabaseOpenTest {};
INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlTest, ::testing::Values(Dialect::postgresql));

TEST_P(PostgresqlTest, OpensByAnAddressWithoutParameters) {
  const std::string plain = url().substr(0, url().find('?'));
  const auto opened =
      Database::open({.url = plain, .clock = &clock_, .random = &random_, .schemas = {}});
  EXPECT_TRUE(opened) << plain;
}

TEST_P(PostgresqlTest, ResumesWhenTheServerIsBack) {
  open({schema(), testing::note_schema()});
  add("n1");
  testing::Postgresql::shared().kill();
  try {
    add("n2");
    ADD_FAILURE() << "written to a server that is down";
  } catch (const Unavailable& failure) {
    EXPECT_EQ(failure.reason, Reason::lost);
  }
  testing::Postgresql::shared().start();
  add("n3");
  EXPECT_EQ(count("note"), 2);
  EXPECT_EQ(count("event"), 2);
}

TEST_P(PostgresqlTest, SaysLostWhenTheConnectionBreaksInTheMiddle) {
  open({schema(), testing::note_schema()});
  try {
    database().write([](Unit& unit) {
      unit.event({.kind = "note.add"});
      unit.insert(note("n1"));
      testing::Postgresql::shared().kill();
    });
    ADD_FAILURE() << "committed on a server that is down";
  } catch (const Unavailable& failure) {
    EXPECT_EQ(failure.reason, Reason::lost);
  }
  testing::Postgresql::shared().start();
  EXPECT_EQ(count("note"), 0);
}

}  // namespace
}  // namespace qinqing::store
