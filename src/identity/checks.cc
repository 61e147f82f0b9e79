#include "identity/checks.h"

#include <algorithm>

#include "base/canonical.h"
#include "base/text.h"

namespace qinqing::identity {
namespace {

constexpr std::size_t kNameMax = 60;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count)
    at += base::utf8_length(static_cast<unsigned char>(text[at]));
  return count;
}

}  // namespace

std::string plain_login(std::string_view typed) {
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
  std::string login(typed);
  for (char& c : login)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return login;
}

std::string lockout_key(std::string_view typed_login) {
  return base::sha256_hex("login " + plain_login(typed_login));
}

void check_login(std::string_view login, std::string_view pointer, base::Faults& faults) {
  const auto letter_or_digit = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
  const bool good = login.size() >= 2 && login.size() <= 40 && letter_or_digit(login.front()) &&
                    std::ranges::all_of(login, [&](char c) {
                      return letter_or_digit(c) || c == '.' || c == '_' || c == '-';
                    });
  if (!good)
    faults.add("login.form", pointer, "登录名写得不对",
               "2 到 40 个小写字母、数字、“.”“_”“-”，字母或数字开头，例如 wang.ming");
}

void check_words(std::string_view text, std::size_t characters_max, std::string_view pointer,
                 base::Faults& faults) {
  if (base::first_invalid_utf8(text) || std::ranges::any_of(text, is_control))
    return faults.add("text.text", pointer, "里面有不能用的字符", "只用文字和标点，不换行");
  if (characters(text) > characters_max)
    faults.add("text.long", pointer, "太长", "最多 " + std::to_string(characters_max) + " 个字");
}

void check_name(std::string_view name, std::string_view pointer, base::Faults& faults) {
  if (name.find_first_not_of(' ') == std::string_view::npos)
    return faults.add("name.missing", pointer, "没有写名称", "写全称");
  check_words(name, kNameMax, pointer, faults);
}

void check_phone(std::string_view phone, std::string_view pointer, base::Faults& faults) {
  std::string_view rest = phone;
  if (rest.starts_with('+')) rest.remove_prefix(1);
  const auto digits = std::ranges::count_if(rest, is_digit);
  const auto dashes = std::ranges::count(rest, '-');
  if (digits < 7 || digits > 20 || digits + dashes != static_cast<std::ptrdiff_t>(rest.size()))
    faults.add("phone.form", pointer, "电话号码写得不对", "例如 13812345678 或 0574-87654321");
}

void check_email(std::string_view email, std::string_view pointer, base::Faults& faults) {
  constexpr std::size_t kMax = 254;  // RFC 5321 4.5.3.1.3
  const std::size_t at = email.find('@');
  const bool plain = std::ranges::all_of(email, [](char c) {
    return c > ' ' && c < '\x7f' &&
           std::string_view("\"<>(),;:\\[]").find(c) == std::string_view::npos;
  });
  const std::string_view host = at == email.npos ? "" : email.substr(at + 1);
  const std::size_t dot = host.find('.');
  const bool dotted = dot != host.npos && dot > 0 && !host.ends_with('.') && !host.ends_with('-');
  if (!plain || email.size() > kMax || at == 0 || !dotted || host.find('@') != host.npos ||
      host.find("..") != host.npos)
    faults.add("email.form", pointer, "邮箱写得不对", "例如 zhangsan@example.gov.cn");
}

void check_period(base::Date first, base::Date last, std::string_view pointer,
                  base::Faults& faults) {
  if (last < first)
    faults.add("period.order", pointer, "最后一天早于第一天", "不早于 " + first.to_chinese_full());
}

}  // namespace qinqing::identity
