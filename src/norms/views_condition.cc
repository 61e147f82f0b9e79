#include "norms/views_condition.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "norms/situation.h"

namespace qinqing::norms {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct Comparison {
  std::string_view sign;
  std::string_view number;
  std::string_view day;
};
// Longer signs first.
constexpr std::array<Comparison, 4> kComparisons{{{"<=", "不超过", "不晚于"},
                                                  {">=", "不少于", "不早于"},
                                                  {"<", "少于", "早于"},
                                                  {">", "超过", "晚于"}}};

// Reads tests from left to right; any step that does not fit ends the reading.
class TestReader {
 public:
  TestReader(const Pack& pack, const Fact& fact, std::string_view text, base::Date day)
      : pack_(pack), fact_(fact), rest_(text), day_(day) {}

  std::optional<std::string> read() {
    const bool negated = take("not");
    if (negated && !take("(")) return std::nullopt;
    auto words = read_list();
    if (!words || (negated && !take(")"))) return std::nullopt;
    skip();
    if (!rest_.empty()) return std::nullopt;
    return negated ? "不是" + *words : *words;
  }

 private:
  void skip() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }

  bool take(std::string_view what) {
    skip();
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  std::optional<std::string> read_list() {
    std::string out;
    do {
      const auto item = read_test();
      if (!item) return std::nullopt;
      out += (out.empty() ? "" : "，或者") + *item;
    } while (take(","));
    return out;
  }

  std::optional<std::string> read_test() {
    for (const Comparison& comparison : kComparisons) {
      if (!take(comparison.sign)) continue;
      const auto end = read_endpoint();
      if (!end) return std::nullopt;
      const bool date = fact_.type == FactType::date;
      return std::string(date ? comparison.day : comparison.number) + *end;
    }
    if (take("[")) return read_range();
    return read_endpoint();
  }

  std::optional<std::string> read_range() {
    const auto low = read_endpoint();
    if (!low || !take("..")) return std::nullopt;
    const auto high = read_endpoint();
    if (!high || !take("]")) return std::nullopt;
    return "从" + *low + "到" + *high;
  }

  std::optional<std::string> read_endpoint() {
    skip();
    if (take("\"")) return read_string();
    if (take("date(\"")) return read_date();
    std::size_t length = 0;
    while (length < rest_.size() && (is_name(rest_[length]) || is_decimal_point(length))) ++length;
    const std::string_view word = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return read_word(word);
  }

  // "1..5" is a range, not two numbers with a point.
  bool is_decimal_point(std::size_t at) const {
    return rest_[at] == '.' && at + 1 < rest_.size() && rest_[at + 1] >= '0' &&
           rest_[at + 1] <= '9';
  }

  std::optional<std::string> read_string() {
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    const Choice* choice = fact_.find_choice(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    if (!choice) return std::nullopt;
    return choice->label;
  }

  std::optional<std::string> read_date() {
    const auto day = base::Date::parse(rest_.substr(0, 10));
    if (!day || !rest_.substr(10).starts_with("\")")) return std::nullopt;
    rest_.remove_prefix(12);
    return day->to_chinese_full();
  }

  std::optional<std::string> read_word(std::string_view word) const {
    if (fact_.type == FactType::boolean && (word == "true" || word == "false"))
      return word == "true" ? "是" : "否";
    if (const auto index = pack_.parameter_index(word))
      return parameter_text(pack_.parameters[*index], day_);
    const bool numeric = fact_.type == FactType::money || fact_.type == FactType::count ||
                         fact_.type == FactType::decimal;
    const auto number = numeric ? base::Decimal::parse(word) : std::nullopt;
    if (!number) return std::nullopt;
    return fact_value_text(fact_, dmn::Value::number(*number));
  }

  const Pack& pack_;
  const Fact& fact_;
  std::string_view rest_;
  base::Date day_;
};

}  // namespace

std::string condition_text(const Pack& pack, const Fact& fact, std::string_view tests,
                           base::Date day) {
  return TestReader(pack, fact, tests, day).read().value_or(std::string(tests));
}

std::string parameter_text(const Parameter& parameter, base::Date day) {
  Fact like;
  like.type = parameter.type;
  like.unit = parameter.unit;
  const DatedValue* value = parameter.at(day);
  std::string text = (parameter.label.empty() ? parameter.id : parameter.label) + "（" +
                     (value ? fact_value_text(like, dmn::Value::number(value->value)) : "还没有定");
  if (parameter.own) text += "，本单位自定";
  return text + "）";
}

std::vector<const Parameter*> parameters_in(const Pack& pack, std::string_view tests) {
  std::vector<const Parameter*> found;
  for (std::size_t at = 0; at < tests.size();) {
    std::size_t end = at;
    while (end < tests.size() && is_name(tests[end])) ++end;
    if (const auto index = pack.parameter_index(tests.substr(at, end - at)))
      found.push_back(&pack.parameters[*index]);
    at = std::max(end, at + 1);
  }
  return found;
}

std::vector<ConditionWords> conditions_of(const Pack& pack, const Rule& rule, base::Date day) {
  const ConductTable& table = pack.tables[rule.conduct];
  const dmn::RuleText& text = table.model->table(table.decision)->rules[rule.row];
  std::vector<ConditionWords> words;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const std::string& tests = text.conditions[column];
    const std::optional<Index>& fact = table.columns[column].fact;
    if (tests == "-" || !fact) continue;
    words.push_back({.fact = *fact,
                     .label = pack.facts[*fact].label,
                     .words = condition_text(pack, pack.facts[*fact], tests, day),
                     .tests = tests});
  }
  return words;
}

}  // namespace qinqing::norms
