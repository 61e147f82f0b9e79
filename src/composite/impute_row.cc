#include <algorithm>

#include "composite/impute.h"
#include "composite/moments.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

struct Ends {
  double low = 0, width = 0;  // after direction
};

}  // namespace

void impute_by_row(Work& work, bool median, const IndicatorSets& sets) {
  const auto& elements = work.framework().elements;
  std::vector<Ends> ends(work.indicator_count());
  for (std::size_t j = 0; j < ends.size(); ++j) {
    const Extremes e = extremes_of(work.column(j));
    const bool up = elements[j].direction > 0;
    ends[j] = {up ? e.least : -e.most, e.most - e.least};
  }
  std::vector<double> others;
  for (std::size_t i = 0; i < work.rows(); ++i)
    for (const auto& set : sets) {
      others.clear();
      for (const std::size_t j : set) {
        const double x = work.column(j)[i];
        if (!is_missing(x) && ends[j].width > 0)
          others.push_back((elements[j].direction * x - ends[j].low) / ends[j].width);
      }
      const double middle = median ? median_in_place(others) : mean_of(others);
      for (const std::size_t j : set)
        if (is_missing(work.column(j)[i]))
          work.column(j)[i] = elements[j].direction * (middle * ends[j].width + ends[j].low);
    }
}

}  // namespace qinqing::composite
