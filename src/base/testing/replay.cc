#include "base/testing/replay.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace qinqing::base::testing {
namespace {

std::string text_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void run(FuzzTarget target, const std::string& text) {
  target(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

// One to four changes: a byte, a piece left out, doubled or taken from another seed.
std::string mutated(std::string text, const std::vector<std::string>& seeds,
                    std::mt19937_64& random) {
  const auto below = [&random](std::size_t end) {
    return end == 0 ? 0 : static_cast<std::size_t>(random() % end);
  };
  for (std::size_t change = 1 + below(4); change > 0; --change) {
    const std::size_t at = below(text.size());
    const std::size_t length = std::min(text.size() - at, 1 + below(12));
    switch (below(4)) {
      case 0:
        if (!text.empty()) text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(below(text.size()), length));
        break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        text.insert(at, other.substr(below(other.size()), 1 + below(24)));
      }
    }
  }
  return text;
}

}  // namespace

Replayed replay(FuzzTarget target, const std::filesystem::path& folder,
                std::size_t mutations_each) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> seeds;
  for (const auto& path : paths) seeds.push_back(text_in(path));
  Replayed out;
  out.seeds = seeds.size();
  std::mt19937_64 random(20261127);
  for (const std::string& seed : seeds) {
    run(target, seed);
    for (std::size_t i = 0; i < mutations_each; ++i, ++out.mutations)
      run(target, mutated(seed, seeds, random));
  }
  return out;
}

}  // namespace qinqing::base::testing
