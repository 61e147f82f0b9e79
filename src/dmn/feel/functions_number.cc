// Built-in functions on numbers (DMN 1.5 §10.3.4.5).
#include "base/decimal_math.h"
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

using base::Rounding;

constexpr std::int64_t kScaleMin = -6111;
constexpr std::int64_t kScaleMax = 6176;

Value rounded(Evaluator& evaluator, const Value& number, const Value& scale, Rounding rounding) {
  std::int64_t digits = 0;
  if (!scale.is_null()) {
    const auto whole = int128_of(scale.as_number());
    if (!whole || *whole < kScaleMin || *whole > kScaleMax)
      return evaluator.warn("小数位数超出范围");
    digits = static_cast<std::int64_t>(*whole);
  }
  return Value(base::round_to(number.as_number(), static_cast<int>(digits), rounding));
}

template <Rounding rounding>
Value round_with(Evaluator& evaluator, std::span<Value> in) {
  return rounded(evaluator, in[0], in[1], rounding);
}

Value or_warn(Evaluator& evaluator, const std::optional<base::Decimal>& value) {
  return value ? Value(*value) : evaluator.warn("算不出数");
}

Value absolute_number(Evaluator&, std::span<Value> in) {
  return Value(base::absolute(in[0].as_number()));
}

Value absolute_days(Evaluator&, std::span<Value> in) {
  const Int128 nanos = in[0].as_days().nanos;
  return Value(DaysDuration{nanos < 0 ? -nanos : nanos});
}

Value absolute_months(Evaluator&, std::span<Value> in) {
  return Value(MonthsDuration{std::llabs(in[0].as_months().months)});
}

Value modulo(Evaluator& evaluator, std::span<Value> in) {
  return or_warn(evaluator, base::modulo(in[0].as_number(), in[1].as_number()));
}

Value square_root(Evaluator& evaluator, std::span<Value> in) {
  return or_warn(evaluator, base::square_root(in[0].as_number()));
}

Value logarithm(Evaluator& evaluator, std::span<Value> in) {
  return or_warn(evaluator, base::logarithm(in[0].as_number()));
}

Value exponential(Evaluator& evaluator, std::span<Value> in) {
  return or_warn(evaluator, base::exponential(in[0].as_number()));
}

Value has_parity(const base::Decimal& number, int parity) {
  const auto rest = base::modulo(number, base::Decimal(2));
  return Value(rest && *rest == base::Decimal(parity));
}

Value odd(Evaluator&, std::span<Value> in) {
  return has_parity(in[0].as_number(), 1);
}

Value even(Evaluator&, std::span<Value> in) {
  return has_parity(in[0].as_number(), 0);
}

}  // namespace

std::vector<Builtin> number_functions() {
  return {
      {"decimal", {{"n: number, scale: number", round_with<Rounding::half_even>}}},
      {"floor", {{"n: number, scale: number?", round_with<Rounding::floor>}}},
      {"ceiling", {{"n: number, scale: number?", round_with<Rounding::ceiling>}}},
      {"round up", {{"n: number, scale: number", round_with<Rounding::up>}}},
      {"round down", {{"n: number, scale: number", round_with<Rounding::down>}}},
      {"round half up", {{"n: number, scale: number", round_with<Rounding::half_up>}}},
      {"round half down", {{"n: number, scale: number", round_with<Rounding::half_down>}}},
      {"abs",
       {{"n: number", absolute_number},
        {"n: days and time duration", absolute_days},
        {"n: years and months duration", absolute_months}}},
      {"modulo", {{"dividend: number, divisor: number", modulo}}},
      {"sqrt", {{"number: number", square_root}}},
      {"log", {{"number: number", logarithm}}},
      {"exp", {{"number: number", exponential}}},
      {"odd", {{"number: number", odd}}},
      {"even", {{"number: number", even}}},
  };
}

}  // namespace qinqing::dmn::feel
