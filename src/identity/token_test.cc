#include "identity/token.h"

#include <gtest/gtest.h>

#include <set>

#include "identity/masked.h"
#include "identity/password.h"

namespace qinqing::identity {
namespace {

TEST(Token, IsLongAndNeverTheSame) {
  base::SeededRandom random(1);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = make_token(random);
    EXPECT_EQ(token.size(), 43U);
    EXPECT_TRUE(is_token(token));
    EXPECT_TRUE(seen.insert(token).second);
  }
}

TEST(Token, KnowsWhatItCannotHaveMade) {
  base::SeededRandom random(1);
  const std::string token = make_token(random);
  EXPECT_FALSE(is_token(""));
  EXPECT_FALSE(is_token(token.substr(1)));
  EXPECT_FALSE(is_token(token + "A"));
  EXPECT_FALSE(is_token(token + "="));
  EXPECT_FALSE(is_token("'" + token.substr(1)));
  EXPECT_FALSE(is_token(std::string(43, '\0')));
}

TEST(Token, IsKeptAsItsHash) {
  // SHA-256 of "abc", FIPS 180-4.
  EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CsrfWord, BelongsToItsTokenOnly) {
  base::SeededRandom random(7);
  const std::string token = make_token(random);
  const std::string other = make_token(random);
  EXPECT_TRUE(is_csrf_word(csrf_word(token), token));
  EXPECT_FALSE(is_csrf_word(csrf_word(token), other));
  EXPECT_FALSE(is_csrf_word("", token));
  EXPECT_FALSE(is_csrf_word(token, token));
  EXPECT_EQ(csrf_word(token).find(token), std::string::npos);
}

TEST(FirstPassword, IsGoodEnoughToBeOne) {
  base::SeededRandom random(3);
  for (int i = 0; i < 200; ++i) {
    const std::string password = make_first_password(random);
    EXPECT_EQ(password.size(), 19U);
    EXPECT_FALSE(check_password(password, "wang")) << password;
    EXPECT_EQ(password.find_first_of("01lo"), std::string::npos);
  }
}

TEST(Masked, ShowsTooLittleToLearnTheNumber) {
  EXPECT_EQ(masked_resident_id("33020319900101123X"), "3302************3X");
  EXPECT_EQ(masked_resident_id("330203900101123"), "***************");
  EXPECT_EQ(masked_resident_id("护照"), "**");
  EXPECT_EQ(masked_resident_id(""), "");
  EXPECT_EQ(masked_phone("13812345678"), "138****5678");
  EXPECT_EQ(masked_phone("0574-87654321"), "***********21");
  EXPECT_EQ(masked_phone("12345"), "*****");
}

}  // namespace
}  // namespace qinqing::identity
