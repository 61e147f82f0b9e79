// What a witness signs, and what it will never sign.
#include "ledger/witness.h"

#include <gtest/gtest.h>

#include <thread>

#include "ledger/testing/sealed.h"

namespace qinqing::ledger {
namespace {

std::string code_of(const auto& result) {
  return result ? "" : result.faults()[0].code;
}

class WitnessTest : public testing::SealedTest {
 protected:
  WitnessTest() { crypto_sign_keypair(open_.data(), secret_.data()); }

  WitnessOptions options() {
    return {.public_key = witness_key(),
            .sign =
                [this](std::string_view text) {
                  std::array<std::uint8_t, crypto_sign_BYTES> bytes{};
                  crypto_sign_detached(bytes.data(), nullptr,
                                       reinterpret_cast<const std::uint8_t*>(text.data()),
                                       text.size(), secret_.data());
                  return "ed25519.w." + base::base64url(bytes);
                },
            .keep =
                [this](const Cosigned& cosigned) {
                  if (!disk_full_) kept_ = cosigned;
                  return !disk_full_;
                },
            .clock = &clock_};
  }
  std::string witness_key() const { return "ed25519.w." + base::base64url(open_); }
  Shown shown(std::uint64_t from) {
    const auto found = database().read([&](store::Sql& sql) { return show(sql, from); });
    EXPECT_TRUE(found);
    return found.value_or(Shown());
  }
  static std::uint64_t size_of(const std::string& head) {
    return std::stoull(head.substr(head.rfind(':') + 1));
  }
  // The last three events undone with all that speaks of them, and the tree signed anew with the
  // server's own key: who looks at the database alone sees nothing.
  void undo_three_and_sign_again() {
    by_hand("DELETE FROM note WHERE id IN ('a7', 'a8', 'a9')");
    for (const char* table : {"event_private", "measure", "event"})
      by_hand("DELETE FROM " + std::string(table) + " WHERE " +
              (std::string(table) == "event" ? "id" : "event") +
              " IN (SELECT event FROM ledger_entry WHERE n >= 7)");
    by_hand("DELETE FROM ledger_entry WHERE n >= 7");
    by_hand("DELETE FROM ledger_head WHERE size > 7");
    sealer().sign_head();
  }

  std::optional<Cosigned> kept_;
  bool disk_full_ = false;

 private:
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> open_{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_{};
};
STORE_ON_BOTH(WitnessTest);

TEST_P(WitnessTest, SignsALedgerThatGrows) {
  Witness witness({public_key()}, std::nullopt, options());
  act(10, "a");
  seal_and_sign();
  const auto first = witness.take(shown(0));
  ASSERT_TRUE(first);
  EXPECT_EQ(size_of(first->head), 10U);
  EXPECT_TRUE(cosigned_of(text_of(*first)));
  ASSERT_TRUE(witness.take(shown(10))) << "the same head once more";

  act(5, "b");
  seal_and_sign();
  const auto second = witness.take(shown(10));
  ASSERT_TRUE(second);
  EXPECT_EQ(size_of(second->head), 15U);
  EXPECT_EQ(text_of(*witness.last()), text_of(*kept_)) << "what was said was kept first";

  // Another process goes on from what was kept.
  Witness again({public_key()}, kept_, options());
  act(1, "c");
  seal_and_sign();
  EXPECT_EQ(code_of(again.take(shown(10))), "witness.not_grown") << "a proof from another head";
  EXPECT_TRUE(again.take(shown(15)));
}

TEST_P(WitnessTest, RefusesARecordMadeAnew) {
  Witness witness({public_key()}, std::nullopt, options());
  act(10, "a");
  seal_and_sign();
  ASSERT_TRUE(witness.take(shown(0)));

  undo_three_and_sign_again();
  EXPECT_EQ(code_of(witness.take(shown(0))), "witness.older");
  EXPECT_FALSE(database().read([](store::Sql& sql) { return show(sql, 10); }))
      << "there is no proof from a head that the ledger does not reach";
  act(10, "z");
  seal_and_sign();
  EXPECT_EQ(code_of(witness.take(shown(10))), "witness.not_grown");
  EXPECT_EQ(size_of(witness.last()->head), 10U) << "and stays with what it saw";
}

TEST_P(WitnessTest, BelievesNobodyElse) {
  Witness witness({public_key()}, std::nullopt, options());
  act(3, "a");
  seal_and_sign();
  Shown other = shown(0);
  other.signature[other.signature.size() - 5] ^= 1;
  EXPECT_EQ(code_of(witness.take(other)), "witness.signature");
  other = shown(0);
  other.head.replace(other.head.find("\"size\":3"), 8, "\"size\":4");
  EXPECT_EQ(code_of(witness.take(other)), "witness.signature");
  other.head = "{}";
  other.signature = sign(other.head);
  EXPECT_EQ(code_of(witness.take(other)), "head.form");
  EXPECT_FALSE(witness.last());

  ASSERT_TRUE(witness.take(shown(0)));
  EXPECT_THROW(Witness({witness_key()}, kept_, options()), std::invalid_argument)
      << "its file is of another ledger";
  EXPECT_NO_THROW(Witness({witness_key(), public_key()}, kept_, options()))
      << "the ledger has a new key beside the old one";
  Cosigned forged = *kept_;
  forged.at = "2020-01-01T00:00:00.000Z";
  EXPECT_EQ(code_of(cosigned_of(text_of(forged))), "witness.cosignature");
}

TEST_P(WitnessTest, SignsNothingThatItCannotKeep) {
  Witness witness({public_key()}, std::nullopt, options());
  act(3, "a");
  seal_and_sign();
  disk_full_ = true;
  EXPECT_EQ(code_of(witness.take(shown(0))), "witness.disk");
  EXPECT_FALSE(witness.last());
  disk_full_ = false;
  EXPECT_TRUE(witness.take(shown(0)));
}

// Two histories of the same ledger are shown at once: it signs one.
TEST_P(WitnessTest, OfTwoHistoriesAtOnceSignsOne) {
  act(10, "a");
  seal_and_sign();
  const Shown one = shown(0);
  by_hand("DELETE FROM note WHERE id IN ('a7', 'a8', 'a9')");
  undo_three_and_sign_again();
  act(3, "z");
  seal_and_sign();
  const Shown other = shown(0);
  ASSERT_NE(one.head, other.head);
  for (int round = 0; round < 20; ++round) {
    Witness witness({public_key()}, std::nullopt, options());
    bool signed_one = false;
    bool signed_other = false;
    std::thread a([&] { signed_one = witness.take(one).ok(); });
    std::thread b([&] { signed_other = witness.take(other).ok(); });
    a.join();
    b.join();
    EXPECT_NE(signed_one, signed_other);
  }
}

}  // namespace
}  // namespace qinqing::ledger
