// SQLite. One thread writes. It takes all the units that wait and commits them together: a commit
// with synchronous=FULL waits for the disk, and sixty units can share that wait.
//
//   waiting units ─▶ BEGIN IMMEDIATE ─▶ each in a SAVEPOINT ─▶ COMMIT ─▶ all are answered
//                         │ anything of the engine's own fails
//                         └▶ ROLLBACK, each again in a transaction of its own
//
// Singly, because a full disk drops every savepoint of the transaction, and because one unit's
// failure must not be another's.
#include <deque>
#include <exception>
#include <semaphore>
#include <thread>

#include "store/engine.h"

namespace qinqing::store {
namespace {

constexpr std::size_t kGroupMax = 256;

struct Job {
  const std::function<bool(Unit&)>* body = nullptr;
  std::exception_ptr thrown;
  std::binary_semaphore done{0};
};

class SqliteDatabase final : public Engine {
 public:
  SqliteDatabase(const std::string& path, const DatabaseOptions& options)
      : Engine(options, [=] { return connect_sqlite(path, options, false); }),
        connect_([=] { return connect_sqlite(path, options, true); }),
        writer_([this] { write_all(); }) {}

  ~SqliteDatabase() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    waiting_.notify_one();
    writer_.join();
  }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  Dialect dialect() const override { return Dialect::sqlite; }

 private:
  void run_read(const std::function<void(Sql&)>& body) override {
    auto connection = pool().lend();
    Transaction transaction(*connection, "BEGIN");
    body(*connection);
    transaction.commit();
  }

  void run_write(const std::function<bool(Unit&)>& body) override {
    Job job;
    job.body = &body;
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(&job);
    }
    waiting_.notify_one();
    job.done.acquire();
    if (job.thrown) std::rethrow_exception(job.thrown);
  }

  void write_all() {
    for (;;) {
      std::vector<Job*> group;
      {
        std::unique_lock lock(mutex_);
        waiting_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        while (!jobs_.empty() && group.size() < kGroupMax) {
          group.push_back(jobs_.front());
          jobs_.pop_front();
        }
      }
      if (group.size() == 1 || !together(group))
        for (Job* job : group) alone(*job);
      for (Job* job : group) job->done.release();
    }
  }

  Connection& connection() {
    if (!connection_ || !connection_->usable()) {
      connection_.reset();
      connection_ = connect_();
    }
    return *connection_;
  }

  // False if the engine failed: nothing of the group is kept.
  bool together(const std::vector<Job*>& group) {
    try {
      Connection& to = connection();
      Transaction transaction(to, "BEGIN IMMEDIATE");
      for (Job* job : group) {
        to.run("SAVEPOINT unit");
        if (!run(*job, to)) to.run("ROLLBACK TO unit");
        to.run("RELEASE unit");
      }
      transaction.commit();
      return true;
    } catch (...) {
      return false;
    }
  }

  void alone(Job& job) {
    try {
      Connection& to = connection();
      Transaction transaction(to, "BEGIN IMMEDIATE");
      if (run(job, to)) transaction.commit();
    } catch (...) {
      job.thrown = std::current_exception();
    }
  }

  // Whether to keep what the unit did. Throws where the engine fails.
  bool run(Job& job, Connection& to) {
    job.thrown = nullptr;
    try {
      ConnectionUnit unit(to, sources());
      if (!(*job.body)(unit)) return false;
      unit.close();
      return true;
    } catch (const Unavailable&) {
      throw;
    } catch (...) {
      job.thrown = std::current_exception();
      return false;
    }
  }

  Pool::Connect connect_;
  std::unique_ptr<Connection> connection_;  // the writer's own
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Job*> jobs_;
  bool stopping_ = false;
  std::thread writer_;  // last: it begins when all else is there
};

}  // namespace

std::unique_ptr<Database> sqlite_database(const std::string& path, const DatabaseOptions& options) {
  return std::make_unique<SqliteDatabase>(path, options);
}

}  // namespace qinqing::store
