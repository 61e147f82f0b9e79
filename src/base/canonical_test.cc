#include "base/canonical.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <boost/json/value.hpp>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <string>

#include "base/json.h"

namespace qinqing::base {
namespace {

namespace json = boost::json;

std::string canonical(const json::value& value) {
  const auto bytes = canonical_json(value);
  EXPECT_TRUE(bytes) << (bytes ? "" : bytes.faults().to_string());
  return bytes ? *bytes : "";
}

// RFC 8785, appendix B.
TEST(Canonical, PrintsTheNumbersOfTheRfc) {
  const std::pair<std::uint64_t, const char*> rows[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"},
  };
  for (const auto& [bits, text] : rows) EXPECT_EQ(canonical(std::bit_cast<double>(bits)), text);
}

TEST(Canonical, RefusesNumbersWithoutACanonicalForm) {
  for (const std::uint64_t bits : {0x7fffffffffffffffULL, 0x7ff0000000000000ULL}) {
    const auto bytes = canonical_json(json::array{1, std::bit_cast<double>(bits)});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.faults()[0].code, "number_range");
    EXPECT_EQ(bytes.faults()[0].pointer, "/1");
  }
}

TEST(Canonical, HoldsIntegersToThoseOfADouble) {
  constexpr std::int64_t safe = 9007199254740991;
  EXPECT_EQ(canonical(safe), "9007199254740991");
  EXPECT_EQ(canonical(-safe), "-9007199254740991");
  EXPECT_FALSE(canonical_json(safe + 1));
  EXPECT_FALSE(canonical_json(-safe - 1));
  EXPECT_FALSE(canonical_json(std::numeric_limits<std::int64_t>::min()));
  EXPECT_FALSE(canonical_json(std::numeric_limits<std::uint64_t>::max()));
}

// RFC 8785, §3.2.2: its input and its result.
TEST(Canonical, GivesTheExampleOfTheRfc) {
  const json::value value = *parse_json(R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })");
  EXPECT_EQ(canonical(value),
            R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],)"
            R"("string":"€$\u000f\nA'B\"\\\\\"/"})");
}

// RFC 8785, §3.2.3: its keys in its order.
TEST(Canonical, SortsKeysByUtf16CodeUnits) {
  const json::value value = *parse_json(R"({
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis"
  })");
  EXPECT_EQ(
      canonical(value),
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
      "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
      "\"😀\":\"Emoji: Grinning Face\",\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(Canonical, SortsAPrefixBeforeWhatItBegins) {
  EXPECT_EQ(canonical({{"ab", 1}, {"a", 2}, {"", 3}, {"B", 4}}), R"({"":3,"B":4,"a":2,"ab":1})");
}

TEST(Canonical, EscapesOnlyWhatItMust) {
  std::string out;
  append_canonical_string(out, std::string_view("\b\t\n\f\r\"\\/\x01\x1f\x7f亲\0", 15));
  EXPECT_EQ(out, "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f亲\\u0000\"");
}

TEST(Canonical, RefusesTextThatIsNotUtf8InValuesAndKeys) {
  const auto bytes = canonical_json({{"a", "\xFF"}, {"\xC0\x80", 1}});
  ASSERT_FALSE(bytes);
  ASSERT_EQ(bytes.faults().size(), 2U);
  EXPECT_EQ(bytes.faults()[0].pointer, "/a");
  EXPECT_EQ(bytes.faults()[1].code, "not_utf8");
}

TEST(Canonical, WritesEmptyContainers) {
  EXPECT_EQ(canonical({{"a", json::array()}, {"b", json::object()}}), R"({"a":[],"b":{}})");
}

// FIPS 180-4's own messages.
TEST(Sha256, MatchesTheStandard) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(named_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

RC_GTEST_PROP(CanonicalProperty, DoublesComeBackExactly, (std::uint64_t bits)) {
  const auto value = std::bit_cast<double>(bits);
  RC_PRE(value == value && value - value == 0);
  const auto text = canonical_json(value);
  RC_ASSERT(text.ok());
  double back = 0;
  RC_ASSERT(std::from_chars(text->data(), text->data() + text->size(), back).ec == std::errc());
  RC_ASSERT(back == value);
}

RC_GTEST_PROP(CanonicalProperty, OrderOfMembersDoesNotMatter,
              (const std::map<std::string, int>& members)) {
  json::object forward;
  json::object backward;
  for (const auto& [key, value] : members) {
    std::string ascii;
    for (const char c : key) ascii += static_cast<char>(c & 0x7F);
    forward[ascii] = value;
  }
  for (auto it = forward.end(); it != forward.begin();) {
    --it;
    backward[it->key()] = it->value();
  }
  RC_ASSERT(*canonical_json(forward) == *canonical_json(backward));
}

}  // namespace
}  // namespace qinqing::base
