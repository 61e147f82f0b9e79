// A copy of a database that is written to meanwhile, and one brought back.
#include "store/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/testing/databases.h"
#include "store/testing/notes.h"

namespace qinqing::store {
namespace {

namespace fs = std::filesystem;

class BackupTest : public testing::DatabaseTest {
 protected:
  BackupTest() {
    std::string pattern = "/tmp/qinqing-backup-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = pattern;
    open(schemas_);
  }
  ~BackupTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  void add(int n) {
    database().write([&](Unit& unit) {
      unit.event({.kind = "note.add"});
      unit.insert(testing::note("n" + std::to_string(n), std::string(2000, 'x')));
    });
  }
  static std::string code(const base::Result<std::uintmax_t>& done) {
    return done ? "" : done.faults()[0].code;
  }

  const std::vector<Schema> schemas_{schema(), testing::note_schema()};
  fs::path folder_;
};
INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, ::testing::Values(Dialect::sqlite));

TEST_P(BackupTest, IsOneMomentOfADatabaseThatIsWrittenTo) {
  for (int n = 0; n < 50; ++n) add(n);
  std::atomic<bool> stop = false;
  std::atomic<int> written = 50;
  std::thread writer([&] {
    while (!stop) add(written++);
  });
  const auto copied = back_up(url(), folder_ / "copy.db");
  stop = true;
  writer.join();
  ASSERT_TRUE(copied) << copied.faults().to_string();
  EXPECT_EQ(*copied, fs::file_size(folder_ / "copy.db"));
  EXPECT_EQ(fs::status(folder_ / "copy.db").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);

  const std::string back = "sqlite:" + (folder_ / "back.db").string();
  ASSERT_TRUE(bring_back(folder_ / "copy.db", back));
  const auto opened =
      Database::open({.url = back, .clock = &clock_, .random = &random_, .schemas = schemas_});
  ASSERT_TRUE(opened) << opened.faults().to_string();
  const auto [notes, events] = (*opened)->read([](Sql& sql) {
    return std::pair(sql.number("SELECT count(*) FROM note"),
                     sql.number("SELECT count(*) FROM event"));
  });
  EXPECT_GE(notes, 50);
  EXPECT_EQ(notes, events);
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_EQ(entry.path().string().find(".part-"), std::string::npos) << entry.path();
}

TEST_P(BackupTest, ReplacesNothing) {
  add(1);
  ASSERT_TRUE(back_up(url(), folder_ / "copy.db"));
  EXPECT_EQ(code(back_up(url(), folder_ / "copy.db")), "backup.there");
  EXPECT_EQ(code(bring_back(folder_ / "copy.db", url())), "backup.there");
  // What a database that was taken away has left would be read into the one brought back.
  std::ofstream(folder_ / "new.db-wal") << "x";
  EXPECT_EQ(code(bring_back(folder_ / "copy.db", "sqlite:" + (folder_ / "new.db").string())),
            "backup.there");
}

TEST_P(BackupTest, SaysWhatCannotBe) {
  EXPECT_EQ(code(back_up("sqlite:" + (folder_ / "none.db").string(), folder_ / "copy.db")),
            "backup.missing");
  EXPECT_EQ(code(back_up("postgresql://a@b/c", folder_ / "copy.db")), "backup.engine");
  EXPECT_EQ(code(bring_back(folder_ / "copy.db", "postgresql://a@b/c")), "backup.engine");
  std::ofstream(folder_ / "words.db") << std::string(10'000, 'x');
  EXPECT_NE(code(bring_back(folder_ / "words.db", "sqlite:" + (folder_ / "to.db").string())), "");
  EXPECT_FALSE(fs::exists(folder_ / "to.db"));
  EXPECT_FALSE(fs::exists(folder_ / "copy.db"));
}

}  // namespace
}  // namespace qinqing::store
