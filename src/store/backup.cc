#include "store/backup.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string_view>

#include "store/sqlite_library.h"

namespace qinqing::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSqlite = "sqlite:";
constexpr int kAllPages = -1;  // in one step: begun anew for every write, it might never end
constexpr int kWaitMs = 20;
constexpr int kBusyMs = 10'000;

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Handle open(const fs::path& file, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
  Handle handle(opened);
  if (code != SQLITE_OK) return nullptr;
  sqlite3_busy_timeout(opened, kBusyMs);
  return handle;
}

// What SQLite finds wrong with a whole file; "" = nothing.
std::string damage(sqlite3* database) {
  sqlite3_stmt* statement = nullptr;
  std::string found = "?";
  if (sqlite3_prepare_v2(database, "PRAGMA quick_check(1)", -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    found = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return found == "ok" ? "" : found;
}

// A copy is one file: what reads it needs no log beside it.
bool copy(sqlite3* from, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return false;
  int code = SQLITE_OK;
  while ((code = sqlite3_backup_step(backup, kAllPages)) == SQLITE_OK || code == SQLITE_BUSY ||
         code == SQLITE_LOCKED)
    if (code != SQLITE_OK) sqlite3_sleep(kWaitMs);
  return sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE &&
         sqlite3_exec(to, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool sync(const fs::path& path, int flags) {
  const int opened = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = opened >= 0 && ::fsync(opened) == 0;
  if (opened >= 0) ::close(opened);
  return synced;
}

base::Fault there(const fs::path& file) {
  return base::whole_fault("backup.there", file.string() + " 已经在了，不覆盖",
                           "换一个还没有的文件");
}

base::Result<std::uintmax_t> copied(const fs::path& from, const fs::path& to) {
  std::error_code ignored;
  if (!fs::is_regular_file(from, ignored))
    return base::whole_fault("backup.missing", "没有这个数据库文件：" + from.string());
  if (fs::exists(fs::symlink_status(to, ignored))) return there(to);
  // A log that was left beside a file that is gone would be taken for this one's.
  for (const char* beside : {"-wal", "-journal"})
    if (fs::exists(to.string() + beside, ignored)) return there(to.string() + beside);
  prepare_sqlite();
  const fs::path draft = to.string() + ".part-" + std::to_string(::getpid());
  const auto failed = [&](std::string code, std::string what) {
    fs::remove(draft, ignored);
    return base::whole_fault(std::move(code), std::move(what), "看看磁盘够不够、文件能不能读写");
  };
  // For its owner only, before anything is in it.
  const int made = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return failed("backup.failed", "写不了 " + draft.string());
  ::close(made);
  {
    const Handle source = open(from, SQLITE_OPEN_READONLY);
    const Handle target = open(draft, SQLITE_OPEN_READWRITE);
    if (!source || !target || !copy(source.get(), target.get()))
      return failed("backup.failed", "没能抄完 " + from.string());
    if (!damage(target.get()).empty())
      return failed("backup.damaged", from.string() + " 是坏的，抄出来的不能用");
  }
  if (!sync(draft, O_RDONLY)) return failed("backup.failed", "没能写到磁盘上：" + draft.string());
  if (::syscall(SYS_renameat2, AT_FDCWD, draft.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) !=
      0) {
    const bool taken = errno == EEXIST;
    auto fault = failed("backup.failed", "没能写成 " + to.string());
    return taken ? there(to) : fault;
  }
  const fs::path parent = to.parent_path();
  if (!sync(parent.empty() ? fs::path(".") : parent, O_RDONLY | O_DIRECTORY))
    return base::whole_fault("backup.failed", "没能写到磁盘上：" + to.string());
  return fs::file_size(to);
}

// The file of an SQLite URL.
std::optional<fs::path> file_of(const std::string& url) {
  if (!url.starts_with(kSqlite)) return std::nullopt;
  return fs::path(url.substr(kSqlite.size()));
}

base::Fault other_engine() {
  return base::whole_fault(
      "backup.engine", "这个命令只备份 SQLite 数据库",
      "PostgreSQL 用 pg_dump 和 pg_restore；要和引擎无关的一份，用 qinqing export");
}

}  // namespace

base::Result<std::uintmax_t> back_up(const std::string& url, const fs::path& file) {
  const auto database = file_of(url);
  if (!database) return other_engine();
  return copied(*database, file);
}

base::Result<std::uintmax_t> bring_back(const fs::path& file, const std::string& url) {
  const auto database = file_of(url);
  if (!database) return other_engine();
  return copied(file, *database);
}

}  // namespace qinqing::store
