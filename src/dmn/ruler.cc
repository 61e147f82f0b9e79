#include "dmn/ruler.h"

#include <algorithm>
#include <iterator>

namespace qinqing::dmn {

namespace {

template <class T>
void sort_once(std::vector<T>& values) {
  std::ranges::sort(values, [](const T& a, const T& b) { return a < b; });
  const auto twice = std::ranges::unique(values);
  values.erase(twice.begin(), twice.end());
}

// 2i+1 for the literal with index i, 2i for the gap before it.
template <class T, class U>
ValueClass class_among(const std::vector<T>& literals, const U& value) {
  const auto found = std::lower_bound(literals.begin(), literals.end(), value,
                                      [](const T& a, const U& b) { return a < b; });
  const auto index = static_cast<ValueClass>(found - literals.begin());
  return 2 * index + (found != literals.end() && *found == value ? 1 : 0);
}

ClassSet merged(ClassSet a, const ClassSet& b) {
  a.append(b);
  a.normalize();
  return a;
}

}  // namespace

ClassSet::ClassSet(ValueClass low, ValueClass high) {
  if (low <= high) intervals_.push_back({low, high});
}

void ClassSet::normalize() {
  std::ranges::sort(intervals_, {}, &Interval::low);
  std::vector<Interval> out;
  for (const Interval& next : intervals_) {
    if (!out.empty() && next.low <= out.back().high + 1) {
      out.back().high = std::max(out.back().high, next.high);
    } else {
      out.push_back(next);
    }
  }
  intervals_ = std::move(out);
}

void ClassSet::append(const ClassSet& other) {
  intervals_.insert(intervals_.end(), other.intervals_.begin(), other.intervals_.end());
}

ClassSet ClassSet::intersection(const ClassSet& other) const {
  ClassSet out;
  auto a = intervals_.begin();
  auto b = other.intervals_.begin();
  while (a != intervals_.end() && b != other.intervals_.end()) {
    const ValueClass low = std::max(a->low, b->low);
    const ValueClass high = std::min(a->high, b->high);
    if (low <= high) out.intervals_.push_back({low, high});
    if (a->high < b->high) {
      ++a;
    } else {
      ++b;
    }
  }
  return out;
}

ClassSet ClassSet::complement(ValueClass last) const {
  ClassSet out;
  ValueClass next = 0;
  for (const Interval& interval : intervals_) {
    if (interval.low > next) out.intervals_.push_back({next, interval.low - 1});
    next = interval.high + 1;
  }
  if (next <= last) out.intervals_.push_back({next, last});
  return out;
}

bool ClassSet::contains(ValueClass value_class) const {
  return std::ranges::any_of(intervals_, [value_class](const Interval& interval) {
    return value_class >= interval.low && value_class <= interval.high;
  });
}

void Ruler::add(const Value& literal) {
  if (literal.kind() == Value::Kind::number) numbers_.push_back(literal.as_number());
  if (literal.kind() == Value::Kind::date) dates_.push_back(literal.as_date());
  if (literal.kind() == Value::Kind::string) strings_.emplace_back(literal.as_string());
}

void Ruler::add(const UnaryTests& tests) {
  for (const UnaryTest& test : tests.tests) {
    if (test.low.operand.kind == Node::Kind::literal) add(test.low.operand.literal);
    if (test.high && test.high->operand.kind == Node::Kind::literal)
      add(test.high->operand.literal);
  }
}

void Ruler::seal() {
  sort_once(numbers_);
  sort_once(dates_);
  sort_once(strings_);
  date_base_ = kNumberBase + 2 * static_cast<ValueClass>(numbers_.size()) + 1;
  string_base_ = date_base_ + 2 * static_cast<ValueClass>(dates_.size()) + 1;
}

ValueClass Ruler::classify(const Value& value) const {
  switch (value.kind()) {
    case Value::Kind::null:
      return kNull;
    case Value::Kind::boolean:
      return value.as_boolean() ? kTrue : kFalse;
    case Value::Kind::number:
      return kNumberBase + class_among(numbers_, value.as_number());
    case Value::Kind::date:
      return date_base_ + class_among(dates_, value.as_date());
    case Value::Kind::string:
      return string_base_ + class_among(strings_, value.as_string());
    case Value::Kind::list:
    case Value::Kind::context:
      return kOther;
  }
  return kOther;
}

ClassSet Ruler::classes_of_kind(Value::Kind kind) const {
  switch (kind) {
    case Value::Kind::null:
      return {kNull, kNull};
    case Value::Kind::boolean:
      return {kFalse, kTrue};
    case Value::Kind::number:
      return {kNumberBase, date_base_ - 1};
    case Value::Kind::date:
      return {date_base_, string_base_ - 1};
    case Value::Kind::string:
      return {string_base_, last()};
    case Value::Kind::list:
    case Value::Kind::context:
      return {kOther, kOther};
  }
  return {};
}

Ruler::Verdict Ruler::equality(const Value& literal) const {
  const ValueClass own = classify(literal);
  if (literal.is_null()) return {.yes = {own, own}, .no = {own + 1, last()}};
  // A list or context is no literal of a condition: nothing is known to equal it.
  if (own == kOther) return {.yes = {}, .no = {kNull, kNull}};
  const ClassSet same = classes_of_kind(literal.kind());
  return {.yes = {own, own},
          .no = merged(same.intersection(ClassSet(own, own).complement(last())), {kNull, kNull})};
}

Ruler::Verdict Ruler::verdict(Comparison op, const Value& literal) const {
  if (op == Comparison::eq) return equality(literal);
  if (op == Comparison::ne) {
    Verdict equal = equality(literal);
    return {.yes = std::move(equal.no), .no = std::move(equal.yes)};
  }
  if (literal.kind() != Value::Kind::number && literal.kind() != Value::Kind::date &&
      literal.kind() != Value::Kind::string)
    return {};
  const ClassSet kind = classes_of_kind(literal.kind());
  const ValueClass first = kind.intervals().front().low;
  const ValueClass end = kind.intervals().front().high;
  const ValueClass own = classify(literal);  // never the first or last of its kind
  switch (op) {
    case Comparison::lt:
      return {.yes = {first, own - 1}, .no = {own, end}};
    case Comparison::le:
      return {.yes = {first, own}, .no = {own + 1, end}};
    case Comparison::gt:
      return {.yes = {own + 1, end}, .no = {first, own}};
    default:
      return {.yes = {own, end}, .no = {first, own - 1}};
  }
}

Ruler::Verdict Ruler::verdict(const UnaryTest& test) const {
  Verdict low = verdict(test.low.comparison, test.low.operand.literal);
  if (!test.high) return low;
  const Verdict high = verdict(test.high->comparison, test.high->operand.literal);
  return {.yes = low.yes.intersection(high.yes), .no = merged(std::move(low.no), high.no)};
}

ClassSet Ruler::passing(const UnaryTests& tests) const {
  if (tests.any) return {0, last()};
  // Not negated: one test says yes. Negated: every test says no, so none says anything else.
  ClassSet out;
  for (const UnaryTest& test : tests.tests) {
    const Verdict one = verdict(test);
    out.append(tests.negated ? one.no.complement(last()) : one.yes);
  }
  out.normalize();
  return tests.negated ? out.complement(last()) : out;
}

}  // namespace qinqing::dmn
