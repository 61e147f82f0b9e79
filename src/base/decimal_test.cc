#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>

namespace qinqing::base {
namespace {

Decimal number(std::string_view text) {
  const auto value = Decimal::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Decimal());
}

std::string quotient(const Decimal& a, const Decimal& b) {
  const auto value = Decimal::divide(a, b);
  return value ? value->to_string() : "";
}

std::string nines(std::size_t count) {
  return std::string(count, '9');
}

TEST(Decimal, KeepsTheScaleItWasWrittenWith) {
  for (const char* text :
       {"0", "0.00", "1203.47", "-0.5", "100.00", "1.10", "-12", "0.000000000000000000001"})
    EXPECT_EQ(number(text).to_string(), text);
}

TEST(Decimal, PrintsWithoutExponent) {
  EXPECT_EQ(number("1E3").to_string(), "1000");
  EXPECT_EQ(number("110e-2").to_string(), "1.10");
  EXPECT_EQ(number("-5E-3").to_string(), "-0.005");
  EXPECT_EQ(number("0E5").to_string(), "0");
  EXPECT_EQ(number(".5").to_string(), "0.5");
  EXPECT_EQ(number("-.25").to_string(), "-0.25");
  EXPECT_EQ(number("007").to_string(), "7");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"",      "-",  ".",   "1.",  "1..2", "1.2.3", "+1", " 1",  "1 ",   "1,000", "1e", "1e+",
        "1e1.5", "e5", "--1", "NaN", "Inf",  "0x10",  "１", "1_0", "1e5x", "-.e1",  "."})
    EXPECT_FALSE(Decimal::parse(text)) << text;
  EXPECT_FALSE(Decimal::parse(std::string_view("1\0", 2)));
}

TEST(Decimal, RefusesEveryLossOfDigits) {
  EXPECT_EQ(number(nines(34)).to_string(), nines(34));
  EXPECT_FALSE(Decimal::parse(nines(35)));
  EXPECT_FALSE(Decimal::parse("0." + nines(35)));
  // Zeros on the right of a whole number are no loss; of a fraction they would be lost scale.
  EXPECT_EQ(number("1" + std::string(40, '0')).to_string(), "1" + std::string(40, '0'));
  EXPECT_FALSE(Decimal::parse("0.1" + std::string(34, '0')));
  EXPECT_EQ(number(std::string(50, '0') + "1").to_string(), "1");
}

TEST(Decimal, HoldsToTheExponentsOfDecimal128) {
  EXPECT_TRUE(Decimal::parse("1E6144"));
  EXPECT_FALSE(Decimal::parse("1E6145"));
  EXPECT_FALSE(Decimal::parse("10E6144"));
  EXPECT_TRUE(Decimal::parse("1E-6176"));
  EXPECT_FALSE(Decimal::parse("1E-6177"));
  EXPECT_FALSE(Decimal::parse("1E99999999999999999999"));
  EXPECT_FALSE(Decimal::parse("1E-99999999999999999999"));
  const Decimal largest = number("1E6144");
  EXPECT_EQ(number(largest.to_string()), largest);
}

TEST(Decimal, AddsAndMultipliesExactly) {
  EXPECT_EQ((number("0.1") + number("0.2")).to_string(), "0.3");
  EXPECT_EQ((number("1203.47") - number("1203.46")).to_string(), "0.01");
  EXPECT_EQ((number("1.10") * number("3")).to_string(), "3.30");
  EXPECT_EQ((number("1.10") + number("2.2")).to_string(), "3.30");
}

TEST(Decimal, DividesAndRoundsHalfToEven) {
  EXPECT_EQ(quotient(1, 4), "0.25");
  EXPECT_EQ(quotient(1, 3), "0." + std::string(34, '3'));
  EXPECT_EQ(quotient(2, 3), "0." + std::string(33, '6') + "7");
  EXPECT_FALSE(Decimal::divide(1, 0));
  EXPECT_FALSE(Decimal::divide(0, number("0.00")));
  // A half at the 35th digit goes to the even neighbour: down here, up below.
  const Decimal even = number("2" + std::string(33, '0'));
  const Decimal odd = number("2" + std::string(32, '0') + "1");
  EXPECT_EQ(even + number("0.5"), even);
  EXPECT_EQ(odd + number("0.5"), number("2" + std::string(32, '0') + "2"));
}

TEST(Decimal, SaturatesInsteadOfBecomingInfinite) {
  const Decimal largest = number("1E6144") * number("9.999999999999999999999999999999999");
  EXPECT_EQ(largest * 10, largest);
  EXPECT_EQ(largest + largest, largest);
  EXPECT_EQ(largest * -10, Decimal(0) - largest);
  EXPECT_LT(largest * -10, 0);
  EXPECT_EQ(Decimal::divide(largest, number("0.1")), largest);
}

TEST(Decimal, ZeroHasNoSign) {
  EXPECT_FALSE(number("-0").is_negative());
  EXPECT_EQ(number("-0.00").to_string(), "0.00");
  EXPECT_FALSE((number("-1") * 0).is_negative());
  EXPECT_EQ((number("-1") * 0).to_string(), "0");
  EXPECT_EQ((number("1") - 1).to_string(), "0");
  EXPECT_TRUE(number("-0.01").is_negative());
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(number("1.10"), number("1.1"));
  EXPECT_EQ(number("0"), number("0.000"));
  EXPECT_EQ(number("1E3"), number("1000.0"));
  EXPECT_LT(number("79.99"), number("80"));
  EXPECT_GT(number("80.01"), number("80.00"));
  EXPECT_LT(number("-80.01"), number("-80"));
  EXPECT_LT(number("-1"), number("0.00"));
  // So far apart in exponent that the two coefficients meet in no 128 bits.
  EXPECT_LT(number("9E-6000"), number("1E6000"));
  EXPECT_GT(number("-9E-6000"), number("-1E6000"));
  EXPECT_EQ(number("0E-6000"), number("0E6000"));
  EXPECT_LT(number("0"), number("1E-6176"));
  EXPECT_GT(number(nines(34)), number("1E33"));
  EXPECT_LT(number(nines(34)), number("1E34"));
}

TEST(Decimal, KnowsWholeNumbers) {
  EXPECT_TRUE(number("12.00").is_integer());
  EXPECT_FALSE(number("12.50").is_integer());
  EXPECT_TRUE(number("1E3").is_integer());
  EXPECT_FALSE(number("1E-40").is_integer());
  EXPECT_EQ(number("12.00").to_int64(), 12);
  EXPECT_EQ(number("-1E3").to_int64(), -1000);
  EXPECT_FALSE(number("0.5").to_int64());
  EXPECT_EQ(number("12.30").scale(), 2);
  EXPECT_EQ(number("1E3").scale(), 0);
}

TEST(Decimal, CoversInt64AndNoMore) {
  constexpr auto max = std::numeric_limits<std::int64_t>::max();
  constexpr auto min = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(Decimal(max).to_string(), "9223372036854775807");
  EXPECT_EQ(Decimal(min).to_string(), "-9223372036854775808");
  EXPECT_EQ(Decimal(max).to_int64(), max);
  EXPECT_EQ(Decimal(min).to_int64(), min);
  EXPECT_FALSE((Decimal(max) + 1).to_int64());
  EXPECT_FALSE((Decimal(min) - 1).to_int64());
  EXPECT_FALSE(number("1E19").to_int64());
  EXPECT_FALSE(number("1E6144").to_int64());
}

// Cents as int64 are the reference: exact, and nothing of the implementation in them.
RC_GTEST_PROP(DecimalProperty, MoneyCountsLikeCents, ()) {
  const auto a = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
  const auto b = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
  const Decimal cent = number("0.01");
  RC_ASSERT(Decimal(a) * cent + Decimal(b) * cent == Decimal(a + b) * cent);
  RC_ASSERT(Decimal(a) * cent - Decimal(b) * cent == Decimal(a - b) * cent);
  RC_ASSERT((Decimal(a) * cent <=> Decimal(b) * cent) == (a <=> b));
  RC_ASSERT((Decimal(a) * cent <=> Decimal(b)) == (a <=> b * 100));
}

RC_GTEST_PROP(DecimalProperty, TextGivesTheNumberBack, ()) {
  const auto digits = *rc::gen::inRange<std::int64_t>(-999'999'999'999'999, 999'999'999'999'999);
  const auto exponent = *rc::gen::inRange(-60, 60);
  const Decimal value = number(std::to_string(digits) + "E" + std::to_string(exponent));
  const Decimal back = number(value.to_string());
  RC_ASSERT(back == value);
  RC_ASSERT(back.scale() == value.scale());
}

RC_GTEST_PROP(DecimalProperty, OrderIsTheSameHoweverItIsWritten, ()) {
  const auto a = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
  const auto b = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
  const auto zeros = *rc::gen::inRange(0, 40);
  const std::string shift = std::to_string(zeros);
  // The same numbers moved by `zeros` places, one side written with another exponent.
  const Decimal x = number(std::to_string(a) + "E" + shift);
  const Decimal y = number(std::to_string(b) + "000E" + std::to_string(zeros - 3));
  RC_ASSERT((x <=> y) == (a <=> b));
  RC_ASSERT((x == y) == (a == b));
}

}  // namespace
}  // namespace qinqing::base
