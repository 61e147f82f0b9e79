// What a procedure is: the states a record of one kind can be in, the arrows between them, who may
// take each, what is asked, and what is owed by when. A procedure is data of a pack
// (`procedures/*.yaml`); nothing of any particular one stands in the program.
//
//   states:       draft → pending → approved → closed
//   transitions:  approve: from [pending] to approved, by [unit_admin], guards [awaits_approval]
//   deadlines:    decide: starts on entering pending, 1 workday, owed by unit_admin, met by approve
//
// Guards (may this happen now?) and effects (what else happens) are C++ functions that procedures
// call by name; so are the days that deadlines count from, but for the moment they start.
//
// A procedure is read by procedure_load.h, which also runs procedure_check.h over it. What the
// functions below say holds for a checked procedure. Its hash is its version: a case keeps the
// version it was opened with.
//
// Lifetime: plain values. Thread-safety: const functions from any thread.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/deadline.h"

namespace qinqing::casework {

// How far the text of a procedure is a city's own: as a clause's status is (official wording, known
// from a report, or drafted by the office that runs the program).
enum class Standing { official, reported, drafted };
BOOST_DESCRIBE_ENUM(Standing, official, reported, drafted)

// A role that people have in one case, such as filer or attendee. Roles that come with a post
// (unit_admin …) are not declared here: they are in the vocabulary the procedure is checked with.
struct Party {
  std::string id, label;
};
BOOST_DESCRIBE_STRUCT(Party, (), (id, label))

struct State {
  std::string id, label;
  std::optional<std::string> hint;  // what happens next, for the people in the case
  std::optional<bool> final_;       // nothing is owed any more; there may still be a way out
  bool is_final() const { return final_.value_or(false); }
};
BOOST_DESCRIBE_STRUCT(State, (), (id, label, hint, final_))

struct Choice {
  std::string id, label;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (id, label))

enum class FieldType { text, date, money, count, boolean, choice };
BOOST_DESCRIBE_ENUM(FieldType, text, date, money, count, boolean, choice)

// Something asked when a transition is taken. Values come as JSON: text and choices as strings,
// dates "2026-11-27", money "1200.00", counts as numbers, booleans as true or false.
struct Field {
  std::string id, label;
  FieldType type = FieldType::text;
  std::optional<std::string> hint;
  std::optional<bool> required;  // must be given wherever it is asked
  std::optional<bool> personal;  // says something of a person: kept apart, erasable, never logged
  std::optional<int> max;        // of text: characters; 2,000 where not said
  std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(Field, (), (id, label, type, hint, required, personal, max, choices))

// How a sentence reads for a viewer who has this role in the case.
struct SaidFor {
  std::string role, text;
};
BOOST_DESCRIBE_STRUCT(SaidFor, (), (role, text))

struct Transition {
  std::string id;
  std::vector<std::string> from;  // states
  std::optional<std::string> to;  // absent: the state stays
  std::vector<std::string> by;    // party roles or roles of a post; empty where automatic
  std::string label;              // what is on the button, as the one who takes it would say it
  std::string said;               // what the history says to others: "同意了报备"
  std::vector<SaidFor> said_for;  // … and to those it concerns: "单位同意您去"
  std::vector<std::string> fields, guards, effects;
  std::optional<std::string> confirm;  // asked once more before it is done
  // Taken by itself, after any other transition, when its guards hold.
  std::optional<bool> automatic;
  bool is_automatic() const { return automatic.value_or(false); }
  bool starts_in(std::string_view state) const;
};
BOOST_DESCRIBE_STRUCT(Transition, (),
                      (id, from, to, by, label, said, said_for, fields, guards, effects, confirm,
                       automatic))

// When a deadline begins to run: on entering a state, or when a transition is taken. One of both.
struct Starts {
  std::optional<std::string> state, transition;
};
BOOST_DESCRIBE_STRUCT(Starts, (), (state, transition))

struct Deadline {
  std::string id, label;
  Starts starts;
  std::vector<std::string> when;  // guards: it starts only where all hold
  // The day the period counts from: "start", the moment it starts, or a named day of the case.
  std::string anchor;
  std::string period;               // as base::Period::parse takes it
  std::string owed_by;              // a party role or a role of a post
  std::optional<bool> each;         // each of the party owes it for himself, until he has confirmed
  std::vector<std::string> met_by;  // transitions
  std::optional<std::string> warn_before;  // a period before the due day
  std::vector<std::string> pauses;         // states in which it does not run
  std::optional<std::string> basis;        // the text that gives the period …
  std::optional<bool> own;                 // … or true: the office's own

  base::Period counted() const;
  // The warning's offset as a negative period; nullopt where nobody is warned.
  std::optional<base::Period> warning() const;
};
BOOST_DESCRIBE_STRUCT(Deadline, (),
                      (id, label, starts, when, anchor, period, owed_by, each, met_by, warn_before,
                       pauses, basis, own))

// The anchor that is the moment at which a deadline starts.
inline constexpr std::string_view kStartAnchor = "start";

struct Procedure {
  std::string id, title;
  std::optional<std::string> number;  // "甬报〔{year}〕{n}号"; absent: its cases have no number
  Standing status = Standing::drafted;
  std::string basis;  // where the procedure comes from, or why there is no official text
  std::vector<Party> parties;
  std::string start;  // the state of a new case
  std::vector<State> states;
  std::vector<Field> fields;
  std::vector<Transition> transitions;
  std::vector<Deadline> deadlines;

  // nullptr where there is none of this id.
  const Party* party(std::string_view id) const;
  const State* state(std::string_view id) const;
  const Field* field(std::string_view id) const;
  const Transition* transition(std::string_view id) const;
  const Deadline* deadline(std::string_view id) const;
};
BOOST_DESCRIBE_STRUCT(Procedure, (),
                      (id, title, number, status, basis, parties, start, states, fields,
                       transitions, deadlines))

// A case's number by the procedure's form: {year} is the year in which it was given, {n} counts
// from 1 within place, procedure and year.
std::string format_number(std::string_view form, int year, long long n);

// How the history tells a transition to a viewer who has these roles in the case; the first that
// has words of its own, else `said`.
const std::string& said_to(const Transition& transition, const std::vector<std::string>& roles);

}  // namespace qinqing::casework
