// From the text of an expression to a Program. FEEL's names may hold spaces and operators, so text
// can only be read knowing the names in scope: parsing and resolving are one pass, and the longest
// name that stands at a place is meant.
//
// Boxed expressions are built with the same compiler: it keeps the scopes, the slots and what
// functions capture, whether a variable was declared by an expression's text or by a model's
// element.
//
// Thread-safety: a compiler belongs to one thread.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dmn/feel/program.h"

namespace qinqing::dmn::feel {

// Thrown by the compiler; what() is Chinese, `position` a byte of the text.
struct SyntaxError {
  std::size_t position = 0;
  std::string what;
};

struct Typed {
  NodeId node = kNoNode;
  TypeRef type;  // nullptr: not known
};

// A name that an expression may use without declaring it.
struct Variable {
  enum class Kind : std::uint8_t { global, value };
  Kind kind = Kind::global;
  std::uint32_t index = 0;  // global
  Value value;              // value
  TypeRef type;
};
using Namespace = std::map<std::string, Variable, std::less<>>;  // by name as spelled

// What a model says beside its elements. Must outlive the compiler.
struct Dictionary {
  std::map<std::string, TypeRef, std::less<>> types;        // by normal name; "import.type" too
  std::set<std::string, std::less<>> members;               // normal names that contexts may have
  std::map<std::string, std::string, std::less<>> spelled;  // of members, by normal name
  void add_member(std::string_view name);
};

class Compiler {
 public:
  Compiler(Program& program, const Dictionary& dictionary);

  // Throws SyntaxError; the program is then as good as before, if larger.
  Typed expression(std::string_view text);
  // Unary tests of `subject`: "-", a list of tests, or not(…). The subject must be the value `?`.
  NodeId tests(std::string_view text, NodeId subject);
  // The tests one by one, each a node that says whether the subject passes it.
  std::vector<NodeId> single_tests(std::string_view text, NodeId subject);
  TypeRef type(std::string_view text);  // a type as `instance of` takes it

  void push_scope();
  void pop_scope();
  std::uint32_t declare(std::string_view name, TypeRef type);  // returns the slot
  std::uint32_t new_slot();
  void declare(std::string_view name, const Variable& variable);
  void declare_import(std::string_view name, std::shared_ptr<const Namespace> names);

  void declare_at(std::string_view name, std::uint32_t slot, TypeRef type);
  // Between these, the entries of the source's items are names, and so is `item`.
  std::uint32_t begin_filter(const TypeRef& source);
  Typed end_filter(const Typed& source, const Typed& condition);

  // Between these, what is compiled belongs to a function. `self`: the name it may call itself by.
  void begin_function(std::string_view self = {});
  std::uint32_t declare_parameter(std::string_view name, TypeRef type);
  NodeId end_function(const Typed& body, TypeRef result);

  NodeId emit(Op op, NodeId a = kNoNode, NodeId b = kNoNode, NodeId c = kNoNode,
              std::uint8_t flag = 0);
  std::uint32_t list(const std::vector<std::uint32_t>& entries);
  std::uint32_t name(std::string_view text);
  NodeId constant(Value value);
  NodeId local(std::uint32_t slot) { return emit(Op::local, slot); }
  NodeId failed(std::string_view why);
  std::uint32_t argument_names(std::vector<std::string> names);
  NodeId coerce(NodeId node, const TypeRef& type);  // unchanged where there is nothing to do
  std::uint32_t iteration(const Iteration& iteration);
  NodeId table(DecisionTable table);
  void finish(NodeId root);

  // The names that texts used since this was last called, each once.
  std::vector<Reference> take_references() { return std::exchange(references_, {}); }

 private:
  struct Binding {
    enum class Kind : std::uint8_t { local, global, value, import, self };
    Kind kind = Kind::local;
    std::string spelled;
    std::uint32_t index = 0;
    std::uint32_t level = 0;  // of the function it belongs to
    Value value;
    TypeRef type;
    std::shared_ptr<const Namespace> names;
  };
  struct FunctionState {
    std::uint32_t slots = 0;
    std::vector<Parameter> parameters;
    std::vector<Capture> captures;
    std::size_t bindings = 0;
  };
  // A filter whose items' entries are names inside its condition.
  struct FilterScope {
    std::uint32_t slot = 0;
    std::uint32_t level = 0;
    std::size_t bindings = 0;  // declared before it
    TypeRef item;
  };
  struct Found {
    std::size_t end = 0;
    const Binding* binding = nullptr;
    std::string name;  // of a member or of a built-in function
    bool is_member = false;
    bool is_builtin = false;
  };

  // names.cc
  std::vector<std::pair<std::string, std::size_t>> prefixes(std::size_t limit = 32) const;
  Found find_name() const;
  const Binding* find_binding(std::string_view normal) const;
  Typed resolve(const Found& found);
  Typed reference(const Binding& binding);
  NodeId slot_reference(std::uint32_t slot, std::uint32_t level);
  std::uint32_t capture(std::uint32_t level, Capture::From from, std::uint32_t index,
                        std::uint32_t owner);
  Typed member_reference(const std::string& member, const Binding* otherwise);
  bool item_may_have(const FilterScope& filter, std::string_view normal) const;
  Typed imported(const Binding& binding);
  std::string declared_name(std::string_view stop_word, std::string_view stop_characters);
  // The name after a dot, by the type before it.
  std::string member_name(const TypeRef& holder);
  void add_binding(Binding binding);
  // The value of a node whose operands are constants, if it is one that can be known by then.
  std::optional<Value> folded(Op op, NodeId a, NodeId b, std::uint8_t flag) const;
  const Value* constant_at(NodeId node) const;
  void note_reference(const Binding& binding);

  // expression.cc
  Typed parse_expression();
  Typed parse_disjunction();
  Typed parse_conjunction();
  Typed parse_comparison();
  Typed parse_in(NodeId value);
  NodeId parse_test();
  NodeId parse_test_list();
  Typed parse_sum();
  Typed parse_product();
  Typed parse_power();
  Typed parse_negation();
  Typed parse_postfix();
  Typed parse_filter(Typed source);
  Typed parse_call(Typed function);
  bool at_named_argument() const;

  // primary.cc
  Typed parse_primary();
  Typed parse_if();
  Typed parse_for();
  Typed parse_quantified(Op op);
  Typed parse_function();
  Typed parse_parenthesis();
  Typed parse_bracket();
  Typed parse_range_end(Typed start, bool start_included);
  Typed parse_context();
  Typed parse_number();
  Typed parse_at_literal();
  Typed parse_name();
  std::string parse_string();
  void parse_escape(std::string& out);
  void parse_iterations(std::vector<std::uint32_t>& iterations);
  std::optional<Range::Form> take_test_operator();
  Typed parse_unary_range();

  // compile_types.cc
  TypeRef parse_type();
  TypeRef parse_type_arguments(std::string_view name);
  TypeRef parse_function_type();
  TypeRef parse_context_type();

  // lexical, in compiler.cc
  void skip();
  bool done();
  bool peek(std::string_view symbol);
  bool take(std::string_view symbol);
  void expect(std::string_view symbol);
  bool peek_word(std::string_view word);
  bool take_word(std::string_view word);
  void expect_word(std::string_view word);
  [[noreturn]] void fail(std::string what) const;

  template <class Parse>
  auto parse_all(std::string_view text, Parse parse);

  Program& program_;
  const Dictionary& dictionary_;
  std::vector<Binding> bindings_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
  std::vector<std::size_t> scopes_;
  std::vector<FunctionState> functions_;
  std::vector<FilterScope> filters_;
  std::set<std::string, std::less<>> own_members_;  // keys of contexts that texts write
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool in_range_end_ = false;
  bool uses_subject_ = false;
  bool uses_partial_ = false;
  std::vector<Reference> references_;
  std::string self_;  // the name of the function about to be read
};

}  // namespace qinqing::dmn::feel
