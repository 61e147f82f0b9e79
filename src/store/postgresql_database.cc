// PostgreSQL: readers on a pool of connections, each on its snapshot; one writer a server, whose
// transactions the engine puts in order with those of other servers.
#include "store/group_writer.h"

namespace qinqing::store {
namespace {

constexpr int kConnectionsTried = 2;

class PostgresqlDatabase final : public Engine {
 public:
  explicit PostgresqlDatabase(const DatabaseOptions& options)
      : Engine(options, [url = options.url] { return connect_postgresql(url); }),
        writer_([url = options.url] { return connect_postgresql(url); },
                "BEGIN ISOLATION LEVEL SERIALIZABLE", sources()) {}

  Dialect dialect() const override { return Dialect::postgresql; }

 private:
  // A connection that idled while the server was restarted breaks at BEGIN; another is tried.
  void run_read(const std::function<void(Sql&)>& body) override {
    run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", true, body);
  }

  void run_aside(const std::function<void(Sql&)>& body) override {
    run("BEGIN ISOLATION LEVEL READ COMMITTED", false, body);
  }

  void run(std::string_view begin, bool snapshot, const std::function<void(Sql&)>& body) {
    for (int tries = 1;; ++tries) {
      auto connection = pool().lend();
      std::optional<Transaction> transaction;
      try {
        transaction.emplace(*connection, begin, snapshot);
      } catch (const Unavailable&) {
        if (tries > kConnectionsTried) throw;
        continue;
      }
      body(*connection);
      transaction->commit();
      return;
    }
  }

  void run_write(const std::function<bool(Unit&)>& body) override { writer_.write(body); }

  GroupWriter writer_;
};

}  // namespace

std::unique_ptr<Database> postgresql_database(const DatabaseOptions& options) {
  return std::make_unique<PostgresqlDatabase>(options);
}

}  // namespace qinqing::store
