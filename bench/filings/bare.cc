// The reference of bench/run filings: SQLite alone, committing the rows of one filing after the
// other, each on the disk before the next (write-ahead log, synchronous=FULL, as the server has
// it).
//
//   filings_bench FILLED.db SCRATCH.db SECONDS
//
// FILLED.db is what the server wrote: for each filing its event and every row that the event holds.
// They are read first, then inserted into SCRATCH.db, which has the same tables and indices, by
// prepared statements. Prints `rate p50 p99`, latencies in nanoseconds.
#include <sqlite3.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/house.h"
#include "base/json.h"

namespace qinqing::bench {
namespace {

constexpr int kFilings = 10'000;

class Sqlite {
 public:
  explicit Sqlite(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) fail();
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
  }
  ~Sqlite() {
    for (auto& [text, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;

  sqlite3_stmt* prepare(const std::string& text) {
    sqlite3_stmt*& statement = statements_[text];
    if (statement == nullptr &&
        sqlite3_prepare_v2(handle_, text.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      fail();
    return statement;
  }
  void run(const std::string& text) {
    if (sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
  }
  [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(handle_)); }

 private:
  sqlite3* handle_ = nullptr;
  std::map<std::string, sqlite3_stmt*> statements_;
};

// A row of `table` as SQLite holds it.
struct Row {
  std::string table;
  std::vector<std::unique_ptr<sqlite3_value, decltype(&sqlite3_value_free)>> values;
};

// The rows `statement` finds, its keys bound as text.
std::vector<Row> rows(Sqlite& from, const std::string& table, const std::string& where,
                      const std::vector<std::string>& keys) {
  sqlite3_stmt* statement = from.prepare("SELECT * FROM " + table + " WHERE " + where);
  for (std::size_t i = 0; i < keys.size(); ++i)
    sqlite3_bind_text(statement, static_cast<int>(i) + 1, keys[i].data(),
                      static_cast<int>(keys[i].size()), SQLITE_TRANSIENT);
  std::vector<Row> found;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    Row& row = found.emplace_back();
    row.table = table;
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
      row.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement, i)),
                              &sqlite3_value_free);
  }
  sqlite3_reset(statement);
  return found;
}

std::string text_of(const boost::json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : std::to_string(value.as_int64());
}

std::string text_in(sqlite3_stmt* statement, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
}

using Filing = std::vector<Row>;

// What was written for each of the last filings: its events and the rows that they hold, as they
// stand in the end.
std::vector<Filing> filings(Sqlite& from,
                            const std::map<std::string, const store::Table*>& tables) {
  std::vector<std::string> subjects;
  sqlite3_stmt* newest =
      from.prepare("SELECT subject FROM event WHERE kind = 'filing.open' ORDER BY id DESC LIMIT " +
                   std::to_string(kFilings));
  while (sqlite3_step(newest) == SQLITE_ROW) subjects.push_back(text_in(newest, 0));
  std::vector<Filing> found;
  for (const std::string& subject : subjects) {
    std::vector<std::pair<std::string, std::string>> events;
    sqlite3_stmt* of_one = from.prepare("SELECT id, body FROM event WHERE subject = ? ORDER BY id");
    sqlite3_bind_text(of_one, 1, subject.data(), static_cast<int>(subject.size()),
                      SQLITE_TRANSIENT);
    while (sqlite3_step(of_one) == SQLITE_ROW)
      events.emplace_back(text_in(of_one, 0), text_in(of_one, 1));
    sqlite3_reset(of_one);
    Filing filing;
    std::set<std::vector<std::string>> seen;  // table and key
    for (const auto& [id, body] : events) {
      for (auto& row : rows(from, "event", "id = ?", {id})) filing.push_back(std::move(row));
      for (auto& row : rows(from, "event_private", "event = ?", {id}))
        filing.push_back(std::move(row));
      const auto event = base::parse_json(body);
      for (const auto& change : event->at("changes").as_array()) {
        const auto& image = change.at("row").as_object();
        const store::Table& table = *tables.at(std::string(change.at("table").as_string()));
        std::string where;
        std::vector<std::string> keys;
        for (std::size_t i = 0; i < table.keys; ++i) {
          where += (i == 0 ? "" : " AND ") + table.columns[i].name + " = ?";
          keys.push_back(text_of(image.at(table.columns[i].name)));
        }
        std::vector<std::string> key = keys;
        key.push_back(table.name);
        if (!seen.insert(std::move(key)).second) continue;
        for (auto& row : rows(from, table.name, where, keys)) filing.push_back(std::move(row));
      }
    }
    found.push_back(std::move(filing));
  }
  return found;
}

void insert(Sqlite& into, const Row& row) {
  std::string marks = "?";
  for (std::size_t i = 1; i < row.values.size(); ++i) marks += ",?";
  sqlite3_stmt* statement = into.prepare("INSERT INTO " + row.table + " VALUES(" + marks + ")");
  for (std::size_t i = 0; i < row.values.size(); ++i)
    sqlite3_bind_value(statement, static_cast<int>(i) + 1, row.values[i].get());
  if (sqlite3_step(statement) != SQLITE_DONE) into.fail();
  sqlite3_reset(statement);
}

void run(const std::string& filled, const std::string& scratch, int seconds) {
  std::filesystem::remove(scratch);
  base::SystemClock clock;
  base::SystemRandom random;
  std::map<std::string, const store::Table*> tables;
  {
    const auto made = store::Database::open({.url = "sqlite:" + scratch,
                                             .clock = &clock,
                                             .random = &random,
                                             .schemas = app::schemas()});
    if (!made) throw std::runtime_error(made.faults().to_string());
    for (const store::Table* table : (*made)->tables()) tables[table->name] = table;
  }
  Sqlite from(filled);
  const std::vector<Filing> all = filings(from, tables);
  if (all.empty()) throw std::runtime_error("no filings in " + filled);
  std::size_t wrote = 0;
  for (const Filing& filing : all) wrote += filing.size();
  std::cerr << all.size() << " filings, " << wrote / all.size() << " rows each\n";

  Sqlite into(scratch);
  using Clock = std::chrono::steady_clock;
  std::vector<std::int64_t> took;
  const auto begun = Clock::now();
  for (const Filing& filing : all) {
    const auto before = Clock::now();
    if (before - begun > std::chrono::seconds(seconds)) break;
    into.run("BEGIN IMMEDIATE");
    for (const Row& row : filing) insert(into, row);
    into.run("COMMIT");
    took.push_back(std::chrono::nanoseconds(Clock::now() - before).count());
  }
  const double lasted = std::chrono::duration<double>(Clock::now() - begun).count();
  std::ranges::sort(took);
  std::cout << static_cast<std::int64_t>(static_cast<double>(took.size()) / lasted) << ' '
            << took[took.size() / 2] << ' ' << took[took.size() * 99 / 100] << '\n';
}

}  // namespace
}  // namespace qinqing::bench

int main(int argc, char** argv) {
  int seconds = 0;
  const std::string_view number = argc == 4 ? argv[3] : "";
  std::from_chars(number.data(), number.data() + number.size(), seconds);
  if (seconds <= 0) {
    std::cerr << "filings_bench FILLED.db SCRATCH.db SECONDS\n";
    return 2;
  }
  try {
    qinqing::bench::run(argv[1], argv[2], seconds);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
