// multipart/form-data, RFC 7578, as browsers write it (WHATWG HTML §4.10.21.8): names and
// filenames are UTF-8 in quotes, with %22, %0D and %0A for what would break the quotes.
#include <algorithm>
#include <optional>
#include <utility>

#include "http/ascii.h"
#include "http/form.h"

namespace qinqing::http {
namespace {

constexpr std::size_t kBoundaryMax = 70;  // RFC 2046 §5.1.1

// Takes `prefix` off the front of `text`, or says that it is not there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes what stands before `mark`, and the mark.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return before;
}

// Takes one parameter's value: "in quotes", where \" is a quote, or a token.
std::optional<std::string> take_value(std::string_view& text) {
  if (!take(text, "\"")) {
    const std::string_view token = text.substr(0, text.find(';'));
    text.remove_prefix(token.size());
    return std::string(trim(token));
  }
  std::string value;
  while (!text.empty()) {
    if (take(text, "\"")) return value;
    if (text.starts_with("\\\"")) text.remove_prefix(1);
    value += text.front();
    text.remove_prefix(1);
  }
  return std::nullopt;
}

// The value of parameter `name` in `value; a=b; c="d"`. nullopt if the list is malformed.
struct Parameter {
  bool present = false;
  std::string value;
};
std::optional<Parameter> find_parameter(std::string_view text, std::string_view name) {
  Parameter found;
  text.remove_prefix(std::min(text.find(';'), text.size()));
  while (!trim(text).empty()) {
    text = trim(text);
    if (!take(text, ";")) return std::nullopt;
    const auto key = take_until(text, "=");
    if (!key) return std::nullopt;
    auto value = take_value(text);
    if (!value) return std::nullopt;
    if (!iequals(trim(*key), name)) continue;
    if (found.present) return std::nullopt;  // said twice: which one would the next reader believe?
    found = {true, std::move(*value)};
  }
  return found;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

std::string unquoted(std::string value) {
  replace_all(value, "%22", "\"");
  replace_all(value, "%0D", "\r");
  replace_all(value, "%0A", "\n");
  return value;
}

struct PartHead {
  std::string name;
  std::optional<std::string> filename;
  std::string content_type;
};

// Reads the header lines of one part, each with its CRLF. nullopt if they are no part of a form.
std::optional<PartHead> read_head(std::string_view lines) {
  PartHead head;
  bool named = false;
  while (!lines.empty()) {
    const auto line = take_until(lines, "\r\n");
    if (!line) return std::nullopt;
    const std::size_t colon = line->find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view key = line->substr(0, colon);
    const std::string_view value = trim(line->substr(colon + 1));
    if (iequals(key, "Content-Type")) head.content_type = value;
    if (iequals(key, "Content-Transfer-Encoding") && !iequals(value, "binary") &&
        !iequals(value, "8bit") && !iequals(value, "7bit")) {
      return std::nullopt;  // RFC 7578 §4.7: deprecated; an encoded body would be kept encoded
    }
    if (!iequals(key, "Content-Disposition")) continue;
    auto name = find_parameter(value, "name");
    auto filename = find_parameter(value, "filename");
    const std::string_view kind = trim(value.substr(0, value.find(';')));
    if (named || !iequals(kind, "form-data") || !name || !name->present || !filename) {
      return std::nullopt;
    }
    named = true;
    head.name = unquoted(std::move(name->value));
    if (filename->present) head.filename = unquoted(std::move(filename->value));
  }
  if (!named) return std::nullopt;
  return head;
}

base::Fault broken(std::string_view what) {
  return {"form.part", "", std::string(what), "按 multipart/form-data 的格式提交", "", 0};
}

// Keeps one part, or says what is wrong with it.
std::optional<base::Fault> keep(PartHead head, std::string_view bytes, const FormLimits& limits,
                                Form& form) {
  if (!is_text(head.name) || (head.filename && !is_text(*head.filename))) {
    return base::Fault{"form.not_text", "", "有一个字段名或文件名不是正确编码的文字", "", "", 0};
  }
  if (head.name.size() > limits.name_bytes_max ||
      (head.filename && head.filename->size() > limits.name_bytes_max)) {
    return base::Fault{"form.name_too_long", "", "有一个字段名或文件名太长", "", "", 0};
  }
  if (head.filename) {
    form.add(FormFile{std::move(head.name), std::move(*head.filename), std::move(head.content_type),
                      std::string(bytes)});
    return std::nullopt;
  }
  if (!is_text(bytes)) {
    return base::Fault{
        "form.not_text", base::pointer_to("", head.name), "内容不是正确编码的文字", "", "", 0};
  }
  form.add(std::move(head.name), std::string(bytes));
  return std::nullopt;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
  if (!iequals(trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data")) {
    return std::nullopt;
  }
  auto boundary = find_parameter(content_type, "boundary");
  if (!boundary || boundary->value.empty() || boundary->value.size() > kBoundaryMax) {
    return std::nullopt;
  }
  return std::move(boundary->value);
}

}  // namespace

base::Result<Form> parse_multipart(std::string_view body, std::string_view content_type,
                                   const FormLimits& limits) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) {
    return base::Fault{
        "form.boundary", "", "提交的表单没有说明分隔符", "multipart/form-data; boundary=…", "", 0};
  }
  const std::string delimiter = "\r\n--" + *boundary;
  Form form;
  if (!take(body, std::string_view(delimiter).substr(2))) return broken("表单不以分隔符开头");
  while (!take(body, "--")) {
    if (!take(body, "\r\n")) return broken("分隔符之后不是新的一行");
    if (form.fields().size() + form.files().size() >= limits.fields_max) {
      return base::Fault{"form.too_many",
                         "",
                         "字段太多",
                         "最多 " + std::to_string(limits.fields_max) + " 个",
                         "",
                         0};
    }
    const auto lines = take_until(body, "\r\n\r\n");
    auto head = lines ? read_head(std::string(*lines) + "\r\n") : std::nullopt;
    if (!head) return broken("有一个字段的说明读不懂");
    const auto bytes = take_until(body, delimiter);
    if (!bytes) return broken("表单没有结束的分隔符，可能没有传完");
    if (auto fault = keep(std::move(*head), *bytes, limits, form)) return std::move(*fault);
  }
  if (!body.empty() && body != "\r\n") return broken("结束的分隔符之后还有内容");
  return form;
}

}  // namespace qinqing::http
