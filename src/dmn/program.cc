#include "dmn/program.h"

#include <algorithm>

namespace qinqing::dmn {

bool passes(const Program& program, const Condition& condition, ValueClass value_class) {
  if (condition.kind == Condition::Kind::interval)
    return value_class >= condition.a && value_class <= condition.b;
  if (condition.kind != Condition::Kind::intervals) return true;
  const auto intervals = program.slice(program.intervals, {condition.a, condition.b});
  return std::ranges::any_of(intervals, [value_class](const ClassSet::Interval& interval) {
    return value_class >= interval.low && value_class <= interval.high;
  });
}

void fill_passing(const Program& program, const Column& column, ValueClass value_class,
                  std::span<std::uint64_t> out) {
  std::ranges::fill(out, 0);
  const auto conditions = program.slice(program.conditions, column.conditions);
  for (std::size_t i = 0; i < conditions.size(); ++i)
    if (passes(program, conditions[i], value_class)) out[i / 64] |= 1ULL << (i % 64);
}

}  // namespace qinqing::dmn
