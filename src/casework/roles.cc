#include "casework/roles.h"

#include <algorithm>
#include <array>

namespace qinqing::casework {
namespace {

struct Role {
  std::string_view id, name;
};

constexpr std::array<Role, 8> kRoles{{{"unit_admin", "单位负责报备的人"},
                                      {"coordinator", "统战部、工商联"},
                                      {"department_handler", "部门经办人"},
                                      {"chamber_staff", "商会工作人员"},
                                      {"home_staff", "亲清家园工作人员"},
                                      {"judicial_liaison", "司法联络人"},
                                      {"inspector", "纪检监察"},
                                      {"index_editor", "指数编辑"}}};

}  // namespace

const std::set<std::string>& post_roles() {
  static const std::set<std::string> kNames = [] {
    std::set<std::string> names;
    for (const Role& role : kRoles) names.emplace(role.id);
    return names;
  }();
  return kNames;
}

std::string role_name(std::string_view role) {
  const auto* const found = std::ranges::find(kRoles, role, &Role::id);
  return std::string(found == kRoles.end() ? role : found->name);
}

}  // namespace qinqing::casework
