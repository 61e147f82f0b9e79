// What the API of filings answers, described: how it is written and what the OpenAPI document says
// of it come from here. json.h and work.h fill these.
//
// Every member is always there: what is not known is null. `describe` says what stands in a string
// or in a JSON value (base/reader.h).
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "casework/case_json.h"
#include "casework/notices/routes.h"
#include "casework/procedure.h"
#include "casework/rows.h"
#include "identity/json.h"

namespace qinqing::contact {

using casework::ActJson;
using casework::ChoiceJson;
using casework::DeadlineJson;
using casework::FieldJson;
using casework::Light;
using casework::SaidJson;
using casework::StageJson;
using casework::TakenStepJson;

// What is owed first.
struct DueJson {
  std::string id;
  std::string label;
  base::Date due;
  std::string weekday;
  Light light = Light::ok;
  std::string owed_by;
  static constexpr std::string_view kTitle = "Due";
};
BOOST_DESCRIBE_STRUCT(DueJson, (), (id, label, due, weekday, light, owed_by))

// What a list and the record itself both say.
struct FilingHeadJson {
  std::string id;
  std::int64_t version = 0;
  std::optional<std::string> number;
  std::string state;
  std::string state_label;
  std::string side;
  std::string title;
  std::string counterpart;
  base::Date contact_on;
  std::string verdict;
  std::string verdict_word;
  bool binding = false;
  identity::NamedJson filer;
  identity::NamedJson unit;
  std::string opened_at;  // instant
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(FilingHeadJson, (),
                      (id, version, number, state, state_label, side, title, counterpart,
                       contact_on, verdict, verdict_word, binding, filer, unit, opened_at))

// One row of a list.
struct ItemJson : FilingHeadJson {
  std::optional<DueJson> due;
  static constexpr std::string_view kTitle = "Item";
};
BOOST_DESCRIBE_STRUCT(ItemJson, (FilingHeadJson), (due))

struct FilingListJson {
  std::vector<ItemJson> items;
  std::optional<std::string> next;
  // Of the whole list, on its first page: how many, null where they are not counted to the end;
  // and how many there are at least.
  std::optional<std::int64_t> total;
  std::int64_t at_least = 0;
  boost::json::value states;  // labels by id, in the order of the procedure
  static constexpr std::string_view kTitle = "FilingList";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(FilingListJson, (), (items, next, total, at_least, states))

// A fact with its answer, as the pack words both; the bare id and value where the pack is gone.
struct AnswerJson {
  std::string id;
  std::string label;
  boost::json::value value;
  static constexpr std::string_view kTitle = "Answer";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(AnswerJson, (), (id, label, value))

struct ClauseJson {
  std::string id;
  std::string number;
  std::string title;
  std::string status;  // "" where the pack is gone
  static constexpr std::string_view kTitle = "FilingClause";
};
BOOST_DESCRIBE_STRUCT(ClauseJson, (), (id, number, title, status))

// A duty of the receipt with what became of it since.
struct DutyJson {
  std::string id;
  std::string does;
  std::string to;
  std::string when;
  boost::json::value due;
  boost::json::value state;
  std::optional<base::Date> met_on;
  static constexpr std::string_view kTitle = "Duty";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(DutyJson, (), (id, does, to, when, due, state, met_on))

struct AttendeeJson {
  std::string id;
  std::string name;
  std::string title;
  casework::PartyState state = casework::PartyState::named;
  static constexpr std::string_view kTitle = "Attendee";
};
BOOST_DESCRIBE_STRUCT(AttendeeJson, (), (id, name, title, state))

struct DifferenceJson {
  std::string label;
  std::string ours;
  std::string theirs;
  static constexpr std::string_view kTitle = "Difference";
};
BOOST_DESCRIBE_STRUCT(DifferenceJson, (), (label, ours, theirs))

// The whole record as its reader may see it, with the acts that are open to the reader now.
struct FilingJson : FilingHeadJson {
  std::string hint;  // what its state means for the reader
  bool ended = false;
  std::optional<std::string> counterpart_organisation;  // null: known by its name only
  std::string receipt_hash;
  boost::json::value receipt;
  std::int64_t accounts = 0;
  std::vector<AnswerJson> answers;
  std::vector<ClauseJson> clauses;
  std::vector<DutyJson> duties;
  std::vector<std::string> conducts;  // as the pack words them
  std::vector<AttendeeJson> attendees;
  std::vector<TakenStepJson> steps;
  std::vector<DeadlineJson> deadlines;
  std::vector<StageJson> path;
  std::vector<ActJson> may;
  std::vector<DifferenceJson> differences;
  static constexpr std::string_view kTitle = "Filing";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(FilingJson, (FilingHeadJson),
                      (hint, ended, counterpart_organisation, receipt_hash, receipt, accounts,
                       answers, clauses, duties, conducts, attendees, steps, deadlines, path, may,
                       differences))

// An act that came too late, with the record as it is now.
struct FilingConflictJson {
  int status = 412;
  std::string code;
  std::string title;
  std::string detail;
  FilingJson current;
  static constexpr std::string_view kTitle = "FilingConflict";
};
BOOST_DESCRIBE_STRUCT(FilingConflictJson, (), (status, code, title, detail, current))

// Whom an organiser may name.
struct PeopleJson {
  std::vector<identity::PersonFoundJson> people;
  static constexpr std::string_view kTitle = "People";
};
BOOST_DESCRIBE_STRUCT(PeopleJson, (), (people))

struct OwedJson {
  std::string filing;
  std::string title;
  std::string counterpart;
  std::optional<std::string> number;
  std::string state_label;
  std::string label;
  base::Date due;
  std::string weekday;
  Light light = Light::ok;
  static constexpr std::string_view kTitle = "Owed";
};
BOOST_DESCRIBE_STRUCT(OwedJson, (),
                      (filing, title, counterpart, number, state_label, label, due, weekday, light))

struct UnitCountsJson {
  std::int64_t pending = 0;
  std::int64_t late = 0;
  std::int64_t soon = 0;
  static constexpr std::string_view kTitle = "UnitCounts";
};
BOOST_DESCRIBE_STRUCT(UnitCountsJson, (), (pending, late, soon))

struct WorkJson {
  std::vector<OwedJson> owed;
  std::vector<ItemJson> waiting;
  std::optional<UnitCountsJson> unit;  // for those who decide there
  std::vector<casework::NoticeJson> notices;
  std::int64_t unseen = 0;
  static constexpr std::string_view kTitle = "Work";
};
BOOST_DESCRIBE_STRUCT(WorkJson, (), (owed, waiting, unit, notices, unseen))

}  // namespace qinqing::contact
