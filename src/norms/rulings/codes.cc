// The code by which an anonymous asker comes back: Crockford's base 32, without letters that look
// like digits.
#include <array>

#include "norms/rulings/rulings.h"

namespace qinqing::norms {
namespace {

constexpr std::string_view kSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeSigns = 20;
constexpr std::size_t kGroup = 5;

}  // namespace

std::string make_code(base::RandomSource& random) {
  std::array<std::uint8_t, kCodeSigns> bytes{};
  random.fill(bytes);
  std::string code;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i != 0 && i % kGroup == 0) code += '-';
    code += kSigns[bytes[i] % kSigns.size()];
  }
  return code;
}

std::string tidy_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kSigns.find(c) == std::string_view::npos) return "";
    code += c;
  }
  return code.size() == kCodeSigns ? code : "";
}

}  // namespace qinqing::norms
