// What must hold of every case after every step.
#pragma once

#include <string>
#include <vector>

#include "casework/docket.h"
#include "store/sql.h"

namespace qinqing::casework::testing {

// Every broken rule, as a sentence; empty where all hold.
std::vector<std::string> broken_invariants(const Docket& docket, store::Sql& sql);

}  // namespace qinqing::casework::testing
