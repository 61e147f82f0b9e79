// Runs a method again and again with its uncertain inputs drawn anew.
//
// Every replication goes from the raw table through every step. With `reuse`, what several
// replications have in common (the steps before the first that differs) is computed once for each
// combination of alternatives and copied; the results are the same, bit for bit.
//
// Thread-safety: a Simulator is immutable after make(); one Work a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "composite/compute.h"
#include "composite/sequence.h"
#include "composite/uncertain.h"

namespace qinqing::composite {

// What one replication draws of one input: an alternative (from 0), or the stream of its noise.
struct Drawn {
  std::uint32_t alternative = 0;
  std::uint64_t stream = 0;
};

class Simulator {
 public:
  // Needs all arguments to outlive it. Compiles every step in every combination of the alternatives
  // that touch it; more than 10,000 for one step are refused.
  static base::Result<Simulator> make(const Method& method, const Uncertain& uncertain,
                                      const Framework& framework, const Table& table,
                                      std::uint64_t seed);

  Work make_work() const { return Work(*framework_, *table_); }
  std::size_t units() const { return table_->rows(); }
  std::size_t inputs() const { return uncertain_->inputs.size(); }

  // Index scores by row of the table (missing: taken out, or no score). False: the replication
  // failed, work.faults says why. `drawn` has one entry an input.
  bool run(std::span<const Drawn> drawn, Work& work, std::span<double> scores) const;

  // Computes what replications share. `most` bounds how many combinations are kept.
  void reuse(std::size_t most);

 private:
  struct Variants {
    std::vector<std::size_t> inputs;  // that touch the step
    std::vector<StepPtr> steps;       // mixed radix of their alternatives; null: skipped
  };
  std::size_t variant(const Variants& variants, std::span<const Drawn> drawn) const;
  base::Faults add_variants(const Method& method, std::size_t step);
  void disturb(std::span<const Drawn> drawn, Work& work) const;
  void disturb_data(const UncertainInput& input, std::size_t which, std::uint64_t stream,
                    Work& work) const;

  const Uncertain* uncertain_ = nullptr;
  const Framework* framework_ = nullptr;
  const Table* table_ = nullptr;
  std::uint64_t seed_ = 0;
  std::vector<Variants> steps_;
  bool data_noise_ = false;
  struct Shared {
    std::size_t depth = 0;                     // steps that are shared
    std::vector<std::unique_ptr<Work>> after;  // by combination; null where a step failed
  };
  Shared shared_;
};

struct Replications {
  std::size_t units = 0, count = 0;
  std::vector<double> scores;         // replication after replication, by row of the table
  std::vector<std::uint16_t> ranks;   // the same; 0 where there is no score
  std::vector<char> failed;           // by replication
  std::vector<std::string> failures;  // why, of the first ten that failed

  std::span<const double> scores_of(std::size_t r) const { return {&scores[r * units], units}; }
  std::span<const std::uint16_t> ranks_of(std::size_t r) const {
    return {&ranks[r * units], units};
  }
};

// One row of `draws` a replication. `threads` 0: as many as the machine has. The result does not
// depend on it.
Replications replicate(const Simulator& simulator, const std::vector<std::vector<Drawn>>& draws,
                       unsigned threads);

// Draws for an uncertainty analysis: alternative = floor(u · count).
std::vector<std::vector<Drawn>> draw(const Uncertain& uncertain, Sampling sampling,
                                     std::size_t count, std::uint64_t seed);

// Draws from a table of runs: a column an input with the number of its alternative from 1; other
// columns are not read. Inputs that are noise use the run's number as stream.
base::Result<std::vector<std::vector<Drawn>>> replay(const Uncertain& uncertain, const Csv& runs);

}  // namespace qinqing::composite
