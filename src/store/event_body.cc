#include "store/event_body.h"

#include <array>

#include "base/canonical.h"

namespace qinqing::store {
namespace {

void append_member(std::string& out, std::string_view key, std::string_view text) {
  out.append("\"").append(key).append("\":");
  base::append_canonical_string(out, text);
}

std::string json_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  std::string text;
  base::append_canonical_string(text, std::get<std::string>(value));
  return text;
}

std::string salt(base::RandomSource& random) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

}  // namespace

void EventBody::append_value(const Column& column, const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) {
    changes_ += "null";
    return;
  }
  std::string json = json_of(value);
  if (!column.personal) {
    changes_ += json;
    return;
  }
  PrivatePart part{.salt = salt(random_), .value = std::move(json)};
  changes_ += "{\"commit\":\"";
  changes_ += base::named_hash("[\"" + part.salt + "\"," + part.value + "]");
  changes_ += "\"}";
  private_.push_back(std::move(part));
}

void EventBody::change(const Table& table, const void* row, Change change) {
  changes_ += changes_.empty() ? "{" : ",{";
  if (change == Change::erased) changes_ += "\"erase\":true,";
  changes_ += "\"row\":{";
  bool first = true;
  for (const std::size_t i : table.by_name) {
    const Column& column = table.columns[i];
    if (!first) changes_ += ',';
    first = false;
    changes_.append("\"").append(column.name).append("\":");
    append_value(column, column.get(row));
  }
  changes_ += "},";
  append_member(changes_, "table", table.name);
  changes_ += '}';
}

void EventBody::measure(const Measure& measure) {
  measures_.push_back(measure);
}

std::string EventBody::bytes() const {
  std::string out = "{";
  const auto member = [&](std::string_view key, std::string_view text) {
    append_member(out, key, text);
    out += ',';
  };
  member("account", event_.account);
  member("at", at_);
  member("basis", event_.basis);
  out.append("\"changes\":[").append(changes_).append("],");
  member("format", "qinqing-event/1");
  member("id", id_);
  member("kind", event_.kind);
  out += "\"measures\":[";
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const Measure& measure = measures_[i];
    out += i == 0 ? "{" : ",{";
    member("day", measure.day.to_string());
    member("kind", measure.kind);
    member("place", measure.place);
    member("reverses", measure.reverses);
    out.append("\"value\":").append(std::to_string(measure.value)).append("}");
  }
  out += "],";
  member("place", event_.place);
  member("post", event_.post);
  append_member(out, "subject", event_.subject);
  out += '}';
  return out;
}

}  // namespace qinqing::store
