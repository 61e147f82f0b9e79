// Built-in functions that make one value of a list's items (DMN 1.5 §10.3.4.4), and not().
#include <algorithm>

#include "base/decimal_math.h"
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

using Kind = Value::Kind;
using base::Decimal;

Value extreme(Evaluator& evaluator, const List& items, int wanted) {
  if (items.empty()) return {};
  Value out = items.front();
  for (const Value& item : items) {
    const auto by = compare(item, out);
    if (!by) return evaluator.warn("各项不能相比");
    if (*by * wanted > 0) out = item;
  }
  return out;
}

Value min(Evaluator& evaluator, std::span<Value> in) {
  return extreme(evaluator, in[0].as_list(), -1);
}

Value max(Evaluator& evaluator, std::span<Value> in) {
  return extreme(evaluator, in[0].as_list(), 1);
}

std::optional<std::vector<Decimal>> numbers_of(Evaluator& evaluator, const List& items) {
  std::vector<Decimal> out;
  for (const Value& item : items) {
    if (!item.is(Kind::number)) {
      evaluator.warn("各项应为数");
      return std::nullopt;
    }
    out.push_back(item.as_number());
  }
  return out;
}

Value or_warn(Evaluator& evaluator, const std::optional<Decimal>& value) {
  return value ? Value(*value) : evaluator.warn("算不出数");
}

std::optional<Decimal> total(const std::vector<Decimal>& numbers) {
  std::optional<Decimal> out(Decimal(0));
  for (const Decimal& number : numbers)
    if (out) out = base::checked_add(*out, number);
  return out;
}

std::optional<Decimal> average(const std::vector<Decimal>& numbers) {
  const auto sum = total(numbers);
  if (!sum) return std::nullopt;
  return base::checked_divide(*sum, Decimal(static_cast<std::int64_t>(numbers.size())));
}

// Durations may be summed too.
Value sum(Evaluator& evaluator, std::span<Value> in) {
  const List& items = in[0].as_list();
  if (items.empty()) return {};
  const auto numbers = numbers_of(evaluator, items);
  if (!numbers) return {};
  return or_warn(evaluator, total(*numbers));
}

Value product(Evaluator& evaluator, std::span<Value> in) {
  const auto numbers = numbers_of(evaluator, in[0].as_list());
  if (!numbers || numbers->empty()) return {};
  std::optional<Decimal> out(Decimal(1));
  for (const Decimal& number : *numbers)
    if (out) out = base::checked_multiply(*out, number);
  return or_warn(evaluator, out);
}

Value mean(Evaluator& evaluator, std::span<Value> in) {
  const auto numbers = numbers_of(evaluator, in[0].as_list());
  if (!numbers || numbers->empty()) return {};
  return or_warn(evaluator, average(*numbers));
}

Value median(Evaluator& evaluator, std::span<Value> in) {
  auto numbers = numbers_of(evaluator, in[0].as_list());
  if (!numbers || numbers->empty()) return {};
  std::ranges::sort(*numbers);
  const std::size_t middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return Value((*numbers)[middle]);
  return or_warn(evaluator, average({(*numbers)[middle - 1], (*numbers)[middle]}));
}

// Of a sample: by n - 1.
Value standard_deviation(Evaluator& evaluator, std::span<Value> in) {
  const auto numbers = numbers_of(evaluator, in[0].as_list());
  if (!numbers) return {};
  if (numbers->size() < 2) return evaluator.warn("stddev 至少要两个数");
  const auto middle = average(*numbers);
  if (!middle) return evaluator.warn("算不出数");
  std::vector<Decimal> squares;
  for (const Decimal& number : *numbers) squares.push_back((number - *middle) * (number - *middle));
  const auto squared = total(squares);
  if (!squared) return evaluator.warn("算不出数");
  const auto variance =
      base::checked_divide(*squared, Decimal(static_cast<std::int64_t>(numbers->size()) - 1));
  return or_warn(evaluator, variance ? base::square_root(*variance) : std::nullopt);
}

Value mode(Evaluator& evaluator, std::span<Value> in) {
  auto numbers = numbers_of(evaluator, in[0].as_list());
  if (!numbers) return {};
  std::ranges::sort(*numbers);
  List out;
  std::ptrdiff_t most = 0;
  for (auto at = numbers->begin(); at != numbers->end();) {
    const auto end = std::upper_bound(at, numbers->end(), *at);
    if (end - at > most) {
      most = end - at;
      out.clear();
    }
    if (end - at == most) out.emplace_back(*at);
    at = end;
  }
  return Value(std::move(out));
}

// all: `deciding` false; any: true. Null and what is no boolean leave it open.
Value quantified(Evaluator& evaluator, const List& items, bool deciding) {
  bool unknown = false;
  for (const Value& item : items) {
    if (item.is(Kind::boolean) && item.as_boolean() == deciding) return item;
    unknown = unknown || !item.is(Kind::boolean);
  }
  if (unknown) return evaluator.warn("各项应为 true 或 false");
  return Value(!deciding);
}

Value all(Evaluator& evaluator, std::span<Value> in) {
  return quantified(evaluator, in[0].as_list(), false);
}

Value any(Evaluator& evaluator, std::span<Value> in) {
  return quantified(evaluator, in[0].as_list(), true);
}

Value negation(Evaluator&, std::span<Value> in) {
  return Value(!in[0].as_boolean());
}

Value is_same(Evaluator&, std::span<Value> in) {
  return Value(identical(in[0], in[1]));
}

}  // namespace

std::vector<Builtin> aggregate_functions() {
  return {
      {"min", {{"list: Any...", min}}},
      {"max", {{"list: Any...", max}}},
      {"sum", {{"list: Any...", sum}}},
      {"product", {{"list: Any...", product}}},
      {"mean", {{"list: Any...", mean}}},
      {"median", {{"list: Any...", median}}},
      {"stddev", {{"list: Any...", standard_deviation}}},
      {"mode", {{"list: Any...", mode}}},
      {"all", {{"list: Any...", all}}},
      {"any", {{"list: Any...", any}}},
      {"not", {{"negand: boolean", negation}}},
      {"is", {{"value1: Any!, value2: Any!", is_same}}},
  };
}

}  // namespace qinqing::dmn::feel
