#include "base/identifiers.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace qinqing::base {
namespace {

const Date kToday = Date::parse("2026-11-24").value_or(Date());

std::string resident(std::string_view number) {
  const auto fault = check_resident_id(number, kToday);
  return fault ? fault->code : "";
}

std::string credit(std::string_view code) {
  const auto fault = check_credit_code(code);
  return fault ? fault->code : "";
}

// GB 11643-1999's own examples.
TEST(ResidentId, TakesTheExamplesOfTheStandard) {
  EXPECT_EQ(resident("11010519491231002X"), "");
  EXPECT_EQ(resident("440524188001010014"), "");
}

TEST(ResidentId, NamesTheRuleThatIsBroken) {
  EXPECT_EQ(resident(""), "resident_id.length");
  EXPECT_EQ(resident("110105491231002"), "resident_id.length");  // the 15 digits of before 1999
  EXPECT_EQ(resident("11010519491231002X0"), "resident_id.length");
  EXPECT_EQ(resident("11010519491231002x"), "resident_id.character");
  EXPECT_EQ(resident("1101051949123100 X"), "resident_id.character");
  EXPECT_EQ(resident("110105194912310０2X"), "resident_id.character");  // a full-width digit
  EXPECT_EQ(resident("1101051949X231002X"), "resident_id.character");
  EXPECT_EQ(resident("01010519491231002X"), "resident_id.place");
  EXPECT_EQ(resident("99010519491231002X"), "resident_id.place");
  EXPECT_EQ(resident("11010519491331002X"), "resident_id.birth");
  EXPECT_EQ(resident("11010519490229002X"), "resident_id.birth");
  EXPECT_EQ(resident("110105194912310021"), "resident_id.check");
}

TEST(ResidentId, RefusesBirthdaysToCome) {
  // Both check characters are right; born today and tomorrow.
  EXPECT_EQ(resident("110105202611240010"), "");
  EXPECT_EQ(resident("110105202611250016"), "resident_id.birth");
}

TEST(ResidentId, NeverRepeatsTheNumber) {
  for (const char* number : {"11010519491231002x", "110105194912310021", "1101051949123100"}) {
    const Fault fault = check_resident_id(number, kToday).value_or(Fault());
    ASSERT_FALSE(fault.what.empty());
    EXPECT_EQ((fault.what + fault.right).find("1949"), std::string::npos);
    EXPECT_EQ(fault.pointer, "");
  }
}

TEST(ResidentId, TakesTheResidencePermitsOfTaiwan) {
  int good = 0;
  for (const char c : std::string_view("0123456789X"))
    good += resident(std::string("83000019900101001") + c).empty() ? 1 : 0;
  EXPECT_EQ(good, 1);
}

TEST(CreditCode, TakesGoodCodes) {
  EXPECT_EQ(credit("91350100M000100Y43"), "");  // the example of GB 32100
  EXPECT_EQ(credit("91110000600037341L"), "");
}

TEST(CreditCode, NamesTheRuleThatIsBroken) {
  EXPECT_EQ(credit(""), "credit_code.length");
  EXPECT_EQ(credit("91350100M000100Y4"), "credit_code.length");
  EXPECT_EQ(credit("91350100M000100Y430"), "credit_code.length");
  EXPECT_EQ(credit("9135010OM000100Y43"), "credit_code.character");
  EXPECT_EQ(credit("91350100m000100y43"), "credit_code.character");
  EXPECT_EQ(credit("91350100M000100Y４3"), "credit_code.character");
  EXPECT_EQ(credit("94350100M000100Y43"), "credit_code.department");
  EXPECT_EQ(credit("B1350100M000100Y43"), "credit_code.department");
  EXPECT_EQ(credit("9135A100M000100Y43"), "credit_code.place");
  EXPECT_EQ(credit("91350100M000101Y43"), "credit_code.organisation_check");
  EXPECT_EQ(credit("91350100M000100Y44"), "credit_code.check");
}

TEST(CreditCode, NeverRepeatsTheCode) {
  const Fault fault = check_credit_code("91350100M000100Y44").value_or(Fault());
  ASSERT_FALSE(fault.what.empty());
  EXPECT_EQ((fault.what + fault.right).find("350100"), std::string::npos);
}

RC_GTEST_PROP(IdentifierProperty, OneWrongDigitIsAlwaysNoticed, ()) {
  std::string number = "11010519491231002X";
  const auto place = static_cast<std::size_t>(*rc::gen::inRange(0, 17));
  const char digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
  RC_PRE(digit != number[place]);
  number[place] = digit;
  RC_ASSERT(check_resident_id(number, kToday).has_value());
}

RC_GTEST_PROP(IdentifierProperty, TwoDigitsExchangedAreAlwaysNoticed, ()) {
  std::string number = "440524188001010014";
  const auto place = static_cast<std::size_t>(*rc::gen::inRange(0, 17));
  RC_PRE(number[place] != number[place + 1]);
  std::swap(number[place], number[place + 1]);
  RC_ASSERT(check_resident_id(number, kToday).has_value());
}

RC_GTEST_PROP(IdentifierProperty, OneWrongCharacterOfACodeIsAlwaysNoticed, ()) {
  std::string code = "91350100M000100Y43";
  const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const auto place = static_cast<std::size_t>(*rc::gen::inRange(0, 18));
  const char wrong = alphabet[static_cast<std::size_t>(*rc::gen::inRange(0, 31))];
  RC_PRE(wrong != code[place]);
  code[place] = wrong;
  RC_ASSERT(check_credit_code(code).has_value());
}

Instant at_ms(std::int64_t milliseconds) {
  return Instant(std::chrono::milliseconds(milliseconds));
}

TEST(Uuid, HoldsTimeVersionAndVariant) {
  // The instant of RFC 9562's own example, appendix A.6.
  const FixedClock clock(at_ms(0x017F22E279B0));
  SeededRandom random(1);
  UuidSource source(clock, random);
  const std::string id = source.next();
  EXPECT_EQ(id.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_TRUE(is_uuid_v7(id)) << id;
}

TEST(Uuid, StaysInOrderWhenTheClockStandsStillOrStepsBack) {
  FixedClock clock(at_ms(1'700'000'000'000));
  SeededRandom random(2);
  UuidSource source(clock, random);
  std::vector<std::string> ids;
  for (int i = 0; i < 20'000; ++i) {  // more than the counter holds
    if (i == 5'000) clock.set(at_ms(1'600'000'000'000));
    if (i == 15'000) clock.set(at_ms(1'700'000'000'001));
    ids.push_back(source.next());
    ASSERT_TRUE(is_uuid_v7(ids.back())) << ids.back();
  }
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
}

TEST(Uuid, IsUniqueBetweenThreads) {
  const FixedClock clock(at_ms(1'700'000'000'000));
  SeededRandom random(3);
  UuidSource source(clock, random);
  std::vector<std::vector<std::string>> made(4);
  std::vector<std::thread> threads;
  threads.reserve(made.size());
  for (auto& list : made)
    threads.emplace_back([&source, &list] {
      for (int i = 0; i < 2'000; ++i) list.push_back(source.next());
    });
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& list : made) {
    EXPECT_TRUE(std::is_sorted(list.begin(), list.end()));
    all.insert(list.begin(), list.end());
  }
  EXPECT_EQ(all.size(), 8'000U);
}

TEST(Uuid, IsRecognisedStrictly) {
  EXPECT_TRUE(is_uuid_v7("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));  // RFC 9562, appendix A.6
  EXPECT_FALSE(is_uuid_v7("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
  EXPECT_FALSE(is_uuid_v7("017f22e2-79b0-4cc3-98c4-dc0c0c07398f"));
  EXPECT_FALSE(is_uuid_v7("017f22e2-79b0-7cc3-c8c4-dc0c0c07398f"));
  EXPECT_FALSE(is_uuid_v7("017f22e279b07cc398c4dc0c0c07398f"));
  EXPECT_FALSE(is_uuid_v7("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
  EXPECT_FALSE(is_uuid_v7("017f22e2-79b0-7cc3-98c4-dc0c0c07398g"));
  EXPECT_FALSE(is_uuid_v7("017f22e2-79b0-7cc3-98c4-dc0c0c07398f "));
  EXPECT_FALSE(is_uuid_v7(""));
}

}  // namespace
}  // namespace qinqing::base
