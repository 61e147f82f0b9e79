// Tells the inspectors, by a notice on the page and by e-mail, that a witness does not sign.
#pragma once

#include <string_view>

#include "app/house.h"
#include "ledger/rows.h"

namespace qinqing::app {

// Why a witness does not sign, for people.
std::string_view witness_problem_in_words(std::string_view problem);

// `row` as Showing::run gives it, once its problem is another. No problem is no alarm, and that
// there is no head yet neither.
void tell_inspectors(House& house, const ledger::WitnessRow& row);

}  // namespace qinqing::app
