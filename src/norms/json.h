// Packs and answers as JSON, for the API and the command line.
//
// Thread-safety: pure functions.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "norms/norms.h"

namespace qinqing::norms {

// {hash, receipt} and, where an unknown fact mattered, {alternatives: [{assumed, verdict,
// duties}]}. The receipt stands in it byte for byte, so that its hash can be checked.
std::string answer_json(const Check& check);

// {conducts: [{conduct, effect, rules: [{rule, state, …}]}]}: every rule of every conduct present,
// matched, failed at which condition, or blocked by which facts.
boost::json::object explanation_json(const Check& check, Judge& judge);

// What a client must know to ask: title, hash, in force, whom to ask, adoption.
boost::json::object pack_summary_json(const ServedPack& served, base::Date today);
// The whole pack: conducts, facts, parameters, clauses, duties, rules, sources.
boost::json::object pack_json(const Pack& pack);

boost::json::array conducts_json(const Pack& pack);
boost::json::array facts_json(const Pack& pack);
boost::json::array clauses_json(const Pack& pack);
boost::json::object clause_json(const Pack& pack, const Clause& clause);

}  // namespace qinqing::norms
