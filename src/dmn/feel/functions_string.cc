// Built-in functions on strings (DMN 1.5 §10.3.4.3). Positions and lengths count code points.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "dmn/characters.h"
#include "dmn/feel/builtin.h"

namespace qinqing::dmn::feel {
namespace {

Value text(std::string_view value) {
  return Value(std::string(value));
}

// The byte at which the n-th code point begins.
std::size_t byte_at(std::string_view string, std::int64_t n) {
  std::size_t at = 0;
  for (; n > 0 && at < string.size(); --n) at += character_at(string, at).length;
  return at;
}

std::int64_t length_of(std::string_view string) {
  return static_cast<std::int64_t>(count_characters(string));
}

Value substring(Evaluator& evaluator, std::span<Value> in) {
  const std::string_view string = in[0].as_string();
  const std::int64_t size = length_of(string);
  const auto start = base::Decimal(in[1].as_number()).to_int64();
  if (!start || *start == 0 || *start > size || *start < -size)
    return evaluator.warn("substring 的起点不在文字之内");
  const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
  std::int64_t count = size - first;
  if (!in[2].is_null()) {
    const auto wanted = int128_of(in[2].as_number());
    if (!wanted || *wanted < 1) return evaluator.warn("substring 的长度应为正整数");
    if (*wanted < count) count = static_cast<std::int64_t>(*wanted);
  }
  const std::size_t begin = byte_at(string, first);
  return text(string.substr(begin, byte_at(string.substr(begin), count)));
}

Value string_length(Evaluator&, std::span<Value> in) {
  return Value(length_of(in[0].as_string()));
}

Value cased(const std::string& string, bool upper) {
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(string);
  upper ? unicode.toUpper(icu::Locale::getRoot()) : unicode.toLower(icu::Locale::getRoot());
  std::string out;
  unicode.toUTF8String(out);
  return Value(std::move(out));
}

Value upper_case(Evaluator&, std::span<Value> in) {
  return cased(in[0].as_string(), true);
}

Value lower_case(Evaluator&, std::span<Value> in) {
  return cased(in[0].as_string(), false);
}

Value substring_before(Evaluator&, std::span<Value> in) {
  const std::size_t at = in[0].as_string().find(in[1].as_string());
  return text(at == std::string::npos ? "" : in[0].as_string().substr(0, at));
}

Value substring_after(Evaluator&, std::span<Value> in) {
  const std::size_t at = in[0].as_string().find(in[1].as_string());
  return text(at == std::string::npos ? ""
                                      : in[0].as_string().substr(at + in[1].as_string().size()));
}

Value contains_text(Evaluator&, std::span<Value> in) {
  return Value(in[0].as_string().find(in[1].as_string()) != std::string::npos);
}

Value starts_with(Evaluator&, std::span<Value> in) {
  return Value(in[0].as_string().starts_with(in[1].as_string()));
}

Value ends_with(Evaluator&, std::span<Value> in) {
  return Value(in[0].as_string().ends_with(in[1].as_string()));
}

Value string_join(Evaluator& evaluator, std::span<Value> in) {
  std::string out;
  bool first = true;
  for (const Value& item : in[0].as_list()) {
    if (item.is_null()) continue;
    if (!item.is(Value::Kind::string)) return evaluator.warn("string join 只接文字");
    if (!first && !in[1].is_null()) out += in[1].as_string();
    first = false;
    out += item.as_string();
    evaluator.check_bytes(out.size());
  }
  return Value(std::move(out));
}

}  // namespace

std::vector<Builtin> string_functions() {
  return {
      {"substring", {{"string: string, start position: number, length: number?", substring}}},
      {"string length", {{"string: string", string_length}}},
      {"upper case", {{"string: string", upper_case}}},
      {"lower case", {{"string: string", lower_case}}},
      {"substring before", {{"string: string, match: string", substring_before}}},
      {"substring after", {{"string: string, match: string", substring_after}}},
      {"contains", {{"string: string, match: string", contains_text}}},
      {"starts with", {{"string: string, match: string", starts_with}}},
      {"ends with", {{"string: string, match: string", ends_with}}},
      {"string join", {{"list: list, delimiter: string?!", string_join}}},
  };
}

}  // namespace qinqing::dmn::feel
