// The framework of an index: the tree of indicators and aggregates, with what each needs to be
// measured and scored.
//
// Elements stand indicators first, in the order of the file, then aggregates level by level, within
// a level by code: an element's position is its column in every data set, and children always stand
// before their parent. The last element is the index itself.
//
// Thread-safety: plain values.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fault.h"
#include "base/yaml.h"
#include "composite/csv.h"

namespace qinqing::composite {

inline constexpr std::size_t kNoParent = static_cast<std::size_t>(-1);

struct Element {
  std::string code;  // unique; the column's name in data
  std::string name;
  std::string unit;
  int level = 1;         // indicators 1, their groups 2, … the index last
  double direction = 1;  // 1: more is better, −1: less is better
  double weight = 1;     // relative among those with the same parent
  std::size_t parent = kNoParent;
  std::vector<std::size_t> children;   // positions, in order
  std::string denominator;             // a column of the data, or ""
  std::optional<double> target;        // raw units
  std::optional<double> lower, upper;  // goalposts, raw units, lower < upper whatever the direction
  std::optional<double> unallowable, satisfactory;  // efficacy coefficients, raw units
  std::string measured;                             // how it is measured, for people
  std::string status;                               // official | reported | drafted, or ""
};

struct Framework {
  std::string title;
  std::string source;
  std::vector<Element> elements;
  std::size_t indicator_count = 0;
  int levels = 1;
  std::vector<std::string> level_names;   // from level 1 up, or empty
  std::vector<std::string> groups;        // columns of labels
  std::vector<std::string> denominators;  // columns of numbers that are no indicators
  boost::json::value method;              // the framework's own method (method.h), or null
  std::vector<std::string> others;        // columns that stand beside the data and are not used

  std::optional<std::size_t> find(std::string_view code) const;
  std::vector<std::string> codes() const;
  const Element& index() const { return elements.back(); }
};

// COINr's iMeta: columns Level, iCode, Direction, Weight, Parent, Type, and where present iName,
// Unit, Target, Denominator, goalpost_lower, goalpost_upper; other columns are COINr's or the
// author's own and are not used. Type is Indicator, Aggregate, Group, Denominator or Other.
base::Result<Framework> read_framework(const Csv& csv);

// The same as YAML; docs/index-methods.md describes the keys.
base::Result<Framework> read_framework(const base::Document& document);

// By the text: a file whose name ends in .csv is iMeta, anything else YAML.
base::Result<Framework> parse_framework(std::string_view text, const std::string& file);

// Orders the elements and ties children to parents; the faults of a tree: unknown or missing
// parent, a parent not one level up, several tops, weights all zero in a group, a code twice.
// `parents[i]` is the parent's code of elements[i]; faults point to /elements/CODE.
base::Result<Framework> tie(Framework framework, std::vector<std::string> parents);

}  // namespace qinqing::composite
