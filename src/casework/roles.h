// The roles that come with a post and may act in a case, by the names procedures use.
//
// Thread-safety: pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace qinqing::casework {

// unit_admin, coordinator, …: every role of the house but public and sysadmin, which has no part in
// any case.
const std::set<std::string>& post_roles();

// "unit_admin" → "单位管理员"; a role that is none of the house's stays as it is.
std::string role_name(std::string_view role);

}  // namespace qinqing::casework
