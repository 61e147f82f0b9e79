// Mutation of a pack: one small change at a time, at every place, to see whether the pack's cases
// would notice. A mutant that no case and no lint rule kills is a rule nobody tests.
//
// Operators: delete_rule, flip_effect, threshold (± one cent), date (± one day), swap_clause,
// drop_duty, change_offset (± one).
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <vector>

#include "base/calendar.h"
#include "norms/cases.h"
#include "norms/pack.h"

namespace qinqing::norms {

struct Mutant {
  std::string op;
  std::string file;
  std::string place;     // rule, clause, duty or parameter id, and what of it
  std::string change;    // "deny → permit"
  std::string contents;  // the mutated file
};

// Every mutant of these files, in a fixed order. Requires files that load.
std::vector<Mutant> all_mutants(const Pack& pack, const PackFiles& files);

struct MutantResult {
  std::string killed_by;  // "case:ID", "lint:CODE", "load:CODE"; "" survived
};

// Requires a pack whose cases all pass. `progress` is called after each mutant with its number.
std::vector<MutantResult> run_mutants(const PackFiles& files, const std::vector<Mutant>& mutants,
                                      const base::Calendar& calendar,
                                      void (*progress)(std::size_t done, std::size_t of));

}  // namespace qinqing::norms
