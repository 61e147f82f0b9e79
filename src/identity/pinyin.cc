#include "identity/pinyin.h"

#include <unicode/translit.h>
#include <unicode/uscript.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <vector>

namespace qinqing::identity {
namespace {

using Transliterator = std::unique_ptr<const icu::Transliterator>;

Transliterator make(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  Transliterator made(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  if (U_FAILURE(status) != 0 || made == nullptr)
    throw std::runtime_error(std::string("ICU has no transliterator ") + id);
  return made;
}

bool is_han(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(c, &status) == USCRIPT_HAN;
}

bool is_ascii_letter_or_digit(UChar32 c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(UChar32 c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

// How Han characters are read. ICU's rules go through the whole of their table for every character,
// so what a character of the common blocks was read as is remembered.
//
// Thread-safety: any number of threads; two that meet a new character both look it up.
class Reading {
 public:
  explicit Reading(const char* id) : rules_(make(id)) {}

  // The first letter of the syllable; 0 where ICU knows none.
  char initial(UChar32 c) const {
    if (c < kFirst || c > kLast) return look_up(c);
    std::atomic<char>& known = known_[static_cast<std::size_t>(c - kFirst)];
    char letter = known.load(std::memory_order_relaxed);
    if (letter == kNew) {
      letter = look_up(c);
      known.store(letter, std::memory_order_relaxed);
    }
    return letter;
  }

 private:
  static constexpr UChar32 kFirst = 0x3400, kLast = 0x9FFF;  // CJK with its extension A
  static constexpr char kNew = '\x7f';

  static std::vector<std::atomic<char>> all_new() {
    std::vector<std::atomic<char>> all(kLast - kFirst + 1);
    for (auto& each : all) each = kNew;
    return all;
  }

  char look_up(UChar32 c) const {
    icu::UnicodeString text(c);
    rules_->transliterate(text);
    const UChar32 first = text.char32At(0);
    return is_ascii_letter_or_digit(first) ? lower(first) : '\0';
  }

  Transliterator rules_;
  mutable std::vector<std::atomic<char>> known_ = all_new();
};

std::string initials(std::string_view text, const Reading& reading) {
  const auto all = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out;
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const UChar32 c = all.char32At(i);
    if (is_ascii_letter_or_digit(c))
      out += lower(c);
    else if (const char letter = is_han(c) ? reading.initial(c) : '\0'; letter != '\0')
      out += letter;
  }
  return out;
}

const Reading& common_reading() {
  static const Reading reading("Han-Latin; Latin-ASCII");
  return reading;
}

const Reading& name_reading() {
  static const Reading reading("Han-Latin/Names; Latin-ASCII");
  return reading;
}

}  // namespace

std::string pinyin_initials(std::string_view text) {
  return initials(text, common_reading());
}

std::string search_initials(std::string_view text) {
  std::string common = initials(text, common_reading());
  const std::string named = initials(text, name_reading());
  if (named != common) common.append(" ").append(named);
  return common;
}

}  // namespace qinqing::identity
