// Precedents: published rulings (rulings/) as checks see them. A check whose situation the lists
// leave undetermined, and which is equal to a precedent in every fact that was said to be material,
// is answered as the precedent was.
//
//   norms.precedents()->use(made_of_all_published);               // rulings/, after each change
//   auto found = precedents.for_situation(pack, situation);       // every check that is
//   undetermined
//
// What the lists decide themselves no ruling changes: a rule that denies outranks it, and one that
// permits needs none. Two precedents that answer differently decide nothing.
//
// Thread-safety: Precedents are immutable; the book may be used from any thread.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/fault.h"
#include "norms/judge.h"
#include "norms/pack.h"
#include "norms/situation.h"

namespace qinqing::norms {

inline constexpr std::string_view kRulingFormat = "qinqing-ruling/1";

struct Precedent {
  std::string id;                  // of the ruling
  std::string hash;                // of its text, by which receipts name it
  std::string number, office;      // 甬研〔2026〕1号, and who answered
  std::string pack;                // id
  std::vector<std::string> scope;  // ids of the places it was given for; it holds below them too
  Actors actors;
  std::vector<std::string> conducts;      // ids, just these, in the order of their bytes
  boost::json::object facts;              // what is material, each as a check gives it
  std::vector<std::string> unknown;       // … and what was material in being unknown
  Verdict verdict = Verdict::prohibited;  // permitted, conditional or prohibited
  std::vector<std::string> duties;        // ids; of a permission
  std::vector<std::string> clauses;       // ids
  std::string law, reasons;
  base::Date from, until;                // days of asking on which it binds, both included
  std::optional<base::Date> revoked_on;  // binds nobody who asks later; that day, who asked before

  // Whether a receipt of that day may rest on it.
  bool could_bind(base::Date asked_on) const {
    return from <= asked_on && asked_on <= until && (!revoked_on || asked_on <= *revoked_on);
  }
};

// The canonical text of a published ruling, and back. Faults: what is not such a text.
std::string precedent_text(const Precedent& precedent);
base::Result<Precedent> read_precedent(std::string_view text);

// Whether the situation has the precedent's conducts and every material fact as it was. False too
// where the pack does not know one of them any more.
bool equal_where_material(const Precedent& precedent, const Pack& pack, const Situation& situation);

// What follows for the situation, counted on its days; nullopt where the pack lacks a duty that the
// precedent names. The conducts' own results stay those of the lists.
std::optional<Outcome> decide(const Precedent& precedent, const Pack& pack,
                              const Situation& situation, const base::Calendar& calendar,
                              const Outcome& lists);

// Whether there may be a situation that both speak to, in one place and on one day.
bool overlap(const Precedent& one, const Precedent& other);
bool same_answer(const Precedent& one, const Precedent& other);

class Precedents {
 public:
  // Of each place there is, the places it lies in, itself first.
  using Above = std::unordered_map<std::string, std::vector<std::string>>;
  Precedents() : Precedents({}, std::make_shared<const Above>()) {}
  Precedents(std::vector<Precedent> all, std::shared_ptr<const Above> above);

  // nullptr where there is none; revoked and expired ones are found.
  const Precedent* by_hash(std::string_view hash) const;

  struct Found {
    std::vector<const Precedent*> here;       // hold where the situation is, the latest first
    std::vector<const Precedent*> elsewhere;  // equal, but given for other places
  };
  // Those in force on the day of asking.
  Found for_situation(const Pack& pack, const Situation& situation) const;
  // Whether it was given for the place of the situation: "" is the pack's whole place.
  bool holds_at(const Precedent& precedent, std::string_view place) const;

  // Whether this server takes questions to be ruled on: it knows where then.
  bool in_use() const { return !above_->empty(); }
  bool knows_place(std::string_view id) const { return above_->contains(std::string(id)); }
  const std::vector<Precedent>& all() const { return all_; }

 private:
  std::vector<Precedent> all_;  // the latest first
  std::shared_ptr<const Above> above_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_conducts_;
  std::unordered_map<std::string, std::size_t> by_hash_;
};

// The precedents in use, replaced as a whole when a ruling is published, revoked or expires.
class PrecedentBook {
 public:
  PrecedentBook() : current_(std::make_shared<const Precedents>()) {}
  std::shared_ptr<const Precedents> current() const {
    const std::scoped_lock lock(mutex_);
    return current_;
  }
  void use(std::shared_ptr<const Precedents> precedents) {
    const std::scoped_lock lock(mutex_);
    current_ = std::move(precedents);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Precedents> current_;
};

}  // namespace qinqing::norms
