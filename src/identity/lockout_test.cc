#include "identity/lockout.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace qinqing::identity {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const base::Instant kNow{std::chrono::hours(500'000)};

Failures after(int failures) {
  Failures state;
  for (int i = 0; i < failures; ++i) state = one_more({}, state, kNow);
  return state;
}

std::int64_t seconds_locked(int failures) {
  const auto until = locked_until({}, after(failures), kNow);
  return until ? std::chrono::duration_cast<seconds>(*until - kNow).count() : 0;
}

TEST(Lockout, BeginsWithTheFifthFailureAndDoubles) {
  EXPECT_EQ(seconds_locked(4), 0);
  EXPECT_EQ(seconds_locked(5), 30);
  EXPECT_EQ(seconds_locked(6), 60);
  EXPECT_EQ(seconds_locked(7), 120);
  EXPECT_EQ(seconds_locked(11), 1920);
  EXPECT_EQ(seconds_locked(12), 3600);
  EXPECT_EQ(seconds_locked(500), 3600);
}

TEST(Lockout, EndsOnTheInstant) {
  const Failures state = after(5);
  EXPECT_TRUE(locked_until({}, state, kNow + milliseconds(29'999)));
  EXPECT_FALSE(locked_until({}, state, kNow + seconds(30)));
}

TEST(Lockout, AnotherFailureAfterTheWaitCostsTwice) {
  const Failures state = one_more({}, after(5), kNow + seconds(31));
  EXPECT_EQ(locked_until({}, state, kNow + seconds(31)), kNow + seconds(91));
}

TEST(Lockout, ForgetsAfterADay) {
  const base::Instant later = kNow + std::chrono::hours(24) + milliseconds(1);
  EXPECT_EQ(one_more({}, after(9), later).count, 1);
  EXPECT_EQ(one_more({}, after(9), kNow + std::chrono::hours(24)).count, 10);
}

TEST(Lockout, NeverLocksLongerThanAnHour) {
  rc::check([] {
    const auto count = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    const auto until = locked_until({}, {.count = count, .last = kNow}, kNow);
    RC_ASSERT(!until || *until <= kNow + std::chrono::hours(1));
    RC_ASSERT(until.has_value() == (count >= 5));
  });
}

TEST(SignInRate, LetsABurstThroughAndThenOneAtATime) {
  SignInRate rate(3, seconds(1));
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(rate.wait(kNow)) << i;
    rate.failed(kNow);
  }
  EXPECT_EQ(rate.wait(kNow), seconds(1));
  EXPECT_EQ(rate.wait(kNow + milliseconds(400)), milliseconds(600));
  EXPECT_FALSE(rate.wait(kNow + seconds(1)));
  rate.failed(kNow + seconds(1));
  EXPECT_EQ(rate.wait(kNow + seconds(1)), seconds(1));
}

TEST(SignInRate, SuccessCostsNothing) {
  SignInRate rate(1, seconds(1));
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(rate.wait(kNow));
}

TEST(SignInRate, AClockThatStepsBackPaysNothing) {
  SignInRate rate(1, seconds(1));
  rate.failed(kNow);
  EXPECT_EQ(rate.wait(kNow - seconds(100)), seconds(1));
  EXPECT_EQ(rate.wait(kNow - seconds(100) + milliseconds(250)), milliseconds(750));
}

}  // namespace
}  // namespace qinqing::identity
