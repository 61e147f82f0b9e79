#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace qinqing::base {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, TakesEveryLengthOfCharacter) {
  EXPECT_FALSE(first_invalid_utf8(""));
  EXPECT_FALSE(first_invalid_utf8("plain ascii of more than eight bytes"));
  EXPECT_FALSE(first_invalid_utf8("é亲清😀"));
  EXPECT_FALSE(
      first_invalid_utf8("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80"sv));
  EXPECT_FALSE(first_invalid_utf8("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"sv));
}

TEST(Utf8, RefusesWhatRfc3629Excludes) {
  EXPECT_EQ(first_invalid_utf8("ab\x80"), 2U);            // a continuation alone
  EXPECT_EQ(first_invalid_utf8("\xC0\x80"), 0U);          // NUL, overlong
  EXPECT_EQ(first_invalid_utf8("\xC1\xBF"), 0U);          // overlong
  EXPECT_EQ(first_invalid_utf8("\xE0\x9F\xBF"), 0U);      // overlong
  EXPECT_EQ(first_invalid_utf8("\xF0\x8F\xBF\xBF"), 0U);  // overlong
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);      // a surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // beyond U+10FFFF
  EXPECT_EQ(first_invalid_utf8("\xF5\x80\x80\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("12345678亲\xE6\xB8"), 11U);  // cut off at the end
  EXPECT_EQ(first_invalid_utf8("\xE4\xBA"
                               "A"),
            0U);                                          // cut off in the middle
  EXPECT_EQ(first_invalid_utf8("\xB9\xFA\xB0\xEC"), 0U);  // GBK
}

TEST(TextPlace, CountsLinesAndCharacters) {
  const std::string text = "第一行\n第二行，x\n";
  EXPECT_EQ(text_place(text, 0).line, 1);
  EXPECT_EQ(text_place(text, 0).column, 1);
  const auto place = text_place(text, text.find('x'));
  EXPECT_EQ(place.line, 2);
  EXPECT_EQ(place.column, 5);
  EXPECT_EQ(text_place(text, text.size()).line, 3);
  EXPECT_EQ(text_place(text, 10'000).column, 1);
}

TEST(ByteOrderMark, IsDroppedOnlyAtTheBeginning) {
  EXPECT_EQ(without_byte_order_mark("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(without_byte_order_mark("x\xEF\xBB\xBF"), "x\xEF\xBB\xBF");
}

TEST(Markup, IsNeverOpenedByATextNorEscapedTwiceOver) {
  EXPECT_EQ(escaped_for_markup("<b onclick=\"x\">甲 & 乙</b>"),
            "&lt;b onclick=&quot;x&quot;&gt;甲 &amp; 乙&lt;/b&gt;");
  EXPECT_EQ(escaped_for_markup("&lt;"), "&amp;lt;");
}

}  // namespace
}  // namespace qinqing::base
