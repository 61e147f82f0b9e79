// A policy pack in memory: what a city adopts, read from its folder, checked and linked.
//
// A pack is data with stable ids (DESIGN §3.1): conducts and facts, dated parameters, clauses,
// duties, one decision table a conduct. Nothing here knows any particular city.
//
//   auto pack = load_pack("policy/ningbo");        // Result: every fault with file and line
//   pack->find_fact("meal_cost")->question;
//
// Links between parts are indices into the vectors of the same pack; they are valid in any loaded
// pack. A Pack is immutable once loaded and may be shared between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/deadline.h"
#include "base/decimal.h"
#include "base/fault.h"
#include "dmn/dmn.h"

namespace qinqing::norms {

// Who acts. The two sides of a contact are the ground of the whole system, not a pack's choice.
enum class Actor : std::uint8_t { official, entrepreneur };
std::string_view to_string(Actor actor);
std::optional<Actor> parse_actor(std::string_view text);

// Which actors something is for.
struct Actors {
  bool official = false;
  bool entrepreneur = false;
  bool has(Actor actor) const { return actor == Actor::official ? official : entrepreneur; }
};

// What a rule does to the conduct it is about, mildest first; `duty` imposes duties and leaves the
// conduct to the other rules.
enum class Effect : std::uint8_t { duty, permit, refer, deny };
std::string_view to_string(Effect effect);
std::optional<Effect> parse_effect(std::string_view text);

// What a clause's wording is worth (DESIGN §3.2), strongest first.
enum class Status : std::uint8_t { official, reported, drafted };
std::string_view to_string(Status status);

enum class Side : std::uint8_t { positive, negative, enterprise, law };
std::string_view to_string(Side side);

enum class FactType : std::uint8_t { choice, boolean, money, count, decimal, date };
std::string_view to_string(FactType type);

using Index = std::uint16_t;

struct Group {
  std::string id;
  std::string label;
};

struct Conduct {
  std::string id;
  Actors actors;
  std::string label;
  std::string group;  // a Group's id, or ""
  std::string hint;
  std::vector<std::string> keywords;
  // Of a contact with this conduct the other side has one of these to tell: what one gives the
  // other receives.
  std::vector<Index> other_side;
};

struct Choice {
  std::string id;
  std::string label;
};

struct Fact {
  std::string id;
  std::optional<Index> conduct;  // none: of the context, asked once for all conducts
  Actors actors;
  std::string question;
  std::map<std::string, std::string> question_for;  // by actor, where it differs
  std::string label;  // short, for lists; the question where not given
  std::string why;
  std::string hint;
  FactType type = FactType::choice;
  std::string unit;
  std::vector<Choice> choices;  // in the order they are shown; of a choice only
  bool changeable = false;
  bool private_ = false;
  std::optional<Index> other_side;  // the fact in which the other side says the same

  const std::string& question_of(Actor actor) const;
  const Choice* find_choice(std::string_view choice_id) const;
};

struct DatedValue {
  base::Date from;
  base::Decimal value;
};

struct Parameter {
  std::string id;
  FactType type = FactType::money;  // money, count or decimal
  std::string label;
  std::string unit;
  std::vector<DatedValue> values;  // by `from`, earliest first
  std::string basis;
  bool own = false;  // the office's own number, no law gives it

  // nullptr before the first value.
  const DatedValue* at(base::Date day) const;
};

struct Basis {
  std::string kind;  // law | list | report | guide | case
  std::string title;
  std::string source;  // id of a Source of the pack, or ""
  std::string article;
  std::string item;
  std::optional<base::Date> edition;  // the day that edition came into force
  std::string verified;               // L | G | P | unverified
  std::string note;
};

struct Clause {
  std::string id;
  Side side = Side::positive;
  std::string number;
  std::string title;
  Status status = Status::drafted;
  base::Date from;
  std::optional<base::Date> to;  // last day in force
  std::string replaced_by;       // id of the clause that follows it, or ""
  std::vector<Basis> basis;
  std::string wording;  // Markdown

  bool in_force(base::Date day) const { return from <= day && (!to || day <= *to); }
};

enum class DutyTime : std::uint8_t { before, after };

struct Duty {
  std::string id;
  DutyTime when = DutyTime::before;
  std::string who;
  std::string does;
  std::string to;
  // asked_on, contact_on, or the id of a date fact.
  std::string anchor;
  std::optional<Index> anchor_fact;
  base::Period offset;
  bool until_1730 = false;  // else the end of the day
  std::optional<Index> met_fact;
  std::vector<std::string> met_values;  // the fact's values that meet the duty, as written
  std::vector<Index> clauses;
};

struct Rule {
  std::string id;
  Index conduct = 0;
  Index row = 0;  // in the conduct's table
  std::string reason;
  Effect effect = Effect::refer;
  std::vector<Index> duties;
  std::vector<Index> clauses;
};

// One column of a conduct's table: the fact or the parameter it looks at.
struct Column {
  std::optional<Index> fact;
  std::optional<Index> parameter;
};

// What the table of one conduct needs to be evaluated.
struct ConductTable {
  std::string file;
  std::shared_ptr<const dmn::Model> model;
  dmn::DecisionRef decision{};
  std::vector<Column> columns;                             // one an input clause
  std::vector<std::pair<dmn::InputRef, Column>> bindings;  // one an input of the model
  std::vector<Index> rules;                                // by row
  std::optional<base::Date> gaps_reviewed;
  std::string gaps_reviewed_by;
};

struct Source {
  std::string id;
  std::string title;
  std::string kind;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::string publisher;
  std::string date;
  std::string url;
  std::string verified;
  std::string note;
};

// Whom to ask where the pack gives no answer, and within how long they answer.
struct Ask {
  std::string whom;
  std::string how;
  std::string within;
  std::string basis;
  bool own = false;
};

struct Pack {
  std::string id;
  std::string title;
  std::string issuer;
  std::string place;
  std::string note;
  base::Date from;
  std::optional<base::Date> to;
  Ask ask;
  std::vector<Source> sources;
  Actors actors;
  std::vector<Group> groups;
  std::vector<Conduct> conducts;
  std::vector<Fact> facts;  // in the order in which they are asked
  std::vector<Parameter> parameters;
  std::vector<Clause> clauses;  // positive, negative, enterprise, law; each by file name
  std::vector<Duty> duties;
  std::vector<Rule> rules;
  std::vector<ConductTable> tables;  // one a conduct, same index
  // "sha256:…" over the RFC 8785 form of {path: sha256 of the file}, without tests/.
  std::string hash;

  std::optional<Index> conduct_index(std::string_view id) const;
  std::optional<Index> fact_index(std::string_view id) const;
  std::optional<Index> parameter_index(std::string_view id) const;
  std::optional<Index> clause_index(std::string_view id) const;
  std::optional<Index> duty_index(std::string_view id) const;
  std::optional<Index> rule_index(std::string_view id) const;
  const Fact* find_fact(std::string_view id) const;
  const Clause* find_clause(std::string_view id) const;
  const Source* find_source(std::string_view id) const;
  bool in_force(base::Date day) const { return from <= day && (!to || day <= *to); }
};

// The bytes of a pack's files by path below its folder ("rules/eat.dmn").
using PackFiles = std::map<std::string, std::string>;

// Reads a folder. Faults where it cannot be read, is no folder, or is larger than a pack can be
// (8 MB, 2,000 files). Files whose names begin with a dot are left out.
base::Result<PackFiles> read_pack_files(const std::filesystem::path& folder);

// Turns files into a linked pack, remembering parsed files by their bytes, so that reading many
// variants of one pack costs only what differs. One thread at a time.
class PackReader {
 public:
  PackReader();
  ~PackReader();
  PackReader(const PackReader&) = delete;
  PackReader& operator=(const PackReader&) = delete;

  // Every fault of every file. A pack with a dangling id, a table the engine refuses, or an input
  // that no fact or parameter has is no pack.
  base::Result<Pack> read(const PackFiles& files);

 private:
  struct Memo;
  std::unique_ptr<Memo> memo_;
};

base::Result<Pack> load_pack(const std::filesystem::path& folder);

// The hash of a pack's files (see Pack::hash).
std::string pack_hash(const PackFiles& files);

}  // namespace qinqing::norms
