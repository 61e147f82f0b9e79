// Charts as SVG that stand alone and print: no scripts, no outside files, black on white with
// patterns of grey and one blue, text as text.
//
// Thread-safety: pure functions; the same bytes for the same figures.
#pragma once

#include <string>
#include <vector>

#include "composite/framework.h"

namespace qinqing::composite {

struct RankedUnit {
  std::string code, name;
  double rank = 0, score = 0;  // missing: not drawn
  double low = 0, high = 0;    // rank interval; missing: a dot without a bar
  std::size_t band = 0;        // 0: none
};
// Units by rank from the top; the interval as a bar on the axis of ranks, the nominal rank as a
// dot, bands as alternating ground.
std::string ranking_chart(const std::string& title, std::vector<RankedUnit> units);

// Units × ranks: how often each unit had each rank, darker for more.
// `shares[u][r]`: share of replications in which unit u had rank r + 1.
std::string rank_heat_map(const std::string& title, const std::vector<std::string>& units,
                          const std::vector<std::vector<double>>& shares);

// The tree from the index on the left to the indicators on the right; an element's height is its
// effective weight.
std::string weight_tree(const Framework& framework, const std::vector<double>& effective);

}  // namespace qinqing::composite
