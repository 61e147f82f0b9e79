// Random expressions, tables and inputs, from a seed: values of every kind near and at the literals
// of the conditions, and of the wrong kind now and then. The same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "dmn/testing/plain_table.h"

namespace qinqing::dmn::testing {

class RandomFeel {
 public:
  explicit RandomFeel(std::uint64_t seed) : random_(seed) {}

  struct Name {
    std::string text;
    feel::Value::Kind kind = feel::Value::Kind::number;
  };

  // Names that expression() and value() use from here on.
  void use(std::vector<Name> names) { names_ = std::move(names); }
  const std::vector<Name>& names() const { return names_; }
  void use_any_names();

  FeelTree expression(feel::Value::Kind kind, std::size_t depth);
  PlainTable table();
  // Values for the names: some missing, some null, some of another kind.
  PlainNames inputs();

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  bool chance(unsigned percent) { return below(100) < percent; }
  feel::Value::Kind any_kind();

 private:
  feel::Value value(feel::Value::Kind kind);
  feel::Value scalar(feel::Value::Kind kind);
  FeelTree leaf(feel::Value::Kind kind);
  FeelTree number(std::size_t depth);
  FeelTree string(std::size_t depth);
  FeelTree boolean(std::size_t depth);
  FeelTree date(std::size_t depth);
  FeelTree list(std::size_t depth);
  FeelTree comparison(std::size_t depth);
  FeelTree membership(std::size_t depth);
  FeelTree iteration(FeelTree::Kind form, feel::Value::Kind body, std::size_t depth);
  FeelTree choice(feel::Value::Kind kind, std::size_t depth);
  FeelTree range(feel::Value::Kind kind, std::size_t depth);
  FeelTree unary(feel::Value::Kind kind, std::size_t depth);

  PlainCell cell(feel::Value::Kind kind);
  FeelTree test(feel::Value::Kind kind);
  PlainOutput output(std::size_t index, feel::Value::Kind kind);

  template <class T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

  std::mt19937_64 random_;
  std::vector<Name> names_;
  std::size_t variables_ = 0;
};

}  // namespace qinqing::dmn::testing
