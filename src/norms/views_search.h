// Looking for words in the lists: which clauses are meant, and where the words stand in them.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "norms/pack.h"

namespace qinqing::norms {

// What was typed, as its words: full-width letters and digits count as ASCII, case does not matter,
// at most eight words.
std::vector<std::string> search_terms(std::string_view typed);

struct ClauseHit {
  Index clause = 0;
  // Labels of conducts through whose label, hint or keywords the clause was found, where its own
  // text has no such word: 吃饭 finds the clause on 宴请.
  std::vector<std::string> through;
};

// The clauses in which every term is found, in the pack's order. No terms: all clauses.
std::vector<ClauseHit> search_clauses(const Pack& pack, const std::vector<std::string>& terms);

// The conducts whose rules name the clause, each once.
std::vector<Index> conducts_of(const Pack& pack, Index clause);

// The text escaped for HTML, what was found in <mark>.
std::string marked_html(std::string_view text, const std::vector<std::string>& terms);
// A clause's wording (Markdown) as HTML, what was found in <mark>.
std::string marked_wording(std::string_view wording, const std::vector<std::string>& terms);

}  // namespace qinqing::norms
