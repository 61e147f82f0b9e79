// The page that answers a check.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/object.hpp>

#include "norms/norms.h"
#include "norms/views_form.h"

namespace qinqing::norms {

// The data of `norms/verdict`, frame included. `form` and `way` are those the check was made of.
boost::json::object verdict_view(const Norms& norms, const AskForm& form, const Walk& way,
                                 const Check& check);

// A clause as it stands in an answer: its name, wording (HTML) and status line. `because` is empty.
boost::json::object clause_view(const Norms& norms, const ServedPack& served, const Clause& clause);

// The QR code's text for a receipt's hash.
std::string receipt_code(std::string_view hash);

}  // namespace qinqing::norms
