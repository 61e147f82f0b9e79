// Databases for tests: the same body on SQLite and on a real PostgreSQL.
//
//   class FilingTest : public store::testing::DatabaseTest { … };
//   STORE_ON_BOTH(FilingTest);
//   TEST_P(FilingTest, KeepsWhatItAnswered) { auto& db = open({store::schema(), schema()}); … }
//
// PostgreSQL 15 is started once a test program on a free loopback port with a data folder of its
// own, as the user `postgres` where the tests run as root, and ended with the program. Where it is
// not installed the test fails: the two engines are promised, so neither is skipped.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "store/database.h"

namespace qinqing::store::testing {

// A PostgreSQL server that lives as long as this object.
class Postgresql {
 public:
  // Its data is kept below `parent`.
  explicit Postgresql(const std::filesystem::path& parent = "/tmp");
  ~Postgresql();
  Postgresql(const Postgresql&) = delete;
  Postgresql& operator=(const Postgresql&) = delete;

  // The program's own server, started at first use.
  static Postgresql& shared();

  // Makes an empty database and gives its URL.
  std::string make_database();
  // Ends the server as a power cut would; start() recovers it.
  void kill();
  void start();
  // False once it has ended by itself, as it does where it cannot write.
  bool runs();

 private:
  void stop();

  std::filesystem::path folder_;
  int port_ = 0;
  int made_ = 0;
  int server_ = 0;  // process id, 0 while it is down
};

class DatabaseTest : public ::testing::TestWithParam<Dialect> {
 protected:
  DatabaseTest();
  ~DatabaseTest() override;

  // Opens the test's database; a second call closes and opens it again, with all it holds.
  Database& open(std::vector<Schema> schemas, DatabaseOptions options = {});
  void close() { database_.reset(); }
  Database& database() { return *database_; }
  const std::string& url() const { return url_; }

  base::FixedClock clock_{base::Date::of(2026, 11, 24).value_or(base::Date())};
  base::SeededRandom random_{20261124};

 private:
  std::filesystem::path folder_;
  std::string url_;
  std::unique_ptr<Database> database_;
};

}  // namespace qinqing::store::testing

#define STORE_ON_BOTH(suite)                                                                       \
  INSTANTIATE_TEST_SUITE_P(                                                                        \
      Engines, suite,                                                                              \
      ::testing::Values(::qinqing::store::Dialect::sqlite, ::qinqing::store::Dialect::postgresql), \
      [](const auto& info) {                                                                       \
        return info.param == ::qinqing::store::Dialect::sqlite ? "Sqlite" : "Postgresql";          \
      })
