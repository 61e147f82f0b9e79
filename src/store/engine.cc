#include "store/engine.h"

namespace qinqing::store {

Pool::Lent Pool::lend() {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    freed_.wait(lock, [&] { return free_places_ > 0; });
    --free_places_;
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  try {
    if (!connection) connection = connect_();
  } catch (...) {
    give_back(nullptr);
    throw;
  }
  return {*this, std::move(connection)};
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    ++free_places_;
    if (connection && connection->usable()) {
      idle_.push_back(std::move(connection));
    } else if (connection) {
      // Those that idle beside a broken one are likely broken too: a server that was restarted.
      idle_.clear();
    }
  }
  freed_.notify_one();
}

Transaction::~Transaction() {
  connection_.found().end();
  if (!open_) return;
  try {
    connection_.run("ROLLBACK");
  } catch (...) {  // NOLINT(bugprone-empty-catch): the engine has rolled back, or the link is gone
  }
}

Engine::Engine(const DatabaseOptions& options, Pool::Connect connect)
    : ids_(*options.clock, *options.random),
      sources_{*options.clock, *options.random, ids_},
      pool_(options.connections, std::move(connect)) {
  for (const Schema& schema : options.schemas)
    tables_.insert(tables_.end(), schema.tables.begin(), schema.tables.end());
}

}  // namespace qinqing::store
