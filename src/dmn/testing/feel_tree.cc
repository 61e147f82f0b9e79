#include "dmn/testing/feel_tree.h"

#include <algorithm>

namespace qinqing::dmn::testing {
namespace {

using Kind = FeelTree::Kind;

std::string joined(const std::vector<FeelTree>& parts, std::size_t from, const char* between) {
  std::string out;
  for (std::size_t i = from; i < parts.size(); ++i)
    out += (i > from ? between : "") + feel_text(parts[i]);
  return out;
}

const char* sign_of(Kind kind) {
  switch (kind) {
    case Kind::add:
      return " + ";
    case Kind::subtract:
      return " - ";
    case Kind::multiply:
      return " * ";
    case Kind::divide:
      return " / ";
    case Kind::less:
      return " < ";
    case Kind::at_most:
      return " <= ";
    case Kind::greater:
      return " > ";
    case Kind::at_least:
      return " >= ";
    case Kind::equal:
      return " = ";
    case Kind::not_equal:
      return " != ";
    case Kind::conjunction:
      return " and ";
    default:
      return " or ";
  }
}

const char* sign_of(feel::Range::Form form) {
  using Form = feel::Range::Form;
  switch (form) {
    case Form::less:
      return "< ";
    case Form::at_most:
      return "<= ";
    case Form::greater:
      return "> ";
    case Form::at_least:
      return ">= ";
    case Form::not_equal:
      return "!= ";
    default:
      return "= ";
  }
}

std::string iteration_text(const FeelTree& tree) {
  std::string out = tree.kind == Kind::for_each ? "for "
                    : tree.kind == Kind::some   ? "some "
                                                : "every ";
  for (std::size_t i = 0; i < tree.names.size(); ++i)
    out += (i > 0 ? ", " : "") + tree.names[i] + " in " + feel_text(tree.parts[i]);
  return "(" + out + (tree.kind == Kind::for_each ? " return " : " satisfies ") +
         feel_text(tree.parts.back()) + ")";
}

std::string context_text(const FeelTree& tree) {
  std::string out;
  for (std::size_t i = 0; i < tree.names.size(); ++i)
    out += (i > 0 ? ", " : "") + tree.names[i] + ": " + feel_text(tree.parts[i]);
  return "{" + out + "}";
}

}  // namespace

FeelTree FeelTree::of(feel::Value value) {
  FeelTree out;
  out.literal = std::move(value);
  return out;
}

FeelTree FeelTree::named(std::string name) {
  FeelTree out;
  out.kind = Kind::name;
  out.text = std::move(name);
  return out;
}

FeelTree FeelTree::made(Kind kind, std::vector<FeelTree> parts) {
  FeelTree out;
  out.kind = kind;
  out.parts = std::move(parts);
  return out;
}

FeelTree FeelTree::called(std::string function, std::vector<FeelTree> arguments) {
  FeelTree out = made(Kind::call, std::move(arguments));
  out.text = std::move(function);
  return out;
}

std::string feel_text(const FeelTree& tree) {
  switch (tree.kind) {
    case Kind::literal:
      return tree.literal.to_feel();
    case Kind::name:
      return tree.text;
    case Kind::negate:
      return "(-" + feel_text(tree.parts[0]) + ")";
    case Kind::between:
      return "(" + feel_text(tree.parts[0]) + " between " + feel_text(tree.parts[1]) + " and " +
             feel_text(tree.parts[2]) + ")";
    case Kind::in:
      return "(" + feel_text(tree.parts[0]) + " in (" + joined(tree.parts, 1, ", ") + "))";
    case Kind::conditional:
      return "(if " + feel_text(tree.parts[0]) + " then " + feel_text(tree.parts[1]) + " else " +
             feel_text(tree.parts[2]) + ")";
    case Kind::for_each:
    case Kind::some:
    case Kind::every:
      return iteration_text(tree);
    case Kind::filter:
      // -2[1] is -(2[1]).
      return "(" + feel_text(tree.parts[0]) + ")[" + feel_text(tree.parts[1]) + "]";
    case Kind::list:
      return "[" + joined(tree.parts, 0, ", ") + "]";
    case Kind::context:
      return context_text(tree);
    case Kind::path:
      return feel_text(tree.parts[0]) + "." + tree.text;
    case Kind::range:
      return (tree.start_included ? "[" : "(") + joined(tree.parts, 0, "..") +
             (tree.end_included ? "]" : ")");
    case Kind::unary_range:
      return sign_of(tree.form) + feel_text(tree.parts[0]);
    case Kind::call:
      return tree.text + "(" + joined(tree.parts, 0, ", ") + ")";
    default:
      return "(" + joined(tree.parts, 0, sign_of(tree.kind)) + ")";
  }
}

bool mentions(const FeelTree& tree, std::string_view name) {
  if (tree.kind == Kind::name && tree.text == name) return true;
  return std::ranges::any_of(tree.parts,
                             [name](const FeelTree& part) { return mentions(part, name); });
}

}  // namespace qinqing::dmn::testing
