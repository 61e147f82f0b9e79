// Built-in functions as DMN 1.5 §10.3.4 says them, for the functions that RandomFeel calls.
#include <algorithm>
#include <map>

#include "base/decimal_math.h"
#include "dmn/testing/plain_feel.h"

namespace qinqing::dmn::testing {
namespace {

using base::Decimal;
using feel::List;
using feel::Value;
using Kind = Value::Kind;
using Arguments = std::vector<Value>;

// An argument as its parameter asks for it (§10.3.2.9.4): a list of one stands for its item, an
// item for a list of one. nullopt where it does not conform.
std::optional<Value> argument(const Value& given, Kind wanted) {
  if (given.kind() == wanted) return given;
  if (given.is_null()) return std::nullopt;
  if (wanted == Kind::list) return Value(List{given});
  if (given.is(Kind::list) && given.as_list().size() == 1 && given.as_list()[0].kind() == wanted)
    return given.as_list()[0];
  return std::nullopt;
}

Value whole(std::size_t value) {
  return Value(static_cast<std::int64_t>(value));
}

// --- numbers

Decimal floor_of(const Decimal& number) {
  const std::string text = number.to_string();
  const Decimal cut = *Decimal::parse(text.substr(0, text.find('.')));
  return cut > number ? cut - Decimal(1) : cut;
}

Value modulo(const Arguments& in) {
  const auto quotient = Decimal::divide(in[0].as_number(), in[1].as_number());
  if (!quotient) return {};
  return Value(in[0].as_number() - in[1].as_number() * floor_of(*quotient));
}

// --- strings, by code point

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) out.emplace_back();
    out.back().push_back(c);
  }
  return out;
}

Value substring(const Arguments& in) {
  const auto all = characters(in[0].as_string());
  const auto start = in[1].as_number().to_int64();
  const auto size = static_cast<std::int64_t>(all.size());
  if (!start || *start == 0 || *start > size || *start < -size) return {};
  std::string out;
  for (auto i = *start > 0 ? *start - 1 : size + *start; i < size; ++i)
    out += all[static_cast<std::size_t>(i)];
  return Value(out);
}

// --- lists

bool same(const Value& a, const Value& b) {
  return plain_equal(a, b) == true;
}

bool holds(const List& items, const Value& value) {
  return std::ranges::any_of(items, [&](const Value& item) { return same(item, value); });
}

Value total(const List& items) {
  if (items.empty()) return {};
  Decimal sum(0);
  for (const Value& item : items) {
    if (!item.is(Kind::number)) return {};
    sum = sum + item.as_number();
  }
  return Value(sum);
}

Value extreme(const List& items, int sign) {
  if (items.empty()) return {};
  Value out = items[0];
  for (const Value& item : items) {
    const auto by = plain_order(item, out);
    if (!by) return {};
    if (*by * sign > 0) out = item;
  }
  return out;
}

// all() and any(): `deciding` decides alone; what is no boolean leaves it open.
Value quantified(const List& items, bool deciding) {
  bool open = false;
  for (const Value& item : items) {
    if (item.is(Kind::boolean) && item.as_boolean() == deciding) return item;
    open = open || !item.is(Kind::boolean);
  }
  return open ? Value() : Value(!deciding);
}

List flattened(const List& items) {
  List out;
  for (const Value& item : items) {
    const List inner = item.is(Kind::list) ? flattened(item.as_list()) : List{item};
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

List distinct(const List& items) {
  List out;
  for (const Value& item : items)
    if (!holds(out, item)) out.push_back(item);
  return out;
}

struct PlainFunction {
  std::vector<Kind> parameters;  // null: anything, null too
  Value (*body)(const Arguments&);
};

const std::map<std::string, PlainFunction, std::less<>>& functions() {
  static const std::map<std::string, PlainFunction, std::less<>> kAll = {
      {"abs",
       {{Kind::number},
        [](const Arguments& in) {
          const Decimal& number = in[0].as_number();
          return Value(number < Decimal(0) ? Decimal(0) - number : number);
        }}},
      {"floor",
       {{Kind::number}, [](const Arguments& in) { return Value(floor_of(in[0].as_number())); }}},
      {"ceiling",
       {{Kind::number},
        [](const Arguments& in) {
          return Value(Decimal(0) - floor_of(Decimal(0) - in[0].as_number()));
        }}},
      {"modulo", {{Kind::number, Kind::number}, modulo}},
      {"string length",
       {{Kind::string},
        [](const Arguments& in) { return whole(characters(in[0].as_string()).size()); }}},
      {"substring", {{Kind::string, Kind::number}, substring}},
      {"contains",
       {{Kind::string, Kind::string},
        [](const Arguments& in) {
          return Value(in[0].as_string().find(in[1].as_string()) != std::string::npos);
        }}},
      {"starts with",
       {{Kind::string, Kind::string},
        [](const Arguments& in) {
          return Value(in[0].as_string().starts_with(in[1].as_string()));
        }}},
      {"ends with",
       {{Kind::string, Kind::string},
        [](const Arguments& in) { return Value(in[0].as_string().ends_with(in[1].as_string())); }}},
      {"not", {{Kind::boolean}, [](const Arguments& in) { return Value(!in[0].as_boolean()); }}},
      {"count", {{Kind::list}, [](const Arguments& in) { return whole(in[0].as_list().size()); }}},
      {"sum", {{Kind::list}, [](const Arguments& in) { return total(in[0].as_list()); }}},
      {"min", {{Kind::list}, [](const Arguments& in) { return extreme(in[0].as_list(), -1); }}},
      {"max", {{Kind::list}, [](const Arguments& in) { return extreme(in[0].as_list(), 1); }}},
      {"all",
       {{Kind::list}, [](const Arguments& in) { return quantified(in[0].as_list(), false); }}},
      {"any",
       {{Kind::list}, [](const Arguments& in) { return quantified(in[0].as_list(), true); }}},
      {"list contains",
       {{Kind::list, Kind::null},
        [](const Arguments& in) { return Value(holds(in[0].as_list(), in[1])); }}},
      {"reverse",
       {{Kind::list},
        [](const Arguments& in) {
          return Value(List(in[0].as_list().rbegin(), in[0].as_list().rend()));
        }}},
      {"append",
       {{Kind::list, Kind::null},
        [](const Arguments& in) {
          List out = in[0].as_list();
          out.push_back(in[1]);
          return Value(std::move(out));
        }}},
      {"concatenate",
       {{Kind::list, Kind::list},
        [](const Arguments& in) {
          List out = in[0].as_list();
          out.insert(out.end(), in[1].as_list().begin(), in[1].as_list().end());
          return Value(std::move(out));
        }}},
      {"flatten",
       {{Kind::list}, [](const Arguments& in) { return Value(flattened(in[0].as_list())); }}},
      {"distinct values",
       {{Kind::list}, [](const Arguments& in) { return Value(distinct(in[0].as_list())); }}},
      {"index of",
       {{Kind::list, Kind::null},
        [](const Arguments& in) {
          List out;
          for (std::size_t i = 0; i < in[0].as_list().size(); ++i)
            if (same(in[0].as_list()[i], in[1])) out.push_back(whole(i + 1));
          return Value(std::move(out));
        }}},
  };
  return kAll;
}

}  // namespace

Value plain_call(const std::string& function, std::vector<Value> arguments) {
  if (function == "abs" && arguments[0].is(Kind::days_duration))
    return arguments[0].as_days().nanos < 0 ? plain_negated(arguments[0]) : arguments[0];
  const PlainFunction& called = functions().at(function);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (called.parameters[i] == Kind::null) continue;
    auto brought = argument(arguments[i], called.parameters[i]);
    if (!brought) return {};
    arguments[i] = *std::move(brought);
  }
  return called.body(arguments);
}

}  // namespace qinqing::dmn::testing
