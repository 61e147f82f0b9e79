#include "identity/pinyin.h"

#include <unicode/translit.h>
#include <unicode/uscript.h>

#include <memory>
#include <stdexcept>

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

// The first letters of the syllables that `reading` makes of a run of Han characters. A character
// that ICU does not know stays as it is and gives nothing.
void append_syllables(icu::UnicodeString run, const icu::Transliterator& reading,
                      std::string& out) {
  if (run.isEmpty()) return;
  reading.transliterate(run);
  bool begins = true;
  for (std::int32_t i = 0; i < run.length(); i = run.moveIndex32(i, 1)) {
    const UChar32 c = run.char32At(i);
    if (begins && is_ascii_letter_or_digit(c)) out += lower(c);
    begins = c == ' ';
  }
}

std::string initials(std::string_view text, const icu::Transliterator& reading) {
  const auto all = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out;
  icu::UnicodeString run;
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const UChar32 c = all.char32At(i);
    if (is_han(c)) {
      run.append(c);
      continue;
    }
    append_syllables(run, reading, out);
    run.remove();
    if (is_ascii_letter_or_digit(c)) out += lower(c);
  }
  append_syllables(run, reading, out);
  return out;
}

const icu::Transliterator& common_reading() {
  static const Transliterator reading = make("Han-Latin; Latin-ASCII");
  return *reading;
}

const icu::Transliterator& name_reading() {
  static const Transliterator reading = make("Han-Latin/Names; Latin-ASCII");
  return *reading;
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
