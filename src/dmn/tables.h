// Decision tables as the public header shows them: as written, with their endpoints.
#pragma once

#include "dmn/checker.h"
#include "dmn/dmn.h"
#include "dmn/linker.h"

namespace qinqing::dmn {

// Requires both of the same decision, without faults.
Table shown_table(const TableDocument& text, const CheckedTable& checked, const Linked& linked);

}  // namespace qinqing::dmn
