// What a test cannot go on without.
#pragma once

#include <optional>
#include <stdexcept>
#include <utility>

#include "base/fault.h"

namespace qinqing::identity::testing {

// The value; ends the test where there is none.
template <class T>
T must(std::optional<T> value) {
  if (!value) throw std::logic_error("there is nothing where the test needs something");
  return *std::move(value);
}

// The same of a result; what it throws names the faults.
template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::logic_error(result.faults().to_string());
  return std::move(result).value();
}

}  // namespace qinqing::identity::testing
