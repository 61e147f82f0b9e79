// A case as the API answers it: what was done, what is owed by when, the way it takes, what its
// reader may do. Every kind of case shows these alike.
//
// Every member is always there: what is not known is null. `describe` says what stands in a string
// or in a JSON value (base/reader.h).
//
// Lifetime: plain values; a CaseView is used by one thread, inside the transaction of its Sql.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "casework/casework.h"
#include "casework/procedure.h"
#include "casework/rows.h"
#include "identity/directory.h"

namespace qinqing::casework {

// What a due day says: soon is today or tomorrow, hold is paused.
enum class Light { ok, soon, late, hold };
BOOST_DESCRIBE_ENUM(Light, ok, soon, late, hold)

Light light_of(base::Date due, bool paused, base::Date today);

// What somebody wrote with a step.
struct SaidJson {
  std::string label;
  boost::json::value value;
  static constexpr std::string_view kTitle = "Said";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(SaidJson, (), (label, value))

struct TakenStepJson {
  std::int64_t n = 0;
  std::string at;  // instant
  std::string said;
  std::string by;
  std::string post;
  std::string state_label;
  std::vector<SaidJson> note;
  static constexpr std::string_view kTitle = "Step";
};
BOOST_DESCRIBE_STRUCT(TakenStepJson, (), (n, at, said, by, post, state_label, note))

struct DeadlineJson {
  std::string id;
  std::int64_t round = 0;
  std::string label;
  base::Date due;
  std::string weekday;
  DeadlineState state = DeadlineState::running;
  bool open = false;  // still owed
  std::string light;  // "" where it is not
  bool provisional = false;
  std::string owed_by;
  std::optional<base::Date> met_on;
  std::int64_t certificates = 0;  // it may have been counted again
  boost::json::value certificate;
  static constexpr std::string_view kTitle = "Deadline";
  static void describe(boost::json::object& properties);
};
BOOST_DESCRIBE_STRUCT(DeadlineJson, (),
                      (id, round, label, due, weekday, state, open, light, provisional, owed_by,
                       met_on, certificates, certificate))

// A state on the way: gone through, the one it is in, or the one that follows.
enum class StageStatus { done, now, next };
BOOST_DESCRIBE_ENUM(StageStatus, done, now, next)

struct StageJson {
  std::string id;
  std::string label;
  StageStatus status = StageStatus::done;
  static constexpr std::string_view kTitle = "Stage";
};
BOOST_DESCRIBE_STRUCT(StageJson, (), (id, label, status))

struct ChoiceJson {
  std::string id;
  std::string label;
  static constexpr std::string_view kTitle = "Choice";
};
BOOST_DESCRIBE_STRUCT(ChoiceJson, (), (id, label))

struct FieldJson {
  std::string id;
  std::string label;
  std::string hint;
  FieldType type = FieldType::text;
  bool required = false;
  std::int64_t max = 0;
  std::vector<ChoiceJson> choices;
  static constexpr std::string_view kTitle = "Field";
};
BOOST_DESCRIBE_STRUCT(FieldJson, (), (id, label, hint, type, required, max, choices))

struct ActJson {
  std::string id;
  std::string label;
  std::optional<std::string> confirm;
  std::string why_not;   // "" where it may be done now
  bool primary = false;  // does what is owed first
  std::vector<FieldJson> fields;
  static constexpr std::string_view kTitle = "Act";
};
BOOST_DESCRIBE_STRUCT(ActJson, (), (id, label, confirm, why_not, primary, fields))

class CaseView {
 public:
  // All must outlive it.
  CaseView(store::Sql& sql, const Docket& docket, const identity::Caller& caller,
           const identity::Places& places)
      : sql_(sql), docket_(docket), caller_(caller), directory_(sql, places) {}

  // `opening`: what the first step is called. `roles`: those of the reader in the case.
  std::vector<TakenStepJson> steps(const std::string& opening,
                                   const std::vector<std::string>& roles) const;
  std::vector<DeadlineJson> deadlines() const;
  // The states gone through, the one it is in, and the one that follows if what is owed is done.
  std::vector<StageJson> path() const;

  // What a domain knows of its own deadlines and fields.
  struct Own {
    // Whether the arrow does what is owed by this row; the procedure's own deadlines are known.
    std::function<bool(const CaseDeadline&, const std::string& transition)> does_it;
    std::function<void(FieldJson&)> of_field;
  };
  // What the reader could take now; the first that does what is owed first is primary.
  std::vector<ActJson> may(const Casework& casework, const Own& own) const;

  const Procedure& procedure() const { return docket_.procedure(); }

 private:
  std::string who_owes(const CaseDeadline& row) const;
  StageJson stage(const std::string& state, StageStatus status) const;
  bool does_what_is_owed(const std::string& transition, const Own& own) const;
  FieldJson field_json(const Field& field, const Own& own) const;

  store::Sql& sql_;
  const Docket& docket_;
  const identity::Caller& caller_;
  identity::Directory directory_;
};

// The label of a state or role; its id where the procedure has none of it.
std::string state_label(const Procedure& procedure, const std::string& state);
std::string role_label(const Procedure& procedure, const std::string& role);

}  // namespace qinqing::casework
