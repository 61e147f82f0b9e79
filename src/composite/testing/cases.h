// The ASEM data and the cases computed with COINr, for tests of this folder and of those above.
#pragma once

#include <string>

#include "composite/compute.h"
#include "composite/csv.h"

namespace qinqing::composite::testing {

std::string testdata();  // src/composite/testdata

// Read or fail the test.
Csv csv_at(const std::string& path);
std::string text_at(const std::string& path);
Framework asem_framework();
Table asem_table(const Framework& framework, bool panel = false);
Method method_from(const std::string& yaml);       // no files beside it
Method case_method(const std::string& case_name);  // coinr/<case>/method.yaml

// The default example chain.
inline constexpr char kBase[] =
    "format: 1\n"
    "steps:\n"
    "- {step: denominate}\n"
    "- {step: impute, by: group_mean, group: EurAsia_group}\n"
    "- {step: screen, availability: 0.9}\n"
    "- {step: treat, first: {by: winsorise, max_points: 5}, second: {by: log_ct}}\n"
    "- {step: normalise, by: min_max, to: [0, 100]}\n"
    "- {step: aggregate, by: arithmetic}\n";

}  // namespace qinqing::composite::testing
