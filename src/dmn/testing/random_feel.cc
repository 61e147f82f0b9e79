#include "dmn/testing/random_feel.h"

namespace qinqing::dmn::testing {
namespace {

using feel::Value;
using Kind = Value::Kind;
using Form = FeelTree::Kind;

Value number_of(const char* text) {
  return Value(*base::Decimal::parse(text));
}

}  // namespace

Kind RandomFeel::any_kind() {
  static const std::vector<Kind> kKinds = {Kind::number, Kind::number,  Kind::string,
                                           Kind::string, Kind::boolean, Kind::date};
  return one_of(kKinds);
}

void RandomFeel::use_any_names() {
  // No name begins another, nor is one the sum or difference of others.
  static const std::vector<std::string> kTexts = {"n",     "meal cost", "rank-no",
                                                  "人/次", "第 k 项",   "d'"};
  names_.clear();
  const std::size_t count = 1 + below(kTexts.size());
  for (std::size_t i = 0; i < count; ++i) names_.push_back({kTexts[i], any_kind()});
}

Value RandomFeel::scalar(Kind kind) {
  static const std::vector<const char*> kNumbers = {"0",  "1",   "2",   "3",    "5",     "-1",
                                                    "-2", "0.5", "1.1", "1.10", "80.00", "80.01"};
  static const std::vector<std::string> kStrings = {"",     "a",   "b",         "ab",
                                                    "甬城", "𠮷a", "it's \"x\""};
  static const std::vector<feel::Date> kDates = {
      {2024, 2, 29}, {2026, 1, 31}, {2026, 11, 26}, {2026, 11, 27}, {2026, 11, 28}};
  switch (kind) {
    case Kind::number:
      return number_of(one_of(kNumbers));
    case Kind::string:
      return Value(one_of(kStrings));
    case Kind::boolean:
      return Value(chance(50));
    case Kind::date:
      return Value(one_of(kDates));
    default:
      return {};
  }
}

Value RandomFeel::value(Kind kind) {
  if (kind != Kind::list) return scalar(kind);
  const Kind items = chance(70) ? Kind::number : any_kind();
  feel::List out;
  for (std::size_t i = below(4); i > 0; --i)
    out.push_back(chance(8) ? Value() : scalar(chance(6) ? any_kind() : items));
  return Value(std::move(out));
}

FeelTree RandomFeel::leaf(Kind kind) {
  std::vector<std::string> fitting;
  for (const Name& name : names_)
    if (name.kind == kind) fitting.push_back(name.text);
  if (!fitting.empty() && chance(60)) return FeelTree::named(one_of(fitting));
  if (chance(4)) return FeelTree::of(Value());
  if (kind != Kind::list) return FeelTree::of(scalar(kind));
  std::vector<FeelTree> items;
  for (std::size_t i = below(4); i > 0; --i)
    items.push_back(leaf(chance(85) ? Kind::number : any_kind()));
  return FeelTree::made(Form::list, std::move(items));
}

FeelTree RandomFeel::expression(Kind kind, std::size_t depth) {
  if (chance(5)) kind = chance(20) ? Kind::list : any_kind();
  if (depth == 0 || chance(15)) return leaf(kind);
  if (chance(12)) return choice(kind, depth - 1);
  if (chance(6)) {
    FeelTree tree = FeelTree::made(
        Form::path,
        {FeelTree::made(Form::context, {expression(kind, depth - 1), leaf(Kind::number)})});
    tree.parts[0].names = {"part", "rest"};
    tree.text = chance(90) ? "part" : "rest";
    return tree;
  }
  switch (kind) {
    case Kind::number:
      return number(depth - 1);
    case Kind::string:
      return string(depth - 1);
    case Kind::boolean:
      return boolean(depth - 1);
    case Kind::date:
      return date(depth - 1);
    default:
      return list(depth - 1);
  }
}

FeelTree RandomFeel::choice(Kind kind, std::size_t depth) {
  if (chance(40)) {
    // The list's item at a place.
    FeelTree items = FeelTree::made(Form::list, {expression(kind, depth), leaf(kind)});
    return FeelTree::made(
        Form::filter,
        {std::move(items), FeelTree::of(Value(static_cast<std::int64_t>(below(5)) - 2))});
  }
  return FeelTree::made(Form::conditional, {expression(Kind::boolean, depth),
                                            expression(kind, depth), expression(kind, depth)});
}

FeelTree RandomFeel::number(std::size_t depth) {
  static const std::vector<Form> kForms = {Form::add,      Form::add,      Form::subtract,
                                           Form::subtract, Form::multiply, Form::divide};
  static const std::vector<std::string> kOfNumber = {"abs", "floor", "ceiling"};
  static const std::vector<std::string> kOfList = {"count", "sum", "min", "max"};
  switch (below(7)) {
    case 0:
      return FeelTree::called(one_of(kOfNumber), {expression(Kind::number, depth)});
    case 1:
      return FeelTree::called(one_of(kOfList), {expression(Kind::list, depth)});
    case 2:
      if (chance(50)) return FeelTree::called("string length", {expression(Kind::string, depth)});
      return FeelTree::called("modulo", {leaf(Kind::number), leaf(Kind::number)});
    case 3:
      if (chance(50)) return FeelTree::made(Form::negate, {expression(Kind::number, depth)});
      {
        static const std::vector<std::string> kParts = {"year", "month", "day", "weekday"};
        FeelTree tree = FeelTree::made(Form::path, {leaf(Kind::date)});
        // A literal needs no name for it, a null is one of its own.
        tree.text = one_of(kParts);
        return tree;
      }
    default:
      return FeelTree::made(one_of(kForms),
                            {expression(Kind::number, depth), expression(Kind::number, depth)});
  }
}

FeelTree RandomFeel::string(std::size_t depth) {
  if (chance(70))
    return FeelTree::made(Form::add,
                          {expression(Kind::string, depth), expression(Kind::string, depth)});
  return FeelTree::called("substring", {expression(Kind::string, depth), leaf(Kind::number)});
}

FeelTree RandomFeel::date(std::size_t) {
  const Value duration =
      chance(50)
          ? Value(feel::DaysDuration{feel::Int128{static_cast<std::int64_t>(below(400)) * 3600} *
                                     feel::kNanosPerSecond})
          : Value(feel::MonthsDuration{static_cast<std::int64_t>(below(20))});
  return FeelTree::made(chance(50) ? Form::add : Form::subtract,
                        {leaf(Kind::date), FeelTree::of(duration)});
}

FeelTree RandomFeel::list(std::size_t depth) {
  static const std::vector<std::string> kOfList = {"reverse", "flatten", "distinct values"};
  switch (below(6)) {
    case 0:
      return FeelTree::called(one_of(kOfList), {expression(Kind::list, depth)});
    case 1:
      if (chance(50))
        return FeelTree::called("concatenate",
                                {expression(Kind::list, depth), expression(Kind::list, depth)});
      return FeelTree::called(chance(50) ? "append" : "index of",
                              {expression(Kind::list, depth), expression(Kind::number, depth)});
    case 2: {
      names_.push_back({"item", Kind::number});
      FeelTree condition = comparison(depth);
      names_.pop_back();
      return FeelTree::made(Form::filter, {expression(Kind::list, depth), std::move(condition)});
    }
    case 3: {
      std::vector<FeelTree> items;
      for (std::size_t i = below(4); i > 0; --i) items.push_back(expression(Kind::number, depth));
      return FeelTree::made(Form::list, std::move(items));
    }
    default:
      return iteration(Form::for_each, Kind::number, depth);
  }
}

FeelTree RandomFeel::iteration(Form form, Kind body, std::size_t depth) {
  FeelTree out = FeelTree::made(form, {});
  const std::size_t count = chance(25) ? 2 : 1;
  for (std::size_t i = 0; i < count; ++i)
    out.parts.push_back(
        chance(30) ? FeelTree::made(Form::range,
                                    {FeelTree::of(Value(std::int64_t{1})),
                                     FeelTree::of(Value(static_cast<std::int64_t>(1 + below(3))))})
                   : expression(Kind::list, depth));
  for (std::size_t i = 0; i < count; ++i) {
    out.names.push_back("v" + std::to_string(++variables_));
    names_.push_back({out.names.back(), Kind::number});
  }
  out.parts.push_back(expression(body, depth));
  names_.resize(names_.size() - count);
  return out;
}

FeelTree RandomFeel::comparison(std::size_t depth) {
  static const std::vector<Form> kForms = {Form::less,     Form::at_most, Form::greater,
                                           Form::at_least, Form::equal,   Form::not_equal};
  const Kind kind = any_kind();
  return FeelTree::made(one_of(kForms), {expression(kind, depth), expression(kind, depth)});
}

FeelTree RandomFeel::range(Kind kind, std::size_t depth) {
  FeelTree out = FeelTree::made(Form::range, {expression(kind, depth), expression(kind, depth)});
  out.start_included = chance(50);
  out.end_included = chance(50);
  return out;
}

FeelTree RandomFeel::unary(Kind kind, std::size_t depth) {
  using Range = feel::Range::Form;
  static const std::vector<Range> kForms = {Range::less,     Range::at_most,  Range::greater,
                                            Range::at_least, Range::less,     Range::at_least,
                                            Range::equal,    Range::not_equal};
  FeelTree out = FeelTree::made(Form::unary_range, {expression(kind, depth)});
  out.form = one_of(kForms);
  return out;
}

FeelTree RandomFeel::membership(std::size_t depth) {
  const Kind kind = any_kind();
  FeelTree out = FeelTree::made(Form::in, {expression(kind, depth)});
  for (std::size_t i = 1 + below(3); i > 0; --i)
    out.parts.push_back(chance(30)   ? range(kind, depth)
                        : chance(40) ? unary(kind, depth)
                                     : expression(kind, depth));
  return out;
}

FeelTree RandomFeel::boolean(std::size_t depth) {
  static const std::vector<std::string> kOfStrings = {"contains", "starts with", "ends with"};
  switch (below(9)) {
    case 0:
    case 1:
      return FeelTree::made(chance(50) ? Form::conjunction : Form::disjunction,
                            {expression(Kind::boolean, depth), expression(Kind::boolean, depth)});
    case 2: {
      const Kind kind = any_kind();
      return FeelTree::made(Form::between, {expression(kind, depth), expression(kind, depth),
                                            expression(kind, depth)});
    }
    case 3:
      return membership(depth);
    case 4:
      return iteration(chance(50) ? Form::some : Form::every, Kind::boolean, depth);
    case 5:
      return FeelTree::called(one_of(kOfStrings),
                              {expression(Kind::string, depth), expression(Kind::string, depth)});
    case 6:
      if (chance(50)) return FeelTree::called("not", {expression(Kind::boolean, depth)});
      return FeelTree::called(chance(50) ? "all" : "any",
                              {FeelTree::made(Form::list, {expression(Kind::boolean, depth),
                                                           expression(Kind::boolean, depth)})});
    case 7:
      if (chance(50))
        return FeelTree::called("list contains",
                                {expression(Kind::list, depth), expression(Kind::number, depth)});
      return FeelTree::made(
          Form::greater,
          {FeelTree::made(Form::subtract, {leaf(Kind::date), leaf(Kind::date)}),
           FeelTree::of(Value(feel::DaysDuration{feel::Int128{86'400} * feel::kNanosPerSecond *
                                                 static_cast<std::int64_t>(below(40))}))});
    default:
      return comparison(depth);
  }
}

PlainNames RandomFeel::inputs() {
  PlainNames out;
  for (const Name& name : names_) {
    if (chance(5)) continue;
    if (chance(5))
      out[name.text] = Value();
    else if (chance(4))
      out[name.text] = Value(feel::List{scalar(name.kind)});
    else
      out[name.text] = value(chance(6) ? any_kind() : name.kind);
  }
  return out;
}

}  // namespace qinqing::dmn::testing
