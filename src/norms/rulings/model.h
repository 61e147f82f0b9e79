// A ruling 研判答复: an undetermined situation that somebody asked about, and what was answered.
//
// Its state, number, signatures' order and deadlines are those of its case (casework), which has
// the same id. Of an anonymous asker nothing is kept but the hash of the code that opens the
// answer.
//
// Lifetime: plain values.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>

#include "store/table.h"

namespace qinqing::norms {

struct Ruling {
  std::string id;  // of its case
  std::int64_t version = 0;
  std::string place;         // whose coordinator was asked
  std::string pack, actor;   // of the situation
  std::string conducts;      // ids, with commas before, between and after: ",eat,take,"
  std::string unit;          // the organisation that it concerns; "" = not said
  std::string asker;         // person; "" = anonymous
  std::string code_hash;     // "sha256:…" of an anonymous asker's code; "" = asked by name
  std::string receipt_hash;  // of the check that was left undetermined
  std::string situation;     // as a check gives it, canonical JSON
  std::string note;          // what the asker added
  std::string asked_at;      // instant
  std::int64_t drafts = 0;   // written so far; the current one is the last
  // Persons who signed the current draft; "" = not yet.
  std::string drafted_by, cosigned_by, reviewed_by;
  // Once it is published; all "" before.
  std::string text, hash;  // precedents.h
  std::string number, verdict;
  std::string published_on, until;  // days
  std::int64_t days = 0;            // working days that the answer took
  std::string revoked_on, why_revoked;
  static constexpr store::TableInfo kTable{.name = "ruling", .personal = "situation,note"};
};
BOOST_DESCRIBE_STRUCT(Ruling, (),
                      (id, version, place, pack, actor, conducts, unit, asker, code_hash,
                       receipt_hash, situation, note, asked_at, drafts, drafted_by, cosigned_by,
                       reviewed_by, text, hash, number, verdict, published_on, until, days,
                       revoked_on, why_revoked))

// One draft of an answer. It names nobody: what it says may be published.
struct RulingDraft {
  std::string ruling;
  std::int64_t n = 0;  // from 1
  std::int64_t version = 0;
  std::string drafted_at;  // instant
  std::string drafted_by;  // person
  std::string body;        // canonical JSON of RulingAnswer
  static constexpr store::TableInfo kTable{.name = "ruling_draft", .keys = 2};
};
BOOST_DESCRIBE_STRUCT(RulingDraft, (), (ruling, n, version, drafted_at, drafted_by, body))

}  // namespace qinqing::norms
