#include "identity/pinyin.h"

#include <gtest/gtest.h>

namespace qinqing::identity {
namespace {

TEST(Pinyin, GivesOneLetterACharacter) {
  EXPECT_EQ(pinyin_initials("海曙区"), "hsq");
  EXPECT_EQ(pinyin_initials("鄞州区"), "yzq");
  EXPECT_EQ(pinyin_initials("欧阳明"), "oym");
}

TEST(Pinyin, KeepsLettersAndDigitsAndDropsTheRest) {
  EXPECT_EQ(pinyin_initials("ABC科技（宁波）有限公司 3号"), "abckjnbyxgs3h");
  EXPECT_EQ(pinyin_initials(" ·—，"), "");
  EXPECT_EQ(pinyin_initials(""), "");
}

TEST(Pinyin, ReadsUmlautsAsTheirLetter) {
  EXPECT_EQ(pinyin_initials("绿女"), "ln");
}

TEST(Pinyin, SkipsWhatIcuDoesNotKnow) {
  EXPECT_EQ(pinyin_initials("\xF0\xB1\x8D\x90海"), "h");  // U+31350, of extension H
}

TEST(Pinyin, FindsSurnamesByBothReadings) {
  EXPECT_EQ(search_initials("单雄"), "dx sx");
  EXPECT_EQ(search_initials("长街镇"), "zjz cjz");
  EXPECT_EQ(search_initials("王明"), "wm");
}

TEST(Pinyin, SurvivesBytesThatAreNoText) {
  EXPECT_EQ(pinyin_initials("\xFF海\xC3"), "h");
}

}  // namespace
}  // namespace qinqing::identity
