#include "dmn/feel/trace.h"

#include <algorithm>
#include <utility>

namespace qinqing::dmn::feel {

void Trace::clear() {
  step_count_ = open_count_ = table_count_ = 0;
  cut_ = false;
}

void Trace::enter(std::uint32_t element) {
  if (open_count_ == open_.size()) open_.emplace_back();
  Step& step = open_[open_count_++];
  step.element = element;
  step.asked.clear();
  step.tables.clear();
}

void Trace::leave(const Value& value) {
  Step& step = open_[--open_count_];
  if (step_count_ == kKept) {
    cut_ = true;
    return;
  }
  step.value = value;
  if (step_count_ == steps_.size()) steps_.emplace_back();
  std::swap(steps_[step_count_++], step);
}

void Trace::ask(std::uint32_t element, const Value& value, bool given) {
  if (open_count_ == 0) return;
  auto& asked = open_[open_count_ - 1].asked;
  if (std::ranges::find(asked, element, &Asked::element) == asked.end())
    asked.push_back({element, value, given});
}

std::size_t Trace::begin_table(const DecisionTable& table) {
  if (table_count_ == kKept) {
    cut_ = true;
    return kNone;
  }
  if (table_count_ == tables_.size()) tables_.emplace_back();
  Table& begun = tables_[table_count_];
  begun.table = &table;
  begun.inputs.clear();
  begun.rules.assign(table.rule_count, kNotReached);
  if (open_count_ > 0) open_[open_count_ - 1].tables.push_back(table_count_);
  return table_count_++;
}

}  // namespace qinqing::dmn::feel
