// Built-in functions string() and number() (DMN 1.5 §10.3.4.1).
#include "base/decimal_math.h"
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

Value string_from(Evaluator& evaluator, std::span<Value> in) {
  auto text = to_text(in[0]);
  if (!text) return {};
  evaluator.check_bytes(text->size());
  return Value(*std::move(text));
}

bool is_separator(const Value& value, std::string_view allowed) {
  return value.is_null() || (value.as_string().size() == 1 &&
                             allowed.find(value.as_string()[0]) != std::string_view::npos);
}

// Text with a decimal point and without grouping.
std::string plain(const std::string& text, const Value& grouping, const Value& point) {
  std::string out;
  for (const char c : text) {
    if (!grouping.is_null() && c == grouping.as_string()[0]) continue;
    if (!point.is_null() && c == point.as_string()[0])
      out.push_back('.');
    else if (!point.is_null() && c == '.')
      return "";
    else
      out.push_back(c);
  }
  return out;
}

Value number_from(Evaluator& evaluator, std::span<Value> in) {
  if (!is_separator(in[1], " ,.") || !is_separator(in[2], ",."))
    return evaluator.warn("number 的分隔符只能是空格、逗号、句点");
  if (!in[1].is_null() && !in[2].is_null() && in[1].as_string() == in[2].as_string())
    return evaluator.warn("number 的两种分隔符相同");
  const std::string& text = in[0].as_string();
  const auto number = base::parse_rounded(plain(text, in[1], in[2]));
  return number ? Value(*number) : evaluator.warn("不是数：" + text.substr(0, 100));
}

Value number_of_number(Evaluator&, std::span<Value> in) {
  return in[0];
}

}  // namespace

std::vector<Builtin> conversion_functions() {
  return {
      {"string", {{"from: Any", string_from}}},
      {"number",
       {{"from: string, grouping separator: string?!, decimal separator: string?!", number_from},
        {"from: number", number_of_number}}},
  };
}

}  // namespace qinqing::dmn::feel
