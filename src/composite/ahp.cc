#include <array>
#include <cmath>

#include "composite/weights.h"

namespace qinqing::composite {
namespace {

// Mean consistency index of random reciprocal matrices of 1…15 rows: Saaty 1990, table 2, as
// printed in the OECD/JRC handbook for up to 10; beyond 10 Alonso & Lamata (2006).
constexpr std::array<double, 15> kRandomIndex{0,    0,    0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                              1.45, 1.49, 1.51, 1.54, 1.56, 1.57, 1.59};

}  // namespace

Ahp ahp_weights(const std::vector<std::vector<double>>& matrix) {
  const std::size_t n = matrix.size();
  Ahp ahp;
  ahp.weights.assign(n, 1.0 / static_cast<double>(n));
  // Powers of a positive matrix lead to its principal eigenvector (Perron).
  for (int round = 0; round < 10'000; ++round) {
    std::vector<double> next(n, 0);
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) next[i] += matrix[i][j] * ahp.weights[j];
      sum += next[i];
    }
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      next[i] /= sum;
      change = std::max(change, std::abs(next[i] - ahp.weights[i]));
    }
    ahp.weights = std::move(next);
    ahp.lambda = sum;
    if (change < 1e-15) break;
  }
  if (n < 3) return ahp;
  ahp.index = (ahp.lambda - static_cast<double>(n)) / static_cast<double>(n - 1);
  ahp.ratio = ahp.index / kRandomIndex[std::min(n, kRandomIndex.size()) - 1];
  return ahp;
}

}  // namespace qinqing::composite
