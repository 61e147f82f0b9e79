#include "base/reader.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <limits>

namespace qinqing::base::reader_test {

namespace json = boost::json;

enum class Side { positive, negative, default_ };
BOOST_DESCRIBE_ENUM(Side, positive, negative, default_)

struct Basis {
  std::string law;
  std::optional<int> article;
};
BOOST_DESCRIBE_STRUCT(Basis, (), (law, article))

struct Clause {
  std::string id;
  bool private_ = false;
  int number = 0;
  std::int64_t large = 0;
  Decimal limit;
  Date from;
  Side side = Side::positive;
  std::optional<Date> to;
  std::vector<Basis> bases;
  std::map<std::string, Decimal> amounts;
  json::value raw;
};
BOOST_DESCRIBE_STRUCT(Clause, (),
                      (id, private_, number, large, limit, from, side, to, bases, amounts, raw))

struct Node {
  std::string name;
  std::vector<Node> children;
};
BOOST_DESCRIBE_STRUCT(Node, (), (name, children))

struct Parent {
  std::string inherited;
};
BOOST_DESCRIBE_STRUCT(Parent, (), (inherited))
struct Child : Parent {
  int own = 0;
};
BOOST_DESCRIBE_STRUCT(Child, (Parent), (own))

constexpr std::string_view kGood = R"({
  "id": "n1", "private": true, "number": -3, "large": 9007199254740993, "limit": "1200.00",
  "from": "2026-11-27", "side": "default", "to": null,
  "bases": [{"law": "监察法"}, {"law": "公务员法", "article": 59}],
  "amounts": {"meal": "80.00"}, "raw": {"any": [1]}
})";

json::object good() {
  return json::parse(kGood).get_object();
}

// `key` set to the JSON in `text`; then what is wrong with the whole.
Faults faults_with(std::string_view key, std::string_view text, Scalars scalars = Scalars::typed) {
  json::object object = good();
  object[key] = json::parse(text);
  Faults faults;
  read<Clause>(object, "", faults, scalars);
  return faults;
}

Fault first_fault_with(std::string_view key, std::string_view text) {
  const Faults faults = faults_with(key, text);
  return faults.empty() ? Fault() : faults[0];
}

TEST(Reader, ReadsEveryKindOfMember) {
  Faults faults;
  const auto clause = read<Clause>(good(), "", faults);
  ASSERT_TRUE(faults.empty()) << faults.to_string();
  EXPECT_EQ(clause.id, "n1");
  EXPECT_TRUE(clause.private_);
  EXPECT_EQ(clause.number, -3);
  EXPECT_EQ(clause.large, 9007199254740993);
  EXPECT_EQ(clause.limit.to_string(), "1200.00");
  EXPECT_EQ(clause.from, Date::parse("2026-11-27"));
  EXPECT_EQ(clause.side, Side::default_);
  EXPECT_FALSE(clause.to);
  ASSERT_EQ(clause.bases.size(), 2U);
  EXPECT_FALSE(clause.bases[0].article);
  EXPECT_EQ(clause.bases[1].article, 59);
  EXPECT_EQ(clause.amounts.at("meal").to_string(), "80.00");
  EXPECT_EQ(json::serialize(clause.raw), R"({"any":[1]})");
}

TEST(Reader, WritesWhatItReads) {
  Faults faults;
  const auto clause = read<Clause>(good(), "", faults);
  json::object expected = good();
  expected.erase("to");
  EXPECT_EQ(write(clause), json::value(expected));
  EXPECT_EQ(json::serialize(write(Basis{"法", {}})), R"({"law":"法"})");
  EXPECT_EQ(json::serialize(write(std::vector<Side>{Side::default_})), R"(["default"])");
  EXPECT_EQ(json::serialize(write(Clause()).at("bases")), "[]");
}

TEST(Reader, NamesEveryFaultAtOnceByItsPlace) {
  const json::value value = json::parse(R"({
    "id": 7, "number": "12", "limit": 12, "from": "2026-02-30", "side": "neutral",
    "bases": [{"law": "x"}, {"laws": "y"}], "amounts": {"a/b": 1}, "private": null, "raw": 1
  })");
  Faults faults;
  read<Clause>(value, "/clause", faults);
  std::vector<std::pair<std::string, std::string>> found;
  for (const Fault& fault : faults) found.emplace_back(fault.pointer, fault.code);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"/clause/id", "type"},
      {"/clause/number", "type"},
      {"/clause/limit", "type"},
      {"/clause/from", "value"},
      {"/clause/side", "value"},
      {"/clause/bases/1/laws", "unknown_key"},
      {"/clause/bases/1/law", "missing"},
      {"/clause/amounts/a~1b", "type"},
      {"/clause/private", "type"},
      {"/clause/large", "missing"}};
  EXPECT_EQ(found, expected);
}

TEST(Reader, SaysWhatWouldBeRight) {
  EXPECT_EQ(first_fault_with("limit", "12").what, "应为带引号的小数，现在写的是整数");
  EXPECT_EQ(first_fault_with("limit", "12").right, "例如 \"1200.00\"");
  EXPECT_EQ(first_fault_with("limit", "12.5").what, "应为带引号的小数，现在写的是小数");
  EXPECT_EQ(first_fault_with("side", "\"x\"").right, "可写：positive、negative、default");
  EXPECT_EQ(first_fault_with("from", "null").what, "不能为空，应为日期");
  EXPECT_EQ(first_fault_with("sids", "1").right, "是否应为“side”");
  EXPECT_EQ(first_fault_with("zzzzzz", "1").right, "");
}

TEST(Reader, TypedScalarsAreNotConverted) {
  for (const auto& [key, text] : {std::pair{"number", "\"12\""},
                                  {"number", "12.0"},
                                  {"number", "true"},
                                  {"private", "1"},
                                  {"private", "\"true\""},
                                  {"id", "12"},
                                  {"from", "20261127"},
                                  {"bases", "{}"},
                                  {"amounts", "[]"},
                                  {"side", "0"},
                                  {"bases", "null"},
                                  {"amounts", "null"}}) {
    const Faults faults = faults_with(key, text);
    ASSERT_EQ(faults.size(), 1U) << key << ' ' << text;
    EXPECT_EQ(faults[0].code, "type") << key << ' ' << text;
  }
}

TEST(Reader, HoldsIntegersToTheirRange) {
  EXPECT_TRUE(faults_with("number", "2147483647").empty());
  EXPECT_EQ(first_fault_with("number", "2147483648").code, "value");
  EXPECT_EQ(first_fault_with("number", "-2147483649").code, "value");
  EXPECT_TRUE(faults_with("large", "-9223372036854775808").empty());
  EXPECT_EQ(first_fault_with("large", "9223372036854775808").code, "value");
}

TEST(Reader, TakesDecimalsInPlainNotationOnly) {
  EXPECT_TRUE(faults_with("limit", "\"-0.50\"").empty());
  for (const char* text : {"\"1e3\"", "\".5\"", "\"5.\"", "\"\"", "\"1,000\"", "\"NaN\"", "\"-\"",
                           "\"12345678901234567890123456789012345\""})
    EXPECT_EQ(first_fault_with("limit", text).code, "value") << text;
}

TEST(Reader, NeverRepeatsAValue) {
  json::object object = good();
  object["limit"] = "1203.47x";
  object["from"] = "1203.47";
  object["side"] = "1203.47";
  object["number"] = 1203.47;
  Faults faults;
  read<Clause>(object, "", faults);
  EXPECT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults.to_string().find("1203"), std::string::npos);
}

TEST(Reader, TextScalarsAreConverted) {
  const json::value value = json::parse(R"({
    "id": "007", "private": "true", "number": "-12", "large": "9223372036854775807",
    "limit": "1.10", "from": "2026-11-27", "side": "negative", "bases": [], "raw": "no"
  })");
  Faults faults;
  const auto clause = read<Clause>(value, "", faults, Scalars::text);
  ASSERT_TRUE(faults.empty()) << faults.to_string();
  EXPECT_EQ(clause.id, "007");
  EXPECT_TRUE(clause.private_);
  EXPECT_EQ(clause.number, -12);
  EXPECT_EQ(clause.limit.to_string(), "1.10");
}

TEST(Reader, TextScalarsAreStrictToo) {
  for (const auto& [key, text] : {std::pair{"number", "\"+1\""},
                                  {"number", "\"01\""},
                                  {"number", "\"1.0\""},
                                  {"number", "\"\""},
                                  {"number", "\"-\""},
                                  {"number", "\"99999999999\""},
                                  {"number", "\"99999999999999999999\""},
                                  {"private", "\"yes\""},
                                  {"private", "\"True\""}}) {
    json::object object{{"id", "x"},          {"private", "false"}, {"number", "1"},
                        {"large", "1"},       {"limit", "1"},       {"from", "2026-11-27"},
                        {"side", "positive"}, {"raw", nullptr}};
    object[key] = json::parse(text);
    Faults faults;
    read<Clause>(object, "", faults, Scalars::text);
    ASSERT_EQ(faults.size(), 1U) << key << ' ' << text << faults.to_string();
    EXPECT_EQ(faults[0].code, "value");
  }
}

TEST(Reader, RefusesARootOfAnotherKind) {
  Faults faults;
  read<Clause>(json::array(), "", faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].pointer, "");
  EXPECT_EQ(faults[0].what, "应为一组键值，现在写的是列表");
}

TEST(Reader, StopsAfterAHundredFaults) {
  json::object object = good();
  for (int i = 0; i < 5000; ++i) object["unknown" + std::to_string(i)] = i;
  Faults faults;
  read<Clause>(object, "", faults);
  ASSERT_EQ(faults.size(), 101U);
  EXPECT_EQ(faults[100].code, "too_many");
}

TEST(Reader, CutsLongKeysInMessagesAtACharacter) {
  std::string key;
  for (int i = 0; i < 1000; ++i) key += "键";
  json::object object = good();
  object[key] = 1;
  Faults faults;
  read<Clause>(object, "", faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].what.size(),
            std::string("没有名为“”的项").size() + 63 + std::string("…").size());
}

TEST(Reader, ReadsTypesThatHoldThemselvesAndInheritedMembers) {
  Faults faults;
  const auto node =
      read<Node>(json::parse(R"({"name":"a","children":[{"name":"b","children":[{"name":"c"}]}]})"),
                 "", faults);
  ASSERT_TRUE(faults.empty());
  EXPECT_EQ(node.children[0].children[0].name, "c");
  const auto child = read<Child>(json::parse(R"({"inherited":"x","own":1})"), "", faults);
  ASSERT_TRUE(faults.empty()) << faults.to_string();
  EXPECT_EQ(child.inherited, "x");
}

TEST(Schema, DescribesARecord) {
  EXPECT_EQ(json_schema<Clause>(), json::parse(R"({
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
      "id": {"type": "string"},
      "private": {"type": "boolean"},
      "number": {"type": "integer", "minimum": -2147483648, "maximum": 2147483647},
      "large": {"type": "integer", "format": "int64"},
      "limit": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
      "from": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
      "side": {"type": "string", "enum": ["positive", "negative", "default"]},
      "to": {"anyOf": [
        {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        {"type": "null"}]},
      "bases": {"type": "array", "items": {
        "type": "object",
        "properties": {"law": {"type": "string"}, "article": {"anyOf": [
          {"type": "integer", "minimum": -2147483648, "maximum": 2147483647}, {"type": "null"}]}},
        "required": ["law"], "additionalProperties": false}},
      "amounts": {"type": "object", "additionalProperties":
        {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}},
      "raw": {}
    },
    "required": ["id", "private", "number", "large", "limit", "from", "side", "raw"],
    "additionalProperties": false
  })"));
}

TEST(Schema, EndsWhereATypeHoldsItself) {
  EXPECT_EQ(json::serialize(json_schema<Node>().at_pointer("/properties/children/items")),
            R"({"type":"object"})");
}

}  // namespace qinqing::base::reader_test
