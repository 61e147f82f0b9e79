// What the rest of the house and the outside ask of the lists: the packs that are served, and
// checks against them. Asking stores nothing.
//
//   Norms norms({.packs = {"policy/ningbo"}, .calendar = "policy/calendar"}, clock);
//
// Thread-safety: immutable after loading but for the calendar in use; all of it from any thread.
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/calendar.h"
#include "base/calendars.h"
#include "base/clock.h"
#include "base/fault.h"
#include "norms/adoption.h"
#include "norms/adoption/adopted_packs.h"
#include "norms/cases.h"
#include "norms/judge.h"
#include "norms/pack.h"
#include "norms/precedents.h"
#include "norms/receipt.h"

namespace qinqing::norms {

struct ServedPack {
  Pack pack;
  std::vector<Case> cases;  // its tests, shown beside its clauses
  std::vector<Adoption> adoptions;
  PackFiles files{};  // as they were read; a draft of another edition begins with them
};

// A complete answer.
struct Check {
  const ServedPack* served = nullptr;
  Situation situation;
  Judgement judgement;
  Receipt receipt;
  std::shared_ptr<const base::Calendar> calendar;  // the one its days were counted with
  // Where the lists leave it undetermined; these point into `precedents`.
  const Precedent* ruling = nullptr;        // that decides
  std::vector<const Precedent*> contrary;   // several that contradict each other and decide nothing
  std::vector<const Precedent*> elsewhere;  // equal, but given for other places
  std::shared_ptr<const Precedents> precedents;
};

class Norms {
 public:
  // Faults of every pack, of the calendar, and of two packs with one id.
  static base::Result<Norms> load(const std::vector<std::filesystem::path>& packs,
                                  const std::filesystem::path& calendar, const base::Clock& clock);

  // The one in use now. What belongs to one answer is counted with Check::calendar.
  std::shared_ptr<const base::Calendar> calendar() const { return calendars_->current(); }
  // Whoever puts another into use there does so for the checks from then on.
  const std::shared_ptr<base::Calendars>& calendars() const { return calendars_; }
  // The folders'; which edition of one holds on a day, on() says.
  const std::vector<std::unique_ptr<ServedPack>>& packs() const { return packs_; }
  // What rulings were published; rulings/ keeps it.
  PrecedentBook& precedents() const { return *precedents_; }
  // "" is the first pack. nullptr where there is none of that id. Of a pack of which editions were
  // adopted, the one that holds today; else the folder's.
  const ServedPack* find(std::string_view pack_id) const { return on(pack_id, today()); }
  // The same for contacts on that day.
  const ServedPack* on(std::string_view pack_id, base::Date day) const;
  // The folder's or the adopted edition of just that hash; nullptr where none is known.
  const ServedPack* of_hash(std::string_view pack_id, std::string_view hash) const;
  // Whoever takes an edition in there puts it into use for the checks from then on.
  AdoptedPacks& adopted() const { return *adopted_; }
  base::Date today() const { return clock_->today(); }

  // Reads and judges {pack?, actor, asked_on?, contact_on, conducts, facts?, unknown?}. Faults are
  // those of read_situation, "unknown_pack", and "missing_fact" with the fact's question for each
  // fact without which there is no answer.
  base::Result<Check> check(const boost::json::value& value, base::Scalars scalars,
                            std::string_view pointer = "") const;
  base::Result<Check> check(const ServedPack& served, Situation situation,
                            std::string_view pointer = "") const;
  // By this pack, whatever day it is, with a calendar and rulings that need not be in force any
  // more: what a receipt names.
  base::Result<Check> check(const ServedPack& served, const boost::json::value& value,
                            base::Scalars scalars, std::shared_ptr<const base::Calendar> calendar,
                            const std::vector<std::string>& rulings) const;

  // A judge of this thread for that pack, with the calendar in use; valid until the thread ends, is
  // asked for another judge, or uses another Norms.
  Judge& judge_of(const ServedPack& served) const;

 private:
  Norms() = default;
  base::Result<Situation> read(const boost::json::value& value, base::Scalars scalars,
                               std::string_view pointer, const ServedPack*& served) const;
  base::Result<Check> check(Judge& judge, std::shared_ptr<const base::Calendar> calendar,
                            const ServedPack& served, Situation situation,
                            const std::vector<std::string>* rulings,
                            std::string_view pointer) const;
  std::uint64_t id_ = 0;  // of this loading, so that a thread's judges are never another's
  const base::Clock* clock_ = nullptr;
  std::shared_ptr<base::Calendars> calendars_;
  std::vector<std::unique_ptr<ServedPack>> packs_;  // the folders'
  std::unique_ptr<AdoptedPacks> adopted_ = std::make_unique<AdoptedPacks>();
  std::unique_ptr<PrecedentBook> precedents_ = std::make_unique<PrecedentBook>();
};

enum class ReceiptFinding {
  same,          // the text is unchanged and the same lists give the same answer
  altered,       // the hash does not belong to the text
  unknown_pack,  // unchanged, but made with a pack or a calendar that is not served here
  differs,       // unchanged, but the lists that it names give another answer
};

struct ReceiptCheck {
  ReceiptFinding finding = ReceiptFinding::altered;
  boost::json::object receipt;
  std::string hash;      // of the text as it was given
  std::string expected;  // the hash that a new judgement gives, "" where there is none
  bool hash_given = false;
};

// Takes a receipt's canonical text, or {receipt, hash} as the API prints it. Faults where it is
// neither.
base::Result<ReceiptCheck> check_receipt(const Norms& norms, std::string_view text);

}  // namespace qinqing::norms
