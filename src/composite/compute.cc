#include "composite/compute.h"

#include <algorithm>

#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

Snapshot snapshot_of(const Work& work, std::string_view name) {
  Snapshot snapshot;
  snapshot.name = name;
  snapshot.rows.assign(work.origin().begin(), work.origin().end());
  const std::size_t columns =
      work.aggregated ? work.framework().elements.size() : work.indicator_count();
  for (std::size_t j = 0; j < columns; ++j) {
    const auto x = work.column(j);
    snapshot.columns.emplace_back(x.begin(), x.end());
  }
  return snapshot;
}

}  // namespace

std::string_view snapshot_name(std::string_view step) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"withhold", "withheld"},   {"denominate", "denominated"}, {"impute", "imputed"},
      {"screen", "screened"},     {"treat", "treated"},          {"normalise", "normalised"},
      {"aggregate", "aggregated"}};
  for (const auto& [verb, name] : kNames)
    if (verb == step) return name;
  return "";
}

const Snapshot* Computed::find(std::string_view name) const {
  for (auto at = snapshots.rbegin(); at != snapshots.rend(); ++at)
    if (at->name == name) return &*at;
  return nullptr;
}

void rank_descending(std::span<const double> scores, std::span<double> ranks,
                     std::vector<std::uint32_t>& order) {
  order.clear();
  for (std::uint32_t i = 0; i < scores.size(); ++i) {
    ranks[i] = kMissing;
    if (!is_missing(scores[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
  double rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || scores[order[i]] != scores[order[i - 1]]) rank = static_cast<double>(i + 1);
    ranks[order[i]] = rank;
  }
}

base::Result<Computed> compute(const Method& method, const Framework& framework,
                               const Table& table) {
  const auto pipeline = compile(method, framework, table);
  if (!pipeline) return pipeline.faults();
  Computed computed;
  Work work(framework, table);
  work.trace = &computed.trace;
  computed.snapshots.push_back(snapshot_of(work, "raw"));
  for (const StepPtr& step : pipeline->steps) {
    if (!step->apply(work)) return work.faults;
    const auto name = snapshot_name(step->name);
    if (!name.empty()) computed.snapshots.push_back(snapshot_of(work, name));
  }
  computed.weights = work.weights();
  const auto index = work.column(framework.elements.size() - 1);
  computed.ranks.resize(index.size());
  std::vector<std::uint32_t> order;
  for (const YearSpan& span : work.spans())
    rank_descending(index.subspan(span.begin, span.end - span.begin),
                    std::span(computed.ranks).subspan(span.begin, span.end - span.begin), order);
  return computed;
}

}  // namespace qinqing::composite
