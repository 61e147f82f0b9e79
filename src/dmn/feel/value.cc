#include "dmn/feel/value.h"

#include <algorithm>

#include "dmn/feel/walk.h"

namespace qinqing::dmn::feel {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out.push_back(c);
    }
  }
  return out + "\"";
}

bool is_plain_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return c == '_' || c == ' ' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
  });
}

// Inside lists and contexts strings stand in quotes and days, times and durations as they print.
std::string inner_text(const Value& value) {
  return value.is(Value::Kind::string) ? in_quotes(value.as_string())
                                       : to_text(value).value_or("null");
}

std::string range_text(const Range& range, std::string (*end_text)(const Value&)) {
  switch (range.form) {
    case Range::Form::less:
      return "(< " + end_text(range.end) + ")";
    case Range::Form::at_most:
      return "(<= " + end_text(range.end) + ")";
    case Range::Form::greater:
      return "(> " + end_text(range.start) + ")";
    case Range::Form::at_least:
      return "(>= " + end_text(range.start) + ")";
    case Range::Form::equal:
      return "(= " + end_text(range.start) + ")";
    case Range::Form::not_equal:
      return "(!= " + end_text(range.start) + ")";
    case Range::Form::interval:
      break;
  }
  return (range.start_included ? "[" : "(") + end_text(range.start) + ".." + end_text(range.end) +
         (range.end_included ? "]" : ")");
}

template <class Items, class Text>
std::string joined(const Items& items, Text text) {
  std::string out;
  for (const auto& item : items) {
    const Walk walk;
    if (!out.empty()) out += ", ";
    out += text(item);
  }
  return out;
}

std::string feel_text(const Value& value) {
  return value.to_feel();
}

std::string compound_text(const Value& value, std::string (*inner)(const Value&)) {
  const Walk walk;
  if (value.is(Value::Kind::list)) return "[" + joined(value.as_list(), inner) + "]";
  if (value.is(Value::Kind::range)) return range_text(value.as_range(), inner);
  if (value.is(Value::Kind::function)) return "function";
  return "{" +
         joined(value.as_context().entries(),
                [inner](const Context::Entry& entry) {
                  return (is_plain_key(entry.first) ? entry.first : in_quotes(entry.first)) + ": " +
                         inner(entry.second);
                }) +
         "}";
}

}  // namespace

const Value* Context::find(std::string_view key) const {
  for (const Entry& entry : entries_)
    if (entry.first == key) return &entry.second;
  return nullptr;
}

void Context::put(std::string_view key, Value value) {
  for (Entry& entry : entries_)
    if (entry.first == key) {
      entry.second = std::move(value);
      return;
    }
  entries_.emplace_back(std::string(key), std::move(value));
}

void Context::remove(std::string_view key) {
  std::erase_if(entries_, [key](const Entry& entry) { return entry.first == key; });
}

Value::Value(List items) : held_(std::make_shared<const List>(std::move(items))) {}
Value::Value(Context entries) : held_(std::make_shared<const Context>(std::move(entries))) {}
Value::Value(Range range) : held_(std::make_shared<const Range>(std::move(range))) {}

std::string_view name_of(Value::Kind kind) {
  static constexpr std::string_view kNames[] = {"null",
                                                "boolean",
                                                "number",
                                                "string",
                                                "date",
                                                "time",
                                                "date and time",
                                                "days and time duration",
                                                "years and months duration",
                                                "list",
                                                "context",
                                                "range",
                                                "function"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<std::string> to_text(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      return std::nullopt;
    case Value::Kind::boolean:
      return value.as_boolean() ? "true" : "false";
    case Value::Kind::number:
      return value.as_number().to_string();
    case Value::Kind::string:
      return value.as_string();
    case Value::Kind::date:
      return value.as_date().to_string();
    case Value::Kind::time:
      return value.as_time().to_string();
    case Value::Kind::date_time:
      return value.as_date_time().to_string();
    case Value::Kind::days_duration:
      return value.as_days().to_string();
    case Value::Kind::months_duration:
      return value.as_months().to_string();
    default:
      return compound_text(value, inner_text);
  }
}

std::string Value::to_feel() const {
  switch (kind()) {
    case Kind::null:
      return "null";
    case Kind::string:
      return in_quotes(as_string());
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::days_duration:
    case Kind::months_duration:
      return "@" + in_quotes(*to_text(*this));
    case Kind::list:
    case Kind::context:
    case Kind::range:
    case Kind::function:
      return compound_text(*this, feel_text);
    default:
      return *to_text(*this);
  }
}

void check_size(const Value& value) {
  const Walk walk;
  if (value.is(Value::Kind::list)) std::ranges::for_each(value.as_list(), check_size);
  if (value.is(Value::Kind::context))
    for (const auto& entry : value.as_context().entries()) check_size(entry.second);
}

base::Decimal decimal_of(Int128 value) {
  if (value >= std::numeric_limits<std::int64_t>::min() &&
      value <= std::numeric_limits<std::int64_t>::max())
    return {static_cast<std::int64_t>(value)};
  constexpr std::int64_t kStep = 1'000'000'000'000'000'000;
  return decimal_of(value / kStep) * base::Decimal(kStep) +
         base::Decimal(static_cast<std::int64_t>(value % kStep));
}

std::optional<Int128> int128_of(const base::Decimal& value) {
  const std::string text = value.to_string();
  const bool negative = text[0] == '-';
  Int128 out = 0;
  std::size_t digits = 0;
  for (std::size_t i = negative ? 1 : 0; i < text.size() && text[i] != '.'; ++i) {
    if (++digits > 37) return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  return negative ? -out : out;
}

}  // namespace qinqing::dmn::feel
