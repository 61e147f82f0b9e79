#include "composite/fields.h"

#include <cmath>

#include "base/nearest.h"
#include "composite/numbers.h"

namespace qinqing::composite {
namespace {

// YAML's scalars come as text, JSON's as numbers.
std::optional<double> number_in(const boost::json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  if (!value.is_string()) return std::nullopt;
  const auto number = parse_number(std::string_view(value.get_string()));
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return number;
}

}  // namespace

Fields::Fields(const boost::json::value& value, std::string pointer, base::Faults& faults)
    : object_(value.if_object()), pointer_(std::move(pointer)), faults_(faults) {
  if (!object_) faults_.add("type", pointer_, "应为一组“键: 值”");
}

const boost::json::value* Fields::find(std::string_view key) {
  asked_.emplace(key);
  const auto* value = object_ ? object_->if_contains(key) : nullptr;
  return value && !value->is_null() ? value : nullptr;
}

void Fields::fault(std::string_view code, std::string_view key, std::string what,
                   std::string right) {
  faults_.add(code, key.empty() ? pointer_ : base::pointer_to(pointer_, key), what, right);
}

std::optional<std::string> Fields::text(std::string_view key) {
  const auto* value = find(key);
  if (!value) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  fault("type", key, "应为文字");
  return std::nullopt;
}

std::string Fields::text(std::string_view key, std::string_view fallback) {
  return text(key).value_or(std::string(fallback));
}

std::string Fields::required_text(std::string_view key) {
  if (!find(key)) fault("missing", key, "没有写");
  return text(key, "");
}

std::optional<double> Fields::number(std::string_view key) {
  const auto* value = find(key);
  if (!value) return std::nullopt;
  const auto number = number_in(*value);
  if (!number) fault("type", key, "应为数", "例如 0.9");
  return number;
}

double Fields::number(std::string_view key, double fallback) {
  return number(key).value_or(fallback);
}

double Fields::required_number(std::string_view key) {
  if (!find(key)) fault("missing", key, "没有写", "写一个数");
  return number(key, 0);
}

int Fields::whole(std::string_view key, int fallback, int least, int most) {
  const auto value = number(key);
  if (!value) return fallback;
  if (*value >= least && *value <= most && *value == std::floor(*value))
    return static_cast<int>(*value);
  fault("value", key, "应为 " + std::to_string(least) + " 到 " + std::to_string(most) + " 的整数");
  return fallback;
}

bool Fields::flag(std::string_view key, bool fallback) {
  const auto* value = find(key);
  if (!value) return fallback;
  if (value->is_bool()) return value->get_bool();
  if (value->is_string() && value->get_string() == "true") return true;
  if (value->is_string() && value->get_string() == "false") return false;
  fault("type", key, "应为 true 或 false");
  return fallback;
}

std::vector<double> Fields::numbers(std::string_view key) {
  const auto* value = find(key);
  std::vector<double> numbers;
  if (!value) return numbers;
  if (!value->is_array()) {
    if (const auto one = number(key)) numbers.push_back(*one);
    return numbers;
  }
  for (const auto& item : value->get_array()) {
    const auto one = number_in(item);
    if (!one) {
      fault("type", key, "应为一串数", "例如 [0, 100]");
      return {};
    }
    numbers.push_back(*one);
  }
  return numbers;
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const auto* value = find(key);
  std::vector<std::string> texts;
  if (!value) return texts;
  if (!value->is_array()) return {text(key, "")};
  for (const auto& item : value->get_array()) {
    if (!item.is_string()) {
      fault("type", key, "应为一串文字", "例如 [AUT, BEL]");
      return {};
    }
    texts.emplace_back(item.get_string());
  }
  return texts;
}

std::size_t Fields::choice(std::string_view key, std::span<const std::string_view> names,
                           std::optional<std::size_t> fallback) {
  if (!find(key)) {
    if (!fallback) fault("missing", key, "没有写");
    return fallback.value_or(0);
  }
  const std::string word = text(key, "");
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == word) return i;
    all += (i == 0 ? "" : "、") + std::string(names[i]);
  }
  const auto near = base::nearest_word(word, names);
  fault("value", key, "没有“" + word + "”这种做法",
        near.empty() ? "可以是 " + all : "是不是“" + std::string(near) + "”；可以是 " + all);
  return fallback.value_or(0);
}

void Fields::done() {
  if (!object_) return;
  std::vector<std::string_view> known(asked_.begin(), asked_.end());
  for (const auto& [key, value] : *object_) {
    if (asked_.contains(key)) continue;
    const auto near = base::nearest_word(std::string_view(key), known);
    fault("unknown_key", key, "这里没有这个键",
          near.empty() ? "删去它" : "是不是“" + std::string(near) + "”");
  }
}

}  // namespace qinqing::composite
