// PostgreSQL. Each unit has a connection of the pool and a serializable transaction: the engine
// finds what two units may not both do, and the later one is run again.
#include "store/engine.h"

namespace qinqing::store {
namespace {

constexpr int kTriesMax = 50;
constexpr int kConnectionsTried = 2;

class PostgresqlDatabase final : public Engine {
 public:
  explicit PostgresqlDatabase(const DatabaseOptions& options)
      : Engine(options, [url = options.url] { return connect_postgresql(url); }) {}

  Dialect dialect() const override { return Dialect::postgresql; }

 private:
  void run_read(const std::function<void(Sql&)>& body) override {
    again("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [&](Connection& connection) {
      body(connection);
      return true;
    });
  }

  void run_write(const std::function<bool(Unit&)>& body) override {
    again("BEGIN ISOLATION LEVEL SERIALIZABLE", [&](Connection& connection) {
      ConnectionUnit unit(connection, sources());
      if (!body(unit)) return false;
      unit.close();
      return true;
    });
  }

  // A connection that idled while the server was restarted breaks at BEGIN, before anything can
  // have happened. That is the one loss that is tried again by itself: of a commit that was not
  // answered only the caller knows whether a retry is safe.
  void again(std::string_view begin, const std::function<bool(Connection&)>& body) {
    for (int tries = 1;; ++tries) {
      auto connection = pool().lend();
      std::optional<Transaction> transaction;
      try {
        transaction.emplace(*connection, begin);
      } catch (const Unavailable&) {
        if (tries > kConnectionsTried) throw;
        continue;
      }
      try {
        if (body(*connection)) transaction->commit();
        return;
      } catch (const Unordered&) {
        if (tries >= kTriesMax) throw Unavailable(Unavailable::Reason::locked);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Database> postgresql_database(const DatabaseOptions& options) {
  return std::make_unique<PostgresqlDatabase>(options);
}

}  // namespace qinqing::store
