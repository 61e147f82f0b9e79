// Boxed expressions (DMN 1.5 §7.3, §10.2) compiled into a program.
//
// Thread-safety: belongs to the loader.
#pragma once

#include <string_view>

#include "base/fault.h"
#include "dmn/feel/compiler.h"
#include "dmn/graph/type_reader.h"
#include "dmn/xml_tree.h"

namespace qinqing::dmn::graph {

// The first child that is an expression; nullptr where there is none.
const XmlTree::Element* expression_in(const XmlTree::Element& element);

class BoxedCompiler {
 public:
  BoxedCompiler(const XmlTree& tree, feel::Compiler& compiler, TypeReader& types,
                base::Faults& problems)
      : tree_(tree), compiler_(compiler), types_(types), problems_(problems) {}

  // Never fails: what is wrong becomes a problem and a node that is null. `self`: the name that a
  // function may call itself by.
  feel::Typed compile(const XmlTree::Element& expression, std::string_view self = {});
  // The expression inside `element`; null where there is none.
  feel::Typed compile_inside(const XmlTree::Element& element, std::string_view self = {});

 private:
  feel::Typed compile_logic(const XmlTree::Element& expression, std::string_view self);
  feel::Typed literal(const XmlTree::Element& expression);
  feel::Typed context(const XmlTree::Element& expression);
  feel::Typed list(const XmlTree::Element& expression);
  feel::Typed relation(const XmlTree::Element& expression);
  feel::Typed invocation(const XmlTree::Element& expression);
  feel::Typed function(const XmlTree::Element& expression, std::string_view self);
  feel::Typed conditional(const XmlTree::Element& expression);
  feel::Typed filter(const XmlTree::Element& expression);
  feel::Typed iterator(const XmlTree::Element& expression, feel::Op op);
  // boxed_table.cc
  feel::Typed table(const XmlTree::Element& expression);
  void table_input(const XmlTree::Element& input, feel::DecisionTable& table);
  void table_output(const XmlTree::Element& output, bool only, feel::DecisionTable& table);
  void table_rule(const XmlTree::Element& rule, feel::DecisionTable& table);
  static feel::TableText::Rule rule_text(const XmlTree::Element& rule);
  feel::NodeId tests(const XmlTree::Element& holder, std::uint32_t slot, const feel::TypeRef& type);

  // The text of a child `text`, compiled; a problem where it is none.
  feel::Typed text_of(const XmlTree::Element& element);
  feel::Typed fault(const XmlTree::Element& element, std::string what);
  feel::Typed child(const XmlTree::Element& element, const char* name);

  const XmlTree& tree_;
  feel::Compiler& compiler_;
  TypeReader& types_;
  base::Faults& problems_;
  std::size_t depth_ = 0;
};

}  // namespace qinqing::dmn::graph
