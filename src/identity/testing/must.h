// What a test cannot go on without.
#pragma once

#include <optional>
#include <stdexcept>
#include <utility>

namespace qinqing::identity::testing {

// The value; ends the test where there is none.
template <class T>
T must(std::optional<T> value) {
  if (!value) throw std::logic_error("there is nothing where the test needs something");
  return *std::move(value);
}

}  // namespace qinqing::identity::testing
