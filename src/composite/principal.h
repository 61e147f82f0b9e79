// Principal components of the correlations of some columns.
//
// Rows with a missing value are dropped; columns are centred and scaled with n − 1. The sign of a
// component is arbitrary: here the loadings of each sum to a positive number (or, where they sum to
// 0, the first is positive).
//
// Thread-safety: pure functions.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace qinqing::composite {

struct Components {
  std::size_t rows = 0;                       // complete rows
  std::vector<double> variances;              // of the components, descending
  std::vector<std::vector<double>> loadings;  // component → column
};

// nullopt: fewer than 2 complete rows, or a constant column.
std::optional<Components> principal_components(const std::vector<std::span<const double>>& columns);

}  // namespace qinqing::composite
