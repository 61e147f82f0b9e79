#include "identity/password.h"

#include <gtest/gtest.h>

namespace qinqing::identity {
namespace {

// The least that libsodium takes: tests are about what is compared, not about how slowly.
constexpr PasswordCost kCheap{.operations = 1, .memory_bytes = 8192};

std::string broken(std::string_view password, std::string_view login = "wang.ming") {
  const auto fault = check_password(password, login);
  return fault ? fault->code : "";
}

TEST(CheckPassword, TakesLengthInsteadOfSigns) {
  EXPECT_EQ(broken("correct horse"), "");
  EXPECT_EQ(broken("tenletters1"), "password.short");
  EXPECT_EQ(broken("tenletters12"), "");
  EXPECT_EQ(broken(""), "password.short");
}

TEST(CheckPassword, CountsHanCharactersTwice) {
  EXPECT_EQ(broken("春江潮水连海"), "");
  EXPECT_EQ(broken("春江潮水连"), "password.short");
  EXPECT_EQ(broken("春江潮水连ab"), "");
}

TEST(CheckPassword, RefusesWhatIsGuessedFirst) {
  EXPECT_EQ(broken("aaaaaaaaaaaaaa"), "password.simple");
  EXPECT_EQ(broken("abababababababab"), "password.simple");
  EXPECT_EQ(broken("123456789012"), "password.simple");
  EXPECT_EQ(broken("098765432109"), "password.simple");
  EXPECT_EQ(broken("abcdefghijkl"), "password.simple");
  EXPECT_EQ(broken("Qwertyuiop[]"), "password.simple");
  EXPECT_EQ(broken("password1234"), "password.known");
  EXPECT_EQ(broken("!!Admin20262026"), "password.known");
  EXPECT_EQ(broken("my-Wang.Ming-2026"), "password.known");
}

TEST(CheckPassword, RefusesWhatIsNoText) {
  EXPECT_EQ(broken(std::string(257, 'x')), "password.long");
  EXPECT_EQ(broken("twelve\nletters"), "password.text");
  EXPECT_EQ(broken(std::string("twelve\0letters", 14)), "password.text");
  EXPECT_EQ(broken("\xFFtwelve letters"), "password.text");
}

TEST(CheckPassword, NeverRepeatsThePassword) {
  const base::Fault fault = check_password("shortish", "w").value_or(base::Fault());
  EXPECT_EQ(fault.code, "password.short");
  EXPECT_EQ((fault.what + fault.right).find("shortish"), std::string::npos);
}

TEST(Passwords, OpensOnlyWithTheSame) {
  const Passwords passwords(kCheap);
  const std::string kept = passwords.hash("春江潮水连海平");
  EXPECT_TRUE(kept.starts_with("$argon2id$"));
  EXPECT_EQ(passwords.compare(kept, "春江潮水连海平"), PasswordMatch::yes);
  EXPECT_EQ(passwords.compare(kept, "春江潮水连海"), PasswordMatch::no);
  EXPECT_EQ(passwords.compare(kept, ""), PasswordMatch::no);
  EXPECT_NE(passwords.hash("春江潮水连海平"), kept);  // salted
}

TEST(Passwords, WhatIsNoHashOpensNothing) {
  const Passwords passwords(kCheap);
  EXPECT_EQ(passwords.compare("", "anything at all"), PasswordMatch::no);
  EXPECT_EQ(passwords.compare("anything at all", "anything at all"), PasswordMatch::no);
}

TEST(Passwords, AsksToBeKeptAnewWhenTheCostHasRisen) {
  const std::string kept = Passwords(kCheap).hash("correct horse");
  const Passwords dearer({.operations = 2, .memory_bytes = 16384});
  EXPECT_EQ(dearer.compare(kept, "correct horse"), PasswordMatch::yes_but_keep_anew);
  EXPECT_EQ(dearer.compare(kept, "wrong horse"), PasswordMatch::no);
}

}  // namespace
}  // namespace qinqing::identity
