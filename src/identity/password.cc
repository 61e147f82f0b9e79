#include "identity/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <vector>

#include "base/text.h"
#include "identity/sodium.h"

namespace qinqing::identity {
namespace {

constexpr std::size_t kWeightMin = 12;
constexpr std::size_t kBytesMax = 256;
constexpr std::size_t kDifferentMin = 5;

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    found.push_back(text.substr(0, base::utf8_length(static_cast<unsigned char>(text.front()))));
    text.remove_prefix(found.back().size());
  }
  return found;
}

bool is_text(std::string_view text) {
  return !base::first_invalid_utf8(text) && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return out;
}

// Rows along which fingers run; each is also tried from its end, and going round.
constexpr std::array<std::string_view, 6> kRows = {"abcdefghijklmnopqrstuvwxyz",
                                                   "0123456789",
                                                   "1234567890-=",
                                                   "qwertyuiop[]",
                                                   "asdfghjkl;'",
                                                   "zxcvbnm,./"};

bool runs_along(std::string_view password) {
  for (const std::string_view row : kRows) {
    std::string round;
    while (round.size() < password.size() + row.size()) round += row;
    if (round.find(password) != std::string::npos) return true;
    std::ranges::reverse(round);
    if (round.find(password) != std::string::npos) return true;
  }
  return false;
}

// What is left when the signs and digits around it are taken away is one of these.
constexpr std::array<std::string_view, 9> kKnown = {
    "password", "passw0rd", "admin", "administrator", "qinqing", "welcome", "iloveyou", "woaini"};

bool is_known(std::string_view password) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto first = std::ranges::find_if(password, is_letter);
  const auto last = std::ranges::find_if(password.rbegin(), password.rend(), is_letter).base();
  return first < last && std::ranges::find(kKnown, std::string_view(first, last)) != kKnown.end();
}

}  // namespace

std::optional<base::Fault> check_password(std::string_view password, std::string_view login) {
  if (password.size() > kBytesMax)
    return base::whole_fault("password.long", "口令太长", "最多 256 个字节");
  if (!is_text(password))
    return base::whole_fault("password.text", "口令里有不能用的字符",
                             "用字母、数字、符号、空格或汉字");
  const auto all = characters(password);
  std::size_t weight = 0;
  for (const std::string_view character : all) weight += character.size() >= 3 ? 2 : 1;
  if (weight < kWeightMin)
    return base::whole_fault("password.short", "口令太短",
                             "至少 12 个字符，汉字一个算两个；几个不相干的词连起来，又长又好记");
  if (std::set(all.begin(), all.end()).size() < kDifferentMin)
    return base::whole_fault("password.simple", "口令里不同的字符太少", "至少 5 个不同的字符");
  const std::string plain = lower(password);
  if (runs_along(plain))
    return base::whole_fault("password.simple", "口令是按顺序排的，一猜就中", "换成几个不相干的词");
  if ((!login.empty() && plain.find(lower(login)) != std::string::npos) || is_known(plain))
    return base::whole_fault("password.known", "口令里有登录名，或者是人人先试的那几个",
                             "换成几个不相干的词");
  return std::nullopt;
}

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
  start_sodium();
  nothing_ = hash("no account has this password, for it is only compared with");
}

std::string Passwords::hash(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), cost_.operations,
                            cost_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory to hash a password");
  return encoded.data();
}

PasswordMatch Passwords::compare(std::string_view kept, std::string_view password) const {
  const std::string encoded(kept);
  if (crypto_pwhash_str_verify(encoded.c_str(), password.data(), password.size()) != 0)
    return PasswordMatch::no;
  const bool other =
      crypto_pwhash_str_needs_rehash(encoded.c_str(), cost_.operations, cost_.memory_bytes) != 0;
  return other ? PasswordMatch::yes_but_keep_anew : PasswordMatch::yes;
}

void Passwords::compare_with_nothing(std::string_view password) const {
  static_cast<void>(compare(nothing_, password));
}

}  // namespace qinqing::identity
