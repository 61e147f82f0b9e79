#include "store/database.h"

#include <filesystem>

#include "embedded/store_migrations.h"
#include "store/engine.h"
#include "store/log_rows.h"
#include "store/migrate.h"

namespace qinqing::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

bool is_postgresql(std::string_view url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

base::Faults refused(std::string_view code, const std::string& what, std::string_view right) {
  base::Faults faults;
  faults.add(code, "", what, right);
  return faults;
}

base::Result<std::string> sqlite_path(std::string_view url) {
  url.remove_prefix(kSqlite.size());
  if (url.empty() || url.starts_with(":memory:") || url.find('"') != std::string_view::npos)
    return refused("db.url", "sqlite: 后面要写一个文件", "例如 sqlite:var/qinqing.db");
  const auto folder = std::filesystem::path(url).parent_path();
  std::error_code ec;
  if (!folder.empty()) std::filesystem::create_directories(folder, ec);
  if (ec) return refused("db.open", "建不了文件夹 " + folder.string(), "看看权限");
  return std::string(url);
}

base::Faults not_opened(const Unavailable& failure) {
  return refused("db.open",
                 failure.reason == Unavailable::Reason::damaged
                     ? "数据库文件读不出来，可能不是数据库或者已损坏"
                     : "打不开数据库",
                 "看看地址、权限、磁盘和数据库服务是否正常");
}

// A connection that may write, or why there is none.
base::Result<std::unique_ptr<Connection>> connect(const DatabaseOptions& options) {
  try {
    if (is_postgresql(options.url)) return connect_postgresql(options.url);
    if (!options.url.starts_with(kSqlite))
      return refused("db.url", "看不懂数据库地址", "sqlite:文件，或 postgresql://…");
    auto path = sqlite_path(options.url);
    if (!path) return path.faults();
    return connect_sqlite(*path, options, true);
  } catch (const Unavailable& failure) {
    return not_opened(failure);
  }
}

}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options) {
  auto connection = connect(options);
  if (!connection) return connection.faults();
  try {
    base::Faults faults = migrate(**connection, options);
    if (faults.empty()) faults = compare_tables(**connection, options);
    if (!faults.empty()) return faults;
    if (is_postgresql(options.url)) return postgresql_database(options);
    return sqlite_database(options.url.substr(kSqlite.size()), options);
  } catch (const Unavailable& failure) {
    return not_opened(failure);
  }
}

base::Result<std::vector<MigrationState>> Database::migrations(const DatabaseOptions& options) {
  auto connection = connect(options);
  if (!connection) return connection.faults();
  return migration_states(**connection, options);
}

Schema schema() {
  return {.migrations = embedded::store_migrations(),
          .tables = {&table<EventRow>(), &table<EventPrivateRow>(), &table<MeasureRow>(),
                     &table<UnsealedRow>(), &table<MigrationRow>()}};
}

}  // namespace qinqing::store
