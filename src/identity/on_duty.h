// Who holds a post of some role on a day, wherever.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "identity/role.h"
#include "store/sql.h"

namespace qinqing::identity {

// Each person once, by id.
std::vector<std::string> persons_on_duty(store::Sql& sql, Role role, base::Date day);

}  // namespace qinqing::identity
