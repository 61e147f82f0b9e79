// Tokens to trees: expressions and the unary tests of a table's cells, in S-FEEL with and, or, not,
// paths and lists.
//
// Precedence, lowest first: or · and · comparison · + − · * / · ** · unary − · path. ** and the
// others group to the left and unary minus binds tighter than ** (so −5 ** 2 is 25), as the
// standard has it.
//
// Hostile text: at most kExpressionBytesMax bytes, kTestsMax tests in a cell and Node::kDepthMax
// levels, else a SyntaxError.
//
// Thread-safety: pure functions.
#pragma once

#include <string_view>
#include <variant>

#include "dmn/lexer.h"
#include "dmn/names.h"
#include "dmn/tree.h"

namespace qinqing::dmn {

inline constexpr std::size_t kExpressionBytesMax = 64 * 1024;
inline constexpr std::size_t kTestsMax = 2'000;

// What an expression may refer to.
struct Scope {
  NameSet names;           // ids are slots
  const NameSet* members;  // the components of all item definitions; never null
};

std::variant<Node, SyntaxError> parse_expression(std::string_view text, const Scope& scope);
std::variant<UnaryTests, SyntaxError> parse_unary_tests(std::string_view text, const Scope& scope);

}  // namespace qinqing::dmn
