// DMN XML to a Document: the shape of the file checked, nothing of its meaning.
//
// Thread-safety: pure functions.
#pragma once

#include <string_view>

#include "base/fault.h"
#include "dmn/document.h"

namespace qinqing::dmn {

// Every fault of shape is collected: a missing attribute, a rule with too few cells, a hit policy
// that does not exist. Faults carry no file name.
base::Result<Document> read_document(std::string_view xml);

}  // namespace qinqing::dmn
