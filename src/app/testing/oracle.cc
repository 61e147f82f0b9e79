#include "app/testing/oracle.h"

#include <algorithm>

namespace qinqing::app::testing {
namespace {

using identity::Grant;
using identity::Reach;

bool has(const std::vector<std::string>& list, std::string_view one) {
  return std::ranges::find(list, one) != list.end();
}

bool related(const Town& town, const Somebody& who, Reach reach, const Record& record) {
  if (reach == Reach::public_) return true;
  if (!who.signed_in()) return false;
  if (reach == Reach::any) return true;
  if (reach == Reach::own) return has(record.persons, who.login);
  if (who.unit.empty()) return false;
  if (reach == Reach::unit) return record.unit == who.unit;
  if (reach == Reach::level_down)
    return !record.unit.empty() && town.unit(record.unit).parent == who.unit;
  return has(town.places(record.place), town.unit(who.unit).place);
}

// Of the lines that reach: 2 one that asks for nothing, 1 only such as want a basis, 0 none.
int reached(const Town& town, const Somebody& who, std::string_view action, const Record& record) {
  int best = 0;
  for (const Grant& line : identity::grants())
    if (line.action == action && line.covers(who.role) && related(town, who, line.reach, record))
      best = std::max(best, line.needs_basis ? 1 : 2);
  return best;
}

bool is_of(const Somebody& who, const Record& record) {
  return (who.signed_in() && has(record.persons, who.login)) ||
         (!who.stands_for.empty() && has(record.persons, who.stands_for));
}

bool never_own(std::string_view action) {
  return std::ranges::any_of(identity::actions(), [&](const identity::Action& each) {
    return each.name == action && each.never_own;
  });
}

}  // namespace

Right right(const Town& town, const Somebody& who, std::string_view action, const Record& record) {
  const int best = never_own(action) && is_of(who, record) ? 0 : reached(town, who, action, record);
  if (best == 2) return Right::yes;
  if (best == 1) return Right::needs_basis;
  const std::string read = std::string(action.substr(0, action.find('.'))) + ".read";
  return reached(town, who, read, record) > 0 ? Right::known : Right::unknown;
}

bool at_all(const Somebody& who, std::string_view action) {
  return std::ranges::any_of(identity::grants(), [&](const Grant& line) {
    return line.action == action && line.covers(who.role) &&
           (who.signed_in() || line.reach == Reach::public_);
  });
}

bool open_to_all(std::string_view action) {
  return std::ranges::any_of(identity::grants(), [&](const Grant& line) {
    return line.action == action && line.reach == Reach::public_ &&
           line.covers(identity::Role::public_);
  });
}

}  // namespace qinqing::app::testing
