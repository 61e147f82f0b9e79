// What FEEL means, written from DMN 1.5 §10.3.2 and §10.3.4 and as plainly as it goes: a walk over
// the tree, variables by name, nothing prepared. It shares the value type and the decimal numbers
// with the engine and nothing of its compiler or evaluator.
//
// THIS CODE SHOULD NEVER BE USED IN PRODUCTION.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dmn/feel/value.h"
#include "dmn/testing/feel_tree.h"

namespace qinqing::dmn::testing {

using PlainNames = std::map<std::string, feel::Value, std::less<>>;

feel::Value plain_value(const FeelTree& tree, const PlainNames& names);

// Table 53: nullopt of kinds that cannot be compared.
std::optional<bool> plain_equal(const feel::Value& a, const feel::Value& b);
// Below 0, 0, above 0; nullopt where there is no order.
std::optional<int> plain_order(const feel::Value& a, const feel::Value& b);
// Whether `value` is what the test's value says: equal to it, in the range, among the list.
std::optional<bool> plain_in(const feel::Value& value, const feel::Value& test);
feel::Value plain_sum(const feel::Value& a, const feel::Value& b);
feel::Value plain_difference(const feel::Value& a, const feel::Value& b);
feel::Value plain_product(const feel::Value& a, const feel::Value& b);
feel::Value plain_quotient(const feel::Value& a, const feel::Value& b);
feel::Value plain_negated(const feel::Value& value);
// Of two numbers; else null.
feel::Value plain_numeric(const feel::Value& a, const feel::Value& b,
                          std::optional<base::Decimal> (*by)(const base::Decimal&,
                                                             const base::Decimal&));
int plain_weekday(feel::Date date);  // 1 is Monday
// Table 50.
std::optional<bool> plain_both(std::optional<bool> a, std::optional<bool> b);

// plain_functions.cc: a built-in function on values.
feel::Value plain_call(const std::string& function, std::vector<feel::Value> arguments);

}  // namespace qinqing::dmn::testing
