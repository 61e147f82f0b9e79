#include "composite/sequence.h"

#include <boost/random/sobol.hpp>

#include "composite/random.h"

namespace qinqing::composite {
namespace {

std::uint32_t reversed(std::uint32_t x) {
  x = ((x >> 1U) & 0x55555555U) | ((x & 0x55555555U) << 1U);
  x = ((x >> 2U) & 0x33333333U) | ((x & 0x33333333U) << 2U);
  x = ((x >> 4U) & 0x0f0f0f0fU) | ((x & 0x0f0f0f0fU) << 4U);
  x = ((x >> 8U) & 0x00ff00ffU) | ((x & 0x00ff00ffU) << 8U);
  return (x >> 16U) | (x << 16U);
}

// Each bit is flipped or not by a hash of the bits above it: on the reversed word a function in
// which no bit depends on a higher one (Burley 2020, listing 3, after Laine & Karras).
std::uint32_t scrambled(std::uint32_t x, std::uint32_t seed) {
  x = reversed(x);
  x ^= x * 0x3d20adeaU;
  x += seed;
  x *= (seed >> 16U) | 1U;
  x ^= x * 0x05526c56U;
  x ^= x * 0x53a22864U;
  return reversed(x);
}

constexpr std::uint32_t kScramble = 0x5c4a3b1e;  // purposes of streams
constexpr std::uint32_t kPoints = 0x706f696e;

}  // namespace

std::vector<double> sample_points(Sampling sampling, std::size_t count, std::size_t dimensions,
                                  std::uint64_t seed) {
  std::vector<double> points(count * dimensions);
  if (sampling == Sampling::monte_carlo || dimensions == 0) {
    for (std::size_t i = 0; i < count; ++i) {
      Stream stream(seed, i, kPoints);
      for (std::size_t d = 0; d < dimensions; ++d) points[i * dimensions + d] = stream.uniform();
    }
    return points;
  }
  boost::random::sobol sequence(dimensions);
  std::vector<std::uint32_t> seeds;
  for (std::size_t d = 0; d < dimensions; ++d) seeds.push_back(Stream(seed, d, kScramble).word());
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t d = 0; d < dimensions; ++d) {
      const auto high = static_cast<std::uint32_t>(sequence() >> 32U);
      points[i * dimensions + d] = (scrambled(high, seeds[d]) + 0.5) * 0x1p-32;
    }
  return points;
}

}  // namespace qinqing::composite
