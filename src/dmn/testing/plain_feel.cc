#include "dmn/testing/plain_feel.h"

namespace qinqing::dmn::testing {
namespace {

using feel::Context;
using feel::List;
using feel::Range;
using feel::Value;
using Kind = FeelTree::Kind;
using ValueKind = Value::Kind;

Value truth(std::optional<bool> value) {
  return value ? Value(*value) : Value();
}

std::optional<bool> known(const Value& value) {
  return value.is(ValueKind::boolean) ? std::optional(value.as_boolean()) : std::nullopt;
}

// Table 50.
std::optional<bool> either(std::optional<bool> a, std::optional<bool> b) {
  if (a == true || b == true) return true;
  return a && b ? std::optional(false) : std::nullopt;
}

Value ordered(Kind kind, const Value& a, const Value& b) {
  const auto by = plain_order(a, b);
  if (!by) return {};
  switch (kind) {
    case Kind::less:
      return Value(*by < 0);
    case Kind::at_most:
      return Value(*by <= 0);
    case Kind::greater:
      return Value(*by > 0);
    default:
      return Value(*by >= 0);
  }
}

// --- iteration

// Every combination of the domains, as names; nullopt where one is none.
std::optional<std::vector<PlainNames>> combinations(const FeelTree& tree, std::size_t index,
                                                    const PlainNames& names) {
  if (index == tree.names.size()) return std::vector{names};
  const Value domain = plain_value(tree.parts[index], names);
  if (domain.is_null()) return std::nullopt;
  List items;
  if (domain.is(ValueKind::range)) {
    const Range& range = domain.as_range();
    const auto from =
        range.start.is(ValueKind::number) ? range.start.as_number().to_int64() : std::nullopt;
    const auto to =
        range.end.is(ValueKind::number) ? range.end.as_number().to_int64() : std::nullopt;
    if (!from || !to) return std::nullopt;
    for (auto i = *from; i <= *to; ++i)
      if ((i > *from || range.start_included) && (i < *to || range.end_included))
        items.emplace_back(i);
  } else {
    items = domain.is(ValueKind::list) ? domain.as_list() : List{domain};
  }
  std::vector<PlainNames> out;
  for (const Value& item : items) {
    PlainNames inner = names;
    inner[tree.names[index]] = item;
    auto more = combinations(tree, index + 1, inner);
    if (!more) return std::nullopt;
    out.insert(out.end(), more->begin(), more->end());
  }
  return out;
}

Value iterated(const FeelTree& tree, const PlainNames& names) {
  const auto all = combinations(tree, 0, names);
  if (!all) return {};
  List results;
  for (const PlainNames& inner : *all) results.push_back(plain_value(tree.parts.back(), inner));
  if (tree.kind == Kind::for_each) return Value(std::move(results));
  const bool some = tree.kind == Kind::some;
  std::optional<bool> out = !some;
  for (const Value& result : results)
    out = some ? either(out, known(result)) : plain_both(out, known(result));
  return truth(out);
}

Value item_at(const List& items, const base::Decimal& index) {
  const auto at = index.to_int64();
  if (!at) return {};
  const auto size = static_cast<std::int64_t>(items.size());
  const std::int64_t place = *at < 0 ? size + *at : *at - 1;
  return *at != 0 && place >= 0 && place < size ? items[static_cast<std::size_t>(place)] : Value();
}

Value filtered(const FeelTree& tree, const PlainNames& names) {
  const Value source = plain_value(tree.parts[0], names);
  if (source.is_null()) return {};
  const List items = source.is(ValueKind::list) ? source.as_list() : List{source};
  // An index does not speak of the items.
  PlainNames inner = names;
  inner["item"] = items.empty() ? Value() : items.front();
  const Value first = plain_value(tree.parts[1], inner);
  if (first.is(ValueKind::number)) return item_at(items, first.as_number());
  if (!items.empty() && !first.is(ValueKind::boolean) && !first.is_null()) return {};
  List kept;
  for (const Value& item : items) {
    inner["item"] = item;
    if (plain_value(tree.parts[1], inner).is_true()) kept.push_back(item);
  }
  return Value(std::move(kept));
}

Value member(const Value& holder, const std::string& name) {
  if (holder.is(ValueKind::list)) {
    List out;
    for (const Value& item : holder.as_list()) out.push_back(member(item, name));
    return Value(std::move(out));
  }
  if (holder.is(ValueKind::context)) {
    const Value* found = holder.as_context().find(name);
    return found == nullptr ? Value() : *found;
  }
  if (!holder.is(ValueKind::date)) return {};
  const feel::Date date = holder.as_date();
  if (name == "year") return Value(std::int64_t{date.year});
  if (name == "month") return Value(std::int64_t{date.month});
  if (name == "day") return Value(std::int64_t{date.day});
  if (name == "weekday") return Value(std::int64_t{plain_weekday(date)});
  return {};
}

Value range_of(const FeelTree& tree, const PlainNames& names) {
  Range range;
  if (tree.kind == Kind::unary_range) {
    range.form = tree.form;
    range.start = range.end = plain_value(tree.parts[0], names);
    range.start_included = tree.form == Range::Form::at_least;
    range.end_included = tree.form == Range::Form::at_most;
    return Value(std::move(range));
  }
  range.start = plain_value(tree.parts[0], names);
  range.end = plain_value(tree.parts[1], names);
  range.start_included = tree.start_included;
  range.end_included = tree.end_included;
  const auto by = plain_order(range.start, range.end);
  return by && *by <= 0 ? Value(std::move(range)) : Value();
}

// A test that is a mistake decides nothing; a null that is written is a value.
Value is_in(const FeelTree& tree, const PlainNames& names) {
  const Value value = plain_value(tree.parts[0], names);
  std::optional<bool> out = false;
  for (std::size_t i = 1; i < tree.parts.size(); ++i) {
    const Value test = plain_value(tree.parts[i], names);
    const bool mistake = test.is_null() && tree.parts[i].kind != Kind::literal && !value.is_null();
    out = either(out, mistake ? std::nullopt : plain_in(value, test));
  }
  return truth(out);
}

}  // namespace

Value plain_value(const FeelTree& tree, const PlainNames& names) {
  const auto part = [&](std::size_t i) { return plain_value(tree.parts[i], names); };
  switch (tree.kind) {
    case Kind::literal:
      return tree.literal;
    case Kind::name:
      return names.contains(tree.text) ? names.find(tree.text)->second : Value();
    case Kind::negate:
      return plain_negated(part(0));
    case Kind::add:
      return plain_sum(part(0), part(1));
    case Kind::subtract:
      return plain_difference(part(0), part(1));
    case Kind::multiply:
      return plain_product(part(0), part(1));
    case Kind::divide:
      return plain_quotient(part(0), part(1));
    case Kind::less:
    case Kind::at_most:
    case Kind::greater:
    case Kind::at_least:
      return ordered(tree.kind, part(0), part(1));
    case Kind::equal:
      return truth(plain_equal(part(0), part(1)));
    case Kind::not_equal: {
      const auto same = plain_equal(part(0), part(1));
      return same ? Value(!*same) : Value();
    }
    case Kind::conjunction:
      return truth(plain_both(known(part(0)), known(part(1))));
    case Kind::disjunction:
      return truth(either(known(part(0)), known(part(1))));
    case Kind::between:
      return truth(plain_both(known(ordered(Kind::at_least, part(0), part(1))),
                              known(ordered(Kind::at_most, part(0), part(2)))));
    case Kind::in:
      return is_in(tree, names);
    case Kind::conditional: {
      const Value condition = part(0);
      if (!condition.is(ValueKind::boolean) && !condition.is_null()) return {};
      return condition.is_true() ? part(1) : part(2);
    }
    case Kind::for_each:
    case Kind::some:
    case Kind::every:
      return iterated(tree, names);
    case Kind::filter:
      return filtered(tree, names);
    case Kind::list: {
      List items;
      for (std::size_t i = 0; i < tree.parts.size(); ++i) items.push_back(part(i));
      return Value(std::move(items));
    }
    case Kind::context: {
      Context entries;
      for (std::size_t i = 0; i < tree.parts.size(); ++i) entries.put(tree.names[i], part(i));
      return Value(std::move(entries));
    }
    case Kind::path:
      return member(part(0), tree.text);
    case Kind::range:
    case Kind::unary_range:
      return range_of(tree, names);
    case Kind::call: {
      std::vector<Value> arguments;
      for (std::size_t i = 0; i < tree.parts.size(); ++i) arguments.push_back(part(i));
      return plain_call(tree.text, std::move(arguments));
    }
  }
  return {};
}

}  // namespace qinqing::dmn::testing
