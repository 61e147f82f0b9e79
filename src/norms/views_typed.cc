#include "norms/views_typed.h"

#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <cstdio>
#include <utility>

#include "base/text.h"

namespace qinqing::norms {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// "1,203.47" → "1203.47"; "1,20" stays: it may be meant as 1.20 or as 120.
std::string without_commas(const std::string& text) {
  if (text.find(',') == std::string::npos) return text;
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string out;
  std::size_t group = 0;
  bool first = true;
  for (std::size_t i = 0; i <= point; ++i) {
    if (i == point || text[i] == ',') {
      if (group == 0 || group > 3 || (!first && group != 3)) return text;
      group = 0;
      first = false;
    } else {
      if (!is_digit(text[i])) return text;
      out += text[i];
      ++group;
    }
  }
  return out + text.substr(point);
}

std::string first_part(std::string_view unit) {
  return std::string(unit.substr(0, unit.find('/')));
}

// The three numbers of a date, however they are set apart.
bool read_three(const std::string& text, std::array<int, 3>& numbers) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::size_t begin = at;
    numbers[i] = 0;
    for (; at < text.size() && is_digit(text[at]) && at - begin < 4; ++at)
      numbers[i] = numbers[i] * 10 + (text[at] - '0');
    if (at == begin) return false;
    if (i == 2) break;
    if (at >= text.size() || text[at] != '-') return false;
    ++at;
  }
  return at == text.size();
}

std::string how_to_write(const Fact& fact) {
  switch (fact.type) {
    case FactType::money:
      return "写数字，最多两位小数，比如 1200 或 1200.50";
    case FactType::count:
      return "写 0 或者更大的整数，比如 2";
    case FactType::decimal:
      return "写数字，比如 2 或 2.5";
    case FactType::date:
      return "写真实的日期，比如 2026-11-27";
    case FactType::choice:
    case FactType::boolean:
      return "请从下面重新选一项";
  }
  return "";
}

std::string tidied(const Fact& fact, const std::string& text) {
  switch (fact.type) {
    case FactType::money:
    case FactType::count:
    case FactType::decimal:
      return tidy_number(text, fact.unit);
    case FactType::date:
      return tidy_date(text);
    case FactType::choice:
    case FactType::boolean:
      break;
  }
  return text;
}

AnswerRead fault(std::string what) {
  return {.value = {}, .fault = std::move(what)};
}

}  // namespace

std::string half_width(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length =
        std::min(base::utf8_length(static_cast<unsigned char>(text[at])), text.size() - at);
    const std::string_view character = text.substr(at, length);
    at += length;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (length == 3 && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD)) {
      const unsigned code = (byte(1) - 0xBCU) * 64U + (byte(2) - 0x80U);
      if (code >= 1 && code <= 0x5E) {
        out += static_cast<char>(code + 0x20U);
        continue;
      }
    }
    if (character != " " && character != "\t" && character != "　") out += character;
  }
  return out;
}

std::string tidy_number(std::string_view text, std::string_view unit) {
  std::string out = half_width(text);
  replace_all(out, "。", ".");
  for (const std::string_view sign : {"¥", "￥"})
    if (out.starts_with(sign)) out.erase(0, sign.size());
  for (const std::string& word : {std::string(unit), first_part(unit), std::string("元")})
    if (!word.empty() && out.ends_with(word)) out.erase(out.size() - word.size());
  out = without_commas(out);
  const bool number = !out.empty() && std::ranges::all_of(out, [](char c) {
    return is_digit(c) || c == '.' || c == '-';
  });
  return number ? out : std::string(text);
}

std::string tidy_date(std::string_view text) {
  std::string out = half_width(text);
  for (const std::string_view mark : {"/", ".", "年", "月", "。"}) replace_all(out, mark, "-");
  if (out.ends_with("日")) out.erase(out.size() - std::string_view("日").size());
  std::array<int, 3> numbers{};
  if (!read_three(out, numbers)) return std::string(text);
  const auto day = base::Date::of(numbers[0], numbers[1], numbers[2]);
  return day ? day->to_string() : std::string(text);
}

AnswerRead read_answer(const Fact& fact, const TypedAnswer& answer) {
  if (answer.values.size() > 1) return fault("同一个问题收到了两个不同的回答，请重新答一次");
  if (answer.values.empty())
    return {.value = {answer.unclear ? Given::unknown : Given::absent, {}}, .fault = ""};
  const std::string& typed = answer.values.front();
  if (answer.unclear) return fault("填了“" + typed + "”，又选了“不清楚”，请只留一个");
  const std::string text = tidied(fact, typed);
  auto value = read_fact_value(fact, boost::json::value(text), base::Scalars::text, "");
  if (value.ok()) return {.value = {Given::value, std::move(value).value()}, .fault = ""};
  const bool chosen = fact.type == FactType::choice || fact.type == FactType::boolean;
  return fault((chosen ? "没有“" : "看不懂“") + typed + (chosen ? "”这个选项。" : "”。") +
               how_to_write(fact));
}

std::string nothing_typed(const Fact& fact) {
  switch (fact.type) {
    case FactType::choice:
    case FactType::boolean:
      return "请选一项；不知道就选“不清楚”";
    case FactType::date:
      return "请填日期；不知道就选“不清楚”";
    case FactType::money:
    case FactType::count:
    case FactType::decimal:
      break;
  }
  return "请填一个数；不知道就选“不清楚”";
}

}  // namespace qinqing::norms
