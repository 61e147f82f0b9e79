#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

namespace qinqing::base {
namespace {

namespace json = boost::json;

Faults faults_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto value = parse_json(text, limits);
  return value ? Faults() : value.faults();
}

// An empty fault where there is none, so that a comparison fails instead of the program.
Fault first_fault_of(std::string_view text, const JsonLimits& limits = {}) {
  const Faults faults = faults_of(text, limits);
  return faults.empty() ? Fault() : faults[0];
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Json, ReadsEveryKindOfValue) {
  const std::string text =
      R"({"a":[1,-2,0.5,18446744073709551615],"b":{"c":null,"d":true},"e":"亲\n\u6e05","f":[],"g":{}})";
  const auto value = parse_json(text);
  ASSERT_TRUE(value) << value.faults().to_string();
  EXPECT_EQ(*value, json::parse(text));
  EXPECT_TRUE(parse_json(" 7 \r\n"));
  EXPECT_TRUE(parse_json("\xEF\xBB\xBF[1]"));
}

TEST(Json, NamesEveryDuplicateKeyByItsPointer) {
  const Faults faults = faults_of(
      R"({"a":1,"list":[{"x":1},{"x":1,"y/z":2,"x":3,"y/z":4}],"a":{"b":1,"b":2},"a":3})");
  ASSERT_EQ(faults.size(), 4U) << faults.to_string();
  EXPECT_EQ(faults[0].pointer, "/list/1/x");
  EXPECT_EQ(faults[1].pointer, "/list/1/y~1z");
  EXPECT_EQ(faults[2].pointer, "/a/b");
  EXPECT_EQ(faults[3].pointer, "/a");  // once, though written three times
  for (const Fault& fault : faults) EXPECT_EQ(fault.code, "duplicate_key");
}

TEST(Json, ComparesKeysAfterTheirEscapes) {
  ASSERT_EQ(faults_of(R"({"meal":1,"\u006deal":2})").size(), 1U);
  EXPECT_EQ(faults_of(R"({"meal":1,"Meal":2})").size(), 0U);
}

TEST(Json, FindsDuplicatesInLargeObjectsToo) {
  std::string text = "{";
  for (int i = 0; i < 5000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  text += "\"k17\":2}";
  const Faults faults = faults_of(text);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].pointer, "/k17");
}

TEST(Json, StopsWhereFaultsWouldFillTheMemory) {
  // 40,000 duplicates below a key of 100,000 bytes: pointers alone would be 4 GB.
  const std::string text = "{\"" + std::string(100'000, 'k') + "\":{" +
                           repeated("\"a\":1,\"b\":1,\"c\":1,\"d\":1,", 10'000) + "\"z\":1}}";
  const Faults faults = faults_of(text);
  ASSERT_FALSE(faults.empty());
  EXPECT_LE(faults.size(), 101U);
  EXPECT_EQ(faults[faults.size() - 1].code, "too_many");
}

TEST(Json, RefusesDepthBeforeItIsReached) {
  EXPECT_TRUE(parse_json(repeated("[", 32) + repeated("]", 32)));
  const Faults arrays = faults_of(repeated("[", 33) + repeated("]", 33));
  ASSERT_EQ(arrays.size(), 1U);
  EXPECT_EQ(arrays[0].code, "too_deep");
  const Faults objects = faults_of(repeated("{\"a\":", 10'000) + "1" + repeated("}", 10'000));
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].code, "too_deep");
  EXPECT_EQ(first_fault_of("[[1]]", {.depth_max = 1}).code, "too_deep");
}

TEST(Json, RefusesSizeWithoutReading) {
  std::string large;
  large.resize(100'000'000, '[');
  const Faults faults = faults_of(large);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "too_large");
  EXPECT_TRUE(parse_json("[1]", {.bytes_max = 3}));
  EXPECT_EQ(first_fault_of("[12]", {.bytes_max = 3}).code, "too_large");
}

TEST(Json, RefusesWhatIsNotUtf8) {
  const Faults faults = faults_of("{\"a\":\n \"\xFF\"}");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "not_utf8");
  EXPECT_EQ(faults[0].line, 2);
}

TEST(Json, SaysWhereTheSyntaxBreaks) {
  const Faults faults = faults_of("{\n  \"名称\": 1,\n  \"b\": tru\n}");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].code, "syntax");
  EXPECT_EQ(faults[0].line, 3);
  EXPECT_EQ(faults[0].what.substr(0, std::string("第 3 行第 ").size()), "第 3 行第 ");
  EXPECT_EQ(first_fault_of("{\"a\":1}}").what, "第 1 行第 8 列起多出了内容，JSON 到此已经完整");
  EXPECT_EQ(first_fault_of("[1,\n2").line, 2);
  EXPECT_EQ(first_fault_of("").code, "syntax");
  EXPECT_EQ(first_fault_of("  ").code, "syntax");
}

TEST(Json, HintsAtWhatPeopleGetWrong) {
  EXPECT_EQ(first_fault_of("{“a”: 1}").right, "标点应为半角，例如 \" , : { } [ ]");
  EXPECT_EQ(first_fault_of("{\"a\"：1}").right, "标点应为半角，例如 \" , : { } [ ]");
  EXPECT_EQ(first_fault_of("{'a': 1}").right, "字符串和键应写在双引号里");
  EXPECT_EQ(first_fault_of("{\"a\": 1,}").right, "最后一项之后不应有逗号，值也不能空着");
  EXPECT_EQ(first_fault_of("{\"a\": 1 // x\n}").right, "JSON 里不能写注释");
  EXPECT_EQ(first_fault_of("[\"a\nb\"]").right, "字符串里的换行和制表应写成 \\n、\\t");
  EXPECT_EQ(first_fault_of(R"(["\ud83d"])").right, "\\u 之后应为四位十六进制数，代理对应成双");
}

TEST(Json, RefusesWhatOtherReadersLetPass) {
  for (const char* text : {"NaN", "[01]", "[+1]", "[.5]", "[1.]", "{a:1}", "[1 2]", "[0x1]",
                           "[Infinity]", "[\"\t\"]", "[\"\\x41\"]", "/**/1", "[1,]", "nul"})
    EXPECT_EQ(faults_of(text).size(), 1U) << text;
}

TEST(Json, NeverTurnsAnIntegerIntoADouble) {
  EXPECT_TRUE(parse_json("[9223372036854775807,-9223372036854775808]")->at(0).is_int64());
  EXPECT_TRUE(parse_json("18446744073709551615")->is_uint64());
  const Faults faults = faults_of(R"({"a":[18446744073709551616,-9223372036854775809,1e400,1]})");
  ASSERT_EQ(faults.size(), 3U) << faults.to_string();
  EXPECT_EQ(faults[0].pointer, "/a/0");
  EXPECT_EQ(faults[1].pointer, "/a/1");
  EXPECT_EQ(faults[2].pointer, "/a/2");
  for (const Fault& fault : faults) EXPECT_EQ(fault.code, "number_range");
}

TEST(Json, ReadsDoublesToTheLastBit) {
  // Boost.JSON's own conversion is off by one unit for numbers like these.
  EXPECT_EQ(parse_json("[8.5459999999999994]")->at(0).as_double(), 8.5459999999999994);
  EXPECT_EQ(parse_json("1.7976931348623157e308")->as_double(), 1.7976931348623157e308);
  EXPECT_EQ(parse_json("[123456789.12345678e-20]")->at(0).as_double(), 123456789.12345678e-20);
}

TEST(Json, ReportsDuplicatesAndSyntaxTogether) {
  const Faults faults = faults_of(R"({"a":1,"a":2,"b":})");
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_EQ(faults[0].code, "duplicate_key");
  EXPECT_EQ(faults[1].code, "syntax");
}

RC_GTEST_PROP(JsonProperty, AnyBytesAreEitherReadOrRefused, (const std::string& bytes)) {
  const auto value = parse_json(bytes);
  const bool refused = !value.ok() && !value.faults().empty();
  RC_ASSERT(value.ok() != refused);
}

RC_GTEST_PROP(JsonProperty, WhatIsWrittenIsReadBack, (const std::map<int, std::vector<int>>& map)) {
  json::object object;
  for (const auto& [key, list] : map)
    object[std::to_string(key)] = json::array(list.begin(), list.end());
  const auto value = parse_json(json::serialize(object));
  RC_ASSERT(value.ok());
  RC_ASSERT(*value == json::value(object));
}

}  // namespace
}  // namespace qinqing::base
