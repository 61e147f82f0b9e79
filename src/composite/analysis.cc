#include "composite/analysis.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "composite/correlation.h"
#include "composite/moments.h"
#include "composite/numbers.h"
#include "composite/weights.h"

namespace qinqing::composite {
namespace {

// Scores and ranks by row of the table.
bool run(const Pipeline& pipeline, Work& work, std::vector<double>& scores,
         std::vector<double>& ranks) {
  work.reset();
  for (const StepPtr& step : pipeline.steps)
    if (!step->apply(work)) return false;
  const auto index = work.column(work.framework().elements.size() - 1);
  std::vector<double> of_rows(index.size());
  std::vector<std::uint32_t> order;
  rank_descending(index, of_rows, order);
  scores.assign(work.table().rows(), kMissing);
  ranks.assign(work.table().rows(), kMissing);
  for (std::size_t i = 0; i < index.size(); ++i) {
    scores[work.origin()[i]] = index[i];
    ranks[work.origin()[i]] = of_rows[i];
  }
  return true;
}

struct Point {
  double year, value;
};

Trend trend_of(const std::vector<Point>& points, std::size_t years) {
  Trend trend;
  const Point& first = points.front();
  const Point& last = points.back();
  trend.first = static_cast<int>(first.year);
  trend.last = static_cast<int>(last.year);
  trend.availability = static_cast<double>(points.size()) / static_cast<double>(years);
  trend.growth = std::pow(last.value / first.value, 1 / (last.year - first.year)) - 1;
  double t = 0;
  double x = 0;
  for (const Point& p : points) {
    t += p.year;
    x += p.value;
  }
  const auto n = static_cast<double>(points.size());
  t /= n;
  x /= n;
  double tt = 0;
  double tx = 0;
  for (const Point& p : points) {
    tt += (p.year - t) * (p.year - t);
    tx += (p.year - t) * (p.value - x);
  }
  const double slope = tx / tt;
  trend.change = slope / (x + slope * (first.year - t)) * 100;
  return trend;
}

}  // namespace

std::vector<double> effective_weights(const Framework& framework,
                                      const std::vector<double>& weights) {
  std::vector<double> effective(framework.elements.size(), 0);
  effective.back() = 1;
  for (std::size_t e = framework.elements.size(); e-- > framework.indicator_count;) {
    double sum = 0;
    for (const std::size_t member : framework.elements[e].children) sum += weights[member];
    for (const std::size_t member : framework.elements[e].children)
      effective[member] = effective[e] * weights[member] / sum;
  }
  return effective;
}

base::Result<Removals> remove_each(const Method& method, const Framework& framework,
                                   const Table& table, int level) {
  if (table.is_panel())
    return base::Fault{"value", "", "去掉一项的分析一次只做一年", "从数据里取出一年", "", 0};
  const auto pipeline = compile(method, framework, table);
  if (!pipeline) return pipeline.faults();
  Removals removals;
  Work work(framework, table);
  if (!run(*pipeline, work, removals.scores, removals.ranks)) return work.faults;
  for (const std::size_t element : elements_of_level(framework, level)) {
    Removal removal;
    removal.element = element;
    work.weight_override.assign(framework.elements.size(), kMissing);
    work.weight_override[element] = 0;
    if (!run(*pipeline, work, removal.scores, removal.ranks)) return work.faults;
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < table.rows(); ++i) {
      const double shift = std::abs(removals.ranks[i] - removal.ranks[i]);
      if (is_missing(shift)) continue;
      sum += shift;
      count += 1;
    }
    removal.mean_shift = count == 0 ? kMissing : sum / count;
    removals.each.push_back(std::move(removal));
  }
  return removals;
}

Profile profile_of(const Snapshot& normalised, const Framework& framework, std::size_t row,
                   std::size_t most) {
  std::vector<Standing> standings;
  std::vector<char> last;
  for (std::size_t j = 0; j < framework.indicator_count; ++j) {
    const auto& column = normalised.columns[j];
    if (is_missing(column[row])) continue;
    double better = 0;
    double worse = 0;
    for (const double v : column) {
      better += v > column[row] ? 1 : 0;
      worse += v < column[row] ? 1 : 0;
    }
    // Where all are equal nothing stands out.
    if (better == 0 && worse == 0) continue;
    standings.push_back({j, better + 1, column[row]});
    last.push_back(worse == 0 ? 1 : 0);
  }
  Profile profile;
  std::vector<std::size_t> order(standings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return standings[a].rank != standings[b].rank ? standings[a].rank < standings[b].rank : a < b;
  });
  for (const std::size_t i : order)
    if (!last[i] && profile.strengths.size() < most) profile.strengths.push_back(standings[i]);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return standings[a].rank != standings[b].rank ? standings[a].rank > standings[b].rank : a < b;
  });
  for (const std::size_t i : order)
    if (standings[i].rank != 1 && profile.weaknesses.size() < most)
      profile.weaknesses.push_back(standings[i]);
  return profile;
}

std::vector<Trend> trends_of(const Framework& framework, const Table& table) {
  std::map<std::string, std::vector<std::size_t>> rows_of;
  for (std::size_t i = 0; i < table.rows(); ++i) rows_of[table.units[i]].push_back(i);
  std::vector<Trend> trends;
  std::vector<Point> points;
  for (const auto& [unit, rows] : rows_of)
    for (std::size_t j = 0; j < framework.indicator_count; ++j) {
      points.clear();
      for (const std::size_t row : rows)
        if (!is_missing(table.indicators[j][row]))
          points.push_back({static_cast<double>(table.years[row]), table.indicators[j][row]});
      if (points.size() < 2) continue;
      Trend trend = trend_of(points, rows.size());
      trend.unit_row = rows.front();
      trend.element = j;
      trends.push_back(trend);
    }
  return trends;
}

std::vector<std::vector<double>> availability_of(const Snapshot& data, const Framework& framework) {
  const std::size_t aggregates = framework.elements.size() - framework.indicator_count;
  std::vector<std::vector<double>> shares;
  for (std::size_t row = 0; row < data.rows.size(); ++row) {
    std::vector<double> present(framework.elements.size(), 0);
    std::vector<double> all(framework.elements.size(), 0);
    for (std::size_t e = 0; e < framework.elements.size(); ++e) {
      if (e < framework.indicator_count) {
        all[e] = 1;
        present[e] = is_missing(data.columns[e][row]) ? 0 : 1;
      }
      if (framework.elements[e].parent == kNoParent) continue;
      all[framework.elements[e].parent] += all[e];
      present[framework.elements[e].parent] += present[e];
    }
    std::vector<double> of_row(aggregates);
    for (std::size_t a = 0; a < aggregates; ++a)
      of_row[a] = present[framework.indicator_count + a] / all[framework.indicator_count + a];
    shares.push_back(std::move(of_row));
  }
  return shares;
}

}  // namespace qinqing::composite
