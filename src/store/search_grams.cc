#include "store/search_grams.h"

#include <set>

#include "base/text.h"

namespace qinqing::store {
namespace {

std::string hexadecimal(std::string_view character) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : character) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

bool is_digit_or_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::string search_grams(std::string_view words) {
  std::set<std::string> grams;
  std::string before;
  std::size_t run = 0;  // digits and letters side by side, up to here
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = base::utf8_length(static_cast<unsigned char>(words[at]));
    std::string character = hexadecimal(words.substr(at, length));
    if (!before.empty()) grams.insert(before + 'x' + character);
    grams.insert(character);
    run = is_digit_or_letter(words[at]) ? run + 1 : 0;
    if (run >= 3) grams.insert(hexadecimal(words.substr(at - 2, 3)));
    before = std::move(character);
    at += length;
  }
  std::string out;
  for (const std::string& gram : grams) {
    if (!out.empty()) out += ' ';
    out += gram;
  }
  return out;
}

}  // namespace qinqing::store
