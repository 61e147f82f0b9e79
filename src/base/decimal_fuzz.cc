// What is parsed is printed and read back with the same value and scale; order is total.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/decimal.h"

using qinqing::base::Decimal;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t middle = text.find(' ');
  const auto a = Decimal::parse(text.substr(0, middle));
  const auto b = middle == std::string_view::npos ? a : Decimal::parse(text.substr(middle + 1));
  if (!a || !b) return 0;
  const auto back = Decimal::parse(a->to_string());
  if (!back || *back != *a || back->scale() != a->scale()) std::abort();
  if ((*a < *b) != (*b > *a) || (*a == *b) != (*b == *a)) std::abort();
  if ((*a - *b == 0) != (*a == *b) && a->scale() < 6000 && b->scale() < 6000) std::abort();
  return 0;
}
