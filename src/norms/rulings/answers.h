// What the API of rulings answers, described: how it is written and what the OpenAPI document says
// of it come from here. json.h fills these.
//
// Every member is always there: what is not known is null.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "casework/case_json.h"
#include "identity/json.h"
#include "norms/rulings/rulings.h"

namespace qinqing::norms {

// A fact as the asker told it.
struct ToldJson {
  std::string id;
  std::string label;
  std::string value;
  bool day = false;       // a day: not material unless said so
  bool material = false;  // to the current draft
  static constexpr std::string_view kTitle = "RulingFact";
};
BOOST_DESCRIBE_STRUCT(ToldJson, (), (id, label, value, day, material))

// What everybody may read of a published ruling: no names, no situation but what is material.
struct PublishedRulingJson {
  std::string id;
  std::string number;
  std::string office;
  std::string verdict;
  std::string verdict_word;
  std::vector<std::string> conducts;  // as the pack words them
  std::vector<ToldJson> facts;        // the material ones
  std::vector<std::string> duties;    // what is to be done
  std::vector<std::string> clauses;   // ids
  std::string law;
  std::string reasons;
  std::vector<identity::NamedJson> scope;
  std::vector<std::string> actors;
  std::string published_on;
  std::string until;
  std::int64_t days = 0;  // working days that the answer took
  std::optional<std::string> revoked_on;
  std::string why_revoked;
  bool in_force = false;
  std::string hash;
  boost::json::value text;  // the canonical text, parsed
  static constexpr std::string_view kTitle = "PublishedRuling";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(PublishedRulingJson, (),
                      (id, number, office, verdict, verdict_word, conducts, facts, duties, clauses,
                       law, reasons, scope, actors, published_on, until, days, revoked_on,
                       why_revoked, in_force, hash, text))

struct PublishedListJson {
  std::vector<PublishedRulingJson> items;
  std::optional<std::string> next;
  std::int64_t published = 0;
  std::int64_t in_force = 0;
  std::int64_t revoked = 0;
  std::int64_t waiting = 0;
  std::optional<std::int64_t> median_days;
  std::optional<std::int64_t> longest_days;
  static constexpr std::string_view kTitle = "PublishedRulings";
};
BOOST_DESCRIBE_STRUCT(PublishedListJson, (),
                      (items, next, published, in_force, revoked, waiting, median_days,
                       longest_days))

struct RulingHeadJson {
  std::string id;
  std::int64_t version = 0;
  std::optional<std::string> number;
  std::string state;
  std::string state_label;
  bool ended = false;
  identity::NamedJson place;
  std::string actor;
  std::vector<std::string> conducts;
  bool anonymous = false;
  std::string asked_at;            // instant
  std::optional<std::string> due;  // day of what is owed first
  std::string light;               // "" where nothing is owed
  static constexpr std::string_view kTitle = "RulingHead";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(RulingHeadJson, (),
                      (id, version, number, state, state_label, ended, place, actor, conducts,
                       anonymous, asked_at, due, light))

struct RulingListJson {
  std::vector<RulingHeadJson> items;
  std::optional<std::string> next;
  static constexpr std::string_view kTitle = "RulingList";
};
BOOST_DESCRIBE_STRUCT(RulingListJson, (), (items, next))

// The current draft, with all that was not said filled in.
struct DraftedJson : RulingAnswer {
  static constexpr std::string_view kTitle = "RulingDrafted";
};
BOOST_DESCRIBE_STRUCT(DraftedJson, (RulingAnswer), ())

// The whole record as its handlers and a named asker see it.
struct RulingJson : RulingHeadJson {
  std::string hint;
  std::optional<identity::NamedJson> asker;  // null: anonymous
  std::optional<identity::NamedJson> unit;   // that it concerns
  std::string contact_on;
  std::string receipt_hash;
  std::string note;
  std::vector<ToldJson> facts;
  std::optional<DraftedJson> answer;
  std::optional<PublishedRulingJson> published;
  std::vector<PublishedRulingJson> contrary;  // that answer it otherwise
  std::vector<casework::TakenStepJson> steps;
  std::vector<casework::DeadlineJson> deadlines;
  std::vector<casework::ActJson> may;
  static constexpr std::string_view kTitle = "Ruling";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(RulingJson, (RulingHeadJson),
                      (hint, asker, unit, contact_on, receipt_hash, note, facts, answer, published,
                       contrary, steps, deadlines, may))

// What an anonymous asker sees.
struct RulingAnsweredJson {
  std::string state;
  std::string state_label;
  std::string hint;
  std::optional<std::string> due;
  std::string why_declined;
  std::optional<PublishedRulingJson> published;
  static constexpr std::string_view kTitle = "RulingAnswered";
};
BOOST_DESCRIBE_STRUCT(RulingAnsweredJson, (),
                      (state, state_label, hint, due, why_declined, published))

// A draft of a rule that says what the ruling says.
struct RuleDraftJson {
  std::string conduct;
  std::string file;  // of the pack that it would stand in
  std::string xml;   // a <rule> of that decision table
  static constexpr std::string_view kTitle = "RuleDraft";
};
BOOST_DESCRIBE_STRUCT(RuleDraftJson, (), (conduct, file, xml))

struct RuleDraftsJson {
  std::vector<RuleDraftJson> rules;
  static constexpr std::string_view kTitle = "RuleDrafts";
};
BOOST_DESCRIBE_STRUCT(RuleDraftsJson, (), (rules))

}  // namespace qinqing::norms
