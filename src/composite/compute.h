// Computes an index: runs a method's steps and keeps what each left.
//
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "composite/framework.h"
#include "composite/method.h"
#include "composite/table.h"

namespace qinqing::composite {

// A data set as it stood after one step. Columns are the framework's elements: indicators only
// until the aggregation, all after it.
struct Snapshot {
  std::string name;                 // raw, denominated, imputed, screened, treated, normalised, …
  std::vector<std::uint32_t> rows;  // rows of the table
  std::vector<std::vector<double>> columns;
};

struct Computed {
  std::vector<Snapshot> snapshots;  // raw first, aggregated last
  std::vector<double> weights;      // by element, as they were used
  std::vector<double> ranks;        // of the index by row of the last snapshot, within its year
  Trace trace;

  const Snapshot& aggregated() const { return snapshots.back(); }
  // The last of that name, or nullptr.
  const Snapshot* find(std::string_view name) const;
};

base::Result<Computed> compute(const Method& method, const Framework& framework,
                               const Table& table);

// Descending: the highest is 1, ties take the smallest rank, missing stays missing. `order` is
// scratch space.
void rank_descending(std::span<const double> scores, std::span<double> ranks,
                     std::vector<std::uint32_t>& order);

// denominate → denominated, …; what a data set is called after a step.
std::string_view snapshot_name(std::string_view step);

}  // namespace qinqing::composite
