// Types as `instance of` and the parameters of functions name them (grammar rules 54–56).
#include "dmn/feel/compiler.h"
#include "dmn/feel/nesting.h"
#include "dmn/names.h"

namespace qinqing::dmn::feel {

TypeRef Compiler::parse_type() {
  const Nesting nesting(depth_, at_);
  skip();
  if (take_word("function")) return peek("<") ? parse_function_type() : type_named("function");
  for (const std::string_view holder : {"list", "range", "context"})
    if (peek_word(holder)) {
      const std::size_t begin = at_;
      take_word(holder);
      if (peek("<")) return parse_type_arguments(holder);
      at_ = begin;
    }
  const auto candidates = prefixes();
  for (auto at = candidates.rbegin(); at != candidates.rend(); ++at) {
    const auto& [normal, end] = *at;
    TypeRef found = type_named(normal);
    if (const auto own = dictionary_.types.find(normal); own != dictionary_.types.end())
      found = own->second;
    if (!found) continue;
    at_ = end;
    return found;
  }
  fail("没有这个类型");
}

TypeRef Compiler::parse_type_arguments(std::string_view holder) {
  if (holder == "context") return parse_context_type();
  expect("<");
  TypeRef element = parse_type();
  expect(">");
  return holder == "list" ? list_of(std::move(element)) : range_of(std::move(element));
}

TypeRef Compiler::parse_context_type() {
  Type type;
  type.kind = Type::Kind::context;
  expect("<");
  if (!take(">")) {
    do {
      std::string member = declared_name({}, ":");
      expect(":");
      type.members.emplace_back(std::move(member), parse_type());
    } while (take(","));
    expect(">");
  }
  return std::make_shared<const Type>(std::move(type));
}

TypeRef Compiler::parse_function_type() {
  Type type;
  type.kind = Type::Kind::function;
  expect("<");
  if (!take(">")) {
    do type.members.emplace_back("", parse_type());
    while (take(","));
    expect(">");
  }
  expect("->");
  type.element = parse_type();
  return std::make_shared<const Type>(std::move(type));
}

}  // namespace qinqing::dmn::feel
