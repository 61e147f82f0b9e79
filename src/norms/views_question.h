// One question a page: who acts, which things happen, on which day, and then the facts that still
// matter.
//
// Thread-safety: pure functions over immutable packs.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "norms/norms.h"
#include "norms/views_form.h"

namespace qinqing::norms {

// The data of `norms/question`, frame included. `shown.step` is not the verdict.
boost::json::object question_view(const Norms& norms, const AskForm& form, const Walk& way,
                                  const Shown& shown);

// What was answered, in order, each with the step by which it is changed: {label, value, step}.
// Leaves out `but`.
boost::json::array answered_view(const AskForm& form, const Walk& way, const Step& but);

// {name, value} of each hidden field.
boost::json::array hidden_view(const AskForm& form, const Step& shown);

// At most how many questions may still come after this one.
std::size_t questions_left(const Pack& pack, const Walk& way, const Step& shown);

}  // namespace qinqing::norms
