#include "dmn/where.h"

namespace qinqing::dmn {

std::string describe(std::string_view decision, const Where& where, std::string_view rule_id) {
  std::string out = "决策“" + std::string(decision) + "”";
  const std::string column = " " + std::to_string(where.column + 1);
  const std::string rule =
      "，规则 " + (rule_id.empty() ? std::to_string(where.row + 1) : std::string(rule_id));
  switch (where.part) {
    case Part::result:
      return out;
    case Part::logic:
      return out + "，表达式";
    case Part::input_column:
      return out + "，输入列" + column;
    case Part::condition:
      return out + rule + "，条件" + column;
    case Part::output:
      return out + rule + "，输出" + column;
    case Part::default_output:
      return out + "，默认输出" + column;
  }
  return out;
}

}  // namespace qinqing::dmn
