#include "base/reader.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <charconv>
#include <limits>

#include "base/nearest.h"

namespace qinqing::base::reading {

namespace json = boost::json;

namespace {

constexpr std::size_t kFaultsMax = 100;
constexpr std::size_t kKeyBytesMax = 64;  // of a key repeated in a message

// Where the walk is, linked up the stack: a pointer is spelled out only for a fault.
struct Place {
  const Place* parent = nullptr;
  std::string_view token;  // of the root: the prefix that was given
  std::size_t index = 0;
  bool is_index = false;

  std::string pointer() const {
    if (parent == nullptr) return std::string(token);
    return is_index ? pointer_to(parent->pointer(), index) : pointer_to(parent->pointer(), token);
  }
};

std::string_view kind_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "空值";
    case json::kind::bool_:
      return "是或否（true、false）";
    case json::kind::int64:
    case json::kind::uint64:
      return "整数";
    case json::kind::double_:
      return "小数";
    case json::kind::string:
      return "文字";
    case json::kind::array:
      return "列表";
    case json::kind::object:
      return "一组键值";
  }
  return "";
}

std::string joined(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += "、";
    out += name;
  }
  return out;
}

// What should stand there, and how it is written.
struct Wanted {
  std::string what;
  std::string right;
};

Wanted wanted(const Type& type, Scalars scalars) {
  const bool typed = scalars == Scalars::typed;
  switch (type.shape) {
    case Shape::boolean:
      return {"应为 true 或 false", ""};
    case Shape::int32:
    case Shape::int64:
      return {"应为整数", typed ? "例如 12，不带引号" : "例如 12"};
    case Shape::string:
      return {"应为文字", typed ? "写在引号里" : ""};
    case Shape::date:
      return {"应为日期", typed ? "例如 \"2026-11-27\"" : "例如 2026-11-27"};
    case Shape::decimal:
      return typed ? Wanted{"应为带引号的小数", "例如 \"1200.00\""}
                   : Wanted{"应为小数", "例如 1200.00"};
    case Shape::enumeration:
      return {"应为规定的几种之一", "可写：" + joined(type.names)};
    case Shape::record:
    case Shape::map:
      return {"应为一组键值", ""};
    case Shape::list:
      return {"应为列表", ""};
    case Shape::optional:
      return wanted(*type.element, scalars);
    case Shape::json:
      return {"应有内容", ""};
  }
  return {};
}

std::string suggestion(std::string_view unknown, std::span<const Member> members) {
  std::vector<std::string_view> known;
  for (const Member& member : members) known.push_back(member.key);
  const std::string_view nearest = nearest_word(unknown, known);
  return nearest.empty() ? "" : "是否应为“" + std::string(nearest) + "”";
}

bool is_plain_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.front() != '.' && text.find_first_of("eE") == std::string::npos;
}

// Digits with an optional minus, no leading zeros; range is the caller's matter.
bool is_plain_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Walk {
 public:
  Walk(Faults& faults, Scalars scalars) : faults_(faults), scalars_(scalars) {}

  void read(const Type& type, void* target, const json::value& value, const Place& place) {
    if (left_ == 0) return;
    switch (type.shape) {
      case Shape::boolean:
        return boolean(type, target, value, place);
      case Shape::int32:
      case Shape::int64:
        return integer(type, target, value, place);
      case Shape::string:
        if (const json::string* text = string_in(type, value, place))
          *static_cast<std::string*>(target) = std::string_view(*text);
        return;
      case Shape::date:
        return date(type, target, value, place);
      case Shape::decimal:
        return decimal(type, target, value, place);
      case Shape::json:
        *static_cast<json::value*>(target) = value;
        return;
      case Shape::enumeration:
        return enumeration(type, target, value, place);
      case Shape::record:
        return record(type, target, value, place);
      case Shape::optional:
        if (!value.is_null()) read(*type.element, type.add(target, {}), value, place);
        return;
      case Shape::list:
        return list(type, target, value, place);
      case Shape::map:
        return map(type, target, value, place);
    }
  }

 private:
  void fault(std::string_view code, const Place& place, std::string_view what,
             std::string_view right) {
    if (left_ == 0) return;
    faults_.add(code, place.pointer(), what, right);
    if (--left_ == 0) faults_.add("too_many", "", "错误太多，后面没有再读");
  }

  void type_fault(const Type& type, const json::value& value, const Place& place) {
    const Wanted want = wanted(type, scalars_);
    const bool missing = value.is_null();
    fault("type", place,
          missing ? "不能为空，" + want.what
                  : want.what + "，现在写的是" + std::string(kind_name(value)),
          want.right);
  }

  void value_fault(const Type& type, const Place& place, std::string_view what) {
    fault("value", place, what, wanted(type, scalars_).right);
  }

  // nullptr where `value` is no string, which is then a fault.
  const json::string* string_in(const Type& type, const json::value& value, const Place& place) {
    const json::string* text = value.if_string();
    if (text == nullptr) type_fault(type, value, place);
    return text;
  }

  void boolean(const Type& type, void* target, const json::value& value, const Place& place) {
    if (scalars_ == Scalars::typed) {
      if (const bool* flag = value.if_bool())
        *static_cast<bool*>(target) = *flag;
      else
        type_fault(type, value, place);
    } else if (const json::string* text = string_in(type, value, place)) {
      if (*text != "true" && *text != "false")
        return value_fault(type, place, "应为 true 或 false");
      *static_cast<bool*>(target) = *text == "true";
    }
  }

  void integer(const Type& type, void* target, const json::value& value, const Place& place) {
    if (scalars_ == Scalars::text) return integer_text(type, target, value, place);
    if (const std::int64_t* number = value.if_int64()) return store(type, target, *number, place);
    if (value.is_uint64()) return value_fault(type, place, "整数超出范围");
    type_fault(type, value, place);
  }

  void integer_text(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::string* text = string_in(type, value, place);
    if (text == nullptr) return;
    if (!is_plain_integer(*text)) return value_fault(type, place, "应为整数");
    std::int64_t number = 0;
    const auto result = std::from_chars(text->data(), text->data() + text->size(), number);
    if (result.ec != std::errc()) return value_fault(type, place, "整数超出范围");
    store(type, target, number, place);
  }

  void store(const Type& type, void* target, std::int64_t number, const Place& place) {
    if (type.shape == Shape::int64) {
      *static_cast<std::int64_t*>(target) = number;
    } else if (number < std::numeric_limits<int>::min() ||
               number > std::numeric_limits<int>::max()) {
      value_fault(type, place, "整数超出范围");
    } else {
      *static_cast<int*>(target) = static_cast<int>(number);
    }
  }

  void date(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::string* text = string_in(type, value, place);
    if (text == nullptr) return;
    const std::optional<Date> day = Date::parse(*text);
    if (!day) return value_fault(type, place, "没有这一天，或写法不对");
    *static_cast<Date*>(target) = *day;
  }

  void decimal(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::string* text = string_in(type, value, place);
    if (text == nullptr) return;
    const std::optional<Decimal> number =
        is_plain_decimal(*text) ? Decimal::parse(*text) : std::nullopt;
    if (!number) return value_fault(type, place, "不是写成数字的小数，或超过 34 位");
    *static_cast<Decimal*>(target) = *number;
  }

  void enumeration(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::string* text = string_in(type, value, place);
    if (text == nullptr) return;
    const auto name = std::find(type.names.begin(), type.names.end(), std::string_view(*text));
    if (name == type.names.end()) return value_fault(type, place, "不是规定的几种之一");
    type.set_index(target, static_cast<std::size_t>(name - type.names.begin()));
  }

  void record(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::object* object = value.if_object();
    if (object == nullptr) return type_fault(type, value, place);
    std::uint64_t seen = 0;
    for (const json::key_value_pair& entry : *object) {
      const Place inner{.parent = &place, .token = entry.key()};
      const auto member =
          std::find_if(type.members.begin(), type.members.end(),
                       [&](const Member& m) { return m.key == std::string_view(entry.key()); });
      if (member == type.members.end()) {
        fault("unknown_key", inner, "没有名为“" + shortened(entry.key()) + "”的项",
              suggestion(entry.key(), type.members));
        continue;
      }
      seen |= std::uint64_t{1} << (member - type.members.begin());
      // The record was handed in as mutable; only the accessor is shared with writing.
      read(*member->type, const_cast<void*>(member->in(target)), entry.value(), inner);
    }
    missing(type, seen, place);
  }

  void missing(const Type& type, std::uint64_t seen, const Place& place) {
    for (std::size_t i = 0; i < type.members.size(); ++i) {
      const Member& member = type.members[i];
      if ((seen >> i & 1U) != 0 || member.type->may_be_absent()) continue;
      const Wanted want = wanted(*member.type, scalars_);
      fault("missing", Place{.parent = &place, .token = member.key},
            "缺少“" + std::string(member.key) + "”",
            want.what + (want.right.empty() ? "" : "，") + want.right);
    }
  }

  void list(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::array* array = value.if_array();
    if (array == nullptr) return type_fault(type, value, place);
    for (std::size_t i = 0; i < array->size(); ++i)
      read(*type.element, type.add(target, {}), (*array)[i],
           Place{.parent = &place, .token = {}, .index = i, .is_index = true});
  }

  void map(const Type& type, void* target, const json::value& value, const Place& place) {
    const json::object* object = value.if_object();
    if (object == nullptr) return type_fault(type, value, place);
    for (const json::key_value_pair& entry : *object)
      read(*type.element, type.add(target, entry.key()), entry.value(),
           Place{.parent = &place, .token = entry.key()});
  }

  static std::string shortened(std::string_view key) {
    if (key.size() <= kKeyBytesMax) return std::string(key);
    std::size_t end = kKeyBytesMax;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0U) == 0x80U) --end;
    return std::string(key.substr(0, end)) + "…";
  }

  Faults& faults_;
  Scalars scalars_;
  std::size_t left_ = kFaultsMax;
};

}  // namespace

void read(const Type& type, void* target, const json::value& value, std::string_view pointer,
          Faults& faults, Scalars scalars) {
  Walk(faults, scalars).read(type, target, value, Place{.token = pointer});
}

}  // namespace qinqing::base::reading
