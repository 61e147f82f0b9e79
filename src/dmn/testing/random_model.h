// Random models and random inputs for them, from a seed: names with spaces and operators, values of
// every kind near and at the literals of the conditions, conditions of the wrong kind now and then.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "dmn/dmn.h"

namespace qinqing::dmn::testing {

class RandomModel {
 public:
  explicit RandomModel(std::uint64_t seed);

  const std::string& xml() const { return xml_; }
  // Some inputs absent, some null, some of another kind than declared.
  std::map<std::string, Value> inputs();

 private:
  enum class Kind : std::uint8_t { string, number, boolean, date };
  struct Name {
    std::string text;
    std::string id;
    Kind kind = Kind::string;
    bool typed = true;
  };

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  Kind any_kind() { return static_cast<Kind>(below(4)); }

  void add_inputs();
  void add_decision(std::size_t index);
  void add_table(Kind kind);
  std::string column(Kind& kind, bool& typed);
  std::string cell(Kind kind);
  std::string test(Kind kind);
  std::string literal(Kind kind);
  std::string name_of(Kind kind);  // or a literal where there is no such name
  std::string expression(Kind kind);
  Value value(Kind kind);

  std::mt19937_64 random_;
  std::string xml_;
  std::vector<Name> inputs_;
  std::vector<Name> names_;  // inputs and the decisions so far
};

}  // namespace qinqing::dmn::testing
