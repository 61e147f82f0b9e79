// Notices: what somebody is told of a case or of the ledger, on the page and by e-mail.
//
// A notice is written in the unit of work of what it tells, so none is lost and none is sent of
// what did not happen. Its text names the procedure, the case's number, what is owed and by when:
// never a person, never what the case is about, since it leaves the house by e-mail.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "casework/registry.h"
#include "identity/places.h"
#include "store/table.h"

namespace qinqing::casework {

// Of one change a person is told the first of these that holds for them.
enum class NoticeReason {
  late,      // what they owe is past its day
  warning,   // what they owe is due soon
  moved,     // the day of what they owe has moved
  owed,      // they owe something new
  progress,  // a case of theirs is in another state
  alarm      // of no case: those who watch over the record have to look at it
};
BOOST_DESCRIBE_ENUM(NoticeReason, late, warning, moved, owed, progress, alarm)

// Instead of a procedure's name, where a notice is about the ledger and no case.
inline constexpr std::string_view kOfTheLedger = "ledger";

struct Notice {
  std::string id;  // in the order of time
  std::int64_t version = 0;
  std::string person;
  std::string case_id;  // "" where it is about none
  std::string procedure;
  NoticeReason why = NoticeReason::owed;
  std::string text;
  std::string at;  // instant
  static constexpr store::TableInfo kTable{.name = "notice"};
};
BOOST_DESCRIBE_STRUCT(Notice, (), (id, version, person, case_id, procedure, why, text, at))

// Up to which notice a person has seen theirs.
struct NoticeSeen {
  std::string person;
  std::string until;
  static constexpr store::TableInfo kTable{.name = "notice_seen",
                                           .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(NoticeSeen, (), (person, until))

enum class MailState { sending, sent, failed, given_up };
BOOST_DESCRIBE_ENUM(MailState, sending, sent, failed, given_up)

// What became of a notice's e-mail; no row: not tried yet.
struct NoticeMail {
  std::string notice;
  MailState state = MailState::sending;
  std::int64_t tries = 0;
  std::int64_t next_at = 0;  // of sending: when another may take over; of failed: when to try again
  static constexpr store::TableInfo kTable{.name = "notice_mail",
                                           .kind = store::TableKind::transient};
};
BOOST_DESCRIBE_STRUCT(NoticeMail, (), (notice, state, tries, next_at))

// Follows every case and writes the notices of its changes. `places` must outlive the registry.
void keep_notices(Registry& registry, const identity::Places& places);

struct TellingNotice {
  Notice notice;
  bool seen = false;
};
// A person's notices, the latest first.
std::vector<TellingNotice> notices_of(store::Sql& sql, const std::string& person, int limit);
// How many of them are not seen.
std::int64_t unseen_notices(store::Sql& sql, const std::string& person);
// All up to this one are seen. Nothing where it is not this person's.
void see_notices(store::Unit& unit, const std::string& person, const std::string& until);

}  // namespace qinqing::casework
