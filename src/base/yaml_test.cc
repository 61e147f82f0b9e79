#include "base/yaml.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <fstream>
#include <string>

namespace qinqing::base {
namespace {

namespace json = boost::json;

Faults faults_of(std::string_view text) {
  const auto document = parse_yaml(text, "a.yaml");
  return document ? Faults() : document.faults();
}

// An empty fault where there is none, so that a comparison fails instead of the program.
Fault first_fault_of(std::string_view text) {
  const Faults faults = faults_of(text);
  return faults.empty() ? Fault() : faults[0];
}

std::string read_back(std::string_view text) {
  const auto document = parse_yaml(text, "a.yaml");
  return document ? json::serialize(document->value) : document.faults().to_string();
}

TEST(Yaml, KeepsScalarsAsWritten) {
  EXPECT_EQ(read_back("a: no\nb: 1.10\nc: 007\nd: 'true'\ne: 2026-11-27\nf: \"x\\ty\"\n"),
            R"({"a":"no","b":"1.10","c":"007","d":"true","e":"2026-11-27","f":"x\ty"})");
  EXPECT_EQ(read_back("a: |\n  第一行\n  第二行\nb: >-\n  一\n  二\n"),
            R"({"a":"第一行\n第二行\n","b":"一 二"})");
}

TEST(Yaml, TellsNullFromEmptyText) {
  EXPECT_EQ(read_back("a: ~\nb: null\nc:\nd: ''\ne: 'null'\nf: [~, x]\n"),
            R"({"a":null,"b":null,"c":null,"d":"","e":"null","f":[null,"x"]})");
  EXPECT_EQ(read_back(""), "null");
  EXPECT_EQ(read_back("# 只有注释\n"), "null");
}

TEST(Yaml, ReadsNestedListsAndMaps) {
  EXPECT_EQ(read_back("- {a: [1, 2], b: {}}\n- - x\n  - y\n-\n  k: v\n"),
            R"([{"a":["1","2"],"b":{}},["x","y"],{"k":"v"}])");
}

TEST(Yaml, RemembersLines) {
  const auto document = parse_yaml("# 注释\na: 1\nlist:\n  - x\n  - k: v\n    m/n: w\n", "a.yaml");
  ASSERT_TRUE(document);
  const auto& lines = document->lines;
  EXPECT_EQ(lines.at("/a"), 2);
  EXPECT_EQ(lines.at("/list"), 3);
  EXPECT_EQ(lines.at("/list/0"), 4);
  EXPECT_EQ(lines.at("/list/1"), 5);
  EXPECT_EQ(lines.at("/list/1/m~1n"), 6);
}

TEST(Yaml, PlacesFaultsAtTheirLineOrTheNearestParents) {
  const auto document = parse_yaml("x: 1\nlist:\n  - a: 1\n", "pack/a.yaml");
  Faults faults;
  faults.add("value", "/list/0/a", "不对");
  faults.add("missing", "/list/0/b", "缺少");
  faults.add("missing", "/y", "缺少");
  const Faults placed = document->place(faults);
  EXPECT_EQ(placed[0].line, 3);
  EXPECT_EQ(placed[1].line, 3);
  EXPECT_EQ(placed[2].line, 1);
  EXPECT_EQ(placed[0].file, "pack/a.yaml");
}

TEST(Yaml, NamesEveryDuplicateKeyWithItsLine) {
  const Faults faults = faults_of("a: 1\nb:\n  c: 1\n  c: 2\na:\n  c: 3\nb: {x: 1, x: 2}\n");
  ASSERT_EQ(faults.size(), 4U) << faults.to_string();
  EXPECT_EQ(faults[0].pointer, "/b/c");
  EXPECT_EQ(faults[0].line, 4);
  EXPECT_EQ(faults[0].right, "第 3 行已经写过");
  EXPECT_EQ(faults[1].pointer, "/a");
  EXPECT_EQ(faults[1].line, 5);
  EXPECT_EQ(faults[2].pointer, "/b");
  EXPECT_EQ(faults[3].pointer, "/b/x");
  for (const Fault& fault : faults) EXPECT_EQ(fault.code, "duplicate_key");
}

TEST(Yaml, RefusesIndirection) {
  const Faults faults = faults_of("a: &name x\nb: *name\nc: !!str 1\nd: !own {e: 1}\n");
  ASSERT_EQ(faults.size(), 4U) << faults.to_string();
  EXPECT_EQ(faults[0].code, "anchor");
  EXPECT_EQ(faults[0].pointer, "/a");
  EXPECT_EQ(faults[1].code, "alias");
  EXPECT_EQ(faults[1].line, 2);
  EXPECT_EQ(faults[2].code, "tag");
  EXPECT_EQ(faults[3].code, "tag");
  EXPECT_EQ(faults[3].pointer, "/d");
  EXPECT_EQ(faults_of("base: &b {x: 1}\nd:\n  <<: *b\n").size(), 2U);
}

TEST(Yaml, RefusesASecondDocument) {
  const Faults faults = faults_of("a: 1\n---\nb: 2\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "multiple_documents");
  EXPECT_TRUE(parse_yaml("---\na: 1\n", "a.yaml"));
}

TEST(Yaml, RefusesDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_yaml(nested(32), "a.yaml"));
  ASSERT_EQ(faults_of(nested(33)).size(), 1U);
  EXPECT_EQ(first_fault_of(nested(33)).code, "too_deep");
  EXPECT_EQ(first_fault_of(nested(10'000)).code, "too_deep");
}

TEST(Yaml, RefusesKeysThatAreNoWords) {
  EXPECT_EQ(first_fault_of("{[a]: 1}\n").code, "type");
  EXPECT_EQ(first_fault_of("? {a: 1}\n: 2\n").code, "type");
  EXPECT_EQ(first_fault_of("~: 1\n").code, "type");
}

TEST(Yaml, SaysWhereTheSyntaxBreaks) {
  const Faults faults = faults_of("a: 1\nb: c: d\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "syntax");
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_EQ(faults[0].right, "这里不应有冒号；文字里有“: ”时应整个写在引号里");
  EXPECT_EQ(first_fault_of("a: 'x").right, "缺少结束的引号");
  EXPECT_EQ(first_fault_of("a: [1, 2\nb: 3\n").code, "syntax");
  EXPECT_EQ(first_fault_of("a: @x\n").right, "这个符号开头的文字应写在引号里");
}

TEST(Yaml, NoticesAQuoteThatSwallowsTheRestOfTheFile) {
  const Fault fault = first_fault_of("a: 1\nb: 'it\nc: 2\nd: 3\n\n");
  EXPECT_EQ(fault.code, "syntax");
  EXPECT_EQ(fault.line, 2);
  EXPECT_EQ(first_fault_of("- a\n- \"b\n- c\n").line, 2);
  EXPECT_EQ(read_back("a: 'it''s'\nb: it's\nc: \"x\"\n"), R"({"a":"it's","b":"it's","c":"x"})");
  EXPECT_EQ(read_back("a: |\n  say 'x\n"), R"({"a":"say 'x\n"})");
}

TEST(Yaml, RefusesOtherEncodings) {
  const Faults faults = faults_of("a: 1\nb: \xB9\xFA\n");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "not_utf8");
  EXPECT_EQ(faults[0].line, 2);
  EXPECT_TRUE(
      parse_yaml("\xEF\xBB\xBF"
                 "a: 1\n",
                 "a.yaml"));
}

TEST(FrontMatter, SplitsHeadAndBody) {
  const auto clause =
      parse_front_matter("---\nid: a\n---\n\n正文第一行\n\n---\n第二段\n\n\n", "a.md");
  ASSERT_TRUE(clause);
  EXPECT_EQ(json::serialize(clause->head.value), R"({"id":"a"})");
  EXPECT_EQ(clause->head.lines.at("/id"), 2);
  EXPECT_EQ(clause->body, "正文第一行\n\n---\n第二段");
}

TEST(FrontMatter, TakesWindowsLineEnds) {
  const auto clause = parse_front_matter("\xEF\xBB\xBF---\r\nid: a\r\n---\r\n一\r\n二\r\n", "a.md");
  ASSERT_TRUE(clause);
  EXPECT_EQ(json::serialize(clause->head.value), R"({"id":"a"})");
  EXPECT_EQ(clause->body, "一\n二");
}

TEST(FrontMatter, MayHaveNoBody) {
  const auto clause = parse_front_matter("---\nid: a\n---", "a.md");
  ASSERT_TRUE(clause) << clause.faults().to_string();
  EXPECT_EQ(clause->body, "");
}

TEST(FrontMatter, NamesWhatIsMissing) {
  EXPECT_EQ(parse_front_matter("id: a\n", "a.md").faults()[0].code, "front_matter");
  EXPECT_EQ(parse_front_matter("---\nid: a\n", "a.md").faults()[0].code, "front_matter");
  EXPECT_EQ(parse_front_matter("", "a.md").faults()[0].code, "front_matter");
  const auto wrong = parse_front_matter("---\nid: a\nid: b\n---\nx\n", "a.md");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.faults()[0].line, 3);
  EXPECT_EQ(parse_front_matter("---\nid: a\n---\nx\xFF\n", "a.md").faults()[0].line, 4);
}

TEST(ReadFile, FailsLoudly) {
  EXPECT_EQ(read_file("/nonexistent/file").faults()[0].code, "unreadable");
  EXPECT_EQ(read_file(std::filesystem::temp_directory_path()).faults()[0].code, "unreadable");
  EXPECT_EQ(load_yaml("/nonexistent/file.yaml").faults()[0].file, "/nonexistent/file.yaml");
  EXPECT_EQ(load_front_matter("/nonexistent/file.md").faults()[0].code, "unreadable");
}

}  // namespace
}  // namespace qinqing::base
