#include "base/identifiers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace qinqing::base {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

// In characters as people count them, so that full-width digits are told from missing ones.
std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count)
    i += utf8_length(static_cast<unsigned char>(text[i]));
  return count;
}

Fault fault(std::string_view code, std::string_view what, std::string_view right) {
  Fault out;
  out.code = code;
  out.what = what;
  out.right = right;
  return out;
}

// The province-level units of GB/T 2260, and 83 (《港澳台居民居住证申领发放办法》).
bool is_province(std::string_view two_digits) {
  constexpr std::array<std::string_view, 35> provinces = {
      "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
      "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
      "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"};
  return std::find(provinces.begin(), provinces.end(), two_digits) != provinces.end();
}

std::optional<Date> birth_day(std::string_view digits) {
  return Date::parse(std::string(digits.substr(0, 4)) + '-' + std::string(digits.substr(4, 2)) +
                     '-' + std::string(digits.substr(6, 2)));
}

// ISO 7064 MOD 11-2: the weight of the n-th character from the right is 2^n mod 11.
char resident_check_character(std::string_view seventeen) {
  constexpr std::string_view characters = "10X98765432";
  int weight = 2;
  int sum = 0;
  for (std::size_t i = seventeen.size(); i > 0; --i) {
    sum += (seventeen[i - 1] - '0') * weight;
    weight = weight * 2 % 11;
  }
  return characters[static_cast<std::size_t>(sum % 11)];
}

// GB 32100's alphabet: a character's value is its place.
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// The first two characters that GB 32100 (with its amendment of 2016) has: who registers, and the
// kinds that register there.
struct Department {
  char code;
  std::string_view kinds;
};
constexpr std::array<Department, 12> kDepartments = {{{'1', "1239"},    // 机构编制
                                                      {'2', "19"},      // 外交
                                                      {'3', "123459"},  // 司法行政
                                                      {'4', "19"},      // 文化
                                                      {'5', "1239"},    // 民政
                                                      {'6', "129"},     // 旅游
                                                      {'7', "129"},     // 宗教
                                                      {'8', "19"},      // 工会
                                                      {'9', "123"},     // 市场监管（工商）
                                                      {'A', "19"},      // 中央军委改革和编制办公室
                                                      {'N', "1239"},    // 农业
                                                      {'Y', "1"}}};     // 其他

bool is_department(char department, char kind) {
  return std::any_of(kDepartments.begin(), kDepartments.end(), [&](const Department& entry) {
    return entry.code == department && entry.kinds.find(kind) != std::string_view::npos;
  });
}

// GB 11714: digits count as themselves, A is 10 … Z is 35; MOD 11 with these weights.
char organisation_check_character(std::string_view eight) {
  constexpr std::array<int, 8> weights = {3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    sum += (is_digit(eight[i]) ? eight[i] - '0' : eight[i] - 'A' + 10) * weights[i];
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

// MOD 31-3: the weight of the n-th character is 3^(n−1) mod 31.
char credit_check_character(std::string_view seventeen) {
  int weight = 1;
  int sum = 0;
  for (const char c : seventeen) {
    sum += static_cast<int>(kCreditAlphabet.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return kCreditAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

constexpr std::string_view kHex = "0123456789abcdef";

}  // namespace

std::optional<Fault> check_resident_id(std::string_view number, Date today) {
  if (character_count(number) != 18)
    return fault("resident_id.length", "身份证号应为 18 位", "请对照身份证补全");
  if (number.size() != 18 || !all_digits(number.substr(0, 17)) ||
      (!is_digit(number[17]) && number[17] != 'X'))
    return fault("resident_id.character", "身份证号前 17 位应为数字，最后一位应为数字或大写 X",
                 "用半角数字和大写字母填写，不留空格");
  if (!is_province(number.substr(0, 2)))
    return fault("resident_id.place", "身份证号开头两位不是任何省级地区的代码", "请核对前 6 位");
  const std::optional<Date> birth = birth_day(number.substr(6, 8));
  if (!birth || *birth > today)
    return fault("resident_id.birth",
                 birth ? "身份证号里的出生日期晚于今天" : "身份证号里的出生日期不存在",
                 "请核对第 7 至 14 位");
  if (resident_check_character(number.substr(0, 17)) != number[17])
    return fault("resident_id.check", "身份证号的最后一位与前 17 位对不上", "可能有一位写错了");
  return std::nullopt;
}

std::optional<Fault> check_credit_code(std::string_view code) {
  if (character_count(code) != 18)
    return fault("credit_code.length", "统一社会信用代码应为 18 位", "请对照营业执照或证书补全");
  if (code.find_first_not_of(kCreditAlphabet) != std::string_view::npos)
    return fault("credit_code.character", "统一社会信用代码只用数字和大写字母，没有 I、O、S、V、Z",
                 "用半角填写；看似 O 的是 0，看似 I 的是 1");
  if (!is_department(code[0], code[1]))
    return fault("credit_code.department",
                 "统一社会信用代码前两位不是标准里的登记管理部门和机构类别",
                 "例如企业是 91，个体工商户是 92");
  if (!all_digits(code.substr(2, 6)))
    return fault("credit_code.place", "统一社会信用代码第 3 至 8 位应为数字（登记机关所在地）",
                 "请核对第 3 至 8 位");
  if (organisation_check_character(code.substr(8, 8)) != code[16])
    return fault("credit_code.organisation_check",
                 "统一社会信用代码第 17 位与第 9 至 16 位（组织机构代码）对不上",
                 "可能第 9 至 17 位里有一位写错了");
  if (credit_check_character(code.substr(0, 17)) != code[17])
    return fault("credit_code.check", "统一社会信用代码的最后一位与前 17 位对不上",
                 "可能有一位写错了");
  return std::nullopt;
}

// RFC 9562 §5.7, with the counter of §6.2 method 1 in rand_a: it starts anew each millisecond in
// the lower half of its range, and a clock that stands still or steps back only counts on. A full
// counter borrows the next millisecond.
std::string UuidSource::next() {
  std::array<std::uint8_t, 10> random{};
  std::int64_t milliseconds = 0;
  std::uint16_t counter = 0;
  {
    const std::lock_guard lock(mutex_);
    random_.fill(random);
    const std::int64_t now = clock_.now().time_since_epoch().count();
    const auto fresh = static_cast<std::uint16_t>((random[0] << 8U | random[1]) & 0x7FFU);
    if (now > last_ms_) {
      last_ms_ = now;
      counter_ = fresh;
    } else if (++counter_ > 0xFFFU) {
      ++last_ms_;
      counter_ = fresh;
    }
    milliseconds = last_ms_;
    counter = counter_;
  }
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 6; ++i)
    bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(milliseconds) >> (40 - 8 * i));
  bytes[6] = static_cast<std::uint8_t>(0x70U | counter >> 8U);
  bytes[7] = static_cast<std::uint8_t>(counter);
  std::copy(random.begin() + 2, random.end(), bytes.begin() + 8);
  bytes[8] = static_cast<std::uint8_t>(0x80U | (bytes[8] & 0x3FU));
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += kHex[bytes[i] >> 4U];
    out += kHex[bytes[i] & 15U];
  }
  return out;
}

bool is_uuid_v7(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : kHex.find(text[i]) == std::string_view::npos) return false;
  }
  const std::string_view variants = "89ab";
  return text[14] == '7' && variants.find(text[19]) != std::string_view::npos;
}

}  // namespace qinqing::base
