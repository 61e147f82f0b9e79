// The DMN Technology Compatibility Kit: its folders of models and cases, run against
// DecisionModel.
//
// A folder with test cases (`*.xml` with a root `testCases`) names its model in it (`modelName`);
// the other `.dmn` files beside it may be imported.
//
// Thread-safety: pure functions on files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace qinqing::dmn::kit {

struct CaseResult {
  std::string folder;  // below the folder that was asked for: "compliance-level-2/0001-input…"
  std::string file;    // without its extension
  std::string id;
  bool passed = false;
  std::string message;  // what was expected and what came; "" where it passed
};

// Every case below the folder, in the order of names. A model or file that cannot be read fails all
// its cases, at least one.
std::vector<CaseResult> run_all(const std::filesystem::path& folder);

}  // namespace qinqing::dmn::kit
