#include "norms/representatives.h"

#include <algorithm>

namespace qinqing::norms {

Representatives::Representatives(const Pack& pack) : pack_(pack), landmarks_(pack.facts.size()) {
  for (const ConductTable& table : pack.tables) {
    const auto& inputs = table.model->table(table.decision)->inputs;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!table.columns[i].fact) continue;
      for (const dmn::Endpoint& endpoint : inputs[i].endpoints) {
        Landmark landmark{endpoint.literal, 0};
        if (!endpoint.literal) landmark.parameter = pack.parameter_index(endpoint.name).value_or(0);
        landmarks_[*table.columns[i].fact].push_back(landmark);
      }
    }
  }
}

std::vector<dmn::Value> Representatives::of(Index index, const DayView& view,
                                            base::Date asked_on) const {
  const Fact& fact = pack_.facts[index];
  switch (fact.type) {
    case FactType::boolean:
      return {dmn::Value::boolean(false), dmn::Value::boolean(true)};
    case FactType::choice: {
      std::vector<dmn::Value> values;
      for (const Choice& choice : fact.choices) values.push_back(dmn::Value::string(choice.id));
      return values;
    }
    case FactType::date:
      return days(index, view, asked_on);
    case FactType::money:
    case FactType::count:
    case FactType::decimal:
      return numbers(fact, index, view);
  }
  return {};
}

std::vector<dmn::Value> Representatives::numbers(const Fact& fact, Index index,
                                                 const DayView& view) const {
  const base::Decimal step =
      fact.type == FactType::count ? base::Decimal(1) : *base::Decimal::parse("0.01");
  std::vector<base::Decimal> numbers;
  for (const Landmark& landmark : landmarks_[index]) {
    const dmn::Value& value =
        landmark.literal ? *landmark.literal : view.parameter(landmark.parameter);
    if (value.kind() != dmn::Value::Kind::number) continue;
    for (const base::Decimal& number :
         {value.as_number() - step, value.as_number(), value.as_number() + step})
      if (fact.type == FactType::decimal || !number.is_negative()) numbers.push_back(number);
  }
  if (numbers.empty())
    numbers.push_back(fact.type == FactType::money ? *base::Decimal::parse("0.00")
                                                   : base::Decimal(0));
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  std::vector<dmn::Value> values;
  values.reserve(numbers.size());
  for (const base::Decimal& number : numbers) values.push_back(dmn::Value::number(number));
  return values;
}

std::vector<dmn::Value> Representatives::days(Index index, const DayView& view,
                                              base::Date asked_on) const {
  // A day may also be the anchor of a duty: then any two days differ, and a day long past shows
  // what a late duty does.
  std::vector<base::Date> days{view.day(), view.day().add_days(-1), asked_on.add_days(-400)};
  for (const Landmark& landmark : landmarks_[index]) {
    if (!landmark.literal || landmark.literal->kind() != dmn::Value::Kind::date) continue;
    for (const int beside : {-1, 0, 1})
      days.push_back(landmark.literal->as_date().add_days(beside));
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  std::vector<dmn::Value> values;
  values.reserve(days.size());
  for (const base::Date day : days) values.push_back(dmn::Value::date(day));
  return values;
}

}  // namespace qinqing::norms
