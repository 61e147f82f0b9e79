// What both engines share: tables, readers, sources. Internal to store.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/identifiers.h"
#include "store/connection.h"
#include "store/connection_unit.h"
#include "store/database.h"

namespace qinqing::store {

// Connections that are lent out. A connection that broke is not put back; the next one is opened
// when it is asked for, so that service resumes by itself.
class Pool {
 public:
  using Connect = std::function<std::unique_ptr<Connection>()>;
  Pool(int size, Connect connect) : free_places_(size), connect_(std::move(connect)) {}

  class Lent {
   public:
    Lent(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lent() { pool_.give_back(std::move(connection_)); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  // Waits until one is free. Throws Unavailable.
  Lent lend();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable freed_;
  int free_places_;  // how many more may be lent out
  std::vector<std::unique_ptr<Connection>> idle_;
  Connect connect_;
};

// Begins a transaction; the destructor takes back what was not committed, and never throws.
class Transaction {
 public:
  // `snapshot`: it sees nothing that others commit meanwhile.
  Transaction(Connection& connection, std::string_view begin, bool snapshot = true)
      : connection_(connection) {
    connection_.run(begin);
    connection_.found().begin(snapshot);
  }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    connection_.run("COMMIT");
    open_ = false;
  }

 private:
  Connection& connection_;
  bool open_ = true;
};

class Engine : public Database {
 public:
  Engine(const DatabaseOptions& options, Pool::Connect connect);
  const std::vector<const Table*>& tables() const override { return tables_; }

 protected:
  Pool& pool() { return pool_; }
  const Sources& sources() const { return sources_; }

 private:
  base::UuidSource ids_;
  Sources sources_;
  std::vector<const Table*> tables_;
  Pool pool_;
};

std::unique_ptr<Database> sqlite_database(const std::string& path, const DatabaseOptions& options);
std::unique_ptr<Database> postgresql_database(const DatabaseOptions& options);

}  // namespace qinqing::store
