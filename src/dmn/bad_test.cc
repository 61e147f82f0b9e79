// Wrong models with the exact words they are refused with: testdata/bad/X.dmn and X.txt.
// Models named strict-… are read in strict mode; without it they load.
//
// After a change of words: QINQING_REWRITE=1 dmn_test --gtest_filter='Bad*', then read the diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "dmn/dmn.h"
#include "dmn/testing/files.h"

namespace qinqing::dmn {
namespace {

std::vector<std::filesystem::path> models() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(testing::testdata("bad")))
    if (entry.path().extension() == ".dmn") out.push_back(entry.path());
  return out;
}

bool is_strict(const std::filesystem::path& path) {
  return path.filename().string().starts_with("strict-");
}

std::string faults(const std::filesystem::path& path, bool strict) {
  const auto model =
      Model::load(testing::read_file(path), {.strict = strict, .file = path.filename().string()});
  return model.ok() ? "" : model.faults().to_string();
}

TEST(Bad, EveryModelIsRefusedInExactlyTheseWords) {
  EXPECT_GE(models().size(), 15U);
  for (const auto& path : models()) {
    std::filesystem::path expected = path;
    expected.replace_extension(".txt");
    const std::string said = faults(path, is_strict(path));
    if (std::getenv("QINQING_REWRITE") != nullptr)  // NOLINT(concurrency-mt-unsafe)
      std::ofstream(expected) << said;
    EXPECT_NE(said, "") << path;
    EXPECT_EQ(said, testing::read_file(expected)) << path;
  }
}

TEST(Bad, WhatOnlyStrictModeRefusesLoadsWithoutIt) {
  for (const auto& path : models())
    if (is_strict(path)) EXPECT_EQ(faults(path, false), "") << path;
}

}  // namespace
}  // namespace qinqing::dmn
