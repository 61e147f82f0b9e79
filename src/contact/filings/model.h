// A filing 报备: one contact as one side tells it, with the receipt of the check it rests on.
//
// Its state, number, people and deadlines are those of its case (casework), which has the same id.
// What is told may be amended; every account that was ever given stays.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "store/table.h"

namespace qinqing::contact {

// Whose account it is: who acts in the check.
enum class Side { official, entrepreneur };
BOOST_DESCRIBE_ENUM(Side, official, entrepreneur)

struct Filing {
  std::string id;  // of its case
  std::int64_t version = 0;
  Side side = Side::official;
  std::string unit;        // the organisation on the official's side
  std::string enterprise;  // the organisation on the other side; "" = known by name only
  std::string filer;       // person
  base::Date contact_on;
  std::string pack;     // id
  std::string verdict;  // of the current account
  bool binding = false;
  std::string receipt_hash;   // of the current account
  std::int64_t accounts = 0;  // given so far; the current one is the last
  // The other side's receipt that the filer saw and stands against; a later one differs anew.
  std::optional<std::string> stood_by;
  std::string words;  // what search finds it by: title, counterpart, filer, with pinyin initials
  static constexpr store::TableInfo kTable{.name = "filing", .personal = "words"};
};
BOOST_DESCRIBE_STRUCT(Filing, (),
                      (id, version, side, unit, enterprise, filer, contact_on, pack, verdict,
                       binding, receipt_hash, accounts, stood_by, words))

// One account: what was told and what the lists said to it.
struct FilingAccount {
  std::string filing;
  std::int64_t n = 0;  // from 1
  std::int64_t version = 0;
  std::string told_at;  // instant
  std::string receipt_hash;
  std::string receipt;  // canonical bytes; they hold the answers
  std::string title;
  std::string counterpart;  // whom, in words
  static constexpr store::TableInfo kTable{
      .name = "filing_account", .keys = 2, .personal = "receipt,title,counterpart"};
};
BOOST_DESCRIBE_STRUCT(FilingAccount, (),
                      (filing, n, version, told_at, receipt_hash, receipt, title, counterpart))

// What lists look for and order by, of a filing and its case together: one narrow row, so that a
// page of a list costs no join over all that there is. Written with every change of the case.
struct FilingRow {
  std::string filing;
  std::string unit, place;  // of its case
  // The place and those above it, from the root down; "" below the place itself. What lies in a
  // place is found by one comparison.
  std::string place_1, place_2, place_3, place_4, place_5;
  std::string state;
  bool kept = false;  // and not submitted: its filer's alone
  std::string filer;
  std::string verdict;
  base::Date contact_on;
  std::string opened_at;  // instant
  std::string numbered;   // "2026-00000123", in the order of numbers; "" = none
  std::string due;        // day of what is owed first; "" = nothing is
  std::string words;
  static constexpr store::TableInfo kTable{
      .name = "filing_row", .kind = store::TableKind::derived, .personal = "words"};
};
BOOST_DESCRIBE_STRUCT(FilingRow, (),
                      (filing, unit, place, place_1, place_2, place_3, place_4, place_5, state,
                       kept, filer, verdict, contact_on, opened_at, numbered, due, words))

}  // namespace qinqing::contact
