// A situation: who acts, on which day, which conducts it contains, and what is known of it.
//
// There is no struct of a meal or a gift (DESIGN §3.1): a situation is values for the facts that
// its pack declares. Every value is given, said to be unknown (不清楚), or absent; these are three
// things, and none of them is false or zero.
//
// Thread-safety: plain values; they refer to their pack by index.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/fault.h"
#include "base/reader.h"
#include "dmn/dmn.h"
#include "norms/pack.h"

namespace qinqing::norms {

enum class Given : std::uint8_t { absent, unknown, value };

struct FactValue {
  Given given = Given::absent;
  dmn::Value
      value;  // set where `given` is value: string, boolean, number or date by the fact's type
};

struct Situation {
  base::Date asked_on;
  base::Date contact_on;
  Actor actor = Actor::official;
  std::string place;             // where, as identity names places; "" = not said
  std::vector<Index> conducts;   // in the pack's order, each once
  std::vector<FactValue> facts;  // one a fact of the pack, same index

  bool has_conduct(Index conduct) const;
};

// Reads {actor, asked_on?, contact_on, conducts, facts?, unknown?, place?}; a member `pack` is left
// to the caller. `today` stands for an absent asked_on. Faults, all of them, by pointer: unknown or
// missing keys, a conduct of the other actor, a fact of a conduct that is not there, a value of
// another type than the fact's, a fact both given and unknown, a day on which the pack is not in
// force.
base::Result<Situation> read_situation(const Pack& pack, const boost::json::value& value,
                                       base::Date today, base::Scalars scalars,
                                       std::string_view pointer = "");

// One value as its fact's type asks: choices and dates as text, booleans as JSON booleans, counts
// as integers, money and decimals as text. With Scalars::text everything comes as text.
base::Result<dmn::Value> read_fact_value(const Fact& fact, const boost::json::value& value,
                                         base::Scalars scalars, std::string_view pointer);

// The value as JSON and as a person reads it: "80.00" / "¥80.00", "pending" / the choice's label.
boost::json::value fact_value_json(const Fact& fact, const dmn::Value& value);
std::string fact_value_text(const Fact& fact, const dmn::Value& value);

// {actor, asked_on, contact_on, conducts, facts, unknown, place?}, as read_situation takes it.
boost::json::object situation_json(const Pack& pack, const Situation& situation);

}  // namespace qinqing::norms
