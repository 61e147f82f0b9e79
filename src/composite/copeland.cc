// Copeland scores: i outranks j by the weight of the members in which it is better (half where
// equal) over the whole weight; the score counts those it outranks minus those that outrank it
// (Munda & Nardo 2005; OECD/JRC handbook 2008, 6.9.3). Each year on its own.
//
// Members missing in one of the two are left out of that pair. COINr adds nothing for them to i
// over j and takes j over i as the rest to 1 (`like_coinr`), so that the unit later in the order
// gains.
#include <cmath>

#include "composite/aggregate.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

struct Pair {
  double better = 0;  // weight of i over j, ties half
  double whole = 0;   // weight that was compared
};

Pair compare(const Work& work, const std::vector<std::size_t>& members, std::size_t i,
             std::size_t j) {
  Pair pair;
  for (const std::size_t member : members) {
    const auto x = work.column(member);
    if (is_missing(x[i]) || is_missing(x[j])) continue;
    const double w = work.weights()[member];
    pair.whole += w;
    if (x[i] > x[j]) pair.better += w;
    if (x[i] == x[j]) pair.better += w / 2;
  }
  return pair;
}

}  // namespace

bool copeland_of_group(Work& work, std::size_t group, const Mean& mean) {
  const auto& members = work.framework().elements[group].children;
  double all = 0;
  for (const std::size_t member : members) all += work.weights()[member];
  const auto score = work.column(group);
  const auto compared = work.scratch(2, work.rows());
  std::fill(score.begin(), score.end(), 0.0);
  std::fill(compared.begin(), compared.end(), 0.0);
  for (const YearSpan& span : work.spans())
    for (std::size_t i = span.begin; i < span.end; ++i)
      for (std::size_t j = i + 1; j < span.end; ++j) {
        const Pair pair = compare(work, members, i, j);
        const double whole = mean.like_coinr ? all : pair.whole;
        if (whole == 0) continue;
        compared[i] = compared[j] = 1;
        // Sums of weights differ in the last bits by their order: a tie within 1e-9 is one.
        const double lead = pair.better / whole - 0.5;
        if (std::abs(lead) < 1e-9) continue;
        score[i] += lead > 0 ? 1 : -1;
        score[j] -= lead > 0 ? 1 : -1;
      }
  for (std::size_t i = 0; i < work.rows(); ++i)
    if (compared[i] == 0 && work.rows() > 1) score[i] = kMissing;
  return true;
}

}  // namespace qinqing::composite
