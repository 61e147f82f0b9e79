// What the access table gives to somebody over a record, told a second time and in another way:
// from the lines of the table (identity::grants) and from who is who in the town. Nothing of it
// asks the functions by which the services decide.
//
// Thread-safety: pure functions.
#pragma once

#include <string_view>

#include "app/testing/town.h"
#include "identity/access.h"

namespace qinqing::app::testing {

enum class Right {
  yes,
  needs_basis,  // yes, once a basis is named
  known,        // no, but they may read it
  unknown       // no, and for them it is not there
};

Right right(const Town& town, const Somebody& who, std::string_view action, const Record& record);

// Whether any line gives the action to their role, whatever the record.
bool at_all(const Somebody& who, std::string_view action);
// Whether everybody has it, signed in or not.
bool open_to_all(std::string_view action);

}  // namespace qinqing::app::testing
