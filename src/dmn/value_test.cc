#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "dmn/dmn.h"

namespace qinqing::dmn {
namespace {

Value number(const char* text) {
  return Value::number(*base::Decimal::parse(text));
}

TEST(Value, PrintsAsALiteral) {
  EXPECT_EQ(Value().to_feel(), "null");
  EXPECT_EQ(Value::boolean(true).to_feel(), "true");
  EXPECT_EQ(number("80.00").to_feel(), "80.00");
  EXPECT_EQ(Value::string("a\"b\\c\n\x01").to_feel(), "\"a\\\"b\\\\c\\n\\u0001\"");
  EXPECT_EQ(Value::string("礼品").to_feel(), "\"礼品\"");
  EXPECT_EQ(Value::date(*base::Date::parse("2026-11-27")).to_feel(), "date(\"2026-11-27\")");
  EXPECT_EQ(Value::list({}).to_feel(), "[]");
  EXPECT_EQ(Value::list({number("1"), Value::list({Value()})}).to_feel(), "[1, [null]]");
  EXPECT_EQ(Value::context({{"a b", number("1")}, {"cost", Value()}, {"关系", Value()}}).to_feel(),
            "{\"a b\": 1, cost: null, 关系: null}");
}

TEST(Value, EqualWithinOneKindOnly) {
  EXPECT_EQ(number("1.10"), number("1.1"));
  EXPECT_FALSE(number("1") == Value::string("1"));
  EXPECT_FALSE(Value() == Value::boolean(false));
  EXPECT_EQ(Value(), Value());
  EXPECT_FALSE(Value::list({}) == Value());
  EXPECT_EQ(Value::list({number("1.0")}), Value::list({number("1")}));
  EXPECT_FALSE(Value::list({number("1")}) == Value::list({number("1"), number("1")}));
  EXPECT_EQ(Value::context({{"a", number("1")}, {"b", Value()}}),
            Value::context({{"b", Value()}, {"a", number("1.0")}}));
  EXPECT_FALSE(Value::context({{"a", Value()}}) == Value::context({{"b", Value()}}));
}

TEST(Value, CopiesShareAndOutliveTheOriginal) {
  Value copy;
  {
    const Value original = Value::list({Value::string("eat"), number("1")});
    copy = original;
    EXPECT_EQ(copy.as_list().data(), original.as_list().data());
  }
  EXPECT_EQ(copy.to_feel(), "[\"eat\", 1]");
  copy = copy.as_list()[0];  // out of what it is itself part of
  EXPECT_EQ(copy.as_string(), "eat");
}

TEST(Value, MovedFromIsNull) {
  Value from = Value::string("eat");
  const Value to = std::move(from);
  EXPECT_TRUE(from.is_null());  // NOLINT(bugprone-use-after-move): promised
  EXPECT_EQ(to.as_string(), "eat");
  Value other = number("1");
  other = Value();
  EXPECT_TRUE(other.is_null());
}

}  // namespace
}  // namespace qinqing::dmn
