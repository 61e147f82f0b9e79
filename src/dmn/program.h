// The compiled form: flat arrays, indexes instead of pointers and names, shared by all threads.
//
// Slots are the inputs, then the decisions, then one for each input column whose expression is more
// than a name. A slot that conditions look at has a ruler (ruler.h).
//
// Invariants: every index is within its array; a decision's order ends with itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/ruler.h"
#include "dmn/tree.h"
#include "dmn/types.h"

namespace qinqing::dmn {

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// One step of an expression, on a stack of values.
struct Instruction {
  enum class Op : std::uint8_t {
    constant,  // pushes constants[argument]
    slot,      // pushes the value of a slot
    member,    // replaces the top by its member texts[argument]
    binary,    // node kind and comparison; two operands
    unary,     // negate or logic_not
    list,      // of `argument` items
  };
  Op op = Op::constant;
  Node::Kind kind = Node::Kind::literal;
  Comparison comparison = Comparison::eq;
  std::uint32_t argument = 0;
};
using Expression = Range;  // into code

// An operand of a test: a constant, or a slot and a path of members.
struct Operand {
  bool is_constant = false;
  std::uint32_t index = 0;  // into constants, or a slot
  Range members;            // into texts
};

struct BoundTest {
  Comparison comparison = Comparison::eq;
  Operand operand;
};

// A test that compares with a name, done value by value.
struct NamedTest {
  BoundTest low;
  bool has_high = false;
  BoundTest high;
};

struct Condition {
  enum class Kind : std::uint8_t {
    any,            // "-"
    interval,       // classes a to b; none where a > b
    intervals,      // b intervals from a
    tests,          // b named tests from a
    negated_tests,  // not(…) of those
  };
  Kind kind = Kind::any;
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  bool is_named() const { return kind == Kind::tests || kind == Kind::negated_tests; }
};

// Sets of a table's rules, a bit a rule, stand in `masks`.
struct Column {
  std::uint32_t slot = 0;
  bool computed = false;          // the slot is this column's own
  Expression expression;          // where computed
  TypeKind kind = TypeKind::any;  // values of another kind count as null
  bool checks_allowed = false;
  Condition allowed;
  Range conditions;          // one a rule
  std::uint32_t looked = 0;  // the rules whose condition is not "-"
  bool has_named = false;
  std::uint32_t named = 0;  // the rules whose condition is named tests
  // Small columns know for each class the rules it lets pass; large ones work it out.
  bool has_passing = false;
  std::uint32_t passing = 0;  // one set a class
};

struct OutputColumn {
  std::string name;
  std::optional<UnaryTests> priority;
  bool has_default = false;
  Expression default_entry;
};

struct CompiledTable {
  HitPolicy hit_policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  Range columns;
  Range outputs;                   // into output_columns
  Range rules;                     // among all rules of the program
  std::uint32_t words = 0;         // of a set of its rules
  std::uint32_t first_output = 0;  // into outputs, rule by rule
};

struct CompiledDecision {
  enum class Kind : std::uint8_t { nothing, expression, table };
  Kind kind = Kind::nothing;
  std::uint32_t slot = 0;
  TypeId type = kAnyType;
  Expression expression;
  CompiledTable table;
  std::vector<std::uint32_t> order;  // decisions to run for this one, itself last
  std::vector<Warning> notes;
};

struct Program {
  std::uint32_t input_count = 0;
  std::uint32_t slot_count = 0;
  std::uint32_t stack_depth = 1;  // that any expression needs
  std::uint32_t columns_max = 0;  // of any table
  std::uint32_t words_max = 0;    // of any table
  std::uint32_t rule_count = 0;   // of all tables
  TypeTable types;
  std::vector<TypeId> slot_types;
  std::vector<Ruler> rulers;  // one a slot
  std::vector<Instruction> code;
  std::vector<Value> constants;
  std::vector<std::string> texts;
  std::vector<ClassSet::Interval> intervals;
  std::vector<NamedTest> tests;
  std::vector<Condition> conditions;
  std::vector<Column> columns;
  std::vector<OutputColumn> output_columns;
  std::vector<std::uint64_t> masks;
  std::vector<Expression> outputs;
  std::vector<CompiledDecision> decisions;

  template <class T>
  std::span<const T> slice(const std::vector<T>& all, Range range) const {
    return std::span<const T>(all).subspan(range.first, range.count);
  }
};

// Whether values of a class pass a condition that is not named.
bool passes(const Program& program, const Condition& condition, ValueClass value_class);

// The rules whose conditions in this column a class lets pass; "-" and named tests let pass here.
// `out` has as many words as the table's sets.
void fill_passing(const Program& program, const Column& column, ValueClass value_class,
                  std::span<std::uint64_t> out);

}  // namespace qinqing::dmn
