// How little the weights must change for two units to change places.
//
// For an index that is an arithmetic mean with weights w (effective weights of the indicators,
// summing to 1) the lead of A over B is Σ w·(a − b). The smallest change in the sense of least
// squares that brings it to 0, keeps the sum and leaves no weight negative is the projection of w
// on that polytope, found by fixing at 0 what would become negative.
//
// Thread-safety: pure functions.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace qinqing::composite {

struct Swap {
  std::vector<double> weights;  // with which the two are level
  double moved = 0;             // half the sum of |changes|: the share of weight that moves
};

// `lead` is a − b by indicator. nullopt where no weights can do it: one is better in everything.
std::optional<Swap> smallest_swap(std::span<const double> weights, std::span<const double> lead);

}  // namespace qinqing::composite
