#include "ledger/event_check.h"

#include <boost/json/array.hpp>
#include <charconv>
#include <chrono>

#include "base/canonical.h"
#include "base/clock.h"
#include "base/json.h"

namespace qinqing::ledger {
namespace {

using boost::json::object;
using boost::json::value;

constexpr std::size_t kBytesMax = std::size_t{16} << 20U;

std::optional<object> read(const std::string& body) {
  auto parsed = base::parse_json(body, {.bytes_max = kBytesMax});
  if (!parsed || !parsed->is_object()) return std::nullopt;
  return std::move(parsed->get_object());
}

std::string_view text(const object& from, std::string_view key) {
  const value* found = from.if_contains(key);
  return found != nullptr && found->is_string() ? std::string_view(found->get_string()) : "";
}

const boost::json::array* list(const object& from, std::string_view key) {
  const value* found = from.if_contains(key);
  return found != nullptr ? found->if_array() : nullptr;
}

// The commitments of a body in the order in which they were made.
std::optional<std::vector<std::string>> commitments(const object& body) {
  const auto* changes = list(body, "changes");
  if (changes == nullptr) return std::nullopt;
  std::vector<std::string> found;
  for (const value& change : *changes) {
    const auto* row = change.is_object() ? change.get_object().if_contains("row") : nullptr;
    if (row == nullptr || !row->is_object()) return std::nullopt;
    for (const auto& [name, held] : row->get_object()) {
      if (!held.is_object()) continue;
      if (held.get_object().size() != 1) return std::nullopt;
      found.emplace_back(text(held.get_object(), "commit"));
    }
  }
  return found;
}

// The first 48 bits of an id are the milliseconds of its making (RFC 9562, UUIDv7): whoever dates
// an event back has to think of that too. An instant that cannot be read is altered, not dated.
bool made_when_it_says(const store::EventRow& event) {
  constexpr std::size_t kDigits = 12;
  constexpr auto kApart = std::chrono::seconds(2);
  const auto at = base::parse_instant(event.at);
  std::string digits;
  for (const char c : event.id)
    if (c != '-') digits += c;
  std::int64_t made = 0;
  const auto read =
      std::from_chars(digits.data(), digits.data() + std::min(kDigits, digits.size()), made, 16);
  if (!at || read.ec != std::errc()) return true;
  const auto apart = at->time_since_epoch() - std::chrono::milliseconds(made);
  return apart < kApart && apart > -kApart;
}

}  // namespace

std::optional<std::string> id_in(const std::string& body) {
  const auto read_body = read(body);
  if (!read_body) return std::nullopt;
  return std::string(text(*read_body, "id"));
}

boost::json::object row_in(const std::string& body, std::int32_t n) {
  const auto whole = read(body).value();
  return whole.at("changes").as_array().at(static_cast<std::size_t>(n)).at("row").as_object();
}

EventCheck::EventCheck(Images& images, std::vector<store::EventPrivateRow> personal,
                       std::vector<MeasureText> measures, std::map<std::string, EntryRow> entries)
    : images_(images), entries_(std::move(entries)) {
  for (auto& row : personal) personal_[row.event].push_back(std::move(row));
  for (auto& row : measures) measures_[row.event].push_back(std::move(row));
}

std::optional<Finding> EventCheck::look(const store::EventRow& event) {
  const auto entry = entries_.find(event.id);
  sealed_ = entry != entries_.end();
  const Finding altered{"event", event.id, Wrong::altered};
  const auto body = read(event.body);
  if (sealed_) {
    const bool same = entry->second.leaf == to_hex(leaf_hash(event.body));
    entries_.erase(entry);
    if (!same)
      return Finding{"event", event.id,
                     made_when_it_says(event) ? Wrong::altered : Wrong::back_dated};
  }
  if (!body) return altered;
  if (auto wrong = columns(event, *body)) return wrong;
  if (auto wrong = personal(event, *body)) return wrong;
  return measures(event, *body);
}

std::optional<Finding> EventCheck::columns(const store::EventRow& event, const object& body) {
  const bool same = text(body, "at") == event.at && text(body, "id") == event.id &&
                    text(body, "kind") == event.kind && text(body, "account") == event.account &&
                    text(body, "post") == event.post && text(body, "place") == event.place &&
                    text(body, "subject") == event.subject && text(body, "basis") == event.basis;
  if (same) return std::nullopt;
  return Finding{"event", event.id, made_when_it_says(event) ? Wrong::altered : Wrong::back_dated};
}

std::optional<Finding> EventCheck::personal(const store::EventRow& event, const object& body) {
  const auto commits = commitments(body);
  if (!commits) return Finding{"event", event.id, Wrong::altered};
  auto rows = std::move(personal_[event.id]);
  personal_.erase(event.id);
  std::vector<std::optional<std::string>> values;
  for (std::size_t n = 0; n < commits->size(); ++n) {
    const std::string key = event.id + "/" + std::to_string(n);
    if (n >= rows.size() || rows[n].n != static_cast<std::int64_t>(n))
      return Finding{"event_private", key, Wrong::removed};
    auto& row = rows[n];
    if (!row.salt && !row.value) {
      values.emplace_back(std::nullopt);
      continue;
    }
    if (!row.salt || !row.value ||
        base::named_hash("[\"" + *row.salt + "\"," + *row.value + "]") != (*commits)[n])
      return Finding{"event_private", key, Wrong::altered};
    values.push_back(std::move(row.value));
  }
  if (rows.size() > commits->size())
    return Finding{"event_private", event.id + "/" + std::to_string(rows.back().n), Wrong::added};
  images_.next_event();
  std::size_t next = 0;
  for (const value& change : *list(body, "changes"))
    if (!images_.take(change.get_object(), values, next))
      return Finding{"event", event.id, Wrong::altered};
  return std::nullopt;
}

std::optional<Finding> EventCheck::measures(const store::EventRow& event, const object& body) {
  const auto* told = list(body, "measures");
  if (told == nullptr) return Finding{"event", event.id, Wrong::altered};
  const auto rows = std::move(measures_[event.id]);
  measures_.erase(event.id);
  for (std::size_t n = 0; n < told->size(); ++n) {
    const std::string key = event.id + "/" + std::to_string(n);
    if (n >= rows.size() || rows[n].n != static_cast<std::int64_t>(n))
      return Finding{"measure", key, Wrong::removed};
    const auto* measure = (*told)[n].if_object();
    const auto& row = rows[n];
    const value* amount = measure != nullptr ? measure->if_contains("value") : nullptr;
    if (amount == nullptr || !amount->is_int64() || amount->get_int64() != row.value ||
        text(*measure, "kind") != row.kind || text(*measure, "place") != row.place ||
        text(*measure, "day") != row.day || text(*measure, "reverses") != row.reverses)
      return Finding{"measure", key, Wrong::altered};
  }
  if (rows.size() > told->size())
    return Finding{"measure", event.id + "/" + std::to_string(rows.back().n), Wrong::added};
  return std::nullopt;
}

std::optional<Finding> EventCheck::left_over() const {
  if (!entries_.empty()) return Finding{"event", entries_.begin()->first, Wrong::removed};
  if (!personal_.empty()) return Finding{"event_private", personal_.begin()->first, Wrong::added};
  if (!measures_.empty()) return Finding{"measure", measures_.begin()->first, Wrong::added};
  return std::nullopt;
}

}  // namespace qinqing::ledger
