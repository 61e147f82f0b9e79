#include "identity/masked.h"

#include <algorithm>

#include "base/text.h"

namespace qinqing::identity {
namespace {

// Characters, so that what is no number keeps the length it seems to have.
std::size_t length_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count)
    at += base::utf8_length(static_cast<unsigned char>(text[at]));
  return count;
}

bool plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

std::string keep(std::string_view text, std::size_t first, std::size_t last) {
  return std::string(text.substr(0, first)) + std::string(text.size() - first - last, '*') +
         std::string(text.substr(text.size() - last));
}

}  // namespace

std::string masked_resident_id(std::string_view number) {
  if (number.size() == 18 && plain(number)) return keep(number, 4, 2);
  return std::string(length_of(number), '*');
}

std::string masked_phone(std::string_view number) {
  if (number.size() == 11 && plain(number)) return keep(number, 3, 4);
  if (number.size() > 6 && plain(number)) return keep(number, 0, 2);
  return std::string(length_of(number), '*');
}

}  // namespace qinqing::identity
