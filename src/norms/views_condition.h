// A rule's conditions in words: `"pending","supervised"` as 正在办审批…或者平时归…, `<=
// meal_standard` as 不超过工作餐标准（¥100.00/人）.
//
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "norms/pack.h"

namespace qinqing::norms {

// S-FEEL unary tests about one fact. What is written in another way than this house writes its
// tables comes back as it stands, so that nothing is said that is not meant.
std::string condition_text(const Pack& pack, const Fact& fact, std::string_view tests,
                           base::Date day);

// A parameter with its value on that day: 工作餐标准（¥100.00/人，本单位自定）.
std::string parameter_text(const Parameter& parameter, base::Date day);

// The parameters that the tests compare with.
std::vector<const Parameter*> parameters_in(const Pack& pack, std::string_view tests);

// One condition of a rule: what is looked at, and what it must be.
struct ConditionWords {
  Index fact = 0;
  std::string label;
  std::string words;
  std::string tests;  // as written
};
// All conditions of a rule but those that any value meets.
std::vector<ConditionWords> conditions_of(const Pack& pack, const Rule& rule, base::Date day);

}  // namespace qinqing::norms
