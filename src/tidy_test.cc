// The style of the house as a test: arrows point down the floors only, folders of one floor do not
// include each other, and what is banned names its replacement.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// DESIGN.md §2. A folder that is not here has no floor yet.
const std::map<std::string, int> kFloors{
    {"base", 1},      {"dmn", 2},     {"composite", 2}, {"ownership", 2}, {"store", 2},
    {"http", 2},      {"ledger", 3},  {"identity", 3},  {"casework", 4},  {"norms", 5},
    {"relations", 5}, {"contact", 6}, {"tolerance", 6}, {"index", 7},     {"carriers", 7},
    {"reports", 7},   {"app", 8},
};

struct Source {
  std::string path;    // below src/
  std::string folder;  // its first folder
  std::string text;
};

std::vector<Source> sources() {
  const fs::path root = fs::path(QINQING_SOURCE_DIR) / "src";
  std::vector<Source> found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const fs::path below = fs::relative(entry.path(), root);
    const std::string extension = entry.path().extension().string();
    if (extension != ".cc" && extension != ".h") continue;
    std::ifstream in(entry.path());
    found.push_back({below.generic_string(),
                     below.begin()->string(),
                     {std::istreambuf_iterator<char>(in), {}}});
  }
  return found;
}

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex kInclude("#include \"([a-z_]+)/");
  std::vector<std::string> folders;
  for (std::sregex_iterator at(text.begin(), text.end(), kInclude), end; at != end; ++at)
    folders.push_back((*at)[1]);
  return folders;
}

TEST(Tidy, EveryFolderHasAFloor) {
  for (const Source& source : sources())
    if (source.path.find('/') != std::string::npos) {
      EXPECT_TRUE(kFloors.contains(source.folder)) << source.path;
    }
}

TEST(Tidy, ArrowsPointDownTheFloors) {
  for (const Source& source : sources()) {
    if (!kFloors.contains(source.folder)) continue;
    for (const std::string& folder : includes_of(source.text)) {
      // Files embedded at build time are generated.
      if (folder == source.folder || folder == "embedded") continue;
      ASSERT_TRUE(kFloors.contains(folder)) << source.path << " includes " << folder;
      EXPECT_LT(kFloors.at(folder), kFloors.at(source.folder))
          << source.path << " includes " << folder;
    }
  }
}

TEST(Tidy, FilesAreAboutOneThing) {
  for (const Source& source : sources()) {
    const auto lines = std::count(source.text.begin(), source.text.end(), '\n');
    const bool is_test = source.path.find("_test.cc") != std::string::npos;
    EXPECT_LE(lines, is_test ? 600 : 450) << source.path << ": split it by concept";
  }
}

TEST(Tidy, PublicHeadersOpenWithAComment) {
  for (const Source& source : sources())
    if (source.path.ends_with(".h")) {
      EXPECT_TRUE(source.text.starts_with("//")) << source.path;
    }
}

struct Ban {
  const char* pattern;
  const char* instead;
  const char* except;  // a path that may, or nullptr
};

TEST(Tidy, WhatIsBannedNamesItsReplacement) {
  const Ban bans[] = {
      {R"(system_clock::now)", "base/clock.h", "base/clock.cc"},
      {R"(\bstd::time\b|\btime\(nullptr\)|localtime|gmtime)", "base/clock.h and base/date.h",
       nullptr},
      {R"(random_device|\brand\(\))", "base::RandomSource", nullptr},
      {R"(parse_uri\b|parse_uri_reference|parse_relative_ref|parse_absolute_uri)",
       "parse_origin_form: Boost.URL 1.81's other parsers crash on hostile input", nullptr},
      {R"(\bTODO\b|\bFIXME\b|\bXXX\b)", "doing it, or an issue", nullptr},
      {R"(\bstd::cout\b)", "returning the value; only commands print", "app/"},
      {R"(setlocale|std::locale::global)", "nothing: answers do not depend on the locale", nullptr},
  };
  for (const Source& source : sources()) {
    if (source.path == "tidy_test.cc") continue;
    for (const Ban& ban : bans) {
      if (ban.except && source.path.starts_with(ban.except)) continue;
      const bool is_test = source.path.find("_test.cc") != std::string::npos ||
                           source.path.find("testing/") != std::string::npos ||
                           source.path.find("_fuzz.cc") != std::string::npos;
      if (is_test) continue;
      EXPECT_FALSE(std::regex_search(source.text, std::regex(ban.pattern)))
          << source.path << " uses " << ban.pattern << "; use " << ban.instead;
    }
  }
}

std::string without_comments(const std::string& text) {
  static const std::regex kComment("//[^\n]*");
  return std::regex_replace(text, kComment, "");
}

// Statements stand together, where both engines' readers can find them.
TEST(Tidy, SqlStandsInQueriesOnly) {
  const std::regex sql(R"re("(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE) )re");
  for (const Source& source : sources()) {
    const bool is_test = source.path.find("_test.cc") != std::string::npos ||
                         source.path.find("testing/") != std::string::npos;
    if (is_test || source.folder == "store" || source.path.ends_with("queries.cc")) continue;
    EXPECT_FALSE(std::regex_search(source.text, sql)) << source.path;
  }
}

// Policy is data: no clause, threshold or conduct of a city stands in the program.
TEST(Tidy, NoCityIsInTheProgram) {
  const std::regex city("宁波|济南|杭州|浙江|Ningbo|Jinan|ningbo|jinan");
  for (const Source& source : sources()) {
    const bool is_test = source.path.find("_test.cc") != std::string::npos ||
                         source.path.find("testing/") != std::string::npos;
    // The folder of the pack that is served where none is named.
    if (is_test || source.path.starts_with("app/")) continue;
    EXPECT_FALSE(std::regex_search(without_comments(source.text), city)) << source.path;
  }
}

}  // namespace
