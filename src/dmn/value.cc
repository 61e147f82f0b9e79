// Values: small kinds inside, strings, lists and contexts shared and immutable.
#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <memory>
#include <new>
#include <variant>

#include "dmn/characters.h"
#include "dmn/dmn.h"
#include "dmn/value_access.h"

namespace qinqing::dmn {

namespace {

struct List {
  std::vector<Value> items;
  std::size_t weight = 1;
};
struct Context {
  std::vector<std::pair<std::string, Value>> entries;
  std::size_t weight = 1;
};
// In the order of Value::Kind.
using Data = std::variant<std::monostate, bool, base::Decimal, std::shared_ptr<const std::string>,
                          base::Date, std::shared_ptr<const List>, std::shared_ptr<const Context>>;

void append_string_literal(std::string& out, std::string_view text) {
  static constexpr std::array<char, 16> hex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                               '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out.append("\\\"");
        break;
      case '\\':
        out.append("\\\\");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\r':
        out.append("\\r");
        break;
      case '\t':
        out.append("\\t");
        break;
      default:
        if (byte >= 0x20) {
          out.push_back(c);
        } else {
          out.append("\\u00").append({hex.at(byte >> 4U), hex.at(byte & 0xFU)});
        }
    }
  }
  out.push_back('"');
}

bool is_plain_key(std::string_view key) {
  if (key.empty() || !is_name_start(character_at(key, 0).code)) return false;
  for (std::size_t at = 0; at < key.size();) {
    const Character character = character_at(key, at);
    if (!is_name_part(character.code)) return false;
    at += character.length;
  }
  return true;
}

void append_feel(std::string& out, const Value& value);

void append_list(std::string& out, std::span<const Value> items) {
  out.push_back('[');
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out.append(", ");
    append_feel(out, items[i]);
  }
  out.push_back(']');
}

void append_context(std::string& out, std::span<const std::pair<std::string, Value>> entries) {
  out.push_back('{');
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& [key, value] = entries[i];
    if (i > 0) out.append(", ");
    if (is_plain_key(key)) {
      out.append(key);
    } else {
      append_string_literal(out, key);
    }
    out.append(": ");
    append_feel(out, value);
  }
  out.push_back('}');
}

void append_feel(std::string& out, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null:
      out.append("null");
      break;
    case Value::Kind::boolean:
      out.append(value.as_boolean() ? "true" : "false");
      break;
    case Value::Kind::number:
      out.append(value.as_number().to_string());
      break;
    case Value::Kind::string:
      append_string_literal(out, value.as_string());
      break;
    case Value::Kind::date:
      out.append("date(\"").append(value.as_date().to_string()).append("\")");
      break;
    case Value::Kind::list:
      append_list(out, value.as_list());
      break;
    case Value::Kind::context:
      append_context(out, value.as_context());
      break;
  }
}

std::size_t sum(std::size_t a, std::size_t b) {
  return a + std::min(b, std::numeric_limits<std::size_t>::max() - a);
}

// The same keys with equal values, in whatever order; a key stands once in a context.
bool equal_contexts(std::span<const std::pair<std::string, Value>> a,
                    std::span<const std::pair<std::string, Value>> b) {
  return a.size() == b.size() && std::ranges::all_of(a, [b](const auto& entry) {
           const auto other =
               std::ranges::find(b, entry.first, [](const auto& e) -> auto& { return e.first; });
           return other != b.end() && entry.second == other->second;
         });
}

}  // namespace

struct Value::Rep {
  Data data;
  static Data& of(Value& value) {
    return std::launder(reinterpret_cast<Rep*>(value.storage_))->data;
  }
  static const Data& of(const Value& value) {
    return std::launder(reinterpret_cast<const Rep*>(value.storage_))->data;
  }
  static Value make(Data data) {
    Value value;
    of(value) = std::move(data);
    return value;
  }
};

Value::Value() {
  static_assert(sizeof(Rep) <= sizeof(storage_) && alignof(Rep) <= 16);
  new (storage_) Rep{};
}
Value::Value(const Value& other) {
  new (storage_) Rep{Rep::of(other)};
}
Value::Value(Value&& other) noexcept {
  new (storage_) Rep{std::exchange(Rep::of(other), Data{})};
}
Value& Value::operator=(const Value& other) {
  // A copy first: `other` may be an item of the list that this value is.
  return *this = Value(other);
}
Value& Value::operator=(Value&& other) noexcept {
  if (this != &other) Rep::of(*this) = std::exchange(Rep::of(other), Data{});
  return *this;
}
Value::~Value() {
  std::launder(reinterpret_cast<Rep*>(storage_))->~Rep();
}

Value Value::boolean(bool value) {
  return Rep::make(value);
}
Value Value::number(base::Decimal value) {
  return Rep::make(value);
}
Value Value::string(std::string value) {
  return Rep::make(std::make_shared<const std::string>(std::move(value)));
}
Value Value::date(base::Date value) {
  return Rep::make(value);
}
Value Value::list(std::vector<Value> items) {
  List list{.items = std::move(items)};
  for (const Value& item : list.items) list.weight = sum(list.weight, ValueAccess::weight(item));
  return Rep::make(std::make_shared<const List>(std::move(list)));
}
Value Value::context(std::vector<std::pair<std::string, Value>> entries) {
  Context context{.entries = std::move(entries)};
  for (const auto& entry : context.entries)
    context.weight = sum(context.weight, ValueAccess::weight(entry.second));
  return Rep::make(std::make_shared<const Context>(std::move(context)));
}

Value::Kind Value::kind() const {
  return static_cast<Kind>(Rep::of(*this).index());
}

bool Value::as_boolean() const {
  assert(kind() == Kind::boolean);
  return *std::get_if<bool>(&Rep::of(*this));
}
const base::Decimal& Value::as_number() const {
  assert(kind() == Kind::number);
  return *std::get_if<base::Decimal>(&Rep::of(*this));
}
std::string_view Value::as_string() const {
  assert(kind() == Kind::string);
  return **std::get_if<std::shared_ptr<const std::string>>(&Rep::of(*this));
}
base::Date Value::as_date() const {
  assert(kind() == Kind::date);
  return *std::get_if<base::Date>(&Rep::of(*this));
}
std::span<const Value> Value::as_list() const {
  assert(kind() == Kind::list);
  return (*std::get_if<std::shared_ptr<const List>>(&Rep::of(*this)))->items;
}
std::span<const std::pair<std::string, Value>> Value::as_context() const {
  assert(kind() == Kind::context);
  return (*std::get_if<std::shared_ptr<const Context>>(&Rep::of(*this)))->entries;
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Value::Kind::null:
      return true;
    case Value::Kind::boolean:
      return a.as_boolean() == b.as_boolean();
    case Value::Kind::number:
      return a.as_number() == b.as_number();
    case Value::Kind::string:
      return a.as_string() == b.as_string();
    case Value::Kind::date:
      return a.as_date() == b.as_date();
    case Value::Kind::list:
      return a.as_list().data() == b.as_list().data() ||
             std::ranges::equal(a.as_list(), b.as_list());
    case Value::Kind::context:
      return a.as_context().data() == b.as_context().data() ||
             equal_contexts(a.as_context(), b.as_context());
  }
  return false;
}

std::string Value::to_feel() const {
  std::string out;
  append_feel(out, *this);
  return out;
}

std::size_t ValueAccess::weight(const Value& value) {
  constexpr std::size_t bytes_each = 16;
  const Data& data = Value::Rep::of(value);
  if (const auto* text = std::get_if<std::shared_ptr<const std::string>>(&data))
    return 1 + (*text)->size() / bytes_each;
  if (const auto* list = std::get_if<std::shared_ptr<const List>>(&data)) return (*list)->weight;
  if (const auto* context = std::get_if<std::shared_ptr<const Context>>(&data))
    return (*context)->weight;
  return 1;
}

std::string shown(const Value& value) {
  constexpr std::size_t weight_max = 20;
  constexpr std::size_t characters_max = 60;
  if (ValueAccess::weight(value) > weight_max)
    return value.kind() == Value::Kind::string ? "（长字符串）" : "（多项）";
  std::string out = value.to_feel();
  std::size_t end = 0;
  for (std::size_t count = 0; end < out.size() && count < characters_max; ++count)
    end += character_at(out, end).length;
  if (end < out.size()) out.replace(end, out.size() - end, "…");
  return out;
}

}  // namespace qinqing::dmn
