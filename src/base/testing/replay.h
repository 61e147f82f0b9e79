// The fuzzers' corpora and mutations of them, the same at every run: what a fuzzer once found stays
// mended between its runs. The functions replayed are the fuzzers' own, which trap where they find
// something.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace qinqing::base::testing {

using FuzzTarget = int (*)(const std::uint8_t* data, std::size_t size);

struct Replayed {
  std::size_t seeds = 0;
  std::size_t mutations = 0;
};

// Every file of the folder, then so many mutations of each.
Replayed replay(FuzzTarget target, const std::filesystem::path& folder, std::size_t mutations_each);

}  // namespace qinqing::base::testing
