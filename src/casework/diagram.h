// A procedure as people look at it: a drawing (Mermaid) and tables, in Markdown. It is written to
// docs/procedures/, where a test compares it with the procedure it was drawn from.
//
// Thread-safety: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "casework/procedure.h"

namespace qinqing::casework {

// The name people use for a role that comes with a post; what it does not know stays as it is.
using RoleName = std::function<std::string(std::string_view)>;

std::string diagram(const Procedure& procedure, const RoleName& role_name);

}  // namespace qinqing::casework
