// A pack's own tests: situations with the verdict, clauses and duties that its authors expect, each
// with the source of the expectation. `qinqing pack test` runs them; the pages show them beside the
// clauses they are about.
//
// Thread-safety: plain values and pure functions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "norms/judge.h"
#include "norms/pack.h"

namespace qinqing::norms {

struct ExpectedDuty {
  std::string id;
  std::optional<DutyState> state;
  std::optional<base::Date> due;
};

// What another place's list or a published answer says of the same situation. It never decides
// here.
struct Published {
  std::string verdict;
  std::string why;
  std::string source;
  std::string publisher;
  std::string date;
  std::string url;
};

struct Case {
  std::string id;
  std::string title;
  std::string situation_id;  // of the collected situations, or ""
  std::string source;
  std::string file;
  int line = 0;
  Situation situation;
  // Either these …
  std::optional<Verdict> verdict;
  std::vector<std::string> clauses;
  std::vector<ExpectedDuty> duties;
  // … or the facts whose absence refuses the answer.
  std::vector<std::string> refused;
  std::optional<Published> published;
};

// Reads tests/*.yaml of a pack's files against the linked pack. Every fault, with file and line.
base::Result<std::vector<Case>> read_cases(const Pack& pack, const PackFiles& files);

// What a case got that it did not expect, one sentence each; empty: passed.
std::vector<std::string> run_case(Judge& judge, const Case& test);

}  // namespace qinqing::norms
