#include "base/clock.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace qinqing::base {
namespace {

Instant at(std::int64_t seconds) {
  return Instant(std::chrono::seconds(seconds));
}

TEST(Clock, ReadsDaysInChinaWhateverTheZoneOfTheMachine) {
  // 2026-11-26T15:59:59Z is 23:59:59 at +08:00, a second later it is the next day.
  EXPECT_EQ(Clock::day_of(at(1795708799)).to_string(), "2026-11-26");
  EXPECT_EQ(Clock::day_of(at(1795708800)).to_string(), "2026-11-27");
  EXPECT_EQ(Clock::day_of(at(0)).to_string(), "1970-01-01");
  EXPECT_EQ(Clock::day_of(at(-28'800)).to_string(), "1970-01-01");
  EXPECT_EQ(Clock::day_of(at(-28'801)).to_string(), "1969-12-31");
}

TEST(InstantText, IsOfOneLengthAndSortsAsTimePasses) {
  const auto at = [](std::int64_t ms) {
    return instant_text(Instant(std::chrono::milliseconds(ms)));
  };
  EXPECT_EQ(at(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(at(1'795'665'600'123), "2026-11-26T04:00:00.123Z");
  EXPECT_EQ(at(-1), "1969-12-31T23:59:59.999Z");
  EXPECT_LT(at(999), at(1000));
}

TEST(FixedClock, StandsStillUntilMoved) {
  FixedClock clock(Date::parse("2026-11-27").value_or(Date()));
  EXPECT_EQ(clock.today().to_string(), "2026-11-27");
  EXPECT_EQ(clock.now(), at(1795752000));  // noon in China is 04:00 UTC
  clock.set(at(0));
  EXPECT_EQ(clock.now(), at(0));
}

TEST(SystemClock, DoesNotRunBackwards) {
  const SystemClock clock;
  const Instant first = clock.now();
  EXPECT_LE(first, clock.now());
  EXPECT_GT(first, at(1'700'000'000));
}

TEST(SeededRandom, RepeatsItselfForASeedOnly) {
  std::array<std::uint8_t, 64> a{};
  std::array<std::uint8_t, 64> b{};
  SeededRandom(7).fill(a);
  SeededRandom(7).fill(b);
  EXPECT_EQ(a, b);
  SeededRandom(8).fill(b);
  EXPECT_NE(a, b);
  EXPECT_GT(std::set<std::uint8_t>(a.begin(), a.end()).size(), 32U);
}

TEST(SystemRandom, FillsEveryCallAnew) {
  std::array<std::uint8_t, 32> a{};
  std::array<std::uint8_t, 32> b{};
  SystemRandom random;
  random.fill(a);
  random.fill(b);
  EXPECT_NE(a, b);
  random.fill({});
}

}  // namespace
}  // namespace qinqing::base
