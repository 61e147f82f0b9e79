#include "base/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace qinqing::base {

namespace {

constexpr std::size_t kCharactersMax = 64;
constexpr std::size_t kDistanceMax = 2;

std::u32string characters(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length =
        std::min(utf8_length(static_cast<unsigned char>(text[i])), text.size() - i);
    char32_t packed = 0;  // the bytes themselves: only equality matters
    for (std::size_t k = 0; k < length; ++k)
      packed = (packed << 8U) | static_cast<unsigned char>(text[i + k]);
    out += packed;
    i += length;
  }
  return out;
}

// Levenshtein's distance.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[k - 1] ? 0 : 1);
      diagonal = std::exchange(row[k], std::min({row[k] + 1, row[k - 1] + 1, replaced}));
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view written, std::span<const std::string_view> known) {
  if (written.size() > kCharactersMax * 4) return {};
  const std::u32string word = characters(written);
  if (word.size() > kCharactersMax) return {};
  std::size_t best = kDistanceMax + 1;
  std::string_view nearest;
  for (const std::string_view candidate : known) {
    const std::u32string other = characters(candidate);
    if (other.size() > word.size() + kDistanceMax) continue;
    const std::size_t distance = edit_distance(word, other);
    if (distance < best && distance < other.size()) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace qinqing::base
