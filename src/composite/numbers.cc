#include "composite/numbers.h"

#include <array>
#include <charconv>
#include <cmath>

namespace qinqing::composite {

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
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc() || end != field.data() + field.size()) return std::nullopt;
  return value;
}

std::string print_number(double x) {
  if (is_missing(x)) return "";
  if (std::isinf(x)) return x > 0 ? "Inf" : "-Inf";
  if (x == 0) return "0";
  std::array<char, 40> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), x);
  return {text.data(), end};
}

double rounded(double x, int digits) {
  if (!std::isfinite(x) || x == 0) return x == 0 ? 0 : x;
  std::array<char, 40> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), x,
                                          std::chars_format::scientific, digits - 1);
  double value = 0;
  std::from_chars(text.data(), end, value);
  return value;
}

std::string print_rounded(double x, int digits) {
  return print_number(rounded(x, digits));
}

}  // namespace qinqing::composite
