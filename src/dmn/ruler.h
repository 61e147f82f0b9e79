// All that the conditions of a model can tell of one value, as a small number.
//
// The literals that a value is compared with cut the values of their kind into classes: each
// literal itself, and the gaps between, below and above them. Two values of one class cannot be
// told apart by any condition, so a value is classed once and every condition after is a comparison
// of integers. Kinds follow one another: null, false, true, lists and contexts, numbers, dates,
// strings.
//
//   literals 18, 65:   …17 | 18 | 19…64 | 65 | 66…
//   classes from 4:      4    5      6     7    8
//
// Thread-safety: const methods from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/tree.h"
#include "dmn/truth.h"

namespace qinqing::dmn {

using ValueClass = std::uint32_t;

// A set of classes as intervals, both ends included, in ascending order, not touching.
class ClassSet {
 public:
  struct Interval {
    ValueClass low;
    ValueClass high;
    friend bool operator==(const Interval&, const Interval&) = default;
  };

  ClassSet() = default;
  // Empty where low > high.
  ClassSet(ValueClass low, ValueClass high);

  // Adds many sets: `append` each, then `normalize` once.
  void append(const ClassSet& other);
  void normalize();
  ClassSet intersection(const ClassSet& other) const;
  ClassSet complement(ValueClass last) const;
  bool contains(ValueClass value_class) const;
  const std::vector<Interval>& intervals() const { return intervals_; }

 private:
  std::vector<Interval> intervals_;
};

class Ruler {
 public:
  // A literal that values are compared with; `seal` after the last and before anything else.
  void add(const Value& literal);
  void add(const UnaryTests& tests);
  void seal();

  ValueClass classify(const Value& value) const;
  // The last class there is.
  ValueClass last() const { return string_base_ + 2 * static_cast<ValueClass>(strings_.size()); }

  // The classes whose values pass tests. Requires literal operands, added before.
  ClassSet passing(const UnaryTests& tests) const;

  static constexpr ValueClass kNull = 0;
  static constexpr ValueClass kFalse = 1;
  static constexpr ValueClass kTrue = 2;
  static constexpr ValueClass kOther = 3;

 private:
  // What a test says of each class: in `yes`, in `no`, else null.
  struct Verdict {
    ClassSet yes;
    ClassSet no;
  };
  Verdict verdict(const UnaryTest& test) const;
  Verdict verdict(Comparison op, const Value& literal) const;
  Verdict equality(const Value& literal) const;
  ClassSet classes_of_kind(Value::Kind kind) const;

  static constexpr ValueClass kNumberBase = 4;
  std::vector<base::Decimal> numbers_;
  std::vector<base::Date> dates_;
  std::vector<std::string> strings_;
  ValueClass date_base_ = 0;
  ValueClass string_base_ = 0;
};

}  // namespace qinqing::dmn
