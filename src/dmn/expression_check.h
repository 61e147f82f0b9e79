// What can be known of an expression without values: its type, its mistakes, its constant parts.
//
// A mistake is what the standard makes null of at run time (adding a number to a string, a name
// that does not exist). Strict models refuse it; others keep it and warn. An error is what cannot
// be kept.
//
// Thread-safety: an ExpressionCheck belongs to one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/fault.h"
#include "dmn/document.h"
#include "dmn/parser.h"
#include "dmn/tree.h"
#include "dmn/types.h"

namespace qinqing::dmn {

struct Finding {
  std::string code;
  std::size_t begin = 0;  // in the expression, in bytes
  std::string what;
  std::string right;
};

// The fault at `begin` of an expression, with its line of the file and its position, in characters,
// in the line of the expression that it stands in.
base::Fault expression_fault(const ExpressionText& text, const Finding& finding);
base::Fault expression_fault(const ExpressionText& text, const SyntaxError& error);

class ExpressionCheck {
 public:
  // `model_names`: all inputs and decisions, in scope or not; nullptr where no name may stand.
  ExpressionCheck(const TypeTable& types, std::span<const TypeId> slot_types,
                  const NameSet* model_names)
      : types_(types), slot_types_(slot_types), model_names_(model_names) {}

  // The type of what `node` gives. Constant parts become literals.
  TypeId check(Node& node);
  // The same for a cell over values of `type`; operands must come out as literals or names.
  void check(UnaryTests& tests, TypeId type);

  const std::vector<Finding>& mistakes() const { return mistakes_; }
  const std::vector<Finding>& errors() const { return errors_; }

 private:
  TypeId check_name(const Node& node);
  TypeId check_member(const Node& node, TypeId parent);
  TypeId check_arithmetic(const Node& node, TypeId left, TypeId right);
  TypeId check_comparison(const Node& node, TypeId left, TypeId right);
  TypeId check_logic(const Node& node, std::span<const TypeId> operands);
  void check_bound(TestBound& bound, TypeId type);
  void fold(Node& node);
  void mistake(std::string code, const Node& node, std::string what, std::string right = "");
  void wrong_kinds(const Node& node, TypeId left, std::optional<TypeId> right);

  const TypeTable& types_;
  std::span<const TypeId> slot_types_;
  const NameSet* model_names_;
  std::vector<Finding> mistakes_;
  std::size_t mistake_count_ = 0;  // those not kept included
  std::vector<Finding> errors_;
};

// A name, or a path into one.
bool is_qualified_name(const Node& node);
// "loan.principal". Requires is_qualified_name(node).
std::string qualified_name(const Node& node);

struct ConstantTests {
  std::optional<UnaryTests> tests;
  base::Faults faults;
};
// Allowed values: unary tests over literals only.
ConstantTests parse_constant_tests(const ExpressionText& text);

}  // namespace qinqing::dmn
