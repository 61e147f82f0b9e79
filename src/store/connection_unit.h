// A unit of work on one connection. Internal to store.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/identifiers.h"
#include "store/connection.h"
#include "store/event_body.h"

namespace qinqing::store {

// What every unit of a database is given.
struct Sources {
  const base::Clock& clock;
  base::RandomSource& random;
  base::UuidSource& ids;
};

class ConnectionUnit final : public Unit {
 public:
  ConnectionUnit(Connection& connection, const Sources& sources)
      : connection_(connection), sources_(sources) {}

  Sql& sql() override { return connection_; }
  std::string event(Event event) override;
  std::string new_id() override { return sources_.ids.next(); }
  void measure(Measure measure) override;

  // Writes the last event. Called once, after the unit's function.
  void close();

 private:
  void insert_row(const Table& table, void* row) override;
  void update_row(const Table& table, void* row) override;
  void erase_row(const Table& table, void* row) override;
  void put_row(const Table& table, const void* row) override;
  std::int64_t remove_row(const Table& table, std::span<const Value> keys) override;
  void change_row(const Table& table, void* row, Change change);
  void require(const Table& table, bool event_backed) const;
  std::vector<Value> add(const Table& table, const void* row);
  // A row that now stands as this.
  void written(const Table& table, std::span<const Value> values);

  Connection& connection_;
  const Sources& sources_;
  std::unique_ptr<EventBody> body_;
};

}  // namespace qinqing::store
