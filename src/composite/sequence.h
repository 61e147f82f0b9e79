// Points in the unit cube on which uncertain inputs are sampled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace qinqing::composite {

// sobol: Sobol's sequence with the direction numbers of Joe & Kuo (2008), nested uniform scrambling
// by hash (Owen 1995; Burley, "Practical hash-based Owen scrambling", JCGT 9 (2020)).
enum class Sampling { monte_carlo, sobol };

// `count` points of `dimensions` coordinates in [0, 1), one point after another. At most 1,000
// dimensions for sobol.
std::vector<double> sample_points(Sampling sampling, std::size_t count, std::size_t dimensions,
                                  std::uint64_t seed);

}  // namespace qinqing::composite
