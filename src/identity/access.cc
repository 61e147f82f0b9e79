#include "identity/access.h"

#include <algorithm>
#include <stdexcept>

namespace qinqing::identity {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) {
  return !one.empty() && std::ranges::find(list, one) != list.end();
}

bool reaches(const Caller& caller, Reach reach, const Target& target) {
  switch (reach) {
    case Reach::public_:
      return true;
    case Reach::own:
      return holds(target.persons, caller.person);
    case Reach::unit:
      return !caller.organisation.empty() && caller.organisation == target.organisation;
    case Reach::level_down:
      return !caller.organisation.empty() && caller.organisation == target.organisation_above;
    case Reach::place:
      return holds(target.places, caller.place);
    case Reach::any:
      return caller.signed_in();
  }
  return false;
}

bool is_own(const Caller& caller, const Target& target) {
  return holds(target.persons, caller.person) || holds(target.persons, caller.stands_for);
}

const Action& known(std::string_view name) {
  const Action* action = find_action(name);
  if (action == nullptr)
    throw std::logic_error("no such action in the access table: " + std::string(name));
  return *action;
}

// Whether the caller may read the record that `action` is about.
bool knows_of(const Caller& caller, std::string_view action, const Target& target) {
  const std::string read = std::string(action.substr(0, action.find('.'))) + ".read";
  return std::ranges::any_of(grants(), [&](const Grant& grant) {
    return grant.action == read && grant.covers(caller.role) &&
           reaches(caller, grant.reach, target);
  });
}

std::string reach_text(const Action& action, const Grant& grant) {
  std::string text(name_of(grant.reach));
  if (action.never_own) text += "-own";
  if (grant.needs_basis) text += "+basis";
  return text;
}

}  // namespace

std::string_view name_of(Reach reach) {
  constexpr std::string_view kNames[] = {"public", "own", "unit", "level_down", "place", "any"};
  return kNames[static_cast<std::size_t>(reach)];
}

std::string_view title_of(Reach reach) {
  constexpr std::string_view kTitles[] = {"任何人",       "本人的",         "本单位的",
                                          "下一级单位的", "本地域及以下的", "全部"};
  return kTitles[static_cast<std::size_t>(reach)];
}

const Action* find_action(std::string_view name) {
  const auto found = std::ranges::find(actions(), name, &Action::name);
  return found == actions().end() ? nullptr : &*found;
}

std::vector<Grant> grants_of(Role role, std::string_view action) {
  known(action);
  std::vector<Grant> found;
  for (const Grant& grant : grants())
    if (grant.action == action && grant.covers(role)) found.push_back(grant);
  return found;
}

Access may(const Caller& caller, std::string_view action, const Target& target,
           std::string_view basis) {
  const bool kept_off = known(action).never_own && is_own(caller, target);
  if (caller.system) return Access::allowed;
  bool wants_basis = false;
  for (const Grant& grant : grants()) {
    if (kept_off || grant.action != action || !grant.covers(caller.role) ||
        !reaches(caller, grant.reach, target))
      continue;
    if (!grant.needs_basis || !basis.empty()) return Access::allowed;
    wants_basis = true;
  }
  if (wants_basis) return Access::needs_basis;
  return knows_of(caller, action, target) ? Access::refused : Access::hidden;
}

bool could(const Caller& caller, std::string_view action) {
  known(action);
  return std::ranges::any_of(grants(), [&](const Grant& grant) {
    return grant.action == action && grant.covers(caller.role) &&
           (grant.reach == Reach::public_ || caller.signed_in());
  });
}

std::string access_csv() {
  std::string csv = "role,action,reach\n";
  for (const Role role : kRoles) {
    for (const Action& action : actions()) {
      const std::string line = std::string(name_of(role)) + ',' + std::string(action.name) + ',';
      const auto found = grants_of(role, action.name);
      if (found.empty()) csv += line + "none\n";
      for (const Grant& grant : found) csv += line + reach_text(action, grant) + '\n';
    }
  }
  return csv;
}

}  // namespace qinqing::identity
