#include "store/erasure.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace qinqing::store {
namespace {

using boost::json::object;
using boost::json::value;

constexpr int kPage = 500;
constexpr std::size_t kBodyMax = std::size_t{16} << 20U;

// An event is looked into if it has parts at all.
constexpr std::string_view kEvents =
    "SELECT id, body FROM event WHERE id > :after AND EXISTS (SELECT 1 FROM event_private p WHERE "
    "p.event = event.id AND p.salt IS NOT NULL) ORDER BY id LIMIT :limit";
constexpr std::string_view kDestroy =
    "UPDATE event_private SET salt = NULL, value = NULL WHERE event = :event AND n = :n";

bool is(const value* held, const Value& wanted) {
  if (held == nullptr) return false;
  if (const auto* number = std::get_if<std::int64_t>(&wanted))
    return held->is_int64() && held->get_int64() == *number;
  const auto* text = std::get_if<std::string>(&wanted);
  return text != nullptr && held->is_string() && std::string_view(held->get_string()) == *text;
}

bool is_of(const object& change, const Table& table, std::span<const Value> key) {
  if (!is(change.if_contains("table"), table.name)) return false;
  const object& row = change.at("row").as_object();
  for (std::size_t i = 0; i < key.size(); ++i)
    if (!is(row.if_contains(table.columns[i].name), key[i])) return false;
  return true;
}

// The numbers of the parts of a body that belong to the row. Parts are numbered through all the
// changes of an event.
std::vector<std::int64_t> parts_of(const std::string& body, const Table& table,
                                   std::span<const Value> key) {
  const auto parsed = base::parse_json(body, {.bytes_max = kBodyMax});
  if (!parsed) throw std::runtime_error("an event holds no JSON");
  std::vector<std::int64_t> found;
  std::int64_t n = 0;
  for (const value& change : parsed->as_object().at("changes").as_array()) {
    const bool ours = is_of(change.as_object(), table, key);
    for (const auto& [column, held] : change.as_object().at("row").as_object()) {
      if (!held.is_object()) continue;
      if (ours) found.push_back(n);
      ++n;
    }
  }
  return found;
}

}  // namespace

void destroy_payload(Connection& connection, const Table& table, std::span<const Value> key) {
  std::string after;
  for (bool more = true; more;) {
    const auto page = connection.rows<std::string, std::string>(kEvents, after, kPage);
    more = page.size() == kPage;
    for (const auto& [event, body] : page) {
      for (const std::int64_t n : parts_of(body, table, key))
        connection.change(kDestroy, std::array<Value, 2>{event, n});
      after = event;
    }
  }
}

}  // namespace qinqing::store
