// One data set on its way through the steps of a method.
//
// Columns are the framework's elements (indicators, then aggregates), each `stride` doubles long of
// which the first `rows` are in use; screening closes the gaps. A Work is filled once and used for
// one run after another: no step allocates once the scratch space has grown.
//
// Thread-safety: one thread a Work.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "composite/framework.h"
#include "composite/table.h"

namespace qinqing::composite {

// What treatment did to one indicator (in one year), for people.
struct Treatment {
  std::size_t element = 0;
  int year = 0;
  bool passed[3] = {};  // the check before, after the first, after the second treatment
  double skewness[3] = {}, kurtosis[3] = {};
  int checks = 1;          // how many of the three were made
  bool undefined = false;  // skewness or kurtosis do not exist: constant, or too few values
  int winsorised = 0;      // points, also where the second treatment then undid them
  std::vector<std::pair<std::uint32_t, bool>> points;  // table row, true: lowered at the top
};

// What screening saw of one unit (in one year).
struct Screening {
  std::uint32_t row = 0;  // of the table
  std::size_t missing = 0, zero = 0;
  double availability = 0;  // share of indicators that are not missing
  double nonzero = 0;       // share of those that are not zero
  bool low_availability = false, low_nonzero = false;
  bool kept = true;
};

// What steps tell beside their numbers; a run that nobody reads has none.
struct Trace {
  std::vector<Treatment> treatments;
  std::vector<Screening> screenings;
  std::vector<std::string> notices;  // sentences for people
};

class Work {
 public:
  Work(const Framework& framework, const Table& table);

  // The raw table again, all rows, the framework's weights.
  void reset();
  void copy_from(const Work& other);  // data, rows and weights; not scratch, trace and faults

  std::span<double> column(std::size_t element) {
    return {cells_.data() + element * stride_, rows_};
  }
  std::span<const double> column(std::size_t element) const {
    return {cells_.data() + element * stride_, rows_};
  }
  std::span<double> column(std::size_t element, const YearSpan& span) {
    return column(element).subspan(span.begin, span.end - span.begin);
  }
  std::size_t rows() const { return rows_; }
  std::span<const std::uint32_t> origin() const { return {origin_.data(), rows_}; }
  const std::vector<YearSpan>& spans() const { return spans_; }
  const Framework& framework() const { return *framework_; }
  const Table& table() const { return *table_; }
  std::size_t indicator_count() const { return framework_->indicator_count; }
  std::vector<double>& weights() { return weights_; }
  const std::vector<double>& weights() const { return weights_; }

  // Keeps the rows whose flag is not 0; `keep` has rows() flags.
  void keep_rows(std::span<const char> keep);

  // Scratch of at least `n` doubles; `which` < kScratches tells several apart.
  static constexpr std::size_t kScratches = 6;
  std::span<double> scratch(std::size_t which, std::size_t n);
  std::vector<std::uint32_t>& positions() { return positions_; }

  // Adds a fault that names the element, and the unit of `row` (a row of this Work) where given.
  // Returns false, as a step that failed does.
  bool fail(std::string_view code, std::size_t element, std::string_view what,
            std::string_view right, std::size_t row = static_cast<std::size_t>(-1));
  std::string unit_name(std::size_t row) const;  // code, with the year in a panel
  void notice(std::string text);

  base::Faults faults;
  Trace* trace = nullptr;
  bool aggregated = false;
  // Put in the place of, and multiplied with, the weights when aggregating; empty or by element.
  std::vector<double> weight_override;  // missing: as it is
  std::vector<double> weight_factor;

 private:
  const Framework* framework_;
  const Table* table_;
  std::size_t stride_, rows_;
  std::vector<std::uint32_t> origin_;
  std::vector<YearSpan> spans_;
  std::vector<double> cells_;
  std::vector<double> weights_;
  std::vector<double> scratch_[kScratches];
  std::vector<std::uint32_t> positions_;
};

// One step of a method, compiled against a framework and a table. Immutable; threads share it.
class Step {
 public:
  virtual ~Step() = default;
  // False: `work.faults` says why, and the data set is not to be used.
  virtual bool apply(Work& work) const = 0;

  std::string name;  // denominate, impute, …
};

}  // namespace qinqing::composite
