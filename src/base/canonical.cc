#include "base/canonical.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <exception>
#include <vector>

#include "base/text.h"

namespace qinqing::base {

namespace json = boost::json;

namespace {

constexpr std::int64_t kSafeInteger = (std::int64_t{1} << 53) - 1;

// The order of UTF-16 code units (RFC 8785 §3.2.3) for UTF-8 text. The two orders differ only where
// a character beyond the BMP (lead byte F0–F4; in UTF-16 a surrogate, D800–DFFF) meets one of
// U+E000–U+FFFF (lead byte EE or EF): there the surrogate is the smaller.
bool utf16_less(std::string_view a, std::string_view b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() || y == b.end()) return x == a.end() && y != b.end();
  const auto left = static_cast<unsigned char>(*x);
  const auto right = static_cast<unsigned char>(*y);
  if (left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0)) return left >= 0xF0;
  return left < right;
}

// The shortest digits that give the double back, and where the point stands: value = 0.DIGITS ×
// 10^point. Only for finite numbers above zero.
struct ShortestDigits {
  std::string digits;
  int point = 0;
};

ShortestDigits shortest_digits(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  std::string_view exponent_text = text.substr(e + 1);
  if (exponent_text.starts_with('+')) exponent_text.remove_prefix(1);
  int exponent = 0;
  std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
  ShortestDigits out;
  for (const char c : text.substr(0, e))
    if (c != '.') out.digits += c;
  out.point = exponent + 1;
  return out;
}

// ECMAScript's Number::toString (ECMA-262 §6.1.6.1.20), on which RFC 8785 §3.2.2.3 rests.
void append_double(std::string& out, double value) {
  if (value == 0) {
    out += '0';
    return;
  }
  if (value < 0) out += '-';
  const auto [digits, point] = shortest_digits(std::fabs(value));
  const int count = static_cast<int>(digits.size());
  if (point > 21 || point < -5) {
    out += digits[0];
    if (count > 1) out.append(".").append(digits, 1);
    out += point > 0 ? "e+" : "e-";
    out += std::to_string(std::abs(point - 1));
  } else if (point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  } else if (point >= count) {
    out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  } else {
    const auto whole = static_cast<std::size_t>(point);
    out.append(digits, 0, whole).append(".").append(digits, whole);
  }
}

// Where the writer is, linked up the stack: a pointer is spelled out only for a fault.
struct Place {
  const Place* parent = nullptr;
  std::string_view key;
  std::size_t index = 0;
  bool is_index = false;

  std::string pointer() const {
    if (parent == nullptr) return "";
    return is_index ? pointer_to(parent->pointer(), index) : pointer_to(parent->pointer(), key);
  }
};

class Writer {
 public:
  std::string take() { return std::move(out_); }
  const Faults& faults() const { return faults_; }

  void value(const json::value& value, const Place& place) {
    switch (value.kind()) {
      case json::kind::null:
        out_ += "null";
        break;
      case json::kind::bool_:
        out_ += value.get_bool() ? "true" : "false";
        break;
      case json::kind::int64:
        signed_integer(value.get_int64(), place);
        break;
      case json::kind::uint64:
        unsigned_integer(value.get_uint64(), place);
        break;
      case json::kind::double_:
        floating(value.get_double(), place);
        break;
      case json::kind::string:
        text(value.get_string(), place);
        break;
      case json::kind::array:
        array(value.get_array(), place);
        break;
      case json::kind::object:
        object(value.get_object(), place);
        break;
    }
  }

 private:
  void too_big(const Place& place) {
    faults_.add("number_range", place.pointer(), "整数超出 ±(2^53−1)，没有唯一的写法",
                "应写成字符串");
  }

  void signed_integer(std::int64_t value, const Place& place) {
    if (value > kSafeInteger || value < -kSafeInteger) return too_big(place);
    out_ += std::to_string(value);
  }

  void unsigned_integer(std::uint64_t value, const Place& place) {
    if (value > static_cast<std::uint64_t>(kSafeInteger)) return too_big(place);
    out_ += std::to_string(value);
  }

  void floating(double value, const Place& place) {
    if (!std::isfinite(value))
      faults_.add("number_range", place.pointer(), "不是有限的数（NaN 或无穷），没有唯一的写法");
    else
      append_double(out_, value);
  }

  void text(std::string_view value, const Place& place) {
    if (first_invalid_utf8(value))
      faults_.add("not_utf8", place.pointer(), "字符串不是 UTF-8 编码");
    else
      append_canonical_string(out_, value);
  }

  void array(const json::array& array, const Place& place) {
    out_ += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i > 0) out_ += ',';
      value(array[i], Place{.parent = &place, .key = {}, .index = i, .is_index = true});
    }
    out_ += ']';
  }

  void object(const json::object& object, const Place& place) {
    // One list for all levels: an inner object's members stand behind those of the outer ones.
    const std::size_t begin = members_.size();
    for (const json::key_value_pair& member : object) members_.push_back(&member);
    std::sort(members_.begin() + static_cast<std::ptrdiff_t>(begin), members_.end(),
              [](const auto* a, const auto* b) { return utf16_less(a->key(), b->key()); });
    out_ += '{';
    const std::size_t end = members_.size();
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin) out_ += ',';
      const json::key_value_pair& member = *members_[i];
      const Place inner{.parent = &place, .key = member.key()};
      text(member.key(), inner);
      out_ += ':';
      value(member.value(), inner);
    }
    members_.resize(begin);
    out_ += '}';
  }

  std::string out_;
  std::vector<const json::key_value_pair*> members_;
  Faults faults_;
};

constexpr std::string_view kHex = "0123456789abcdef";

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view escaped = "\"\\\b\t\n\f\r";
  constexpr std::string_view letters = "\"\\btnfr";
  const std::size_t known = escaped.find(static_cast<char>(byte));
  if (known != std::string_view::npos)
    out.append(1, '\\').append(1, letters[known]);
  else
    out.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
}

}  // namespace

Result<std::string> canonical_json(const json::value& value) {
  Writer writer;
  writer.value(value, Place());
  if (!writer.faults().empty()) return writer.faults();
  return writer.take();
}

void append_canonical_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t begin = 0;  // of what needs no escape and is copied in one go
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, begin, i - begin);
    append_escape(out, byte);
    begin = i + 1;
  }
  out.append(text, begin);
  out += '"';
}

std::string sha256_hex(std::string_view bytes) {
  // Fetched once: OpenSSL 3 looks an algorithm up by name on every implicit use.
  static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  if (sha256 == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256, nullptr) != 1)
    std::terminate();  // a hash that cannot be computed must never look like one
  std::string out;
  out.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15U];
  }
  return out;
}

std::string named_hash(std::string_view bytes) {
  return "sha256:" + sha256_hex(bytes);
}

}  // namespace qinqing::base
