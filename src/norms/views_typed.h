// What people type into a field of the check, as the pack's reader takes it. Only forms are read
// this leniently; the API takes what it documents.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "norms/pack.h"
#include "norms/situation.h"

namespace qinqing::norms {

// What was sent for one fact, not yet believed.
struct TypedAnswer {
  std::vector<std::string> values;  // each once; more than one contradict each other
  bool unclear = false;             // 不清楚
  bool empty() const { return values.empty() && !unclear; }
};

// One answer as the judge takes it. `fault` says, in one sentence without a full stop, why it
// cannot be used and what would be right; the value is then absent.
struct AnswerRead {
  FactValue value;
  std::string fault;
};
AnswerRead read_answer(const Fact& fact, const TypedAnswer& answer);

// What to say where a question was left open.
std::string nothing_typed(const Fact& fact);

// Full-width letters, digits and signs (U+FF01–U+FF5E) as ASCII, which is what they stand for;
// spaces go.
std::string half_width(std::string_view text);

// Full-width characters, ¥, 元 (or the fact's unit), spaces and well-placed thousands commas become
// "1203.47". What is something else comes back as it was, so that it can be shown again.
std::string tidy_number(std::string_view text, std::string_view unit = "");
// "2026/11/27", "2026年11月27日" and full-width digits become "2026-11-27"; the same holds.
std::string tidy_date(std::string_view text);

}  // namespace qinqing::norms
