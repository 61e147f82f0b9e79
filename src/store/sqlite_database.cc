// SQLite: readers on a pool of connections, each on its snapshot; one writer.
#include "store/group_writer.h"

namespace qinqing::store {
namespace {

class SqliteDatabase final : public Engine {
 public:
  SqliteDatabase(const std::string& path, const DatabaseOptions& options)
      : Engine(options, [=] { return connect_sqlite(path, options, false); }),
        writer_([=] { return connect_sqlite(path, options, true); }, "BEGIN IMMEDIATE", sources()) {
  }

  Dialect dialect() const override { return Dialect::sqlite; }

 private:
  void run_read(const std::function<void(Sql&)>& body) override {
    auto connection = pool().lend();
    Transaction transaction(*connection, "BEGIN");
    body(*connection);
    transaction.commit();
  }

  void run_aside(const std::function<void(Sql&)>& body) override {
    writer_.write([&](Unit& unit) {
      body(unit.sql());
      return true;
    });
  }

  void run_write(const std::function<bool(Unit&)>& body) override { writer_.write(body); }

  GroupWriter writer_;
};

}  // namespace

std::unique_ptr<Database> sqlite_database(const std::string& path, const DatabaseOptions& options) {
  return std::make_unique<SqliteDatabase>(path, options);
}

}  // namespace qinqing::store
