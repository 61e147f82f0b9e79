// A receipt read back: whether it was changed, whether the same lists still say the same, and what
// is written in it in words.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "norms/norms.h"

namespace qinqing::norms {

// The data of `norms/receipt`: where a receipt is pasted or chosen. `error` is said beside the
// field, "" for none; `typed` is shown again.
boost::json::object receipt_form_view(const Norms& norms, const ServedPack& served,
                                      const std::string& error, const std::string& typed);

// The data of `norms/receipt_result`.
boost::json::object receipt_result_view(const Norms& norms, const ServedPack& served,
                                        const ReceiptCheck& check);

}  // namespace qinqing::norms
