#include <algorithm>

#include "composite/analysis.h"
#include "composite/chart.h"
#include "composite/numbers.h"
#include "composite/publish.h"

namespace qinqing::composite {
namespace {

std::string year_of(const Loaded& loaded, std::uint32_t row) {
  return std::to_string(loaded.table.years[row]);
}

// Units by rank, the best first; figures as they are published.
std::string results_csv(const Loaded& loaded, const Computed& computed) {
  const auto& framework = loaded.framework;
  const bool panel = loaded.table.is_panel();
  std::vector<std::string> header{"uCode", "uName"};
  if (panel) header.emplace_back("Time");
  header.emplace_back("Rank");
  for (std::size_t e = framework.elements.size(); e-- > framework.indicator_count;)
    header.push_back(framework.elements[e].code);
  const Snapshot& last = computed.aggregated();
  std::vector<std::size_t> order(last.rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto year = [&](std::size_t i) { return panel ? loaded.table.years[last.rows[i]] : 0; };
    if (year(a) != year(b)) return year(a) < year(b);
    const double x = is_missing(computed.ranks[a]) ? 1e9 : computed.ranks[a];
    const double y = is_missing(computed.ranks[b]) ? 1e9 : computed.ranks[b];
    return x != y ? x < y : a < b;
  });
  Sheet sheet(header);
  for (const std::size_t i : order) {
    sheet.row() << loaded.table.units[last.rows[i]] << loaded.table.names[last.rows[i]];
    if (panel) sheet << year_of(loaded, last.rows[i]);
    sheet << computed.ranks[i];
    for (std::size_t e = framework.elements.size(); e-- > framework.indicator_count;)
      sheet << last.columns[e][i];
  }
  return sheet.text();
}

std::string weights_csv(const Loaded& loaded, const std::vector<double>& weights,
                        const std::vector<double>& effective) {
  Sheet sheet({"iCode", "Level", "Weight", "EffWeight"});
  for (std::size_t e = 0; e < weights.size(); ++e)
    sheet.row() << loaded.framework.elements[e].code << loaded.framework.elements[e].level
                << weights[e] << effective[e];
  return sheet.text();
}

std::string treatment_csv(const Loaded& loaded, const Trace& trace) {
  const bool panel = loaded.table.is_panel();
  std::vector<std::string> header{"iCode", "Pass0", "Skew0", "Kurt0", "n_winsorised", "Pass1",
                                  "Skew1", "Kurt1", "Pass2", "Skew2", "Kurt2"};
  if (panel) header.insert(header.begin(), "Time");
  Sheet sheet(header);
  for (const Treatment& t : trace.treatments) {
    sheet.row();
    if (panel) sheet << t.year;
    sheet << loaded.framework.elements[t.element].code;
    for (int when = 0; when < 3; ++when) {
      const bool made = when < t.checks;
      if (when == 1) sheet << (made ? std::to_string(t.winsorised) : std::string());
      // Where skewness does not exist the check has no answer.
      sheet << std::string(!made || t.undefined ? ""
                           : t.passed[when]     ? "TRUE"
                                                : "FALSE")
            << (made ? t.skewness[when] : kMissing) << (made ? t.kurtosis[when] : kMissing);
    }
  }
  return sheet.text();
}

std::string points_csv(const Loaded& loaded, const Trace& trace) {
  const bool panel = loaded.table.is_panel();
  std::vector<std::string> header{"iCode", "uCode", "treatment"};
  if (panel) header.insert(header.begin(), "Time");
  Sheet sheet(header);
  for (const Treatment& t : trace.treatments)
    for (const auto& [row, high] : t.points) {
      sheet.row();
      if (panel) sheet << t.year;
      sheet << loaded.framework.elements[t.element].code << loaded.table.units[row]
            << std::string(high ? "winhi" : "winlo");
    }
  return sheet.text();
}

std::string screening_csv(const Loaded& loaded, const Trace& trace, bool removed_only) {
  const bool panel = loaded.table.is_panel();
  std::vector<std::string> header{"uCode"};
  if (panel) header.insert(header.begin(), "Time");
  if (!removed_only)
    header.insert(header.end(), {"N_missing", "N_zero", "N_miss_or_zero", "Dat_Avail", "Non_Zero",
                                 "LowData", "LowNonZero", "LowDatOrZeroFlag", "Included"});
  Sheet sheet(header);
  for (const Screening& s : trace.screenings) {
    if (removed_only && s.kept) continue;
    sheet.row();
    if (panel) sheet << year_of(loaded, s.row);
    sheet << loaded.table.units[s.row];
    if (!removed_only)
      sheet << s.missing << s.zero << s.missing + s.zero << s.availability << s.nonzero
            << s.low_availability << s.low_nonzero << (s.low_availability || s.low_nonzero)
            << s.kept;
  }
  return sheet.text();
}

std::string notices_text(const std::vector<std::string>& notices) {
  std::string text;
  for (const std::string& notice : notices) text += notice + "\n";
  return text;
}

std::string chart_of(const Loaded& loaded, const Computed& computed) {
  std::vector<RankedUnit> units;
  const Snapshot& last = computed.aggregated();
  for (std::size_t i = 0; i < last.rows.size(); ++i)
    units.push_back({loaded.table.units[last.rows[i]], loaded.table.names[last.rows[i]],
                     computed.ranks[i], last.columns.back()[i], kMissing, kMissing, 0});
  const Element& index = loaded.framework.index();
  return ranking_chart(index.name.empty() ? index.code : index.name, std::move(units));
}

}  // namespace

Sheet& Sheet::operator<<(double x) {
  return *this << print_rounded(x, 12);
}
Sheet& Sheet::exact(double x) {
  return *this << print_number(x);
}
std::string Sheet::text() const {
  return print_csv(header_, rows_);
}

std::string data_set_csv(const Loaded& loaded, const Snapshot& snapshot,
                         const std::vector<double>* ranks) {
  const bool panel = loaded.table.is_panel();
  std::vector<std::string> header{"uCode"};
  if (panel) header.emplace_back("Time");
  for (std::size_t e = 0; e < snapshot.columns.size(); ++e)
    header.push_back(loaded.framework.elements[e].code);
  const std::string& index = loaded.framework.index().code;
  if (ranks) header.push_back(index + "Rank");
  Sheet sheet(header);
  for (std::size_t i = 0; i < snapshot.rows.size(); ++i) {
    sheet.row() << loaded.table.units[snapshot.rows[i]];
    if (panel) sheet << year_of(loaded, snapshot.rows[i]);
    for (const auto& column : snapshot.columns) sheet.exact(column[i]);
    if (ranks) sheet.exact((*ranks)[i]);
  }
  return sheet.text();
}

base::Result<Outcome> publish_compute(const Loaded& loaded, const Command& command) {
  auto computed = compute(loaded.method, loaded.framework, loaded.table);
  if (!computed) return computed.faults();
  Outcome outcome;
  outcome.notices = computed->trace.notices;
  Files& files = outcome.files;
  const auto effective = effective_weights(loaded.framework, computed->weights);
  files["results.csv"] = results_csv(loaded, *computed);
  files["aggregated.csv"] = data_set_csv(loaded, computed->aggregated(), &computed->ranks);
  files["weights.csv"] = weights_csv(loaded, computed->weights, effective);
  files["tree.svg"] = weight_tree(loaded.framework, effective);
  if (!loaded.table.is_panel()) files["ranking.svg"] = chart_of(loaded, *computed);
  if (!computed->trace.notices.empty()) files["notices.txt"] = notices_text(outcome.notices);
  if (!command.steps) return outcome;
  for (const Snapshot& snapshot : computed->snapshots)
    if (snapshot.name != "aggregated")
      files[snapshot.name + ".csv"] = data_set_csv(loaded, snapshot, nullptr);
  const Trace& trace = computed->trace;
  if (!trace.treatments.empty()) {
    files["treatment.csv"] = treatment_csv(loaded, trace);
    files["treated-points.csv"] = points_csv(loaded, trace);
  }
  if (!trace.screenings.empty()) {
    files["screening.csv"] = screening_csv(loaded, trace, false);
    files["removed-units.csv"] = screening_csv(loaded, trace, true);
  }
  return outcome;
}

}  // namespace qinqing::composite
