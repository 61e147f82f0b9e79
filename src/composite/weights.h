// Weights: where they come from. All are relative within a group.
//
// weights.cc reads the step and holds given, equal and entropy; each other way has its own file and
// is also there for analysis by itself.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "composite/aggregate.h"
#include "composite/correlation.h"
#include "composite/work.h"

namespace qinqing::composite {

// Saaty's pairwise comparisons ("How to make a decision", EJOR 48, 1990): weights are the principal
// eigenvector, consistency ratio = ((λ − n)/(n − 1)) / random index; above 0.1 the judgements
// contradict each other.
struct Ahp {
  std::vector<double> weights;  // sum 1
  double lambda = 0, index = 0, ratio = 0;
};
// `matrix` is square, positive and reciprocal (checked by the reader).
Ahp ahp_weights(const std::vector<std::vector<double>>& matrix);

// Shannon's entropy: p = x/Σx of each member, e = −Σ p·ln p / ln n, weight ∝ 1 − e. False, with a
// fault, where a member has a negative value or only zeros.
bool entropy_weights(Work& work, const std::vector<std::size_t>& members);

// Loadings of the first principal component of the members' correlations; signs and scale as they
// come, except that the sum of a group is made positive. False where it cannot be computed.
bool component_weights(Work& work, const std::vector<std::size_t>& members);

// Weights of a level that make the correlations of its elements with the index what is wanted
// (Becker, Saisana, Paruolo & Vandecasteele, Ecological Indicators 80, 2017).
struct WeightGoal {
  int level = 2;
  bool infomax = false;  // the largest sum of correlations instead of given shares
  Correlation by = Correlation::pearson;
  std::vector<double> shares;  // of each element of the level, in order; empty: equal
  double tolerance = 1e-6;
  int rounds = 1000;
};
// The elements of the level, in the order of the framework.
std::vector<std::size_t> elements_of_level(const Framework& framework, int level);
// Balance: Σ (correlation/Σ correlations − share)²; infomax: −Σ correlations. Aggregates `work`,
// whose level must stand ready, with these weights. Missing where it cannot be computed.
double weight_objective(Work& work, const std::vector<Mean>& means, const WeightGoal& goal,
                        std::span<const double> weights);
// Nelder & Mead's simplex from the present weights; leaves the best in work.weights().
bool optimise_weights(Work& work, const std::vector<Mean>& means, const WeightGoal& goal);

}  // namespace qinqing::composite
