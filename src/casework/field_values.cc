#include "casework/field_values.h"

#include <algorithm>
#include <boost/json/string.hpp>
#include <charconv>
#include <optional>
#include <utility>

#include "base/date.h"
#include "base/decimal.h"
#include "base/text.h"

namespace qinqing::casework {
namespace {

namespace json = boost::json;

constexpr int kTextMax = 2000;  // characters, where the field does not say
constexpr std::int64_t kCountMax = 1'000'000'000;

struct Wrong {
  std::string_view code, what, right;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

int characters(std::string_view text) {
  return static_cast<int>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20U ? c != '\n' && c != '\t' && c != '\r' : c == 0x7F;
  });
}

std::optional<Wrong> check_text(const Field& field, std::string_view text) {
  if (base::first_invalid_utf8(text)) return Wrong{"value", "不是 UTF-8 编码", ""};
  if (has_control(text)) return Wrong{"value", "文字里有看不见的控制字符", ""};
  if (characters(text) > field.max.value_or(kTextMax)) return Wrong{"too_long", "字数太多", ""};
  return std::nullopt;
}

std::optional<Wrong> check_money(std::string_view text) {
  const auto amount = base::Decimal::parse(text);
  const bool plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!amount || !plain || amount->scale() > 2 || text.size() > 18)
    return Wrong{"value", "看不懂这个金额", "写成元，最多两位小数，例如 1200.00"};
  return std::nullopt;
}

std::optional<Wrong> check_string(const Field& field, std::string_view text) {
  switch (field.type) {
    case FieldType::date:
      if (!base::Date::parse(text)) return Wrong{"value", "没有这一天", "例如 2026-11-27"};
      return std::nullopt;
    case FieldType::money:
      return check_money(text);
    case FieldType::choice:
      if (std::ranges::find(field.choices, text, &Choice::id) == field.choices.end())
        return Wrong{"value", "不在选项里", ""};
      return std::nullopt;
    default:
      return check_text(field, text);
  }
}

std::optional<json::value> count_of(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return json::value(count);
}

// A form's text as the value JSON would have; text that is none stays text and fails as such.
json::value typed(const Field& field, const json::value& given) {
  if (!given.is_string()) return given;
  const std::string_view text = trimmed(given.get_string());
  if (field.type == FieldType::boolean && (text == "true" || text == "false"))
    return text == "true";
  if (field.type == FieldType::count)
    if (auto count = count_of(text)) return *std::move(count);
  return json::string(text);
}

class Reading {
 public:
  Reading(const Procedure& procedure, const Transition& transition, std::string_view pointer,
          base::Scalars scalars)
      : procedure_(procedure), transition_(transition), pointer_(pointer), scalars_(scalars) {}

  base::Result<FieldValues> run(const json::value& given) {
    static const json::object kNothing;
    const json::object* object = given.is_null() ? &kNothing : given.if_object();
    if (object == nullptr) return base::Fault{"type", pointer_, "应为一组键值", "", "", 0};
    for (const auto& [key, value] : *object)
      if (std::ranges::find(transition_.fields, std::string_view(key)) == transition_.fields.end())
        faults_.add("unknown_key", base::pointer_to(pointer_, key), "这一步不要填这一项");
    for (const std::string& id : transition_.fields) {
      const auto at = object->find(id);
      take(*procedure_.field(id), at == object->end() ? json::value(nullptr) : at->value());
    }
    if (!faults_.empty()) return std::move(faults_);
    return std::move(values_);
  }

 private:
  void fault(const Field& field, const Wrong& wrong) {
    faults_.add(wrong.code, base::pointer_to(pointer_, field.id),
                field.label + "：" + std::string(wrong.what), wrong.right);
  }

  void take(const Field& field, const json::value& given) {
    const json::value value = scalars_ == base::Scalars::text ? typed(field, given) : given;
    const bool absent =
        value.is_null() || (value.is_string() && trimmed(value.get_string()).empty());
    if (absent) {
      if (field.required.value_or(false)) fault(field, {"missing", "没有填", ""});
      return;
    }
    if (const auto wrong = check(field, value)) return fault(field, *wrong);
    auto& into = field.personal.value_or(false) ? values_.personal : values_.plain;
    if (value.is_string())
      into[field.id] = json::string(trimmed(value.get_string()));
    else
      into[field.id] = value;
  }

  static std::optional<Wrong> check(const Field& field, const json::value& value) {
    if (field.type == FieldType::boolean) {
      if (!value.is_bool()) return Wrong{"type", "应为是或否", "true 或 false"};
      return std::nullopt;
    }
    if (field.type == FieldType::count) return check_count(value);
    if (!value.is_string()) return Wrong{"type", "应为文字", "写在引号里"};
    return check_string(field, trimmed(value.get_string()));
  }

  static std::optional<Wrong> check_count(const json::value& value) {
    if (value.is_uint64()) return Wrong{"value", "个数应在 0 到 10 亿之间", ""};
    const std::int64_t* count = value.if_int64();
    if (count == nullptr) return Wrong{"type", "应为个数", "例如 12"};
    if (*count < 0 || *count > kCountMax) return Wrong{"value", "个数应在 0 到 10 亿之间", ""};
    return std::nullopt;
  }

  const Procedure& procedure_;
  const Transition& transition_;
  std::string pointer_;
  base::Scalars scalars_;
  FieldValues values_;
  base::Faults faults_;
};

}  // namespace

const json::value* FieldValues::find(std::string_view field) const {
  if (const json::value* value = plain.if_contains(field)) return value;
  return personal.if_contains(field);
}

std::string FieldValues::text(std::string_view field) const {
  const json::value* value = find(field);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

base::Result<FieldValues> read_fields(const Procedure& procedure, const Transition& transition,
                                      const json::value& given, std::string_view pointer,
                                      base::Scalars scalars) {
  return Reading(procedure, transition, pointer, scalars).run(given);
}

}  // namespace qinqing::casework
