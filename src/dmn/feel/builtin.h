// The table of built-in functions (DMN 1.5 §10.3.4). Each family of functions has its own file and
// hands over its entries.
//
// A signature is written as the standard writes it: "string: string, start position: number,
// length: number?". `?` may be missing, `!` may be null, `...` stands for any number of arguments
// (a list of one list, or the items). Any other argument that is null makes the result null.
//
// Thread-safety: immutable.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "dmn/feel/evaluator.h"

namespace qinqing::dmn::feel {

using Body = Value (*)(Evaluator& evaluator, std::span<Value> arguments);

struct Signature {
  std::string_view parameters;
  Body body;
};

struct Builtin {
  std::string_view name;
  std::vector<Signature> signatures;
};

std::vector<Builtin> string_functions();
std::vector<Builtin> text_pattern_functions();
std::vector<Builtin> number_functions();
std::vector<Builtin> list_functions();
std::vector<Builtin> aggregate_functions();
std::vector<Builtin> temporal_functions();
std::vector<Builtin> conversion_functions();
std::vector<Builtin> context_functions();
std::vector<Builtin> range_functions();

// Items by the order that a function says ("a stands before b"): a merge sort, so that a function
// that contradicts itself cannot do harm.
List sorted_by(Evaluator& evaluator, List items, const Value& precedes);

}  // namespace qinqing::dmn::feel
