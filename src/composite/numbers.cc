#include "composite/numbers.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace qinqing::composite {
namespace {

#if defined(__cpp_lib_to_chars)

bool read_double(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

std::string shortest(double x) {
  std::array<char, 40> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), x);
  return {text.data(), end};
}

std::string scientific(double x, int digits) {
  std::array<char, 40> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), x,
                                          std::chars_format::scientific, digits - 1);
  return {text.data(), end};
}

#else  // the C++ library for WebAssembly: by the C library, whose only locale there is "C"

bool read_double(std::string_view text, double& value) {
  const std::string copy(text);
  char* end = nullptr;
  value = std::strtod(copy.c_str(), &end);
  return end == copy.c_str() + copy.size() && std::isfinite(value);
}

std::string scientific(double x, int digits) {
  std::array<char, 40> text;
  return {text.data(),
          static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.*e", digits - 1, x))};
}

// As std::to_chars: the fewest digits that read back as x; plain where that is no longer.
std::string shortest(double x) {
  int digits = 1;
  while (digits < 17 && std::strtod(scientific(x, digits).c_str(), nullptr) != x) ++digits;
  const std::string with_exponent = scientific(x, digits);
  const int exponent = std::atoi(with_exponent.c_str() + with_exponent.find('e') + 1);
  const int places = digits - 1 - exponent > 0 ? digits - 1 - exponent : 0;
  if (places > 30) return with_exponent;
  std::array<char, 400> text;
  const std::string plain(text.data(), static_cast<std::size_t>(std::snprintf(
                                           text.data(), text.size(), "%.*f", places, x)));
  return plain.size() <= with_exponent.size() ? plain : with_exponent;
}

#endif

}  // namespace

std::optional<double> parse_number(std::string_view field) {
  while (!field.empty() && (field.front() == ' ' || field.front() == '\t')) field.remove_prefix(1);
  while (!field.empty() && (field.back() == ' ' || field.back() == '\t')) field.remove_suffix(1);
  if (field.empty() || field == "NA" || field == "NaN") return kMissing;
  if (field == "Inf") return std::numeric_limits<double>::infinity();
  if (field == "-Inf") return -std::numeric_limits<double>::infinity();
  if (field.front() == '+') field.remove_prefix(1);
  // from_chars would also take "inf" and "nan(…)".
  if (field.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  double value = 0;
  if (!read_double(field, value)) return std::nullopt;
  return value;
}

std::string print_number(double x) {
  if (is_missing(x)) return "";
  if (std::isinf(x)) return x > 0 ? "Inf" : "-Inf";
  if (x == 0) return "0";
  return shortest(x);
}

double rounded(double x, int digits) {
  if (!std::isfinite(x) || x == 0) return x == 0 ? 0 : x;
  double value = 0;
  read_double(scientific(x, digits), value);
  return value;
}

std::string print_rounded(double x, int digits) {
  return print_number(rounded(x, digits));
}

}  // namespace qinqing::composite
