// One database, SQLite or PostgreSQL, behind one door.
//
//   auto database = Database::open({.url = "sqlite:var/qinqing.db", .clock = clock,
//                                   .random = random, .schemas = {store::schema(), …}});
//   auto filings = (*database)->read([&](Sql& sql) { return sql.select<Filing>("WHERE …", …); });
//   (*database)->write([&](Unit& unit) { … });          // see store/unit.h
//
// SQLite: write-ahead log, synchronous=FULL. PostgreSQL: serializable transactions, those that
// could not be put in an order rerun. On both readers have a pool of connections, and one writer
// thread commits waiting units together (store/group_writer.h). On both: what write() returned from
// is on the disk; a kill or a power cut cannot take it back.
//
// Both calls wait for the disk: call them off the I/O threads (blocking routes).
// Thread-safety: any number of threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/fault.h"
#include "store/failure.h"
#include "store/unit.h"

namespace qinqing::store {

// One step of the schema's history. Numbers are unique in the house and only ever added.
struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;                        // statements, each ended by ";" at a line's end
  std::optional<Dialect> only = std::nullopt;  // nullopt: the same on both engines
};

// What a folder of the house keeps.
struct Schema {
  std::vector<Migration> migrations;
  std::vector<const Table*> tables;
};

// Events, their private parts, measures, migrations.
Schema schema();

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct DatabaseOptions {
  // "sqlite:PATH" (":memory:" is refused: every connection would have its own) or
  // "postgresql://USER:PASSWORD@HOST:PORT/NAME?…" as libpq reads it.
  std::string url{};
  const base::Clock* clock = nullptr;
  base::RandomSource* random = nullptr;
  std::vector<Schema> schemas{};
  int connections = 8;                // for readers
  std::string sqlite_vfs{};           // for tests that make the disk fail; "" = the system's
  std::int64_t sqlite_pages_max = 0;  // for tests that fill the disk; 0 = no limit
};
// NOLINTEND(readability-redundant-member-init)

struct MigrationState {
  int number = 0;
  std::string name;
  std::string applied_at;  // "" = not yet
};

class Database {
 public:
  // Opens it, creating an SQLite file that is not there, runs the migrations that it has not seen,
  // each in a transaction, and compares every table with its description.
  // Faults: "db.url", "db.open", "db.newer" (migrated by a later program), "db.changed" (a
  // migration that was applied reads differently now), "db.columns" (a table is not as described).
  static base::Result<std::unique_ptr<Database>> open(DatabaseOptions options);

  // Every migration with the instant at which it was applied. Applies none.
  static base::Result<std::vector<MigrationState>> migrations(const DatabaseOptions& options);

  virtual ~Database() = default;

  virtual Dialect dialect() const = 0;
  // All tables, in the order of the schemas.
  virtual const std::vector<const Table*>& tables() const = 0;

  // Runs `body` on a snapshot: what it reads belongs together. It must not write.
  template <class F>
  auto read(F&& body) -> std::invoke_result_t<F, Sql&> {
    using R = std::invoke_result_t<F, Sql&>;
    if constexpr (std::is_void_v<R>) {
      run_read([&](Sql& sql) { body(sql); });
    } else {
      std::optional<R> result;
      run_read([&](Sql& sql) { result.emplace(body(sql)); });
      return std::move(*result);
    }
  }

  // Runs `body` as one unit of work and returns when it is durable. A base::Result with faults, or
  // anything thrown, rolls it back.
  template <class F>
  auto write(F&& body) -> std::invoke_result_t<F, Unit&> {
    using R = std::invoke_result_t<F, Unit&>;
    if constexpr (std::is_void_v<R>) {
      run_write([&](Unit& unit) {
        body(unit);
        return true;
      });
    } else {
      std::optional<R> result;
      run_write([&](Unit& unit) {
        result.emplace(body(unit));
        return commits(*result);
      });
      return std::move(*result);
    }
  }

  // Runs `body` in a transaction of its own for what follows the units of work: the ledger's order.
  // It changes no record. On PostgreSQL it runs beside the units and neither fails one nor makes it
  // wait, seeing what others commit meanwhile (READ COMMITTED); on SQLite, which has one writer, it
  // is short and takes its turn.
  template <class F>
  auto aside(F&& body) -> std::invoke_result_t<F, Sql&> {
    using R = std::invoke_result_t<F, Sql&>;
    std::optional<R> result;
    run_aside([&](Sql& sql) { result.emplace(body(sql)); });
    return std::move(*result);
  }

 private:
  virtual void run_aside(const std::function<void(Sql&)>& body) = 0;
  virtual void run_read(const std::function<void(Sql&)>& body) = 0;
  // The body says whether to commit.
  virtual void run_write(const std::function<bool(Unit&)>& body) = 0;

  template <class R>
  static bool commits(const R& result) {
    if constexpr (requires {
                    result.faults();
                    result.ok();
                  }) {
      return result.ok();
    } else {
      return true;
    }
  }
};

}  // namespace qinqing::store
