// The rows of the log: what store itself keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/table.h"

namespace qinqing::store {

// One act. `body` is what counts (store/event_body.h); the other columns repeat it for finding.
struct EventRow {
  std::string id;
  std::string at;
  std::string kind;
  std::string account;
  std::string post;
  std::string place;
  std::string subject;
  std::string basis;
  std::string body;
  static constexpr TableInfo kTable{.name = "event", .kind = TableKind::log};
};
BOOST_DESCRIBE_STRUCT(EventRow, (), (id, at, kind, account, post, place, subject, basis, body))

// The n-th personal value of an event, from 0; both parts are null once it is erased.
struct EventPrivateRow {
  std::string event;
  std::int64_t n = 0;
  std::optional<std::string> salt;
  std::optional<std::string> value;
  static constexpr TableInfo kTable{
      .name = "event_private", .kind = TableKind::log, .keys = 2, .personal = "value"};
};
BOOST_DESCRIBE_STRUCT(EventPrivateRow, (), (event, n, salt, value))

// One counted fact: the n-th measure of its event.
struct MeasureRow {
  std::string event;
  std::int64_t n = 0;
  std::string kind;
  std::string place;
  base::Date day;
  std::int64_t value = 0;
  std::string reverses;
  static constexpr TableInfo kTable{.name = "measure", .kind = TableKind::log, .keys = 2};
};
BOOST_DESCRIBE_STRUCT(MeasureRow, (), (event, n, kind, place, day, value, reverses))

// An event that the ledger has not put in order yet; written with it.
struct UnsealedRow {
  std::string event;
  static constexpr TableInfo kTable{.name = "event_unsealed", .kind = TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(UnsealedRow, (), (event))

}  // namespace qinqing::store
