// One thread that writes. It takes all the units that wait and commits them together: a commit
// waits for the disk, and sixty units can share that wait.
//
//   waiting units ─▶ BEGIN ─▶ each in a SAVEPOINT ─▶ COMMIT ─▶ all are answered
//                      │ anything of the engine's own fails
//                      └▶ ROLLBACK, each again in a transaction of its own
//
// Singly, because a full disk drops every savepoint of SQLite's transaction, and because one unit's
// failure must not be another's. On PostgreSQL, too, one writer a server: units of one server,
// which all count up the same few rows, would only send each other back again and again; those of
// another server are put in order by the engine, and the later one is rerun.
//
// Internal to store. Thread-safety: write() from any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "store/engine.h"

namespace qinqing::store {

class GroupWriter {
 public:
  // `begin` begins a transaction. `sources` must outlive it.
  GroupWriter(Pool::Connect connect, std::string begin, const Sources& sources);
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  // Returns when the unit is durable, or throws what it threw.
  void write(const std::function<bool(Unit&)>& body);

 private:
  struct Job;
  void write_all();
  bool together(const std::vector<Job*>& group);
  void alone(Job& job);
  bool run(Job& job, Connection& to);
  Connection& connection();
  void begin(std::optional<Transaction>& transaction);

  Pool::Connect connect_;
  std::string begin_;
  const Sources& sources_;
  std::unique_ptr<Connection> connection_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Job*> jobs_;
  bool stopping_ = false;
  std::thread writer_;  // last: it begins when all else is there
};

}  // namespace qinqing::store
