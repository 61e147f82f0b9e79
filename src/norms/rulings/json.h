// Rulings as the API answers them (answers.h), for the API and for the pages that are made here.
//
// Thread-safety: as the Sql given.
#pragma once

#include "norms/rulings/answers.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms {

PublishedRulingJson published_json(const Rulings& rulings, const Ruling& ruling);
RulingHeadJson head_json(const Rulings& rulings, const RulingRecord& record, base::Date today);
RulingJson record_json(store::Sql& sql, Rulings& rulings, const RulingRecord& record,
                       const identity::Caller& caller);
RulingAnsweredJson answered_json(store::Sql& sql, const Rulings& rulings,
                                 const RulingRecord& record);

// The facts of the situation as the pack words them, those of `material` marked.
std::vector<ToldJson> told_facts(const Rulings& rulings, const Ruling& ruling,
                                 const std::vector<std::string>* material);

// One rule for each conduct that the lists left open, which says what the ruling says: for whoever
// keeps the pack to look at, change and test.
RuleDraftsJson rule_drafts(const Rulings& rulings, const Ruling& ruling);

}  // namespace qinqing::norms
