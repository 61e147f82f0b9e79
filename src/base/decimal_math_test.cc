// Known values to 34 digits, computed with 60 digits by mpmath 1.3 (https://mpmath.org) and rounded
// half-even; and what there is no number for.
#include "base/decimal_math.h"

#include <gtest/gtest.h>

#include <string>

namespace qinqing::base {
namespace {

Decimal number(const char* text) {
  const auto parsed = Decimal::parse(text);
  EXPECT_TRUE(parsed.has_value()) << text;
  return parsed.value_or(Decimal(0));
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "none";
}

// Intel's library promises less than one unit of the last digit: of e^10 the last but one is right.
TEST(DecimalMath, PowersOfEAreRightToAUnitOfTheLastDigit) {
  EXPECT_EQ(shown(exponential(number("1"))), "2.718281828459045235360287471352662");
  EXPECT_EQ(shown(exponential(number("-0.5"))), "0.6065306597126334236037995349911805");
  EXPECT_EQ(shown(exponential(number("10"))).substr(0, 34), "22026.4657948067165169579006452842");
  EXPECT_EQ(shown(exponential(number("0.001"))), "1.001000500166708341668055753993058");
  EXPECT_EQ(shown(exponential(number("20000"))), "none");
}

TEST(DecimalMath, LogarithmsAreRightToTheLastDigit) {
  EXPECT_EQ(shown(logarithm(number("2"))), "0.6931471805599453094172321214581766");
  EXPECT_EQ(shown(logarithm(number("10"))), "2.302585092994045684017991454684364");
  EXPECT_EQ(shown(logarithm(number("0.1"))), "-2.302585092994045684017991454684364");
  EXPECT_EQ(shown(logarithm(number("1203.47"))), "7.092964329617048000075347193475686");
  EXPECT_EQ(shown(logarithm(number("0"))), "none");
  EXPECT_EQ(shown(logarithm(number("-1"))), "none");
}

TEST(DecimalMath, RootsAreRightToTheLastDigit) {
  EXPECT_EQ(shown(square_root(number("2"))), "1.414213562373095048801688724209698");
  EXPECT_EQ(shown(square_root(number("0.5"))), "0.7071067811865475244008443621048490");
  EXPECT_EQ(shown(square_root(number("1203.47"))), "34.69106513210570189396150748188006");
  EXPECT_EQ(square_root(number("1.44")), number("1.2"));
  EXPECT_EQ(shown(square_root(number("-0.01"))), "none");
}

TEST(DecimalMath, WholePowersAreExactAndOthersRightToTheLastDigits) {
  EXPECT_EQ(power(number("1.1"), Decimal(10)), number("2.5937424601"));
  EXPECT_EQ(shown(power(Decimal(2), Decimal(100))), "1267650600228229401496703205376");
  EXPECT_EQ(shown(power(Decimal(7), Decimal(-3))), "0.002915451895043731778425655976676385");
  EXPECT_EQ(shown(power(Decimal(2), number("0.5"))), "1.414213562373095048801688724209698");
  EXPECT_EQ(shown(power(Decimal(10), number("0.1"))), "1.258925411794167210423954106395801");
  EXPECT_EQ(shown(power(Decimal(0), Decimal(-1))), "none");
  EXPECT_EQ(shown(power(Decimal(-1), number("0.5"))), "none");
}

// Thirty multiplications, each rounded: the last digit may be off by a few.
TEST(DecimalMath, ALongWholePowerIsRightButForItsLastDigit) {
  const auto interest = power(number("1.05"), Decimal(30));
  ASSERT_TRUE(interest.has_value());
  const Decimal off = absolute(*interest - number("4.321942375150662009157288198886473"));
  EXPECT_LE(off, number("0.00000000000000000000000000000001")) << shown(interest);
}

TEST(DecimalMath, QuotientsAreRoundedToTheNearest) {
  EXPECT_EQ(shown(checked_divide(Decimal(1), Decimal(3))), "0.3333333333333333333333333333333333");
  EXPECT_EQ(shown(checked_divide(Decimal(2), Decimal(3))), "0.6666666666666666666666666666666667");
  EXPECT_EQ(shown(checked_divide(number("1203.47"), Decimal(7))),
            "171.9242857142857142857142857142857");
  EXPECT_EQ(shown(checked_divide(Decimal(1), Decimal(0))), "none");
}

TEST(DecimalMath, WhatIsTooLargeIsNoNumber) {
  const Decimal large = number("9e6144");
  EXPECT_EQ(shown(checked_add(large, large)), "none");
  EXPECT_EQ(shown(checked_multiply(large, Decimal(2))), "none");
  EXPECT_EQ(shown(checked_subtract(Decimal(0) - large, large)), "none");
  EXPECT_EQ(checked_subtract(large, large), Decimal(0));
}

TEST(DecimalMath, ARemainderHasTheSignOfTheDivisor) {
  EXPECT_EQ(modulo(Decimal(10), Decimal(4)), Decimal(2));
  EXPECT_EQ(modulo(Decimal(-10), Decimal(4)), Decimal(2));
  EXPECT_EQ(modulo(Decimal(10), Decimal(-4)), Decimal(-2));
  EXPECT_EQ(modulo(Decimal(-10), Decimal(-4)), Decimal(-2));
  EXPECT_EQ(modulo(number("10.1"), number("4.5")), number("1.1"));
  EXPECT_EQ(shown(modulo(Decimal(1), Decimal(0))), "none");
}

TEST(DecimalMath, RoundingGoesEveryWay) {
  const auto all = [](const char* text, int scale) {
    std::string out;
    for (const Rounding way : {Rounding::half_even, Rounding::half_up, Rounding::half_down,
                               Rounding::up, Rounding::down, Rounding::floor, Rounding::ceiling})
      out += round_to(number(text), scale, way).to_string() + " ";
    return out;
  };
  EXPECT_EQ(all("2.5", 0), "2 3 2 3 2 2 3 ");
  EXPECT_EQ(all("-2.5", 0), "-2 -3 -2 -3 -2 -3 -2 ");
  EXPECT_EQ(all("1.115", 2), "1.12 1.12 1.11 1.12 1.11 1.11 1.12 ");
  EXPECT_EQ(all("-1.111", 2), "-1.11 -1.11 -1.11 -1.12 -1.11 -1.12 -1.11 ");
}

// §10.3.2.3.1 of DMN 1.5: 34 digits, rounded to the nearest, ties to the even neighbour.
TEST(DecimalMath, MoreThan34DigitsAreRounded) {
  EXPECT_EQ(shown(parse_rounded("1.20")), "1.20");
  EXPECT_EQ(shown(parse_rounded("3.14159265358979323846264338327950288419")),
            "3.141592653589793238462643383279503");
  EXPECT_EQ(shown(parse_rounded("0.000123456789012345678901234567890123451")),
            "0.0001234567890123456789012345678901235")
      << "34 digits but for the zeros before them";
  EXPECT_EQ(shown(parse_rounded("1000000000000000000000000000000000.5")),
            "1000000000000000000000000000000000");
  EXPECT_EQ(shown(parse_rounded("1000000000000000000000000000000001.5")),
            "1000000000000000000000000000000002");
  EXPECT_EQ(shown(parse_rounded("-1000000000000000000000000000000000.51")),
            "-1000000000000000000000000000000001");
  EXPECT_EQ(parse_rounded("99999999999999999999999999999999999"), number("1e35"));
  EXPECT_EQ(parse_rounded("12345678901234567890123456789012345678e-5"),
            number("123456789012345678901234567890123.5"));
  EXPECT_EQ(shown(parse_rounded("99999999999999999999999999999999999e6140")), "none");
  EXPECT_EQ(shown(parse_rounded("1.2.3")), "none");
  EXPECT_EQ(shown(parse_rounded("1234567890123456789012345678901234567x")), "none");
}

}  // namespace
}  // namespace qinqing::base
