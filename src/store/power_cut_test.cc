// The power goes while many write: SQLite on a disk that keeps only what was synced, killed again
// and again. What was answered is there, nothing is there by half, and the file is sound.
//
// QINQING_POWER_CUTS says how often (./test: 12, ./test --long: 300).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <random>
#include <set>
#include <thread>

#include "store/testing/databases.h"
#include "store/testing/forgetful_disk.h"
#include "store/testing/notes.h"

namespace qinqing::store {
namespace {

using testing::Note;

constexpr int kWriters = 8;
constexpr std::size_t kIdLength = 12;

int cuts() {
  const char* text = std::getenv("QINQING_POWER_CUTS");
  return text != nullptr ? std::atoi(text) : 12;
}

std::string id_of(int round, int writer, int n) {
  std::array<char, kIdLength + 1> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d%05d", round, writer, n);
  return text.data();
}

// Writes until it is killed; tells the id of every note that was durable to the pipe.
[[noreturn]] void write_for_ever(const std::string& url, int round, int pipe) {
  testing::add_forgetful_disk();
  base::SystemClock clock;
  base::SystemRandom random;
  auto opened = Database::open({.url = url,
                                .clock = &clock,
                                .random = &random,
                                .schemas = {schema(), testing::note_schema()},
                                .sqlite_vfs = testing::kForgetfulDisk});
  if (!opened) ::_exit(3);
  Database& database = **opened;
  std::vector<std::jthread> writers;
  for (int w = 0; w < kWriters; ++w)
    writers.emplace_back([&database, round, w, pipe] {
      for (int n = 0;; ++n) {
        const std::string id = id_of(round, w, n);
        database.write([&](Unit& unit) {
          unit.event({.kind = "note.add", .subject = id});
          unit.insert(testing::note(id, std::string(300, 'x')));
        });
        if (::write(pipe, id.data(), id.size()) != static_cast<ssize_t>(id.size())) ::_exit(4);
      }
    });
  for (;;) ::pause();
}

// The ids that were answered before the kill, which comes after `wanted` of them.
std::set<std::string> cut_power(const std::string& url, int round, int wanted) {
  std::array<int, 2> pipe{};
  if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe[0]);
    write_for_ever(url, round, pipe[1]);
  }
  ::close(pipe[1]);
  std::set<std::string> answered;
  std::array<char, kIdLength> id{};
  std::size_t have = 0;
  for (bool killed = false;;) {
    const ssize_t got = ::read(pipe[0], id.data() + have, id.size() - have);
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
    if (have < id.size()) continue;
    have = 0;
    answered.emplace(id.data(), id.size());
    if (!killed && static_cast<int>(answered.size()) >= wanted) {
      ::kill(child, SIGKILL);
      killed = true;
    }
  }
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it ended by itself";
  return answered;
}

class PowerCutTest : public testing::DatabaseTest {};
INSTANTIATE_TEST_SUITE_P(Engines, PowerCutTest, ::testing::Values(Dialect::sqlite));

TEST_P(PowerCutTest, WhatWasAnsweredIsThereAndNothingByHalf) {
  std::mt19937 draw(20261124);
  std::set<std::string> answered;
  for (int round = 0; round < cuts(); ++round) {
    answered.merge(cut_power(url(), round, std::uniform_int_distribution<int>(1, 200)(draw)));
    Database& database = open({schema(), testing::note_schema()});
    database.read([&](Sql& sql) {
      std::set<std::string> there;
      for (const auto& [id] : sql.rows<std::string>("SELECT id FROM note")) there.insert(id);
      for (const std::string& id : answered)
        EXPECT_TRUE(there.contains(id)) << id << " was answered and is gone";
      EXPECT_EQ(sql.number("SELECT count(*) FROM note"), sql.number("SELECT count(*) FROM event"));
      EXPECT_EQ(sql.number("SELECT count(*) FROM note n JOIN event e ON e.subject = n.id"),
                static_cast<std::int64_t>(there.size()));
      const auto sound = sql.row<std::string>("PRAGMA integrity_check");
      EXPECT_EQ(std::get<0>(*sound), "ok");
    });
    close();
  }
  EXPECT_GE(answered.size(), static_cast<std::size_t>(cuts()));
}

// The disk forgets what was not synced: without this the test above would prove nothing.
TEST_P(PowerCutTest, TheDiskForgetsWhatWasNotSynced) {
  const std::string path = url().substr(7);
  const pid_t child = ::fork();
  if (child == 0) {
    testing::add_forgetful_disk();
    sqlite3* handle = nullptr;
    const auto run = [&](const char* statement) {
      if (sqlite3_exec(handle, statement, nullptr, nullptr, nullptr) != SQLITE_OK) ::_exit(3);
    };
    if (sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        testing::kForgetfulDisk) != SQLITE_OK)
      ::_exit(3);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (n);");
    run("INSERT INTO t VALUES (1);");
    run("PRAGMA synchronous = OFF; INSERT INTO t VALUES (2);");
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  sqlite3_stmt* count = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(handle, "SELECT count(*) FROM t", -1, &count, nullptr), SQLITE_OK);
  ASSERT_EQ(sqlite3_step(count), SQLITE_ROW);
  EXPECT_EQ(sqlite3_column_int(count, 0), 1) << "1 was synced, 2 was not";
  sqlite3_finalize(count);
  sqlite3_close(handle);
}

}  // namespace
}  // namespace qinqing::store
