#include "composite/swap.h"

#include <cmath>

namespace qinqing::composite {
namespace {

// The change of the free weights that meets both equations with the least squares: α + β·lead.
bool step(std::span<const double> lead, const std::vector<char>& fixed,
          std::span<const double> weights, std::vector<double>& next) {
  double n = 0;
  double s = 0;
  double q = 0;
  double total = 0;  // what the change of the free ones must sum to
  double level = 0;  // and what it must sum to with the leads
  for (std::size_t i = 0; i < lead.size(); ++i) {
    level -= weights[i] * lead[i];
    if (fixed[i]) {
      total += weights[i];
      level += weights[i] * lead[i];
      continue;
    }
    n += 1;
    s += lead[i];
    q += lead[i] * lead[i];
  }
  const double determinant = n * q - s * s;
  if (n < 2 || determinant <= 1e-14 * n * q) return false;
  const double alpha = (total * q - level * s) / determinant;
  const double beta = (level * n - total * s) / determinant;
  for (std::size_t i = 0; i < lead.size(); ++i)
    next[i] = fixed[i] ? 0 : weights[i] + alpha + beta * lead[i];
  return true;
}

}  // namespace

std::optional<Swap> smallest_swap(std::span<const double> weights, std::span<const double> lead) {
  std::vector<char> fixed(weights.size(), 0);
  Swap swap;
  swap.weights.assign(weights.size(), 0);
  for (std::size_t round = 0; round <= weights.size(); ++round) {
    if (!step(lead, fixed, weights, swap.weights)) return std::nullopt;
    bool negative = false;
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (swap.weights[i] < -1e-15) {
        fixed[i] = 1;
        negative = true;
      }
    if (negative) continue;
    for (std::size_t i = 0; i < weights.size(); ++i)
      swap.moved += std::abs(swap.weights[i] - weights[i]) / 2;
    return swap;
  }
  return std::nullopt;
}

}  // namespace qinqing::composite
