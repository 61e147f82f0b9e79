#include "identity/keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace qinqing::identity {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNumber = "33020319900101123X";

class KeysTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ =
        fs::temp_directory_path() /
        (std::string("keys-") + ::testing::UnitTest::GetInstance()->current_test_info()->name() +
         "-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
    folder_ = root_ / "keys";
  }
  void TearDown() override { fs::remove_all(root_); }

  base::Result<Keys> open(Keys::Missing missing = Keys::Missing::make) {
    return Keys::open(folder_, missing, random_);
  }
  std::string first_fault(Keys::Missing missing = Keys::Missing::make) {
    const auto keys = open(missing);
    return keys ? "" : keys.faults()[0].code;
  }
  std::string text(const char* name) {
    std::ostringstream out;
    out << std::ifstream(folder_ / name).rdbuf();
    return out.str();
  }
  void write(const char* name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::trunc) << text;
  }

  base::SystemRandom random_;
  fs::path root_, folder_;
};

TEST_F(KeysTest, AreMadeOnceForTheirOwnerOnly) {
  ASSERT_TRUE(open());
  for (const char* name : {"sign.key", "encrypt.key", "match.key"}) {
    struct stat found{};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &found), 0) << name;
    EXPECT_EQ(found.st_mode & 0777U, 0600U) << name;
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 3);
  EXPECT_NE(text("sign.key"), text("match.key"));
  const std::string before = text("encrypt.key");
  ASSERT_TRUE(open());
  EXPECT_EQ(text("encrypt.key"), before);
}

TEST_F(KeysTest, EncryptedValuesOpenAfterARestart) {
  const std::string value = open()->encrypt(kNumber, "person-1", random_);
  EXPECT_EQ(value.find("330203"), std::string::npos);
  const auto again = open(Keys::Missing::refuse);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->knows(value));
  EXPECT_EQ(again->decrypt(value, "person-1"), kNumber);
}

TEST_F(KeysTest, AValueOpensOnlyInItsOwnRow) {
  const auto keys = open();
  const std::string value = keys->encrypt(kNumber, "person-1", random_);
  EXPECT_FALSE(keys->decrypt(value, "person-2"));
  EXPECT_NE(value, keys->encrypt(kNumber, "person-1", random_));
  EXPECT_EQ(keys->decrypt(keys->encrypt("", "p", random_), "p"), "");
}

TEST_F(KeysTest, AlteredValuesDoNotOpen) {
  const auto keys = open();
  const std::string value = keys->encrypt(kNumber, "p", random_);
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::string altered = value;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(keys->decrypt(altered, "p")) << i;
  }
  for (const std::string bad : {"", "x1", "x1.", "x1..", "x1.a.b"})
    EXPECT_FALSE(keys->decrypt(bad, "p")) << bad;
  EXPECT_FALSE(keys->decrypt(value.substr(0, value.rfind('.') + 1) + "AAAA", "p"));
}

TEST_F(KeysTest, MatchesEqualNumbersOnlyUnderTheSameKey) {
  const auto keys = open();
  EXPECT_EQ(keys->match(kNumber), keys->match(kNumber));
  EXPECT_NE(keys->match(kNumber), keys->match("330203199001011248"));
  const std::string before = keys->match(kNumber);
  fs::remove(folder_ / "match.key");
  EXPECT_NE(open()->match(kNumber), before);
}

TEST_F(KeysTest, SignaturesHoldForTheirTextOnly) {
  const auto keys = open();
  const std::string signature = keys->sign("head 1");
  EXPECT_TRUE(keys->verify("head 1", signature));
  EXPECT_FALSE(keys->verify("head 2", signature));
  EXPECT_FALSE(keys->verify("head 1", keys->sign("head 2")));
  EXPECT_FALSE(keys->verify("head 1", "ed25519.x.y"));
  EXPECT_EQ(keys->public_key().substr(0, 16), signature.substr(0, 16));  // same key id
}

TEST_F(KeysTest, AnOlderKeyStillOpens) {
  const std::string value = open()->encrypt(kNumber, "p", random_);
  const std::string signature = open()->sign("t");
  const std::string old_encrypt = text("encrypt.key");
  const std::string old_sign = text("sign.key");
  fs::remove(folder_ / "encrypt.key");
  fs::remove(folder_ / "sign.key");
  const auto forgetful = open();
  EXPECT_FALSE(forgetful->knows(value));
  EXPECT_FALSE(forgetful->decrypt(value, "p"));
  EXPECT_FALSE(forgetful->verify("t", signature));
  write("encrypt.key", text("encrypt.key") + old_encrypt);
  write("sign.key", text("sign.key") + old_sign);
  const auto both = open();
  ASSERT_TRUE(both) << both.faults().to_string();
  EXPECT_EQ(both->decrypt(value, "p"), kNumber);
  EXPECT_TRUE(both->verify("t", signature));
  EXPECT_NE(both->encrypt(kNumber, "p", random_).substr(0, 11), value.substr(0, 11));
}

TEST_F(KeysTest, RefusesWhatOthersCanRead) {
  ASSERT_TRUE(open());
  fs::permissions(folder_ / "match.key", fs::perms(0640));
  EXPECT_EQ(first_fault(), "keys.open_to_others");
  fs::permissions(folder_ / "match.key", fs::perms(0600));
  EXPECT_EQ(first_fault(), "");
  fs::permissions(folder_, fs::perms(0755));
  EXPECT_EQ(first_fault(), "keys.open_to_others");
}

TEST_F(KeysTest, DoesNotMakeNewKeysOverOldValues) {
  EXPECT_EQ(first_fault(Keys::Missing::refuse), "keys.missing");
  EXPECT_FALSE(fs::exists(folder_));
  ASSERT_TRUE(open());
  fs::remove(folder_ / "encrypt.key");
  EXPECT_EQ(first_fault(Keys::Missing::refuse), "keys.missing");
  EXPECT_FALSE(fs::exists(folder_ / "encrypt.key"));
}

TEST_F(KeysTest, RefusesDamagedFiles) {
  ASSERT_TRUE(open());
  std::string cut = text("sign.key");
  cut[cut.size() - 5] = cut[cut.size() - 5] == 'A' ? 'B' : 'A';
  for (const std::string& bad :
       {std::string(), std::string("\n"), std::string("nonsense\n"), cut}) {
    write("sign.key", bad);
    EXPECT_EQ(first_fault(), "keys.form") << bad;
  }
}

// The key in use or an older one: a file that was damaged never opens as another key.
TEST_F(KeysTest, EveryFlippedBitIsRefusedByTheFilesName) {
  ASSERT_TRUE(open());
  for (const std::string name : {"sign.key", "encrypt.key", "match.key"}) {
    const std::string older = text(name.c_str());
    fs::remove(folder_ / name);
    ASSERT_TRUE(open());
    const std::string whole = text(name.c_str()) + older;
    for (std::size_t at = 0; at < whole.size() * 8; ++at) {
      std::string damaged = whole;
      damaged[at / 8] = static_cast<char>(damaged[at / 8] ^ (1U << at % 8));
      write(name.c_str(), damaged);
      const auto keys = open(Keys::Missing::refuse);
      ASSERT_FALSE(keys) << name << ", bit " << at;
      EXPECT_EQ(keys.faults()[0].code, "keys.form");
      EXPECT_EQ(keys.faults()[0].file, (folder_ / name).string());
    }
    write(name.c_str(), whole);
    ASSERT_TRUE(open(Keys::Missing::refuse)) << "put back";
  }
}

}  // namespace
}  // namespace qinqing::identity
