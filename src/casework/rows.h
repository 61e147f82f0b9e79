// What a case is made of, as it is kept. A case runs by the version of its procedure that was in
// force when it was opened; nothing of its history is ever changed or taken away.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "store/table.h"

namespace qinqing::casework {

// A procedure's version, kept for as long as a case runs by it.
struct ProcedureText {
  std::string hash;
  std::int64_t version = 0;
  std::string procedure;  // its id
  std::string body;       // canonical JSON; its hash is the key
  static constexpr store::TableInfo kTable{.name = "procedure_text"};
};
BOOST_DESCRIBE_STRUCT(ProcedureText, (), (hash, version, procedure, body))

struct CaseFile {
  std::string id;  // UUIDv7, made by the client
  std::int64_t version = 0;
  std::string procedure, procedure_hash;
  std::string state;
  base::Date state_since;
  bool ended = false;  // the state is a final one
  std::string place;
  std::string unit;                   // the organisation whose post-holders act on it
  std::string series;                 // cases of one series and procedure never share a number
  std::optional<std::string> number;  // as people see it; given once, kept for ever
  std::optional<std::int64_t> number_year, number_n;
  std::string opened_by, opened_post;  // person and post
  std::string opened_at;               // "2026-11-24T02:00:00.123Z"
  std::int64_t steps = 0;              // taken so far
  friend bool operator==(const CaseFile&, const CaseFile&) = default;
  static constexpr store::TableInfo kTable{.name = "case_file"};
};
BOOST_DESCRIBE_STRUCT(CaseFile, (),
                      (id, version, procedure, procedure_hash, state, state_since, ended, place,
                       unit, series, number, number_year, number_n, opened_by, opened_post,
                       opened_at, steps))

// named: is in the case and asked nothing, as the one who files; waiting: asked to confirm; left:
// is no longer in it.
enum class PartyState { named, waiting, confirmed, disputed, left };
BOOST_DESCRIBE_ENUM(PartyState, named, waiting, confirmed, disputed, left)

// Somebody's part in a case. Rows stay when the person leaves: who ever was a party never decides.
struct CaseParty {
  std::string case_id;
  std::int64_t seq = 0;
  std::int64_t version = 0;
  std::string role;          // of the procedure's parties
  std::string person;        // "" = known by name only, to the domain
  std::string post;          // held when he joined, "" = none
  std::string organisation;  // "" = none
  PartyState state = PartyState::named;
  std::optional<base::Date> answered_on;  // confirmed or disputed
  friend bool operator==(const CaseParty&, const CaseParty&) = default;
  static constexpr store::TableInfo kTable{.name = "case_party", .keys = 2};
};
BOOST_DESCRIBE_STRUCT(CaseParty, (),
                      (case_id, seq, version, role, person, post, organisation, state, answered_on))

// One transition that was taken.
struct CaseStep {
  std::string case_id;
  std::int64_t n = 0;  // from 1
  std::int64_t version = 0;
  std::string transition;  // "open" for the first
  std::string from_state, to_state;
  std::string role;  // in which it was taken; "" = by itself
  std::string account, person, post;
  std::string delegation;  // by which the post was acted for, "" = it was the person's own
  std::string at;          // instant
  std::string given;       // canonical JSON of the fields that say nothing of a person
  std::optional<std::string> given_personal;  // … and of those that do; absent: none, or erased
  friend bool operator==(const CaseStep&, const CaseStep&) = default;
  static constexpr store::TableInfo kTable{
      .name = "case_step", .keys = 2, .personal = "given_personal"};
};
BOOST_DESCRIBE_STRUCT(CaseStep, (),
                      (case_id, n, version, transition, from_state, to_state, role, account, person,
                       post, delegation, at, given, given_personal))

// running → met in time, late (for ever, whether done later or not) or lifted (no longer owed);
// paused only from running.
enum class DeadlineState { running, paused, met, late, lifted };
BOOST_DESCRIBE_ENUM(DeadlineState, running, paused, met, late, lifted)

struct CaseDeadline {
  std::string case_id;
  std::string name;        // of the procedure's deadlines, or the domain's own
  std::int64_t round = 0;  // from 1: a deadline may start again
  std::int64_t version = 0;
  std::string label;
  std::string owed_by;      // a role
  bool each_party = false;  // each of the role owes it until he has confirmed
  DeadlineState state = DeadlineState::running;
  std::string anchor;  // "start", the name of a day, or "" where the domain gave the day
  base::Date anchor_on;
  base::Date due;
  bool provisional = false;
  std::string calendar;           // hash of the one it was counted with
  std::int64_t certificate = 0;   // the one that explains `due`
  std::int64_t certificates = 0;  // how many there are
  base::Date started_on;
  std::optional<std::string> warn_before;
  std::optional<base::Date> warn_on, warned_on;
  std::optional<base::Date> paused_on;
  std::optional<base::Date> met_on;    // done, in time or late
  std::optional<base::Date> ended_on;  // no longer owed: met or lifted; absent: still owed
  friend bool operator==(const CaseDeadline&, const CaseDeadline&) = default;
  static constexpr store::TableInfo kTable{.name = "case_deadline", .keys = 3};
};
BOOST_DESCRIBE_STRUCT(CaseDeadline, (),
                      (case_id, name, round, version, label, owed_by, each_party, state, anchor,
                       anchor_on, due, provisional, calendar, certificate, certificates, started_on,
                       warn_before, warn_on, warned_on, paused_on, met_on, ended_on))

// How a deadline was counted; every count is kept.
struct CaseCertificate {
  std::string case_id;
  std::string name;
  std::int64_t round = 0;
  std::int64_t n = 0;  // from 1
  std::int64_t version = 0;
  std::string why;         // "start", "pause", "anchor", "calendar"
  std::string counted_at;  // instant
  std::string body;        // casework/certificate.h
  friend bool operator==(const CaseCertificate&, const CaseCertificate&) = default;
  static constexpr store::TableInfo kTable{.name = "case_certificate", .keys = 4};
};
BOOST_DESCRIBE_STRUCT(CaseCertificate, (),
                      (case_id, name, round, n, version, why, counted_at, body))

// The last number given; recomputed as max(number_n) of case_file.
struct CaseNumber {
  std::string series, procedure;
  std::int64_t year = 0;
  std::int64_t last = 0;
  static constexpr store::TableInfo kTable{
      .name = "case_number", .kind = store::TableKind::derived, .keys = 3};
};
BOOST_DESCRIBE_STRUCT(CaseNumber, (), (series, procedure, year, last))

}  // namespace qinqing::casework
