// Screen: units with too little data are taken out (each year on its own).
#include "composite/numbers.h"
#include "composite/steps.h"

namespace qinqing::composite {
namespace {

constexpr std::string_view kBy[] = {"availability", "nonzero", "both"};

class Screen : public Step {
 public:
  bool by_availability = true, by_nonzero = false;
  double availability = 0, nonzero = 0;
  std::vector<signed char> forced;  // by row of the table: 1 keep, −1 take out, 0 as the rule says

  Screening judge(const Work& work, std::size_t row) const {
    Screening seen;
    seen.row = work.origin()[row];
    const std::size_t n = work.indicator_count();
    for (std::size_t j = 0; j < n; ++j) {
      const double x = work.column(j)[row];
      seen.missing += is_missing(x) ? 1 : 0;
      seen.zero += x == 0 ? 1 : 0;
    }
    const auto present = static_cast<double>(n - seen.missing);
    seen.availability = 1.0 - static_cast<double>(seen.missing) / static_cast<double>(n);
    seen.nonzero = 1.0 - static_cast<double>(seen.zero) / present;
    seen.low_availability = seen.availability < availability;
    seen.low_nonzero = !(seen.nonzero >= nonzero);
    seen.kept = !((by_availability && seen.low_availability) || (by_nonzero && seen.low_nonzero));
    if (forced[seen.row] != 0) seen.kept = forced[seen.row] > 0;
    return seen;
  }

  bool apply(Work& work) const override {
    // Counted column by column: rows lie apart in memory.
    const std::size_t rows = work.rows();
    if (!work.trace && !by_nonzero && !any_forced) return apply_availability(work);
    std::vector<char> keep(rows, 1);
    bool all = true;
    for (std::size_t i = 0; i < rows; ++i) {
      Screening seen = judge(work, i);
      keep[i] = seen.kept ? 1 : 0;
      all = all && seen.kept;
      if (work.trace) work.trace->screenings.push_back(seen);
    }
    return all || take_out(work, keep);
  }
  bool any_forced = false;

 private:
  bool apply_availability(Work& work) const {
    const auto missing = work.scratch(0, work.rows());
    std::fill(missing.begin(), missing.end(), 0.0);
    const std::size_t n = work.indicator_count();
    for (std::size_t j = 0; j < n; ++j) {
      const auto column = work.column(j);
      for (std::size_t i = 0; i < column.size(); ++i)
        missing[i] += column[i] == column[i] ? 0.0 : 1.0;
    }
    bool all = true;
    for (double& m : missing) {
      m = 1.0 - m / static_cast<double>(n);
      all = all & (m >= availability);
    }
    if (all) return true;
    std::vector<char> keep;
    for (const double share : missing) keep.push_back(share >= availability ? 1 : 0);
    return take_out(work, keep);
  }

  bool take_out(Work& work, const std::vector<char>& keep) const {
    work.keep_rows(keep);
    if (work.rows() != 0) return true;
    work.faults.add("value", "", "筛查之后一个单位也不剩", "放低门槛，或者先插补");
    return false;
  }
};

void force(Fields& fields, const Site& site, std::string_view key, signed char sign, Screen& step) {
  for (const std::string& unit : fields.texts(key)) {
    bool found = false;
    for (std::size_t i = 0; i < site.table.rows(); ++i) {
      if (site.table.units[i] != unit) continue;
      step.forced[i] = sign;
      found = true;
    }
    if (!found) fields.fault("unknown", key, "数据里没有单位“" + unit + "”", "");
    step.any_forced = true;
  }
}

}  // namespace

StepPtr compile_screen(Fields& fields, const Site& site, base::Faults&) {
  auto step = std::make_unique<Screen>();
  const std::size_t by = fields.choice("by", kBy, 0);
  step->by_availability = by != 1;
  step->by_nonzero = by != 0;
  step->availability = fields.number("availability", 2.0 / 3.0);
  step->nonzero = fields.number("nonzero", 0.05);
  for (const char* key : {"availability", "nonzero"}) {
    const double share = fields.number(key, 0);
    if (share < 0 || share > 1) fields.fault("value", key, "应在 0 与 1 之间");
  }
  step->forced.assign(site.table.rows(), 0);
  force(fields, site, "keep", 1, *step);
  force(fields, site, "remove", -1, *step);
  return step;
}

}  // namespace qinqing::composite
