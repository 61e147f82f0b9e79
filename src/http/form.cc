#include "http/form.h"

#include <utility>

#include "base/text.h"

namespace qinqing::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// Reads one `name=value`; what is wrong goes to `faults`.
void read_pair(std::string_view pair, const FormLimits& limits, Form& form, base::Faults& faults) {
  const std::size_t equals = pair.find('=');
  auto name = percent_decode(pair.substr(0, equals), true);
  if (!name || !is_text(*name)) {
    faults.add(name ? "form.not_text" : "form.percent", "", "有一个字段名不是正确编码的文字");
    return;
  }
  if (name->size() > limits.name_bytes_max) {
    faults.add("form.name_too_long", "", "有一个字段名太长");
    return;
  }
  const std::string_view raw =
      equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
  auto value = percent_decode(raw, true);
  if (!value || !is_text(*value)) {
    faults.add(value ? "form.not_text" : "form.percent", base::pointer_to("", *name),
               "内容不是正确编码的文字");
    return;
  }
  form.add(std::move(*name), std::move(*value));
}

}  // namespace

std::optional<std::string_view> Form::first(std::string_view name) const {
  for (const FormField& field : fields_) {
    if (field.name == name) return field.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const FormField& field : fields_) {
    if (field.name == name) values.emplace_back(field.value);
  }
  return values;
}

const FormFile* Form::file(std::string_view name) const {
  for (const FormFile& file : files_) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

bool is_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && !base::first_invalid_utf8(bytes);
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const bool whole = i + 2 < text.size();
      const int high = whole ? hex_value(text[i + 1]) : -1;
      const int low = whole ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::string percent_encode(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(bytes.size());
  for (const char c : bytes) {
    if (unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

base::Result<Form> parse_urlencoded(std::string_view text, const FormLimits& limits) {
  Form form;
  base::Faults faults;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (++count > limits.fields_max) {
      faults.add("form.too_many", "", "字段太多",
                 "最多 " + std::to_string(limits.fields_max) + " 个");
      break;
    }
    read_pair(pair, limits, form, faults);
  }
  if (!faults.empty()) return faults;
  return form;
}

}  // namespace qinqing::http
