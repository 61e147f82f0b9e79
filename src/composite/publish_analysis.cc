#include <algorithm>
#include <cmath>

#include "composite/analysis.h"
#include "composite/correlation.h"
#include "composite/numbers.h"
#include "composite/principal.h"
#include "composite/publish.h"
#include "composite/statistics.h"
#include "composite/swap.h"
#include "composite/weights.h"

namespace qinqing::composite {
namespace {

std::string statistics_csv(const Loaded& loaded, const Snapshot& snapshot) {
  Sheet sheet({"iCode",    "Min",        "Max",          "Mean",        "Median",
               "Std",      "Skew",       "Kurt",         "N.Avail",     "N.NonZero",
               "N.Unique", "N.Same",     "Frc.Avail",    "Frc.NonZero", "Frc.Unique",
               "Frc.Same", "Flag.Avail", "Flag.NonZero", "Flag.Unique", "Flag.SkewKurt"});
  const auto flag = [](bool bad, const char* word) { return std::string(bad ? word : "ok"); };
  for (std::size_t e = 0; e < snapshot.columns.size(); ++e) {
    const Statistics s = statistics_of(snapshot.columns[e]);
    sheet.row() << loaded.framework.elements[e].code << s.min << s.max << s.mean << s.median
                << s.deviation << s.skewness << s.kurtosis << s.available << s.nonzero << s.unique
                << s.same << s.share_available() << s.share_of_available(s.nonzero)
                << s.share_of_available(s.unique) << s.share_of_available(s.same)
                << flag(s.low_availability, "LOW") << flag(s.low_nonzero, "LOW")
                << flag(s.low_unique, "LOW") << flag(s.outliers, "OUT");
  }
  return sheet.text();
}

std::string correlations_csv(const Loaded& loaded, const Snapshot& snapshot) {
  Sheet sheet(
      {"Var1", "Var2", "pearson", "spearman", "kendall", "p_pearson", "p_spearman", "p_kendall"});
  constexpr Correlation kAll[] = {Correlation::pearson, Correlation::spearman,
                                  Correlation::kendall};
  for (std::size_t a = 0; a < snapshot.columns.size(); ++a)
    for (std::size_t b = a + 1; b < snapshot.columns.size(); ++b) {
      sheet.row() << loaded.framework.elements[a].code << loaded.framework.elements[b].code;
      for (const Correlation by : kAll)
        sheet << correlation_of(snapshot.columns[a], snapshot.columns[b], by);
      for (const Correlation by : kAll)
        sheet << p_value_of(snapshot.columns[a], snapshot.columns[b], by);
    }
  return sheet.text();
}

// Members of a group that say nearly the same (r > 0.9: counted twice) or pull against each other
// (r < −0.4), after normalisation: the handbook's two warnings.
std::string flags_csv(const Loaded& loaded, const Snapshot& normalised) {
  Sheet sheet({"type", "Group", "Ind1", "Ind2", "Corr"});
  for (const Element& group : loaded.framework.elements)
    for (const std::size_t a : group.children)
      for (const std::size_t b : group.children) {
        if (a >= b || b >= normalised.columns.size()) continue;
        const double r =
            correlation_of(normalised.columns[a], normalised.columns[b], Correlation::pearson);
        if (!(r > 0.9 || r < -0.4)) continue;
        sheet.row() << std::string(r > 0 ? "high" : "low") << group.code
                    << loaded.framework.elements[a].code << loaded.framework.elements[b].code << r;
      }
  return sheet.text();
}

std::vector<std::span<const double>> columns_of(const Snapshot& snapshot,
                                                const std::vector<std::size_t>& members) {
  std::vector<std::span<const double>> columns;
  for (const std::size_t member : members) columns.emplace_back(snapshot.columns[member]);
  return columns;
}

void write_structure(const Loaded& loaded, const Snapshot& last, Files& files) {
  Sheet alpha({"iCode", "items", "alpha"});
  Sheet variance({"group", "n_units", "PC", "variance", "share", "cumulative"});
  Sheet loadings({"group", "iCode", "PC", "loading"});
  for (const Element& group : loaded.framework.elements) {
    if (group.children.size() < 2) continue;
    const auto columns = columns_of(last, group.children);
    alpha.row() << group.code << group.children.size() << cronbach_alpha(columns, false);
    const auto components = principal_components(columns);
    if (!components) continue;
    double sum = 0;
    for (std::size_t c = 0; c < components->variances.size(); ++c) {
      const auto k = static_cast<double>(group.children.size());
      sum += components->variances[c] / k;
      variance.row() << group.code << components->rows << c + 1 << components->variances[c]
                     << components->variances[c] / k << sum;
      for (std::size_t j = 0; j < group.children.size(); ++j)
        loadings.row() << group.code << loaded.framework.elements[group.children[j]].code << c + 1
                       << components->loadings[c][j];
    }
  }
  files["cronbach.csv"] = alpha.text();
  files["pca-variance.csv"] = variance.text();
  files["pca-loadings.csv"] = loadings.text();
}

std::string availability_csv(const Loaded& loaded, const Snapshot& raw) {
  std::vector<std::string> header{"uCode"};
  if (loaded.table.is_panel()) header.emplace_back("Time");
  for (std::size_t e = loaded.framework.indicator_count; e < loaded.framework.elements.size(); ++e)
    header.push_back(loaded.framework.elements[e].code);
  Sheet sheet(header);
  const auto shares = availability_of(raw, loaded.framework);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    sheet.row() << loaded.table.units[raw.rows[i]];
    if (loaded.table.is_panel()) sheet << loaded.table.years[raw.rows[i]];
    for (const double share : shares[i]) sheet << share;
  }
  return sheet.text();
}

std::string profiles_csv(const Loaded& loaded, const Snapshot& normalised) {
  Sheet sheet({"uCode", "side", "iCode", "rank", "score"});
  for (std::size_t row = 0; row < normalised.rows.size(); ++row) {
    const Profile profile = profile_of(normalised, loaded.framework, row, 5);
    const auto add = [&](const std::vector<Standing>& standings, const char* side) {
      for (const Standing& s : standings)
        sheet.row() << loaded.table.units[normalised.rows[row]] << std::string(side)
                    << loaded.framework.elements[s.element].code << s.rank << s.score;
    };
    add(profile.strengths, "strength");
    add(profile.weaknesses, "weakness");
  }
  return sheet.text();
}

base::Faults write_removals(const Loaded& loaded, Files& files) {
  Sheet shifts({"Level", "removed", "mean_abs_rank_change"});
  for (int level = 1; level < loaded.framework.levels; ++level) {
    const auto removals = remove_each(loaded.method, loaded.framework, loaded.table, level);
    if (!removals) return removals.faults();
    std::vector<std::string> header{"uCode", "Nominal"};
    for (const Removal& removal : removals->each)
      header.push_back(loaded.framework.elements[removal.element].code);
    Sheet ranks(header);
    Sheet scores(header);
    for (std::size_t i = 0; i < loaded.table.rows(); ++i) {
      ranks.row() << loaded.table.units[i] << removals->ranks[i];
      scores.row() << loaded.table.units[i] << removals->scores[i];
      for (const Removal& removal : removals->each) {
        ranks << removal.ranks[i];
        scores << removal.scores[i];
      }
    }
    for (const Removal& removal : removals->each)
      shifts.row() << level << loaded.framework.elements[removal.element].code
                   << removal.mean_shift;
    files["removal-ranks-level" + std::to_string(level) + ".csv"] = ranks.text();
    files["removal-scores-level" + std::to_string(level) + ".csv"] = scores.text();
  }
  files["removal-mean-rank-change.csv"] = shifts.text();
  return {};
}

// Neighbours in rank whose data are complete; only where the index is an arithmetic mean does a
// change of weights move scores along a line.
std::string swaps_csv(const Loaded& loaded, const Computed& computed, const Snapshot& normalised) {
  Sheet sheet({"rank", "uCode", "next", "weight_moved", "iCode", "from", "to"});
  const auto effective = effective_weights(loaded.framework, computed.weights);
  const std::size_t n = loaded.framework.indicator_count;
  const std::span<const double> weights(effective.data(), n);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < computed.ranks.size(); ++i)
    if (!is_missing(computed.ranks[i])) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return computed.ranks[a] != computed.ranks[b] ? computed.ranks[a] < computed.ranks[b] : a < b;
  });
  const auto unit = [&](std::size_t i) { return loaded.table.units[normalised.rows[i]]; };
  std::vector<double> lead(n);
  for (std::size_t k = 0; k + 1 < order.size(); ++k) {
    bool whole = true;
    for (std::size_t j = 0; j < n; ++j) {
      lead[j] = normalised.columns[j][order[k]] - normalised.columns[j][order[k + 1]];
      whole = whole && !is_missing(lead[j]);
    }
    const auto swap = whole ? smallest_swap(weights, lead) : std::nullopt;
    if (!swap) {
      sheet.row() << computed.ranks[order[k]] << unit(order[k]) << unit(order[k + 1]) << kMissing
                  << std::string() << kMissing << kMissing;
      continue;
    }
    for (std::size_t j = 0; j < n; ++j)
      if (rounded(swap->weights[j] - weights[j], 12) != 0)
        sheet.row() << computed.ranks[order[k]] << unit(order[k]) << unit(order[k + 1])
                    << swap->moved << loaded.framework.elements[j].code << weights[j]
                    << swap->weights[j];
  }
  return sheet.text();
}

bool is_linear(const Method& method) {
  const auto& last = method.document.value.at("steps").as_array().back().as_object();
  const auto* by = last.if_contains("by");
  return !by || *by == boost::json::value("arithmetic");
}

// The same data by another method, side by side.
base::Faults write_what_if(const Loaded& loaded, const Computed& computed, Files& files) {
  const auto method = read_method(loaded.inputs.at("what-if.yaml"), "what-if.yaml", loaded.files);
  if (!method) return method.faults();
  const auto other = compute(*method, loaded.framework, loaded.table);
  if (!other) return other.faults();
  const auto by_row = [&](const Computed& of, bool ranks) {
    std::vector<double> values(loaded.table.rows(), kMissing);
    const Snapshot& last = of.aggregated();
    for (std::size_t i = 0; i < last.rows.size(); ++i)
      values[last.rows[i]] = ranks ? of.ranks[i] : last.columns.back()[i];
    return values;
  };
  const auto ranks = by_row(computed, true);
  const auto other_ranks = by_row(*other, true);
  const auto scores = by_row(computed, false);
  const auto other_scores = by_row(*other, false);
  std::vector<std::string> header{"uCode"};
  if (loaded.table.is_panel()) header.emplace_back("Time");
  header.insert(header.end(), {"rank", "what_if_rank", "change", "score", "what_if_score"});
  Sheet sheet(header);
  for (std::size_t i = 0; i < loaded.table.rows(); ++i) {
    sheet.row() << loaded.table.units[i];
    if (loaded.table.is_panel()) sheet << loaded.table.years[i];
    sheet << ranks[i] << other_ranks[i] << ranks[i] - other_ranks[i] << scores[i]
          << other_scores[i];
  }
  files["what-if.csv"] = sheet.text();
  return {};
}

std::string trends_csv(const Loaded& loaded) {
  Sheet sheet({"uCode", "iCode", "CAGR", "prc_change", "Avail", "t_first", "t_latest"});
  for (const Trend& t : trends_of(loaded.framework, loaded.table))
    sheet.row() << loaded.table.units[t.unit_row] << loaded.framework.elements[t.element].code
                << t.growth << t.change << t.availability << t.first << t.last;
  return sheet.text();
}

}  // namespace

base::Result<Outcome> publish_analysis(const Loaded& loaded, const Command&) {
  const auto computed = compute(loaded.method, loaded.framework, loaded.table);
  if (!computed) return computed.faults();
  Outcome outcome;
  outcome.notices = computed->trace.notices;
  Files& files = outcome.files;
  const Snapshot& raw = computed->snapshots.front();
  const Snapshot& last = computed->aggregated();
  for (const Snapshot& snapshot : computed->snapshots)
    files["statistics-" + snapshot.name + ".csv"] = statistics_csv(loaded, snapshot);
  files["availability.csv"] = availability_csv(loaded, raw);
  files["correlations-raw.csv"] = correlations_csv(loaded, raw);
  files["correlations-aggregated.csv"] = correlations_csv(loaded, last);
  files["correlation-flags.csv"] = flags_csv(loaded, last);
  write_structure(loaded, last, files);
  files["strengths.csv"] = profiles_csv(loaded, last);
  const auto effective = effective_weights(loaded.framework, computed->weights);
  Sheet weights({"iCode", "Level", "Weight", "EffWeight"});
  for (std::size_t e = 0; e < effective.size(); ++e)
    weights.row() << loaded.framework.elements[e].code << loaded.framework.elements[e].level
                  << computed->weights[e] << effective[e];
  files["effective-weights.csv"] = weights.text();
  base::Faults faults;
  if (loaded.table.is_panel()) {
    files["trends.csv"] = trends_csv(loaded);
    outcome.notices.push_back("数据有多个年份：不作去掉一项和名次互换的分析（先取出一年）");
  } else {
    faults.append(write_removals(loaded, files));
    if (is_linear(loaded.method))
      files["weight-swaps.csv"] = swaps_csv(loaded, *computed, last);
    else
      outcome.notices.push_back("合成不是算术平均：不写 weight-swaps.csv");
  }
  if (loaded.inputs.contains("what-if.yaml"))
    faults.append(write_what_if(loaded, *computed, files));
  if (!faults.empty()) return faults;
  if (!outcome.notices.empty()) {
    std::string text;
    for (const std::string& notice : outcome.notices) text += notice + "\n";
    files["notices.txt"] = text;
  }
  return outcome;
}

}  // namespace qinqing::composite
