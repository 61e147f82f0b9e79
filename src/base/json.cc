#include "base/json.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace qinqing::base {

namespace json = boost::json;

namespace {

// A stranger's text of one long key over many faults could ask for far more memory than it has
// bytes; past either bound the reading stops.
constexpr std::size_t kFaultsMax = 100;
constexpr std::size_t kPointerBytesMax = std::size_t{64} * 1024;

// Builds the value as Boost.JSON's parser reports it, and names what that parser would let pass.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  json::value& root() { return root_; }
  Faults& faults() { return faults_; }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return open(json::object()); }
  bool on_array_begin(json::error_code&) { return open(json::array()); }
  bool on_object_end(std::size_t, json::error_code& error) { return close(error); }
  bool on_array_end(std::size_t, json::error_code& error) { return close(error); }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return keep(part); }
  bool on_key(json::string_view last, std::size_t, json::error_code&) {
    keep(last);
    std::swap(frames_.back().key, text_);
    text_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return keep(part); }
  bool on_string(json::string_view last, std::size_t, json::error_code& error) {
    if (text_.empty()) return add(json::string(last), error);
    keep(last);
    return add(json::string(std::exchange(text_, {})), error);
  }

  bool on_number_part(json::string_view part, json::error_code&) { return keep(part); }
  bool on_int64(std::int64_t value, json::string_view, json::error_code& error) {
    text_.clear();
    return add(value, error);
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code& error) {
    text_.clear();
    return add(value, error);
  }
  bool on_double(double, json::string_view last, json::error_code& error) {
    keep(last);
    const std::string number = std::exchange(text_, {});
    return add(exact_double(number), error);
  }

  bool on_bool(bool value, json::error_code& error) { return add(value, error); }
  bool on_null(json::error_code& error) { return add(nullptr, error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  struct Frame {
    json::value container;
    std::string key;  // of the member being read, in an object
  };

  bool keep(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }

  bool open(json::value container) {
    frames_.push_back({std::move(container), {}});
    return true;
  }

  bool close(json::error_code& error) {
    json::value done = std::move(frames_.back().container);
    frames_.pop_back();
    return add(std::move(done), error);
  }

  bool add(json::value value, json::error_code& error) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& frame = frames_.back();
    if (json::array* array = frame.container.if_array()) {
      array->push_back(std::move(value));
    } else if (!frame.container.get_object().emplace(frame.key, std::move(value)).second) {
      fault("duplicate_key", "同一个键写了不止一次", "每个键只写一次");
    }
    if (full()) error = json::make_error_code(json::error::input_error);
    return !full();
  }

  // The parser's own conversion is off by one unit in the last place now and then.
  double exact_double(const std::string& number) {
    double value = 0;
    const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
    if (number.find_first_of(".eE") == std::string::npos)
      fault("number_range", "整数太大，不能精确表示", "应写成带引号的字符串");
    else if (result.ec != std::errc() || !std::isfinite(value))
      fault("number_range", "数超出可表示的范围", "应写成带引号的字符串");
    return value;
  }

  // RFC 6901 pointer of the value being read.
  std::string here() const {
    std::string pointer;
    for (const Frame& frame : frames_) {
      const json::array* array = frame.container.if_array();
      pointer = array != nullptr ? pointer_to(pointer, array->size())
                                 : pointer_to(pointer, std::string_view(frame.key));
    }
    return pointer;
  }

  void fault(std::string_view code, std::string_view what, std::string_view right) {
    const std::string pointer = here();
    const auto same = [&](const Fault& f) { return f.pointer == pointer && f.code == code; };
    if (std::any_of(faults_.begin(), faults_.end(), same)) return;
    pointer_bytes_ += pointer.size();
    faults_.add(code, pointer, what, right);
  }

  bool full() const { return faults_.size() >= kFaultsMax || pointer_bytes_ > kPointerBytesMax; }

  json::value root_;
  std::vector<Frame> frames_;
  std::string text_;
  Faults faults_;
  std::size_t pointer_bytes_ = 0;
};

// The quick way for what is right, which is nearly everything: Boost.JSON's own, that lets
// duplicate keys pass and rounds numbers, but with a count that gives both away.
class QuickBuilder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  // nullopt where a key was lost, since it was there twice.
  std::optional<json::value> take() {
    json::value value = stack_.release();
    if (members_in(value) != keys_) return std::nullopt;
    return value;
  }

  bool on_document_begin(json::error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_object_end(std::size_t size, json::error_code&) {
    stack_.push_object(size);
    return true;
  }
  bool on_array_end(std::size_t size, json::error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return keep(part); }
  bool on_key(json::string_view last, std::size_t, json::error_code&) {
    stack_.push_key(last);
    ++keys_;
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return keep(part); }
  bool on_string(json::string_view last, std::size_t, json::error_code&) {
    stack_.push_string(last);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
    stack_.push_int64(value);
    return true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
    stack_.push_uint64(value);
    return true;
  }
  bool on_double(double, json::string_view, json::error_code& error) {
    error = json::make_error_code(json::error::not_exact);
    return false;
  }
  bool on_bool(bool value, json::error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(json::error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool keep(json::string_view part) {
    stack_.push_chars(part);
    return true;
  }

  static std::size_t members_in(const json::value& value) {
    std::size_t count = 0;
    if (const json::object* object = value.if_object()) {
      count = object->size();
      for (const json::key_value_pair& member : *object) count += members_in(member.value());
    } else if (const json::array* array = value.if_array()) {
      for (const json::value& element : *array) count += members_in(element);
    }
    return count;
  }

  json::value_stack stack_;
  std::size_t keys_ = 0;
};

json::parse_options options_of(const JsonLimits& limits) {
  json::parse_options options;
  options.max_depth = limits.depth_max;
  return options;
}

// nullopt where anything is wrong or needs care; the careful way then finds out what.
std::optional<json::value> parse_quickly(std::string_view text, const JsonLimits& limits) {
  json::basic_parser<QuickBuilder> parser(options_of(limits));
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error || text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    return std::nullopt;
  return parser.handler().take();
}

Fault at(std::string_view text, std::size_t offset, std::string code, std::string what) {
  const TextPlace place = text_place(text, offset);
  Fault fault;
  fault.code = std::move(code);
  fault.what = "第 " + std::to_string(place.line) + " 行第 " + std::to_string(place.column) +
               " 列" + std::move(what);
  fault.line = place.line;
  return fault;
}

// What people who write Chinese most often get wrong in JSON.
bool is_full_width(std::string_view rest) {
  constexpr std::array<std::string_view, 10> marks = {"“",  "”",  "‘",  "’",  "，",
                                                      "：", "｛", "｝", "［", "］"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return rest.starts_with(mark); });
}

std::string syntax_hint(const json::error_code& error, std::string_view before,
                        std::string_view rest) {
  // A lone surrogate is noticed only at what follows it, and called a syntax error.
  constexpr std::size_t escape = 6;
  if ((before.size() >= escape && before.substr(before.size() - escape).starts_with("\\u")) ||
      error == json::error::illegal_leading_surrogate ||
      error == json::error::illegal_trailing_surrogate ||
      error == json::error::expected_utf16_escape || error == json::error::expected_hex_digit)
    return "\\u 之后应为四位十六进制数，代理对应成双";
  if (is_full_width(rest)) return "标点应为半角，例如 \" , : { } [ ]";
  if (rest.starts_with('\'')) return "字符串和键应写在双引号里";
  if (rest.starts_with('/') || rest.starts_with('#')) return "JSON 里不能写注释";
  if (rest.starts_with('}') || rest.starts_with(']')) return "最后一项之后不应有逗号，值也不能空着";
  if (rest.starts_with('\n') || rest.starts_with('\t') || rest.starts_with('\r'))
    return "字符串里的换行和制表应写成 \\n、\\t";
  return "";
}

Fault syntax_fault(std::string_view text, std::size_t offset, const json::error_code& error) {
  if (error == json::error::incomplete || offset >= text.size()) {
    Fault fault = at(text, text.size(), "syntax", "就结束了，JSON 还没有写完");
    fault.right = "应补上缺少的引号、括号或值";
    return fault;
  }
  Fault fault = at(text, offset, "syntax", "不合 JSON 的格式");
  fault.right = syntax_hint(error, text.substr(0, offset), text.substr(offset));
  return fault;
}

Fault parser_fault(std::string_view text, std::size_t offset, const json::error_code& error,
                   const JsonLimits& limits) {
  if (error == json::error::too_deep)
    return at(text, offset, "too_deep", "的嵌套超过 " + std::to_string(limits.depth_max) + " 层");
  if (error == json::error::input_error)
    return at(text, offset, "too_many", "为止的错误太多，后面没有再读");
  return syntax_fault(text, offset, error);
}

}  // namespace

Result<json::value> parse_json(std::string_view text, const JsonLimits& limits) {
  Faults faults;
  if (text.size() > limits.bytes_max) {
    faults.add("too_large", "", "内容超过 " + std::to_string(limits.bytes_max) + " 字节");
    return faults;
  }
  text = without_byte_order_mark(text);
  if (const auto offset = first_invalid_utf8(text))
    return at(text, *offset, "not_utf8", "不是 UTF-8 编码");

  if (std::optional<json::value> value = parse_quickly(text, limits)) return std::move(*value);
  json::basic_parser<Builder> parser(options_of(limits));
  json::error_code error;
  std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  faults.append(parser.handler().faults());
  if (error) {
    faults.add(parser_fault(text, read, error, limits));
    return faults;
  }
  read = std::min(text.find_first_not_of(" \t\r\n", read), text.size());
  if (read < text.size()) faults.add(at(text, read, "syntax", "起多出了内容，JSON 到此已经完整"));
  if (!faults.empty()) return faults;
  return std::move(parser.handler().root());
}

}  // namespace qinqing::base
