// The unit of work: what changes, the event that says who changed it and on what basis, and what it
// adds to the measures, in one transaction or not at all.
//
//   database.write([&](store::Unit& unit) {
//     unit.event({.kind = "filing.approve", .account = caller.account, .post = caller.post,
//                 .place = filing.place, .subject = filing.id, .basis = "pos-2"});
//     filing.state = State::approved;
//     unit.update(filing);
//     unit.measure({.kind = "filing.approved", .place = filing.place, .day = today, .value = 1});
//   });
//
// A record row cannot be changed without an event: insert and update throw std::logic_error if
// none was begun. The event's body holds the row as it is afterwards.
//
// A unit's function may run more than once (a group that failed is rerun singly, a serialization
// failure is retried): it touches the unit and its own result, nothing else, and reads the rows
// that it changes inside itself.
//
// Thread-safety: one thread at a time, inside the function it was given to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/date.h"
#include "store/sql.h"

namespace qinqing::store {

// NOLINTBEGIN(readability-redundant-member-init): without a `{}` callers may not leave a member out
struct Event {
  std::string kind{};     // "<what>.<verb>", as the route's action
  std::string account{};  // who; "" = the system itself
  std::string post{};     // as holder of which post; "" = none
  std::string place{};    // where the record belongs; "" = none
  std::string subject{};  // id of the record it is about
  std::string basis{};    // clause, receipt, document number or rule it rests on; nothing personal
};

struct Measure {
  std::string kind{};
  std::string place{};
  base::Date day{};
  std::int64_t value = 1;
  std::string reverses{};  // "<event>/<n>" of the measure that this takes back; "" = none
};
// NOLINTEND(readability-redundant-member-init)

class Unit {
 public:
  virtual ~Unit() = default;

  virtual Sql& sql() = 0;

  // Begins an event; what is changed from here on belongs to it. Returns its id. A unit may have
  // several, one after another.
  virtual std::string event(Event event) = 0;

  // An id that no row has, from the database's source of ids.
  virtual std::string new_id() = 0;

  // Throws Exists if the key is taken. Sets row.version to 1 where the row has one.
  template <class Row>
  void insert(Row&& row) {
    insert_row(table<std::remove_cvref_t<Row>>(), &row);
  }
  // Throws Conflict unless the stored row has row.version; raises row.version by one.
  template <class Row>
  void update(Row& row) {
    update_row(table<Row>(), &row);
  }
  // Forgets what is personal in the row: its personal columns become null, or "" where they cannot,
  // and of all its earlier after-images salts and values are destroyed, so that nobody can open
  // them; the ledger's leaves stay as they are. Otherwise as update. It is the first change of its
  // event (std::logic_error), and reads every event there is: for the rare day on which the law
  // asks for it. Derived and transient tables are the caller's to follow up.
  template <class Row>
  void erase(Row& row) {
    erase_row(table<Row>(), &row);
  }
  // For derived and transient tables: inserts, or replaces the row of that key.
  template <class Row>
  void put(const Row& row) {
    put_row(table<Row>(), &row);
  }
  // For derived and transient tables. Rows removed: 0 or 1.
  template <class Row, class... Keys>
  std::int64_t remove(const Keys&... keys) {
    static_assert(sizeof...(Keys) == Row::kTable.keys, "the whole key");
    return remove_row(table<Row>(), std::array<Value, sizeof...(Keys)>{as_value(keys)...});
  }

  // Belongs to the event that was begun; std::logic_error without one.
  virtual void measure(Measure measure) = 0;

 private:
  virtual void insert_row(const Table& table, void* row) = 0;
  virtual void update_row(const Table& table, void* row) = 0;
  virtual void erase_row(const Table& table, void* row) = 0;
  virtual void put_row(const Table& table, const void* row) = 0;
  virtual std::int64_t remove_row(const Table& table, std::span<const Value> keys) = 0;
};

}  // namespace qinqing::store
