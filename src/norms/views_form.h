// The guided check between two pages: what the form says so far, and which step comes next.
//
// Nothing is kept on the server, so every answer travels in the form's body. Two things follow.
// First, everything in it may be stale or made up: ids that the pack does not have are left out and
// said so, values that cannot be read lead back to their question, nothing is believed. Second, the
// way a person took needs no record: the order of questions follows from the answers alone, so
// walking it again from the first one gives the same way (walk()).
//
//   auto form = read_form(norms, *request.form());
//   const Walk way = walk(norms, *form);
//   const Shown shown = choose_step(*form, way);      // the page to show
//
// An answer that is no longer asked for (its conduct was taken out, or another answer made it
// irrelevant) stays in the form and comes back with its question, but is not judged.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/fault.h"
#include "http/form.h"
#include "norms/norms.h"
#include "norms/views_typed.h"

namespace qinqing::norms {

enum class StepKind : std::uint8_t { actor, conducts, day, fact, verdict };

struct Step {
  StepKind kind = StepKind::actor;
  Index fact = 0;  // where kind is fact
  friend bool operator==(const Step&, const Step&) = default;
};

// "actor", "conducts", "day", "verdict", or a fact's id after "f.".
std::string step_name(const Pack& pack, const Step& step);
std::optional<Step> parse_step(const Pack& pack, std::string_view name);

struct AskForm {
  const ServedPack* served = nullptr;
  std::vector<std::string> actors;   // each once
  std::vector<Index> conducts;       // of either actor, in the pack's order
  std::vector<std::string> days;     // each once
  std::vector<TypedAnswer> answers;  // one a fact of the pack
  std::optional<base::Date> asked_on;
  std::string place;                 // whose rulings hold too; "" = not said
  std::optional<Step> at;            // the step that was on the page
  std::string action;                // next | back | edit:STEP
  bool returning = false;            // after this step go on to the first open one, not to the next
  std::vector<std::string> notices;  // what of the form could not be used, one sentence each
};

// Faults: "unknown_pack". Anything else that is wrong with a form is said on its pages.
base::Result<AskForm> read_form(const Norms& norms, const http::Form& form);

// The steps that are answered, in order, and the first that is not.
struct Walk {
  std::vector<Step> done;
  Step open;            // `verdict` where nothing is left to ask
  std::string fault;    // why what was sent for `open` cannot be used; "" where nothing was sent
  Situation situation;  // of the steps done; complete where `open` is the verdict
};
Walk walk(const Norms& norms, const AskForm& form);

struct Shown {
  Step step;
  std::string fault;  // to be said beside the field
  bool returning = false;
};
// Where the person wants to go: on, one step back, or to one answer.
Shown choose_step(const AskForm& form, const Walk& way);

// Everything the form holds but what the step on the page asks for itself.
std::vector<std::pair<std::string, std::string>> hidden_fields(const AskForm& form,
                                                               const Step& shown);

}  // namespace qinqing::norms
