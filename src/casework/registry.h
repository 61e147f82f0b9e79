// The functions that procedures call by name. A domain registers its own before the server starts;
// a procedure that names one that is not here is refused then.
//
//   registry.guard("contact_over", [](const Scene& scene) -> std::optional<std::string> {
//     if (day_of_contact(scene) <= scene.caller.today) return std::nullopt;
//     return "接触那天还没有到";
//   });
//
// Every procedure has these:
//   guards   all_confirmed (nobody is waiting to confirm), none_disputed, is_asked (the caller is
//            waited for, or has disputed)
//   effects  number (gives the case its number, once), confirm and dispute (the caller's own part
//   in
//            the role in which he acts), unconfirm (all who confirmed or disputed are asked again)
//
// Thread-safety: registration from one thread before anything runs; then const, from any thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casework/docket.h"
#include "casework/field_values.h"
#include "casework/procedure_check.h"
#include "store/unit.h"

namespace qinqing::casework {

class Proceeding;

// What a guard looks at.
struct Scene {
  const Docket& docket;
  const identity::Caller& caller;  // the system (no account) where an arrow is taken by itself
  const FieldValues& given;
  store::Sql& sql;
};

// Why not, as one sentence for the caller, or nullopt where it may happen. Of an automatic arrow
// the reason is not shown to anybody.
using Guard = std::function<std::optional<std::string>(const Scene&)>;
// What else happens. Faults roll the whole act back and are shown to the caller.
using Effect = std::function<base::Faults(Proceeding&)>;
// A day of the case that deadlines count from; nullopt while it is not known: they do not start.
using AnchorDay = std::function<std::optional<base::Date>(const Scene&)>;
// What is kept beside a case by those who do not run it: a row of a list, a notice. Called in the
// unit of work of every change of a case, by people or by the system, after it was written; what it
// throws rolls the change back. `before` has version 0 where the case is opened.
using Follow = std::function<void(store::Unit& unit, const Docket& before, const Docket& now,
                                  const identity::Caller& by)>;
// Whether a holder of the role is the right one for this case.
using Scope = std::function<bool(const Docket&, const identity::Caller&)>;

class Registry {
 public:
  Registry();

  // Each throws std::logic_error for a name that is taken.
  void guard(const std::string& name, Guard guard);
  void effect(const std::string& name, Effect effect);
  void anchor(const std::string& name, AnchorDay day);
  // For a role whose holders are not bound to the case's unit (of_the_unit).
  void scope(const std::string& role, Scope scope);

  // Cases of that procedure ("": of every one) are followed from here on.
  void follow(const std::string& procedure, Follow follow);

  // Valid as long as the registry.
  Vocabulary vocabulary() const;

  // Each throws std::logic_error for an unknown name: a checked procedure has none.
  const Guard& guard_of(std::string_view name) const;
  const Effect& effect_of(std::string_view name) const;
  const AnchorDay& anchor_of(std::string_view name) const;
  bool in_scope(std::string_view role, const Docket& docket, const identity::Caller& caller) const;
  void tell_followers(store::Unit& unit, const Docket& before, const Docket& now,
                      const identity::Caller& by) const;

 private:
  template <class F>
  using Named = std::map<std::string, F, std::less<>>;
  Named<Guard> guards_;
  Named<Effect> effects_;
  Named<AnchorDay> anchors_;
  Named<Scope> scopes_;
  Named<std::vector<Follow>> followers_;  // by procedure
  std::set<std::string> guard_names_, effect_names_, anchor_names_;
};

}  // namespace qinqing::casework
