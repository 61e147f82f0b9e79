// The bytes of an event: RFC 8785 JSON of
//
//   {account, at, basis, changes: [{erase, row: {column: value}, table}], format, id, kind,
//    measures: [{day, kind, place, reverses, value}], place, post, subject}
//
// `erase` is there, and true, only where what was personal in the row is gone from then on.
// A value is text, a whole number or null; that of a personal column is {"commit": "sha256:…"},
// the hash of RFC 8785 [salt, value] with a salt of its own. Salt and value lie in event_private,
// where they can be destroyed; the event's bytes stay.
// Internal to store.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "store/table.h"
#include "store/unit.h"

namespace qinqing::store {

enum class Change { written, erased };

struct PrivatePart {
  std::string salt;   // 32 hex digits
  std::string value;  // the JSON of the value
};

class EventBody {
 public:
  EventBody(std::string id, std::string at, Event event, base::RandomSource& random)
      : id_(std::move(id)), at_(std::move(at)), event_(std::move(event)), random_(random) {}

  void change(const Table& table, const void* row, Change change = Change::written);
  bool has_changes() const { return !changes_.empty(); }
  void measure(const Measure& measure);

  const std::string& id() const { return id_; }
  const std::string& at() const { return at_; }
  const Event& event() const { return event_; }
  const std::vector<PrivatePart>& private_parts() const { return private_; }
  const std::vector<Measure>& measures() const { return measures_; }

  std::string bytes() const;

 private:
  void append_value(const Column& column, const Value& value);

  std::string id_;
  std::string at_;
  Event event_;
  base::RandomSource& random_;
  std::string changes_;
  std::vector<PrivatePart> private_;
  std::vector<Measure> measures_;
};

using base::instant_text;

}  // namespace qinqing::store
