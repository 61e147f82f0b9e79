#include "casework/roles.h"

#include <algorithm>

#include "identity/role.h"

namespace qinqing::casework {

const std::set<std::string>& post_roles() {
  static const std::set<std::string> kNames = [] {
    std::set<std::string> names;
    for (const identity::Role role : identity::kRoles)
      if (role != identity::Role::public_ && role != identity::Role::sysadmin)
        names.emplace(identity::name_of(role));
    return names;
  }();
  return kNames;
}

std::string role_name(std::string_view role) {
  const auto* const found =
      std::ranges::find_if(identity::kRoles, [&](auto r) { return identity::name_of(r) == role; });
  return std::string(found == identity::kRoles.end() ? role : identity::title_of(*found));
}

}  // namespace qinqing::casework
