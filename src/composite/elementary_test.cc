#include "composite/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "composite/random.h"
#include "composite/sequence.h"

namespace qinqing::composite {
namespace {

double ulp(double x) {
  return std::nextafter(std::abs(x), HUGE_VAL) - std::abs(x);
}

TEST(Elementary, WithinOneUnitOfLongDouble) {
  Stream random(3, 0, 0);
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::ldexp(1 + random.uniform(), static_cast<int>(random.below(2000)) - 1000);
    const auto log = static_cast<double>(std::log(static_cast<long double>(x)));
    EXPECT_LE(std::abs(log_of(x) - log), ulp(log)) << x;
    const double near = 0.5 + 1.5 * random.uniform();
    const auto small = static_cast<double>(std::log(static_cast<long double>(near)));
    EXPECT_LE(std::abs(log_of(near) - small), ulp(small)) << near;
    const double y = 1400 * random.uniform() - 700;
    const auto exp = static_cast<double>(std::exp(static_cast<long double>(y)));
    EXPECT_LE(std::abs(exp_of(y) - exp), ulp(exp)) << y;
  }
}

TEST(Elementary, Edges) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(log_of(1), 0);
  EXPECT_EQ(exp_of(0), 1);
  EXPECT_EQ(log_of(0), -kInfinity);
  EXPECT_TRUE(std::isnan(log_of(-1)));
  EXPECT_TRUE(std::isnan(exp_of(std::nan(""))));
  EXPECT_EQ(exp_of(710), kInfinity);
  EXPECT_EQ(exp_of(-800), 0);
  EXPECT_NEAR(log_of(5e-324), std::log(5e-324), 1e-12);
  EXPECT_NEAR(exp_of(709.5) / std::exp(709.5), 1, 1e-13);
}

TEST(Elementary, ManyAtOnceGiveTheBitsOfOne) {
  Stream random(4, 0, 0);
  for (std::size_t n = 0; n < 40; ++n) {
    std::vector<double> x(n);
    for (double& v : x) v = random.uniform() < 0.1 ? std::nan("") : 0.01 + 100 * random.uniform();
    auto logs = x;
    log_all(logs);
    auto exps = logs;
    exp_all(exps);
    for (std::size_t i = 0; i < n; ++i) {
      if (std::isnan(x[i])) {
        EXPECT_TRUE(std::isnan(logs[i]) && std::isnan(exps[i]));
      } else {
        EXPECT_EQ(logs[i], log_of(x[i]));
        EXPECT_EQ(exps[i], exp_of(logs[i]));
      }
    }
  }
}

// Known answers of the authors' Random123, kat_vectors.
TEST(Random, PhiloxKnownAnswers) {
  using Words = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, NormalMomentsAndUniformRange) {
  Stream random(9, 1, 2);
  double sum = 0;
  double squares = 0;
  constexpr int n = 200'000;
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform();
    ASSERT_TRUE(u >= 0 && u < 1);
    const double x = random.normal();
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / n, 0, 0.01);
  EXPECT_NEAR(squares / n, 1, 0.02);
}

// Scrambling keeps the net: each of 2^m equal intervals of each coordinate has one of 2^m points.
TEST(Sequence, ScrambledSobolPutsOnePointInEachInterval) {
  constexpr std::size_t n = 256;
  constexpr std::size_t k = 9;
  // Boost leaves out the point at the origin, so 2^m points begin one later than the net's.
  const auto points = sample_points(Sampling::sobol, 2 * n - 1, k, 77);
  for (std::size_t d = 0; d < k; ++d) {
    std::vector<int> seen(n, 0);
    for (std::size_t i = n - 1; i < 2 * n - 1; ++i)
      ++seen[static_cast<std::size_t>(points[i * k + d] * n)];
    for (const int count : seen) EXPECT_EQ(count, 1) << "dimension " << d;
  }
}

}  // namespace
}  // namespace qinqing::composite
