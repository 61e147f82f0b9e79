// The worked example of docs/record-format.md is what this program does.
#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <numeric>

#include "base/base64url.h"
#include "ledger/sealer.h"
#include "ledger/testing/sealed.h"
#include "store/log_rows.h"

namespace qinqing::ledger {
namespace {

using store::testing::Note;

class RecordFormatTest : public testing::SealedTest {
 protected:
  RecordFormatTest() {
    std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed{};
    std::iota(seed.begin(), seed.end(), std::uint8_t{0});
    crypto_sign_seed_keypair(open_.data(), secret_.data(), seed.data());
    std::ifstream in(QINQING_SOURCE_DIR "/docs/record-format.md");
    doc_.assign(std::istreambuf_iterator<char>(in), {});
  }
  // On a line of its own.
  void in_doc(const std::string& text) {
    EXPECT_NE(doc_.find("\n" + text + "\n"), std::string::npos) << "not in the doc:\n" << text;
  }

  void parts_in_doc() {
    for (const auto& part : all<store::EventPrivateRow>("ORDER BY event, n"))
      in_doc(part.event + " " + std::to_string(part.n) + " " + part.salt.value_or("null") + " " +
             part.value.value_or("null"));
  }

  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open_{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_{};
  std::string doc_;
};
STORE_ON_BOTH(RecordFormatTest);

TEST_P(RecordFormatTest, TheExampleIsWhatIsDone) {
  database().write([](store::Unit& unit) {
    unit.event({.kind = "note.add", .place = "nb", .subject = "n1", .basis = "pos-2"});
    auto row = store::testing::note("n1", "甲");
    row.phone = "138";
    unit.insert(row);
    unit.measure({.kind = "note.added", .place = "nb", .day = row.day, .value = 1});
  });
  parts_in_doc();
  database().write([](store::Unit& unit) {
    unit.event({.kind = "note.forget", .place = "nb", .subject = "n1"});
    auto row = *unit.sql().find<Note>("n1");
    unit.erase(row);
  });
  Sealer sealer(database(), clock_, [&](std::string_view text) {
    std::array<std::uint8_t, crypto_sign_BYTES> bytes{};
    crypto_sign_detached(bytes.data(), nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                         text.size(), secret_.data());
    return "ed25519.example0." + base::base64url(bytes);
  });
  ASSERT_EQ(sealer.seal(), 2);
  ASSERT_TRUE(sealer.sign_head());
  for (const auto& event : all<store::EventRow>("ORDER BY id")) in_doc(event.body);
  for (const auto& entry : all<EntryRow>("ORDER BY n")) in_doc(entry.leaf);
  parts_in_doc();
  const HeadRow head = all<HeadRow>("ORDER BY size").front();
  in_doc(text_of(Head{.size = 2, .root = *hash_from_hex(head.root.substr(7)), .at = head.at}));
  in_doc(head.signature);
  const std::string key = "ed25519.example0." + base::base64url(open_);
  in_doc(key);
  EXPECT_TRUE(is_signed(
      text_of(Head{.size = 2, .root = *hash_from_hex(head.root.substr(7)), .at = head.at}),
      head.signature, key));
}

}  // namespace
}  // namespace qinqing::ledger
