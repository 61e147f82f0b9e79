// Rulings 研判答复: how what the lists leave undetermined gets an answer that others can rely on.
//
//   rulings.ask(caller, id, question);                      // by name
//   rulings.ask_anonymously(id, question, code);            // nothing is kept of who asked
//   rulings.act(caller, id, version, {.act = "draft", .answer = answer});
//   rulings.by_code(code);                                  // what an anonymous asker sees
//
// One person drafts for the coordinating office of the place, one of the discipline body co-signs,
// a third looks at it and publishes: nobody signs twice, none who heads the unit concerned, none
// who has said that he is tied to the matter. From then on a check that is equal in the material
// facts is answered by it (norms/precedents.h). Silence is never consent: what is late goes one
// level up.
//
// Refusals: faults with a pointer into the body; identity::Refused where the access table says no;
// store::Conflict and store::Exists.
//
// Thread-safety: any number of threads.
#pragma once

#include <atomic>
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "casework/casework.h"
#include "identity/directory.h"
#include "identity/places.h"
#include "norms/norms.h"
#include "norms/rulings/model.h"
#include "store/database.h"

namespace qinqing::norms {

inline constexpr const char* kRulingProcedure = "ruling";

struct RulingQuestion {
  boost::json::value check;         // as norms takes it; its verdict must be undetermined
  std::string place;                // whose coordinator is asked
  std::optional<std::string> note;  // what else there is to say; no names
  std::optional<std::string> unit;  // the organisation it concerns; by name: one's own if not said
  static constexpr std::string_view kTitle = "RulingQuestion";
  static void describe(boost::json::object& properties);  // json.cc
};
BOOST_DESCRIBE_STRUCT(RulingQuestion, (), (check, place, note, unit))

struct RulingAnswer {
  std::string verdict;               // permitted, conditional or prohibited
  std::vector<std::string> duties;   // ids of the pack's; of a conditional one
  std::vector<std::string> clauses;  // ids of the pack's
  std::optional<std::string> law;    // what it rests on besides
  std::string reasons;
  std::vector<std::string> scope;   // places; none: the place that was asked
  std::vector<std::string> actors;  // none: the one who asked
  base::Date until;                 // the last day on which it binds
  // Facts on which it rests; absent: all that were told but days. What is not named here may
  // differ.
  std::optional<std::vector<std::string>> material;
  static constexpr std::string_view kTitle = "RulingAnswer";
  static void describe(boost::json::object& properties);  // json.cc
};
BOOST_DESCRIBE_STRUCT(RulingAnswer, (),
                      (verdict, duties, clauses, law, reasons, scope, actors, until, material))

struct RulingAct {
  std::string act;                     // a transition of the procedure
  boost::json::value fields;           // by id; null: none
  std::optional<RulingAnswer> answer;  // of draft
  static constexpr std::string_view kTitle = "RulingAct";
  static void describe(boost::json::object& properties);  // json.cc
};
BOOST_DESCRIBE_STRUCT(RulingAct, (), (act, fields, answer))

struct RulingRecord {
  Ruling ruling;
  std::optional<RulingDraft> draft;  // the current one
  casework::Docket docket;
};

// What a list is asked for.
struct RulingQuery {
  enum class View { mine, place } view = View::mine;
  bool open = true;  // only those not ended
  std::string after;
  int limit = 50;
};
struct PublishedQuery {
  std::string conduct;  // id; "" = all
  std::string words;    // in number or reasons
  std::string after;
  int limit = 20;
};
struct PublishedPage {
  std::vector<Ruling> rulings;  // the latest first
  std::string next;             // "" on the last page
};
// How a place answers: over all that was published, revoked ones too.
struct Practice {
  std::int64_t published = 0, in_force = 0, revoked = 0, waiting = 0;
  std::optional<std::int64_t> median_days, longest_days;  // working days from question to answer
  std::vector<std::pair<std::string, std::int64_t>> conducts;  // id, how many; most first
};

class Rulings {
 public:
  // All must outlive it.
  Rulings(store::Database& database, casework::Casework& casework, const Norms& norms,
          const identity::Places& places, const base::Clock& clock)
      : database_(database), casework_(casework), norms_(norms), places_(places), clock_(clock) {}

  struct Asked {
    RulingRecord record;
    bool created = false;  // false: the very same was asked under this id before
  };
  base::Result<Asked> ask(const identity::Caller& caller, const std::string& id,
                          const RulingQuestion& question);
  // `code` is the asker's to keep: twenty letters and digits of make_code().
  base::Result<Asked> ask_anonymously(const std::string& id, const RulingQuestion& question,
                                      std::string_view code);
  // nullopt for a code that opens nothing.
  std::optional<RulingRecord> by_code(std::string_view code);

  base::Result<RulingRecord> act(const identity::Caller& caller, const std::string& id,
                                 std::int64_t version, const RulingAct& act,
                                 base::Scalars scalars = base::Scalars::typed);
  RulingRecord read(const identity::Caller& caller, const std::string& id,
                    const std::string& action = "ruling.read");
  std::vector<RulingRecord> list(const identity::Caller& caller, const RulingQuery& query);

  PublishedPage published(const PublishedQuery& query);
  // nullopt where it was not published.
  std::optional<Ruling> published(const std::string& id);
  Practice practice();
  // Published rulings that may speak to one situation and answer it differently, in force today.
  std::vector<Ruling> contrary_to(const Ruling& ruling);

  // Sends what is late one level up. Safe to repeat and to run in two servers. How many.
  std::size_t raise_late(base::Instant now, const std::stop_token& stop = {});
  // Reads what is published into the book that checks look into, as after each change here.
  void refresh();
  // The same, where another server has published or revoked one since.
  void refresh_if_changed();

  store::Database& database() const { return database_; }
  casework::Casework& casework() const { return casework_; }
  const Norms& norms() const { return norms_; }
  const identity::Places& places() const { return places_; }
  const base::Clock& clock() const { return clock_; }

 private:
  base::Result<Asked> open(const identity::Caller& caller, Ruling ruling,
                           const RulingQuestion& question);
  std::optional<RulingRecord> find(store::Sql& sql, const std::string& id) const;
  RulingRecord require(store::Sql& sql, const identity::Caller& caller, const std::string& id,
                       const std::string& action) const;
  base::Faults take_answer(store::Unit& unit, const identity::Caller& caller, RulingRecord& record,
                           const RulingAnswer& answer) const;

  store::Database& database_;
  casework::Casework& casework_;
  const Norms& norms_;
  const identity::Places& places_;
  const base::Clock& clock_;
  std::atomic<std::int64_t> known_{-1};  // of the rows that the book was made of
};

// The access table's name for a transition.
std::string ruling_action(std::string_view transition);

// A code that nobody guesses (100 bits), and how it is written: "K7QP2-M4XDE-…". Read back without
// regard to case, dashes and blanks; "" where it is none.
std::string make_code(base::RandomSource& random);
std::string tidy_code(std::string_view typed);

}  // namespace qinqing::norms
